//! What stands on a ballot: as it was cast, or as it was typed.

use std::collections::BTreeMap;

use tablee_core::cases::ballots::{BallotChoice, BallotForm, Marks};
use tablee_rules::voting::Marking;

use super::OPTIONS;
use crate::pages::fields::Fields;

/// What is typed or ticked, by option.
#[derive(Default)]
pub(in crate::pages) struct Filled(BTreeMap<String, String>);

/// What a ballot's form marks: a tick, alone or among answers to one question, gives the option's id; any other field is named
/// after the option.
pub(in crate::pages) fn marks_of(fields: &Fields) -> Marks {
    let answers = fields.prefixed("options-").map(|(_, id)| id);
    let ticks = fields.all(OPTIONS).chain(answers).filter(|id| !id.is_empty());
    let ticks = ticks.map(|id| (id.to_owned(), String::new()));
    let named = fields
        .prefixed("option-")
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(id, value)| (id.to_owned(), value.to_owned()));
    ticks.chain(named).collect()
}

/// Whether the form was sent to be reckoned or put in order, and not to be cast.
pub(in crate::pages) fn only_asks(fields: &Fields) -> bool {
    !fields.one("do").is_empty()
}

impl Filled {
    /// The ballot as it was cast.
    pub fn cast(form: &BallotForm) -> Self {
        let marks = form
            .options
            .iter()
            .filter_map(|option| Some((option.id.clone(), option.marked?.to_string())));
        Self(marks.collect())
    }

    /// The ballot as it was typed, right or wrong.
    pub fn typed(fields: &Fields) -> Self {
        Self(marks_of(fields).into_iter().collect())
    }

    /// What stands beside an option.
    pub fn at(&self, option: &str) -> Option<&str> {
        self.0.get(option).map(String::as_str)
    }

    /// The number beside an option.
    pub(super) fn number_at(&self, option: &str) -> Option<i64> {
        self.at(option)?.trim().parse().ok()
    }

    /// The options, the best ranked ones first where marks are ranks.
    pub(super) fn in_order<'o>(&self, marking: Marking, options: &'o [BallotChoice]) -> Vec<&'o BallotChoice> {
        let mut options: Vec<&BallotChoice> = options.iter().collect();
        if marking == Marking::Rank {
            options.sort_by_key(|option| self.number_at(&option.id).unwrap_or(i64::MAX));
        }
        options
    }
}
