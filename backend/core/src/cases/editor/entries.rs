//! What people meet in an opinion or a decision phase: statements and ballot options, lists of short texts.

use tablee_rules::results::Channel;
use tablee_rules::timetable::{Change, PhaseKind};
use tablee_rules::voting::{self, Method, OptionNeed};
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::option_terms::{self, OptionTerms, ReadTerms};
use super::phases::neighbour;
use super::{
    Direction, FieldReader, PhaseEdit, PhaseUnit, begin_phase, check_change, find_and_allow, finish, id_of_form,
};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::Fact;
use crate::cases::votes;
use crate::store::entities::{ballot_option, phase, statement};
use crate::store::rows::{insert_missing, update};
use crate::store::{editing, statements};
use crate::{Context, FieldFault, Refusal};

/// A statement or an option, in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// The statement, or the option's wording.
    pub text: String,
    /// What is said beside an option; always empty for a statement.
    pub detail: String,
    /// What the voting method must know of an option; always empty for a statement.
    pub terms: OptionTerms,
    /// The wording of an option before it was put right, once someone had voted. An edit does not read it.
    pub first_text: Option<String>,
    /// What an option said more when the first ballots were cast, if that was changed since.
    pub first_detail: Option<String>,
    /// Whether a statement is about the consultation itself. An edit does not read it.
    pub apart: bool,
}

/// A statement or an option to add.
struct NewEntry {
    text: String,
    detail: String,
    terms: ReadTerms,
}

/// Adds statements or options, one a line, each option with what the voting method must know of it: `Un four ; 15000`. The
/// same form sent twice adds them once.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn add_entries(cx: &Context, actor: &Actor, edit: PhaseEdit, lines: &str, op: &str) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut faults = Vec::new();
    let mut new = Vec::new();
    for (number, line) in (1..)
        .zip(lines.lines())
        .filter(|(_, line)| !text::clean_line(line).is_empty())
    {
        let mut fields = FieldReader::default();
        let (words, terms) = OptionTerms::part(line, need(&held.phase));
        let text = fields.needed_line("lines", &words, most_letters(&held.phase));
        new.push(NewEntry { text, detail: String::new(), terms: terms.read(need(&held.phase), &mut fields) });
        faults.extend(option_terms::in_line(fields.faults, need(&held.phase), number));
    }
    add(cx, actor, held, new, FieldReader { faults }, op).await
}

/// Adds options, each with all that is said of it. The same request sent twice adds them once.
///
/// # Errors
/// As [`add_entries`]; the fields at fault are named `options/0/text` and so on.
pub async fn add_options(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    options: Vec<Entry>,
    op: &str,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut faults = Vec::new();
    let mut new = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let mut fields = FieldReader::default();
        new.push(NewEntry {
            text: fields.needed_line("text", &option.text, most_letters(&held.phase)),
            detail: fields.text("detail", &option.detail, limits::PROPOSAL_BODY),
            terms: option.terms.read(need(&held.phase), &mut fields),
        });
        let place = |fault: FieldFault| FieldFault { field: format!("options/{index}/{}", fault.field), ..fault };
        faults.extend(fields.faults.into_iter().map(place));
    }
    add(cx, actor, held, new, FieldReader { faults }, op).await
}

async fn add(
    cx: &Context,
    actor: &Actor,
    held: PhaseUnit,
    new: Vec<NewEntry>,
    mut fields: FieldReader,
    op: &str,
) -> Result<(), Refusal> {
    let present = entries(held.unit.conn(), &held.phase).await?.len();
    if new.is_empty() {
        fields.faults.push(FieldFault::new("lines", "fault-text-empty"));
    }
    if present + new.len() > limits::VOTE_OPTIONS {
        fields.faults.push(FieldFault::new("lines", "fault-too-many-lines"));
    }
    fields.done()?;
    let count = new.len();
    for (index, entry) in new.into_iter().enumerate() {
        let id = id_of_form(cx, actor, &format!("{op}/{index}"));
        let position = i32::try_from(present + index + 1).unwrap_or(i32::MAX);
        put(&held, id, position, entry).await?;
    }
    record(cx, actor, held, "entry.added", None, vec![Fact::about("added", count)]).await
}

/// Changes a statement before the first vote, or an option: after the first ballot only its words, and the first ones are
/// kept.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn edit_entry(cx: &Context, actor: &Actor, edit: PhaseEdit, entry: Entry) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Wording).await?;
    let mut fields = FieldReader::default();
    let wording = fields.needed_line("text", &entry.text, most_letters(&held.phase));
    let detail = fields.text("detail", &entry.detail, limits::PROPOSAL_BODY);
    // Once they are frozen, the page does not ask for them any more.
    let unsaid = entry.terms == OptionTerms::default();
    let terms = entry.terms.read(need(&held.phase), &mut fields);
    fields.done()?;
    let conn = held.unit.conn();
    let old = find(entries(conn, &held.phase).await?, |old| old.id == entry.id)?;
    let mut facts = difference(&old, &wording, &detail);
    match held.phase.phase_kind() {
        Some(PhaseKind::Opinion) => {
            check_change(&held.consultation, &held.phase, Change::Rules, cx.clock.now())?;
            let mut row = find(editing::statements(conn, found.id).await?, |row| row.id == entry.id)?;
            row.text = wording.clone();
            update::<statement::Entity, _>(conn, row).await?;
        }
        Some(PhaseKind::Decision) => {
            let before = find(editing::options(conn, found.id).await?, |row| row.id == entry.id)?;
            let mut row = before.clone();
            if !(held.phase.frozen_at.is_some() && unsaid) {
                terms.write(need(&held.phase), &mut row);
            }
            facts.extend(OptionTerms::difference(&before, &row));
            if row != before {
                check_change(&held.consultation, &held.phase, Change::Rules, cx.clock.now())?;
            }
            if held.phase.frozen_at.is_some() && before.label != wording {
                row.first_label = before.first_label.or(Some(before.label));
            }
            if held.phase.frozen_at.is_some() && before.detail != detail {
                row.first_detail = before.first_detail.or(Some(before.detail));
            }
            row.label = wording.clone();
            row.detail = detail;
            update::<ballot_option::Entity, _>(conn, row).await?;
        }
        _ => return Err(Refusal::NotFound),
    }
    record(cx, actor, held, "entry.edited", Some(entry.id), facts).await
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
    record(
        cx,
        actor,
        held,
        "entry.moved",
        Some(entry),
        Fact::changed("place", index + 1, other + 1).into_iter().collect(),
    )
    .await
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
    record(cx, actor, held, "entry.removed", Some(entry), vec![Fact::about("entry", removed.text.as_str())]).await
}

/// Adds one statement or option to a held phase.
///
/// # Errors
/// `NotFound` for a kind of phase without a list.
pub(crate) async fn insert(held: &PhaseUnit, id: Uuid, position: i32, text: &str, detail: &str) -> Result<(), Refusal> {
    let entry = NewEntry { text: text.to_owned(), detail: detail.to_owned(), terms: ReadTerms::default() };
    put(held, id, position, entry).await
}

async fn put(held: &PhaseUnit, id: Uuid, position: i32, entry: NewEntry) -> Result<(), Refusal> {
    let conn = held.unit.conn();
    let (consultation_id, phase_id) = (held.phase.consultation_id, held.phase.id);
    match held.phase.phase_kind() {
        Some(PhaseKind::Opinion) => {
            let state = "published".to_owned();
            let row = statement::Model {
                id,
                consultation_id,
                phase_id,
                position,
                text: entry.text,
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
                apart: false,
                salt: None,
            };
            insert_missing::<statement::Entity, _>(conn, row, [statement::Column::Id]).await?;
        }
        Some(PhaseKind::Decision) => {
            let mut row = ballot_option::Model::new(id, &held.phase, position, entry.text, entry.detail);
            entry.terms.write(need(&held.phase), &mut row);
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
            .map(|row| Entry { id: row.id, text: row.text, apart: row.apart, ..Entry::default() })
            .collect(),
        Some(PhaseKind::Decision) => editing::options(conn, phase.consultation_id)
            .await?
            .into_iter()
            .filter(|row| row.phase_id == phase.id)
            .map(|row| Entry {
                id: row.id,
                terms: OptionTerms::of(&row),
                text: row.label,
                detail: row.detail,
                first_text: row.first_label,
                first_detail: row.first_detail,
                apart: false,
            })
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

/// What an edit changed, after the words by which the entry was known.
fn difference(old: &Entry, wording: &str, detail: &str) -> Vec<Fact> {
    let text = Fact::changed("entry", old.text.as_str(), wording);
    let text = text.unwrap_or_else(|| Fact::about("entry", wording));
    let detail = Fact::changed("entry-detail", old.detail.as_str(), detail);
    std::iter::once(text).chain(detail).collect()
}

async fn record(
    cx: &Context,
    actor: &Actor,
    held: PhaseUnit,
    action: &'static str,
    subject: Option<Uuid>,
    what: Vec<Fact>,
) -> Result<(), Refusal> {
    let phase = Fact::about("phase", held.phase.position);
    let detail = Fact::stored(&[vec![phase], what].concat());
    let subject_kind =
        if held.phase.phase_kind() == Some(PhaseKind::Opinion) { "statements" } else { "ballot_options" };
    let deed = Deed { action, subject_kind, subject, detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// What the voting method of a decision must know of each option.
fn need(phase: &phase::Model) -> OptionNeed {
    let method = Some(phase)
        .filter(|phase| phase.phase_kind() == Some(PhaseKind::Decision))
        .and_then(|phase| voting::method(&votes::rules(phase).method));
    method.map(Method::option_need).unwrap_or_default()
}

fn most_letters(phase: &phase::Model) -> usize {
    if phase.phase_kind() == Some(PhaseKind::Opinion) { limits::STATEMENT } else { limits::TITLE }
}

fn find<T>(rows: Vec<T>, wanted: impl Fn(&T) -> bool) -> Result<T, Refusal> {
    rows.into_iter().find(wanted).ok_or(Refusal::NotFound)
}
