//! Writing a consultation, from the minutes of a workshop to its opening.

mod apart;
mod draft;
mod draft_view;
mod entry_rows;
mod import_minutes;
mod method;
mod new;
mod overview;
mod paper;
mod paper_opinion;
mod phase;
mod phase_view;
mod preview;
mod question;
mod rules;
mod split;
mod strata;
mod texts;

use std::collections::BTreeMap;

use poem::Response;
use poem::http::StatusCode;
use serde::Deserialize;
use tablee_core::access::Action;
use tablee_core::cases::editor::{Direction, PhaseEdit, Seen};
use tablee_core::refusal::RefusalClass;
use tablee_core::{Context, Refusal};

use crate::http::{Lang, PageFault, get, post, see_other, status_of};
use crate::pages::RouteTable;
use crate::view::{Faults, Page, PageFrame, RegisteredPage, render_with};

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<import_minutes::ImportPage>(),
    RegisteredPage::of::<draft_view::DraftPage>(),
    RegisteredPage::of::<split::SplitPage>(),
    RegisteredPage::of::<new::NewPage>(),
    RegisteredPage::of::<overview::OverviewPage>(),
    RegisteredPage::of::<texts::TextsPage>(),
    RegisteredPage::of::<strata::StrataPage>(),
    RegisteredPage::of::<phase_view::PhasePage>(),
    RegisteredPage::of::<question::QuestionPage>(),
    RegisteredPage::of::<method::MethodPage>(),
    RegisteredPage::of::<rules::RulesPage>(),
    RegisteredPage::of::<paper::PaperPage>(),
    RegisteredPage::of::<paper_opinion::OpinionPaperPage>(),
    RegisteredPage::of::<apart::ApartPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    use Action::{CreateConsultation, EditConsultation, Moderate, ReadDesk};
    table
        .at("/espace/importer", CreateConsultation, get(import_minutes::show).post(import_minutes::send))
        .at("/espace/consultations/nouvelle", CreateConsultation, get(new::show).post(new::send))
        .at("/espace/c/:slug", ReadDesk, get(overview::show))
        .at("/espace/c/:slug/etat", EditConsultation, post(overview::change_state))
        .at("/espace/c/:slug/textes", ReadDesk, get(texts::show))
        .at("/espace/c/:slug/textes/garder", EditConsultation, post(texts::send))
        .at("/espace/c/:slug/profils", ReadDesk, get(strata::show))
        .at("/espace/c/:slug/profils/garder", EditConsultation, post(strata::send))
        .at("/espace/c/:slug/apercu", ReadDesk, get(preview::consultation))
        .at("/espace/c/:slug/brouillon", ReadDesk, get(draft::show))
        .at("/espace/c/:slug/brouillon/placer", EditConsultation, post(draft::place))
        .at("/espace/c/:slug/brouillon/atelier", EditConsultation, post(draft::correct_workshop))
        .at("/espace/c/:slug/brouillon/ligne", EditConsultation, post(draft::make_item))
        .at("/espace/c/:slug/brouillon/:item", EditConsultation, post(draft::change))
        .at("/espace/c/:slug/brouillon/:item/couper", EditConsultation, get(split::show).post(split::send))
        .at("/espace/c/:slug/etapes", EditConsultation, post(overview::add_phase))
        .at("/espace/c/:slug/etapes/:n", ReadDesk, get(phase::show))
        .at("/espace/c/:slug/etapes/:n/garder", EditConsultation, post(phase::send))
        .at("/espace/c/:slug/etapes/:n/changer", EditConsultation, post(phase::change))
        .at("/espace/c/:slug/etapes/:n/liste", EditConsultation, post(phase::change_list))
        .at("/espace/c/:slug/etapes/:n/methode", ReadDesk, get(method::show))
        .at("/espace/c/:slug/etapes/:n/methode/:key", ReadDesk, get(rules::show))
        .at("/espace/c/:slug/etapes/:n/methode/:key/garder", EditConsultation, post(rules::send))
        .at("/espace/c/:slug/etapes/:n/apercu", ReadDesk, get(preview::leave))
        .at("/espace/c/:slug/etapes/:n/apercu/:k", ReadDesk, get(preview::show).post(preview::go_on))
        .at("/espace/c/:slug/etapes/:n/bulletin", ReadDesk, get(paper::show))
        .at("/espace/c/:slug/etapes/:n/a-part", Moderate, get(apart::show).post(apart::send))
        .at("/espace/c/:slug/etapes/:n/questions/nouvelle", EditConsultation, get(question::blank).post(question::add))
        .at("/espace/c/:slug/etapes/:n/questions/:k", EditConsultation, get(question::show).post(question::send))
        .at("/espace/c/:slug/etapes/:n/questions/:k/changer", EditConsultation, post(question::change))
}

/// Fields of a form whose names end with a number, because several forms of one page have them: `title-3`.
struct NumberedForm(BTreeMap<String, String>);

impl NumberedForm {
    fn of(fields: BTreeMap<String, String>) -> Self {
        let plain = fields
            .into_iter()
            .map(|(name, value)| (name.split('-').next().unwrap_or_default().to_owned(), value));
        Self(plain.collect())
    }

    fn text(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    fn seen(&self) -> Seen {
        seen(&self.text("seen"))
    }
}

/// What an edit just done is told by, in the address that follows it.
#[derive(Debug, Default, Deserialize)]
struct Outcome {
    #[serde(default)]
    fait: String,
}

impl Outcome {
    /// What the notice says; nothing on an ordinary visit.
    fn notice(&self) -> Option<&'static str> {
        match self.fait.as_str() {
            "oui" => Some("done"),
            "non" => Some("stale"),
            "public" => Some("scheduled"),
            _ => None,
        }
    }
}

/// The state that a page was made from. What was not made by our page is a state that never was.
fn seen(typed: &str) -> Seen {
    Seen(typed.parse().unwrap_or(-1))
}

fn phase_edit(slug: &str, position: i32, typed_seen: &str) -> PhaseEdit {
    PhaseEdit { slug: slug.to_owned(), position, seen: seen(typed_seen) }
}

fn direction(typed: &str) -> Option<Direction> {
    match typed {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        _ => None,
    }
}

fn new_op(cx: &Context) -> String {
    cx.anonymous_id().to_string()
}

/// The page, with the status of what happened.
fn page<P: Page>(frame: &PageFrame, view: &P, status: StatusCode) -> Result<Response, PageFault> {
    Ok(render_with(frame, view, status)?)
}

/// A refusal to be told on the page of the form; any other one has a page of its own.
fn told(refusal: Refusal, lang: Lang) -> Result<(StatusCode, Faults), PageFault> {
    match refusal.class() {
        RefusalClass::Invalid | RefusalClass::Conflict => Ok((status_of(refusal.class()), Faults::of(&refusal, lang))),
        _ => Err(refusal.into()),
    }
}

/// Back to the page of a list after one of its buttons. When someone was faster, the page says so.
fn after(result: Result<(), Refusal>, path: &str) -> Result<Response, PageFault> {
    match result {
        Ok(()) => Ok(see_other(&format!("{path}?fait=oui"))),
        Err(Refusal::ChangedMeanwhile) => Ok(see_other(&format!("{path}?fait=non"))),
        Err(refusal) => Err(refusal.into()),
    }
}
