//! The phases in which something can be entered now.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::assisted::{self, EntryDesk, EntryPhase};
use tablee_core::cases::desk;
use tablee_rules::timetable::PhaseKind;

use crate::http::{PageFault, SignedIn};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct PhasesPage {
    nav: Vec<NavItem>,
    slug: String,
    phases: Vec<PhaseView>,
}

#[derive(Serialize)]
struct PhaseView {
    position: String,
    title: String,
    kind: &'static str,
}

impl PhasesPage {
    fn new(nav: Vec<NavItem>, desk: EntryDesk) -> Self {
        let phase = |phase: EntryPhase| PhaseView {
            position: phase.position.to_string(),
            title: phase.title,
            kind: phase.kind.key(),
        };
        Self { nav, slug: desk.slug, phases: desk.phases.into_iter().map(phase).collect() }
    }
}

impl Page for PhasesPage {
    const TEMPLATE: &'static str = "desk/entry";

    fn title(&self) -> PageTitle {
        PageTitle::key("entry-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let phase = |kind| EntryPhase { position: 1, title: "Vos idées".to_owned(), kind };
        let desk = |phases| EntryDesk { slug: "ecole".to_owned(), consultation: "École".to_owned(), phases };
        let kinds = [PhaseKind::Questionnaire, PhaseKind::Proposal, PhaseKind::Opinion, PhaseKind::Decision];
        vec![Self::new(Vec::new(), desk(Vec::new())), Self::new(Vec::new(), desk(kinds.map(phase).into()))]
    }
}

/// `GET /espace/c/SLUG/saisie`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let found = assisted::overview(&cx, &actor, parts.slug()).await?;
    let place = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&place, frame.lang, &frame.path);
    Ok(render(&frame, &PhasesPage::new(nav, found))?.into_response())
}
