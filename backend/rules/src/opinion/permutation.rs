//! Whether groups are clearer than those that chance makes: the method finds groups in pure noise too.
//!
//! A permutation test (Pitman, Suppl. J. R. Stat. Soc. 4, 1937): the votes on each statement are dealt anew among those
//! who saw it, so that each statement keeps its tally and each voter what they saw, and only who thinks alike is lost.

use super::Votes;
use super::landscape::Landscape;
use super::lot::Lot;
use super::shown::large_enough;
use super::tallies;

/// How many times votes are dealt anew.
pub(super) const DEALS: u64 = 99;
/// Deals as clear as the votes themselves from which groups are put down to chance: 5 of 100, the votes included.
const TOO_MANY: usize = 5;
/// The deals are the same for all.
const SEED: u64 = 0x6f70_696e_696f_6e73;

/// Whether the silhouette is above the 95th percentile of that of votes dealt anew.
pub(super) fn beats_chance(votes: &Votes, landscape: &Landscape, silhouette: f64) -> bool {
    let columns = columns(votes, landscape);
    let mut dealt = votes.clone();
    let as_clear = (0..DEALS).filter(|deal| {
        deal_anew(&mut dealt, &columns, &mut Lot::new(SEED ^ deal));
        let found = Landscape::of(&dealt);
        large_enough(&found.partitions).is_some_and(|partition| partition.silhouette >= silhouette)
    });
    // Once there are too many, the other deals change nothing.
    as_clear.take(TOO_MANY).count() < TOO_MANY
}

/// The statements that count in an order that does not depend on their numbers.
pub(super) fn order_of_statements(votes: &Votes, landscape: &Landscape) -> Vec<usize> {
    let marks: Vec<[u32; 3]> = tallies::of_all(votes)
        .into_iter()
        .map(|tally| [tally.disagree, tally.pass(), tally.agree])
        .collect();
    let along = &landscape.components.first;
    let mut statements: Vec<usize> = votes.counting().collect();
    statements.sort_by(|&left, &right| {
        let by_marks = marks[left].cmp(&marks[right]);
        by_marks.then(along[left].total_cmp(&along[right]))
    });
    statements
}

/// Where the votes on each statement are, statements and voters in an order that does not depend on their numbers.
fn columns(votes: &Votes, landscape: &Landscape) -> Vec<Vec<usize>> {
    let mut placed: Vec<Vec<(usize, usize)>> = vec![Vec::new(); votes.statements().len()];
    let mut place = 0;
    for (voter, row) in votes.rows().enumerate() {
        for &cell in row {
            placed[cell as usize / 3].push((voter, place));
            place += 1;
        }
    }
    let positions = &landscape.positions;
    let mut ranks = vec![0; positions.len()];
    for (rank, voter) in super::clusters::by_position(positions).into_iter().enumerate() {
        ranks[voter] = rank;
    }
    let column = |statement: usize| {
        let mut column = std::mem::take(&mut placed[statement]);
        column.sort_by_key(|&(voter, _)| ranks[voter]);
        column.into_iter().map(|(_, place)| place).collect()
    };
    order_of_statements(votes, landscape).into_iter().map(column).collect()
}

fn deal_anew(votes: &mut Votes, columns: &[Vec<usize>], lot: &mut Lot) {
    let cells = votes.cells_mut();
    let mut hand = Vec::new();
    for column in columns {
        hand.clear();
        hand.extend(column.iter().map(|&place| cells[place]));
        lot.shuffle(&mut hand);
        column.iter().zip(&hand).for_each(|(&place, &cell)| cells[place] = cell);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::opinion::{Cast, StatementId, Vote, VoterId};

    #[test]
    fn dealing_keeps_tallies_and_what_each_voter_saw() {
        let cast = (0..300u128).map(|number| {
            let vote = Vote::ALL[(number * number % 7 % 3) as usize];
            Cast { voter: VoterId(number % 23), statement: StatementId(number / 23), vote }
        });
        let votes = Votes::new(cast, &BTreeMap::new());
        let mut dealt = votes.clone();
        deal_anew(&mut dealt, &columns(&votes, &Landscape::of(&votes)), &mut Lot::new(1));
        assert_eq!(tallies::of_all(&votes), tallies::of_all(&dealt));
        let seen = |votes: &Votes| {
            votes
                .rows()
                .map(|row| row.iter().map(|cell| cell / 3).collect())
                .collect::<Vec<Vec<u32>>>()
        };
        assert_eq!(seen(&votes), seen(&dealt));
        assert!(votes.rows().ne(dealt.rows()), "something has moved");
    }
}
