//! The symmetric Borda score as a rule of its own.

use serde_json::{Value, json};

use super::standing;
use crate::{Failure, election::Election, rankings, result};

/// The order of the Borda scores that come with Schulze's method.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let tally = rankings::compared(election)?;
    let score = |line: &tablee_rules::voting::Line| line.figures.get("borda").copied().unwrap_or(0);
    let scores: Vec<(String, i64)> = tally
        .lines
        .iter()
        .map(|line| (line.option.clone(), score(line)))
        .collect();
    let by_option = scores.iter().map(|(option, score)| (option.clone(), json!(score)));
    let by_option: serde_json::Map<String, Value> = by_option.collect();
    let mut fields = standing::fields(standing::by_score(scores), election)?;
    fields.extend(result::fields(json!({ "scores": by_option })));
    Ok(fields.into())
}
