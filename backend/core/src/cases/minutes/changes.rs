//! Changing, dropping, restoring, splitting and merging what was read in minutes.

use tablee_rules::timetable::ConsultationState;
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::draft::pieces;
use super::{ItemKind, ItemState, MOST_LETTERS, cut, write_actors};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::editor::{FieldReader, Seen, begin, find_and_allow, finish};
use crate::cases::facts::{Fact, FactValue};
use crate::store::entities::{consultation, draft_item, workshop};
use crate::store::rows::{insert, update};
use crate::store::{Unit, editing, workshops};
use crate::{Context, FieldFault, Refusal};

/// Which item is changed, on a page made from which state.
#[derive(Clone, Debug)]
pub struct ItemEdit {
    /// Slug of the consultation.
    pub slug: String,
    /// The item.
    pub item: Uuid,
    /// What the page was made from.
    pub seen: Seen,
}

/// An item as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemForm {
    /// Stable name of its kind.
    pub kind: String,
    /// In short.
    pub title: String,
    /// At length; of a family, its members, one a line.
    pub text: String,
    /// What an alliance is for.
    pub objective: String,
}

/// A draft from minutes while it is changed.
struct Held {
    unit: Unit,
    consultation: consultation::Model,
    workshop: workshop::Model,
    items: Vec<draft_item::Model>,
    index: usize,
}

impl Held {
    fn item(&mut self) -> &mut draft_item::Model {
        &mut self.items[self.index]
    }

    fn must_be(&self, state: ItemState) -> Result<(), Refusal> {
        if self.items[self.index].state == state.key() { Ok(()) } else { Err(Refusal::WrongState) }
    }
}

/// Changes title, text and kind of an item.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `WrongState`, `ChangedMeanwhile`.
pub async fn edit_item(cx: &Context, actor: &Actor, edit: ItemEdit, form: ItemForm) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let mut fields = FieldReader::default();
    let kind = ItemKind::from_key(&form.kind);
    if kind.is_none() {
        fields.faults.push(FieldFault::new("kind", "fault-choice-unsaid"));
    }
    let title = fields.line("title", &form.title, limits::TITLE);
    let text = fields.text("text", &form.text, MOST_LETTERS);
    let objective = fields.text("objective", &form.objective, MOST_LETTERS);
    if title.is_empty() && (kind != Some(ItemKind::Note) || text.is_empty()) {
        fields.faults.push(FieldFault::new("title", "fault-text-empty"));
    }
    fields.done()?;
    let mut held = hold(cx, &found, &edit).await?;
    held.must_be(ItemState::Kept)?;
    let item = held.item();
    item.kind = kind.unwrap_or(ItemKind::Note).key().to_owned();
    (item.title, item.text, item.objective) = (title, text, objective);
    update::<draft_item::Entity, _>(held.unit.conn(), held.items[held.index].clone()).await?;
    end(cx, actor, held, "draft.edited").await
}

/// Leaves an item out.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState`, `ChangedMeanwhile`.
pub async fn drop_item(cx: &Context, actor: &Actor, edit: ItemEdit) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let mut held = hold(cx, &found, &edit).await?;
    held.must_be(ItemState::Kept)?;
    held.item().state = ItemState::Dropped.key().to_owned();
    update::<draft_item::Entity, _>(held.unit.conn(), held.items[held.index].clone()).await?;
    end(cx, actor, held, "draft.dropped").await
}

/// Takes an item in again: one that was dropped, or one that is part of the consultation and is to be changed.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState`, `ChangedMeanwhile`.
pub async fn restore_item(cx: &Context, actor: &Actor, edit: ItemEdit) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let mut held = hold(cx, &found, &edit).await?;
    let conn = held.unit.conn();
    if let Some(placed) = held.items[held.index].placed_id {
        editing::remove_statement(conn, placed).await?;
        editing::remove_option(conn, placed).await?;
        editing::remove_proposal(conn, placed).await?;
    }
    let item = held.item();
    item.state = ItemState::Kept.key().to_owned();
    item.placed_id = None;
    update::<draft_item::Entity, _>(held.unit.conn(), held.items[held.index].clone()).await?;
    end(cx, actor, held, "draft.restored").await
}

/// Splits an item in two: the second one starts at the piece with that number, from 1.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `WrongState`, `ChangedMeanwhile`.
pub async fn split_item(cx: &Context, actor: &Actor, edit: ItemEdit, at: usize, title: &str) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let mut fields = FieldReader::default();
    let title = fields.line("title", title, limits::TITLE);
    fields.done()?;
    let mut held = hold(cx, &found, &edit).await?;
    held.must_be(ItemState::Kept)?;
    let parts = pieces(&held.item().text);
    if at == 0 || at >= parts.len() {
        return Err(Refusal::field("at", "fault-choice-unsaid"));
    }
    let second_text = text::clean_text(&parts[at..].concat());
    let mut second = held.item().clone();
    second.id = cx.dated_id();
    second.title = if title.is_empty() { cut(&text::clean_line(&second_text), limits::TITLE) } else { title };
    second.text = second_text;
    second.objective = String::new();
    held.item().text = trimmed(&parts[..at].concat());
    let place = held.index + 1;
    held.items.insert(place, second.clone());
    insert::<draft_item::Entity, _>(held.unit.conn(), second).await?;
    renumber(&mut held).await?;
    end(cx, actor, held, "draft.split").await
}

/// Merges an item with the next one that is kept; the first title stays.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `WrongState`, `ChangedMeanwhile`; `Invalid` when both together are too long for one.
pub async fn merge_item(cx: &Context, actor: &Actor, edit: ItemEdit) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let mut held = hold(cx, &found, &edit).await?;
    held.must_be(ItemState::Kept)?;
    let next = (held.index + 1..held.items.len()).find(|&index| held.items[index].state == ItemState::Kept.key());
    let next = held.items.remove(next.ok_or(Refusal::WrongState)?);
    let item = held.item();
    let family = ItemKind::from_key(&item.kind).is_some_and(ItemKind::is_family);
    let same_family = family && ItemKind::from_key(&next.kind).is_some_and(ItemKind::is_family);
    let added = if same_family || next.title.is_empty() { next.text } else { joined(&next.title, &next.text, " : ") };
    let (whole, objective) = (joined(&item.text, &added, "\n"), joined(&item.objective, &next.objective, "\n"));
    if text::length(&whole).max(text::length(&objective)) > MOST_LETTERS {
        return Err(Refusal::field("text", "fault-minutes-merge-too-long"));
    }
    (item.text, item.objective) = (whole, objective);
    item.first_line = item.first_line.min(next.first_line);
    item.last_line = item.last_line.max(next.last_line);
    workshops::remove_item(held.unit.conn(), next.id).await?;
    renumber(&mut held).await?;
    end(cx, actor, held, "draft.merged").await
}

async fn hold(cx: &Context, found: &consultation::Model, edit: &ItemEdit) -> Result<Held, Refusal> {
    let (unit, consultation) = begin(cx, found.id, edit.seen).await?;
    if consultation.stored_state() != ConsultationState::Draft {
        return Err(Refusal::WrongState);
    }
    let workshop = workshops::of_consultation(unit.conn(), found.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let items = workshops::items(unit.conn(), workshop.id).await?;
    let index = items
        .iter()
        .position(|item| item.id == edit.item)
        .ok_or(Refusal::NotFound)?;
    Ok(Held { unit, consultation, workshop, items, index })
}

async fn renumber(held: &mut Held) -> Result<(), Refusal> {
    for (item, position) in held.items.iter_mut().zip(1..) {
        item.position = position;
        update::<draft_item::Entity, _>(held.unit.conn(), item.clone()).await?;
    }
    Ok(())
}

async fn end(cx: &Context, actor: &Actor, held: Held, action: &'static str) -> Result<(), Refusal> {
    write_actors(cx, &held.unit, &held.workshop, &held.items).await?;
    let item = &held.items[held.index];
    let kind = FactValue::name(&item.kind);
    let detail = Fact::stored(&[Fact::about("item-kind", kind), Fact::about("title", item.title.as_str())]);
    let deed = Deed { action, subject_kind: "draft_items", subject: Some(item.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches(|letter: char| letter.is_whitespace() || letter == ',' || letter == ';')
        .to_owned()
}

fn joined(first: &str, second: &str, between: &str) -> String {
    let parts: Vec<&str> = [first, second].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
