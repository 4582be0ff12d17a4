//! What voters declared of themselves: yes or no to the few questions that a consultation asks in order to protect the small group.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{VoterId, Votes};

/// The voters who gave one answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stratum {
    /// Place of the question among those of the consultation, from 0.
    pub question: u16,
    /// The answer.
    pub yes: bool,
}

/// Each voter's declarations. Whoever did not answer a question is in none of its strata.
#[derive(Clone, Debug, Default)]
pub struct Strata {
    questions: BTreeMap<u16, BTreeMap<VoterId, bool>>,
}

impl Strata {
    /// The declarations; the last answer of a voter to a question wins.
    pub fn new(declared: impl IntoIterator<Item = (VoterId, Stratum)>) -> Self {
        let mut strata = Self::default();
        for (voter, stratum) in declared {
            strata
                .questions
                .entry(stratum.question)
                .or_default()
                .insert(voter, stratum.yes);
        }
        strata
    }

    /// The strata of one voter.
    pub fn of(&self, voter: VoterId) -> Vec<Stratum> {
        let answers = self.questions.iter();
        answers
            .filter_map(|(&question, answers)| answers.get(&voter).map(|&yes| Stratum { question, yes }))
            .collect()
    }

    /// For each question, the class of each voter of `votes`: 0 for yes, 1 for no, none without an answer.
    pub(super) fn classes(&self, votes: &Votes) -> Vec<(u16, Vec<Option<u8>>)> {
        let class = |answers: &BTreeMap<VoterId, bool>| {
            votes
                .voters()
                .iter()
                .map(|voter| answers.get(voter).map(|&yes| u8::from(!yes)))
                .collect()
        };
        self.questions
            .iter()
            .map(|(&question, answers)| (question, class(answers)))
            .collect()
    }
}
