use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::{BallotFault, Paper, places::Places};

/// A ballot of any method: what was marked beside which option. The JSON form is stable: `{"marks":[{"option":"a","value":1}]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ballot {
    /// Marked options; those left alone are not in it.
    pub marks: Marks,
}

/// Marks of a ballot. Copies share them, so that a count may copy ballots as it likes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "Vec<Mark>")]
pub struct Marks(Arc<[Mark]>);

/// One mark of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// Id of the option.
    pub option: String,
    /// What the mark is worth: the method says what the number means.
    pub value: i64,
}

/// What the mark beside an option means, and so how a page asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marking {
    /// 1 for an option that is chosen.
    #[default]
    Choice,
    /// 1 to agree, −1 to disagree, 0 to pass.
    Opinion,
    /// A grade: 0 for the worst, one less than the setting `grades` for the best.
    Grade,
    /// A rank: 1 for the best.
    Rank,
    /// A number of points.
    Points,
    /// 1 for the answer that is true, among the options that answer the same question.
    Answer,
}

impl Marking {
    /// The stable name: also the folder of the templates that ask for such marks.
    pub fn key(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Opinion => "opinion",
            Self::Grade => "grade",
            Self::Rank => "rank",
            Self::Points => "points",
            Self::Answer => "answer",
        }
    }
}

/// A ballot and how many identical ones there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The ballot.
    pub ballot: Ballot,
    /// How often it was cast.
    pub times: u64,
}

impl Ballot {
    /// A ballot that marks each of these options with 1.
    pub fn of<O: Into<String>>(options: impl IntoIterator<Item = O>) -> Self {
        Self {
            marks: options
                .into_iter()
                .map(|option| Mark { option: option.into(), value: 1 })
                .collect(),
        }
    }

    /// A sheet of paper that breaks the rules, whatever it says: it marks an option that is on no paper, so that no method counts it.
    pub fn spoiled() -> Self {
        Self { marks: vec![Mark { option: String::new(), value: 0 }].into() }
    }

    /// Whether it is [`Ballot::spoiled`].
    pub fn is_spoiled(&self) -> bool {
        *self == Self::spoiled()
    }

    /// The value marked beside an option.
    pub fn value(&self, option: &str) -> Option<i64> {
        self.marks
            .iter()
            .find(|mark| mark.option == option)
            .map(|mark| mark.value)
    }

    /// Refuses options that are not on the paper and options marked twice.
    pub(super) fn check_options(&self, paper: &Paper) -> Result<(), BallotFault> {
        let mut places = Places::of(paper);
        let (mut before, mut in_order) = (None, true);
        for mark in &self.marks {
            let place = places.find(&mark.option).ok_or(BallotFault::UnknownOption)?;
            in_order &= before < Some(place);
            before = Some(place);
        }
        // Marks in the order of the paper are on as many options.
        let distinct = || self.marks.iter().map(|mark| &mark.option).collect::<BTreeSet<_>>();
        if in_order || distinct().len() == self.marks.len() { Ok(()) } else { Err(BallotFault::Repeated) }
    }

    /// The same ballot, marks in the order of the paper, so that identical ballots are written alike.
    pub(super) fn in_order_of(self, paper: &Paper) -> Result<Self, BallotFault> {
        self.check_options(paper)?;
        let place = |mark: &Mark| paper.options.iter().position(|option| *option == mark.option);
        let mut marks = self.marks.to_vec();
        marks.sort_by_key(place);
        Ok(Self { marks: marks.into() })
    }
}

impl Deref for Marks {
    type Target = [Mark];

    fn deref(&self) -> &[Mark] {
        &self.0
    }
}

impl From<Vec<Mark>> for Marks {
    fn from(marks: Vec<Mark>) -> Self {
        Self(marks.into())
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<T: IntoIterator<Item = Mark>>(marks: T) -> Self {
        Self(marks.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Marks {
    type Item = &'a Mark;
    type IntoIter = std::slice::Iter<'a, Mark>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Marks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl Counted {
    /// A ballot cast once.
    pub fn once(ballot: Ballot) -> Self {
        Self { ballot, times: 1 }
    }
}
