//! Making a consultation public, taking it back, putting it away.

use tablee_rules::timetable::ConsultationState;

use super::readiness::{Prepared, missing};
use super::{Seen, begin, find_and_allow, finish};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::{Fact, FactValue};
use crate::store::consultations::phases;
use crate::store::entities::{consultation, phase};
use crate::store::rows::update;
use crate::store::{editing, erasing};
use crate::{Context, FieldFault, Refusal};

/// A step in the life of a consultation, asked on a page made from that state.
#[derive(Clone, Debug)]
pub struct StateChange {
    /// Slug of the consultation.
    pub slug: String,
    /// What the page was made from.
    pub seen: Seen,
}

/// Makes a draft public: from then on its phases open and close by themselves.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid` with everything that is missing, `WrongState`, `ChangedMeanwhile`.
pub async fn schedule(cx: &Context, actor: &Actor, command: StateChange) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    if found.stored_state() != ConsultationState::Draft {
        return Err(Refusal::WrongState);
    }
    let prepared = Prepared::load(cx, found.id).await?;
    let faults: Vec<FieldFault> = missing(&found, &prepared, cx.clock.now())
        .into_iter()
        .map(|missing| FieldFault {
            field: missing.place.field(),
            key: missing.key.to_owned(),
            args: missing
                .args
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        })
        .collect();
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    go(cx, actor, &found, command.seen, ConsultationState::Scheduled, "consultation.scheduled").await
}

/// Takes a public consultation back while nobody has contributed.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState`, `Frozen`, `ChangedMeanwhile`.
pub async fn back_to_draft(cx: &Context, actor: &Actor, command: StateChange) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let phases = phases(cx.db.read(), found.id).await?;
    if begun(&phases) {
        return Err(Refusal::Frozen);
    }
    go(cx, actor, &found, command.seen, ConsultationState::Draft, "consultation.unscheduled").await
}

/// Keeps a finished consultation for the record.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState`, `ChangedMeanwhile`.
pub async fn archive(cx: &Context, actor: &Actor, command: StateChange) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let phases = phases(cx.db.read(), found.id).await?;
    let now = found.state_at(&phases, cx.clock.now());
    now.go(ConsultationState::Archived, true)
        .map_err(|_| Refusal::WrongState)?;
    let (unit, row) = begin(cx, found.id, command.seen).await?;
    write(cx, unit, actor, row, ConsultationState::Archived, "consultation.archived").await
}

/// Whether somebody has contributed, even if it was withdrawn since.
pub(super) fn begun(phases: &[phase::Model]) -> bool {
    phases.iter().any(|phase| phase.frozen_at.is_some())
}

async fn go(
    cx: &Context,
    actor: &Actor,
    found: &consultation::Model,
    seen: Seen,
    to: ConsultationState,
    action: &'static str,
) -> Result<(), Refusal> {
    let (unit, row) = begin(cx, found.id, seen).await?;
    // What people would send from now on would never be erased.
    if erasing::is_erased(unit.conn(), found.id).await? {
        return Err(Refusal::ContributionsErased);
    }
    let phases = phases(unit.conn(), found.id).await?;
    row.stored_state()
        .go(to, begun(&phases))
        .map_err(|_| Refusal::WrongState)?;
    if to == ConsultationState::Draft {
        // A step that closed without any vote is to open once more.
        editing::forget_closings(unit.conn(), found.id).await?;
    }
    write(cx, unit, actor, row, to, action).await
}

async fn write(
    cx: &Context,
    unit: crate::store::Unit,
    actor: &Actor,
    mut row: consultation::Model,
    to: ConsultationState,
    action: &'static str,
) -> Result<(), Refusal> {
    let (before, now) = (FactValue::name(&row.state), FactValue::name(to.key()));
    let detail = Fact::stored(&Vec::from_iter(Fact::changed("state", before, now)));
    row.state = to.key().to_owned();
    update::<consultation::Entity, _>(unit.conn(), row.clone()).await?;
    let deed = Deed { action, subject_kind: "consultations", subject: Some(row.id), detail: &detail };
    finish(cx, unit, actor, &row, deed).await
}
