//! The greatest total of votes that a budget can buy.

use serde_json::{Value, json};

use super::patterns::Patterns;
use crate::{Failure, election::Election};

/// Keeps, project by project, each spending that nothing cheaper matches in votes.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let data = &election.data;
    let mut votes = vec![0u64; data.candidates.len()];
    for (times, picks) in &Patterns::of(election)?.ballots {
        picks.iter().for_each(|&place| votes[place] += times);
    }
    let mut best: Vec<(i64, u64)> = vec![(0, 0)];
    for (&cost, votes) in election.costs.iter().zip(votes) {
        let with = best.iter().map(|&(spent, total)| (spent + cost, total + votes));
        let mut all: Vec<(i64, u64)> = best.iter().copied().chain(with).collect();
        all.retain(|(spent, _)| *spent <= election.budget);
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
