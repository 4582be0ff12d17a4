//! The start of a phase: what one does in it, until when, and the way in.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::consultations::{self, PhaseStart};
use tablee_core::cases::participation::PhaseAddress;
use tablee_rules::timetable::{Millis, PhaseKind, PhaseMoment};

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::PageFault;
use crate::view::{Page, PageFrame, PageTitle, render};

/// The method that draws a panel by lot among volunteers.
const PANEL: &str = "panel";

#[derive(Serialize)]
pub(super) struct PhasePage {
    consultation: String,
    consultation_href: String,
    title: String,
    intro: String,
    /// How the keys of what one does end: a drawn panel asks for volunteers, every other decision for a vote.
    act: &'static str,
    questions: usize,
    moment: &'static str,
    opens_at: Option<Millis>,
    closes_at: Option<Millis>,
    start_href: Option<String>,
    taken_part: bool,
    receipt_href: Option<String>,
    results_href: Option<String>,
    proposals_href: Option<String>,
    /// The results that a phase of results presents.
    presented: Vec<PresentedResults>,
    /// Whether a phase of results has begun and there is nothing to read yet.
    nothing_yet: bool,
    answers_href: Option<String>,
}

/// The results of an earlier phase.
#[derive(Serialize)]
struct PresentedResults {
    href: String,
    title: String,
}

impl PhasePage {
    fn of(address: &PhaseAddress, found: PhaseStart) -> Self {
        let phase = found.phase;
        let open = phase.moment == PhaseMoment::Now;
        let begun = phase.moment != PhaseMoment::ToCome;
        let shows_proposals = matches!(phase.kind, PhaseKind::Proposal | PhaseKind::Answer | PhaseKind::Followup);
        Self {
            consultation_href: paths::consultation(&found.slug),
            consultation: found.consultation,
            start_href: start_of(address, phase.kind, found.questions).filter(|_| open),
            taken_part: found.taken_part,
            receipt_href: found.receipt.map(|_| paths::thanks(address)),
            results_href: phase.results_published.then(|| paths::results(address)),
            proposals_href: (shows_proposals && begun).then(|| paths::proposals(&found.slug)),
            nothing_yet: phase.kind == PhaseKind::Result && begun && found.results.is_empty(),
            answers_href: (phase.kind == PhaseKind::Answer && begun).then(|| paths::answers(&found.slug)),
            presented: found
                .results
                .into_iter()
                .map(|results| PresentedResults {
                    href: paths::results(&PhaseAddress { position: results.position, ..address.clone() }),
                    title: results.title,
                })
                .collect(),
            title: phase.title,
            intro: phase.intro,
            act: if found.draws_panel { PANEL } else { phase.kind.key() },
            questions: found.questions,
            moment: phase.moment.key(),
            opens_at: phase.opens_at,
            closes_at: phase.closes_at,
        }
    }
}

/// Where taking part begins.
fn start_of(address: &PhaseAddress, kind: PhaseKind, questions: usize) -> Option<String> {
    match kind {
        PhaseKind::Questionnaire => (questions > 0).then(|| paths::question(address, 1)),
        PhaseKind::Proposal => Some(paths::propose(address)),
        PhaseKind::Opinion => Some(paths::opinion(address)),
        PhaseKind::Decision => Some(paths::vote(address)),
        PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup => None,
    }
}

impl Page for PhasePage {
    const TEMPLATE: &'static str = "resident/phase";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.title.clone())
    }

    fn samples() -> Vec<Self> {
        let sample = |kind: PhaseKind, moment: PhaseMoment| Self {
            consultation: "École".to_owned(),
            consultation_href: "/c/ecole".to_owned(),
            title: "Votre avis".to_owned(),
            intro: if kind == PhaseKind::Result { String::new() } else { "Dites tout.".to_owned() },
            act: kind.key(),
            questions: 5,
            moment: moment.key(),
            opens_at: Some(1_795_431_600_000),
            closes_at: Some(1_795_431_600_000),
            start_href: (kind.takes_contributions() && moment == PhaseMoment::Now)
                .then(|| "/c/ecole/etape/1/voter".to_owned()),
            taken_part: moment == PhaseMoment::Done,
            receipt_href: (kind == PhaseKind::Decision).then(|| "/c/ecole/etape/1/merci".to_owned()),
            results_href: (moment == PhaseMoment::Done).then(|| "/c/ecole/etape/1/resultats".to_owned()),
            proposals_href: (kind == PhaseKind::Answer).then(|| "/c/ecole/propositions".to_owned()),
            presented: (kind == PhaseKind::Result && moment == PhaseMoment::Done)
                .then(|| PresentedResults { href: "/c/ecole/etape/1/resultats".to_owned(), title: "Vote".to_owned() })
                .into_iter()
                .collect(),
            nothing_yet: kind == PhaseKind::Result && moment == PhaseMoment::Now,
            answers_href: (kind == PhaseKind::Answer).then(|| "/c/ecole/reponses".to_owned()),
        };
        let moments = [PhaseMoment::Done, PhaseMoment::Now, PhaseMoment::ToCome];
        let drawn = Self { act: PANEL, ..sample(PhaseKind::Decision, PhaseMoment::Now) };
        PhaseKind::ALL
            .into_iter()
            .flat_map(|kind| moments.map(|moment| sample(kind, moment)))
            .chain([drawn])
            .collect()
    }
}

#[handler]
pub(super) async fn start(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
) -> Result<Response, PageFault> {
    let found = consultations::phase_start(&cx, &device.actor(), &address).await?;
    Ok(render(&frame, &PhasePage::of(&address, found))?.into_response())
}
