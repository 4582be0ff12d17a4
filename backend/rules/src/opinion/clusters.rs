//! Who thinks alike: voters sorted into two to five groups by where they stand.
//!
//! k-means with many k-means++ starts (Arthur and Vassilvitskii, SODA 2007) from a fixed seed, over voters in the order of
//! their positions, so that neither the order nor the names of voters change the groups; the number of groups by the
//! silhouette (Rousseeuw, J. Comput. Appl. Math. 20, 1987).

use super::Position;
use super::lloyd::{Placed, settle};
use super::lot::Lot;
use super::silhouette::silhouettes;
use super::sketch::sketch;

/// Numbers of groups that are tried.
const GROUPS: std::ops::RangeInclusive<usize> = 2..=5;
/// Starts for each number of groups.
const STARTS: u64 = 50;
/// Above this number of voters, starts are tried on a sketch and the best of them finished on all voters.
const SKETCHED_ABOVE: usize = 500;
/// How many starts are finished on all voters.
const FINISHED: usize = 4;
/// Above this number of voters, the silhouette is that of the sketch: it takes the square of their number.
const SILHOUETTE_OF_ALL: usize = 5_000;

/// Voters sorted into groups.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Partition {
    /// How many groups there are.
    pub groups: usize,
    /// The group of each voter: 0 is the largest.
    pub labels: Vec<u8>,
    /// Mean silhouette of the voters, from −1 to 1.
    pub silhouette: f64,
}

impl Partition {
    /// How many voters each group has.
    pub(super) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.groups];
        self.labels.iter().for_each(|&label| sizes[usize::from(label)] += 1);
        sizes
    }
}

/// The best partition into each possible number of groups; none where fewer positions differ.
pub(super) fn partitions(positions: &[Position]) -> Vec<Partition> {
    let order = by_position(positions);
    let points = Placed::new(order.iter().map(|&voter| (positions[voter], 1.0)));
    let sketched = if points.len() > SKETCHED_ABOVE { sketch(&points) } else { points.clone() };
    let distinct = points.distinct(*GROUPS.end());
    let found: Vec<(Vec<Position>, Vec<u8>)> = GROUPS
        .filter(|&groups| groups <= distinct)
        .map(|groups| best(&points, &sketched, groups))
        .collect();
    let silhouettes = if points.len() > SILHOUETTE_OF_ALL {
        let labels: Vec<Vec<u8>> = found.iter().map(|(centres, _)| sketched.nearest(centres)).collect();
        silhouettes(&sketched, &labels)
    } else {
        let labels: Vec<Vec<u8>> = found.iter().map(|(_, labels)| labels.clone()).collect();
        silhouettes(&points, &labels)
    };
    let partition = |((centres, labels), silhouette): ((Vec<Position>, Vec<u8>), f64)| Partition {
        groups: centres.len(),
        labels: renamed(&order, &labels, centres.len()),
        silhouette,
    };
    found.into_iter().zip(silhouettes).map(partition).collect()
}

/// The partition of the highest silhouette, ties to more groups; none when there is none.
pub(super) fn clearest<'a>(partitions: impl IntoIterator<Item = &'a Partition>) -> Option<&'a Partition> {
    partitions.into_iter().max_by(|left, right| {
        left.silhouette
            .total_cmp(&right.silhouette)
            .then(left.groups.cmp(&right.groups))
    })
}

/// Voters from left to right, so that the groups do not depend on their numbers.
pub(super) fn by_position(positions: &[Position]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|&left, &right| {
        let (left, right) = (positions[left], positions[right]);
        left.x.total_cmp(&right.x).then(left.y.total_cmp(&right.y))
    });
    order
}

/// The centres of least inertia, and the label of each point.
fn best(points: &Placed, sketched: &Placed, groups: usize) -> (Vec<Position>, Vec<u8>) {
    let mut starts: Vec<(f64, Vec<Position>)> = (0..STARTS)
        .map(|start| {
            let mut lot = Lot::new(start << 8 | groups as u64);
            let settled = settle(sketched, spread_out(sketched, groups, &mut lot));
            (settled.inertia, settled.centres)
        })
        .collect();
    starts.sort_by(|left, right| left.0.total_cmp(&right.0));
    starts.dedup_by(|other, kept| other.0 - kept.0 <= 1e-9 * kept.0);
    let finished = starts
        .into_iter()
        .take(FINISHED)
        .map(|(_, centres)| settle(points, centres));
    finished
        .min_by(|left, right| left.inertia.total_cmp(&right.inertia))
        .map_or_else(Default::default, |settled| (settled.centres, settled.labels))
}

/// Start centres far from each other: each point is drawn by its squared distance to those drawn before.
fn spread_out(points: &Placed, groups: usize, lot: &mut Lot) -> Vec<Position> {
    let mut pulls = points.weights.clone();
    let mut nearest = vec![f64::INFINITY; points.len()];
    let mut centres = Vec::with_capacity(groups);
    while centres.len() < groups {
        let centre = points.at(drawn(&pulls, lot));
        centres.push(centre);
        for place in 0..points.len() {
            let away = points.squared(place, centre);
            nearest[place] = nearest[place].min(away);
            pulls[place] = points.weights[place] * nearest[place];
        }
    }
    centres
}

/// A place drawn with a probability proportional to its pull.
fn drawn(pulls: &[f64], lot: &mut Lot) -> usize {
    let mut left = lot.unit() * pulls.iter().sum::<f64>();
    let place = pulls.iter().position(|pull| {
        left -= pull;
        left < 0.0
    });
    // Rounding may leave a crumb after the last one.
    place.unwrap_or_else(|| pulls.iter().rposition(|&pull| pull > 0.0).unwrap_or(0))
}

/// Labels in the order of the voters, the largest group first and the leftmost first among equals.
fn renamed(order: &[usize], labels: &[u8], groups: usize) -> Vec<u8> {
    let mut sizes = vec![0usize; groups];
    labels.iter().for_each(|&label| sizes[usize::from(label)] += 1);
    let leftmost = |group: usize| labels.iter().position(|&label| usize::from(label) == group);
    let mut ranked: Vec<usize> = (0..groups).collect();
    ranked.sort_by_key(|&group| (std::cmp::Reverse(sizes[group]), leftmost(group)));
    let mut names = vec![0; groups];
    for (name, &group) in ranked.iter().enumerate() {
        names[group] = name as u8;
    }
    let mut renamed = vec![0; labels.len()];
    for (&voter, &label) in order.iter().zip(labels) {
        renamed[voter] = names[usize::from(label)];
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lumps of unequal size around the corners of a pentagon, overlapping.
    fn lumps(count: usize, lumps: usize, seed: u64) -> Vec<Position> {
        let mut lot = Lot::new(seed);
        let mut around = || lot.unit() + lot.unit() + lot.unit() + lot.unit() - 2.0;
        let place = |number: usize| {
            let angle = (number * number % lumps) as f64 * 1.256;
            Position { x: 2.4 * angle.cos() + around(), y: 2.0 * angle.sin() + around() }
        };
        (0..count).map(place).collect()
    }

    #[test]
    fn a_sketch_starts_as_well_as_all_voters() {
        for seed in 0..3 {
            let positions = lumps(900, 5, seed);
            let points = Placed::new(positions.into_iter().map(|position| (position, 1.0)));
            for groups in GROUPS {
                let inertia = |sketched: &Placed| settle(&points, best(&points, sketched, groups).0).inertia;
                let (few, all) = (inertia(&sketch(&points)), inertia(&points));
                assert!(few <= 1.001 * all, "{groups} groups: {few} instead of {all}");
            }
        }
    }

    #[test]
    fn the_side_of_an_axis_changes_no_group() {
        for seed in 0..4 {
            let positions = lumps(120, 3, seed);
            let mirrored = |x: f64, y: f64| {
                positions
                    .iter()
                    .map(|place| Position { x: x * place.x, y: y * place.y })
                    .collect()
            };
            let together = |positions: Vec<Position>| {
                let found = partitions(&positions);
                let labels = clearest(&found)
                    .map(|partition| partition.labels.clone())
                    .unwrap_or_default();
                let first = |label: &u8| labels.iter().position(|other| other == label);
                labels.iter().map(first).collect::<Vec<_>>()
            };
            let plain = together(mirrored(1.0, 1.0));
            assert!(plain.iter().any(|first| *first != Some(0)));
            assert_eq!(plain, together(mirrored(-1.0, 1.0)));
            assert_eq!(plain, together(mirrored(-1.0, -1.0)));
        }
    }

    #[test]
    fn as_many_groups_as_positions_at_most() {
        let at = |x: f64| Position { x, y: 0.0 };
        let found = partitions(&[at(1.0), at(4.0), at(1.0), at(1.0)]);
        assert_eq!(
            found
                .iter()
                .map(|partition| partition.labels.clone())
                .collect::<Vec<_>>(),
            [[0, 1, 0, 0]]
        );
        assert_eq!(partitions(&[at(1.0), at(1.0)]), []);
        assert_eq!(partitions(&[]), []);
    }
}
