use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chances::Chances;
use super::pool::Pool;
use super::rounding::thousandths;
use crate::voting::{Lot, Seed};

/// Panels of a lottery, all equally likely.
pub const PANELS: usize = 1_000;

/// Equally likely panels, of which one is drawn. It takes no draw to make them: they can be published before one is known, and everyone
/// can count how often each person is in them.
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
        let rounded = thousandths(pool, chances);
        let counts: Vec<&[u32]> = rounded
            .iter()
            .flat_map(|(panel, times)| std::iter::repeat_n(panel.as_slice(), *times))
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

    /// The number of the panel that the lot of this seed draws, from 0: see [`drawn_panel`].
    pub fn drawn(&self, seed: &Seed) -> Option<usize> {
        drawn_panel(self.panels.len(), seed)
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

/// The number, from 0, that the lot of this seed draws among so many panels: they are called `1`, `2`, `3`… in the lot.
pub fn drawn_panel(panels: usize, seed: &Seed) -> Option<usize> {
    lot_of_numbers(panels, seed).first().copied()
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
