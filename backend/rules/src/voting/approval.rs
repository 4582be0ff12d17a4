use super::figures::shown;
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Method, MethodFault, Paper, Reason, Setting, SettingKind,
    Standing, Summary, Working,
    picks::{self, VOTES},
    ranking,
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
        picks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        let (least, most) = self.bounds(paper);
        picks::judge(ballot, paper, least, most)
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        picks::votes(valid, paper)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let ballots = summary.ballots();
        let line = |option: &String| {
            let votes = summary.figure(option, VOTES);
            Line {
                option: option.clone(),
                score: shown(votes),
                share: share(votes, ballots),
                order: vec![votes as f64],
                ..Line::default()
            }
        };
        let lines: Vec<Line> = paper.options.iter().map(line).collect();
        let reasons = if ballots == 0 { vec![ranking::no_ballot()] } else { reasons(&lines, ballots, paper.seats) };
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// Who leads, and by how much; what sets the last option taken apart from the next one.
fn reasons(lines: &[Line], ballots: u64, seats: u32) -> Vec<Reason> {
    let mut best: Vec<&Line> = lines.iter().collect();
    best.sort_by_key(|line| -line.score);
    let tie = |left: &&Line, right: &&Line| left.score == right.score;
    let others = ranking::others_ahead(&best, tie);
    let [first, second, ..] = best[..] else { return Vec::new() };
    let named = [("first", first.option.as_str()), ("second", second.option.as_str())];
    let numbers = [("votes", first.score), ("ballots", shown(ballots)), ("ahead", first.score - second.score)];
    let lead = if first.score > second.score {
        Reason::new("approval-leads", &named, &numbers)
    } else {
        Reason::new("approval-tie", &named, &[&numbers[..], &[("others", others)]].concat())
    };
    let last = ranking::last_taken(&best, seats, tie).map(|(last, next)| {
        let named = [("first", last.option.as_str()), ("second", next.option.as_str())];
        Reason::new("approval-last", &named, &[("votes", last.score), ("against", next.score)])
    });
    [lead].into_iter().chain(last).collect()
}
