use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{BallotFault, MethodFault};
use crate::limits;

/// A ballot of any method: what was marked beside which option. The JSON form is stable: `{"marks":[{"option":"a","value":1}]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ballot {
    /// Marked options; those left alone are not in it.
    pub marks: Vec<Mark>,
}

/// One mark of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// Id of the option.
    pub option: String,
    /// What the mark is worth: the method says what the number means.
    pub value: i64,
}

/// A ballot and how many identical ones there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The ballot.
    pub ballot: Ballot,
    /// How often it was cast.
    pub times: u64,
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
    /// How many options are taken forward, for the sake of saying whether a tie matters; 0 for none.
    #[serde(default)]
    pub seats: u32,
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
    /// Settings of the method.
    #[serde(default)]
    pub settings: Settings,
}

impl VoteRules {
    /// What ballots on these options are judged by.
    pub fn paper(&self, options: Vec<String>) -> Paper {
        Paper { options, seats: self.seats, settings: self.settings.clone() }
    }
}

impl Ballot {
    /// A ballot that marks each of these options with 1.
    pub fn of<O: Into<String>>(options: impl IntoIterator<Item = O>) -> Self {
        Self {
            marks: options
                .into_iter()
                .map(|option| Mark { option: option.into(), value: 1 })
                .collect(),
        }
    }

    /// The value marked beside an option.
    pub fn value(&self, option: &str) -> Option<i64> {
        self.marks
            .iter()
            .find(|mark| mark.option == option)
            .map(|mark| mark.value)
    }

    /// Refuses options that are not on the paper and options marked twice.
    pub(super) fn check_options(&self, paper: &Paper) -> Result<(), BallotFault> {
        let mut seen = BTreeSet::new();
        for mark in &self.marks {
            if !paper.options.contains(&mark.option) {
                return Err(BallotFault::UnknownOption);
            }
            if !seen.insert(&mark.option) {
                return Err(BallotFault::Repeated);
            }
        }
        Ok(())
    }

    /// The same ballot, marks in the order of the paper, so that identical ballots are written alike.
    pub(super) fn in_order_of(mut self, paper: &Paper) -> Result<Self, BallotFault> {
        self.check_options(paper)?;
        let place = |mark: &Mark| paper.options.iter().position(|option| *option == mark.option);
        self.marks.sort_by_key(place);
        Ok(self)
    }
}

impl Counted {
    /// A ballot cast once.
    pub fn once(ballot: Ballot) -> Self {
        Self { ballot, times: 1 }
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
    pub(super) fn faults(&self) -> Vec<MethodFault> {
        let distinct: BTreeSet<&String> = self.options.iter().collect();
        let mut faults = Vec::new();
        if self.options.is_empty() {
            faults.push(MethodFault::NoOptions);
        }
        if self.options.len() > limits::VOTE_OPTIONS {
            faults.push(MethodFault::TooManyOptions { most: limits::VOTE_OPTIONS });
        }
        if distinct.len() < self.options.len() {
            faults.push(MethodFault::SameOption);
        }
        faults
    }
}
