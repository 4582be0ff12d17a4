//! Who said what of which statement, kept sparse.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Vote;

/// A voter, by a number that says nothing about them. It is never written out: no `Serialize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoterId(pub u128);

/// A statement, by its number. Written out as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u128);

impl Serialize for StatementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:032x}", self.0))
    }
}

impl<'de> Deserialize<'de> for StatementId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// A vote on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Who votes.
    pub voter: VoterId,
    /// On what.
    pub statement: StatementId,
    /// What they say.
    pub vote: Vote,
}

/// Why a statement counts for nothing in the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Moderation turned it down.
    Rejected,
    /// It asks who the voter is rather than what they think; it is shown first and forms no group.
    Meta,
}

/// The votes of a phase: voters with at least one vote and statements with at least one vote, both by ascending number.
///
/// Invariants: each voter has one vote at most on a statement; a row's statements ascend.
#[derive(Clone, Debug)]
pub struct Votes {
    voters: Vec<VoterId>,
    statements: Vec<StatementId>,
    left_out: Vec<Option<LeftOut>>,
    /// Row `v` is `cells[starts[v]..starts[v + 1]]`.
    starts: Vec<usize>,
    /// Three times the statement's place, plus 0 for a disagreement, 1 for a pass, 2 for an agreement: one number a vote,
    /// which is its place in any table of three columns a statement.
    cells: Vec<u32>,
}

impl Votes {
    /// The votes in the order in which they were cast: the last one of a voter on a statement wins.
    pub fn new(cast: impl IntoIterator<Item = Cast>, left_out: &BTreeMap<StatementId, LeftOut>) -> Self {
        let (mut voters, mut statements) = (Numbering::default(), Numbering::default());
        let met: Vec<(u32, u32, i8)> = cast
            .into_iter()
            .map(|cast| (voters.number(cast.voter), statements.number(cast.statement), cast.vote.mark() as i8))
            .collect();
        let (voters, voter_places) = voters.sorted();
        let (statements, statement_places) = statements.sorted();
        let mut starts = vec![0; voters.len() + 1];
        for &(voter, ..) in &met {
            starts[voter_places[voter as usize] as usize + 1] += 1;
        }
        for voter in 0..voters.len() {
            starts[voter + 1] += starts[voter];
        }
        let mut cells = vec![0; met.len()];
        let mut ends = starts.clone();
        for (voter, statement, mark) in met {
            let end = &mut ends[voter_places[voter as usize] as usize];
            cells[*end] = 3 * statement_places[statement as usize] + (mark + 1) as u32;
            *end += 1;
        }
        let left_out = statements
            .iter()
            .map(|statement| left_out.get(statement).copied())
            .collect();
        let mut votes = Self { voters, statements, left_out, starts, cells };
        votes.keep_last_votes();
        votes
    }

    /// Sorts each row by statement and drops all but the last vote on each.
    fn keep_last_votes(&mut self) {
        let mut kept = 0;
        for voter in 0..self.voters.len() {
            let (start, end) = (self.starts[voter], self.starts[voter + 1]);
            self.starts[voter] = kept;
            self.cells[start..end].sort_by_key(|cell| cell / 3);
            for place in start..end {
                let cell = self.cells[place];
                if place + 1 == end || self.cells[place + 1] / 3 != cell / 3 {
                    self.cells[kept] = cell;
                    kept += 1;
                }
            }
        }
        self.cells.truncate(kept);
        if let Some(end) = self.starts.last_mut() {
            *end = kept;
        }
    }

    /// The voters, by ascending number.
    pub fn voters(&self) -> &[VoterId] {
        &self.voters
    }

    /// The statements that anyone voted on, by ascending number.
    pub fn statements(&self) -> &[StatementId] {
        &self.statements
    }

    /// How many votes there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nobody has voted.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Why the statement of that place is left out, if it is.
    pub(super) fn left_out(&self, statement: usize) -> Option<LeftOut> {
        self.left_out[statement]
    }

    /// Places of the statements that count.
    pub(super) fn counting(&self) -> impl Iterator<Item = usize> {
        (0..self.statements.len()).filter(|&statement| self.left_out[statement].is_none())
    }

    /// How many votes the voter of that place cast.
    pub(super) fn cast_by(&self, voter: usize) -> usize {
        self.starts[voter + 1] - self.starts[voter]
    }

    /// The rows: for each voter, places of their votes in tables of three columns a statement.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.cells[ends[0]..ends[1]])
    }

    /// The same votes with these statements left out too, by their places.
    pub(super) fn leaving_out(&self, statements: &[usize]) -> Self {
        let mut votes = self.clone();
        statements
            .iter()
            .for_each(|&statement| votes.left_out[statement] = Some(LeftOut::Rejected));
        votes
    }

    /// All cells, row after row, to be moved within their statement.
    pub(super) fn cells_mut(&mut self) -> &mut [u32] {
        &mut self.cells
    }
}

/// Numbers from 0 in the order met.
struct Numbering<T> {
    numbers: HashMap<T, u32>,
    /// Votes mostly come voter by voter.
    last: Option<(T, u32)>,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), last: None }
    }
}

impl<T: Copy + Eq + Hash + Ord> Numbering<T> {
    fn number(&mut self, item: T) -> u32 {
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == item) {
            return number;
        }
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(item).or_insert(next);
        self.last = Some((item, number));
        number
    }

    /// The items in ascending order, and the place of each number among them.
    fn sorted(self) -> (Vec<T>, Vec<u32>) {
        let mut items: Vec<(T, u32)> = self.numbers.into_iter().collect();
        items.sort_unstable();
        let mut places = vec![0; items.len()];
        for (place, &(_, number)) in items.iter().enumerate() {
            places[number as usize] = place as u32;
        }
        (items.into_iter().map(|(item, _)| item).collect(), places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast(voter: u128, statement: u128, vote: Vote) -> Cast {
        Cast { voter: VoterId(voter), statement: StatementId(statement), vote }
    }

    #[test]
    fn the_last_vote_on_a_statement_wins() {
        let votes = Votes::new(
            [
                cast(9, 4, Vote::Agree),
                cast(2, 7, Vote::Pass),
                cast(9, 4, Vote::Disagree),
                cast(2, 4, Vote::Agree),
                cast(9, 5, Vote::Pass),
            ],
            &BTreeMap::from([(StatementId(5), LeftOut::Rejected)]),
        );
        assert_eq!(votes.voters(), [VoterId(2), VoterId(9)]);
        assert_eq!(votes.statements(), [StatementId(4), StatementId(5), StatementId(7)]);
        assert_eq!(votes.rows().collect::<Vec<_>>(), [&[2, 7], &[0, 4]]);
        assert_eq!(votes.counting().collect::<Vec<_>>(), [0, 2]);
        assert_eq!((votes.len(), votes.cast_by(1)), (4, 2));
    }

    #[test]
    fn statements_are_written_as_digits() {
        let written = serde_json::to_value(StatementId(u128::MAX - 1)).unwrap();
        assert_eq!(written, "fffffffffffffffffffffffffffffffe");
        assert_eq!(serde_json::from_value::<StatementId>(written).unwrap(), StatementId(u128::MAX - 1));
    }
}
