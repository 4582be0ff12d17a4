//! Finding options on a paper.

use std::cell::Cell;
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

/// Numbers of names, found as fast in any order: for thousands of ballots that mark few of many options. Faster still where names come in
/// the order of their numbers, as on ballots that mark most of them.
#[derive(Default)]
pub(super) struct Numbers<'n> {
    numbers: HashMap<&'n str, u32, BuildHasherDefault<Ends>>,
    names: Vec<&'n str>,
    /// The number that comes next, if names come in order.
    next: Cell<u32>,
}

impl<'n> Numbers<'n> {
    /// The places of this paper's options, from 0.
    pub(super) fn of(paper: &'n Paper) -> Self {
        let names: Vec<&str> = paper.options.iter().map(String::as_str).collect();
        Self { numbers: names.iter().copied().zip(0..).collect(), names, next: Cell::default() }
    }

    /// The number of a name; nothing when it has none.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let next = self.next.get();
        let in_order = self.names.get(next as usize).is_some_and(|other| same(other, name));
        let number = if in_order { next } else { self.numbers.get(name).copied()? };
        self.next
            .set(if number as usize + 1 < self.names.len() { number + 1 } else { 0 });
        Some(number)
    }

    /// The number of a name, which is the next one when it has none yet.
    pub(super) fn number(&mut self, name: &'n str) -> u32 {
        self.find(name).unwrap_or_else(|| {
            let number = self.names.len() as u32;
            self.names.push(name);
            self.numbers.insert(name, number);
            number
        })
    }

    /// For each number, which place its name has among all names in their order.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut names: Vec<(&str, u32)> = self.names.iter().copied().zip(0..).collect();
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
    fn names_keep_their_numbers_in_any_order() {
        let mut numbers = Numbers::default();
        let given = ["b1", "a1", "b1", "a1", "c1", "b1", "c1", "c1"].map(|name| numbers.number(name));
        assert_eq!(given, [0, 1, 0, 1, 2, 0, 2, 2]);
        assert_eq!(
            ["c1", "b1", "a1", "a2", "c1"].map(|name| numbers.find(name)),
            [Some(2), Some(0), Some(1), None, Some(2)]
        );
        assert_eq!(numbers.ranks(), [1, 0, 2]);
    }

    #[test]
    fn options_are_found_in_any_order() {
        let paper = Paper { options: ["a1", "b1", "c1"].map(str::to_owned).into(), ..Paper::default() };
        let mut places = Places::of(&paper);
        let found = ["a1", "c1", "a1", "x1", "c1", "c1", "b1", "a2", ""].map(|option| places.find(option));
        assert_eq!(found, [Some(0), Some(2), Some(0), None, Some(2), Some(2), Some(1), None, None]);
    }
}
