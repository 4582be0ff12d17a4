//! Schulze's method against its definition, path by path.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::*;

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// The strength of a link or a path: votes for it, then how few there are against it.
type Strength = (u64, Reverse<u64>);

/// The strongest of all paths that pass each option once at most: the strength of a path is that of its weakest link.
fn strongest(pairs: &[Vec<u64>], path: &[usize], so_far: Option<Strength>, to: usize) -> Option<Strength> {
    let from = *path.last().unwrap();
    let ahead = (0..pairs.len()).filter(|next| !path.contains(next) && pairs[from][*next] > pairs[*next][from]);
    let by = ahead.filter_map(|next| {
        let link = (pairs[from][next], Reverse(pairs[next][from]));
        let weakest = so_far.map_or(link, |so_far| so_far.min(link));
        if next == to { Some(weakest) } else { strongest(pairs, &[path, &[next]].concat(), Some(weakest), to) }
    });
    by.max()
}

/// Layers of options that none of those left is ahead of.
fn layers(pairs: &[Vec<u64>]) -> Vec<Vec<String>> {
    let ahead = |one: usize, other: usize| {
        one != other && strongest(pairs, &[one], None, other) > strongest(pairs, &[other], None, one)
    };
    let (mut left, mut layers): (Vec<usize>, Vec<Vec<String>>) = ((0..pairs.len()).collect(), Vec::new());
    while !left.is_empty() {
        let beaten = |option: &usize| left.iter().any(|other| ahead(*other, *option));
        let (behind, first): (Vec<usize>, Vec<usize>) = left.iter().partition(|option| beaten(option));
        layers.push(first.into_iter().map(|option| IDS[option].to_owned()).collect());
        left = behind;
    }
    layers
}

proptest! {
    #[test]
    fn the_order_is_that_of_the_strongest_of_all_paths(
        ballots in prop::collection::vec((1u64..6, prop::collection::vec(0i64..6, 5)), 0..9),
    ) {
        // A rank of 0 leaves the option out.
        let ballot = |(times, ranks): &(u64, Vec<i64>)| {
            let ranked = IDS.iter().zip(ranks).filter(|(_, rank)| **rank > 0);
            let marks = ranked.map(|(option, rank)| Mark { option: (*option).to_owned(), value: *rank });
            Counted { ballot: Ballot { marks: marks.collect() }, times: *times }
        };
        let ballots: Vec<Counted> = ballots.iter().map(ballot).collect();
        let tally = method("schulze").unwrap().tally(&ballots, &paper(&IDS, 1, &[]), &lot());
        for (row, above) in tally.working.pairs.iter().enumerate() {
            for (column, count) in above.iter().enumerate() {
                let rank = |counted: &Counted, option: usize| counted.ballot.value(IDS[option]).unwrap_or(9);
                let prefer = ballots.iter().filter(|counted| rank(counted, row) < rank(counted, column));
                prop_assert_eq!(prefer.map(|counted| counted.times).sum::<u64>(), *count);
            }
        }
        prop_assert_eq!(&tally.ranking, &layers(&tally.working.pairs));
    }
}
