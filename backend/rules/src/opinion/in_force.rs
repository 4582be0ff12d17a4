//! The thresholds that an analysis goes by, as they are published with it.

use serde::{Deserialize, Serialize};

use super::{bridging, discovery, landscape, permutation, shown};
use crate::results::SMALLEST_CELL;

/// By which rules the votes of an opinion phase are analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpinionRules {
    /// Version of the analysis: another one may come to other figures from the same votes and thresholds.
    pub version: u32,
    /// People under whom no figure is shown.
    pub smallest_cell: u64,
    /// Votes from which a voter is placed, or as many as there are statements.
    pub votes_to_be_placed: u64,
    /// Placed voters under whom nothing is said of groups.
    pub voters_for_groups: u64,
    /// Fewest people of a group.
    pub smallest_group: u64,
    /// Fewest people of a group, in percent of those placed.
    pub smallest_group_percent: u64,
    /// How many times votes are dealt anew in order to tell groups from chance.
    pub deals: u64,
    /// Votes on a statement from which a stratum is heard.
    pub votes_to_be_heard: u64,
    /// Share of agreement from which a group or stratum is said to agree, in percent.
    pub agrees_percent: u64,
    /// Share of what is said to set groups apart that may be put down to chance, in percent.
    pub false_percent: u64,
}

impl OpinionRules {
    /// The rules that this software goes by.
    pub fn in_force() -> Self {
        Self {
            version: 1,
            smallest_cell: SMALLEST_CELL,
            votes_to_be_placed: landscape::ENOUGH_VOTES as u64,
            voters_for_groups: landscape::ENOUGH_VOTERS as u64,
            smallest_group: shown::SMALLEST_GROUP as u64,
            smallest_group_percent: shown::SMALLEST_SHARE as u64,
            deals: permutation::DEALS,
            votes_to_be_heard: u64::from(bridging::ENOUGH),
            agrees_percent: percent(bridging::AGREES),
            false_percent: percent(discovery::FALSE_SHARE),
        }
    }
}

fn percent(share: f64) -> u64 {
    (100.0 * share).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_whole_numbers() {
        let rules = OpinionRules::in_force();
        assert_eq!((rules.agrees_percent, rules.false_percent, rules.smallest_group_percent), (60, 10, 10));
    }
}
