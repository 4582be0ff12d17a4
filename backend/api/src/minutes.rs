//! Minutes of a workshop: what would be read of them, and the draft that they become.

use poem::{Request, RequestBody};
use poem_openapi::param::Query;
use poem_openapi::payload::{Json, ParsePayload, Payload, PlainText};
use poem_openapi::registry::MetaSchemaRef;
use poem_openapi::{Object, OpenApi, impl_apirequest_for_payload};
use tablee_core::Context;
use tablee_core::cases::minutes::{self, ImportMinutes};
use tablee_rules::minutes::{Counts, Item, ItemContent, MinutesDraft};

use crate::address::Id;
use crate::issued::Made;
use crate::{Caller, Problem, Tag};

/// Minutes as they were saved, in UTF-8, UTF-16 or Windows-1252: the importer finds out which, whatever the caller says.
struct SentMinutes(Vec<u8>);

impl Payload for SentMinutes {
    const CONTENT_TYPE: &'static str = PlainText::<String>::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        PlainText::<String>::check_content_type(content_type)
    }

    fn schema_ref() -> MetaSchemaRef {
        PlainText::<String>::schema_ref()
    }
}

impl ParsePayload for SentMinutes {
    const IS_REQUIRED: bool = true;

    async fn from_request(_request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self(body.take()?.into_vec().await?))
    }
}

impl_apirequest_for_payload!(SentMinutes);

/// What could be read of minutes.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ReadMinutes {
    /// What the minutes are about.
    title: Option<String>,
    /// When the workshop was held: `2026-03-31`.
    held_on: Option<String>,
    /// What it was for.
    intention: Option<String>,
    /// How many things of each kind.
    counts: ItemCounts,
    /// What was understood, in the order of the source; all other lines stay as minutes.
    items: Vec<ReadItem>,
}

/// How many things of each kind were understood.
#[derive(Object)]
struct ItemCounts {
    /// Families around the table.
    partner_families: u32,
    /// Families that are missing.
    missing_families: u32,
    /// Barriers.
    barriers: u32,
    /// Alliances.
    alliances: u32,
    /// Conditions of success.
    conditions: u32,
}

/// Something that was understood.
#[derive(Object, Default)]
#[oai(skip_serializing_if_is_none)]
struct ReadItem {
    /// `partner_family`, `missing_family`, `barrier`, `alliance`, `condition` or `note`.
    kind: String,
    /// In short; the name of a family.
    title: Option<String>,
    /// At length.
    text: Option<String>,
    /// What an alliance is for.
    objective: Option<String>,
    /// Members of a family.
    members: Option<Vec<String>>,
    /// First line of the source, from 1.
    first_line: u32,
    /// Last line of the source.
    last_line: u32,
}

/// The draft that minutes became.
#[derive(Object)]
struct ImportedDraft {
    /// Names the consultation in addresses.
    slug: String,
    /// What was read.
    counts: ItemCounts,
}

/// See [`crate::routes`].
pub(crate) struct MinutesApi {
    cx: Context,
}

impl MinutesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(prefix_path = "/minutes", tag = "Tag::Editing")]
impl MinutesApi {
    /// Reads minutes (Markdown or plain text, at most 2 MiB) and keeps nothing.
    #[oai(path = "/dry-run", method = "post", operation_id = "readMinutes")]
    async fn dry_run(&self, caller: Caller, minutes: SentMinutes) -> Result<Json<ReadMinutes>, Problem> {
        let draft = minutes::dry_run(&self.cx, &caller.actor(&self.cx).await?, &minutes.0).await?;
        Ok(Json(draft.into()))
    }

    /// Makes a draft consultation of minutes (Markdown or plain text, at most 2 MiB).
    #[oai(path = "/", method = "post", operation_id = "importMinutes")]
    async fn import(
        &self,
        caller: Caller,
        /// Id of the organisation; a member of a single one may leave it out.
        organisation: Query<Option<Id>>,
        /// The same key makes one draft, however often it is sent.
        #[oai(validator(max_length = 100))]
        op: Query<Option<String>>,
        minutes: SentMinutes,
    ) -> Result<Made<ImportedDraft>, Problem> {
        let command = ImportMinutes {
            organisation: organisation.0.map(|id| id.0),
            source: minutes.0,
            op: op.0.unwrap_or_default(),
        };
        let imported = minutes::import(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Made::Made(Json(ImportedDraft { slug: imported.slug, counts: imported.counts.into() })))
    }
}

impl From<MinutesDraft> for ReadMinutes {
    fn from(draft: MinutesDraft) -> Self {
        Self {
            counts: draft.counts().into(),
            title: draft.title,
            held_on: draft.held_on.map(|day| day.to_string()),
            intention: draft.intention,
            items: draft.items.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Counts> for ItemCounts {
    fn from(counts: Counts) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            partner_families: count(counts.partner_families),
            missing_families: count(counts.missing_families),
            barriers: count(counts.barriers),
            alliances: count(counts.alliances),
            conditions: count(counts.conditions),
        }
    }
}

impl From<Item> for ReadItem {
    fn from(item: Item) -> Self {
        let of = |kind: &str| Self {
            kind: kind.to_owned(),
            first_line: item.lines.first,
            last_line: item.lines.last,
            ..Self::default()
        };
        match item.content {
            ItemContent::PartnerFamily { name, members } => {
                Self { title: Some(name), members: Some(members), ..of("partner_family") }
            }
            ItemContent::MissingFamily { name, members } => {
                Self { title: Some(name), members: Some(members), ..of("missing_family") }
            }
            ItemContent::Barrier { title, text } => Self { title: Some(title), text: Some(text), ..of("barrier") },
            ItemContent::Alliance { title, text, objective } => {
                Self { title: Some(title), text: Some(text), objective, ..of("alliance") }
            }
            ItemContent::Condition { title, text } => Self { title: Some(title), text: Some(text), ..of("condition") },
            ItemContent::Note { text } => Self { text: Some(text), ..of("note") },
        }
    }
}
