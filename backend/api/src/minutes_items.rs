//! What was read in minutes: put right item by item, then put in its place in the consultation.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::minutes::changes::{self, ItemEdit, ItemForm};
use tablee_core::cases::minutes::draft::{self, DraftItem, DraftRow, MinutesDraftView, SourceLine};
use tablee_core::cases::minutes::lines::{self, LineForm, WorkshopForm};
use tablee_core::cases::minutes::placing::{self, PlaceDraft};
use uuid::Uuid;

use crate::address::{Id, Ordinal};
use crate::editor::SeenState;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The draft that minutes became, beside their source.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct DraftOfMinutes {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// Title of the workshop.
    title: String,
    /// When it was held: `2026-03-31`.
    held_on: Option<String>,
    /// Items and the lines between them, in the order of the source.
    rows: Vec<RowOfMinutes>,
    /// Whether the end of a very long source is left out.
    shortened: bool,
    /// Whether the caller may change it.
    may_edit: bool,
}

/// Something understood, or lines that stay as minutes.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct RowOfMinutes {
    /// What was understood of the lines; absent when they stay as minutes.
    item: Option<ItemOfMinutes>,
    /// The lines of the source.
    lines: Vec<LineOfMinutes>,
}

/// A line of the source.
#[derive(Object)]
struct LineOfMinutes {
    /// Its number, from 1.
    number: i32,
    /// Its words.
    text: String,
}

/// Something understood.
#[derive(Object)]
struct ItemOfMinutes {
    /// Its id.
    id: Uuid,
    /// `kept`, `dropped` or `placed`.
    state: String,
    /// What it says.
    content: ItemContent,
    /// Whether there is another one after it to merge with.
    may_merge: bool,
    /// How many characters it may have in its place, when it has more: the end would be cut.
    #[oai(skip_serializing_if_is_none)]
    too_long: Option<u32>,
    /// The parts at which it can be split; fewer than two when it cannot.
    pieces: Vec<String>,
}

/// What an item says.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ItemContent {
    /// `partner_family`, `missing_family`, `barrier`, `alliance`, `condition` or `note`.
    kind: Text,
    /// In short; the name of a family.
    #[oai(default)]
    title: Text,
    /// At length; of a family, its members, one a line.
    #[oai(default)]
    text: Text,
    /// What an alliance is for.
    #[oai(default)]
    objective: Text,
}

/// Another content for an item.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedItem {
    /// The `seen` of what was read.
    seen: i64,
    /// All that it says.
    content: ItemContent,
}

/// Where an item is split.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ItemSplit {
    /// The `seen` of what was read.
    seen: i64,
    /// How many of the `pieces` stay in the first part, from 1.
    at: Ordinal,
    /// Title of the second part; left out, its first words are.
    #[oai(default)]
    title: Text,
}

/// How the draft becomes phases.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Placement {
    /// The `seen` of what was read.
    seen: i64,
    /// Whether conditions of success become statements, each validated apart, instead of options to pick from.
    conditions_as_statements: bool,
    /// Whether a short questionnaire comes first.
    with_questionnaire: bool,
}

/// Title and day of the workshop.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CorrectedWorkshop {
    /// The `seen` of what was read.
    seen: i64,
    /// Its title.
    title: Text,
    /// The day it was held, `2026-03-31`; left out when nobody knows.
    #[oai(default)]
    held_on: Text,
}

/// A line of the source that becomes an item.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct LineToItem {
    /// The `seen` of what was read.
    seen: i64,
    /// Its number, from 1.
    line: Ordinal,
    /// `partner_family`, `missing_family`, `barrier`, `alliance`, `condition` or `note`.
    kind: Text,
}

/// See [`crate::routes`].
pub(crate) struct MinutesItemsApi {
    cx: Context,
}

impl MinutesItemsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Editing")]
impl MinutesItemsApi {
    /// Reads the draft that minutes became, beside their source.
    #[oai(path = "/consultations/:slug/desk/minutes", method = "get", operation_id = "readDraftOfMinutes")]
    async fn read(&self, caller: Caller, slug: Path<String>) -> Result<Json<DraftOfMinutes>, Problem> {
        Ok(Json(
            draft::view(&self.cx, &caller.actor(&self.cx).await?, &slug)
                .await?
                .into(),
        ))
    }

    /// Puts title and day of the workshop right.
    #[oai(path = "/consultations/:slug/desk/minutes/workshop", method = "put", operation_id = "correctWorkshop")]
    async fn correct(
        &self,
        caller: Caller,
        slug: Path<String>,
        corrected: Json<CorrectedWorkshop>,
    ) -> Result<Done, Problem> {
        let CorrectedWorkshop { seen, title, held_on } = corrected.0;
        let form = WorkshopForm { title: title.0, held_on: held_on.0 };
        lines::edit_workshop(&self.cx, &caller.actor(&self.cx).await?, &slug, Seen(seen), &form).await?;
        Ok(Done::NothingMore)
    }

    /// Makes an item of a line that was not understood.
    #[oai(path = "/consultations/:slug/desk/minutes/items", method = "post", operation_id = "makeItemOfLine")]
    async fn make(&self, caller: Caller, slug: Path<String>, line: Json<LineToItem>) -> Result<Done, Problem> {
        let LineToItem { seen, line, kind } = line.0;
        let form = LineForm { line: line.0.to_string(), kind: kind.0 };
        lines::make_item(&self.cx, &caller.actor(&self.cx).await?, &slug, Seen(seen), &form).await?;
        Ok(Done::NothingMore)
    }

    /// Changes kind, title and texts of a kept item.
    #[oai(path = "/consultations/:slug/desk/minutes/items/:item", method = "put", operation_id = "editItemOfMinutes")]
    async fn edit(
        &self,
        caller: Caller,
        slug: Path<String>,
        item: Path<Id>,
        changed: Json<ChangedItem>,
    ) -> Result<Done, Problem> {
        let ChangedItem { seen, content } = changed.0;
        let edit = item_edit(slug.0, item.0, seen);
        changes::edit_item(&self.cx, &caller.actor(&self.cx).await?, edit, content.into()).await?;
        Ok(Done::NothingMore)
    }

    /// Leaves an item out; it can be taken in again.
    #[oai(
        path = "/consultations/:slug/desk/minutes/items/:item",
        method = "delete",
        operation_id = "dropItemOfMinutes"
    )]
    async fn leave_out(
        &self,
        caller: Caller,
        slug: Path<String>,
        item: Path<Id>,
        /// The `seen` of what was read.
        seen: Query<i64>,
    ) -> Result<Done, Problem> {
        let edit = item_edit(slug.0, item.0, seen.0);
        changes::drop_item(&self.cx, &caller.actor(&self.cx).await?, edit).await?;
        Ok(Done::NothingMore)
    }

    /// Takes an item in again: one that was dropped, or one that is placed and is to be changed.
    #[oai(
        path = "/consultations/:slug/desk/minutes/items/:item/restore",
        method = "post",
        operation_id = "restoreItemOfMinutes"
    )]
    async fn restore(
        &self,
        caller: Caller,
        slug: Path<String>,
        item: Path<Id>,
        step: Json<SeenState>,
    ) -> Result<Done, Problem> {
        let edit = item_edit(slug.0, item.0, step.seen);
        changes::restore_item(&self.cx, &caller.actor(&self.cx).await?, edit).await?;
        Ok(Done::NothingMore)
    }

    /// Splits a kept item in two.
    #[oai(
        path = "/consultations/:slug/desk/minutes/items/:item/split",
        method = "post",
        operation_id = "splitItemOfMinutes"
    )]
    async fn split(
        &self,
        caller: Caller,
        slug: Path<String>,
        item: Path<Id>,
        split: Json<ItemSplit>,
    ) -> Result<Done, Problem> {
        let ItemSplit { seen, at, title } = split.0;
        let edit = item_edit(slug.0, item.0, seen);
        changes::split_item(&self.cx, &caller.actor(&self.cx).await?, edit, at.index(), &title.0).await?;
        Ok(Done::NothingMore)
    }

    /// Merges a kept item with the next one that is kept; the first title stays.
    #[oai(
        path = "/consultations/:slug/desk/minutes/items/:item/merge",
        method = "post",
        operation_id = "mergeItemOfMinutes"
    )]
    async fn merge(
        &self,
        caller: Caller,
        slug: Path<String>,
        item: Path<Id>,
        step: Json<SeenState>,
    ) -> Result<Done, Problem> {
        let edit = item_edit(slug.0, item.0, step.seen);
        changes::merge_item(&self.cx, &caller.actor(&self.cx).await?, edit).await?;
        Ok(Done::NothingMore)
    }

    /// Makes phases with suggested dates where there are none, and puts every kept item in its place.
    #[oai(path = "/consultations/:slug/desk/minutes/placement", method = "post", operation_id = "placeDraftOfMinutes")]
    async fn place(&self, caller: Caller, slug: Path<String>, placement: Json<Placement>) -> Result<Done, Problem> {
        let Placement { seen, conditions_as_statements, with_questionnaire } = placement.0;
        let command = PlaceDraft { slug: slug.0, seen: Seen(seen), conditions_as_statements, with_questionnaire };
        placing::place(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }
}

fn item_edit(slug: String, item: Id, seen: i64) -> ItemEdit {
    ItemEdit { slug, item: item.0, seen: Seen(seen) }
}

impl From<MinutesDraftView> for DraftOfMinutes {
    fn from(found: MinutesDraftView) -> Self {
        Self {
            seen: found.seen.0,
            title: found.title,
            held_on: found.held_on,
            rows: found.rows.into_iter().map(RowOfMinutes::from).collect(),
            shortened: found.shortened,
            may_edit: found.may_edit,
        }
    }
}

impl From<DraftRow> for RowOfMinutes {
    fn from(row: DraftRow) -> Self {
        let told = |lines: Vec<SourceLine>| lines.into_iter().map(LineOfMinutes::from).collect();
        match row {
            DraftRow::Minutes(lines) => Self { item: None, lines: told(lines) },
            DraftRow::Item(mut item) => {
                let lines = std::mem::take(&mut item.lines);
                Self { item: Some(item.into()), lines: told(lines) }
            }
        }
    }
}

impl From<SourceLine> for LineOfMinutes {
    fn from(line: SourceLine) -> Self {
        Self { number: line.number, text: line.text }
    }
}

impl From<DraftItem> for ItemOfMinutes {
    fn from(item: DraftItem) -> Self {
        let kind = Text(item.kind.key().to_owned());
        let content =
            ItemContent { kind, title: item.title.into(), text: item.text.into(), objective: item.objective.into() };
        let state = item.state.key().to_owned();
        let too_long = item.too_long.and_then(|most| u32::try_from(most).ok());
        Self { id: item.id, state, content, may_merge: item.may_merge, too_long, pieces: item.pieces }
    }
}

impl From<ItemContent> for ItemForm {
    fn from(content: ItemContent) -> Self {
        Self { kind: content.kind.0, title: content.title.0, text: content.text.0, objective: content.objective.0 }
    }
}
