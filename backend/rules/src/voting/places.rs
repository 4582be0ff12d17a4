//! Finding options on a paper.

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
