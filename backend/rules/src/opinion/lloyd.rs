//! Moves centres to the middle of the points nearest to them until they rest (Lloyd, IEEE Trans. Inf. Theory 28, 1982).

use super::Position;

/// Steps after which centres are taken as they are.
const MOST_STEPS: usize = 100;

/// Points with a weight, coordinates apart so that loops over them are fast.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// First coordinates.
    pub xs: Vec<f64>,
    /// Second coordinates.
    pub ys: Vec<f64>,
    /// Weights, above 0.
    pub weights: Vec<f64>,
}

/// Centres at rest.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The centres.
    pub centres: Vec<Position>,
    /// The centre of each point.
    pub labels: Vec<u8>,
    /// Sum of the squared distances to them.
    pub inertia: f64,
}

impl Placed {
    /// These points with their weights.
    pub(super) fn new(points: impl IntoIterator<Item = (Position, f64)>) -> Self {
        let mut placed = Self::default();
        for (position, weight) in points {
            placed.xs.push(position.x);
            placed.ys.push(position.y);
            placed.weights.push(weight);
        }
        placed
    }

    /// How many points there are.
    pub(super) fn len(&self) -> usize {
        self.xs.len()
    }

    /// The point of that place.
    pub(super) fn at(&self, place: usize) -> Position {
        Position { x: self.xs[place], y: self.ys[place] }
    }

    /// Squared distance of a point to a centre.
    pub(super) fn squared(&self, place: usize, centre: Position) -> f64 {
        let (x, y) = (self.xs[place] - centre.x, self.ys[place] - centre.y);
        x * x + y * y
    }

    /// How many positions differ, counted up to `most`, when points are sorted by position.
    pub(super) fn distinct(&self, most: usize) -> usize {
        let changes = (1..self.len()).filter(|&place| self.at(place) != self.at(place - 1));
        (changes.take(most).count() + usize::from(self.len() > 0)).min(most)
    }

    /// The nearest centre to each point; the first of equals.
    pub(super) fn nearest(&self, centres: &[Position]) -> Vec<u8> {
        let mut labels = vec![0; self.len()];
        match centres.len() {
            2 => self.assign::<2>(centres, &mut labels),
            3 => self.assign::<3>(centres, &mut labels),
            4 => self.assign::<4>(centres, &mut labels),
            _ => self.assign::<5>(centres, &mut labels),
        };
        labels
    }

    /// Writes the nearest of `K` centres to each point and says whether any label changed.
    fn assign<const K: usize>(&self, centres: &[Position], labels: &mut [u8]) -> bool {
        let mut centre = [Position { x: f64::INFINITY, y: f64::INFINITY }; K];
        centre.iter_mut().zip(centres).for_each(|(own, given)| *own = *given);
        let mut changed = false;
        for ((&x, &y), label) in self.xs.iter().zip(&self.ys).zip(labels) {
            let (mut nearest, mut least) = (0u8, f64::INFINITY);
            for (name, centre) in centre.iter().enumerate() {
                let (dx, dy) = (x - centre.x, y - centre.y);
                let away = dx * dx + dy * dy;
                let closer = away < least;
                nearest = if closer { name as u8 } else { nearest };
                least = if closer { away } else { least };
            }
            changed |= *label != nearest;
            *label = nearest;
        }
        changed
    }

    /// The middle of the points of each label; an empty one keeps its centre.
    fn middles(&self, labels: &[u8], centres: &mut [Position]) {
        let mut sums = [(0.0, 0.0, 0.0); u8::MAX as usize + 1];
        for (place, &label) in labels.iter().enumerate() {
            let weight = self.weights[place];
            let sum = &mut sums[usize::from(label)];
            *sum = (sum.0 + weight * self.xs[place], sum.1 + weight * self.ys[place], sum.2 + weight);
        }
        for (centre, &(x, y, weight)) in centres.iter_mut().zip(&sums) {
            if weight > 0.0 {
                *centre = Position { x: x / weight, y: y / weight };
            }
        }
    }
}

/// Moves the centres, two to five of them, until no point changes its centre.
pub(super) fn settle(points: &Placed, mut centres: Vec<Position>) -> Settled {
    let mut labels = points.nearest(&centres);
    for _ in 0..MOST_STEPS {
        points.middles(&labels, &mut centres);
        let changed = match centres.len() {
            2 => points.assign::<2>(&centres, &mut labels),
            3 => points.assign::<3>(&centres, &mut labels),
            4 => points.assign::<4>(&centres, &mut labels),
            _ => points.assign::<5>(&centres, &mut labels),
        };
        if !changed {
            break;
        }
    }
    let away =
        |(place, &label): (usize, &u8)| points.weights[place] * points.squared(place, centres[usize::from(label)]);
    let inertia = labels.iter().enumerate().map(away).sum();
    Settled { centres, labels, inertia }
}
