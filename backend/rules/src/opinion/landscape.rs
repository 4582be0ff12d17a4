//! Where all voters stand and how the active ones can be sorted into groups: what every figure starts from.

use super::clusters::{Partition, by_position, partitions};
use super::components::{Components, Position};
use super::tallies;
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
        let active = active(votes, &positions);
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

/// Voters with enough votes, those on statements left out included. They are filled up with the most active others; among equals by
/// how others received what they voted on, then by position: never by their numbers.
fn active(votes: &Votes, positions: &[Position]) -> Vec<usize> {
    let enough = ENOUGH_VOTES.min(votes.statements().len());
    let mut ranked = by_position(positions);
    ranked.sort_by_key(|&voter| std::cmp::Reverse(votes.cast_by(voter)));
    let qualified = ranked.iter().filter(|&&voter| votes.cast_by(voter) >= enough).count();
    let wanted = qualified.max(ENOUGH_VOTERS);
    if qualified < wanted && wanted < ranked.len() {
        let least = votes.cast_by(ranked[wanted - 1]);
        let start = ranked.partition_point(|&voter| votes.cast_by(voter) > least);
        let end = ranked.partition_point(|&voter| votes.cast_by(voter) >= least);
        sort_by_company(votes, &mut ranked[start..end]);
    }
    ranked.truncate(wanted);
    ranked.sort_unstable();
    ranked
}

/// Sorts voters by their votes, each with how all voters received its statement.
fn sort_by_company(votes: &Votes, voters: &mut [usize]) {
    let all = tallies::of_all(votes);
    let rows: Vec<&[u32]> = votes.rows().collect();
    let company = |cell: &u32| {
        let tally = all[*cell as usize / 3];
        (cell % 3, tally.agree, tally.disagree, tally.seen)
    };
    voters.sort_by_cached_key(|&voter| {
        let mut company: Vec<_> = rows[voter].iter().map(company).collect();
        company.sort_unstable();
        company
    });
}
