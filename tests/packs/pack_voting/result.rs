//! Results in the words of the pack.

use num_rational::BigRational;
use serde_json::{Map, Value, json};
use tablee_rules::voting::Tally;

/// What the results of all methods have in common.
pub fn of(tally: &Tally) -> Map<String, Value> {
    let standings = tally.standings;
    fields(json!({
        "cast": standings.cast(),
        "valid": standings.valid,
        "blank": standings.blank,
        "invalid": standings.invalid,
        "ranking": tally.ranking,
        "order": tally.order,
        "winners": tally.winners,
        "boundary_tie": tally.boundary_tie,
    }))
}

/// The score of each option.
pub fn scores(tally: &Tally) -> Value {
    let lines = tally.lines.iter();
    lines
        .map(|line| (line.option.clone(), json!(line.score)))
        .collect::<Map<_, _>>()
        .into()
}

/// The fields of an object.
pub fn fields(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A fraction as the pack writes it: `p` or `p/q` in lowest terms.
pub fn fraction(numerator: u64, denominator: u64) -> Value {
    match greatest_common_divisor(numerator, denominator) {
        0 => Value::Null,
        common if common == denominator => json!(numerator / common),
        common => json!(format!("{}/{}", numerator / common, denominator / common)),
    }
}

/// An exact figure as the pack writes it: a number when it is whole, else `p/q`.
pub fn exact(figure: &BigRational) -> Value {
    let whole = figure
        .is_integer()
        .then(|| i64::try_from(figure.to_integer()).ok())
        .flatten();
    whole.map_or_else(|| json!(figure.to_string()), |whole| json!(whole))
}

fn greatest_common_divisor(left: u64, right: u64) -> u64 {
    if right == 0 { left } else { greatest_common_divisor(right, left % right) }
}
