//! What the editor's first page shows: where a consultation stands and what it lacks.

use tablee_rules::timetable::{ConsultationState, PhaseKind, PhaseMoment};

use super::readiness::{Missing, Prepared, missing};
use super::schedule::begun;
use super::texts::ConsultationTexts;
use super::{Seen, find_and_allow};
use crate::access::{Action, Actor, allow};
use crate::cases::ballot_log::{self, FEWEST_OBSERVERS};
use crate::ports::Millis;
use crate::store::entities::{consultation, phase};
use crate::store::workshops;
use crate::{Context, Refusal};

/// A consultation as its editors see it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Its slug.
    pub slug: String,
    /// Where it stands now.
    pub state: ConsultationState,
    /// What an edit made from this page is based on.
    pub seen: Seen,
    /// Its texts.
    pub texts: ConsultationTexts,
    /// Its phases, in order.
    pub phases: Vec<PhaseLine>,
    /// What it lacks before it can be scheduled; nothing once it is.
    pub missing: Vec<Missing>,
    /// How many observers have a public name, where that is too few for a vote that is still to come or open. A warning: nothing is
    /// refused for it.
    pub few_observers: Option<u64>,
    /// Whether it was made from the minutes of a workshop.
    pub from_minutes: bool,
    /// How many people took part.
    pub participants: i32,
    /// Whether the actor may change it.
    pub may_edit: bool,
    /// Whether it may go back to a draft.
    pub may_go_back: bool,
    /// Whether it may be put away.
    pub may_archive: bool,
}

/// One phase in a list.
#[derive(Clone, Debug)]
pub struct PhaseLine {
    /// Its position, from 1.
    pub position: i32,
    /// What people do in it.
    pub kind: PhaseKind,
    /// Its title.
    pub title: String,
    /// When it opens.
    pub opens_at: Option<Millis>,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// Where it stands.
    pub moment: PhaseMoment,
    /// Questions, statements or options in it.
    pub contents: usize,
    /// Whether someone has contributed.
    pub frozen: bool,
}

/// Where a consultation stands, for any member of its desk.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn overview(cx: &Context, actor: &Actor, slug: &str) -> Result<Overview, Refusal> {
    let row = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let prepared = Prepared::load(cx, row.id).await?;
    let workshop = workshops::of_consultation(cx.db.read(), row.id).await?;
    let now = cx.clock.now();
    let state = row.state_at(&prepared.phases, now);
    let draft = state == ConsultationState::Draft;
    let lines = prepared.phases.iter().filter_map(|phase| {
        Some(PhaseLine {
            position: phase.position,
            kind: phase.phase_kind()?,
            title: phase.title.clone(),
            opens_at: phase.opens_at,
            closes_at: phase.closes_at,
            moment: phase.moment(now),
            contents: prepared.contents_of(phase),
            frozen: phase.frozen_at.is_some(),
        })
    });
    let few_observers = few_observers(cx, &row, &prepared.phases).await?;
    let may_edit = allow(actor, Action::EditConsultation, super::scope_of(&row)).is_ok();
    Ok(Overview {
        slug: row.slug.clone(),
        state,
        seen: Seen(row.updated_at),
        texts: ConsultationTexts::of(&row),
        phases: lines.collect(),
        missing: if draft { missing(&row, &prepared, now) } else { Vec::new() },
        few_observers,
        from_minutes: workshop.is_some(),
        participants: row.participants,
        may_edit,
        may_go_back: may_edit && row.stored_state() == ConsultationState::Scheduled && !begun(&prepared.phases),
        may_archive: may_edit && state.go(ConsultationState::Archived, true).is_ok(),
    })
}

/// How many observers have a public name, when a phase whose votes are sealed has not closed and they are too few.
async fn few_observers(
    cx: &Context,
    row: &consultation::Model,
    phases: &[phase::Model],
) -> Result<Option<u64>, Refusal> {
    let now = cx.clock.now();
    let sealed = |phase: &phase::Model| phase.phase_kind().is_some_and(PhaseKind::seals_votes);
    if !phases
        .iter()
        .any(|phase| sealed(phase) && phase.moment(now) != PhaseMoment::Done)
    {
        return Ok(None);
    }
    let named = ballot_log::public_names(cx, row).await?.len() as u64;
    Ok(Some(named).filter(|named| *named < FEWEST_OBSERVERS))
}
