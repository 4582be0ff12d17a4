//! What one voter says of all statements together, as it is kept and committed to.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Cast, StatementId, Vote, VoterId};

/// A voter's votes, by ascending number of the statement: the same votes are always written alike. Empty when they were taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sheet {
    votes: Vec<SheetVote>,
}

/// One vote of a sheet. Written out, `vote` is a mark: 1, 0 or −1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetVote {
    /// The statement.
    pub statement: StatementId,
    /// What is said of it.
    #[serde(serialize_with = "write_mark", deserialize_with = "read_mark")]
    pub vote: Vote,
}

impl Sheet {
    /// The sheet with these votes; the last one on a statement wins.
    pub fn of(votes: impl IntoIterator<Item = (StatementId, Vote)>) -> Self {
        let by_statement: std::collections::BTreeMap<_, _> = votes.into_iter().collect();
        let votes = by_statement
            .into_iter()
            .map(|(statement, vote)| SheetVote { statement, vote });
        Self { votes: votes.collect() }
    }

    /// The votes, by ascending number of the statement.
    pub fn votes(&self) -> &[SheetVote] {
        &self.votes
    }

    /// The same votes as those of a voter.
    pub fn cast_by(&self, voter: VoterId) -> impl Iterator<Item = Cast> {
        self.votes
            .iter()
            .map(move |&SheetVote { statement, vote }| Cast { voter, statement, vote })
    }
}

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            votes: Vec<SheetVote>,
        }
        let Written { votes } = Written::deserialize(deserializer)?;
        if votes.is_sorted_by(|left, right| left.statement < right.statement) {
            Ok(Self { votes })
        } else {
            Err(de::Error::custom("votes of a sheet are by ascending number of the statement, one for each"))
        }
    }
}

fn write_mark<S: Serializer>(vote: &Vote, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(vote.mark())
}

fn read_mark<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vote, D::Error> {
    let mark = i32::deserialize(deserializer)?;
    Vote::from_mark(mark).ok_or_else(|| de::Error::custom("a vote is 1, 0 or -1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_always_written_alike_and_read_back() {
        let votes = [(StatementId(7), Vote::Pass), (StatementId(2), Vote::Agree), (StatementId(7), Vote::Disagree)];
        let sheet = Sheet::of(votes);
        let written = serde_json::to_string(&sheet).expect("JSON");
        let (two, seven) = (format!("{:032x}", 2), format!("{:032x}", 7));
        let expected = format!(r#"{{"votes":[{{"statement":"{two}","vote":1}},{{"statement":"{seven}","vote":-1}}]}}"#);
        assert_eq!(written, expected);
        assert_eq!(serde_json::from_str::<Sheet>(&written).expect("read back"), sheet);
        assert_eq!(serde_json::to_string(&Sheet::default()).expect("JSON"), r#"{"votes":[]}"#);
    }

    #[test]
    fn other_sheets_are_not_read() {
        let vote = |number: u128, vote: i32| format!(r#"{{"statement":"{number:032x}","vote":{vote}}}"#);
        for votes in [vote(1, 2), format!("{},{}", vote(2, 1), vote(1, 1)), format!("{},{}", vote(1, 1), vote(1, 0))] {
            let written = format!(r#"{{"votes":[{votes}]}}"#);
            assert!(serde_json::from_str::<Sheet>(&written).is_err(), "{written}");
        }
        assert!(serde_json::from_str::<Sheet>(r#"{"votes":[],"name":"x"}"#).is_err());
    }
}
