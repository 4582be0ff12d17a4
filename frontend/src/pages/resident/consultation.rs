//! A consultation: what it is for, who decides, where it stands, and one button to take part.

use poem::web::{Data, Path};
use poem::{Request, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::consultations::{self, ConsultationDetail, MovedDay, PhaseSummary};
use tablee_core::cases::participation::PhaseAddress;
use tablee_rules::timetable::{ConsultationState, Millis, PhaseKind, PhaseMoment};

use super::words::{MovedView, span};
use super::{paths, public};
use crate::http::{Lang, PageFault, PublicPages};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages) struct ConsultationPage {
    title: String,
    /// Where it is written, on the page that is only shown to whoever prepares it.
    editor_href: Option<String>,
    href: String,
    summary: String,
    organisation: String,
    purpose: String,
    decider: String,
    territory: String,
    answer_due_at: Option<Millis>,
    moved: Option<MovedView>,
    controller: String,
    legal_basis: String,
    from_workshop: bool,
    contact: String,
    retention_months: i32,
    kept_until: Option<Millis>,
    participants: i32,
    take_part_href: Option<String>,
    closes_at: Option<Millis>,
    /// Whether that is the close of one step among others.
    more_steps: bool,
    opens_at: Option<Millis>,
    over: bool,
    phases: Vec<TimelineStep>,
    results: Vec<ResultsLink>,
    proposals_href: Option<String>,
}

/// A phase as `partials/timeline` shows it.
#[derive(Serialize)]
struct TimelineStep {
    state: &'static str,
    title: String,
    dates: String,
    href: String,
}

#[derive(Serialize)]
struct ResultsLink {
    href: String,
    title: String,
}

impl ConsultationPage {
    /// As it will be: its buttons and steps lead to previews, and nothing leads to what is not public yet.
    pub(in crate::pages) fn to_try(lang: Lang, found: ConsultationDetail) -> Self {
        let editor = format!("/espace/c/{}", found.summary.slug);
        let steps: Vec<(i32, bool)> = found
            .phases
            .iter()
            .map(|phase| (phase.position, phase.kind.takes_contributions()))
            .collect();
        let preview = |position| format!("{editor}/etapes/{position}/apercu/1");
        let take_part_href = found.take_part.map(preview);
        let mut page = Self { take_part_href, results: Vec::new(), proposals_href: None, ..Self::of(lang, found) };
        for (step, (position, contributes)) in page.phases.iter_mut().zip(steps) {
            step.href = if contributes { preview(position) } else { String::new() };
        }
        page.editor_href = Some(editor);
        page
    }

    fn of(lang: Lang, found: ConsultationDetail) -> Self {
        let summary = found.summary;
        let address = |position| PhaseAddress { slug: summary.slug.clone(), position };
        let begun = |phase: &PhaseSummary| phase.kind == PhaseKind::Proposal && phase.moment != PhaseMoment::ToCome;
        let published = found.phases.iter().filter(|phase| phase.results_published);
        Self {
            editor_href: None,
            href: paths::consultation(&summary.slug),
            take_part_href: found.take_part.map(|position| paths::phase(&address(position))),
            results: published
                .map(|phase| ResultsLink { href: paths::results(&address(phase.position)), title: phase.title.clone() })
                .collect(),
            proposals_href: found.phases.iter().any(begun).then(|| paths::proposals(&summary.slug)),
            phases: found
                .phases
                .iter()
                .map(|phase| TimelineStep {
                    state: state_of(phase.moment),
                    title: phase.title.clone(),
                    dates: span(lang, phase.opens_at, phase.closes_at),
                    href: paths::phase(&address(phase.position)),
                })
                .collect(),
            over: !matches!(summary.state, ConsultationState::Open | ConsultationState::Scheduled),
            title: summary.title,
            summary: summary.summary,
            closes_at: summary.closes_at,
            more_steps: summary.more_steps,
            opens_at: summary.opens_at,
            participants: summary.participants,
            organisation: found.organisation,
            purpose: found.purpose,
            decider: found.decider,
            territory: found.territory,
            answer_due_at: found.answer_due_at,
            moved: found.answer_due_before.map(MovedView::from),
            controller: found.controller,
            legal_basis: found.legal_basis,
            from_workshop: found.from_workshop,
            contact: found.contact,
            retention_months: found.retention_months,
            kept_until: found.kept_until,
        }
    }
}

/// The class of a step of the timeline.
fn state_of(moment: PhaseMoment) -> &'static str {
    match moment {
        PhaseMoment::Done => "done",
        PhaseMoment::Now => "now",
        PhaseMoment::ToCome => "next",
    }
}

impl Page for ConsultationPage {
    const TEMPLATE: &'static str = "resident/consultation";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.title.clone())
    }

    fn samples() -> Vec<Self> {
        let step = |state| TimelineStep {
            state,
            title: "Votre avis".to_owned(),
            dates: "Du 1 au 31 mars".to_owned(),
            href: "/c/ecole/etape/1".to_owned(),
        };
        let sample = |open: bool, over: bool| Self {
            title: "École".to_owned(),
            editor_href: over.then(|| "/espace/c/ecole".to_owned()),
            href: "/c/ecole".to_owned(),
            summary: "The yard can change. The town decides in June.".to_owned(),
            organisation: "Centre social".to_owned(),
            purpose: "Choisir.\nEnsemble.".to_owned(),
            decider: if over { String::new() } else { "La ville".to_owned() },
            territory: if over { String::new() } else { "Le quartier".to_owned() },
            answer_due_at: open.then_some(1_795_431_600_000),
            moved: open
                .then_some(MovedDay { first: 1_795_431_600_000, changed_at: 1_795_431_600_000 })
                .map(MovedView::from),
            more_steps: open,
            controller: "La ville".to_owned(),
            legal_basis: "Mission de service public".to_owned(),
            from_workshop: open,
            contact: if over { String::new() } else { "contact@tablee.example".to_owned() },
            retention_months: 12,
            kept_until: open.then_some(1_795_431_600_000),
            participants: i32::from(open) * 12,
            take_part_href: open.then(|| "/c/ecole/etape/1".to_owned()),
            closes_at: open.then_some(1_795_431_600_000),
            opens_at: (!open && !over).then_some(1_795_431_600_000),
            over,
            phases: vec![step("done"), step("now"), step("next")],
            results: if over {
                vec![ResultsLink { href: "/c/ecole/etape/1/resultats".to_owned(), title: "Votre avis".to_owned() }]
            } else {
                Vec::new()
            },
            proposals_href: over.then(|| "/c/ecole/propositions".to_owned()),
        };
        vec![sample(true, false), sample(false, false), sample(false, true)]
    }
}

#[handler]
pub(super) async fn consultation(
    request: &Request,
    frame: PageFrame,
    cx: Data<&Context>,
    pages: Data<&PublicPages>,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let version = consultations::version(&cx, &Actor::Anyone, &slug).await?;
    let make = async {
        let found = consultations::show(&cx, &Actor::Anyone, &slug).await?;
        Ok(render(&frame, &ConsultationPage::of(frame.lang, found))?.0)
    };
    public::serve(request, &frame, &pages, version, Box::pin(make)).await
}
