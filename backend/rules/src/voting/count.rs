use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Counted, Line, patterns};

/// All that a method's result follows from: what a recount file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Summary {
    /// Figures of each option; single ballots cannot be found in them.
    Figures {
        /// Valid ballots.
        ballots: u64,
        /// By option, then by the method's stable name of the figure.
        options: BTreeMap<String, BTreeMap<String, u64>>,
        /// How many ballots rank the option of the row above that of the column, both in the order of the paper; empty for
        /// methods that compare no pairs.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pairs: Vec<Vec<u64>>,
    },
    /// The valid ballots themselves, equal ones together, in the order of their contents.
    Patterns {
        /// Them.
        ballots: Vec<Counted>,
    },
}

/// What a method concludes from a summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    /// One line an option, in any order; ranks come from [`Line::order`].
    pub lines: Vec<Line>,
    /// Which options the method takes forward, when that does not follow from the ranks and the seats.
    pub choice: Option<Choice>,
    /// How it came to this.
    pub working: Working,
}

/// Options that a method takes forward by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The options in the order in which they were chosen, then those that were not, where the method orders them.
    pub order: Vec<String>,
    /// Those taken forward.
    pub winners: Vec<String>,
    /// Options between which the lot decided who is taken forward; empty when it decided nothing.
    pub lot_between: Vec<String>,
}

/// What explains a result, for its page and for whoever counts again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    /// Sentences that say why this result came out, the most important one first.
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// Steps of a count that goes by steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Ballots that rank the option of the row above that of the column, in the order of the paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Vec<u64>>,
    /// Sets of options by stable name, such as the Smith set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sets: BTreeMap<String, Vec<String>>,
    /// Whole figures by stable name, such as what was spent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, i64>,
    /// Of a panel's draw, the SHA-256 of its lottery as it is written (see [`super::Method::lottery`]), in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery: Option<String>,
}

/// One sentence of an explanation: `why-KEY` in the language files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its stable name, without `why-`.
    pub key: String,
    /// Ids of the options that it names, by the name of the argument.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    /// Its numbers, by the name of the argument.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, i64>,
}

/// One step of a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happened, by stable name.
    pub kind: String,
    /// The option that it happened to.
    #[serde(default)]
    pub option: Option<String>,
    /// What each option had at that moment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, i64>,
    /// Other whole figures, by stable name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, i64>,
    /// Exact figures that need not be whole, written `p` or `p/q`, by stable name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fractions: BTreeMap<String, String>,
}

impl Reason {
    /// A sentence that names these options and numbers.
    pub fn new(key: &str, options: &[(&str, &str)], numbers: &[(&str, i64)]) -> Self {
        Self {
            key: key.to_owned(),
            options: options
                .iter()
                .map(|(name, option)| ((*name).to_owned(), (*option).to_owned()))
                .collect(),
            numbers: numbers
                .iter()
                .map(|(name, number)| ((*name).to_owned(), *number))
                .collect(),
        }
    }
}

impl Summary {
    /// Equal ballots together, in the order of their contents: nothing tells in which order they were cast.
    pub fn of_patterns(valid: &[Counted]) -> Self {
        Self::Patterns { ballots: patterns::grouped(valid) }
    }

    /// Valid ballots behind it, at most what can be written: anybody may have written the summary.
    pub fn ballots(&self) -> u64 {
        match self {
            Self::Figures { ballots, .. } => *ballots,
            Self::Patterns { ballots } => ballots.iter().map(|counted| counted.times).fold(0, u64::saturating_add),
        }
    }

    /// Adds the summary of other ballots by the same method and paper; equal ballots of both stay apart.
    pub(super) fn add(&mut self, other: Self) {
        match (self, other) {
            (
                Self::Figures { ballots, options, pairs },
                Self::Figures { ballots: more, options: others, pairs: rows },
            ) => {
                *ballots += more;
                for (option, figures) in others {
                    let sums = options.entry(option).or_default();
                    figures
                        .into_iter()
                        .for_each(|(name, figure)| *sums.entry(name).or_default() += figure);
                }
                let sums = pairs.iter_mut().flatten();
                sums.zip(rows.into_iter().flatten())
                    .for_each(|(sum, count)| *sum += count);
            }
            (Self::Patterns { ballots }, Self::Patterns { ballots: more }) => ballots.extend(more),
            _ => {}
        }
    }

    /// A figure of an option; 0 when there is none.
    pub fn figure(&self, option: &str, name: &str) -> u64 {
        match self {
            Self::Figures { options, .. } => options
                .get(option)
                .and_then(|figures| figures.get(name))
                .copied()
                .unwrap_or(0),
            Self::Patterns { .. } => 0,
        }
    }

    /// The pairs of as many options; zeros where the summary does not hold them.
    pub fn pairs_of(&self, options: usize) -> Vec<Vec<u64>> {
        let held = match self {
            Self::Figures { pairs, .. } => pairs.as_slice(),
            Self::Patterns { .. } => &[],
        };
        let pair = |row: usize, column: usize| held.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
        let row = |row: usize| (0..options).map(|column| pair(row, column)).collect();
        (0..options).map(row).collect()
    }

    /// The ballots, when it holds them.
    pub fn patterns(&self) -> &[Counted] {
        match self {
            Self::Figures { .. } => &[],
            Self::Patterns { ballots } => ballots,
        }
    }
}

impl Count {
    /// A count whose ranks and seats say who is taken forward, and which needs no explanation of its own.
    pub fn of(lines: Vec<Line>) -> Self {
        Self { lines, ..Self::default() }
    }
}
