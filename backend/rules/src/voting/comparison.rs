//! The comparison step: what equal shares fund beside what most votes fund, and which of the two more voters prefer.
//!
//! It is that of equalshares.net (computation tool, `comparisonStep`), as Świecie (Poland) has used it since 2023: a voter prefers the
//! outcome that funds more of what they picked, and equal shares stand unless more voters prefer most votes.

use std::collections::BTreeMap;

use super::Reason;
use super::budget::whole;
use super::by_votes;
use super::electorate::Electorate;
use super::equal_shares::{Completed, Terms, complete};
use super::lot_effect::Outcome;

/// What a voter goes by who compares two outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// How many of the projects that they picked are funded.
    Projects,
    /// What the projects that they picked and that are funded cost.
    Cost,
}

/// What equal shares come to, and what they were compared with.
pub(super) struct Decided<'a> {
    /// The count by equal shares.
    pub(super) completed: Completed<'a>,
    comparison: Option<Comparison>,
}

/// The other outcome, and how many voters prefer each.
struct Comparison {
    /// What most votes fund, in order, past what is too dear.
    most_votes: Vec<usize>,
    /// Voters who prefer what equal shares fund.
    for_shares: u64,
    /// Voters who prefer what most votes fund.
    for_most_votes: u64,
    /// Whether both fund the same projects.
    same: bool,
}

/// Counts by equal shares, and compares what comes out if there is a measure for it.
pub(super) fn decide<'a>(electorate: &'a Electorate<'a>, terms: &Terms, measure: Option<Measure>) -> Decided<'a> {
    let completed = complete(electorate, terms);
    let funded = completed.outcome().taken;
    let comparison = measure.map(|measure| Comparison::of(electorate, &funded, terms.budget, measure));
    Decided { completed, comparison }
}

impl Decided<'_> {
    /// What stands, and where the lot had a say in it.
    pub(super) fn outcome(&self) -> Outcome {
        let shares = self.completed.outcome();
        match &self.comparison {
            None => shares,
            Some(comparison) => comparison.outcome(self.completed.run.electorate, shares),
        }
    }

    /// What the projects cost that are funded in the end.
    pub(super) fn spent(&self) -> i64 {
        self.instead()
            .map_or(self.completed.spent, |most_votes| self.completed.run.electorate.cost(most_votes))
    }

    /// What most votes fund, when it takes the place of what equal shares fund.
    pub(super) fn instead(&self) -> Option<&[usize]> {
        let comparison = self.comparison.as_ref()?;
        (!comparison.keeps_shares()).then_some(&comparison.most_votes)
    }

    /// Which outcome stands after the comparison, and why; what equal shares would have funded when they do not.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = self.comparison.iter().map(Comparison::reason).collect();
        reasons.extend(self.instead().map(|_| {
            let funded = whole(self.completed.outcome().taken.len());
            Reason::new("compared-instead", &[], &[("funded", funded), ("spent", self.completed.spent)])
        }));
        reasons
    }

    /// Both outcomes by name, for whoever counts again.
    pub(super) fn sets(&self) -> BTreeMap<String, Vec<String>> {
        let electorate = self.completed.run.electorate;
        let Some(comparison) = &self.comparison else { return BTreeMap::new() };
        let shares = electorate.options(&self.completed.outcome().taken);
        let most_votes = electorate.options(&comparison.most_votes);
        BTreeMap::from([("by_shares".to_owned(), shares), ("by_most_votes".to_owned(), most_votes)])
    }

    /// What both outcomes cost and how many voters prefer each, by name.
    pub(super) fn figures(&self) -> Vec<(&'static str, i64)> {
        let Some(comparison) = &self.comparison else { return Vec::new() };
        vec![
            ("shares_spent", self.completed.spent),
            ("most_votes_spent", self.completed.run.electorate.cost(&comparison.most_votes)),
            ("prefer_shares", whole(comparison.for_shares)),
            ("prefer_most_votes", whole(comparison.for_most_votes)),
        ]
    }
}

impl Comparison {
    /// Compares what equal shares fund with what the budget pays for by most votes.
    fn of(electorate: &Electorate, shares: &[usize], budget: i64, measure: Measure) -> Self {
        let most_votes = by_votes::fund(electorate, &[], budget);
        let held = |funded: &[usize]| {
            (0..electorate.projects.len())
                .map(|project| funded.contains(&project))
                .collect()
        };
        let (by_shares, by_most_votes): (Vec<bool>, Vec<bool>) = (held(shares), held(&most_votes));
        let worth = |project: usize| match measure {
            Measure::Projects => 1,
            Measure::Cost => electorate.projects[project].cost,
        };
        let (mut for_shares, mut for_most_votes) = (0, 0);
        for (pattern, times) in electorate.times.iter().enumerate() {
            let picked = electorate.picks.row(pattern).iter().map(|&project| project as usize);
            let lead =
                |project: usize| (i64::from(by_shares[project]) - i64::from(by_most_votes[project])) * worth(project);
            match picked.map(lead).fold(0, i64::saturating_add) {
                1.. => for_shares += times,
                0 => {}
                _ => for_most_votes += times,
            }
        }
        Self { same: by_shares == by_most_votes, most_votes, for_shares, for_most_votes }
    }

    /// Whether what equal shares fund stands.
    fn keeps_shares(&self) -> bool {
        self.for_shares >= self.for_most_votes
    }

    /// Which of the two stands, and why.
    fn reason(&self) -> Reason {
        let key = match (self.same, self.keeps_shares()) {
            (true, _) => "compared-same",
            (false, true) => "compared-shares",
            (false, false) => "compared-most-votes",
        };
        Reason::new(key, &[], &[("shares", whole(self.for_shares)), ("most", whole(self.for_most_votes))])
    }

    /// What the lot may change, when equal shares by themselves come to this outcome: every tie that either count meets, as it may also
    /// change which of the two stands.
    fn outcome(&self, electorate: &Electorate, shares: Outcome) -> Outcome {
        let cut = by_votes::cut(electorate, &[], &self.most_votes);
        let taken = if self.keeps_shares() { shares.taken } else { self.most_votes.clone() };
        let read = shares.read + electorate.marks();
        Outcome { taken, cut: Vec::new(), open: [shares.open, shares.cut, cut].concat(), read }
    }
}
