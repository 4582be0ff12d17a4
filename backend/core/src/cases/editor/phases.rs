//! The phases of a consultation: adding, ordering, words and dates.

use tablee_rules::timetable::{Change, ConsultationState, PhaseKind, check};
use tablee_rules::voting::{Settings, VoteRules};
use tablee_rules::{Fault, limits};

use super::{
    Direction, FieldReader, PhaseEdit, Seen, begin, begin_phase, check_change, find_and_allow, finish, id_of_form,
};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::{Fact, FactValue};
use crate::cases::moments::TypedMoment;
use crate::store::entities::{consultation, phase};
use crate::store::rows::{insert_missing, update};
use crate::store::{consultations, editing, workshops};
use crate::{Context, FieldFault, Refusal};

/// The method of a new decision phase.
pub(crate) const USUAL_METHOD: &str = "approval";
const AT_MOST: &str = "at_most";

/// The kinds that a new phase may be of: those whose page does something.
pub const OFFERED: [PhaseKind; 6] = [
    PhaseKind::Questionnaire,
    PhaseKind::Proposal,
    PhaseKind::Opinion,
    PhaseKind::Decision,
    PhaseKind::Result,
    PhaseKind::Answer,
];

/// A new phase, at the end.
#[derive(Clone, Debug)]
pub struct AddPhase {
    /// Slug of the consultation.
    pub slug: String,
    /// What the page was made from.
    pub seen: Seen,
    /// Stable name of its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Idempotency key of the form.
    pub op: String,
}

/// What may be set in a phase, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhaseForm {
    /// Its title.
    pub title: String,
    /// What people read first.
    pub intro: String,
    /// When it opens.
    pub opens: TypedMoment,
    /// When it closes.
    pub closes: TypedMoment,
}

impl PhaseForm {
    /// The form of a stored phase.
    pub(crate) fn of(row: &phase::Model) -> Self {
        Self {
            title: row.title.clone(),
            intro: row.intro.clone(),
            opens: TypedMoment::of(row.opens_at),
            closes: TypedMoment::of(row.closes_at),
        }
    }

    fn write(&self, row: &mut phase::Model, fields: &mut FieldReader) {
        row.title = fields.needed_line("title", &self.title, limits::TITLE);
        row.intro = fields.text("intro", &self.intro, limits::PURPOSE);
        row.opens_at = fields.take(self.opens.read("opens"));
        row.closes_at = fields.take(self.closes.read("closes"));
        if let (Some(opens_at), Some(closes_at)) = (row.opens_at, row.closes_at)
            && opens_at >= closes_at
        {
            fields
                .faults
                .push(FieldFault::new("closes-day", "fault-close-before-open"));
        }
    }
}

/// The stored rules of a decision by picking up to so many options; 0 for no limit.
pub(crate) fn decision_rules(at_most: i64) -> String {
    let rules = VoteRules {
        method: USUAL_METHOD.to_owned(),
        settings: Settings::new([(AT_MOST, at_most)]),
        ..VoteRules::default()
    };
    serde_json::to_string(&rules).unwrap_or_default()
}

/// A phase with nothing in it.
pub(crate) fn blank(
    id: uuid::Uuid,
    consultation: uuid::Uuid,
    kind: PhaseKind,
    position: i32,
    title: String,
) -> phase::Model {
    let rules = if kind == PhaseKind::Decision { decision_rules(0) } else { "{}".to_owned() };
    phase::Model {
        id,
        consultation_id: consultation,
        position,
        kind: kind.key().to_owned(),
        title,
        intro: String::new(),
        opens_at: None,
        closes_at: None,
        rules,
        frozen_at: None,
        participants: 0,
    }
}

/// Adds a phase; returns its position. The same form sent twice adds one.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `WrongState` unless it is a draft, `ChangedMeanwhile`.
pub async fn add_phase(cx: &Context, actor: &Actor, command: AddPhase) -> Result<i32, Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let mut fields = FieldReader::default();
    let title = fields.needed_line("title", &command.title, limits::TITLE);
    let kind = PhaseKind::from_key(&command.kind).filter(|kind| OFFERED.contains(kind));
    if kind.is_none() {
        fields.faults.push(FieldFault::new("kind", "fault-choice-unsaid"));
    }
    fields.done()?;
    let id = id_of_form(cx, actor, &command.op);
    let phases = consultations::phases(cx.db.read(), found.id).await?;
    if let Some(made) = phases.iter().find(|phase| phase.id == id) {
        return Ok(made.position);
    }
    let (unit, consultation) = begin(cx, found.id, command.seen).await?;
    must_be_draft(&consultation)?;
    let position = phases.last().map_or(1, |last| last.position + 1);
    let row = blank(id, consultation.id, kind.unwrap_or(PhaseKind::Result), position, title);
    insert_missing::<phase::Entity, _>(unit.conn(), row.clone(), [phase::Column::Id]).await?;
    let detail = Fact::stored(&[
        Fact::about("phase", position),
        Fact::about("title", row.title.as_str()),
        Fact::about("phase-kind", FactValue::name(&row.kind)),
    ]);
    let deed = Deed { action: "phase.added", subject_kind: "phases", subject: Some(id), detail: &detail };
    finish(cx, unit, actor, &consultation, deed).await?;
    Ok(position)
}

/// Changes title, introduction and dates of a phase. After the first contribution only words, and a later end.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn edit_phase(cx: &Context, actor: &Actor, edit: PhaseEdit, form: PhaseForm) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Wording).await?;
    let (before, mut row) = (held.phase.clone(), held.phase);
    let mut fields = FieldReader::default();
    form.write(&mut row, &mut fields);
    fields.done()?;
    let now = cx.clock.now();
    for change in changes(&before, &row) {
        check_change(&held.consultation, &before, change, now)?;
    }
    if held.consultation.stored_state() != ConsultationState::Draft {
        check_timetable(&held.consultation, held.unit.conn(), &row, now).await?;
    }
    update::<phase::Entity, _>(held.unit.conn(), row.clone()).await?;
    let detail = difference(&before, &row);
    let deed = Deed { action: "phase.edited", subject_kind: "phases", subject: Some(row.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// Moves a phase of a draft one place up or down; at the end of the list nothing happens.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState` unless it is a draft, `ChangedMeanwhile`.
pub async fn move_phase(cx: &Context, actor: &Actor, edit: PhaseEdit, direction: Direction) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let (unit, consultation) = begin(cx, found.id, edit.seen).await?;
    must_be_draft(&consultation)?;
    let mut phases = consultations::phases(unit.conn(), found.id).await?;
    let index = phases
        .iter()
        .position(|phase| phase.position == edit.position)
        .ok_or(Refusal::NotFound)?;
    let Some(other) = neighbour(index, phases.len(), direction) else { return Ok(()) };
    phases.swap(index, other);
    let moved = phases[other].clone();
    renumber(unit.conn(), phases).await?;
    let detail = Fact::stored(&Vec::from_iter(Fact::changed("place", index + 1, other + 1)));
    let deed = Deed { action: "phase.moved", subject_kind: "phases", subject: Some(moved.id), detail: &detail };
    finish(cx, unit, actor, &consultation, deed).await
}

/// Takes a phase out of a draft, with all that was prepared in it; what came from minutes can be placed again.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState` unless it is a draft, `ChangedMeanwhile`.
pub async fn remove_phase(cx: &Context, actor: &Actor, edit: PhaseEdit) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Removal).await?;
    must_be_draft(&held.consultation)?;
    let conn = held.unit.conn();
    workshops::unplace_phase(conn, found.id, held.phase.id).await?;
    editing::remove_phase(conn, held.phase.id).await?;
    renumber(conn, consultations::phases(conn, found.id).await?).await?;
    let (position, title) = (held.phase.position, held.phase.title.as_str());
    let detail = Fact::stored(&[Fact::about("phase", position), Fact::about("title", title)]);
    let deed = Deed { action: "phase.removed", subject_kind: "phases", subject: Some(held.phase.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// The place beside this one in a list, if there is one.
pub(crate) fn neighbour(index: usize, length: usize, direction: Direction) -> Option<usize> {
    match direction {
        Direction::Up => index.checked_sub(1),
        Direction::Down => Some(index + 1).filter(|next| *next < length),
    }
}

fn must_be_draft(consultation: &consultation::Model) -> Result<(), Refusal> {
    let draft = consultation.stored_state() == ConsultationState::Draft;
    if draft { Ok(()) } else { Err(Refusal::WrongState) }
}

async fn renumber(conn: &impl sea_orm::ConnectionTrait, phases: Vec<phase::Model>) -> Result<(), Refusal> {
    for (mut phase, position) in phases.into_iter().zip(1..) {
        if phase.position != position {
            phase.position = position;
            update::<phase::Entity, _>(conn, phase).await?;
        }
    }
    Ok(())
}

/// The kinds of change that lead from one version of a phase to the other.
fn changes(before: &phase::Model, after: &phase::Model) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.opens_at != after.opens_at || after.closes_at < before.closes_at {
        changes.push(Change::Dates);
    } else if after.closes_at > before.closes_at {
        changes.push(Change::Extension);
    }
    changes
}

/// A public consultation keeps a timetable that holds.
async fn check_timetable(
    consultation: &consultation::Model,
    conn: &impl sea_orm::ConnectionTrait,
    edited: &phase::Model,
    now: i64,
) -> Result<(), Refusal> {
    if edited.dates().is_none() {
        return Err(Refusal::field("opens-day", "fault-date-empty"));
    }
    let phases = consultations::phases(conn, consultation.id).await?;
    let dates: Vec<_> = phases
        .iter()
        .filter_map(|phase| if phase.id == edited.id { edited.dates() } else { phase.dates() })
        .collect();
    let own = i64::from(edited.position);
    let fault = check(&dates, now).into_iter().find(|fault| {
        let about = |(name, value): &(&str, tablee_rules::ArgValue)| {
            *name == "phase" && *value == tablee_rules::ArgValue::Number(own)
        };
        fault.args().iter().any(about)
    });
    fault.map_or(Ok(()), |fault| Err(Refusal::fault("closes-day", &fault)))
}

fn difference(before: &phase::Model, after: &phase::Model) -> String {
    let mut facts = vec![Fact::about("phase", before.position)];
    facts.extend(Fact::changed("title", before.title.as_str(), after.title.as_str()));
    facts.extend(Fact::changed("intro", before.intro.as_str(), after.intro.as_str()));
    facts.extend(Fact::moved("opens", before.opens_at, after.opens_at));
    facts.extend(Fact::moved("closes", before.closes_at, after.closes_at));
    Fact::stored(&facts)
}
