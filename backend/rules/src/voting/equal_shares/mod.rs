//! The method of equal shares: everyone holds the same part of the budget, and those who want a project pay for it.
//!
//! Peters and Skowron (EC 2020, arXiv 1911.11747); Peters, Pierczyński and Skowron (NeurIPS 2021, arXiv 2008.13276). While
//! supporters can pay for a project, the one is funded whose supporters pay the least for one unit of utility, each of them
//! that much or all they have.

mod completion;
mod ledger;
mod offer;
mod purses;
mod run;
mod steady;
#[cfg(test)]
mod tests;
mod working;

pub(super) use completion::{Completed, Completion, complete};
pub(super) use run::Run;
pub(super) use working::{named, tie_step, written};

/// What a supporter gains from a funded project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Utility {
    /// What it costs.
    Cost,
    /// One, whatever it costs.
    Approval,
}

/// What a count by equal shares goes by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// What there is to spend.
    pub(super) budget: i64,
    /// What a supporter gains.
    pub(super) utility: Utility,
    /// What becomes of the money that is left.
    pub(super) completion: Completion,
    /// By how much every endowment grows at a time, in whole units of the currency.
    pub(super) increment: i64,
}

impl Terms {
    /// What all voters hold together after so many increments.
    fn money(&self, voters: u64, increments: u64) -> i128 {
        i128::from(self.budget) + i128::from(increments) * i128::from(self.increment) * i128::from(voters)
    }
}
