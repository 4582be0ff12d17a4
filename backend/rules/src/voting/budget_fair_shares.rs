use super::budget::{self, whole};
use super::electorate::Electorate;
use super::equal_shares::{Completed, Completion, Terms, Utility, complete, named};
use super::picks;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Lot, Mark, Method, MethodFault, OptionNeed, Paper, Reason, Setting,
    SettingKind, Standing, Summary, TieRule, Working, lot_effect, ranking,
};
use crate::limits;

/// Share out a budget so that every group decides on its part: the method of equal shares, with exact fractions.
///
/// The rule is that of [`super::equal_shares`]; projects that cost nothing come first, and those that nobody picked are
/// never funded. The ballots themselves are its summary.
pub(super) struct BudgetFairShares;

const BUDGET: &str = "budget";
const UTILITY: &str = "utility";
const COMPLETION: &str = "completion";
const INCREMENT: &str = "increment";
const AT_MOST: &str = "at_most";

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
}

impl Method for BudgetFairShares {
    fn key(&self) -> &'static str {
        "budget_fair_shares"
    }

    fn settings(&self) -> &'static [Setting] {
        const UTILITIES: SettingKind = SettingKind::OneOf(&["cost", "approval"]);
        const COMPLETIONS: SettingKind = SettingKind::OneOf(&["add1u", "add1", "utilitarian", "none"]);
        const CHOICES: SettingKind = SettingKind::Number { least: 0, most: limits::VOTE_OPTIONS as i64 };
        &[
            Setting { name: BUDGET, usual: 0, kind: SettingKind::Money },
            Setting { name: UTILITY, usual: 0, kind: UTILITIES },
            Setting { name: COMPLETION, usual: 0, kind: COMPLETIONS },
            Setting { name: INCREMENT, usual: 1, kind: SettingKind::Money },
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
        let outside = [(UTILITY, 0..=1), (COMPLETION, 0..=3), (INCREMENT, 1..=limits::MONEY)];
        let outside = outside
            .into_iter()
            .filter(|(name, range)| !range.contains(&self.setting(paper, name)));
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
        let electorate = Electorate::new(summary, paper, lot, |option| paper.cost(option).max(0));
        let terms = self.terms(paper);
        let completed = complete(&electorate, &terms);
        let outcome = completed.outcome();
        let effect = lot_effect::effect(&electorate, &outcome, |electorate| complete(electorate, &terms).outcome());
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
        let working = working(&completed, &terms, &others, lot);
        Count { lines: electorate.lines(), choice: Some(choice), working }
    }
}

fn working(completed: &Completed, terms: &Terms, others: &[usize], lot: Option<Reason>) -> Working {
    let run = &completed.run;
    let endowment = whole(run.endowment().floor().to_integer());
    let figures = [
        ("budget", terms.budget),
        ("spent", completed.spent),
        ("left", terms.budget - completed.spent),
        ("voters", whole(run.electorate.voters)),
        ("endowment", endowment),
        ("increments", whole(completed.increments)),
    ];
    let added = completed.added.iter().map(|&project| run.completed(project));
    Working {
        reasons: reasons(completed, terms, others, lot),
        steps: run.steps().into_iter().chain(added).collect(),
        figures: named(&figures),
        ..Working::default()
    }
}

/// What everyone had to spend, who paid for the first project, why the project with most votes among the others is not
/// funded, how the rest was spent, and the lot.
fn reasons(completed: &Completed, terms: &Terms, others: &[usize], lot: Option<Reason>) -> Vec<Reason> {
    let run = &completed.run;
    let electorate = run.electorate;
    if electorate.voters == 0 {
        return vec![ranking::no_ballot()];
    }
    let about = |key: &str, project: usize, numbers: &[(&str, i64)]| {
        let known = [("votes", electorate.votes(project)), ("cost", electorate.projects[project].cost)];
        Reason::new(key, &[("project", electorate.projects[project].option)], &[&known, numbers].concat())
    };
    let overview = [
        ("voters", whole(electorate.voters)),
        ("share", terms.budget / whole(electorate.voters).max(1)),
        ("funded", whole(electorate.projects.len() - others.len())),
        ("projects", whole(electorate.projects.len())),
        ("spent", completed.spent),
        ("budget", terms.budget),
    ];
    let paid = run.shares();
    let paid = paid.first();
    let grown = terms.increment.saturating_mul(whole(completed.increments));
    let reasons = [
        Some(Reason::new("shares-overview", &[], &overview)),
        paid.map(|share| about("shares-paid", share.project, &[("payment", share.rounded())])),
        others
            .first()
            .map(|&project| about("shares-short", project, &[("left", run.left_to_supporters(project))])),
        (grown > 0).then(|| Reason::new("shares-grown", &[], &[("more", grown)])),
        completed
            .added
            .first()
            .map(|&project| about("shares-added", project, &[])),
        lot,
    ];
    reasons.into_iter().flatten().collect()
}
