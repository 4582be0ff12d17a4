use super::budget::{self, whole};
use super::comparison::{Decided, Measure, decide};
use super::electorate::Electorate;
use super::eligibility::{Eligibility, Short};
use super::equal_shares::{Completed, Completion, Terms, Utility, named};
use super::picks;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Lot, Mark, Method, MethodFault, OptionNeed, Paper, Reason, Setting,
    SettingKind, Standing, Summary, TieRule, Working, lot_effect, ranking,
};
use crate::limits;

/// Share out a budget so that every group decides on its part: the method of equal shares, with exact fractions.
///
/// The rule is that of [`super::equal_shares`]; projects that cost nothing come first, and those that nobody picked are
/// never funded. A facilitator may ask that enough voters pick a project ([`super::eligibility`]), and that what comes out is compared
/// with what most votes fund ([`super::comparison`]). The ballots themselves are its summary.
pub(super) struct BudgetFairShares;

const BUDGET: &str = "budget";
const UTILITY: &str = "utility";
const COMPLETION: &str = "completion";
const INCREMENT: &str = "increment";
const AT_MOST: &str = "at_most";
const VOTERS_NEEDED: &str = "voters_needed";
const COST_BUDGETS: &str = "cost_budgets";
const COMPARE: &str = "compare";

impl BudgetFairShares {
    fn terms(&self, paper: &Paper) -> Terms {
        Terms {
            budget: self.setting(paper, BUDGET),
            utility: if self.setting(paper, UTILITY) == 1 { Utility::Approval } else { Utility::Cost },
            completion: match self.setting(paper, COMPLETION) {
                1 => Completion::Add1,
                2 => Completion::Utilitarian,
                3 => Completion::None,
                _ => Completion::Add1Utilitarian,
            },
            increment: self.setting(paper, INCREMENT).max(1),
        }
    }

    fn eligibility(&self, paper: &Paper) -> Eligibility {
        let [percent, budgets, budget] = [VOTERS_NEEDED, COST_BUDGETS, BUDGET].map(|name| self.setting(paper, name));
        Eligibility { percent, budgets, budget }
    }

    fn measure(&self, paper: &Paper) -> Option<Measure> {
        match self.setting(paper, COMPARE) {
            1 => Some(Measure::Projects),
            2 => Some(Measure::Cost),
            _ => None,
        }
    }
}

impl Method for BudgetFairShares {
    fn key(&self) -> &'static str {
        "budget_fair_shares"
    }

    fn settings(&self) -> &'static [Setting] {
        const UTILITIES: SettingKind = SettingKind::OneOf(&["cost", "approval"]);
        const COMPLETIONS: SettingKind = SettingKind::OneOf(&["add1u", "add1", "utilitarian", "none"]);
        const CHOICES: SettingKind = SettingKind::Number { least: 0, most: limits::VOTE_OPTIONS as i64 };
        const HUNDRED: SettingKind = SettingKind::Number { least: 0, most: 100 };
        const MEASURES: SettingKind = SettingKind::OneOf(&["none", "projects", "cost"]);
        &[
            Setting { name: BUDGET, usual: 0, kind: SettingKind::Money },
            Setting { name: UTILITY, usual: 0, kind: UTILITIES },
            Setting { name: COMPLETION, usual: 0, kind: COMPLETIONS },
            Setting { name: INCREMENT, usual: 1, kind: SettingKind::Money },
            Setting { name: AT_MOST, usual: 0, kind: CHOICES },
            Setting { name: VOTERS_NEEDED, usual: 0, kind: HUNDRED },
            Setting { name: COST_BUDGETS, usual: 0, kind: HUNDRED },
            Setting { name: COMPARE, usual: 0, kind: MEASURES },
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
        let chosen = [(UTILITY, 0..=1), (COMPLETION, 0..=3), (INCREMENT, 1..=limits::MONEY), (COMPARE, 0..=2)];
        let outside = chosen
            .into_iter()
            .chain([(VOTERS_NEEDED, 0..=100), (COST_BUDGETS, 0..=100)]);
        let outside = outside.filter(|(name, range)| !range.contains(&self.setting(paper, name)));
        let mut faults = budget::faults(paper, self.setting(paper, BUDGET), self.setting(paper, AT_MOST));
        faults.extend(outside.map(|(name, _)| MethodFault::SettingValue { name }));
        faults
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
        let everything = Electorate::new(summary, paper, lot, |option| paper.cost(option).max(0));
        let lines = everything.lines();
        let short = self.eligibility(paper).short_of_votes(&everything);
        let electorate = everything.without(&short.iter().map(|short| short.project).collect::<Vec<_>>());
        let (terms, measure) = (self.terms(paper), self.measure(paper));
        let decided = decide(&electorate, &terms, measure);
        let outcome = decided.outcome();
        let again = |electorate: &Electorate| decide(electorate, &terms, measure).outcome();
        let effect = lot_effect::effect(&electorate, &outcome, again);
        let winners = outcome.taken;
        let mut others: Vec<usize> = (0..electorate.projects.len())
            .filter(|project| !winners.contains(project))
            .collect();
        others.sort_by_key(|&project| electorate.order(project));
        let choice = Choice {
            order: electorate.options(&[&winners[..], &others].concat()),
            winners: electorate.options(&winners),
            lot_between: electorate.options(&effect.between),
        };
        let lot = lot_effect::reason(&effect, &electorate, TieRule::Lot);
        let working = working(&decided, &terms, &short, &others, lot);
        Count { lines, choice: Some(choice), working }
    }
}

fn working(decided: &Decided, terms: &Terms, short: &[Short], others: &[usize], lot: Option<Reason>) -> Working {
    let (completed, spent) = (&decided.completed, decided.spent());
    let run = &completed.run;
    let endowment = whole(run.endowment().floor().to_integer());
    let figures = [
        ("budget", terms.budget),
        ("spent", spent),
        ("left", terms.budget - spent),
        ("voters", whole(run.electorate.voters)),
        ("endowment", endowment),
        ("increments", whole(completed.increments)),
    ];
    let added = completed.added.iter().map(|&project| run.completed(project));
    let too_few = short.iter().map(|short| short.step(run.electorate));
    Working {
        reasons: reasons(decided, terms, short, others, lot),
        steps: run.steps().into_iter().chain(added).chain(too_few).collect(),
        sets: decided.sets(),
        figures: named(&[&figures[..], &decided.figures()].concat()),
        ..Working::default()
    }
}

/// What came out and by which count, what the count by equal shares went through, the first project that too few picked, and the lot.
fn reasons(decided: &Decided, terms: &Terms, short: &[Short], others: &[usize], lot: Option<Reason>) -> Vec<Reason> {
    let electorate = decided.completed.run.electorate;
    if electorate.voters == 0 {
        return vec![ranking::no_ballot()];
    }
    let overview = [
        ("voters", whole(electorate.voters)),
        ("share", terms.budget / whole(electorate.voters).max(1)),
        ("funded", whole(electorate.projects.len() - others.len())),
        ("projects", whole(electorate.projects.len())),
        ("spent", decided.spent()),
        ("budget", terms.budget),
    ];
    let (first, shares) = match decided.instead() {
        Some(_) => ("budget-most-votes", Vec::new()),
        None => ("shares-overview", by_shares(&decided.completed, terms, short, others)),
    };
    let mut reasons = vec![Reason::new(first, &[], &overview)];
    reasons.extend(decided.reasons().into_iter().chain(shares));
    reasons.extend(
        short
            .first()
            .map(|short| short.reason(electorate))
            .into_iter()
            .chain(lot),
    );
    reasons
}

/// Who paid for the first project, why the project with most votes among the others is not funded, how the rest was spent.
fn by_shares(completed: &Completed, terms: &Terms, short: &[Short], others: &[usize]) -> Vec<Reason> {
    let run = &completed.run;
    let electorate = run.electorate;
    let about = |key: &str, project: usize, numbers: &[(&str, i64)]| {
        let known = [("votes", electorate.votes(project)), ("cost", electorate.projects[project].cost)];
        Reason::new(key, &[("project", electorate.projects[project].option)], &[&known, numbers].concat())
    };
    let paid = run.shares();
    let paid = paid.first();
    let grown = terms.increment.saturating_mul(whole(completed.increments));
    let eligible = |project: &&usize| short.iter().all(|short| short.project != **project);
    let reasons = [
        paid.map(|share| about("shares-paid", share.project, &[("payment", share.rounded())])),
        others
            .iter()
            .find(eligible)
            .map(|&project| about("shares-short", project, &[("left", run.left_to_supporters(project))])),
        (grown > 0).then(|| Reason::new("shares-grown", &[], &[("more", grown)])),
        completed
            .added
            .first()
            .map(|&project| about("shares-added", project, &[])),
    ];
    reasons.into_iter().flatten().collect()
}
