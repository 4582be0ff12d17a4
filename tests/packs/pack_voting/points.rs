//! Sharing out points, and points by place.

use serde_json::{Map, Value, json};

use crate::{
    Adapter, Failure, analysis,
    approvals::known,
    election::{Election, pairs},
    rankings, result,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("points", points), ("positional", positional)];

fn points(election: &Election) -> Result<Value, Failure> {
    let settings = [
        ("total", election.number("max_total", i64::MAX)?),
        ("cap", election.number("max_per_option", 0)?),
        ("at_least", election.number("min_total", 0)?),
    ];
    let tally = known("points")?.tally(&election.ballots(pairs), &election.paper(&settings)?, &election.lot());
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

/// The method that facilitators are offered, where it takes these weights.
fn positional(election: &Election) -> Result<Value, Failure> {
    let weights = election.param("weights").and_then(Value::as_array);
    let offered = weights.filter(|weights| weights.len() <= PLACES.len());
    let offered = offered.and_then(|weights| weights.iter().map(Value::as_i64).collect::<Option<Vec<i64>>>());
    let Some(weights) = offered else { return analysis::positional::run(election) };
    let settings: Vec<(&str, i64)> = PLACES
        .into_iter()
        .zip(weights.into_iter().chain(std::iter::repeat(0)))
        .collect();
    let paper = election.paper(&settings)?;
    let tally = known("points_by_place")?.tally(&election.ballots(rankings::read), &paper, &election.lot());
    let mut fields = result::of(&tally);
    fields.insert("scores".to_owned(), result::scores(&tally));
    Ok(fields.into())
}
