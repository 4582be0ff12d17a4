use std::cmp::Reverse;

use super::figures::{added_up, shown, summary};
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    SettingKind, Standing, Summary, Working, ranking,
};

/// Share out points: cumulative voting, with the most that one option may get. The order goes by points, then by the
/// number of people who give any.
///
/// A mark is worth whole points, 0 or more. A ballot without points is blank; one with too many, too few or too many on one
/// option is invalid as a whole.
pub(super) struct Points;

const TOTAL: &str = "total";
const CAP: &str = "cap";
const AT_LEAST: &str = "at_least";
const POINTS: &str = "points";
const SUPPORTERS: &str = "supporters";
/// The most points that a facilitator may hand out.
const MOST: i64 = 1_000;

impl Method for Points {
    fn key(&self) -> &'static str {
        "points"
    }

    fn settings(&self) -> &'static [Setting] {
        &[
            Setting { name: TOTAL, usual: 10, kind: SettingKind::Number { least: 1, most: MOST } },
            Setting { name: CAP, usual: 0, kind: SettingKind::Number { least: 0, most: MOST } },
            Setting { name: AT_LEAST, usual: 0, kind: SettingKind::Number { least: 0, most: MOST } },
        ]
    }

    fn marking(&self) -> Marking {
        Marking::Points
    }

    fn most_of_one(&self, paper: &Paper) -> u64 {
        self.setting(paper, TOTAL).max(0).unsigned_abs()
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let [total, cap, least] = [TOTAL, CAP, AT_LEAST].map(|name| self.setting(paper, name));
        let mut faults = Vec::new();
        if !(1..=MOST).contains(&total) || !(0..=total).contains(&cap) || !(0..=total).contains(&least) {
            faults.push(MethodFault::PointBounds { most: MOST });
        } else if cap > 0 && least > cap.saturating_mul(paper.options.len() as i64) {
            faults.push(MethodFault::PointsOutOfReach { least, options: paper.options.len() });
        }
        faults
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        let value = marked.trim().parse().map_err(|_| BallotFault::NotWhole)?;
        Ok(Mark { option: option.to_owned(), value })
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ballot.check_options(paper)?;
        let [total, cap, least] = [TOTAL, CAP, AT_LEAST].map(|name| self.setting(paper, name));
        let given = ballot.marks.iter().map(|mark| mark.value);
        if given.clone().any(|points| points < 0) {
            return Err(BallotFault::NotWhole);
        }
        if cap > 0 && given.clone().any(|points| points > cap) {
            return Err(BallotFault::OverCap { cap });
        }
        match given.fold(0, i64::saturating_add) {
            0 => Ok(Standing::Blank),
            sum if sum > total => Err(BallotFault::TooManyPoints { total, over: sum - total }),
            sum if sum < least => Err(BallotFault::TooFewPoints { least }),
            _ => Ok(Standing::Valid),
        }
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        let worth = |points: i64| [(0, u64::try_from(points).unwrap_or(0)), (1, u64::from(points > 0))];
        summary(valid, paper, &[POINTS, SUPPORTERS], added_up(valid, paper, 2, worth))
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let line = |option: &String| {
            let [points, supporters] = [POINTS, SUPPORTERS].map(|name| summary.figure(option, name));
            Line {
                option: option.clone(),
                score: shown(points),
                figures: [(SUPPORTERS.to_owned(), shown(supporters))].into(),
                order: vec![points as f64, supporters as f64],
                ..Line::default()
            }
        };
        let lines: Vec<Line> = paper.options.iter().map(line).collect();
        let reasons = if summary.ballots() == 0 { vec![ranking::no_ballot()] } else { reasons(&lines, paper.seats) };
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// Who leads, by points or else by people; what sets the last option taken apart from the next one.
fn reasons(lines: &[Line], seats: u32) -> Vec<Reason> {
    let people = |line: &Line| line.figures.get(SUPPORTERS).copied().unwrap_or(0);
    let mut best: Vec<&Line> = lines.iter().collect();
    best.sort_by_key(|line| Reverse((line.score, people(line))));
    let tie = |left: &&Line, right: &&Line| (left.score, people(left)) == (right.score, people(right));
    let [first, second, ..] = best[..] else { return Vec::new() };
    let named = [("first", first.option.as_str()), ("second", second.option.as_str())];
    let (points, supporters) = (first.score, people(first));
    let lead = match (points - second.score, supporters - people(second)) {
        (0, 0) => {
            let others = ranking::others_ahead(&best, tie);
            Reason::new("points-tie", &named, &[("points", points), ("others", others)])
        }
        (0, _) => Reason::new(
            "points-supporters",
            &named,
            &[("points", points), ("supporters", supporters), ("others", people(second))],
        ),
        (ahead, _) => {
            Reason::new("points-lead", &named, &[("points", points), ("supporters", supporters), ("ahead", ahead)])
        }
    };
    let last = ranking::last_taken(&best, seats, tie).map(|(last, next)| {
        let named = [("first", last.option.as_str()), ("second", next.option.as_str())];
        let numbers =
            [("points", last.score), ("supporters", people(last)), ("against", next.score), ("others", people(next))];
        Reason::new("points-last", &named, &numbers)
    });
    [lead].into_iter().chain(last).collect()
}
