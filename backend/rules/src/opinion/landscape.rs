//! Where all voters stand and how the active ones can be sorted into groups: what every figure starts from.

use super::clusters::{Partition, partitions};
use super::components::{Components, Position};
use super::votes::Votes;

/// Votes from which a voter is placed in a group, or as many as there are statements.
pub(super) const ENOUGH_VOTES: usize = 7;
/// Fewer voters than this are filled up with the most active others.
pub(super) const ENOUGH_VOTERS: usize = 15;

/// Positions of all voters and groups of the active ones.
#[derive(Clone, Debug)]
pub(super) struct Landscape {
    /// The axes.
    pub components: Components,
    /// Each voter, in the order of the votes.
    pub positions: Vec<Position>,
    /// Places of the voters who voted on enough statements, ascending.
    pub active: Vec<usize>,
    /// The active voters sorted into each possible number of groups; none when all stand at the same place.
    pub partitions: Vec<Partition>,
}

impl Landscape {
    /// The landscape of these votes.
    pub(super) fn of(votes: &Votes) -> Self {
        let components = Components::of(votes);
        let positions = components.positions(votes);
        let active = active(votes);
        // One statement or one voter tells nothing.
        let tells = votes.statements().len() >= 2 && active.len() >= 2;
        let active_positions: Vec<Position> = active.iter().map(|&voter| positions[voter]).collect();
        let partitions = if tells { partitions(&active_positions) } else { Vec::new() };
        Self { components, positions, active, partitions }
    }

    /// The class of each voter when active voters have these labels.
    pub(super) fn classes(&self, labels: &[u8]) -> Vec<Option<u8>> {
        let mut classes = vec![None; self.positions.len()];
        for (&voter, &label) in self.active.iter().zip(labels) {
            classes[voter] = Some(label);
        }
        classes
    }
}

/// Voters with enough votes, those on statements left out included; among equals the first fill up.
fn active(votes: &Votes) -> Vec<usize> {
    let enough = ENOUGH_VOTES.min(votes.statements().len());
    let mut ranked: Vec<usize> = (0..votes.voters().len()).collect();
    ranked.sort_by_key(|&voter| std::cmp::Reverse(votes.cast_by(voter)));
    let qualified = ranked.iter().filter(|&&voter| votes.cast_by(voter) >= enough).count();
    ranked.truncate(qualified.max(ENOUGH_VOTERS));
    ranked.sort_unstable();
    ranked
}
