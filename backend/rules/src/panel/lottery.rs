use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chances::Chances;
use super::mixture::dot;
use super::pool::Pool;
use crate::voting::{Lot, Seed};

/// Panels of a lottery, all equally likely.
pub const PANELS: usize = 1_000;

/// Equally likely panels, of which one is drawn. It is published before the draw: everyone can count how often each person is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lottery {
    /// The ids of the members of each panel, in the order of the list of people.
    pub panels: Vec<Vec<String>>,
}

impl Lottery {
    /// Rounds chances to thousandths, and gives each panel its members: within a type, people come in turn in the order of the lot of
    /// this seed, so that their chances differ by one panel at most.
    pub fn new(pool: &Pool<'_>, chances: &Chances, seed: &Seed) -> Self {
        let times = rounded(pool, chances);
        let in_lottery = chances.panels.iter().zip(times);
        let counts: Vec<&[u32]> = in_lottery
            .flat_map(|((panel, _), times)| std::iter::repeat_n(panel.as_slice(), times))
            .collect();
        let mut rings = rings(pool, seed);
        let mut panels = vec![Vec::new(); counts.len()];
        for number in lot_of_numbers(counts.len(), seed) {
            let mut members: Vec<usize> = Vec::new();
            for (ring, count) in rings.iter_mut().zip(counts[number]) {
                members.extend(ring.iter().take(*count as usize));
                ring.rotate_left(*count as usize);
            }
            members.sort_unstable();
            panels[number] = members.into_iter().map(|place| pool.people[place].id.clone()).collect();
        }
        Self { panels }
    }

    /// The number of the panel that the lot of this seed draws, from 0: panels are called `1` to `1000` in the lot.
    pub fn drawn(&self, seed: &Seed) -> Option<usize> {
        lot_of_numbers(self.panels.len(), seed).first().copied()
    }

    /// In how many panels each person is; people who are in none are left out.
    pub fn times(&self) -> BTreeMap<&str, usize> {
        let mut times = BTreeMap::new();
        for id in self.panels.iter().flatten() {
            *times.entry(id.as_str()).or_default() += 1;
        }
        times
    }
}

/// Numbers from 0 in the order of the lot, where they are called by their names from 1.
fn lot_of_numbers(count: usize, seed: &Seed) -> Vec<usize> {
    let names: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
    let lot = Lot::drawn(seed, &names);
    let mut numbers: Vec<usize> = (0..count).collect();
    numbers.sort_by_key(|number| lot.place(&names[*number]));
    numbers
}

/// The people of each type, in the order of the lot.
fn rings(pool: &Pool<'_>, seed: &Seed) -> Vec<Vec<usize>> {
    let ids: Vec<&str> = pool.people.iter().map(|person| person.id.as_str()).collect();
    let lot = Lot::drawn(seed, &ids);
    let types = pool.types.iter();
    types
        .map(|one| {
            let mut ring = one.members.clone();
            ring.sort_by_key(|place| lot.place(ids[*place]));
            ring
        })
        .collect()
}

/// How often each panel comes among [`PANELS`], so that chances stay as near as possible: shares rounded down, then panels added and
/// exchanged one by one while that brings the chances of all persons nearer.
fn rounded(pool: &Pool<'_>, chances: &Chances) -> Vec<usize> {
    let points: Vec<Vec<f64>> = chances
        .panels
        .iter()
        .map(|(panel, _)| distances(pool, chances, panel))
        .collect();
    let mut times: Vec<usize> = chances
        .panels
        .iter()
        .map(|(_, share)| (share * PANELS as f64).max(0.0) as usize)
        .collect();
    let mut away = vec![0.0; pool.types.len()];
    for (point, times) in points.iter().zip(&times) {
        shift(&mut away, point, *times as f64);
    }
    let squares: Vec<f64> = points.iter().map(|point| dot(point, point)).collect();
    while times.iter().sum::<usize>() < PANELS {
        let cost = |place: &usize| 2.0 * dot(&away, &points[*place]) + squares[*place];
        let best = (0..points.len()).min_by(|left, right| cost(left).total_cmp(&cost(right)));
        let Some(best) = best else { break };
        times[best] += 1;
        shift(&mut away, &points[best], 1.0);
    }
    for _ in 0..PANELS {
        let pull: Vec<f64> = points.iter().map(|point| dot(&away, point)).collect();
        let Some((out, into)) = best_exchange(&points, &squares, &times, &pull) else { break };
        times[out] -= 1;
        times[into] += 1;
        shift(&mut away, &points[out], -1.0);
        shift(&mut away, &points[into], 1.0);
    }
    times
}

/// The exchange of one panel for another that brings the chances nearest; `None` when none does.
fn best_exchange(points: &[Vec<f64>], squares: &[f64], times: &[usize], pull: &[f64]) -> Option<(usize, usize)> {
    let mut best = (-1e-9, None);
    for out in (0..points.len()).filter(|place| times[*place] > 0) {
        for into in (0..points.len()).filter(|place| *place != out) {
            // Without its last term this cannot be negative enough unless the pull is.
            let pulled = 2.0 * (pull[into] - pull[out]);
            if pulled >= best.0 {
                continue;
            }
            let gain = pulled + squares[into] + squares[out] - 2.0 * dot(&points[into], &points[out]);
            if gain < best.0 {
                best = (gain, Some((out, into)));
            }
        }
    }
    best.1
}

/// How far the chances of all persons would be from what they should be, were this the only panel: √size times those of types.
fn distances(pool: &Pool<'_>, chances: &Chances, panel: &[u32]) -> Vec<f64> {
    let types = pool.types.iter().zip(panel).zip(&chances.by_type);
    types
        .map(|((one, count), chance)| {
            let root = f64::from(one.size()).sqrt();
            f64::from(*count) / root - root * chance
        })
        .collect()
}

fn shift(away: &mut [f64], point: &[f64], times: f64) {
    for (away, coordinate) in away.iter_mut().zip(point) {
        *away += times * coordinate;
    }
}
