//! The ballot of a decision phase, or the sheet of an opinion phase, on paper: printed, filled in by hand, then typed by a facilitator.

use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::ballots::BallotForm;
use tablee_core::cases::editor::preview::{Preview, preview};
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::Millis;

use super::paper_opinion::OpinionPaperPage;
use crate::http::{Lang, PageFault, SignedIn};
use crate::pages::ballots::{self, BallotView, Filled, Reader};
use crate::pages::qr::PrintedAddress;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct PaperPage {
    back: String,
    consultation: String,
    phase: String,
    intro: String,
    closes_at: Option<Millis>,
    ballot: BallotView,
    /// The vote's page for everyone: how to vote there, the box, later the result.
    online: PrintedAddress,
}

impl PaperPage {
    fn new(lang: Lang, form: &BallotForm, online: PrintedAddress) -> Self {
        let reader = Reader { lang, legend: (&form.title, true), error_at: &|_| None };
        Self {
            back: format!("/espace/c/{}/etapes/{}", form.slug, form.position),
            consultation: form.consultation.clone(),
            phase: form.title.clone(),
            intro: form.intro.clone(),
            closes_at: form.closes_at,
            ballot: BallotView::new(&reader, form, &Filled::default()),
            online,
        }
    }
}

impl Page for PaperPage {
    const TEMPLATE: &'static str = "desk/editor/paper";

    fn title(&self) -> PageTitle {
        PageTitle::Text("paper-title", vec![("phase", self.phase.clone().into())])
    }

    fn samples() -> Vec<Self> {
        ballots::forms()
            .iter()
            .map(|form| Self::new(Lang::default(), form, PrintedAddress::sample()))
            .collect()
    }
}

/// `GET /espace/c/SLUG/etapes/N/bulletin`: also before the phase opens, so that the sheets are ready.
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
) -> Result<Response, PageFault> {
    let online = PrintedAddress::of(&cx.settings.public_url, &format!("/c/{slug}/etape/{n}"));
    match preview(&cx, &actor, &slug, n).await? {
        Preview::Ballot(form) => Ok(render(&frame, &PaperPage::new(frame.lang, &form, online))?.into_response()),
        Preview::Opinion(sheet) => {
            Ok(render(&frame, &OpinionPaperPage::new(frame.lang, sheet, online))?.into_response())
        }
        Preview::Questionnaire(_) | Preview::Proposal(_) => Err(Refusal::NotFound.into()),
    }
}
