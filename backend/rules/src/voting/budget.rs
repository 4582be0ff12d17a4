//! What the methods that share out a budget have in common: costs, the budget itself, and what is wrong with them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Line, Lot, MethodFault, Paper, Reason};
use crate::limits;
use crate::results::share;

/// A project: an option that costs money, and how many ballots pick it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Project<'a> {
    /// Id of the option.
    pub(super) option: &'a str,
    /// In whole units of the currency, never negative.
    pub(super) cost: i64,
    /// Ballots that pick it.
    pub(super) votes: u64,
}

impl Project<'_> {
    /// Most votes first, then the lower cost, then the lot.
    pub(super) fn order(&self, lot: &Lot) -> (Reverse<u64>, i64, usize) {
        (Reverse(self.votes), self.cost, lot.place(self.option))
    }

    /// Whether only the lot orders the two.
    pub(super) fn ties_with(&self, other: &Project) -> bool {
        (self.votes, self.cost) == (other.votes, other.cost)
    }

    /// Its line in the result, ranked by votes; the share is of the valid ballots.
    pub(super) fn line(&self, ballots: u64) -> Line {
        Line {
            option: self.option.to_owned(),
            score: whole(self.votes),
            share: share(self.votes, ballots),
            figures: BTreeMap::from([("cost".to_owned(), self.cost)]),
            order: vec![self.votes as f64],
            ..Line::default()
        }
    }
}

/// What keeps a vote on a budget from opening.
pub(super) fn faults(paper: &Paper, budget: i64, at_most: i64) -> Vec<MethodFault> {
    let missing = paper
        .options
        .iter()
        .filter(|option| !paper.costs.contains_key(*option))
        .count();
    let negative = paper.options.iter().any(|option| paper.cost(option) < 0);
    let huge = paper.options.iter().any(|option| paper.cost(option) > limits::MONEY);
    let faults = [
        (budget <= 0).then_some(MethodFault::NoBudget),
        (missing > 0).then_some(MethodFault::CostMissing { missing }),
        negative.then_some(MethodFault::CostNegative),
        (huge || budget > limits::MONEY).then_some(MethodFault::TooMuchMoney { most: limits::MONEY }),
        at_most_fault(paper, at_most),
    ];
    faults.into_iter().flatten().collect()
}

/// A most on each ballot that no ballot can reach.
pub(super) fn at_most_fault(paper: &Paper, at_most: i64) -> Option<MethodFault> {
    let options = paper.options.len();
    let possible = usize::try_from(at_most).is_ok_and(|most| most <= options);
    (!possible).then_some(MethodFault::ChoiceBounds { options })
}

/// A count as a figure of a result.
pub(super) fn whole(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// The sentence about the lot, when it decided between these options, which tied.
pub(super) fn lot_reason(between: &[String]) -> Option<Reason> {
    let [first, second, rest @ ..] = between else { return None };
    let named = [("first", first.as_str()), ("second", second.as_str())];
    Some(Reason::new("budget-lot", &named, &[("others", whole(rest.len()))]))
}
