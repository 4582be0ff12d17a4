//! What can be chosen in a decision, as its editors write it.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::OptionTerms;
use tablee_core::cases::editor::entries::{self, Entry};

use crate::address::{Ordinal, edit_of};
use crate::edited_phases::Step;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// Something that can be chosen, as its editors see it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct EditedOption {
    id: String,
    text: String,
    /// The wording that the first ballots were cast on, when it was put right since.
    first_text: Option<String>,
    detail: String,
    /// The same for `detail`.
    first_detail: Option<String>,
    /// What it costs, in whole units of the currency.
    cost: Option<i64>,
    /// The question of which it is an answer, and how many of a panel give it.
    feature: Option<String>,
    least: Option<i64>,
    most: Option<i64>,
}

/// Something to choose. What the method need not know may be left out.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OptionContent {
    text: Text,
    #[oai(default)]
    detail: Text,
    cost: Option<i64>,
    #[oai(default)]
    feature: Text,
    least: Option<i64>,
    most: Option<i64>,
}

/// Options to add at the end.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewOptions {
    seen: i64,
    #[oai(validator(max_items = 200))]
    options: Vec<OptionContent>,
    /// The same key adds them once, however often it is sent.
    #[oai(default, validator(max_length = 100))]
    op: Text,
}

/// Another content for an option.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedOption {
    seen: i64,
    option: OptionContent,
}

/// See [`crate::routes`].
pub(crate) struct VoteOptionsApi {
    cx: Context,
}

impl VoteOptionsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl VoteOptionsApi {
    /// Adds options at the end.
    #[oai(
        path = "/consultations/:slug/phases/:position/options",
        method = "post",
        tag = "Tag::Editing",
        operation_id = "addOptions"
    )]
    async fn add_options(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        new: Json<NewOptions>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let NewOptions { seen, options, op } = new.0;
        let options = options.into_iter().map(|option| option.entry("")).collect();
        entries::add_options(&self.cx, &actor, edit_of(slug.0, position.0, seen), options, &op.0).await?;
        Ok(Done::NothingMore)
    }

    /// Changes an option; after the first ballot its words alone.
    #[oai(
        path = "/consultations/:slug/phases/:position/options/:option",
        method = "put",
        tag = "Tag::Editing",
        operation_id = "editOption"
    )]
    async fn edit_option(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        option: Path<String>,
        changed: Json<ChangedOption>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let edit = edit_of(slug.0, position.0, changed.0.seen);
        entries::edit_entry(&self.cx, &actor, edit, changed.0.option.entry(&option)).await?;
        Ok(Done::NothingMore)
    }

    /// Moves an option one place up or down, before the first ballot.
    #[oai(
        path = "/consultations/:slug/phases/:position/options/:option/move",
        method = "post",
        tag = "Tag::Editing",
        operation_id = "moveOption"
    )]
    async fn move_option(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        option: Path<String>,
        step: Json<Step>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let edit = edit_of(slug.0, position.0, step.seen);
        entries::move_entry(&self.cx, &actor, edit, option.parse().unwrap_or_default(), step.direction()).await?;
        Ok(Done::NothingMore)
    }

    /// Takes an option out, before the first ballot.
    #[oai(
        path = "/consultations/:slug/phases/:position/options/:option",
        method = "delete",
        tag = "Tag::Editing",
        operation_id = "removeOption"
    )]
    async fn remove_option(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        option: Path<String>,
        /// The `seen` of what was read.
        seen: Query<i64>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let id = option.parse().unwrap_or_default();
        entries::remove_entry(&self.cx, &actor, edit_of(slug.0, position.0, seen.0), id).await?;
        Ok(Done::NothingMore)
    }
}

impl From<Entry> for EditedOption {
    fn from(entry: Entry) -> Self {
        let OptionTerms { cost, feature, least, most } = entry.terms;
        Self {
            id: entry.id.to_string(),
            text: entry.text,
            first_text: entry.first_text,
            first_detail: entry.first_detail,
            detail: entry.detail,
            cost: cost.parse().ok(),
            feature: Some(feature).filter(|feature| !feature.is_empty()),
            least: least.parse().ok(),
            most: most.parse().ok(),
        }
    }
}

impl OptionContent {
    /// As the use-cases take it; an id that is none names nothing.
    fn entry(self, id: &str) -> Entry {
        let typed = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        Entry {
            id: id.parse().unwrap_or_default(),
            text: self.text.0,
            detail: self.detail.0,
            terms: OptionTerms {
                cost: typed(self.cost),
                feature: self.feature.0,
                least: typed(self.least),
                most: typed(self.most),
            },
            ..Entry::default()
        }
    }
}
