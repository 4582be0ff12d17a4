//! The desk's first page: the member's consultations, and what waits in each.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::desk::{self, Desk, DeskConsultation};
use tablee_rules::timetable::ConsultationState;

use super::nav::{NavItem, site_nav};
use crate::http::{PageFault, SignedIn};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct DeskPage {
    nav: Vec<NavItem>,
    may_create: bool,
    consultations: Vec<ConsultationView>,
}

#[derive(Serialize)]
struct ConsultationView {
    slug: String,
    title: String,
    organisation: String,
    state: &'static str,
    tone: &'static str,
    participants: i32,
    to_moderate: i64,
    to_read: i64,
    to_judge: i64,
    to_answer: i64,
}

impl From<DeskConsultation> for ConsultationView {
    fn from(line: DeskConsultation) -> Self {
        let tone = match line.state {
            ConsultationState::Open => "now",
            ConsultationState::Published => "good",
            ConsultationState::Draft
            | ConsultationState::Scheduled
            | ConsultationState::Closed
            | ConsultationState::Archived => "none",
        };
        Self {
            slug: line.slug,
            title: line.title,
            organisation: line.organisation,
            state: line.state.key(),
            tone,
            participants: line.participants,
            to_moderate: line.to_moderate,
            to_read: line.to_read,
            to_judge: line.to_judge,
            to_answer: line.to_answer,
        }
    }
}

impl DeskPage {
    fn new(nav: Vec<NavItem>, desk: Desk) -> Self {
        let consultations = desk.consultations.into_iter().map(ConsultationView::from).collect();
        Self { nav, may_create: desk.may_create, consultations }
    }
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk/home";

    fn title(&self) -> PageTitle {
        PageTitle::key("desk-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |state, waiting| DeskConsultation {
            slug: "ecole".to_owned(),
            title: "École".to_owned(),
            organisation: "Ville".to_owned(),
            state,
            participants: 12,
            to_moderate: waiting,
            to_read: waiting,
            to_judge: waiting,
            to_answer: waiting,
        };
        let all = ConsultationState::ALL.into_iter().map(|state| line(state, 0));
        let consultations = all
            .chain([line(ConsultationState::Open, 1), line(ConsultationState::Closed, 3)])
            .collect();
        vec![
            Self::new(Vec::new(), Desk { consultations: Vec::new(), may_create: false }),
            Self::new(Vec::new(), Desk { consultations: Vec::new(), may_create: true }),
            Self::new(Vec::new(), Desk { consultations, may_create: true }),
        ]
    }
}

/// `GET /espace`
#[handler]
pub(super) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
) -> Result<Response, PageFault> {
    let desk = desk::open(&cx, &actor).await?;
    let page = DeskPage::new(site_nav(&actor, frame.lang, "/espace"), desk);
    Ok(render(&frame, &page)?.into_response())
}
