use super::budget::{self, whole};
use super::electorate::Electorate;
use super::equal_shares::{Completion, Run, Terms, Utility, named, tie_step, written};
use super::lot_effect::{self, Effect};
use super::phragmen::{Chosen, Phragmen};
use super::picks;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Line, Lot, Mark, Method, MethodFault, Paper, Reason, Setting,
    SettingKind, Settings, Standing, Step, Summary, TieRule, Working, ranking,
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
    steps: Vec<Step>,
    lot: lot_effect::Outcome,
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

    fn takes_in_order(&self, settings: &Settings) -> bool {
        settings.get(LIST) == Some(ORDERED)
    }

    /// All of them may be put in order.
    fn most_seats(&self, paper: &Paper) -> usize {
        paper
            .options
            .len()
            .saturating_sub(usize::from(self.setting(paper, LIST) != ORDERED))
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let list = self.setting(paper, LIST);
        let faults = [
            (paper.seats == 0).then_some(MethodFault::NoSeats),
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
        let count = |electorate: &Electorate| if ordered { list(electorate, seats) } else { set(electorate, seats) };
        let outcome = count(&electorate);
        let effect = lot_effect::effect(&electorate, &outcome.lot, |electorate| count(electorate).lot);
        let choice = choice(&electorate, &outcome, &effect, paper.ties);
        let lot = lot_effect::reason(&effect, &electorate, paper.ties);
        let working = Working {
            reasons: reasons(&electorate, &outcome.chosen, lot, seats, ordered),
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
        steps: run.steps(),
        lot: lot_effect::Outcome {
            open: run.lot_ties().flat_map(|tied| electorate.entangled(&tied)).collect(),
            ..lot_effect::Outcome::default()
        },
    };
    outcome.extend(electorate, seats, rest);
    outcome
}

/// Sequential Phragmén alone.
fn list(electorate: &Electorate, seats: usize) -> Outcome {
    let mut outcome = Outcome { chosen: Vec::new(), steps: Vec::new(), lot: lot_effect::Outcome::default() };
    outcome.extend(electorate, seats, Phragmen::new(electorate, None).choose(seats, &[]));
    outcome
}

impl Outcome {
    fn extend(&mut self, electorate: &Electorate, seats: usize, more: Vec<Chosen>) {
        for chosen in more {
            if chosen.tied.len() > 1 {
                self.steps.push(tie_step(electorate, &chosen.tied));
                self.note_tie(electorate, seats - self.chosen.len(), chosen.tied);
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
        self.lot.taken.clone_from(&self.chosen);
        self.lot.read += electorate.marks() * (1 + self.chosen.len());
    }

    /// A tie when so many seats are left. Options without a supporter in common leave each other's load as it is: where there is room
    /// for all of them their order is of no matter, and where there is not, any of them may have the last seats.
    fn note_tie(&mut self, electorate: &Electorate, left: usize, tied: Vec<usize>) {
        let entangled = electorate.entangled(&tied);
        if tied.len() <= left {
            self.lot.open.extend(entangled);
        } else if !self.lot.cut.is_empty() {
            // What is left of the tie that the last seats cut.
        } else if left == 1 || entangled.is_empty() {
            self.lot.cut.push(tied);
        } else {
            self.lot.open.push(tied);
        }
    }
}

/// The order of choice, and who is taken forward when ties are not left to the lot.
fn choice(electorate: &Electorate, outcome: &Outcome, effect: &Effect, ties: TieRule) -> Choice {
    let lot_between = electorate.options(&effect.between);
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
fn reasons(electorate: &Electorate, chosen: &[usize], lot: Option<Reason>, seats: usize, ordered: bool) -> Vec<Reason> {
    if electorate.voters == 0 {
        return vec![ranking::no_ballot()];
    }
    let name = |option: usize| [("option", electorate.projects[option].option)];
    let voters = whole(electorate.voters);
    let numbers = [
        ("chosen", whole(chosen.len())),
        ("voters", voters),
        ("each", whole(electorate.voters.div_ceil(seats.max(1) as u64))),
    ];
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
