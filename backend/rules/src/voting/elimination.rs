//! Rounds in which the option with the fewest votes goes out, one at a time.

use std::collections::{BTreeSet, HashSet};

/// What ballots say: options by their place on the paper, the most preferred first, and how many ballots say it.
pub(super) type Preferences = Vec<(Vec<usize>, u64)>;

/// A round of the count.
pub(super) struct Round {
    /// The options that remain, and the ballots that put each before all others that remain.
    pub counts: Vec<(usize, u64)>,
    /// Ballots that name no option that remains.
    pub exhausted: u64,
    /// The options with the fewest votes.
    pub lowest: Vec<usize>,
    /// The one that goes out; nothing in the last round, in which one option remains.
    pub out: Option<usize>,
}

/// The rounds until one option remains. Of options with equally few votes, the one goes out whose place in the lot is last.
pub(super) fn rounds(preferences: &Preferences, options: usize, lot: impl Fn(usize) -> usize) -> Vec<Round> {
    let mut remaining = vec![true; options];
    // Ballots by the option that has them, each with the place in its list that it stands at.
    let mut piles: Vec<Vec<(usize, usize)>> = vec![Vec::new(); options];
    let mut counts = vec![0; options];
    let mut exhausted = 0;
    let mut moving: Vec<(usize, usize)> = (0..preferences.len()).map(|ballot| (ballot, 0)).collect();
    let mut rounds = Vec::new();
    loop {
        for (ballot, from) in moving {
            let (list, times) = &preferences[ballot];
            match (from..list.len()).find(|&at| remaining[list[at]]) {
                Some(at) => {
                    piles[list[at]].push((ballot, at));
                    counts[list[at]] += times;
                }
                None => exhausted += times,
            }
        }
        let counts: Vec<(usize, u64)> = (0..options)
            .filter(|&option| remaining[option])
            .map(|option| (option, counts[option]))
            .collect();
        let lowest = lowest(&counts);
        let last = counts.len() <= 1;
        let out = lowest
            .iter()
            .copied()
            .max_by_key(|&option| lot(option))
            .filter(|_| !last);
        rounds.push(Round { counts, exhausted, lowest, out });
        let Some(out) = out else { return rounds };
        remaining[out] = false;
        moving = std::mem::take(&mut piles[out]);
    }
}

fn lowest(counts: &[(usize, u64)]) -> Vec<usize> {
    let fewest = counts.iter().map(|(_, count)| *count).min();
    counts
        .iter()
        .filter(|(_, count)| Some(*count) == fewest)
        .map(|(option, _)| *option)
        .collect()
}

/// How many ballots the search for other winners may read before it gives up.
const PATIENCE: usize = 10_000_000;
/// How many sets of remaining options it may keep in mind.
const MEMORY: usize = 50_000;

/// The options that win by some way to settle the ties of the rounds; `None` when there are too many ways to look at.
pub(super) fn possible_winners(preferences: &Preferences, options: usize) -> Option<BTreeSet<usize>> {
    let mut winners = BTreeSet::new();
    let mut seen: HashSet<Vec<bool>> = HashSet::new();
    let mut ahead = vec![vec![true; options]];
    while let Some(remaining) = ahead.pop() {
        let open = (0..options).any(|option| remaining[option] && !winners.contains(&option));
        if !open || !seen.insert(remaining.clone()) {
            continue;
        }
        if seen.len() > MEMORY || seen.len().saturating_mul(preferences.len()) > PATIENCE {
            return None;
        }
        let counts = count(preferences, &remaining);
        if counts.len() == 1 || counts.iter().all(|(_, count)| *count == 0) {
            winners.extend(counts.iter().map(|(option, _)| *option));
            continue;
        }
        let bound = bound_to_go(&counts);
        let ways =
            if bound.is_empty() { lowest(&counts).into_iter().map(|out| vec![out]).collect() } else { vec![bound] };
        for out in ways {
            let mut next = remaining.clone();
            out.into_iter().for_each(|option| next[option] = false);
            ahead.push(next);
        }
    }
    Some(winners)
}

fn count(preferences: &Preferences, remaining: &[bool]) -> Vec<(usize, u64)> {
    let mut counts = vec![0; remaining.len()];
    for (list, times) in preferences {
        if let Some(&option) = list.iter().find(|&&option| remaining[option]) {
            counts[option] += times;
        }
    }
    (0..counts.len())
        .filter(|&option| remaining[option])
        .map(|option| (option, counts[option]))
        .collect()
}

/// The options that go out before all others whatever the lot says: together they have fewer votes than the next one.
fn bound_to_go(counts: &[(usize, u64)]) -> Vec<usize> {
    let mut upwards = counts.to_vec();
    upwards.sort_by_key(|(_, count)| *count);
    let (mut sum, mut bound) = (0, 0);
    for (index, (_, count)) in upwards.iter().enumerate() {
        if index > 0 && sum < *count {
            bound = index;
        }
        sum += count;
    }
    upwards.into_iter().take(bound).map(|(option, _)| option).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition itself: whoever ties for the fewest votes may be the one to go.
    fn winners_of_every_way(preferences: &Preferences, remaining: &[bool]) -> BTreeSet<usize> {
        let counts = count(preferences, remaining);
        if let [(option, _)] = counts[..] {
            return [option].into();
        }
        let without = |out: usize| {
            let mut next = remaining.to_vec();
            next[out] = false;
            winners_of_every_way(preferences, &next)
        };
        lowest(&counts).into_iter().flat_map(without).collect()
    }

    #[test]
    fn a_crowd_of_equal_options_is_settled_at_once() {
        let alone: Preferences = (0..60).map(|option| (vec![option], 1)).collect();
        assert_eq!(possible_winners(&alone, 60), Some((0..60).collect()));
        assert_eq!(possible_winners(&Vec::new(), 60), Some((0..60).collect()));
    }

    proptest! {
        #[test]
        fn the_search_finds_the_winners_of_every_way(
            ballots in prop::collection::vec((prop::sample::subsequence(vec![0, 1, 2, 3, 4], 0..5).prop_shuffle(), 1u64..3), 0..12),
            lot in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(),
        ) {
            let possible = possible_winners(&ballots, 5).unwrap();
            prop_assert_eq!(&winners_of_every_way(&ballots, &[true; 5]), &possible);
            let rounds = rounds(&ballots, 5, |option| lot[option]);
            prop_assert!(possible.contains(&rounds.last().unwrap().counts[0].0));
        }
    }
}
