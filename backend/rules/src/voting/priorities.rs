use super::budget::{self, whole};
use super::electorate::Electorate;
use super::equal_shares::{Completion, Run, Terms, Utility, named, tie_step, written};
use super::phragmen::{Chosen, Phragmen};
use super::picks;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Line, Lot, Mark, Method, MethodFault, Paper, Reason, Setting,
    SettingKind, Standing, Step, Summary, TieRule, Working, ranking,
};
use crate::limits;

/// Choose N priorities so that every group has its part of them (Lackner and Skowron, *Multi-Winner Voting with Approval
/// Preferences*, Springer, 2023).
///
/// A set is chosen by equal shares of the N places, each of which costs 1; places left are filled by sequential Phragmén,
/// which starts below zero by what voters have left. An ordered list is that of sequential Phragmén. Options that nobody
/// picked are never chosen. The ballots themselves are its summary.
pub(super) struct Priorities;

const AT_MOST: &str = "at_most";
const LIST: &str = "list";
const SET: i64 = 0;
const ORDERED: i64 = 1;

/// What was chosen, and how.
struct Outcome {
    /// The options in the order of choice.
    chosen: Vec<usize>,
    /// Options that tied when one of them was chosen by equal shares or by Phragmén.
    ties: Vec<Vec<usize>>,
    steps: Vec<Step>,
}

impl Method for Priorities {
    fn key(&self) -> &'static str {
        "priorities"
    }

    fn settings(&self) -> &'static [Setting] {
        const CHOICES: SettingKind = SettingKind::Number { least: 0, most: limits::VOTE_OPTIONS as i64 };
        &[
            Setting { name: AT_MOST, usual: 0, kind: CHOICES },
            Setting { name: LIST, usual: SET, kind: SettingKind::OneOf(&["set", "ordered"]) },
        ]
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let options = paper.options.len();
        let list = self.setting(paper, LIST);
        let faults = [
            (paper.seats as usize > options).then_some(MethodFault::TooManySeats { options }),
            budget::at_most_fault(paper, self.setting(paper, AT_MOST)),
            (!(SET..=ORDERED).contains(&list)).then_some(MethodFault::SettingValue { name: LIST }),
        ];
        faults.into_iter().flatten().collect()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        picks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        picks::judge(ballot, paper, 0, self.setting(paper, AT_MOST).max(0) as usize)
    }

    fn summarise(&self, valid: &[Counted], _: &Paper) -> Summary {
        Summary::of_patterns(valid)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, lot: &Lot) -> Count {
        let electorate = Electorate::new(summary, paper, lot, |_| 1);
        let seats = paper.seats as usize;
        let ordered = self.setting(paper, LIST) == ORDERED;
        let outcome = if ordered { list(&electorate, seats) } else { set(&electorate, seats) };
        let choice = choice(&electorate, &outcome, paper.ties);
        let working = Working {
            reasons: reasons(&electorate, &outcome.chosen, &choice.lot_between, seats, ordered),
            figures: named(&[("voters", whole(electorate.voters)), ("seats", whole(seats))]),
            steps: outcome.steps,
            ..Working::default()
        };
        Count { lines: lines(&electorate, &outcome.chosen), choice: Some(choice), working }
    }
}

/// Equal shares, then sequential Phragmén.
fn set(electorate: &Electorate, seats: usize) -> Outcome {
    let budget = whole(seats);
    let terms = Terms { budget, utility: Utility::Approval, completion: Completion::None, increment: 1 };
    let run = Run::new(electorate, &terms, 0);
    let rest = Phragmen::new(electorate, Some(&run)).choose(seats.saturating_sub(run.funded.len()), &run.funded);
    let mut outcome = Outcome {
        chosen: run.funded.clone(),
        ties: run.ties.iter().map(|(_, tied)| tied.clone()).collect(),
        steps: run.steps(),
    };
    outcome.extend(electorate, rest);
    outcome
}

/// Sequential Phragmén alone.
fn list(electorate: &Electorate, seats: usize) -> Outcome {
    let mut outcome = Outcome { chosen: Vec::new(), ties: Vec::new(), steps: Vec::new() };
    outcome.extend(electorate, Phragmen::new(electorate, None).choose(seats, &[]));
    outcome
}

impl Outcome {
    fn extend(&mut self, electorate: &Electorate, more: Vec<Chosen>) {
        for chosen in more {
            if chosen.tied.len() > 1 {
                self.steps.push(tie_step(electorate, &chosen.tied));
                self.ties.push(chosen.tied);
            }
            self.steps.push(Step {
                kind: "load".to_owned(),
                option: Some(electorate.option(chosen.option)),
                figures: named(&[("supporters", electorate.votes(chosen.option))]),
                fractions: written(&[("load", &chosen.load)]),
                ..Step::default()
            });
            self.chosen.push(chosen.option);
        }
    }
}

/// The order of choice, and who is taken forward when ties are not left to the lot.
fn choice(electorate: &Electorate, outcome: &Outcome, ties: TieRule) -> Choice {
    let lot_between = electorate.split(&outcome.ties, &outcome.chosen);
    let rest = electorate
        .by_votes()
        .into_iter()
        .filter(|option| !outcome.chosen.contains(option));
    let order = electorate.options(&outcome.chosen.iter().copied().chain(rest).collect::<Vec<_>>());
    let mut winners = electorate.options(&outcome.chosen);
    match ties {
        TieRule::Lot => {}
        TieRule::RunOff => winners.retain(|option| !lot_between.contains(option)),
        TieRule::AllWin => {
            let more = lot_between.iter().filter(|option| !winners.contains(option));
            winners.extend(more.cloned().collect::<Vec<_>>());
        }
    }
    Choice { order, winners, lot_between }
}

/// The chosen options in the order of choice, then the others by votes.
fn lines(electorate: &Electorate, chosen: &[usize]) -> Vec<Line> {
    let mut lines = electorate.lines();
    for (option, line) in lines.iter_mut().enumerate() {
        let place = chosen.iter().position(|other| *other == option);
        line.figures.clear();
        line.order
            .insert(0, place.map_or(0.0, |place| (chosen.len() - place) as f64));
    }
    lines
}

/// How many people one place stands for, what comes first, the smallest group that has its part, the option of most votes
/// that is left out, and the lot.
fn reasons(
    electorate: &Electorate,
    chosen: &[usize],
    lot_between: &[String],
    seats: usize,
    ordered: bool,
) -> Vec<Reason> {
    if electorate.voters == 0 {
        return vec![ranking::no_ballot()];
    }
    let name = |option: usize| [("option", electorate.projects[option].option)];
    let voters = whole(electorate.voters);
    let numbers = [("chosen", whole(chosen.len())), ("voters", voters), ("each", voters / whole(seats.max(1)))];
    let overview = if ordered {
        Reason::new("priorities-list", &[], &numbers)
    } else {
        Reason::new("priorities-set", &[], &numbers)
    };
    let first = chosen.first().map(|&option| {
        Reason::new("priorities-first", &name(option), &[("votes", electorate.votes(option)), ("voters", voters)])
    });
    let left_out = electorate
        .by_votes()
        .into_iter()
        .find(|option| !chosen.contains(option));
    let fewest = chosen.iter().copied().min_by_key(|&option| electorate.votes(option));
    let protected = fewest
        .zip(left_out)
        .filter(|(fewest, left_out)| electorate.votes(*fewest) < electorate.votes(*left_out));
    let protected = protected.map(|(option, _)| {
        let alone = served(electorate, option, |other| other != option && chosen.contains(&other), false);
        Reason::new("priorities-group", &name(option), &[("votes", electorate.votes(option)), ("alone", alone)])
    });
    let left_out = left_out.map(|option| {
        let served = served(electorate, option, |other| chosen.contains(&other), true);
        Reason::new("priorities-left-out", &name(option), &[("votes", electorate.votes(option)), ("served", served)])
    });
    let lot = budget::lot_reason(lot_between);
    [Some(overview), first, protected, left_out, lot]
        .into_iter()
        .flatten()
        .collect()
}

/// How many supporters of an option picked such another one, or did not.
fn served(electorate: &Electorate, option: usize, such: impl Fn(usize) -> bool, picked: bool) -> i64 {
    let patterns = electorate
        .supporters
        .row(option)
        .iter()
        .map(|&pattern| pattern as usize);
    let alike =
        patterns.filter(|&pattern| electorate.picks.row(pattern).iter().any(|&other| such(other as usize)) == picked);
    whole(alike.map(|pattern| electorate.times[pattern]).sum::<u64>())
}
