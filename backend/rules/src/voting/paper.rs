use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::MethodFault;
use crate::limits;

/// A setting that a method reads, as the facilitator's form offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its stable name: in the rules, the API, the form and the keys of its words.
    pub name: &'static str,
    /// The value taken when it is left out.
    pub usual: i64,
    /// How it is asked for.
    pub kind: SettingKind,
}

/// What a setting's value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number between these two, both allowed.
    Number {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A sum of money, in whole units of the currency.
    Money,
    /// 1 for yes, 0 for no.
    YesNo,
    /// The rank, from 0, of one of these stable names.
    OneOf(&'static [&'static str]),
}

/// What a method needs to know of each option besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionNeed {
    /// Nothing.
    #[default]
    Words,
    /// What it costs.
    Cost,
    /// Which question it answers, and how many of a panel must give that answer.
    Quota,
}

/// How many members of a panel give one answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The question, the same words for all its answers.
    pub feature: String,
    /// The fewest members.
    pub least: u32,
    /// The most members.
    pub most: u32,
}

/// What settles a tie that changes which options are taken forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The public lot.
    #[default]
    Lot,
    /// Another vote between the tied options: none of them is taken forward yet.
    RunOff,
    /// All tied options are taken forward.
    AllWin,
}

impl TieRule {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Lot, Self::RunOff, Self::AllWin];

    /// The stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lot => "lot",
            Self::RunOff => "run_off",
            Self::AllWin => "all_win",
        }
    }

    /// The rule of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }
}

/// Settings of a method, by name. Which ones exist is said by the method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, i64>);

/// What the ballots of a vote are judged by, frozen at the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Ids of the options, in the order of the page.
    pub options: Vec<String>,
    /// What options cost, in whole units of the currency, for methods that share out a budget.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub costs: BTreeMap<String, i64>,
    /// Which answers the options are, for methods that draw a panel.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub quotas: BTreeMap<String, Quota>,
    /// How many options are taken forward; 0 for none.
    #[serde(default)]
    pub seats: u32,
    /// What settles a tie at the last seat.
    #[serde(default)]
    pub ties: TieRule,
    /// Settings of the method.
    #[serde(default)]
    pub settings: Settings,
}

/// How a decision phase decides, as its rules are stored: `{"method":"approval","seats":2,"settings":{"at_most":3}}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteRules {
    /// Stable name of the method.
    pub method: String,
    /// How many options are taken forward; 0 for none.
    #[serde(default)]
    pub seats: u32,
    /// What settles a tie at the last seat.
    #[serde(default)]
    pub ties: TieRule,
    /// Which public draw will feed the lot, in words that everyone can check; empty when the box alone does.
    #[serde(default)]
    pub randomness: String,
    /// Settings of the method.
    #[serde(default)]
    pub settings: Settings,
}

impl VoteRules {
    /// What ballots on these options are judged by, when options have neither cost nor quota.
    pub fn paper(&self, options: Vec<String>) -> Paper {
        Paper { options, seats: self.seats, ties: self.ties, settings: self.settings.clone(), ..Paper::default() }
    }
}

impl Settings {
    /// Settings given by name and value.
    pub fn new<'a>(settings: impl IntoIterator<Item = (&'a str, i64)>) -> Self {
        Self(
            settings
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// The value of a setting, if it was set.
    pub fn get(&self, name: &str) -> Option<i64> {
        self.0.get(name).copied()
    }

    /// Names of what was set.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Paper {
    /// What is wrong with the options, whatever the method.
    pub(super) fn faults(&self) -> Vec<MethodFault> {
        let mut faults = Vec::new();
        if self.options.is_empty() {
            faults.push(MethodFault::NoOptions);
        }
        if self.options.len() > limits::VOTE_OPTIONS {
            faults.push(MethodFault::TooManyOptions { most: limits::VOTE_OPTIONS });
        }
        if !self.has_distinct_options() {
            faults.push(MethodFault::SameOption);
        }
        faults
    }

    pub(super) fn has_distinct_options(&self) -> bool {
        let distinct: BTreeSet<&String> = self.options.iter().collect();
        distinct.len() == self.options.len()
    }

    /// What an option costs; nothing for one whose cost was not said.
    pub fn cost(&self, option: &str) -> i64 {
        self.costs.get(option).copied().unwrap_or(0)
    }
}
