//! Passes given out, by channel: how many of them may be told, so that neither they nor what they are compared with gives a small
//! group away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::published::Channel;
use crate::results::SMALLEST_CELL;

/// Passes of several channels that few people keep from being told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassesTogether {
    /// Stable names of the channels.
    pub channels: Vec<String>,
    /// Passes given out by all of them, exactly.
    pub passes: u64,
}

/// Which channels' passes are only told together, as one number; all others are told exactly.
///
/// Whoever knows the passes of a channel and how many of them were used, or were there at an earlier moment, knows the difference:
/// people too, and a cell as any other. `within` holds such smaller counts, each by channel and none above `passes`. So a channel
/// goes with others when its own voters are `hidden`, or when one of its differences is a small cell. As with
/// [`crate::results::protect`], there are then at least two of them, and each difference of the whole is nothing or no small cell,
/// as long as there are channels left to take in: the total may always be told.
pub fn told_together(passes: &[u64], hidden: &[bool], within: &[Vec<u64>]) -> Vec<bool> {
    let difference = |count: &[u64], channel: usize| passes[channel].saturating_sub(count[channel]);
    let small = |people: u64| (1..SMALLEST_CELL).contains(&people);
    let mut together: Vec<bool> = (0..passes.len())
        .map(|channel| hidden[channel] || within.iter().any(|count| small(difference(count, channel))))
        .collect();
    let mut others: Vec<usize> = (0..passes.len()).filter(|channel| !together[*channel]).collect();
    others.sort_by_key(|&channel| (passes[channel] == 0, passes[channel]));
    for channel in others {
        let taken: Vec<usize> = (0..passes.len()).filter(|channel| together[*channel]).collect();
        let whole = |count: &Vec<u64>| taken.iter().map(|&channel| difference(count, channel)).sum();
        let enough = taken.len() != 1 && !within.iter().any(|count| small(whole(count)));
        if enough {
            break;
        }
        together[channel] = true;
    }
    together
}

/// Nobody votes without a pass: by no channel that is told apart, nor by those that are told together. Results of older versions
/// tell nothing of passes.
pub(super) fn check_passes(
    channels: &BTreeMap<String, Channel>,
    together: Option<&PassesTogether>,
    findings: &mut Vec<Finding>,
) {
    let apart = channels.iter();
    let overfull = apart.filter(|(_, channel)| channel.passes.is_some_and(|passes| channel.voters > passes));
    findings.extend(overfull.map(|(name, _)| Finding::MoreVotersThanPasses { channel: name.clone() }));
    let rest = channels.values().filter(|channel| channel.passes.is_none());
    let voters = super::verify::sum(rest.map(|channel| channel.voters));
    if let Some(together) = together.filter(|together| voters > together.passes) {
        findings.push(Finding::MoreVotersThanPasses { channel: together.channels.join(", ") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The channels told together, of which none has hidden voters.
    fn together(passes: &[u64], within: &[&[u64]]) -> Vec<usize> {
        let within: Vec<Vec<u64>> = within.iter().map(|count| count.to_vec()).collect();
        let told = told_together(passes, &vec![false; passes.len()], &within);
        (0..passes.len()).filter(|channel| told[*channel]).collect()
    }

    #[test]
    fn passes_that_were_all_used_or_many_of_them_not_are_told_apart() {
        assert_eq!(together(&[20, 10, 0, 0], &[&[20, 10, 0, 0]]), [0; 0]);
        assert_eq!(together(&[30, 15, 0, 0], &[&[20, 10, 0, 0]]), [0; 0]);
    }

    #[test]
    fn a_few_unused_passes_are_told_with_others() {
        assert_eq!(together(&[60, 10, 8, 0], &[&[50, 10, 6, 0]]), [0, 1, 2], "8 would tell of 2, and 18 too");
        assert_eq!(together(&[60, 20, 8, 0], &[&[50, 10, 6, 0]]), [1, 2]);
    }

    #[test]
    fn a_few_passes_since_an_earlier_moment_are_told_with_others() {
        let used = [60, 20, 8, 0];
        assert_eq!(together(&[60, 20, 8, 0], &[&used, &[50, 10, 6, 0]]), [1, 2]);
    }

    #[test]
    fn hidden_voters_keep_their_passes_hidden() {
        assert_eq!(
            told_together(&[40, 7, 3, 0], &[false, true, true, false], &[vec![40, 7, 3, 0]]),
            [false, true, true, false]
        );
    }

    #[test]
    fn more_voters_than_passes_are_named_apart_or_together() {
        let channels = |passes: Option<u64>| {
            BTreeMap::from([
                ("other".to_owned(), Channel { passes: None, voters: 9 }),
                ("web".to_owned(), Channel { passes, voters: 20 }),
            ])
        };
        let told = |passes, together: Option<u64>| {
            let names = || vec!["assisted".to_owned(), "paper".to_owned()];
            let together = together.map(|passes| PassesTogether { channels: names(), passes });
            let mut findings = Vec::new();
            check_passes(&channels(passes), together.as_ref(), &mut findings);
            findings
        };
        let more = |channel: &str| Finding::MoreVotersThanPasses { channel: channel.to_owned() };
        assert_eq!(told(Some(20), Some(9)), []);
        assert_eq!(told(Some(19), Some(8)), [more("web"), more("assisted, paper")]);
        assert_eq!(told(None, Some(28)), [more("assisted, paper")], "the voters of all of them");
        assert_eq!(told(None, None), []);
    }

    proptest! {
        #[test]
        fn no_small_difference_is_told_but_that_of_all(
            cells in prop::collection::vec((0u64..12, 0u64..12, 0u64..12, any::<bool>()), 4..5),
        ) {
            let passes: Vec<u64> = cells.iter().map(|(voters, unused, _, _)| voters + unused).collect();
            let voters: Vec<u64> = cells.iter().map(|(voters, ..)| *voters).collect();
            let before: Vec<u64> = cells.iter().zip(&passes).map(|((_, _, new, _), &all)| all.saturating_sub(*new)).collect();
            let hidden: Vec<bool> = cells.iter().map(|(.., hidden)| *hidden).collect();
            let within = [voters, before];
            let told = told_together(&passes, &hidden, &within);
            let several = told.iter().filter(|together| **together).count();
            prop_assert_ne!(several, 1);
            for count in &within {
                let difference = |channel: usize| passes[channel] - count[channel];
                let together: u64 = (0..4).filter(|&channel| told[channel]).map(difference).sum();
                prop_assert!(several == 4 || !(1..SMALLEST_CELL).contains(&together));
                prop_assert!((0..4).all(|channel| told[channel] || !(1..SMALLEST_CELL).contains(&difference(channel))));
            }
            prop_assert!((0..4).all(|channel| told[channel] || !hidden[channel]));
        }
    }
}
