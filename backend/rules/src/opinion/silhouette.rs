//! How clearly groups are set apart (Rousseeuw, J. Comput. Appl. Math. 20, 1987).

use std::collections::BTreeMap;

use super::lloyd::Placed;

/// Mean silhouette of the points for each way of labelling them, 0 for a point alone in its group. A point of weight n
/// stands for n points at the same place.
///
/// All distances are computed once for all labellings: points that no labelling tells apart are summed together.
pub(super) fn silhouettes(points: &Placed, labellings: &[Vec<u8>]) -> Vec<f64> {
    let mut blocks: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for place in 0..points.len() {
        let labels = labellings.iter().map(|labels| labels[place]).collect();
        blocks.entry(labels).or_default().push(place);
    }
    let blocks: Vec<(Vec<u8>, Placed)> = blocks
        .into_iter()
        .map(|(labels, places)| {
            let kept = places.iter().map(|&place| (points.at(place), points.weights[place]));
            (labels, Placed::new(kept))
        })
        .collect();
    let weights: Vec<Vec<f64>> = (0..labellings.len())
        .map(|labelling| weights(&blocks, labelling))
        .collect();
    let mut totals = vec![0.0; labellings.len()];
    let mut away = vec![0.0; blocks.len()];
    for (own, members) in &blocks {
        for place in 0..members.len() {
            for (sum, (_, others)) in away.iter_mut().zip(&blocks) {
                *sum = distances(others, members.xs[place], members.ys[place]);
            }
            for (labelling, total) in totals.iter_mut().enumerate() {
                let mut sums = vec![0.0; weights[labelling].len()];
                for (sum, (labels, _)) in away.iter().zip(&blocks) {
                    sums[usize::from(labels[labelling])] += sum;
                }
                *total += members.weights[place] * of_point(usize::from(own[labelling]), &sums, &weights[labelling]);
            }
        }
    }
    let whole: f64 = points.weights.iter().sum();
    totals.into_iter().map(|total| total / whole).collect()
}

/// Weight of each group of one labelling.
fn weights(blocks: &[(Vec<u8>, Placed)], labelling: usize) -> Vec<f64> {
    let groups = blocks
        .iter()
        .map(|(labels, _)| usize::from(labels[labelling]) + 1)
        .max();
    let mut weights = vec![0.0; groups.unwrap_or(0)];
    for (labels, members) in blocks {
        weights[usize::from(labels[labelling])] += members.weights.iter().sum::<f64>();
    }
    weights
}

/// The silhouette of one point from the sums of its distances to each group.
fn of_point(own: usize, sums: &[f64], weights: &[f64]) -> f64 {
    if weights[own] <= 1.0 {
        return 0.0;
    }
    let inside = sums[own] / (weights[own] - 1.0);
    let others = (0..sums.len()).filter(|&group| group != own && weights[group] > 0.0);
    let outside = others
        .map(|group| sums[group] / weights[group])
        .fold(f64::INFINITY, f64::min);
    let larger = inside.max(outside);
    if larger > 0.0 && outside.is_finite() { (outside - inside) / larger } else { 0.0 }
}

/// Sum of the weighted distances of the points to one place.
fn distances(points: &Placed, x: f64, y: f64) -> f64 {
    let mut sums = [0.0; 4];
    let (xs, ys, weights) = (points.xs.chunks_exact(4), points.ys.chunks_exact(4), points.weights.chunks_exact(4));
    let away = |px: f64, py: f64| ((px - x) * (px - x) + (py - y) * (py - y)).sqrt();
    let rest = xs.remainder().iter().zip(ys.remainder()).zip(weights.remainder());
    let rest: f64 = rest.map(|((&px, &py), weight)| weight * away(px, py)).sum();
    for ((xs, ys), weights) in xs.zip(ys).zip(weights) {
        for lane in 0..4 {
            sums[lane] += weights[lane] * away(xs[lane], ys[lane]);
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opinion::Position;

    #[test]
    fn two_pairs_and_one_alone() {
        let points = Placed::new([0.0, 1.0, 10.0, 11.0, 30.0].map(|x| (Position { x, y: 0.0 }, 1.0)));
        let found = silhouettes(&points, &[vec![0, 0, 1, 1, 2], vec![0, 0, 1, 1, 1]]);
        let expected = (9.5 / 10.5 + 8.5 / 9.5 + 8.5 / 9.5 + 9.5 / 10.5) / 5.0;
        assert!((found[0] - expected).abs() < 1e-12, "{found:?}");
        assert!(found[1] < found[0]);
    }

    #[test]
    fn a_weight_is_as_many_points() {
        let place = |x: f64| Position { x, y: 2.0 * x };
        let many = Placed::new(
            [(0.0, 3), (1.0, 2), (7.0, 4)]
                .into_iter()
                .flat_map(|(x, times)| vec![(place(x), 1.0); times]),
        );
        let few = Placed::new([(place(0.0), 3.0), (place(1.0), 2.0), (place(7.0), 4.0)]);
        let of_many = silhouettes(&many, &[vec![0, 0, 0, 0, 0, 1, 1, 1, 1]]);
        let of_few = silhouettes(&few, &[vec![0, 0, 1]]);
        assert!((of_many[0] - of_few[0]).abs() < 1e-12);
    }
}
