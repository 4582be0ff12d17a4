//! Which groups are shown, if any.

use std::cmp::Ordering;

use super::clusters::{Partition, clearest};
use super::landscape::{ENOUGH_VOTERS, Landscape};
use super::permutation::beats_chance;
use super::{Shape, Votes};

/// People that a group has at least, and the share of the active voters, in percent.
pub(super) const SMALLEST_GROUP: usize = 5;
pub(super) const SMALLEST_SHARE: usize = 10;

/// Statements under which nothing is said of groups: one alone sorts people by itself.
const ENOUGH_STATEMENTS: usize = 2;

/// The parts that count in the score.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    /// What the positions look like.
    pub shape: Shape,
    /// How many parts there are: groups, the two halves of a continuum, or everyone.
    pub parts: usize,
    /// The part of each voter, in the order of the votes.
    pub classes: Vec<Option<u8>>,
}

impl Shown {
    /// Groups where they are large enough and clearer than chance, else the halves of the first axis; everyone as one
    /// where they are too few, or all at one place.
    pub(super) fn of(votes: &Votes, landscape: &Landscape) -> Self {
        if landscape.active.len() < ENOUGH_VOTERS || votes.counting().count() < ENOUGH_STATEMENTS {
            let classes = vec![Some(0); votes.voters().len()];
            return Self { shape: Shape::TooFew, parts: usize::from(!classes.is_empty()), classes };
        }
        if let Some(partition) = large_enough(&landscape.partitions)
            && beats_chance(votes, landscape, partition.silhouette)
        {
            let classes = landscape.classes(&partition.labels);
            return Self { shape: Shape::Groups, parts: partition.groups, classes };
        }
        let along: Vec<f64> = landscape
            .active
            .iter()
            .map(|&voter| landscape.positions[voter].x)
            .collect();
        let (parts, halves) = halves(&along);
        let mut classes = vec![None; votes.voters().len()];
        for (&voter, half) in landscape.active.iter().zip(halves) {
            classes[voter] = half;
        }
        Self { shape: if parts > 1 { Shape::Continuum } else { Shape::Alike }, parts, classes }
    }
}

/// The clearest partition whose groups are all large enough.
pub(super) fn large_enough(partitions: &[Partition]) -> Option<&Partition> {
    clearest(partitions.iter().filter(|partition| {
        let large = |size: &usize| *size >= SMALLEST_GROUP && 100 * size >= SMALLEST_SHARE * partition.labels.len();
        partition.sizes().iter().all(large)
    }))
}

/// The part of each voter, by their place along the first axis: those before and those after the middle one, so that the direction
/// of the axis changes nothing. Who is at the middle place joins the smaller side; between sides of one size they are in neither,
/// or a part of their own where they are more than a side. One part when all are at one place.
fn halves(along: &[f64]) -> (usize, Vec<Option<u8>>) {
    let mut sorted = along.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    let before = sorted.iter().filter(|place| **place < high).count();
    let after = sorted.iter().filter(|place| **place > low).count();
    if low < high {
        return (2, along.iter().map(|place| Some(u8::from(*place >= high))).collect());
    }
    let between = along.len() - before - after;
    let (parts, middle) = match before.cmp(&after) {
        _ if between == along.len() => (1, Some(0)),
        Ordering::Less => (2, Some(0)),
        Ordering::Greater => (2, Some(1)),
        Ordering::Equal if between > before => (3, Some(2)),
        Ordering::Equal => (2, None),
    };
    let half = |place: &f64| match place.total_cmp(&low) {
        Ordering::Less => Some(0),
        Ordering::Equal => middle,
        Ordering::Greater => Some(1),
    };
    (parts, along.iter().map(half).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_is_in_the_middle_joins_the_smaller_side() {
        let parts = |along: &[f64]| {
            let (parts, halves) = halves(along);
            (
                parts,
                halves
                    .into_iter()
                    .map(|half| half.map_or(9, u32::from))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(parts(&[3.0, 1.0, 2.0, 4.0]), (2, vec![1, 0, 0, 1]));
        assert_eq!(parts(&[1.0, 2.0, 2.0, 2.0, 3.0, 4.0]), (2, vec![0, 0, 0, 0, 1, 1]));
        assert_eq!(parts(&[2.0, 1.0, 3.0]), (2, vec![9, 0, 1]));
        assert_eq!(parts(&[1.0, 2.0, 2.0, 3.0]), (3, vec![0, 2, 2, 1]));
        assert_eq!(parts(&[1.0, 1.0, 1.0]), (1, vec![0, 0, 0]));
        assert_eq!(parts(&[1.0, 1.0, 2.0]), (2, vec![0, 0, 1]));
    }

    proptest! {
        #[test]
        fn a_mirrored_axis_changes_no_half(along in prop::collection::vec(-3i8..4, 15..40)) {
            let along: Vec<f64> = along.into_iter().map(f64::from).collect();
            let mirrored: Vec<f64> = along.iter().map(|place| -place).collect();
            let (parts, plain) = halves(&along);
            let (same, turned) = halves(&mirrored);
            prop_assert_eq!(parts, same);
            let members = |halves: &[Option<u8>], half: Option<u8>| {
                halves.iter().map(|own| *own == half).collect::<Vec<_>>()
            };
            let sides = if parts == 1 { [Some(0), Some(1)] } else { [Some(1), Some(0)] };
            prop_assert_eq!(members(&plain, Some(0)), members(&turned, sides[0]));
            prop_assert_eq!(members(&plain, Some(1)), members(&turned, sides[1]));
            prop_assert_eq!(members(&plain, Some(2)), members(&turned, Some(2)));
            prop_assert!(parts == 1 || plain.contains(&Some(0)) && plain.contains(&Some(1)));
        }
    }
}
