//! What an entry of the audit log tells, in the reader's language.

use serde::Serialize;
use tablee_core::cases::facts::{Detail, Fact, FactValue};
use tablee_core::texts::{DateStyle, Texts};

use crate::http::Lang;
use crate::view::form::words;

/// What an entry tells.
#[derive(Default, Serialize)]
pub(super) struct DetailView {
    /// One line a fact.
    facts: Vec<String>,
    /// Words of older entries.
    words: String,
}

impl DetailView {
    pub fn of(lang: Lang, detail: Detail) -> Self {
        match detail {
            Detail::Facts(facts) => {
                Self { facts: facts.iter().map(|fact| line(lang, fact)).collect(), ..Self::default() }
            }
            Detail::Words(words) => Self { words, ..Self::default() },
        }
    }
}

/// One of each shape, and names of each family.
pub(super) fn samples() -> Vec<Detail> {
    let name = FactValue::name;
    let facts = [
        Some(Fact::about("phase", 2)),
        Fact::changed("title", "Un jardin", "Un marché"),
        Fact::changed("review", name("waiting"), name("refused")),
        Some(Fact::about("reason", name("insult"))),
        Some(Fact::about("role", name("facilitator"))),
        Fact::moved("closes", Some(1_795_431_600_000), None),
        Fact::changed("setting-approval-at_most", 2, 3),
    ];
    vec![Detail::Facts(facts.into_iter().flatten().collect()), Detail::Words("Awa".to_owned())]
}

fn line(lang: Lang, fact: &Fact) -> String {
    let label = words(lang, &label_key(&fact.name), &[]);
    let told = |value: &Option<FactValue>| value.as_ref().map(|value| in_words(lang, &fact.name, value));
    let args =
        |before: String, now: String| [("name", label.clone().into()), ("before", before.into()), ("now", now.into())];
    match (told(&fact.before), told(&fact.now)) {
        (None, Some(now)) => words(lang, "journal-fact", &args(String::new(), now)),
        (Some(before), Some(now)) => words(lang, "journal-fact-changed", &args(before, now)),
        (before, None) => words(lang, "journal-fact-gone", &args(before.unwrap_or_default(), String::new())),
    }
}

/// A setting of a voting method is told under the name of its field.
fn label_key(name: &str) -> String {
    if name.starts_with("setting-") { name.to_owned() } else { format!("fact-{name}") }
}

fn in_words(lang: Lang, name: &str, value: &FactValue) -> String {
    match value {
        FactValue::Text(text) if text.is_empty() => words(lang, "journal-nothing", &[]),
        FactValue::Text(text) => words(lang, "journal-quoted", &[("text", text.as_str().into())]),
        FactValue::Number(number) => number.to_string(),
        FactValue::Moment(at) => Texts::embedded()
            .date(lang.code(), *at, DateStyle::DateTime)
            .unwrap_or_default(),
        // A name that a newer version wrote is better than none.
        FactValue::Name(value) => Texts::embedded()
            .lookup(lang.code(), &name_key(name, value), &[])
            .unwrap_or_else(|| value.clone()),
    }
}

/// Where the languages have the word for a stable name.
fn name_key(fact: &str, value: &str) -> String {
    match fact {
        "role" => format!("role-{value}"),
        "reason" => format!("moderation-reason-{value}"),
        "verdict" => format!("verdict-{value}"),
        "phase-kind" => format!("editor-kind-{value}"),
        "state" => format!("editor-state-{value}"),
        "moderation" => format!("editor-moderation-{value}"),
        "item-kind" => format!("minutes-kind-{value}"),
        "method" => format!("method-{value}-name"),
        "ties" => format!("editor-rules-ties-{value}"),
        "channel" => format!("results-channel-{value}"),
        "consent" => format!("entry-consent-{value}"),
        "undone" => format!("fact-undone-{value}"),
        setting if setting.starts_with("setting-") && matches!(value, "yes" | "no") => format!("setting-{value}"),
        setting if setting.starts_with("setting-") => format!("{setting}-{value}"),
        _ => format!("fact-review-{value}"),
    }
}
