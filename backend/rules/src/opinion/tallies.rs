//! How many of a number of voters agree, disagree and pass, statement by statement.

use super::Votes;

/// How some voters received one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Those who agree.
    pub agree: u32,
    /// Those who disagree.
    pub disagree: u32,
    /// Those who saw it: agree, disagree or pass.
    pub seen: u32,
}

impl Tally {
    /// Those of both.
    pub(super) fn with(self, other: Self) -> Self {
        Self { agree: self.agree + other.agree, disagree: self.disagree + other.disagree, seen: self.seen + other.seen }
    }

    /// Those who are not among the others.
    pub(super) fn without(self, others: Self) -> Self {
        Self {
            agree: self.agree - others.agree,
            disagree: self.disagree - others.disagree,
            seen: self.seen - others.seen,
        }
    }

    /// Those who passed.
    pub(super) fn pass(self) -> u32 {
        self.seen - self.agree - self.disagree
    }
}

/// The tallies of each class of voters on each statement. `class_of` gives the class of each voter, in the order of the
/// votes; voters without one are not counted.
pub(super) fn by_class(votes: &Votes, class_of: &[Option<u8>], classes: usize) -> Vec<Vec<Tally>> {
    let mut counts = vec![vec![0u32; 3 * votes.statements().len()]; classes];
    for (row, class) in votes.rows().zip(class_of) {
        if let Some(class) = class {
            let counts = &mut counts[usize::from(*class)];
            row.iter().for_each(|&cell| counts[cell as usize] += 1);
        }
    }
    let tally = |cells: &[u32]| Tally { agree: cells[2], disagree: cells[0], seen: cells.iter().sum() };
    counts
        .iter()
        .map(|counts| counts.chunks_exact(3).map(tally).collect())
        .collect()
}

/// The tallies of all voters.
pub(super) fn of_all(votes: &Votes) -> Vec<Tally> {
    by_class(votes, &vec![Some(0); votes.voters().len()], 1).swap_remove(0)
}
