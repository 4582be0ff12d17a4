//! The files of the pack: `cases/METHOD__NAME.json` and `data/NAME.json`.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::scalar::{exact, list, name, whole};

/// A case: one election, or a bundle of small ones.
#[derive(Deserialize)]
pub struct Case {
    /// The pack's name of the method.
    pub method: String,
    /// Several elections, each an [`Item`] with its id.
    pub bundle: Option<Vec<Value>>,
}

/// One election of a case.
#[derive(Deserialize)]
pub struct Item {
    /// Options and ballots, or the name of their file; panels have none.
    #[serde(default)]
    pub data: Value,
    /// People to draw from, each with an `id` and answers; panels alone have them.
    #[serde(default)]
    pub people: Vec<BTreeMap<String, Value>>,
    /// Parameters of the method.
    #[serde(default)]
    pub params: Map<String, Value>,
}

/// Options and ballots.
#[derive(Default, Deserialize)]
pub struct Data {
    /// Ids of the options; ballots name them by their place here.
    #[serde(default, deserialize_with = "names")]
    pub candidates: Vec<String>,
    /// How often each ballot was cast, and the ballot in the form of its kind.
    #[serde(default, deserialize_with = "ballots")]
    pub ballots: Vec<(u64, Value)>,
    /// Instead of ballots: how many judges gave each grade, the worst first, by option.
    #[serde(default)]
    pub tallies: Option<BTreeMap<String, Vec<u64>>>,
    /// What each option costs, in the order of the options.
    #[serde(default, deserialize_with = "sums")]
    pub costs: Vec<BigRational>,
    /// The budget.
    #[serde(default)]
    pub budget: Value,
}

fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    list(deserializer, name)
}

fn sums<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BigRational>, D::Error> {
    list(deserializer, exact)
}

/// Ballots that nobody cast are none.
fn ballots<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(u64, Value)>, D::Error> {
    let mut ballots = list(deserializer, |entry| match entry.as_array().map(Vec::as_slice) {
        Some([times, ballot]) => Ok((whole(times)?, ballot.clone())),
        _ => Err(format!("not a ballot with how often it was cast: {entry}").into()),
    })?;
    ballots.retain(|(times, _)| *times > 0);
    Ok(ballots)
}
