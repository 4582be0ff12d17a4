//! The voting methods, each with what helps to choose it and the settings that it reads.

use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::texts::{DEFAULT_LANGUAGE, Texts};
use tablee_rules::voting::{self, METHODS, Method, OptionNeed, SettingKind};

use crate::{Problem, Tag};

/// A way to decide.
#[derive(Object)]
struct VotingMethod {
    /// Its stable name.
    key: String,
    /// What it is called.
    name: String,
    /// How it works, when to choose it, and when not to.
    how: String,
    when: String,
    when_not: String,
    /// What an option must say besides its words: `nothing`, `cost` or `quota`.
    option_need: String,
    /// What the mark beside an option means: `choice`, `opinion`, `grade`, `rank`, `points` or `answer`.
    marking: String,
    /// Whether `seats` says how many options it takes forward, or how many people it draws. Where it does not, the method decides how
    /// many.
    fills_seats: bool,
    /// What may settle its ties: some of `lot`, `run_off` and `all_win`, the usual one first.
    tie_rules: Vec<String>,
    /// The settings that it reads.
    settings: Vec<MethodSetting>,
}

/// A setting that a method reads.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MethodSetting {
    name: String,
    /// The value taken when it is left out.
    usual: i64,
    /// `number`, `money` (whole units of the currency), `yes_no` (1 or 0) or `one_of` (the rank, from 0, of one of `choices`).
    kind: String,
    least: Option<i64>,
    most: Option<i64>,
    choices: Vec<String>,
}

/// See [`crate::routes`].
pub(crate) struct VotingMethodsApi;

#[OpenApi]
impl VotingMethodsApi {
    /// Lists the voting methods, each with what helps to choose it and the settings that it reads.
    #[oai(path = "/voting-methods", method = "get", tag = "Tag::Reading", operation_id = "listVotingMethods")]
    async fn methods(&self) -> Result<Json<Vec<VotingMethod>>, Problem> {
        Ok(Json(METHODS.iter().map(|method| VotingMethod::of(*method)).collect()))
    }
}

impl VotingMethod {
    fn of(method: &dyn Method) -> Self {
        let words = |part: &str| {
            let key = format!("method-{}-{part}", method.key());
            Texts::embedded()
                .lookup(DEFAULT_LANGUAGE, &key, &[])
                .unwrap_or_default()
        };
        let setting = |setting: &voting::Setting| {
            let (kind, least, most, choices) = match setting.kind {
                SettingKind::Number { least, most } => ("number", Some(least), Some(most), &[][..]),
                SettingKind::Money => ("money", Some(0), None, &[][..]),
                SettingKind::YesNo => ("yes_no", Some(0), Some(1), &[][..]),
                SettingKind::OneOf(names) => ("one_of", None, None, names),
            };
            let choices = choices.iter().map(|name| (*name).to_owned()).collect();
            let (name, kind) = (setting.name.to_owned(), kind.to_owned());
            MethodSetting { name, usual: setting.usual, kind, least, most, choices }
        };
        Self {
            key: method.key().to_owned(),
            name: words("name"),
            how: words("how"),
            when: words("when"),
            when_not: words("not"),
            option_need: match method.option_need() {
                OptionNeed::Words => "nothing",
                OptionNeed::Cost => "cost",
                OptionNeed::Quota => "quota",
            }
            .to_owned(),
            marking: method.marking().key().to_owned(),
            fills_seats: method.fills_seats(),
            tie_rules: method.tie_rules().iter().map(|rule| rule.key().to_owned()).collect(),
            settings: method.settings().iter().map(setting).collect(),
        }
    }
}
