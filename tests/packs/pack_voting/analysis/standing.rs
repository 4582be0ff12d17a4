//! Who is taken forward, for rules outside the platform.

use serde_json::{Map, Value, json};

use crate::{Failure, election::Election, result};

/// Tie groups by score, the best first.
pub fn by_score<Score: Ord>(mut scores: Vec<(String, Score)>) -> Vec<Vec<String>> {
    scores.sort_by(|(_, left), (_, right)| right.cmp(left));
    let groups = scores.chunk_by(|(_, left), (_, right)| left == right);
    groups
        .map(|group| group.iter().map(|(option, _)| option.clone()).collect())
        .collect()
}

/// The fields that follow from tie groups, the seats and the lot.
pub fn fields(ranking: Vec<Vec<String>>, election: &Election) -> Result<Map<String, Value>, Failure> {
    let lot = election.lot();
    let seats = usize::try_from(election.number("seats", 1)?).unwrap_or(0);
    let (mut order, mut boundary_tie) = (Vec::new(), Vec::new());
    for group in &ranking {
        if order.len() < seats && order.len() + group.len() > seats {
            boundary_tie = group.clone();
        }
        let mut in_lot = group.clone();
        in_lot.sort_by_key(|option| lot.place(option));
        order.extend(in_lot);
    }
    let winners: Vec<String> = order.iter().take(seats).cloned().collect();
    let standing = json!({ "ranking": ranking, "order": order, "winners": winners, "boundary_tie": boundary_tie });
    Ok(result::fields(standing))
}
