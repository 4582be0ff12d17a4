use std::collections::BTreeMap;

use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Method, MethodFault, Paper, Reason, Setting, SettingKind,
    Standing, Summary, Working,
};
use crate::limits;
use crate::results::share;

/// Pick up to N: the most widely supported options come first (Brams & Fishburn, APSR 72, 1978).
///
/// A mark is worth 1. An empty ballot is blank whatever the fewest; one with too few, too many or a repeat is invalid
/// as a whole. The share is of the valid ballots.
pub(super) struct Approval;

const AT_LEAST: &str = "at_least";
const AT_MOST: &str = "at_most";
const VOTES: &str = "votes";
const CHOICES: SettingKind = SettingKind::Number { least: 0, most: limits::VOTE_OPTIONS as i64 };

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

    fn settings(&self) -> &'static [Setting] {
        &[Setting { name: AT_LEAST, usual: 0, kind: CHOICES }, Setting { name: AT_MOST, usual: 0, kind: CHOICES }]
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

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        let mut votes: BTreeMap<&str, u64> = BTreeMap::new();
        for counted in valid {
            for mark in &counted.ballot.marks {
                *votes.entry(&mark.option).or_default() += counted.times;
            }
        }
        let of = |option: &String| votes.get(option.as_str()).copied().unwrap_or(0);
        let figures = |option: &String| (option.clone(), BTreeMap::from([(VOTES.to_owned(), of(option))]));
        Summary::Figures {
            ballots: valid.iter().map(|counted| counted.times).sum(),
            options: paper.options.iter().map(figures).collect(),
            pairs: Vec::new(),
        }
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let ballots = summary.ballots();
        let line = |option: &String| {
            let votes = summary.figure(option, VOTES);
            Line {
                option: option.clone(),
                score: i64::try_from(votes).unwrap_or(i64::MAX),
                share: share(votes, ballots),
                order: vec![votes as f64],
                ..Line::default()
            }
        };
        let lines: Vec<Line> = paper.options.iter().map(line).collect();
        let reasons = reasons(&lines, ballots);
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// Who leads, and by how much.
fn reasons(lines: &[Line], ballots: u64) -> Vec<Reason> {
    let mut best: Vec<&Line> = lines.iter().collect();
    best.sort_by_key(|line| -line.score);
    let [first, second, ..] = best[..] else { return Vec::new() };
    let ballots = i64::try_from(ballots).unwrap_or(i64::MAX);
    let numbers = [("votes", first.score), ("ballots", ballots), ("ahead", first.score - second.score)];
    let named = [("first", first.option.as_str()), ("second", second.option.as_str())];
    let key = if first.score == second.score { "approval-tie" } else { "approval-leads" };
    vec![Reason::new(key, &named, &numbers)]
}
