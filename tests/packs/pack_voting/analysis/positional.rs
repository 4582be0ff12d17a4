//! Points by place, as in Kraków: 3 for the first named, 2 for the second, 1 for the third.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Map, Value, json};

use super::standing;
use crate::{
    Failure,
    election::{Election, places},
    result,
    scalar::exact,
};

/// Adds up the weights of the places; a ballot with too many names or a repeat is invalid as a whole.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let weights = election
        .param("weights")
        .and_then(Value::as_array)
        .ok_or("no weights")?;
    let weights: Vec<BigRational> = weights.iter().map(exact).collect::<Result<_, _>>()?;
    let mut scores = vec![BigRational::default(); election.data.candidates.len()];
    let (mut valid, mut blank, mut invalid) = (0, 0, 0);
    for (times, ballot) in &election.data.ballots {
        // Options that share a place are no list of places.
        let Some(named) = places(ballot)
            .ok()
            .filter(|named| counts(named, weights.len(), election))
        else {
            invalid += times;
            continue;
        };
        *(if named.is_empty() { &mut blank } else { &mut valid }) += times;
        for (place, weight) in named.into_iter().zip(&weights) {
            scores[place] += weight * BigInt::from(*times);
        }
    }
    let scores: Vec<(String, BigRational)> = election.data.candidates.iter().cloned().zip(scores).collect();
    let by_option: Map<String, Value> = scores
        .iter()
        .map(|(option, score)| (option.clone(), result::exact(score)))
        .collect();
    let mut fields = standing::fields(standing::by_score(scores), election)?;
    fields.extend(result::fields(json!({
        "cast": valid + blank + invalid, "valid": valid, "blank": blank, "invalid": invalid, "scores": by_option,
    })));
    Ok(fields.into())
}

/// Whether a ballot names options of the paper once each, and no more than there are weights.
fn counts(named: &[usize], most: usize, election: &Election) -> bool {
    let distinct = named.iter().collect::<BTreeSet<_>>().len() == named.len();
    distinct && named.len() <= most && named.iter().all(|&place| election.option(place).is_some())
}
