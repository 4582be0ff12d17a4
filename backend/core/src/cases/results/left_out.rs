//! What results do not show besides what was refused: nobody is told that all is shown while something waits or is hidden.

use tablee_rules::opinion::StatementAnalysis;
use tablee_rules::voting::{Marking, VOLUNTEERS, method};

use super::{Outcome, PhaseResults, QuestionDetail};
use crate::cases::moderation::Subject;

/// What results do not show, besides what was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What a facilitator has yet to read, and how many of it; nothing where there is nothing to read.
    pub waiting: Option<(Subject, u64)>,
    /// Words that were taken down since the publication.
    pub taken_down: u64,
    /// Whether figures are hidden because few people stand behind them.
    pub hidden: bool,
}

impl LeftOut {
    /// Whether all of it is shown.
    pub fn is_nothing(&self) -> bool {
        self.waiting.is_none() && self.taken_down == 0 && !self.hidden
    }
}

impl PhaseResults {
    /// What these results do not show, besides what was refused.
    pub fn left_out(&self) -> LeftOut {
        let (subject, waiting) = match &self.outcome {
            Outcome::Questionnaire(outcome) => {
                (Subject::FreeText, outcome.questions.iter().map(|question| question.texts_waiting).sum())
            }
            Outcome::Proposal(outcome) => (Subject::Proposal, outcome.waiting),
            Outcome::Opinion(outcome) => (Subject::Statement, outcome.waiting),
            Outcome::Decision(_) => (Subject::Proposal, 0),
        };
        LeftOut {
            waiting: (waiting > 0).then_some((subject, waiting)),
            taken_down: self.taken_down,
            hidden: self.channels.iter().any(|channel| channel.count.is_none()) || hides_figures(&self.outcome),
        }
    }
}

fn hides_figures(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Questionnaire(outcome) => outcome.questions.iter().any(|question| match &question.detail {
            QuestionDetail::Texts => false,
            QuestionDetail::Choices { lines, .. } | QuestionDetail::Scale { lines, .. } => {
                lines.iter().any(|line| line.count.is_none())
            }
            QuestionDetail::Numbers { bars, .. } => bars.iter().any(|(_, _, bar)| bar.count.is_none()),
        }),
        Outcome::Opinion(outcome) => {
            let few = |statement: &super::StatementFigures| statement.opinions.is_none() && statement.seen > 0;
            let analysis = &outcome.analysis;
            let hides = |statement: &StatementAnalysis| {
                let parts = statement.groups.iter().chain(&statement.strata);
                statement.all.is_none() || parts.into_iter().any(Option::is_none)
            };
            outcome.statements.iter().any(few)
                || analysis.strata.iter().any(|stratum| stratum.people.is_none())
                || analysis.statements.iter().any(hides)
        }
        Outcome::Decision(outcome) => {
            let asks_people = method(&outcome.rules.method).is_some_and(|method| method.marking() == Marking::Answer);
            asks_people
                && outcome
                    .tally
                    .lines
                    .iter()
                    .any(|line| !line.figures.contains_key(VOLUNTEERS))
        }
        Outcome::Proposal(_) => false,
    }
}
