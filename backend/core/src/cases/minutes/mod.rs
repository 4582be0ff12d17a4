//! Minutes of a workshop, pasted or uploaded, become a draft consultation.

pub mod changes;
pub mod draft;
pub mod lines;
pub mod placing;

use tablee_rules::minutes::{self, Counts, Item, ItemContent, MinutesDraft};
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::editor::create::{blank, insert_draft, organisation_for, words};
use super::editor::{finish, id_of_form};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::Deed;
use crate::cases::facts::Fact;
use crate::cases::moments;
use crate::store::entities::{actor, consultation, draft_item, workshop};
use crate::store::rows::insert;
use crate::store::{Unit, workshops};
use crate::{Context, Refusal};

/// Most things taken out of one workshop's minutes; what follows stays as minutes.
const MOST_ITEMS: usize = 200;
/// Most letters of one thing taken out of minutes; the source beside it has all of them.
const MOST_LETTERS: usize = limits::PURPOSE;

/// What a thing taken out of minutes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A family of actors around the table.
    PartnerFamily,
    /// A family of actors who are missing.
    MissingFamily,
    /// What stands in the way.
    Barrier,
    /// What could be done together.
    Alliance,
    /// What it takes to succeed.
    Condition,
    /// Anything else worth keeping apart.
    Note,
}

impl ItemKind {
    /// Every kind, in the order of a usual report.
    pub const ALL: [Self; 6] =
        [Self::PartnerFamily, Self::MissingFamily, Self::Barrier, Self::Alliance, Self::Condition, Self::Note];

    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::PartnerFamily => "partner_family",
            Self::MissingFamily => "missing_family",
            Self::Barrier => "barrier",
            Self::Alliance => "alliance",
            Self::Condition => "condition",
            Self::Note => "note",
        }
    }

    /// The kind with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether its text is a list of members, one a line.
    pub fn is_family(self) -> bool {
        matches!(self, Self::PartnerFamily | Self::MissingFamily)
    }
}

/// What has become of a thing taken out of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It will be part of the consultation.
    Kept,
    /// It was left out.
    Dropped,
    /// It is part of the consultation.
    Placed,
}

impl ItemState {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Dropped => "dropped",
            Self::Placed => "placed",
        }
    }

    /// The state with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Kept, Self::Dropped, Self::Placed]
            .into_iter()
            .find(|state| state.key() == key)
    }
}

/// Minutes to read.
#[derive(Clone, Debug)]
pub struct ImportMinutes {
    /// The organisation; may be left out by a member of a single one.
    pub organisation: Option<Uuid>,
    /// The text as it came, in UTF-8, UTF-16 or Windows-1252.
    pub source: Vec<u8>,
    /// Idempotency key of the form.
    pub op: String,
}

/// The draft that minutes became.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its id.
    pub consultation: Uuid,
    /// Its slug.
    pub slug: String,
    /// What was read.
    pub counts: Counts,
}

/// Reads minutes and keeps nothing.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `Invalid` for the field `minutes`.
pub async fn dry_run(_cx: &Context, actor: &Actor, source: &[u8]) -> Result<MinutesDraft, Refusal> {
    allow(actor, Action::CreateConsultation, Scope::AnyOrganisation)?;
    minutes::read(source).map_err(|fault| Refusal::fault("minutes", &fault))
}

/// Makes a draft consultation: its purpose, the workshop with its whole source, actors by family, and what was understood.
/// The same form sent twice makes one.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`.
pub async fn import(cx: &Context, actor: &Actor, command: ImportMinutes) -> Result<Imported, Refusal> {
    allow(actor, Action::CreateConsultation, Scope::AnyOrganisation)?;
    let as_fault = |fault| Refusal::fault("minutes", &fault);
    let source = minutes::decode(&command.source).map_err(as_fault)?;
    let draft = minutes::read(source.as_bytes()).map_err(as_fault)?;
    let organisation = organisation_for(cx, actor, command.organisation).await?;
    let mut row = blank(cx, &organisation, id_of_form(cx, actor, &command.op), title_of(&draft));
    row.purpose = cut(draft.intention.as_deref().unwrap_or_default(), limits::PURPOSE);
    row.summary = summary_of(&draft);
    let unit = cx.db.begin().await?;
    let (row, new) = insert_draft(cx, &unit, row).await?;
    if new {
        let workshop = workshop_of(cx, &row, &draft, source);
        insert::<workshop::Entity, _>(unit.conn(), workshop.clone()).await?;
        let items = items_of(cx, &workshop, &draft.items);
        write_actors(cx, &unit, &workshop, &items).await?;
        workshops::add_items(unit.conn(), items).await?;
        let detail = Fact::stored(&[Fact::about("title", workshop.title.as_str())]);
        let deed =
            Deed { action: "minutes.imported", subject_kind: "workshops", subject: Some(workshop.id), detail: &detail };
        finish(cx, unit, actor, &row, deed).await?;
    }
    Ok(Imported { consultation: row.id, slug: row.slug, counts: draft.counts() })
}

/// Rewrites the actors that the kept families of a workshop name.
///
/// # Errors
/// When the database refuses.
async fn write_actors(
    cx: &Context,
    unit: &Unit,
    workshop: &workshop::Model,
    items: &[draft_item::Model],
) -> Result<(), Refusal> {
    let mut actors = Vec::new();
    let kept = items.iter().filter(|item| item.state != ItemState::Dropped.key());
    for item in kept {
        let presence = match ItemKind::from_key(&item.kind) {
            Some(ItemKind::PartnerFamily) => "around_table",
            Some(ItemKind::MissingFamily) => "missing",
            _ => continue,
        };
        let members: Vec<&str> = item.text.lines().filter(|line| !line.is_empty()).collect();
        let names = if members.is_empty() { vec![""] } else { members };
        for name in names {
            actors.push(actor::Model {
                id: cx.dated_id(),
                consultation_id: workshop.consultation_id,
                workshop_id: Some(workshop.id),
                position: i32::try_from(actors.len()).unwrap_or(i32::MAX),
                family: item.title.clone(),
                name: name.to_owned(),
                presence: presence.to_owned(),
            });
        }
    }
    Ok(workshops::replace_actors(unit.conn(), workshop.id, actors).await?)
}

fn title_of(draft: &MinutesDraft) -> String {
    let title = draft
        .title
        .as_deref()
        .or(draft.event_title.as_deref())
        .unwrap_or_default();
    let title = cut(&text::clean_line(title), limits::TITLE);
    if title.is_empty() { words("minutes-untitled", &[]) } else { title }
}

fn summary_of(draft: &MinutesDraft) -> String {
    let date = draft.held_on.and_then(|day| {
        let texts = crate::texts::Texts::embedded();
        let style = crate::texts::DateStyle::Day;
        texts
            .date(crate::texts::DEFAULT_LANGUAGE, moments::noon_of(day), style)
            .ok()
    });
    match date {
        Some(date) => words("minutes-summary-dated", &[("date", date.into())]),
        None => words("minutes-summary", &[]),
    }
}

fn workshop_of(cx: &Context, row: &consultation::Model, draft: &MinutesDraft, source: String) -> workshop::Model {
    workshop::Model {
        id: cx.dated_id(),
        consultation_id: row.id,
        title: draft
            .title
            .as_deref()
            .map_or_else(|| row.title.clone(), |title| cut(title, limits::TITLE)),
        held_on: draft.held_on.map(|day| day.to_string()),
        minutes: source.replace('\0', ""),
        created_at: cx.clock.now(),
    }
}

fn items_of(cx: &Context, workshop: &workshop::Model, items: &[Item]) -> Vec<draft_item::Model> {
    let rows = items.iter().take(MOST_ITEMS).zip(1..);
    rows.map(|(item, position)| {
        let (kind, title, text, objective) = parts(&item.content);
        draft_item::Model {
            id: cx.dated_id(),
            consultation_id: workshop.consultation_id,
            workshop_id: workshop.id,
            position,
            kind: kind.key().to_owned(),
            title: cut(&text::clean_line(title), limits::TITLE),
            text: cut(&text::clean_text(&text), MOST_LETTERS),
            objective: cut(&text::clean_text(objective), MOST_LETTERS),
            first_line: i32::try_from(item.lines.first).unwrap_or(i32::MAX),
            last_line: i32::try_from(item.lines.last).unwrap_or(i32::MAX),
            state: ItemState::Kept.key().to_owned(),
            placed_id: None,
        }
    })
    .collect()
}

fn parts(content: &ItemContent) -> (ItemKind, &str, String, &str) {
    match content {
        ItemContent::PartnerFamily { name, members } => (ItemKind::PartnerFamily, name, members.join("\n"), ""),
        ItemContent::MissingFamily { name, members } => (ItemKind::MissingFamily, name, members.join("\n"), ""),
        ItemContent::Barrier { title, text } => (ItemKind::Barrier, title, text.clone(), ""),
        ItemContent::Alliance { title, text, objective } => {
            (ItemKind::Alliance, title, text.clone(), objective.as_deref().unwrap_or_default())
        }
        ItemContent::Condition { title, text } => (ItemKind::Condition, title, text.clone(), ""),
        ItemContent::Note { text } => (ItemKind::Note, "", text.clone(), ""),
    }
}

/// The text, or its first whole words and an ellipsis when it is longer than `most` characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text::length(text) <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = start.rfind(char::is_whitespace).filter(|end| *end > start.len() / 2);
    format!("{}…", start[..whole.unwrap_or(start.len())].trim_end())
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(cut("un deux trois", 20), "un deux trois");
        assert_eq!(cut("un deux trois", 10), "un deux…");
        assert_eq!(cut(&"é".repeat(50), 10), format!("{}…", "é".repeat(9)));
    }
}
