//! An election of the pack in the terms of the rules.

use std::{collections::BTreeMap, fs, path::Path};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use serde_json::{Map, Value};
use tablee_rules::voting::{Ballot, Counted, Lot, Mark, Paper, Settings};

use crate::{
    Failure,
    case::{Data, Item},
    result,
    scalar::{exact, name, whole},
};

/// One election, its data at hand.
pub struct Election {
    /// Options and ballots; empty for panels.
    pub data: Data,
    /// People to draw a panel from; empty for votes.
    pub people: Vec<BTreeMap<String, Value>>,
    /// The budget, in parts of [`Election::unit`].
    pub budget: i64,
    /// What each option costs, in the same parts, in the order of the options.
    pub costs: Vec<i64>,
    /// Into how many parts the pack's unit of money is divided: the rules take whole sums, the pack also others.
    unit: BigInt,
    params: Map<String, Value>,
}

impl Election {
    /// An election whose data may be in a file of its own.
    pub fn read(pack: &Path, item: Item) -> Result<Self, Failure> {
        let data: Data = match item.data {
            Value::Null => Data::default(),
            Value::String(name) => {
                let path = pack.join("data").join(format!("{name}.json"));
                serde_json::from_slice(&fs::read(path)?)?
            }
            data => serde_json::from_value(data)?,
        };
        let budget = exact(&data.budget)?;
        let increment = exact(item.params.get("increment").unwrap_or(&Value::Null))?;
        let sums = data.costs.iter().chain([&budget, &increment]);
        let unit = sums.fold(BigInt::from(1), |unit, sum| unit.lcm(sum.denom()));
        let costs = data.costs.iter().map(|cost| in_parts(cost, &unit));
        Ok(Self {
            budget: in_parts(&budget, &unit)?,
            costs: costs.collect::<Result<_, _>>()?,
            data,
            people: item.people,
            unit,
            params: item.params,
        })
    }

    /// A parameter, when it is there and not null.
    pub fn param(&self, name: &str) -> Option<&Value> {
        self.params.get(name).filter(|value| !value.is_null())
    }

    /// A whole parameter, or this value when it is left out.
    pub fn number(&self, name: &str, otherwise: i64) -> Result<i64, Failure> {
        self.param(name).map_or(Ok(otherwise), whole)
    }

    /// Whether something applies, or this when it is left out.
    pub fn flag(&self, name: &str, otherwise: bool) -> Result<bool, Failure> {
        match self.param(name) {
            Some(Value::Bool(applies)) => Ok(*applies),
            _ => Ok(self.number(name, otherwise.into())? != 0),
        }
    }

    /// A sum of money among the parameters, or this one when it is left out, in parts of the unit.
    pub fn sum(&self, name: &str, otherwise: i64) -> Result<i64, Failure> {
        let sum = self.param(name).map_or(Ok(BigInt::from(otherwise).into()), exact)?;
        in_parts(&sum, &self.unit)
    }

    /// Parts of the unit, written `p` or `p/q`, as the pack writes sums.
    pub fn in_units(&self, parts: &str) -> Result<Value, Failure> {
        Ok(result::exact(&(parts.parse::<BigRational>()? / &self.unit)))
    }

    /// The public lot: `tie_order`, or the order of the options.
    pub fn lot(&self) -> Lot {
        let given = self.param("tie_order").and_then(Value::as_array);
        match given {
            Some(order) => Lot::given(order.iter().filter_map(|option| name(option).ok())),
            None => Lot::given(self.data.candidates.iter().cloned()),
        }
    }

    /// The paper of these options, with the seats of the parameters (one when they say none) and these settings.
    pub fn paper(&self, settings: &[(&str, i64)]) -> Result<Paper, Failure> {
        let costs = self.data.candidates.iter().cloned().zip(self.costs.iter().copied());
        Ok(Paper {
            options: self.data.candidates.clone(),
            costs: costs.collect(),
            seats: u32::try_from(self.number("seats", 1)?).unwrap_or(0),
            settings: Settings::new(settings.iter().copied()),
            ..Paper::default()
        })
    }

    /// The ballots, each read by this function as a list of option places and values. One that cannot be read, or names an option that is
    /// not there, is invalid.
    pub fn ballots(&self, read: impl Fn(&Value) -> Result<Vec<(usize, i64)>, Failure>) -> Vec<Counted> {
        let ballot = |ballot: &Value| -> Option<Ballot> {
            let marks = read(ballot).ok()?.into_iter();
            let marks = marks.map(|(place, value)| Some(Mark { option: self.option(place)?.to_owned(), value }));
            Some(Ballot { marks: marks.collect::<Option<_>>()? })
        };
        let ballots = self.data.ballots.iter();
        ballots
            .map(|(times, cast)| Counted { ballot: ballot(cast).unwrap_or_else(Ballot::spoiled), times: *times })
            .collect()
    }

    /// Ballots that name options: `[2,5]`.
    pub fn approvals(&self) -> Vec<Counted> {
        self.ballots(|ballot| Ok(places(ballot)?.into_iter().map(|place| (place, 1)).collect()))
    }

    /// The id of the option at a place.
    pub fn option(&self, place: usize) -> Option<&str> {
        self.data.candidates.get(place).map(String::as_str)
    }
}

/// The places that a list holds; nothing is an empty list.
pub fn places(list: &Value) -> Result<Vec<usize>, Failure> {
    elements(list)?.iter().map(whole).collect()
}

/// What a list holds; nothing is an empty list.
pub fn elements(list: &Value) -> Result<&[Value], Failure> {
    match list {
        Value::Null => Ok(&[]),
        Value::Array(elements) => Ok(elements),
        _ => Err(format!("not a list: {list}").into()),
    }
}

/// Options by place, each with a whole number: `[[2,1],[5,-1]]`.
pub fn pairs(list: &Value) -> Result<Vec<(usize, i64)>, Failure> {
    let pair = |pair: &Value| match elements(pair)? {
        [place, value] => Ok((whole(place)?, whole(value)?)),
        _ => Err(format!("not an option and a number: {pair}").into()),
    };
    elements(list)?.iter().map(pair).collect()
}

fn in_parts(sum: &BigRational, unit: &BigInt) -> Result<i64, Failure> {
    let parts = (sum * unit).to_integer();
    i64::try_from(parts).map_err(|_| format!("too large a sum: {sum}").into())
}
