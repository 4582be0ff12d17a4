//! The greatest total of votes that a budget can buy.

use serde_json::{Value, json};

use crate::{Failure, election::Election};

/// Keeps, project by project, each spending that nothing cheaper matches in votes.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let data = &election.data;
    let mut votes = vec![0u64; data.candidates.len()];
    for counted in election.approvals()? {
        for mark in &counted.ballot.marks {
            let place = data.candidates.iter().position(|option| *option == mark.option);
            votes[place.ok_or("an option without a place")?] += counted.times;
        }
    }
    let mut best: Vec<(i64, u64)> = vec![(0, 0)];
    for (&cost, votes) in data.costs.iter().zip(votes) {
        let with = best.iter().map(|&(spent, total)| (spent + cost.0, total + votes));
        let mut all: Vec<(i64, u64)> = best.iter().copied().chain(with).collect();
        all.retain(|(spent, _)| *spent <= data.budget.0);
        all.sort_by_key(|&(spent, total)| (spent, std::cmp::Reverse(total)));
        best = Vec::new();
        for (spent, total) in all {
            if best.last().is_none_or(|&(_, most)| total > most) {
                best.push((spent, total));
            }
        }
    }
    Ok(json!({ "objective": best.last().map_or(0, |&(_, total)| total) }))
}
