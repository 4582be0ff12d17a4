//! How one decision decides: its method, settings, seats, ties and public draw.

use std::collections::BTreeMap;

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::entries::Entry;
use tablee_core::cases::editor::phase_view;
use tablee_core::cases::editor::rules::{self, RulesForm, RulesView};
use tablee_core::cases::results::{self, EnterDraw};
use tablee_rules::voting::TieRule;

use crate::address::{Ordinal, edit_of, phase};
use crate::receipts::Done;
use crate::text::Text;
use crate::vote_options::EditedOption;
use crate::{Caller, Problem, Tag};

/// How one decision decides.
#[derive(Object)]
struct Rules {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// Whether someone has voted: rules and options do not change any more, but for words put right.
    frozen: bool,
    /// Stable name of the method.
    method: String,
    /// How many options are taken forward, 0 for none; for a panel, how many people are drawn.
    seats: u32,
    /// What settles a tie at the last seat: `lot`, `run_off` or `all_win`.
    ties: String,
    /// Which public draw feeds the lot; empty for none.
    randomness: String,
    /// Every setting of the method.
    settings: Vec<SettingValue>,
    /// What can be chosen, in order.
    options: Vec<EditedOption>,
}

/// The value of a setting.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SettingValue {
    #[oai(validator(max_length = 100))]
    name: Text,
    value: i64,
}

/// Rules for a decision. Settings left out take their usual values.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedRules {
    seen: i64,
    method: Text,
    #[oai(default)]
    seats: u32,
    #[oai(default = "usual_ties")]
    ties: Text,
    #[oai(default)]
    randomness: Text,
    #[oai(default, validator(max_items = 50))]
    settings: Vec<SettingValue>,
}

/// What the public draw named in the rules gave.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Draw {
    /// As it was made public.
    value: Text,
}

#[derive(ApiResponse)]
enum Read {
    /// The rules.
    #[oai(status = 200)]
    Rules(Json<Rules>),
}

/// See [`crate::routes`].
pub(crate) struct VoteRulesApi {
    cx: Context,
}

impl VoteRulesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl VoteRulesApi {
    /// Reads how a decision decides, drafts included.
    #[oai(
        path = "/consultations/:slug/phases/:position/rules",
        method = "get",
        tag = "Tag::Editing",
        operation_id = "readRules"
    )]
    async fn read(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Read, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let view = rules::rules(&self.cx, &actor, &slug, position.0.0, None).await?;
        let options = phase_view::phase(&self.cx, &actor, &slug, position.0.0).await?.entries;
        Ok(Read::Rules(Json(Rules::of(view, options))))
    }

    /// Says how a decision decides, before the first ballot.
    #[oai(
        path = "/consultations/:slug/phases/:position/rules",
        method = "put",
        tag = "Tag::Editing",
        operation_id = "setRules"
    )]
    async fn set(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        rules: Json<ChangedRules>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let edit = edit_of(slug.0, position.0, rules.0.seen);
        rules::set_rules(&self.cx, &actor, edit, rules.0.into()).await?;
        Ok(Done::NothingMore)
    }

    /// Enters what the public draw named in the rules gave, once, after the close.
    #[oai(
        path = "/consultations/:slug/phases/:position/public-draw",
        method = "put",
        tag = "Tag::Results",
        operation_id = "enterPublicDraw"
    )]
    async fn enter_draw(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        draw: Json<Draw>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let command = EnterDraw { phase: phase(slug.0, position.0), value: draw.0.value.0 };
        results::enter_draw(&self.cx, &actor, command).await?;
        Ok(Done::NothingMore)
    }
}

fn usual_ties() -> Text {
    Text(TieRule::default().key().to_owned())
}

impl Rules {
    fn of(view: RulesView, options: Vec<Entry>) -> Self {
        let settings = view.values.into_iter();
        Self {
            seen: view.seen.0,
            frozen: view.frozen,
            seats: view.form.seats.parse().unwrap_or_default(),
            method: view.form.method,
            ties: view.form.ties,
            randomness: view.form.randomness,
            settings: settings
                .map(|(name, value)| SettingValue { name: Text(name.to_owned()), value })
                .collect(),
            options: options.into_iter().map(EditedOption::from).collect(),
        }
    }
}

impl From<ChangedRules> for RulesForm {
    fn from(rules: ChangedRules) -> Self {
        let settings = rules.settings.into_iter();
        Self {
            method: rules.method.0,
            seats: rules.seats.to_string(),
            ties: rules.ties.0,
            randomness: rules.randomness.0,
            settings: settings
                .map(|setting| (setting.name.0, setting.value.to_string()))
                .collect::<BTreeMap<_, _>>(),
        }
    }
}
