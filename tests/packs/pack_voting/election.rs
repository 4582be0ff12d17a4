//! An election of the pack in the terms of the rules.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Map, Value};
use tablee_rules::voting::{Ballot, Counted, Lot, Mark, Paper, Settings};

use crate::{
    Failure,
    case::{Data, DataOrName, Item},
};

/// One election, its data at hand.
pub struct Election {
    /// Options and ballots; empty for panels.
    pub data: Data,
    /// People to draw a panel from; empty for votes.
    pub people: Vec<BTreeMap<String, String>>,
    params: Map<String, Value>,
}

impl Election {
    /// An election whose data may be in a file of its own.
    pub fn read(pack: &Path, item: Item) -> Result<Self, Failure> {
        let data = match item.data {
            None => Data::default(),
            Some(DataOrName::Data(data)) => data,
            Some(DataOrName::Name(name)) => {
                let path = pack.join("data").join(format!("{name}.json"));
                serde_json::from_slice(&fs::read(path)?)?
            }
        };
        Ok(Self { data, people: item.people, params: item.params })
    }

    /// A parameter, when it is there and not null.
    pub fn param(&self, name: &str) -> Option<&Value> {
        self.params.get(name).filter(|value| !value.is_null())
    }

    /// A whole parameter, or this value when it is left out.
    pub fn number(&self, name: &str, otherwise: i64) -> i64 {
        self.param(name).and_then(Value::as_i64).unwrap_or(otherwise)
    }

    /// The public lot: `tie_order`, or the order of the options.
    pub fn lot(&self) -> Lot {
        let given = self.param("tie_order").and_then(Value::as_array);
        match given {
            Some(order) => Lot::given(order.iter().filter_map(Value::as_str)),
            None => Lot::given(self.data.candidates.iter().cloned()),
        }
    }

    /// The paper of these options, with the seats of the parameters (one when they say none) and these settings.
    pub fn paper(&self, settings: &[(&str, i64)]) -> Paper {
        let costs = self
            .data
            .candidates
            .iter()
            .cloned()
            .zip(self.data.costs.iter().map(|cost| cost.0));
        Paper {
            options: self.data.candidates.clone(),
            costs: costs.collect(),
            seats: u32::try_from(self.number("seats", 1)).unwrap_or(0),
            settings: Settings::new(settings.iter().copied()),
            ..Paper::default()
        }
    }

    /// The ballots, each read by this function as a list of option places and values.
    pub fn ballots(
        &self,
        read: impl Fn(&Value) -> Result<Vec<(usize, i64)>, Failure>,
    ) -> Result<Vec<Counted>, Failure> {
        let counted = |(times, ballot): &(u64, Value)| {
            let marks = read(ballot)?
                .into_iter()
                .map(|(place, value)| Ok(Mark { option: self.option(place)?.to_owned(), value }))
                .collect::<Result<_, Failure>>()?;
            Ok(Counted { ballot: Ballot { marks }, times: *times })
        };
        self.data.ballots.iter().map(counted).collect()
    }

    /// Ballots that name options: `[2,5]`.
    pub fn approvals(&self) -> Result<Vec<Counted>, Failure> {
        self.ballots(|ballot| Ok(places(ballot)?.into_iter().map(|place| (place, 1)).collect()))
    }

    /// The id of the option at a place.
    pub fn option(&self, place: usize) -> Result<&str, Failure> {
        let found = self.data.candidates.get(place).map(String::as_str);
        found.ok_or_else(|| format!("no option at place {place}").into())
    }
}

/// The places that a list holds.
pub fn places(list: &Value) -> Result<Vec<usize>, Failure> {
    Ok(serde_json::from_value(list.clone())?)
}
