//! What is concluded from the figures that may be told: lists of the majority, points of vigilance, sentences. From these figures
//! alone, so that whoever holds them comes to the same.

use super::bridging;
use super::tallies::Tally;
use super::{Figures, OpinionAnalysis, Shape, StatementAnalysis, StatementId, consensus, headlines, vigilance};
use crate::results::Share;

impl OpinionAnalysis {
    /// The same figures with what follows from them.
    pub(super) fn concluded(mut self) -> Self {
        self.majority_agrees = majority(&self.statements, |tally| tally.agree);
        self.majority_disagrees = majority(&self.statements, |tally| tally.disagree);
        self.vigilance = vigilance::rejections(&self);
        self.headlines = headlines::headlines(&self);
        self
    }

    /// Whether lists and sentences are those that the figures lead to. The figures must [`hold`](Figures::hold).
    pub fn follows(&self) -> bool {
        self.clone().concluded() == *self
    }

    /// Whether score and mark of a statement of this analysis can be those that its figures lead to; where some are hidden, as far
    /// as the others tell. The figures must [`hold`](Figures::hold).
    pub fn marks_follow(&self, statement: &StatementAnalysis) -> bool {
        let groups = if self.shape == Shape::Groups { self.groups.len() } else { 0 };
        let (strata, rest) = statement.strata.as_chunks::<2>();
        if statement.groups.len() != groups || statement.strata.len() != self.strata.len() || !rest.is_empty() {
            return false;
        }
        let parts = match self.shape {
            Shape::TooFew => vec![statement.all],
            _ => statement.groups.clone(),
        };
        let told = parts.iter().chain(&statement.strata).flatten();
        let agree = told.map(tally).all(bridging::agrees) && statement.too_few_of.is_empty();
        if statement.shared && !agree {
            return false;
        }
        let parts: Option<Vec<Tally>> = parts.iter().map(|figures| figures.as_ref().map(tally)).collect();
        let strata: Option<Vec<[Tally; 2]>> = strata
            .iter()
            .map(|[yes, no]| Some([tally(yes.as_ref()?), tally(no.as_ref()?)]))
            .collect();
        match (self.shape, parts, strata) {
            (Shape::Groups | Shape::TooFew, Some(parts), Some(strata)) => {
                let score = told_score(bridging::score(&parts, &strata));
                // Of few people, the figures of all are told, and no score.
                let hidden = self.shape == Shape::TooFew && statement.score.is_none();
                statement.shared == bridging::shared(&parts, &strata) && (hidden || statement.score == Some(score))
            }
            // The halves of a continuum are not told.
            _ => true,
        }
    }
}

/// A score as it is told.
pub(super) fn told_score(score: f64) -> Share {
    (1_000.0 * score).round() as Share
}

/// The tally behind figures that hold.
pub(super) fn tally(figures: &Figures) -> Tally {
    let natural = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Tally {
        agree: natural(figures.opinions.agree),
        disagree: natural(figures.opinions.disagree),
        seen: natural(figures.opinions.seen()),
    }
}

/// The statements that most voters take that side on, of those that enough voted on for it to be told.
fn majority(statements: &[StatementAnalysis], side: fn(Tally) -> u32) -> Vec<StatementId> {
    let told = statements.iter();
    let told = told.filter_map(|statement| Some((statement.statement, tally(statement.all.as_ref()?))));
    let mut told: Vec<(StatementId, Tally)> = told.collect();
    told.sort_by_key(|(statement, _)| *statement);
    let all: Vec<Tally> = told.iter().map(|(_, tally)| *tally).collect();
    let places: Vec<usize> = (0..all.len()).collect();
    let firm = consensus::majority(&all, &places, side).into_iter();
    firm.map(|place| told[place].0).collect()
}
