//! What the importer got wrong about the workshop itself, or did not understand: title and day, and lines that become items.

use tablee_rules::dates::Day;
use tablee_rules::timetable::ConsultationState;
use tablee_rules::{limits, text};

use super::{ItemKind, ItemState, MOST_ITEMS, MOST_LETTERS, cut, write_actors};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::editor::{FieldReader, Seen, begin, find_and_allow, finish};
use crate::cases::facts::{Fact, FactValue};
use crate::store::entities::{draft_item, workshop};
use crate::store::rows::{insert, update};
use crate::store::workshops;
use crate::{Context, FieldFault, Refusal};

/// Title and day of a workshop, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkshopForm {
    /// Its title.
    pub title: String,
    /// The day it was held; blank when nobody knows.
    pub held_on: String,
}

/// A line of the source that becomes an item, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineForm {
    /// Its number, from 1.
    pub line: String,
    /// Stable name of what it is.
    pub kind: String,
}

/// Puts title and day of the workshop right.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `WrongState` once archived, `ChangedMeanwhile`.
pub async fn edit_workshop(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    seen: Seen,
    form: &WorkshopForm,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, slug).await?;
    let mut fields = FieldReader::default();
    let title = fields.needed_line("title", &form.title, limits::TITLE);
    let day = form.held_on.trim();
    let held_on = (!day.is_empty()).then(|| Day::parse(day).map_err(|fault| FieldFault::of("held_on", &fault)));
    let held_on = held_on.and_then(|day| Some(fields.take(day.map(Some))?.to_string()));
    fields.done()?;
    let (unit, consultation) = begin(cx, found.id, seen).await?;
    if consultation.stored_state() == ConsultationState::Archived {
        return Err(Refusal::WrongState);
    }
    let before = workshops::of_consultation(unit.conn(), found.id).await?;
    let before = before.ok_or(Refusal::NotFound)?;
    let row = workshop::Model { title, held_on, ..before.clone() };
    update::<workshop::Entity, _>(unit.conn(), row.clone()).await?;
    let day = |row: &workshop::Model| FactValue::Text(row.held_on.clone().unwrap_or_default());
    let title = Fact::changed("title", before.title.as_str(), row.title.as_str());
    let facts = title
        .into_iter()
        .chain(Fact::changed("held-on", day(&before), day(&row)));
    let detail = Fact::stored(&facts.collect::<Vec<_>>());
    let deed = Deed { action: "workshop.edited", subject_kind: "workshops", subject: Some(row.id), detail: &detail };
    finish(cx, unit, actor, &consultation, deed).await
}

/// Makes an item of a line that was not understood. What stands before a colon is its title.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState` unless it is a draft, `ChangedMeanwhile`; `Invalid` on `line` for a line
/// that is blank, that is none, or that an item was read from, on `kind`.
pub async fn make_item(cx: &Context, actor: &Actor, slug: &str, seen: Seen, form: &LineForm) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, slug).await?;
    let (unit, consultation) = begin(cx, found.id, seen).await?;
    if consultation.stored_state() != ConsultationState::Draft {
        return Err(Refusal::WrongState);
    }
    let workshop = workshops::of_consultation(unit.conn(), found.id).await?;
    let workshop = workshop.ok_or(Refusal::NotFound)?;
    let mut items = workshops::items(unit.conn(), workshop.id).await?;
    let (number, kind, words) = read_line(&workshop, &items, form)?;
    let place = items.iter().position(|item| item.first_line > number);
    let place = place.unwrap_or(items.len());
    items.insert(place, item_of(cx, &workshop, number, kind, &words));
    let made = items[place].clone();
    insert::<draft_item::Entity, _>(unit.conn(), made.clone()).await?;
    for (item, position) in items
        .iter_mut()
        .zip(1..)
        .filter(|(item, position)| item.position != *position)
    {
        item.position = position;
        update::<draft_item::Entity, _>(unit.conn(), item.clone()).await?;
    }
    write_actors(cx, &unit, &workshop, &items).await?;
    let kind = FactValue::name(&made.kind);
    let detail = Fact::stored(&[Fact::about("item-kind", kind), Fact::about("title", made.title.as_str())]);
    let deed = Deed { action: "draft.added", subject_kind: "draft_items", subject: Some(made.id), detail: &detail };
    finish(cx, unit, actor, &consultation, deed).await
}

/// The number and the words of a line that no item was read from.
fn read_line(
    workshop: &workshop::Model,
    items: &[draft_item::Model],
    form: &LineForm,
) -> Result<(i32, ItemKind, String), Refusal> {
    let mut fields = FieldReader::default();
    let kind = ItemKind::from_key(&form.kind);
    if kind.is_none() {
        fields.faults.push(FieldFault::new("kind", "fault-choice-unsaid"));
    }
    let number: i32 = form.line.trim().parse().unwrap_or_default();
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let line = index.and_then(|index| workshop.minutes.lines().nth(index));
    let words = line.map(without_marks).unwrap_or_default();
    let fault = if words.is_empty() {
        Some("fault-minutes-no-such-line")
    } else if items
        .iter()
        .any(|item| (item.first_line..=item.last_line).contains(&number))
    {
        Some("fault-minutes-line-taken")
    } else if items.len() >= MOST_ITEMS {
        Some("fault-minutes-too-many-items")
    } else {
        None
    };
    fields.faults.extend(fault.map(|key| FieldFault::new("line", key)));
    fields.done()?;
    Ok((number, kind.unwrap_or(ItemKind::Note), words))
}

/// The words of a line without the marks of a title or a list.
fn without_marks(line: &str) -> String {
    let marks = |letter: char| letter.is_whitespace() || "#-*•·>–".contains(letter);
    text::clean_line(line.trim_start_matches(marks)).replace("**", "")
}

fn item_of(cx: &Context, workshop: &workshop::Model, number: i32, kind: ItemKind, words: &str) -> draft_item::Model {
    let parts = words.split_once(':').filter(|_| kind != ItemKind::Note);
    let (title, rest) = parts.map_or((words, ""), |(title, rest)| (title.trim(), rest.trim()));
    let rest = if kind.is_family() {
        rest.split(',').map(str::trim).collect::<Vec<_>>().join("\n")
    } else if text::length(title) > limits::TITLE {
        words.to_owned()
    } else {
        rest.to_owned()
    };
    let (title, rest) = if kind == ItemKind::Note { ("", words.to_owned()) } else { (title, rest) };
    draft_item::Model {
        id: cx.dated_id(),
        consultation_id: workshop.consultation_id,
        workshop_id: workshop.id,
        position: 0,
        kind: kind.key().to_owned(),
        title: cut(title, limits::TITLE),
        text: cut(&rest, MOST_LETTERS),
        objective: String::new(),
        first_line: number,
        last_line: number,
        state: ItemState::Kept.key().to_owned(),
        placed_id: None,
    }
}
