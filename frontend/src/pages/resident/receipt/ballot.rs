//! The receipt of a ballot.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::ballots::{self, BallotContent, CorrectBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::{Context, Refusal};

use crate::http::PageFault;
use crate::pages::errors::Errors;
use crate::pages::resident::forms::{Fields, see_other};
use crate::pages::resident::paths;
use crate::pages::resident::vote::{VotePage, marks_of};
use crate::view::{PageFrame, render};

/// The options marked; none for a blank ballot.
#[derive(Serialize)]
pub(super) struct BallotView {
    method: &'static str,
    marked: Vec<MarkView>,
}

#[derive(Serialize)]
struct MarkView {
    label: String,
    value: i64,
}

impl From<BallotContent> for BallotView {
    fn from(ballot: BallotContent) -> Self {
        let mark = |choice: ballots::BallotChoice| Some(MarkView { label: choice.label, value: choice.marked? });
        Self { method: ballot.method, marked: ballot.marked.into_iter().filter_map(mark).collect() }
    }
}

impl BallotView {
    pub(super) fn sample() -> Self {
        let mark = MarkView { label: "Option a".to_owned(), value: 1 };
        Self { method: "approval", marked: vec![mark] }
    }
}

/// The page on which the ballot is filled in anew.
pub(super) async fn form(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    Ok(render(frame, &page(cx, code, paths::fresh_op(cx)).await?)?.into_response())
}

pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageFault> {
    let (op, marks) = (fields.one("op"), marks_of(fields));
    let key = SubmissionKey(op.to_owned());
    let command = CorrectBallot { code: code.to_owned(), marks: marks.clone(), key };
    match ballots::correct(cx, &Actor::Anyone, command).await {
        Ok(code) => Ok(see_other(&paths::receipt_thanks(&code))),
        Err(Refusal::Invalid(faults)) => {
            let page = page(cx, code, op.to_owned()).await?;
            let page = page.refused(&marks, Errors::of(frame.lang, &faults));
            Ok(render(frame, &page)?
                .with_status(StatusCode::UNPROCESSABLE_ENTITY)
                .into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(cx: &Context, code: &str, op: String) -> Result<VotePage, PageFault> {
    let form = ballots::correction_form(cx, &Actor::Anyone, code).await?;
    Ok(VotePage::new(form, format!("/suivi/{code}/corriger"), format!("/suivi/{code}"), op))
}
