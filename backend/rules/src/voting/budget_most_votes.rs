use std::collections::BTreeMap;

use super::budget::{self, Project, whole};
use super::picks::{self, VOTES};
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Lot, Mark, Method, MethodFault, OptionNeed, Paper, Reason, Setting,
    SettingKind, Standing, Step, Summary, TieRule, Working, ranking,
};
use crate::limits;

/// Share out a budget, most votes first: the rule of most cities.
///
/// Projects go by votes, then the lower cost, then the lot; one is funded if what is left pays for it. With `skip`, the
/// count goes on past a project that is too dear; without, it stops there. A project with fewer votes than the threshold,
/// or with none, is never funded.
pub(super) struct BudgetMostVotes;

const BUDGET: &str = "budget";
const THRESHOLD: &str = "threshold";
const SKIP: &str = "skip";
const AT_MOST: &str = "at_most";

/// The set of projects with equal votes that could not all be funded: another order of them funds others.
const RIVALS: &str = "rivals";

/// What became of a project, and what was left when its turn came.
struct Turn<'a> {
    project: &'a Project<'a>,
    fate: Fate,
    left: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Funded,
    TooDear,
    Stopped,
    TooFew,
}

impl Method for BudgetMostVotes {
    fn key(&self) -> &'static str {
        "budget_most_votes"
    }

    fn settings(&self) -> &'static [Setting] {
        const VOTES_NEEDED: SettingKind = SettingKind::Number { least: 1, most: 1_000_000 };
        const CHOICES: SettingKind = SettingKind::Number { least: 0, most: limits::VOTE_OPTIONS as i64 };
        &[
            Setting { name: BUDGET, usual: 0, kind: SettingKind::Money },
            Setting { name: THRESHOLD, usual: 1, kind: VOTES_NEEDED },
            Setting { name: SKIP, usual: 1, kind: SettingKind::YesNo },
            Setting { name: AT_MOST, usual: 0, kind: CHOICES },
        ]
    }

    fn option_need(&self) -> OptionNeed {
        OptionNeed::Cost
    }

    fn fills_seats(&self) -> bool {
        false
    }

    /// Another rule could spend more than there is, or leave the count unfinished.
    fn tie_rules(&self) -> &'static [TieRule] {
        &[TieRule::Lot]
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        budget::faults(paper, self.setting(paper, BUDGET), self.setting(paper, AT_MOST))
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        picks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        picks::judge(ballot, paper, 0, self.setting(paper, AT_MOST).max(0) as usize)
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        picks::votes(valid, paper)
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, lot: &Lot) -> Count {
        let mut projects = projects(summary, paper);
        let lines = projects.iter().map(|project| project.line(summary.ballots())).collect();
        projects.sort_by_key(|project| project.order(lot));
        let threshold = self.setting(paper, THRESHOLD).max(1) as u64;
        let total = self.setting(paper, BUDGET);
        let skip = self.setting(paper, SKIP) != 0;
        let turns = turns(&projects, total, threshold, skip);
        let mut working = working(&turns, total, threshold, skip);
        if summary.ballots() == 0 {
            working.reasons = vec![ranking::no_ballot()];
        }
        Count { lines, choice: Some(choice(&turns)), working }
    }
}

fn projects<'p>(summary: &Summary, paper: &'p Paper) -> Vec<Project<'p>> {
    let options = paper.options.iter();
    options
        .map(|option| Project { option, cost: paper.cost(option).max(0), votes: summary.figure(option, VOTES) })
        .collect()
}

/// Lets every project have its turn.
fn turns<'a>(projects: &'a [Project], budget: i64, threshold: u64, skip: bool) -> Vec<Turn<'a>> {
    let (mut left, mut stopped) = (budget, false);
    let turn = |project: &'a Project| {
        let fate = match project {
            project if project.votes < threshold => Fate::TooFew,
            _ if stopped => Fate::Stopped,
            project if project.cost > left => Fate::TooDear,
            _ => Fate::Funded,
        };
        stopped |= fate == Fate::TooDear && !skip;
        let before = left;
        left -= if fate == Fate::Funded { project.cost } else { 0 };
        Turn { project, fate, left: before }
    };
    projects.iter().map(turn).collect()
}

fn choice(turns: &[Turn]) -> Choice {
    let of = |funded: bool| turns.iter().filter(move |turn| (turn.fate == Fate::Funded) == funded);
    let options = |turns: &mut dyn Iterator<Item = &Turn>| turns.map(option).collect::<Vec<_>>();
    Choice {
        order: options(&mut of(true).chain(of(false))),
        winners: options(&mut of(true)),
        lot_between: by_lot(turns).concat(),
    }
}

fn option(turn: &Turn) -> String {
    turn.project.option.to_owned()
}

/// Groups of projects between which only the lot decided, some of which are funded and some are not. As their cost is the same, the
/// lot changes nothing for others.
fn by_lot(turns: &[Turn]) -> Vec<Vec<String>> {
    let groups = turns.chunk_by(|left, right| left.project.ties_with(right.project));
    let cut = groups.filter(|group| {
        let funded = group.iter().filter(|turn| turn.fate == Fate::Funded).count();
        funded > 0 && funded < group.len()
    });
    cut.map(|group| group.iter().map(option).collect()).collect()
}

/// Projects with equal votes that would not all have been funded, so that their order decides.
fn by_order(turns: &[Turn], threshold: u64, skip: bool) -> Vec<String> {
    let in_turn = |turn: &&Turn| turn.fate != Fate::Stopped && turn.project.votes >= threshold;
    let turns: Vec<&Turn> = turns.iter().filter(in_turn).collect();
    let groups = turns.chunk_by(|left, right| left.project.votes == right.project.votes);
    let decided = groups.map(|group| {
        let left = group[0].left;
        let affordable = |turn: &&&Turn| turn.project.cost <= left;
        let rivals: Vec<&Turn> = group.iter().filter(|turn| !skip || affordable(turn)).copied().collect();
        let cost: i64 = rivals.iter().map(|turn| turn.project.cost).sum();
        if cost > left && group.iter().any(|turn| affordable(&turn)) { rivals } else { Vec::new() }
    });
    decided.flatten().map(option).collect()
}

fn working(turns: &[Turn], budget: i64, threshold: u64, skip: bool) -> Working {
    let funded = || turns.iter().filter(|turn| turn.fate == Fate::Funded);
    let spent: i64 = funded().map(|turn| turn.project.cost).sum();
    let figures = [("budget", budget), ("spent", spent), ("left", budget - spent), ("threshold", whole(threshold))];
    Working {
        reasons: reasons(turns, budget, spent, threshold),
        steps: turns.iter().map(step).collect(),
        sets: BTreeMap::from([(RIVALS.to_owned(), by_order(turns, threshold, skip))]),
        figures: figures.map(|(name, figure)| (name.to_owned(), figure)).into(),
        ..Working::default()
    }
}

fn step(turn: &Turn) -> Step {
    let kind = match turn.fate {
        Fate::Funded => "funded",
        Fate::TooDear => "too_dear",
        Fate::Stopped => "stopped",
        Fate::TooFew => "too_few",
    };
    let figures = [("votes", whole(turn.project.votes)), ("cost", turn.project.cost), ("left", turn.left)];
    Step {
        kind: kind.to_owned(),
        option: Some(option(turn)),
        figures: figures.map(|(name, figure)| (name.to_owned(), figure)).into(),
        ..Step::default()
    }
}

/// What the budget pays for, the first project that it cannot pay for, the first that too few chose, and the lot.
fn reasons(turns: &[Turn], budget: i64, spent: i64, threshold: u64) -> Vec<Reason> {
    let first = |fate: Fate| turns.iter().find(|turn| turn.fate == fate);
    let funded = turns.iter().filter(|turn| turn.fate == Fate::Funded).count();
    let overview = [("funded", whole(funded)), ("projects", whole(turns.len())), ("spent", spent), ("budget", budget)];
    let about = |key: &str, turn: &Turn| {
        let project = turn.project;
        let numbers = [("votes", whole(project.votes)), ("cost", project.cost), ("left", turn.left)];
        Reason::new(key, &[("project", project.option)], &[&numbers[..], &[("threshold", whole(threshold))]].concat())
    };
    let reasons = [
        Some(Reason::new("budget-most-votes", &[], &overview)),
        first(Fate::TooDear).map(|turn| about("budget-too-dear", turn)),
        first(Fate::Stopped).map(|turn| about("budget-stopped", turn)),
        first(Fate::TooFew).map(|turn| about("budget-too-few", turn)),
    ];
    let lots = by_lot(turns);
    let lots = lots.iter().filter_map(|tied| budget::lot_reason(tied));
    reasons.into_iter().flatten().chain(lots).collect()
}
