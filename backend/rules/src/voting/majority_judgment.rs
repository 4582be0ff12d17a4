use std::{cmp::Ordering, collections::BTreeMap};

use super::figures::{added_up, ballots, shown, summary};
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    SettingKind, Standing, Summary, Working, mentions, ranking,
};
use crate::results::share;

/// Rate each option: majority judgment (Balinski & Laraki, PNAS 104, 2007, and *Majority Judgment*, MIT Press, 2010).
///
/// A mark is worth the rank of a mention, the worst being 0. An option that a ballot leaves alone gets the mention of the
/// setting; a ballot that rates nothing is blank. The order goes by the majority value. The share is of the ballots that
/// give the median mention or a better one.
pub(super) struct MajorityJudgment;

const GRADES: &str = "grades";
const UNANSWERED: &str = "unanswered";
const FEWEST: i64 = 3;
const MOST: i64 = 7;

impl MajorityJudgment {
    fn grades(&self, paper: &Paper) -> usize {
        usize::try_from(self.setting(paper, GRADES)).unwrap_or(0).max(1)
    }

    fn unanswered(&self, paper: &Paper) -> usize {
        let grade = usize::try_from(self.setting(paper, UNANSWERED)).unwrap_or(0);
        grade.min(self.grades(paper) - 1)
    }
}

impl Method for MajorityJudgment {
    fn key(&self) -> &'static str {
        "majority_judgment"
    }

    fn settings(&self) -> &'static [Setting] {
        &[
            Setting { name: GRADES, usual: 5, kind: SettingKind::Number { least: FEWEST, most: MOST } },
            Setting { name: UNANSWERED, usual: 0, kind: SettingKind::Number { least: 0, most: MOST - 1 } },
        ]
    }

    fn marking(&self) -> Marking {
        Marking::Grade
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let [grades, unanswered] = [GRADES, UNANSWERED].map(|name| self.setting(paper, name));
        if !(FEWEST..=MOST).contains(&grades) {
            return vec![MethodFault::GradeBounds { least: FEWEST, most: MOST }];
        }
        let unknown = !(0..grades).contains(&unanswered);
        unknown.then_some(MethodFault::UnansweredGrade).into_iter().collect()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        let value = marked.trim().parse().map_err(|_| BallotFault::UnknownGrade)?;
        Ok(Mark { option: option.to_owned(), value })
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ballot.check_options(paper)?;
        let known = |mark: &Mark| usize::try_from(mark.value).is_ok_and(|grade| grade < self.grades(paper));
        if !ballot.marks.iter().all(known) {
            return Err(BallotFault::UnknownGrade);
        }
        Ok(if ballot.marks.is_empty() { Standing::Blank } else { Standing::Valid })
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        let grades = self.grades(paper);
        let worth = |grade: i64| usize::try_from(grade).ok().map(|grade| (grade, 1));
        let mut given = added_up(valid, paper, grades, worth);
        for option in &mut given {
            option[self.unanswered(paper)] += ballots(valid) - option.iter().sum::<u64>();
        }
        summary(valid, paper, &names(grades), given)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let names = names(self.grades(paper));
        let counts = |option: &String| names.iter().map(|name| summary.figure(option, name)).collect();
        let mut rated: Vec<(&String, Vec<u64>)> = paper.options.iter().map(|option| (option, counts(option))).collect();
        rated.sort_by(|(_, left), (_, right)| mentions::majority_order(right, left));
        let mut place = 0;
        let mut lines: Vec<Line> = Vec::new();
        for (index, (option, counts)) in rated.iter().enumerate() {
            let tied = index > 0 && mentions::majority_order(&rated[index - 1].1, counts).is_eq();
            place = if tied { place } else { index };
            lines.push(Line { order: vec![-(place as f64)], ..line(option, counts, &names) });
        }
        let reasons = if summary.ballots() == 0 { vec![ranking::no_ballot()] } else { reasons(&rated, paper.seats) };
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// The names of the figures: ballots that give each mention, the worst first.
fn names(grades: usize) -> Vec<String> {
    (0..grades).map(|grade| format!("grade_{grade}")).collect()
}

fn line(option: &str, counts: &[u64], names: &[String]) -> Line {
    let gauge = mentions::gauge(counts);
    let given = names.iter().cloned().zip(counts.iter().map(|&count| shown(count)));
    let mut figures: BTreeMap<String, i64> = given.collect();
    let median = shown(gauge.median as u64);
    figures.extend([
        ("median".to_owned(), median),
        ("above".to_owned(), shown(gauge.above)),
        ("below".to_owned(), shown(gauge.below)),
        ("plus".to_owned(), i64::from(gauge.plus())),
    ]);
    Line {
        option: option.to_owned(),
        score: median,
        share: share(gauge.at_least(), gauge.all()),
        figures,
        ..Line::default()
    }
}

/// An option, and how many ballots give it each mention, the worst first.
type Rated<'p> = (&'p String, Vec<u64>);

/// What most ballots give the first option, and what sets it apart from the second; the same for the last option taken and the next.
fn reasons(rated: &[Rated], seats: u32) -> Vec<Reason> {
    let tie = |left: &Rated, right: &Rated| mentions::majority_order(&left.1, &right.1).is_eq();
    let Some(first) = rated.first() else { return Vec::new() };
    let mut reasons = vec![medians("majority-judgment-leads", first)];
    let others = ranking::others_ahead(rated, tie);
    reasons.extend(rated.get(1).map(|second| compared(first, second, others)));
    if let Some((last, next)) = ranking::last_taken(rated, seats, tie) {
        reasons.extend([medians("majority-judgment-last", last), compared(last, next, 0)]);
    }
    reasons
}

/// The median mention of an option, and how many ballots give it or a better one.
fn medians(key: &str, (option, counts): &Rated) -> Reason {
    Reason::new(key, &[("first", option)], &numbers(counts))
}

fn numbers(counts: &[u64]) -> [(&'static str, i64); 4] {
    let gauge = mentions::gauge(counts);
    let (votes, ballots) = (shown(gauge.at_least()), shown(gauge.all()));
    let grades = shown(counts.len() as u64);
    [("grades", grades), ("grade", shown(gauge.median as u64)), ("votes", votes), ("ballots", ballots)]
}

/// What sets an option apart from one that is not better.
fn compared((first, counts): &Rated, (second, others): &Rated, tied_too: i64) -> Reason {
    let named = [("first", first.as_str()), ("second", second.as_str())];
    let (gauge, other) = (mentions::gauge(counts), mentions::gauge(others));
    match mentions::majority_order(counts, others) {
        _ if other.median < gauge.median => Reason::new("majority-judgment-lower", &named, &numbers(others)),
        Ordering::Equal => Reason::new("majority-judgment-tie", &named, &[("others", tied_too)]),
        _ => apart(&named, &gauge, &other),
    }
}

/// What sets two options apart whose median is the same.
fn apart(named: &[(&str, &str)], first: &mentions::Gauge, second: &mentions::Gauge) -> Reason {
    let numbers = |first: u64, second: u64| [("votes", shown(first)), ("others", shown(second))];
    if first.plus() && first.above > second.above {
        Reason::new("majority-judgment-above", named, &numbers(first.above, second.above))
    } else if !second.plus() && second.below > first.below {
        Reason::new("majority-judgment-below", named, &numbers(first.below, second.below))
    } else {
        Reason::new("majority-judgment-closer", named, &[])
    }
}
