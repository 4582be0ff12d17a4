//! The two directions along which voters differ most, and where each voter stands on them.

use super::Votes;
use super::lanczos::leading;

/// A variance below this part of the first one is a rounding error.
const ROUNDING: f64 = 1e-10;

/// Where a voter stands on the two axes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    /// On the axis that divides voters most.
    pub x: f64,
    /// On the second axis.
    pub y: f64,
}

/// Two principal components of the votes, unseen statements filled with their mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Components {
    /// Mean of each statement over those who saw it, a pass being 0; 0 for the statements left out.
    pub means: Vec<f64>,
    /// First component, of unit length or zero; the sum of its cubes is not negative.
    pub first: Vec<f64>,
    /// Second component, likewise.
    pub second: Vec<f64>,
}

impl Components {
    /// The components of the votes; a component along which nobody differs is zero.
    pub(super) fn of(votes: &Votes) -> Self {
        let size = votes.statements().len();
        let (means, centred) = centre(votes);
        let mut product = Product::new(votes, &centred);
        let first = leading(size, |w, u| product.apply(w, u), None, 0.0);
        let second = first
            .as_ref()
            .and_then(|(first, variance)| leading(size, |w, u| product.apply(w, u), Some(first), variance * ROUNDING));
        let signed =
            |found: Option<(Vec<f64>, f64)>| found.map_or_else(|| vec![0.0; size], |(vector, _)| signed(vector));
        Self { means, first: signed(first), second: signed(second) }
    }

    /// The position of each voter: their votes along the components, scaled up by the root of the share of statements
    /// that they saw. A statement left out counts as seen by all.
    pub(super) fn positions(&self, votes: &Votes) -> Vec<Position> {
        let size = self.means.len();
        let left_out = (0..size)
            .filter(|&statement| votes.left_out(statement).is_some())
            .count();
        let (_, centred) = centre(votes);
        let along =
            |component: &[f64]| -> Vec<f64> { (0..3 * size).map(|cell| centred[cell] * component[cell / 3]).collect() };
        let (along_first, along_second) = (along(&self.first), along(&self.second));
        let position = |row: &[u32]| {
            let counting = row.iter().filter(|&&cell| votes.left_out(cell as usize / 3).is_none());
            let scale = (size as f64 / (counting.count() + left_out).max(1) as f64).sqrt();
            Position { x: scale * gathered(&along_first, row), y: scale * gathered(&along_second, row) }
        };
        votes.rows().map(position).collect()
    }

    /// How far from the centre a voter stands who agrees with that statement alone.
    pub(super) fn extremity(&self, statement: usize) -> f64 {
        let length = self.first[statement].hypot(self.second[statement]);
        (self.means.len() as f64).sqrt() * (1.0 - self.means[statement]).abs() * length
    }
}

/// Means of the statements, and what each kind of vote is worth once centred: three numbers a statement.
///
/// A cell that was not seen is worth exactly 0 once filled with the mean and centred, so the matrix stays sparse.
fn centre(votes: &Votes) -> (Vec<f64>, Vec<f64>) {
    let size = votes.statements().len();
    let mut counts = vec![0u32; 3 * size];
    votes.rows().flatten().for_each(|&cell| counts[cell as usize] += 1);
    let mean = |statement: usize| match (votes.left_out(statement), &counts[3 * statement..3 * statement + 3]) {
        (None, &[disagree, pass, agree]) => {
            (f64::from(agree) - f64::from(disagree)) / f64::from(disagree + pass + agree).max(1.0)
        }
        _ => 0.0,
    };
    let means: Vec<f64> = (0..size).map(mean).collect();
    let worth = |cell: usize| match votes.left_out(cell / 3) {
        None => (cell % 3) as f64 - 1.0 - means[cell / 3],
        Some(_) => 0.0,
    };
    let centred = (0..3 * size).map(worth).collect();
    (means, centred)
}

/// The product of a vector with the centred matrix and then with its transpose, one pass over the votes.
struct Product<'a> {
    votes: &'a Votes,
    centred: &'a [f64],
    weighted: Vec<f64>,
    sums: Vec<f64>,
}

impl<'a> Product<'a> {
    fn new(votes: &'a Votes, centred: &'a [f64]) -> Self {
        Self { votes, centred, weighted: vec![0.0; centred.len()], sums: vec![0.0; centred.len()] }
    }

    fn apply(&mut self, w: &[f64], u: &mut [f64]) {
        for (cell, weighted) in self.weighted.iter_mut().enumerate() {
            *weighted = self.centred[cell] * w[cell / 3];
        }
        self.sums.fill(0.0);
        for row in self.votes.rows() {
            let along = gathered(&self.weighted, row);
            for &cell in row {
                self.sums[cell as usize] += along;
            }
        }
        for (statement, product) in u.iter_mut().enumerate() {
            let cells = 3 * statement..3 * statement + 3;
            *product = cells.map(|cell| self.centred[cell] * self.sums[cell]).sum();
        }
    }
}

/// The sum of a table over the cells of a row.
fn gathered(table: &[f64], row: &[u32]) -> f64 {
    let mut sums = [0.0; 4];
    let fours = row.chunks_exact(4);
    let rest: f64 = fours.remainder().iter().map(|&cell| table[cell as usize]).sum();
    for four in fours {
        for lane in 0..4 {
            sums[lane] += table[four[lane] as usize];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// Either sign of a component is as good: the one whose cubes do not sum below 0, so that runs agree.
fn signed(mut component: Vec<f64>) -> Vec<f64> {
    if component.iter().map(|value| value * value * value).sum::<f64>() < 0.0 {
        component.iter_mut().for_each(|value| *value = -*value);
    }
    component
}
