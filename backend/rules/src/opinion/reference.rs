//! The figures of the Polis method as others compute them, to compare with: complete, and not for publication.

use super::clusters::clearest;
use super::components::Position;
use super::landscape::Landscape;
use super::representative::{Stands, select, stands_of_groups};
use super::votes::{StatementId, VoterId, Votes};
use super::{consensus, tallies};

/// Positions, groups and statements of one conversation. It names voters: it is never published.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Every voter, by ascending number.
    pub positions: Vec<(VoterId, Position)>,
    /// The groups, the largest first, of voters with enough votes; none when all stand at the same place.
    pub groups: Vec<Vec<VoterId>>,
    /// Group-informed consensus of every statement that counts, by ascending number.
    pub consensus: Vec<(StatementId, f64)>,
    /// What sets each group apart, at most five statements.
    pub representative: Vec<Vec<StatementId>>,
}

/// The complete figures of the votes.
pub fn reference(votes: &Votes) -> Reference {
    let landscape = Landscape::of(votes);
    let counting: Vec<usize> = votes.counting().collect();
    let partition = clearest(&landscape.partitions);
    let groups = partition.map_or(0, |partition| partition.groups);
    let classes = landscape.classes(partition.map_or(&[], |partition| &partition.labels));
    let tallies = tallies::by_class(votes, &classes, groups);
    let named = |group: usize| {
        let members = votes.voters().iter().zip(&classes);
        members
            .filter(|(_, class)| class.map(usize::from) == Some(group))
            .map(|(voter, _)| *voter)
            .collect()
    };
    let consensus =
        |&statement: &usize| (votes.statements()[statement], consensus::group_informed(&tallies, statement));
    let selected = |stands: &Vec<Stands>| {
        let sufficient = |stands: &Stands| stands.agree.sufficient() || stands.disagree.sufficient();
        let selected = select(stands, sufficient);
        selected
            .into_iter()
            .map(|stand| votes.statements()[stand.statement])
            .collect()
    };
    Reference {
        positions: votes
            .voters()
            .iter()
            .copied()
            .zip(landscape.positions.iter().copied())
            .collect(),
        groups: (0..groups).map(named).collect(),
        consensus: counting.iter().map(consensus).collect(),
        representative: stands_of_groups(&tallies, &counting).iter().map(selected).collect(),
    }
}
