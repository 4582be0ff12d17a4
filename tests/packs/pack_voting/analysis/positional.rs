//! Points by place, as in Kraków: 3 for the first named, 2 for the second, 1 for the third.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::standing;
use crate::{
    Failure,
    election::{Election, places},
};

/// Adds up the weights of the places; a ballot with too many names or a repeat is invalid as a whole.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let weights = election
        .param("weights")
        .and_then(Value::as_array)
        .ok_or("no weights")?;
    let weights: Vec<i64> = weights.iter().filter_map(Value::as_i64).collect();
    let mut scores = vec![0; election.data.candidates.len()];
    let (mut valid, mut blank, mut invalid) = (0, 0, 0);
    for (times, ballot) in &election.data.ballots {
        // Options that share a place are no list of places.
        let named = places(ballot).unwrap_or_default();
        let distinct = named.iter().collect::<BTreeSet<_>>().len() == named.len();
        if ballot.as_array().is_some_and(Vec::is_empty) {
            blank += times;
        } else if named.is_empty() || named.len() > weights.len() || !distinct {
            invalid += times;
        } else {
            valid += times;
            for (place, weight) in named.into_iter().zip(&weights) {
                election.option(place)?;
                scores[place] += weight * i64::try_from(*times)?;
            }
        }
    }
    let scores: Vec<(String, i64)> = election.data.candidates.iter().cloned().zip(scores).collect();
    let by_option: Map<String, Value> = scores
        .iter()
        .map(|(option, score)| (option.clone(), json!(score)))
        .collect();
    let mut fields = standing::fields(standing::by_score(scores), election);
    fields.extend(crate::result::fields(json!({
        "cast": valid + blank + invalid, "valid": valid, "blank": blank, "invalid": invalid, "scores": by_option,
    })));
    Ok(fields.into())
}
