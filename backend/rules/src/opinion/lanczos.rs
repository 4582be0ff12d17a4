//! The leading eigenvector of a large symmetric operator, by its products with vectors alone.
//!
//! Power iteration that keeps all its steps (Lanczos, J. Res. Nat. Bur. Standards 45, 1950; kept orthogonal as in Parlett,
//! "The symmetric eigenvalue problem", 1980): the same products, some ten times fewer where eigenvalues are close.

use super::lot::Lot;

/// Stops when the vector would move by less than this in one more product.
const PRECISION: f64 = 1e-8;
/// Products after which the best vector so far is taken.
const MOST_STEPS: usize = 1_000;
/// Steps kept before starting anew from the best vector.
const MOST_KEPT: usize = 250;
/// Steps between two looks at whether the vector is good enough.
const LOOK_EVERY: usize = 4;
/// Under this part of the scale of the operator, a number is a rounding error.
const ROUNDING: f64 = 1e-13;

/// The unit eigenvector of the largest eigenvalue among vectors orthogonal to `against` (a unit vector), and that
/// eigenvalue; nothing when the operator is zero there. `apply(w, u)` writes the product with `w` to `u`; the operator
/// has no negative eigenvalue. `floor` is the eigenvalue under which all is rounding error.
pub(super) fn leading(
    size: usize,
    mut apply: impl FnMut(&[f64], &mut [f64]),
    against: Option<&[f64]>,
    floor: f64,
) -> Option<(Vec<f64>, f64)> {
    // Another start for the second vector: the first one's start holds nothing more of an eigenvalue met twice.
    let mut lot = Lot::new(u64::from(against.is_some()));
    let mut start: Vec<f64> = (0..size).map(|_| lot.unit() - 0.5).collect();
    let mut steps = 0;
    loop {
        remove(against, &mut start);
        if normalise(&mut start) <= ROUNDING {
            return None;
        }
        let mut run = Run { basis: vec![start], diagonal: Vec::new(), beside: Vec::new() };
        let (vector, value, settled) = loop {
            let left = run.extend(&mut apply, against);
            steps += 1;
            let kept = run.diagonal.len();
            let over = left <= ROUNDING * run.scale() || kept == size;
            let full = kept == MOST_KEPT || steps == MOST_STEPS;
            if over || full || kept.is_multiple_of(LOOK_EVERY) {
                let (value, weights) = largest(&run.diagonal, &run.beside[..kept - 1]);
                let moves = left * weights[kept - 1].abs();
                let settled = over || steps == MOST_STEPS || moves <= PRECISION * value;
                if settled || full {
                    break (run.combine(&weights), value, settled);
                }
            }
        };
        if settled {
            return (value > floor).then_some((vector, value));
        }
        start = vector;
    }
}

/// The steps so far: orthonormal vectors in which the operator is tridiagonal.
struct Run {
    basis: Vec<Vec<f64>>,
    diagonal: Vec<f64>,
    beside: Vec<f64>,
}

impl Run {
    /// One more product; returns the length of what is new in it.
    fn extend(&mut self, apply: &mut impl FnMut(&[f64], &mut [f64]), against: Option<&[f64]>) -> f64 {
        let last = &self.basis[self.basis.len() - 1];
        let mut product = vec![0.0; last.len()];
        apply(last, &mut product);
        self.diagonal.push(dot(last, &product));
        // Twice is enough (Parlett, after Kahan).
        for _ in 0..2 {
            remove(against, &mut product);
            for kept in &self.basis {
                remove(Some(kept), &mut product);
            }
        }
        let left = normalise(&mut product);
        self.beside.push(left);
        self.basis.push(product);
        left
    }

    fn scale(&self) -> f64 {
        self.diagonal
            .iter()
            .fold(0.0, |scale: f64, value| scale.max(value.abs()))
    }

    fn combine(&self, weights: &[f64]) -> Vec<f64> {
        let mut vector = vec![0.0; self.basis[0].len()];
        for (kept, weight) in self.basis.iter().zip(weights) {
            for (sum, value) in vector.iter_mut().zip(kept) {
                *sum += weight * value;
            }
        }
        normalise(&mut vector);
        vector
    }
}

/// Largest eigenvalue of a symmetric tridiagonal matrix and its unit eigenvector.
fn largest(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let size = diagonal.len();
    let around = |row: usize| {
        let before = if row == 0 { 0.0 } else { beside[row - 1] };
        before + beside.get(row).copied().unwrap_or(0.0)
    };
    let bound = (0..size).fold(0.0, |bound: f64, row| bound.max(diagonal[row].abs() + around(row)));
    let (mut low, mut high) = (diagonal.iter().copied().fold(f64::MIN, f64::max), bound);
    // Bisection on whether all eigenvalues are below, by the signs of the pivots.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if all_below(diagonal, beside, middle) { high = middle } else { low = middle }
    }
    // Above all eigenvalues the shifted matrix is definite: no pivoting needed.
    let shift = high + bound * ROUNDING + f64::MIN_POSITIVE;
    let mut vector = vec![1.0; size];
    for _ in 0..4 {
        solve(diagonal, beside, shift, &mut vector);
        normalise(&mut vector);
    }
    (high, vector)
}

fn all_below(diagonal: &[f64], beside: &[f64], middle: f64) -> bool {
    let mut pivot = middle - diagonal[0];
    for row in 1..diagonal.len() {
        if pivot <= 0.0 {
            return false;
        }
        pivot = middle - diagonal[row] - beside[row - 1] * beside[row - 1] / pivot;
    }
    pivot > 0.0
}

/// Solves (shift − matrix) x = vector in place.
fn solve(diagonal: &[f64], beside: &[f64], shift: f64, vector: &mut [f64]) {
    let size = diagonal.len();
    let tiny = shift.abs() * f64::EPSILON + f64::MIN_POSITIVE;
    let mut pivots = vec![(shift - diagonal[0]).max(tiny); size];
    for row in 1..size {
        let ratio = beside[row - 1] / pivots[row - 1];
        pivots[row] = (shift - diagonal[row] - ratio * beside[row - 1]).max(tiny);
        vector[row] += ratio * vector[row - 1];
    }
    vector[size - 1] /= pivots[size - 1];
    for row in (0..size - 1).rev() {
        vector[row] = (vector[row] + beside[row] * vector[row + 1]) / pivots[row];
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (lefts, rights) = (left.chunks_exact(4), right.chunks_exact(4));
    let rest: f64 = lefts
        .remainder()
        .iter()
        .zip(rights.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (left, right) in lefts.zip(rights) {
        for lane in 0..4 {
            sums[lane] += left[lane] * right[lane];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// Takes out the part along a unit vector.
fn remove(unit: Option<&[f64]>, vector: &mut [f64]) {
    let Some(unit) = unit else { return };
    let along = dot(unit, vector);
    for (value, direction) in vector.iter_mut().zip(unit) {
        *value -= along * direction;
    }
}

/// Makes the vector one of length 1, unless it is zero; returns its length before.
fn normalise(vector: &mut [f64]) -> f64 {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagonal(values: Vec<f64>) -> impl FnMut(&[f64], &mut [f64]) {
        move |w, u| {
            for (place, value) in values.iter().enumerate() {
                u[place] = value * w[place];
            }
        }
    }

    #[test]
    fn close_eigenvalues_are_told_apart() {
        let values: Vec<f64> = (0..400).map(|place| 1.0 + f64::from(place) / 400.0).collect();
        let (first, value) = leading(400, diagonal(values.clone()), None, 0.0).unwrap();
        assert!((first[399].abs() - 1.0).abs() < 1e-9, "{}", first[399]);
        assert!((value - values[399]).abs() < 1e-9);
        let (second, value) = leading(400, diagonal(values.clone()), Some(&first), 0.0).unwrap();
        assert!((second[398].abs() - 1.0).abs() < 1e-9);
        assert!((value - values[398]).abs() < 1e-9);
    }

    #[test]
    fn equal_eigenvalues_give_two_orthogonal_vectors() {
        let values = vec![3.0, 3.0, 1.0, 0.5];
        let (first, _) = leading(4, diagonal(values.clone()), None, 0.0).unwrap();
        let (second, value) = leading(4, diagonal(values), Some(&first), 0.0).unwrap();
        assert!((value - 3.0).abs() < 1e-9 && dot(&first, &second).abs() < 1e-9);
    }

    #[test]
    fn nothing_leads_where_all_is_zero() {
        assert_eq!(leading(3, diagonal(vec![0.0; 3]), None, 0.0), None);
        let (first, _) = leading(2, diagonal(vec![2.0, 0.0]), None, 0.0).unwrap();
        assert_eq!(leading(2, diagonal(vec![2.0, 0.0]), Some(&first), 1e-9), None);
        assert_eq!(leading(1, diagonal(vec![2.0]), Some(&[1.0]), 1e-9), None);
    }
}
