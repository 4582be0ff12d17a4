//! Sharing out points.

use serde_json::{Map, Value, json};

use crate::{
    Adapter, Failure,
    approvals::known,
    election::{Election, pairs},
    result,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("points", points)];

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
