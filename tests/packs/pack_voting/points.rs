//! Sharing out points, and points by place.

use serde_json::{Map, Value, json};

use crate::{Adapter, Failure, approvals::known, election::Election, rankings, result};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("points", points), ("positional", positional)];

fn points(election: &Election) -> Result<Value, Failure> {
    let settings = [
        ("total", election.number("max_total", i64::MAX)),
        ("cap", election.number("max_per_option", 0)),
        ("at_least", election.number("min_total", 0)),
    ];
    let ballots = election.ballots(|ballot| Ok(serde_json::from_value(ballot.clone())?))?;
    let tally = known("points")?.tally(&ballots, &election.paper(&settings), &election.lot());
    let supporters = tally
        .lines
        .iter()
        .map(|line| (line.option.clone(), json!(line.figures.get("supporters"))));
    let mut fields = result::of(&tally);
    fields.insert("supporters".to_owned(), supporters.collect::<Map<_, _>>().into());
    fields.insert("scores".to_owned(), result::scores(&tally));
    Ok(fields.into())
}

/// The names of the places.
const PLACES: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

fn positional(election: &Election) -> Result<Value, Failure> {
    let weights = election
        .param("weights")
        .and_then(Value::as_array)
        .ok_or("no weights")?;
    let weights: Vec<i64> = weights.iter().filter_map(Value::as_i64).collect();
    if weights.len() > PLACES.len() {
        return Err("more places than a facilitator may ask for".into());
    }
    let settings: Vec<(&str, i64)> = PLACES
        .into_iter()
        .zip(weights.into_iter().chain(std::iter::repeat(0)))
        .collect();
    let paper = election.paper(&settings);
    let tally = known("points_by_place")?.tally(&election.ballots(rankings::read)?, &paper, &election.lot());
    let mut fields = result::of(&tally);
    fields.insert("scores".to_owned(), result::scores(&tally));
    Ok(fields.into())
}
