//! Many points by few: those of a same small square become one, with their weight.

use std::collections::BTreeMap;

use super::Position;
use super::lloyd::Placed;

/// Side of a square, in standard deviations of the points.
const SIDE: f64 = 0.25;

/// The middles of the occupied squares, weighted by what they stand for, from left to right.
pub(super) fn sketch(points: &Placed) -> Placed {
    let count = points.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let spread = |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    let (x, y) = (mean(&points.xs), mean(&points.ys));
    let side = SIDE * (0.5 * (spread(&points.xs, x) + spread(&points.ys, y))).sqrt();
    if side <= 0.0 {
        return points.clone();
    }
    let mut squares: BTreeMap<(i64, i64), (f64, f64, f64)> = BTreeMap::new();
    for place in 0..points.len() {
        let at = points.at(place);
        let weight = points.weights[place];
        let square = (((at.x - x) / side).floor() as i64, ((at.y - y) / side).floor() as i64);
        let sum = squares.entry(square).or_default();
        *sum = (sum.0 + weight * at.x, sum.1 + weight * at.y, sum.2 + weight);
    }
    let middles = squares.into_values();
    Placed::new(middles.map(|(x, y, weight)| (Position { x: x / weight, y: y / weight }, weight)))
}
