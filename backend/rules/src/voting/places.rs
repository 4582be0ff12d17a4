//! Finding options on a paper.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Paper;

/// The places of options, found fast when they are asked for in the order of the paper, as ballots hold them.
pub(super) struct Places<'p> {
    options: &'p [String],
    next: usize,
}

impl<'p> Places<'p> {
    /// The places of this paper's options, from 0.
    pub(super) fn of(paper: &'p Paper) -> Self {
        Self { options: &paper.options, next: 0 }
    }

    /// The place of an option; nothing when it is not on the paper.
    pub(super) fn find(&mut self, option: &str) -> Option<usize> {
        let (before, after) = self.options.split_at(self.next);
        let is_it = |other: &String| same(other, option);
        let found = after.iter().position(is_it).map(|place| place + before.len());
        let place = found.or_else(|| before.iter().position(is_it))?;
        self.next = place + 1;
        Some(place)
    }
}

/// Whether two names are the same. Ids often begin alike, so their ends are looked at first.
fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.as_bytes().last() == right.as_bytes().last() && left == right
}

/// Numbers of names, found as fast in any order: for thousands of ballots that mark few of many options.
#[derive(Default)]
pub(super) struct Numbers<'n> {
    numbers: HashMap<&'n str, u32, BuildHasherDefault<Ends>>,
}

impl<'n> Numbers<'n> {
    /// The places of this paper's options, from 0.
    pub(super) fn of(paper: &'n Paper) -> Self {
        Self { numbers: paper.options.iter().map(String::as_str).zip(0..).collect() }
    }

    /// The number of a name; nothing when it has none.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The number of a name, which is the next one when it has none yet.
    pub(super) fn number(&mut self, name: &'n str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(name).or_insert(next)
    }

    /// For each number, which place its name has among all names in their order.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut names: Vec<(&str, u32)> = self.numbers.iter().map(|(name, number)| (*name, *number)).collect();
        names.sort_unstable();
        let mut ranks = vec![0; names.len()];
        (0..)
            .zip(&names)
            .for_each(|(rank, &(_, number))| ranks[number as usize] = rank);
        ranks
    }
}

/// Hashes names by their ends: ids often begin alike, and a vote has few of them.
#[derive(Default)]
struct Ends(u64);

impl Hasher for Ends {
    fn write(&mut self, name: &[u8]) {
        let end = name
            .last_chunk()
            .map_or(name.len() as u64, |end| u64::from_be_bytes(*end));
        // 2⁶⁴ over the golden ratio spreads the bits upwards (Knuth, The Art of Computer Programming 3, 6.4).
        self.0 = (self.0 ^ end).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_any_order() {
        let paper = Paper { options: ["a1", "b1", "c1"].map(str::to_owned).into(), ..Paper::default() };
        let mut places = Places::of(&paper);
        let found = ["a1", "c1", "a1", "x1", "c1", "c1", "b1", "a2", ""].map(|option| places.find(option));
        assert_eq!(found, [Some(0), Some(2), Some(0), None, Some(2), Some(2), Some(1), None, None]);
    }
}
