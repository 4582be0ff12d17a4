//! A phase as a resident meets it: the residents' own pages, whose buttons lead to the next one and keep nothing.

use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};
use tablee_core::cases::consultations;
use tablee_core::cases::editor::preview::{Preview, preview};
use tablee_core::{Context, Refusal};

use super::new_op;
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::ballots::only_asks;
use crate::pages::fields::Fields;
use crate::pages::resident::{
    CheckPage, ConsultationPage, OpinionPage, ProposePage, QuestionPage, VotePage, VotePlace, typed_page,
};
use crate::view::{PageFrame, render};

/// The page of the phase that is previewed.
fn editor(slug: &str, n: i32) -> String {
    format!("/espace/c/{slug}/etapes/{n}")
}

/// How many pages there are to see.
fn pages(found: &Preview) -> usize {
    match found {
        // After the last question, all answers are looked over.
        Preview::Questionnaire(sheet) if sheet.questions.is_empty() => 0,
        Preview::Questionnaire(sheet) => sheet.questions.len() + 1,
        Preview::Opinion(sheet) => sheet.phase.statements.len(),
        Preview::Ballot(_) | Preview::Proposal(_) => 1,
    }
}

/// `GET /espace/c/SLUG/apercu`: the consultation's own page, as it will be.
#[handler]
pub(super) async fn consultation(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let found = consultations::preview(&cx, &actor, &slug).await?;
    let frame = frame.previewed();
    Ok(render(&frame, &ConsultationPage::to_try(frame.lang, found))?.into_response())
}

#[handler]
pub(super) async fn leave(
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
) -> Result<Response, PageFault> {
    preview(&cx, &actor, &slug, n).await?;
    Ok(see_other(&editor(&slug, n)))
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, k)): Path<(String, i32, usize)>,
) -> Result<Response, PageFault> {
    let found = preview(&cx, &actor, &slug, n).await?;
    if k == 0 || k > pages(&found) {
        return Err(Refusal::NotFound.into());
    }
    let list = format!("{}/apercu", editor(&slug, n));
    let (here, op) = (format!("{list}/{k}"), new_op(&cx));
    let back = if k > 1 { format!("{list}/{}", k - 1) } else { editor(&slug, n) };
    let frame = frame.previewed();
    let html = match found {
        Preview::Questionnaire(sheet) if k > sheet.questions.len() => {
            render(&frame, &CheckPage::to_try(frame.lang, &sheet, (here, &list), op))?
        }
        Preview::Questionnaire(sheet) => render(&frame, &QuestionPage::of(frame.lang, &sheet, k, here, back)?)?,
        Preview::Opinion(sheet) => render(&frame, &OpinionPage::by_code(&sheet.phase, k - 1, list, op))?,
        Preview::Proposal(form) => render(&frame, &ProposePage::to_try(form, here, back, op))?,
        Preview::Ballot(form) => {
            render(&frame, &VotePage::new(frame.lang, &form, VotePlace { post_to: here, back, op }))?
        }
    };
    Ok(html.into_response())
}

/// Whatever was answered is not kept: a ballot sent to be reckoned comes back, anything else leads to the next page, or back to
/// the phase after the last one.
#[handler]
pub(super) async fn go_on(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, k)): Path<(String, i32, usize)>,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let found = preview(&cx, &actor, &slug, n).await?;
    let phase = editor(&slug, n);
    match &found {
        Preview::Ballot(form) if only_asks(&fields) => {
            let post_to = format!("{phase}/apercu/{k}");
            typed_page(&frame.previewed(), form, VotePlace { post_to, back: phase, op: new_op(&cx) }, &fields, &[])
        }
        _ if k < pages(&found) => Ok(see_other(&format!("{phase}/apercu/{}", k + 1))),
        _ => Ok(see_other(&phase)),
    }
}
