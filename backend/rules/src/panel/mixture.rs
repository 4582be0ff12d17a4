//! The point of a polytope nearest to a target, as a mixture of few vertices (Wolfe, "Finding the nearest point in a polytope",
//! Mathematical Programming 11, 1976). Vertices are found by whoever calls, one at a time.

/// Weights below this are none.
const NOTHING: f64 = 1e-12;

/// A mixture of points that comes nearer to the origin with each point it is given.
#[derive(Clone, Debug, Default)]
pub(super) struct Mixture {
    /// The points, and what each weighs; the weights add up to 1.
    parts: Vec<Part>,
    /// Cholesky factor of 1 + pᵢ·pⱼ over the parts, row by row.
    factor: Vec<Vec<f64>>,
}

#[derive(Clone, Debug)]
struct Part {
    /// Number that the caller knows the point by.
    name: usize,
    point: Vec<f64>,
    weight: f64,
}

impl Mixture {
    /// The mixture of these points by name and weight, moved as near to the origin as they allow.
    pub(super) fn of_all(points: impl IntoIterator<Item = (usize, Vec<f64>, f64)>) -> Self {
        let mut mixture = Self::default();
        for (name, point, weight) in points {
            mixture.push(Part { name, point, weight });
        }
        mixture.share_out();
        mixture.settle();
        mixture
    }

    /// Where the mixture is.
    pub(super) fn place(&self) -> Vec<f64> {
        let mut place = vec![0.0; self.parts.first().map_or(0, |part| part.point.len())];
        for part in &self.parts {
            for (sum, coordinate) in place.iter_mut().zip(&part.point) {
                *sum += part.weight * coordinate;
            }
        }
        place
    }

    /// The points that weigh something: name and weight.
    pub(super) fn weights(&self) -> impl Iterator<Item = (usize, f64)> {
        self.parts.iter().map(|part| (part.name, part.weight))
    }

    /// Takes one more point in, and goes to the place nearest to the origin that this allows; `false` when it is no help, lying in the
    /// affine hull of the others.
    pub(super) fn add(&mut self, name: usize, point: Vec<f64>) -> bool {
        if !self.push(Part { name, point, weight: 0.0 }) {
            return false;
        }
        self.settle();
        true
    }

    /// Goes to the place nearest to the origin that the points allow, dropping those that are in the way.
    fn settle(&mut self) {
        while let Some(wanted) = self.affine_weights() {
            let inside = wanted.iter().all(|weight| *weight > NOTHING);
            // As far towards the wanted weights as none of them goes below zero.
            let step = self.parts.iter().zip(&wanted);
            let step = step
                .filter(|(part, wanted)| **wanted <= NOTHING && part.weight > **wanted)
                .map(|(part, wanted)| part.weight / (part.weight - wanted))
                .fold(1.0, f64::min);
            for (part, wanted) in self.parts.iter_mut().zip(&wanted) {
                part.weight += step * (wanted - part.weight);
            }
            if inside {
                break;
            }
            self.drop_weightless();
        }
    }

    /// Weights, some of them perhaps below zero, of the place nearest to the origin in the affine hull of the points.
    fn affine_weights(&self) -> Option<Vec<f64>> {
        let mut solution = self.forward(&vec![1.0; self.factor.len()]);
        for row in (0..solution.len()).rev() {
            let value = solution[row] / self.factor[row][row];
            solution[row] = value;
            for (above, left) in solution.iter_mut().zip(&self.factor[row][..row]) {
                *above -= left * value;
            }
        }
        let sum: f64 = solution.iter().sum();
        (sum > 0.0).then(|| solution.into_iter().map(|weight| weight / sum).collect())
    }

    /// Solves with the lower triangle.
    fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut solution: Vec<f64> = Vec::with_capacity(right.len());
        for (row, right) in self.factor.iter().zip(right) {
            let (known, last) = row.split_at(solution.len());
            solution.push((right - dot(known, &solution)) / last[0]);
        }
        solution
    }

    fn push(&mut self, part: Part) -> bool {
        let products: Vec<f64> = self
            .parts
            .iter()
            .map(|other| 1.0 + dot(&other.point, &part.point))
            .collect();
        let mut row = self.forward(&products);
        let length = 1.0 + dot(&part.point, &part.point);
        let left = length - dot(&row, &row);
        if left <= 1e-10 * length {
            return false;
        }
        row.push(left.sqrt());
        self.factor.push(row);
        self.parts.push(part);
        true
    }

    fn drop_weightless(&mut self) {
        for place in (0..self.parts.len()).rev() {
            if self.parts[place].weight <= NOTHING {
                self.parts.remove(place);
                self.unfactor(place);
            }
        }
        self.share_out();
    }

    /// Takes a point out of the factor: its row goes, and rotations make the rest a triangle again.
    fn unfactor(&mut self, place: usize) {
        self.factor.remove(place);
        for row in place..self.factor.len() {
            let (left, right) = (self.factor[row][row], self.factor[row][row + 1]);
            let length = left.hypot(right);
            let (cosine, sine) = (left / length, right / length);
            for below in &mut self.factor[row..] {
                let (left, right) = (below[row], below[row + 1]);
                below[row] = cosine * left + sine * right;
                below[row + 1] = cosine * right - sine * left;
            }
            self.factor[row].truncate(row + 1);
        }
    }

    fn share_out(&mut self) {
        let sum: f64 = self.parts.iter().map(|part| part.weight).sum();
        self.parts.iter_mut().for_each(|part| part.weight /= sum);
    }
}

/// The product of two vectors of the same length.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    // Eight sums side by side: a processor need not wait for one addition to begin the next.
    let mut sums = [0.0; 8];
    let ((left, left_rest), (right, right_rest)) = (left.as_chunks::<8>(), right.as_chunks::<8>());
    for (left, right) in left.iter().zip(right) {
        for (sum, (left, right)) in sums.iter_mut().zip(left.iter().zip(right)) {
            *sum += left * right;
        }
    }
    let rest = left_rest.iter().zip(right_rest).map(|(left, right)| left * right);
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest point to the origin in the hull of these, by asking for the vertex furthest against the present place.
    fn nearest(vertices: &[[f64; 2]]) -> Vec<f64> {
        let mut mixture = Mixture::of_all([(0, vertices[0].to_vec(), 1.0)]);
        loop {
            let place = mixture.place();
            let against = |vertex: &[f64; 2]| dot(vertex, &place);
            let (name, vertex) = vertices
                .iter()
                .enumerate()
                .min_by(|(_, left), (_, right)| against(left).total_cmp(&against(right)))
                .expect("vertices");
            if against(vertex) > dot(&place, &place) - 1e-9 || !mixture.add(name, vertex.to_vec()) {
                return place;
            }
        }
    }

    #[test]
    fn the_nearest_point_is_found_inside_on_an_edge_and_at_a_vertex() {
        for (vertices, expected) in [
            ([[-1.0, -1.0], [2.0, -1.0], [0.0, 3.0]], [0.0, 0.0]),
            ([[-1.0, 1.0], [3.0, 1.0], [0.0, 3.0]], [0.0, 1.0]),
            ([[1.0, 1.0], [3.0, 1.0], [1.0, 3.0]], [1.0, 1.0]),
        ] {
            let place = nearest(&vertices);
            assert!((place[0] - expected[0]).abs() < 1e-9 && (place[1] - expected[1]).abs() < 1e-9, "{place:?}");
        }
    }

    #[test]
    fn weights_are_shares_of_the_points_named() {
        let mut mixture = Mixture::of_all([(7, vec![-1.0], 1.0)]);
        assert!(mixture.add(9, vec![3.0]));
        let weights: Vec<(usize, f64)> = mixture.weights().collect();
        assert_eq!(weights.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [7, 9]);
        assert!((weights[0].1 - 0.75).abs() < 1e-12 && (weights[1].1 - 0.25).abs() < 1e-12);
        assert!(!mixture.add(7, vec![-1.0]));
    }
}
