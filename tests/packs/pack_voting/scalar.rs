//! Numbers and names as packs write them: `3`, `3.0`, `"3"`, `12.345`, `"1/3"`, `1e3`.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

use crate::Failure;

/// A name, which may be written as a number.
pub fn name(value: &Value) -> Result<String, Failure> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        _ => Err(format!("not a name: {value}").into()),
    }
}

/// A number, exactly as it is written: decimals are not rounded. Nothing stands for zero.
pub fn exact(value: &Value) -> Result<BigRational, Failure> {
    let text = match value {
        Value::Null => "0".to_owned(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    written(&text).ok_or_else(|| format!("not a number: {text}").into())
}

/// A whole number that fits.
pub fn whole<T: TryFrom<BigInt>>(value: &Value) -> Result<T, Failure> {
    let number = exact(value)?;
    let fitting = number.is_integer().then(|| T::try_from(number.to_integer()).ok());
    fitting
        .flatten()
        .ok_or_else(|| format!("not such a whole number: {value}").into())
}

/// Of a list, each element read by this function: for `deserialize_with`.
pub fn list<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl Fn(&Value) -> Result<T, Failure>,
) -> Result<Vec<T>, D::Error> {
    let list = Option::<Vec<Value>>::deserialize(deserializer)?.unwrap_or_default();
    list.iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(D::Error::custom)
}

/// `p`, `p/q`, decimals, and either with a power of ten.
fn written(text: &str) -> Option<BigRational> {
    if text.contains('/') {
        return text.parse().ok();
    }
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (units, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits: BigInt = format!("{units}{decimals}").parse().ok()?;
    let power = power.trim_start_matches('+').parse::<i32>().ok()? - i32::try_from(decimals.len()).ok()?;
    // No sum of money has more digits than that.
    (-40..=40)
        .contains(&power)
        .then(|| BigRational::from(digits) * BigRational::from(BigInt::from(10)).pow(power))
}
