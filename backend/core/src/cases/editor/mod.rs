//! Writing a consultation: its texts, phases, questions and lists, until it is scheduled and a little after.

mod choices;
pub mod create;
pub mod entries;
mod option_terms;
pub mod overview;
pub mod phase_view;
pub mod phases;
pub mod preview;
pub mod questions;
pub mod readiness;
pub mod rules;
pub mod schedule;
pub mod strata;
pub mod texts;

use tablee_rules::timetable::{Change, ConsultationState, PhaseMoment, may_change};
use tablee_rules::{ArgValue, limits, text};
use uuid::Uuid;

pub use option_terms::OptionTerms;

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::{self, Deed};
use crate::ports::Millis;
use crate::secrets::Purpose;
use crate::store::entities::{consultation, phase};
use crate::store::{Unit, consultations, editing};
use crate::{Context, FieldFault, Refusal};

/// State of a consultation that a page was made from: an edit of an older one is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub Millis);

/// Which phase is edited, on a page made from which state.
#[derive(Clone, Debug)]
pub struct PhaseEdit {
    /// Slug of the consultation.
    pub slug: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// What the page was made from.
    pub seen: Seen,
}

/// One place up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the one above.
    Up,
    /// After the one below.
    Down,
}

/// Where rights on a consultation are asked.
pub(crate) fn scope_of(consultation: &consultation::Model) -> Scope {
    Scope::Consultation { organisation: consultation.organisation_id, consultation: consultation.id }
}

/// The consultation, if the actor may do that there. Who has no role at all learns nothing of what exists.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub(crate) async fn find_and_allow(
    cx: &Context,
    actor: &Actor,
    action: Action,
    slug: &str,
) -> Result<consultation::Model, Refusal> {
    allow(actor, action, Scope::Anywhere)?;
    let found = consultations::by_slug(cx.db.read(), slug)
        .await?
        .ok_or(Refusal::NotFound)?;
    allow(actor, action, scope_of(&found))?;
    Ok(found)
}

/// Whether the actor may write this consultation: for a form that asks for nothing we know.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`; `WrongState` to who may.
pub async fn refuse_unknown_step(cx: &Context, actor: &Actor, slug: &str) -> Result<(), Refusal> {
    find_and_allow(cx, actor, Action::EditConsultation, slug).await?;
    Err(Refusal::WrongState)
}

/// Begins an edit; the consultation as it is in the unit.
///
/// # Errors
/// `ChangedMeanwhile` when it was edited since `seen`.
pub(crate) async fn begin(cx: &Context, id: Uuid, seen: Seen) -> Result<(Unit, consultation::Model), Refusal> {
    let unit = cx.db.begin().await?;
    let consultation = claim(cx, &unit, id, seen).await?;
    Ok((unit, consultation))
}

async fn claim(cx: &Context, unit: &Unit, id: Uuid, seen: Seen) -> Result<consultation::Model, Refusal> {
    if !editing::claim(unit.conn(), id, seen.0, cx.clock.now()).await? {
        return Err(Refusal::ChangedMeanwhile);
    }
    editing::consultation(unit.conn(), id).await?.ok_or(Refusal::NotFound)
}

/// An edit of one phase, with contributions to it kept waiting.
pub(crate) struct PhaseUnit {
    pub unit: Unit,
    pub consultation: consultation::Model,
    pub phase: phase::Model,
}

/// Begins an edit of a phase that may be changed so.
///
/// # Errors
/// `NotFound`, `ChangedMeanwhile`, `Frozen`, `PhaseClosed`.
pub(crate) async fn begin_phase(
    cx: &Context,
    consultation: &consultation::Model,
    edit: &PhaseEdit,
    change: Change,
) -> Result<PhaseUnit, Refusal> {
    let phase = consultations::phase_at(cx.db.read(), consultation.id, edit.position)
        .await?
        .ok_or(Refusal::NotFound)?;
    let unit = cx.db.begin().await?;
    let phase = editing::hold_phase(unit.conn(), phase.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let consultation = claim(cx, &unit, consultation.id, edit.seen).await?;
    check_change(&consultation, &phase, change, cx.clock.now())?;
    Ok(PhaseUnit { unit, consultation, phase })
}

/// Whether the phase may be changed so: while the consultation is a draft, dates gone by stop nothing.
///
/// # Errors
/// `Frozen`, `PhaseClosed`.
pub(crate) fn check_change(
    consultation: &consultation::Model,
    phase: &phase::Model,
    change: Change,
    now: Millis,
) -> Result<(), Refusal> {
    let draft = consultation.stored_state() == ConsultationState::Draft;
    let moment = if draft { PhaseMoment::ToCome } else { phase.moment(now) };
    match (may_change(change, moment, phase.frozen_at.is_some()), moment) {
        (true, _) => Ok(()),
        (false, PhaseMoment::Done) => Err(Refusal::PhaseClosed),
        (false, _) => Err(Refusal::Frozen),
    }
}

/// Records the deed and ends the edit.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn finish(
    cx: &Context,
    unit: Unit,
    actor: &Actor,
    consultation: &consultation::Model,
    deed: Deed<'_>,
) -> Result<(), Refusal> {
    audit::record(cx, &unit, actor, scope_of(consultation), deed).await?;
    Ok(unit.commit().await?)
}

/// The id of what a form makes: the same form sent twice by the same person makes one thing.
pub(crate) fn id_of_form(cx: &Context, actor: &Actor, op: &str) -> Uuid {
    let Actor::Member(member) = actor else { return cx.dated_id() };
    if op.trim().is_empty() {
        return cx.dated_id();
    }
    let mac = cx
        .secrets
        .mac(Purpose::Submission, &[member.id.as_bytes(), op.trim().as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Reads the text fields of one form and gathers what is wrong with them.
#[derive(Default)]
pub(crate) struct FieldReader {
    pub faults: Vec<FieldFault>,
}

impl FieldReader {
    /// One line of at most so many characters.
    pub fn line(&mut self, field: &str, typed: &str, most: usize) -> String {
        self.short_enough(field, text::clean_line(typed), most)
    }

    /// Several lines of at most so many characters.
    pub fn text(&mut self, field: &str, typed: &str, most: usize) -> String {
        self.short_enough(field, text::clean_text(typed), most)
    }

    /// One line that must hold something.
    pub fn needed_line(&mut self, field: &str, typed: &str, most: usize) -> String {
        let line = self.line(field, typed, most);
        if line.is_empty() {
            self.faults.push(FieldFault::new(field, "fault-text-empty"));
        }
        line
    }

    /// A whole number between bounds, or none when the field is blank.
    pub fn number<N: std::str::FromStr + PartialOrd>(
        &mut self,
        field: &str,
        typed: &str,
        least: N,
        most: N,
    ) -> Option<N> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse().ok().filter(|number| (&least..=&most).contains(&number));
        if read.is_none() {
            self.faults.push(FieldFault::new(field, "fault-whole-number"));
        }
        read
    }

    /// A sum of money in whole units of the currency, or none when the field is blank. Spaces and the sign of the euro may
    /// stand in it.
    pub fn money(&mut self, field: &str, typed: &str) -> Option<i64> {
        let digits: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '€')
            .collect();
        if digits.is_empty() {
            return None;
        }
        let read = digits.parse().ok().filter(|sum| (0..=limits::MONEY).contains(sum));
        if read.is_none() {
            self.faults.push(FieldFault::new(field, "fault-money"));
        }
        read
    }

    /// Takes the value, or the fault about it.
    pub fn take<T: Default>(&mut self, read: Result<T, FieldFault>) -> T {
        read.unwrap_or_else(|fault| {
            self.faults.push(fault);
            T::default()
        })
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// `Invalid` with every fault.
    pub fn done(self) -> Result<(), Refusal> {
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.faults)) }
    }

    fn short_enough(&mut self, field: &str, text: String, most: usize) -> String {
        let over = text::length(&text).saturating_sub(most);
        if over > 0 {
            let number = |value: usize| ArgValue::Number(i64::try_from(value).unwrap_or(i64::MAX));
            let args = vec![("most".to_owned(), number(most)), ("over".to_owned(), number(over))];
            self.faults
                .push(FieldFault { field: field.to_owned(), key: "fault-text-too-long".to_owned(), args });
        }
        text
    }
}
