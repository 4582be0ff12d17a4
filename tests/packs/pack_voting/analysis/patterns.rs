//! Ballots that pick options, by the places of the options.

use crate::{
    Failure,
    election::{Election, places},
};

/// The ballots that pick something, and how many pick nothing.
pub struct Patterns {
    /// How often each was cast, and what it picks.
    pub ballots: Vec<(u64, Vec<usize>)>,
    /// Empty ballots.
    pub blank: u64,
}

impl Patterns {
    /// Those of an election.
    pub fn of(election: &Election) -> Result<Self, Failure> {
        let ballots = election.data.ballots.iter();
        let mut ballots = ballots
            .map(|(times, ballot)| Ok((*times, places(ballot)?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let blank = ballots
            .iter()
            .filter(|(_, picks)| picks.is_empty())
            .map(|(times, _)| times)
            .sum();
        ballots.retain(|(_, picks)| !picks.is_empty());
        Ok(Self { ballots, blank })
    }
}
