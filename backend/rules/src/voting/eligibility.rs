//! How many voters must pick a project before it may be funded at all.

use super::electorate::Electorate;
use super::equal_shares::named;
use super::{Reason, Step};

/// What a project needs; both rules hold where both are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eligibility {
    /// The part of all voters that must pick it, in percent; 0 for none.
    pub(super) percent: i64,
    /// Its part of the voters must be at least its part of so many budgets; 0 for no such rule. Świecie (Poland) set three budgets: a
    /// project that costs half the budget needs a sixth of the voters (equalshares.net, "Świecie 2023").
    pub(super) budgets: i64,
    /// What there is to spend.
    pub(super) budget: i64,
}

/// A project that somebody picks but too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    /// The project.
    pub(super) project: usize,
    /// Ballots that pick it.
    pub(super) votes: i64,
    /// How many it would have taken.
    pub(super) needed: i64,
}

impl Eligibility {
    /// The projects that too few pick, most votes first.
    pub(super) fn short_of_votes(&self, electorate: &Electorate) -> Vec<Short> {
        let of =
            |project| Short { project, votes: electorate.votes(project), needed: self.needed(electorate, project) };
        let short = electorate.by_votes().into_iter().map(of);
        short.filter(|short| short.votes < short.needed).collect()
    }

    /// The fewest voters whose part of all is as much as each rule asks for.
    fn needed(&self, electorate: &Electorate, project: usize) -> i64 {
        let voters = i128::from(electorate.voters);
        let cost = i128::from(electorate.projects[project].cost);
        let part = |of: i128, whole: i128| if whole > 0 { (of * voters + whole - 1) / whole } else { 0 };
        let by_percent = part(self.percent.into(), 100);
        let by_cost = part(cost, i128::from(self.budgets) * i128::from(self.budget));
        i64::try_from(by_percent.max(by_cost)).unwrap_or(i64::MAX)
    }
}

impl Short {
    /// Why it may not be funded.
    pub(super) fn reason(&self, electorate: &Electorate) -> Reason {
        let numbers = [("votes", self.votes), ("threshold", self.needed)];
        Reason::new("budget-too-few", &[("project", electorate.projects[self.project].option)], &numbers)
    }

    /// The same as a step of the count.
    pub(super) fn step(&self, electorate: &Electorate) -> Step {
        let cost = electorate.projects[self.project].cost;
        Step {
            kind: "too_few".to_owned(),
            option: Some(electorate.option(self.project)),
            figures: named(&[("votes", self.votes), ("cost", cost), ("needed", self.needed)]),
            ..Step::default()
        }
    }
}
