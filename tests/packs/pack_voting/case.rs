//! The files of the pack: `cases/METHOD__NAME.json` and `data/NAME.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value};

/// A case: one election, or a bundle of small ones.
#[derive(Deserialize)]
pub struct Case {
    /// The pack's name of the method.
    pub method: String,
    /// What is to be counted.
    #[serde(flatten)]
    pub content: Content,
}

/// What a case holds.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Content {
    /// Several elections, each with its id.
    Bundle {
        /// Them.
        bundle: Vec<Item>,
    },
    /// A single one.
    One(Item),
}

/// One election of a case.
#[derive(Deserialize)]
pub struct Item {
    /// Its id inside a bundle.
    #[serde(default)]
    pub id: String,
    /// Options and ballots, or the name of their file; panels have none.
    pub data: Option<DataOrName>,
    /// People to draw from, each with an `id` and answers; panels alone have them.
    #[serde(default)]
    pub people: Vec<BTreeMap<String, String>>,
    /// Parameters of the method.
    pub params: Map<String, Value>,
}

/// Data in place, or by the name of its file.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum DataOrName {
    /// The file `data/NAME.json`.
    Name(String),
    /// The data itself.
    Data(Data),
}

/// Options and ballots.
#[derive(Default, Deserialize)]
pub struct Data {
    /// Ids of the options; ballots name them by their place here.
    pub candidates: Vec<String>,
    /// How often each ballot was cast, and the ballot in the form of its kind.
    #[serde(default)]
    pub ballots: Vec<(u64, Value)>,
    /// Instead of ballots: how many judges gave each grade, the worst first, by option.
    #[serde(default)]
    pub tallies: BTreeMap<String, Vec<u64>>,
    /// What each option costs, in hundredths, in the order of the options.
    #[serde(default)]
    pub costs: Vec<Hundredths>,
    /// The budget, in hundredths.
    #[serde(default)]
    pub budget: Hundredths,
}

/// A sum of money in hundredths of the pack's unit: the pack writes some sums with decimals, and the rules take whole sums.
#[derive(Clone, Copy, Default)]
pub struct Hundredths(pub i64);

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = match Value::deserialize(deserializer)? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
        let hundredths = (decimals.len() <= 2).then(|| format!("{whole}{decimals:0<2}").parse());
        match hundredths {
            Some(Ok(hundredths)) => Ok(Self(hundredths)),
            _ => Err(Error::custom(format!("not a sum of money: {written}"))),
        }
    }
}
