//! Which groups are shown, if any.

use super::clusters::{Partition, by_position, clearest};
use super::components::Position;
use super::landscape::{ENOUGH_VOTERS, Landscape};
use super::permutation::beats_chance;
use super::{Shape, Votes};

/// People that a group has at least, and the share of the active voters, in percent.
pub(super) const SMALLEST_GROUP: usize = 5;
pub(super) const SMALLEST_SHARE: usize = 10;

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
    /// where they are too few.
    pub(super) fn of(votes: &Votes, landscape: &Landscape) -> Self {
        if landscape.active.len() < ENOUGH_VOTERS {
            let classes = vec![Some(0); votes.voters().len()];
            return Self { shape: Shape::TooFew, parts: usize::from(!classes.is_empty()), classes };
        }
        if let Some(partition) = large_enough(&landscape.partitions)
            && beats_chance(votes, landscape, partition.silhouette)
        {
            let classes = landscape.classes(&partition.labels);
            return Self { shape: Shape::Groups, parts: partition.groups, classes };
        }
        let (parts, labels) = halves(landscape);
        Self { shape: Shape::Continuum, parts, classes: landscape.classes(&labels) }
    }
}

/// The clearest partition whose groups are all large enough.
pub(super) fn large_enough(partitions: &[Partition]) -> Option<&Partition> {
    clearest(partitions.iter().filter(|partition| {
        let large = |size: &usize| *size >= SMALLEST_GROUP && 100 * size >= SMALLEST_SHARE * partition.labels.len();
        partition.sizes().iter().all(large)
    }))
}

/// The active voters on either side of the middle one on the first axis; those at the same place stay together. One part
/// when all are at one place.
fn halves(landscape: &Landscape) -> (usize, Vec<u8>) {
    let positions: Vec<Position> = landscape
        .active
        .iter()
        .map(|&voter| landscape.positions[voter])
        .collect();
    let order = by_position(&positions);
    let (first, middle) = (positions[order[0]].x, positions[order[order.len() / 2]].x);
    if first < middle {
        return (
            2,
            positions
                .iter()
                .map(|position| u8::from(position.x >= middle))
                .collect(),
        );
    }
    let beyond: Vec<u8> = positions.iter().map(|position| u8::from(position.x > middle)).collect();
    (1 + usize::from(beyond.contains(&1)), beyond)
}
