use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{BallotFault, Paper, places::Places};

/// A ballot of any method: what was marked beside which option. The JSON form is stable: `{"marks":[{"option":"a","value":1}]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ballot {
    /// Marked options; those left alone are not in it.
    pub marks: Vec<Mark>,
}

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

    /// The value marked beside an option.
    pub fn value(&self, option: &str) -> Option<i64> {
        self.marks
            .iter()
            .find(|mark| mark.option == option)
            .map(|mark| mark.value)
    }

    /// Refuses options that are not on the paper and options marked twice.
    pub(super) fn check_options(&self, paper: &Paper) -> Result<(), BallotFault> {
        // Kept ballots are in the order of the paper, so that one walk along it meets every mark.
        let mut rest = paper.options.iter();
        if self.marks.iter().all(|mark| rest.any(|option| *option == mark.option)) {
            return Ok(());
        }
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
    pub(super) fn in_order_of(mut self, paper: &Paper) -> Result<Self, BallotFault> {
        self.check_options(paper)?;
        let place = |mark: &Mark| paper.options.iter().position(|option| *option == mark.option);
        self.marks.sort_by_key(place);
        Ok(self)
    }
}

impl Counted {
    /// A ballot cast once.
    pub fn once(ballot: Ballot) -> Self {
        Self { ballot, times: 1 }
    }
}
