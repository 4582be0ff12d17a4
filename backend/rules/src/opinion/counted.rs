//! All tallies that an analysis speaks of, complete: what may be told of them is decided later.

use super::landscape::Landscape;
use super::shown::Shown;
use super::tallies::{Tally, by_class, of_all};
use super::{StatementId, Strata, Stratum, Votes, bridging};

/// Votes on one statement under which a stratum is not heard.
const ENOUGH: u32 = bridging::ENOUGH;

/// The tallies of everyone, of the parts that count in the score, and of each question's strata, statement by statement.
pub(super) struct Counted {
    /// The parts.
    pub shown: Shown,
    /// Everyone.
    pub all: Vec<Tally>,
    /// Each part.
    pub parts: Vec<Vec<Tally>>,
    /// Those who answered yes and those who answered no to each question.
    pub questions: Vec<Question>,
}

/// One declared question.
pub(super) struct Question {
    /// Its place among the questions.
    pub question: u16,
    /// How many voters answered yes, and no.
    pub people: [u32; 2],
    /// The tallies of either.
    pub tallies: Vec<Vec<Tally>>,
}

impl Question {
    /// Its two strata.
    pub(super) fn strata(&self) -> [Stratum; 2] {
        [true, false].map(|yes| Stratum { question: self.question, yes })
    }

    /// How its strata received a statement.
    pub(super) fn on(&self, statement: usize) -> [Tally; 2] {
        [self.tallies[0][statement], self.tallies[1][statement]]
    }
}

impl Counted {
    /// Counts the votes for these parts, beside the strata of these questions.
    pub(super) fn of(votes: &Votes, questions: Vec<Question>, shown: Shown) -> Self {
        let parts = by_class(votes, &shown.classes, shown.parts);
        Self { shown, all: of_all(votes), parts, questions }
    }

    /// How the parts received a statement.
    pub(super) fn of_parts(&self, statement: usize) -> Vec<Tally> {
        self.parts.iter().map(|part| part[statement]).collect()
    }

    /// How the strata received a statement, question by question.
    pub(super) fn of_questions(&self, statement: usize) -> Vec<[Tally; 2]> {
        self.questions.iter().map(|question| question.on(statement)).collect()
    }

    /// How far a statement brings people together, between 0 and 1.
    pub(super) fn score(&self, statement: usize) -> f64 {
        bridging::score(&self.of_parts(statement), &self.of_questions(statement))
    }
}

/// The tallies of the strata of each question.
pub(super) fn questions(votes: &Votes, strata: &Strata) -> Vec<Question> {
    let question = |(question, classes): (u16, Vec<Option<u8>>)| {
        let people = [0, 1].map(|class| classes.iter().filter(|own| **own == Some(class)).count() as u32);
        Question { question, people, tallies: by_class(votes, &classes, 2) }
    };
    strata.classes(votes).into_iter().map(question).collect()
}

/// The strata of which too few voted on a statement.
pub(super) fn too_few(questions: &[Question], statement: usize) -> Vec<Stratum> {
    let of_question = |question: &Question| {
        let strata = question.strata().into_iter().zip(question.on(statement));
        strata
            .filter(|(_, tally)| tally.seen < ENOUGH)
            .map(|(stratum, _)| stratum)
            .collect::<Vec<_>>()
    };
    questions.iter().flat_map(of_question).collect()
}

/// How far each statement that counts brings people together, by ascending number: complete, and not for publication.
pub fn bridging_scores(votes: &Votes, strata: &Strata) -> Vec<(StatementId, f64)> {
    let landscape = Landscape::of(votes);
    let counted = Counted::of(votes, questions(votes, strata), Shown::of(votes, &landscape));
    votes
        .counting()
        .map(|statement| (votes.statements()[statement], counted.score(statement)))
        .collect()
}
