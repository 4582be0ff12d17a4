//! What people meet in an opinion or a decision phase: statements and ballot options, lists of short texts.

use tablee_rules::results::Channel;
use tablee_rules::timetable::{Change, PhaseKind};
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::phases::{PhaseForm, neighbour};
use super::{Direction, FieldReader, PhaseEdit, PhaseUnit, Seen, begin_phase, find_and_allow, finish, id_of_form};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::ports::Millis;
use crate::store::entities::{ballot_option, phase, question, statement};
use crate::store::rows::{insert_missing, update};
use crate::store::{consultations, editing, statements};
use crate::{Context, FieldFault, Refusal};

/// A statement or an option, in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// The statement, or the option's wording.
    pub text: String,
    /// What is said beside an option; always empty for a statement.
    pub detail: String,
}

/// A phase as its editors see it.
#[derive(Clone, Debug)]
pub struct PhaseView {
    /// Title of the consultation.
    pub consultation: String,
    /// Its position, from 1.
    pub position: i32,
    /// What people do in it.
    pub kind: PhaseKind,
    /// Its fields.
    pub form: PhaseForm,
    /// When someone first contributed.
    pub frozen_at: Option<Millis>,
    /// Whether the consultation is still a draft.
    pub draft: bool,
    /// Labels of its questions, in order, with their types.
    pub questions: Vec<QuestionLine>,
    /// Its statements or options, in order.
    pub entries: Vec<Entry>,
    /// Proposals in it, from a workshop or from residents.
    pub proposals: u64,
    /// What an edit is based on.
    pub seen: Seen,
    /// Whether the actor may change it.
    pub may_edit: bool,
}

/// One question in a list.
#[derive(Clone, Debug)]
pub struct QuestionLine {
    /// Its position, from 1.
    pub position: i32,
    /// Stable name of its type.
    pub kind: String,
    /// Its wording.
    pub label: String,
    /// Whether the wording was put right after someone had answered.
    pub reworded: bool,
}

/// One phase with all that was prepared in it.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn phase(cx: &Context, actor: &Actor, slug: &str, position: i32) -> Result<PhaseView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let conn = cx.db.read();
    let row = consultations::phase_at(conn, found.id, position)
        .await?
        .ok_or(Refusal::NotFound)?;
    let questions = editing::questions(conn, found.id).await?;
    let may = crate::access::allow(actor, Action::EditConsultation, super::scope_of(&found));
    Ok(PhaseView {
        consultation: found.title.clone(),
        position,
        kind: row.phase_kind().ok_or(Refusal::NotFound)?,
        form: PhaseForm::of(&row),
        frozen_at: row.frozen_at,
        draft: found.state == tablee_rules::timetable::ConsultationState::Draft.key(),
        questions: questions
            .iter()
            .filter(|question| question.phase_id == row.id)
            .map(line)
            .collect(),
        entries: entries(conn, &row).await?,
        proposals: editing::proposals_of(conn, row.id).await?,
        seen: Seen(found.updated_at),
        may_edit: may.is_ok(),
    })
}

/// Adds statements or options, one a line. The same form sent twice adds them once.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn add_entries(cx: &Context, actor: &Actor, edit: PhaseEdit, lines: &str, op: &str) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let present = entries(held.unit.conn(), &held.phase).await?;
    let mut fields = FieldReader::default();
    let texts: Vec<String> = lines
        .lines()
        .map(|typed| fields.line("lines", typed, most_letters(&held.phase)))
        .filter(|line| !line.is_empty())
        .collect();
    if texts.is_empty() {
        fields.faults.push(FieldFault::new("lines", "fault-text-empty"));
    }
    if present.len() + texts.len() > limits::VOTE_OPTIONS {
        fields.faults.push(FieldFault::new("lines", "fault-too-many-lines"));
    }
    fields.done()?;
    let count = texts.len();
    for (index, text) in texts.into_iter().enumerate() {
        let id = id_of_form(cx, actor, &format!("{op}/{index}"));
        let position = i32::try_from(present.len() + index + 1).unwrap_or(i32::MAX);
        insert(&held, id, position, &text, "").await?;
    }
    record(cx, actor, held, "entry.added", None, &format!("+ {count}")).await
}

/// Changes the wording of a statement or an option, before the first contribution.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn edit_entry(cx: &Context, actor: &Actor, edit: PhaseEdit, entry: Entry) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut fields = FieldReader::default();
    let wording = fields.needed_line("text", &entry.text, most_letters(&held.phase));
    let detail = fields.text("detail", &entry.detail, limits::PROPOSAL_BODY);
    fields.done()?;
    let conn = held.unit.conn();
    match held.phase.phase_kind() {
        Some(PhaseKind::Opinion) => {
            let mut row = find(editing::statements(conn, found.id).await?, |row| row.id == entry.id)?;
            row.text = wording.clone();
            update::<statement::Entity, _>(conn, row).await?;
        }
        Some(PhaseKind::Decision) => {
            let mut row = find(editing::options(conn, found.id).await?, |row| row.id == entry.id)?;
            row.label = wording.clone();
            row.detail = detail;
            update::<ballot_option::Entity, _>(conn, row).await?;
        }
        _ => return Err(Refusal::NotFound),
    }
    record(cx, actor, held, "entry.edited", Some(entry.id), &wording).await
}

/// Moves a statement or an option one place up or down, before the first contribution.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn move_entry(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    entry: Uuid,
    direction: Direction,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut order: Vec<Uuid> = entries(held.unit.conn(), &held.phase)
        .await?
        .iter()
        .map(|entry| entry.id)
        .collect();
    let index = order.iter().position(|id| *id == entry).ok_or(Refusal::NotFound)?;
    let Some(other) = neighbour(index, order.len(), direction) else { return Ok(()) };
    order.swap(index, other);
    renumber(&held, &order).await?;
    record(cx, actor, held, "entry.moved", Some(entry), &format!("{} → {}", index + 1, other + 1)).await
}

/// Takes a statement or an option out, before the first contribution.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn remove_entry(cx: &Context, actor: &Actor, edit: PhaseEdit, entry: Uuid) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let present = entries(held.unit.conn(), &held.phase).await?;
    let removed = find(present.clone(), |present| present.id == entry)?;
    let conn = held.unit.conn();
    match held.phase.phase_kind() {
        Some(PhaseKind::Opinion) => editing::remove_statement(conn, entry).await?,
        _ => editing::remove_option(conn, entry).await?,
    }
    let order: Vec<Uuid> = present.iter().map(|entry| entry.id).filter(|id| *id != entry).collect();
    renumber(&held, &order).await?;
    record(cx, actor, held, "entry.removed", Some(entry), &removed.text).await
}

/// Adds one statement or option to a held phase.
pub(crate) async fn insert(held: &PhaseUnit, id: Uuid, position: i32, text: &str, detail: &str) -> Result<(), Refusal> {
    let (consultation_id, phase_id) = (held.phase.consultation_id, held.phase.id);
    let (text, detail) = (text.to_owned(), detail.to_owned());
    let conn = held.unit.conn();
    match held.phase.phase_kind() {
        Some(PhaseKind::Opinion) => {
            let state = "published".to_owned();
            let row = statement::Model {
                id,
                consultation_id,
                phase_id,
                position,
                text,
                state,
                agree: 0,
                disagree: 0,
                pass: 0,
                origin: statements::FROM_THE_DESK.to_owned(),
                channel: Channel::Web.key().to_owned(),
                day: 0,
                unread: false,
                reason: None,
                reason_text: None,
            };
            insert_missing::<statement::Entity, _>(conn, row, [statement::Column::Id]).await?;
        }
        Some(PhaseKind::Decision) => {
            let row = ballot_option::Model {
                id,
                consultation_id,
                phase_id,
                position,
                label: text,
                detail,
                proposal_id: None,
                cost: None,
                feature: None,
                least: None,
                most: None,
            };
            insert_missing::<ballot_option::Entity, _>(conn, row, [ballot_option::Column::Id]).await?;
        }
        _ => return Err(Refusal::NotFound),
    }
    Ok(())
}

/// The statements or options of a phase, in order; none for other kinds.
pub(crate) async fn entries(conn: &impl sea_orm::ConnectionTrait, phase: &phase::Model) -> Result<Vec<Entry>, Refusal> {
    Ok(match phase.phase_kind() {
        Some(PhaseKind::Opinion) => editing::statements(conn, phase.consultation_id)
            .await?
            .into_iter()
            .filter(|row| row.phase_id == phase.id)
            .map(|row| Entry { id: row.id, text: row.text, detail: String::new() })
            .collect(),
        Some(PhaseKind::Decision) => editing::options(conn, phase.consultation_id)
            .await?
            .into_iter()
            .filter(|row| row.phase_id == phase.id)
            .map(|row| Entry { id: row.id, text: row.label, detail: row.detail })
            .collect(),
        _ => Vec::new(),
    })
}

async fn renumber(held: &PhaseUnit, order: &[Uuid]) -> Result<(), Refusal> {
    let conn = held.unit.conn();
    let place = |id: Uuid| {
        order
            .iter()
            .position(|known| *known == id)
            .and_then(|index| i32::try_from(index + 1).ok())
    };
    for mut row in editing::statements(conn, held.phase.consultation_id).await? {
        if let Some(position) = place(row.id).filter(|position| *position != row.position) {
            row.position = position;
            update::<statement::Entity, _>(conn, row).await?;
        }
    }
    for mut row in editing::options(conn, held.phase.consultation_id).await? {
        if let Some(position) = place(row.id).filter(|position| *position != row.position) {
            row.position = position;
            update::<ballot_option::Entity, _>(conn, row).await?;
        }
    }
    Ok(())
}

async fn record(
    cx: &Context,
    actor: &Actor,
    held: PhaseUnit,
    action: &'static str,
    subject: Option<Uuid>,
    what: &str,
) -> Result<(), Refusal> {
    let detail = format!("{}: {what}", held.phase.position);
    let subject_kind =
        if held.phase.phase_kind() == Some(PhaseKind::Opinion) { "statements" } else { "ballot_options" };
    let deed = Deed { action, subject_kind, subject, detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

fn most_letters(phase: &phase::Model) -> usize {
    if phase.phase_kind() == Some(PhaseKind::Opinion) { limits::STATEMENT } else { limits::TITLE }
}

fn find<T>(rows: Vec<T>, wanted: impl Fn(&T) -> bool) -> Result<T, Refusal> {
    rows.into_iter().find(wanted).ok_or(Refusal::NotFound)
}

fn line(row: &question::Model) -> QuestionLine {
    let reworded = row.first_label.as_ref().is_some_and(|first| *first != row.label);
    QuestionLine { position: row.position, kind: row.kind.clone(), label: text::clean_line(&row.label), reworded }
}
