//! Ballots that pick options, by the places of the options.

use tablee_rules::voting::Standing;

use crate::{
    Failure,
    approvals::known,
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
    /// Those of an election; ballots with a repeat, or with an option that is not there, are left out.
    pub fn of(election: &Election) -> Result<Self, Failure> {
        let (approval, paper) = (known("approval")?, election.paper(&[])?);
        let (mut ballots, mut blank) = (Vec::new(), 0);
        for ((times, ballot), counted) in election.data.ballots.iter().zip(election.approvals()) {
            match approval.judge(&counted.ballot, &paper) {
                Ok(Standing::Valid) => ballots.push((*times, places(ballot)?)),
                Ok(Standing::Blank) => blank += times,
                Err(_) => {}
            }
        }
        Ok(Self { ballots, blank })
    }
}
