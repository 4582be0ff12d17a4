//! Rounds in which the option with the fewest votes goes out, one at a time.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// What ballots say: options by their place on the paper, the most preferred first, and how many ballots say it.
#[derive(Clone, Debug, Default)]
pub(super) struct Preferences {
    /// The lists one after the other, so that thousands of them are one piece of memory.
    options: Vec<u32>,
    /// Where each list begins and ends among them, and how many ballots say it.
    lists: Vec<(Range<usize>, u64)>,
}

impl Preferences {
    /// None yet, with room for so many lists that name so many options altogether.
    pub(super) fn with_capacity(options: usize, lists: usize) -> Self {
        Self { options: Vec::with_capacity(options), lists: Vec::with_capacity(lists) }
    }

    /// Adds a list that so many ballots say.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = u32>, times: u64) {
        let start = self.options.len();
        self.options.extend(list);
        self.lists.push((start..self.options.len(), times));
    }
}

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

/// The ballots by the option that each counts for.
struct Piles<'a> {
    preferences: &'a Preferences,
    remaining: Vec<bool>,
    /// Lists, each with the place among all options listed that it stands at.
    piles: Vec<Vec<(usize, usize)>>,
    counts: Vec<u64>,
    exhausted: u64,
}

impl<'a> Piles<'a> {
    fn new(preferences: &'a Preferences, remaining: Vec<bool>) -> Self {
        let (piles, counts) = (vec![Vec::new(); remaining.len()], vec![0; remaining.len()]);
        let mut piles = Self { preferences, remaining, piles, counts, exhausted: 0 };
        let lists = preferences.lists.iter().enumerate();
        lists.for_each(|(list, (at, _))| piles.place(list, at.start));
        piles
    }

    /// Puts a list on the pile of the first option, from this place on, that remains.
    fn place(&mut self, list: usize, from: usize) {
        let (range, times) = &self.preferences.lists[list];
        let mut options = (from..range.end).map(|at| (at, self.preferences.options[at] as usize));
        match options.find(|(_, option)| self.remaining[*option]) {
            Some((at, option)) => {
                self.piles[option].push((list, at));
                self.counts[option] += times;
            }
            None => self.exhausted += times,
        }
    }

    fn take_out(&mut self, option: usize) {
        self.remaining[option] = false;
        for (list, at) in std::mem::take(&mut self.piles[option]) {
            self.place(list, at + 1);
        }
    }

    fn counts(&self) -> Vec<(usize, u64)> {
        let remaining = (0..self.counts.len()).filter(|&option| self.remaining[option]);
        remaining.map(|option| (option, self.counts[option])).collect()
    }
}

/// The rounds until one option remains. Of options with equally few votes, the one goes out whose place in the lot is last.
pub(super) fn rounds(preferences: &Preferences, options: usize, lot: impl Fn(usize) -> usize) -> Vec<Round> {
    let mut piles = Piles::new(preferences, vec![true; options]);
    let mut rounds = Vec::new();
    loop {
        let counts = piles.counts();
        let lowest = lowest(&counts);
        let last = counts.len() <= 1;
        let out = lowest
            .iter()
            .copied()
            .max_by_key(|&option| lot(option))
            .filter(|_| !last);
        rounds.push(Round { counts, exhausted: piles.exhausted, lowest, out });
        let Some(out) = out else { return rounds };
        piles.take_out(out);
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

/// The options that win by some way to settle the ties of these rounds; `None` when there are too many ways to look at.
pub(super) fn possible_winners(preferences: &Preferences, rounds: &[Round]) -> Option<BTreeSet<usize>> {
    let options = rounds.first().map_or(0, |round| round.counts.len());
    let mut winners: BTreeSet<usize> = rounds
        .iter()
        .rev()
        .take(1)
        .flat_map(|round| &round.counts)
        .map(|(option, _)| *option)
        .collect();
    // Up to the first tie there is one way only.
    let Some(tie) = rounds.iter().position(|round| round.lowest.len() > 1) else { return Some(winners) };
    let mut remaining = vec![false; options];
    rounds[tie]
        .counts
        .iter()
        .for_each(|(option, _)| remaining[*option] = true);
    let (mut seen, mut ahead) = (HashSet::new(), vec![remaining]);
    let mut read = 0;
    while let Some(remaining) = ahead.pop() {
        read += preferences.lists.len();
        if read > PATIENCE || seen.len() > MEMORY {
            return None;
        }
        ahead.extend(follow(Piles::new(preferences, remaining), &mut seen, &mut winners));
    }
    Some(winners)
}

/// Follows the count as long as there is one way only; returns the sets of options that remain by each of the next ways.
fn follow(mut piles: Piles, seen: &mut HashSet<Vec<bool>>, winners: &mut BTreeSet<usize>) -> Vec<Vec<bool>> {
    loop {
        let counts = piles.counts();
        let open = counts.iter().any(|(option, _)| !winners.contains(option));
        if !open || !seen.insert(piles.remaining.clone()) {
            return Vec::new();
        }
        if counts.len() == 1 || counts.iter().all(|(_, count)| *count == 0) {
            winners.extend(counts.iter().map(|(option, _)| *option));
            return Vec::new();
        }
        let (bound, lowest) = (bound_to_go(&counts), lowest(&counts));
        if bound.is_empty() && lowest.len() > 1 {
            let without = |&out: &usize| {
                let mut next = piles.remaining.clone();
                next[out] = false;
                next
            };
            return lowest.iter().map(without).collect();
        }
        let out = if bound.is_empty() { lowest } else { bound };
        out.into_iter().for_each(|option| piles.take_out(option));
    }
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

    fn preferences(ballots: impl IntoIterator<Item = (Vec<u32>, u64)>) -> Preferences {
        let mut preferences = Preferences::default();
        ballots
            .into_iter()
            .for_each(|(list, times)| preferences.push(list, times));
        preferences
    }

    /// The definition itself: whoever ties for the fewest votes may be the one to go.
    fn winners_of_every_way(preferences: &Preferences, remaining: Vec<bool>) -> BTreeSet<usize> {
        let counts = Piles::new(preferences, remaining.clone()).counts();
        if let [(option, _)] = counts[..] {
            return [option].into();
        }
        let without = |out: usize| {
            let mut next = remaining.clone();
            next[out] = false;
            winners_of_every_way(preferences, next)
        };
        lowest(&counts).into_iter().flat_map(without).collect()
    }

    #[test]
    fn a_crowd_of_equal_options_is_settled_at_once() {
        let alone = preferences((0..60).map(|option| (vec![option], 1)));
        for ballots in [alone, Preferences::default()] {
            let rounds = rounds(&ballots, 60, |option| option);
            assert_eq!(possible_winners(&ballots, &rounds), Some((0..60).collect()));
        }
    }

    proptest! {
        #[test]
        fn the_search_finds_the_winners_of_every_way(
            ballots in prop::collection::vec(
                (prop::sample::subsequence(vec![0, 1, 2, 3, 4], 0..5).prop_shuffle(), 1u64..3),
                0..12,
            ),
            lot in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(),
        ) {
            let ballots = preferences(ballots);
            let rounds = rounds(&ballots, 5, |option| lot[option]);
            let possible = possible_winners(&ballots, &rounds).unwrap();
            prop_assert_eq!(&winners_of_every_way(&ballots, vec![true; 5]), &possible);
            prop_assert!(possible.contains(&rounds.last().unwrap().counts[0].0));
        }
    }
}
