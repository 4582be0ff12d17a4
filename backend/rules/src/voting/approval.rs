use std::collections::BTreeMap;

use super::{Ballot, BallotFault, Counted, Line, Mark, Method, MethodFault, Paper, Standing};
use crate::results::share;

/// Pick up to N: the most widely supported options come first (Brams & Fishburn, APSR 72, 1978).
///
/// A mark is worth 1. An empty ballot is blank whatever the fewest; one with too few, too many or a repeat is invalid
/// as a whole. The share is of the valid ballots.
pub(super) struct Approval;

const AT_LEAST: &str = "at_least";
const AT_MOST: &str = "at_most";

impl Approval {
    /// Fewest and most options; a most of 0 means no limit.
    fn bounds(&self, paper: &Paper) -> (usize, usize) {
        let limit = |name| usize::try_from(self.setting(paper, name)).unwrap_or(0);
        match (limit(AT_LEAST), limit(AT_MOST)) {
            (least, 0) => (least, paper.options.len()),
            bounds => bounds,
        }
    }
}

impl Method for Approval {
    fn key(&self) -> &'static str {
        "approval"
    }

    fn settings(&self) -> &'static [(&'static str, i64)] {
        &[(AT_LEAST, 0), (AT_MOST, 0)]
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let negative = [AT_LEAST, AT_MOST].iter().any(|name| self.setting(paper, name) < 0);
        let (least, most) = self.bounds(paper);
        let impossible = negative || least > most || most > paper.options.len();
        impossible
            .then_some(MethodFault::ChoiceBounds { options: paper.options.len() })
            .into_iter()
            .collect()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        match marked.trim() {
            "" | "1" | "on" => Ok(Mark { option: option.to_owned(), value: 1 }),
            _ => Err(BallotFault::UnknownMark),
        }
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ballot.check_options(paper)?;
        if ballot.marks.iter().any(|mark| mark.value != 1) {
            return Err(BallotFault::UnknownMark);
        }
        let (least, most) = self.bounds(paper);
        match ballot.marks.len() {
            0 => Ok(Standing::Blank),
            got if got < least => Err(BallotFault::TooFew { least: least as u32 }),
            got if got > most => Err(BallotFault::TooMany { most: most as u32, got }),
            _ => Ok(Standing::Valid),
        }
    }

    fn count(&self, valid: &[Counted], paper: &Paper) -> Vec<Line> {
        let mut scores: BTreeMap<&str, u64> = BTreeMap::new();
        for counted in valid {
            for mark in &counted.ballot.marks {
                *scores.entry(&mark.option).or_default() += counted.times;
            }
        }
        let votes = valid.iter().map(|counted| counted.times).sum();
        let line = |option: &String| {
            let score = scores.get(option.as_str()).copied().unwrap_or(0);
            Line {
                option: option.clone(),
                rank: 0,
                score: i64::try_from(score).unwrap_or(i64::MAX),
                share: share(score, votes),
                figures: BTreeMap::new(),
                order: vec![score as f64],
            }
        };
        paper.options.iter().map(line).collect()
    }
}
