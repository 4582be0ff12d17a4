//! Words of a question that were put right after someone had answered: the first ones stay readable beside them.

use serde::{Deserialize, Serialize};
use tablee_rules::questions::Options;

use crate::ports::Millis;
use crate::store::entities::question;

/// A part of a question that has words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordedPart {
    /// The question itself.
    Label,
    /// The words below it.
    Help,
    /// One of the choices.
    Choice,
    /// The unit of a number.
    Unit,
    /// What the first point of a scale means.
    LowEnd,
    /// What the last point of a scale means.
    HighEnd,
}

impl WordedPart {
    /// The stable name, also the end of translation keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Help => "help",
            Self::Choice => "choice",
            Self::Unit => "unit",
            Self::LowEnd => "low-end",
            Self::HighEnd => "high-end",
        }
    }
}

/// Words that were others when people began to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierWords {
    /// What they belong to.
    pub part: WordedPart,
    /// What people read at first; empty when there was nothing.
    pub first: String,
    /// What they read now; empty when it was taken away.
    pub now: String,
}

/// What reads otherwise now than when people began to answer, in the order of the page.
pub(crate) fn earlier(row: &question::Model) -> Vec<EarlierWords> {
    let Some(first_label) = &row.first_label else { return Vec::new() };
    let now = Words { label: &row.label, help: &row.help, options: read(&row.options) };
    let first = Words {
        label: first_label,
        help: row.first_help.as_deref().unwrap_or(&row.help),
        options: read(row.first_options.as_deref().unwrap_or(&row.options)),
    };
    differences(&first, &now)
}

/// What reads otherwise in the second version of a question.
pub(crate) fn between(before: &question::Model, after: &question::Model) -> Vec<EarlierWords> {
    let words = |row: &'_ question::Model| (row.label.clone(), row.help.clone(), read(&row.options));
    let ((old_label, old_help, old), (label, help, new)) = (words(before), words(after));
    differences(
        &Words { label: &old_label, help: &old_help, options: old },
        &Words { label: &label, help: &help, options: new },
    )
}

/// Keeps the words that people have read so far, unless earlier ones are kept already.
pub(crate) fn keep_first(before: &question::Model, after: &mut question::Model, now: Millis) {
    after.first_label = before.first_label.clone().or_else(|| Some(before.label.clone()));
    after.first_help = before.first_help.clone().or_else(|| Some(before.help.clone()));
    after.first_options = before.first_options.clone().or_else(|| Some(before.options.clone()));
    after.reworded_at = Some(now);
}

/// Whether a choice now has the words that another choice had, so that answers already given would turn into the contrary.
pub(crate) fn choices_swapped(before: &question::Model, after: &question::Model) -> bool {
    let now = read(&after.options).choices;
    let known = [Some(&before.options), before.first_options.as_ref()];
    known.into_iter().flatten().any(|options| {
        let old = read(options).choices;
        now.iter().any(|choice| {
            old.iter()
                .any(|other| other.key != choice.key && other.label == choice.label)
        })
    })
}

struct Words<'a> {
    label: &'a str,
    help: &'a str,
    options: Options,
}

fn differences(first: &Words<'_>, now: &Words<'_>) -> Vec<EarlierWords> {
    let choices = now.options.choices.iter().filter_map(|choice| {
        let old = first.options.choices.iter().find(|old| old.key == choice.key)?;
        Some((WordedPart::Choice, old.label.as_str(), choice.label.as_str()))
    });
    let parts = [(WordedPart::Label, first.label, now.label), (WordedPart::Help, first.help, now.help)];
    let ends = [
        (WordedPart::Unit, first.options.unit.as_str(), now.options.unit.as_str()),
        (WordedPart::LowEnd, &first.options.low_label, &now.options.low_label),
        (WordedPart::HighEnd, &first.options.high_label, &now.options.high_label),
    ];
    let all = parts.into_iter().chain(choices).chain(ends);
    all.filter(|(_, first, now)| first != now)
        .map(|(part, first, now)| EarlierWords { part, first: first.to_owned(), now: now.to_owned() })
        .collect()
}

fn read(options: &str) -> Options {
    serde_json::from_str(options).unwrap_or_default()
}
