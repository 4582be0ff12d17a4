//! Many votes that say the same and come from one address within an hour: noticed for facilitators, never left out.
//!
//! A social centre with one wifi, phones behind one operator's address and a person with two hundred browsers look the same here.
//! So the rule tells only that it happened; whoever reads the results is told the totals with and without.

use std::collections::VecDeque;

use crate::results::SMALLEST_CELL;
use crate::timetable::Millis;

/// From so many on, votes alike are noticed: what is kept then never describes a small group (four times
/// [`SMALLEST_CELL`]), and a household or one helper's phone stays below.
pub const THRESHOLD: usize = 4 * SMALLEST_CELL as usize;

/// Votes belong together when they come within this time.
pub const WINDOW: Millis = 60 * 60 * 1_000;

/// Votes that say the same and come from one address, as far as the rule needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// When the last votes came; never more than [`THRESHOLD`] of them.
    recent: VecDeque<Millis>,
    /// How many of these, the last ones, are not noticed yet.
    unnoticed: usize,
    /// How many are noticed.
    noticed: u32,
}

impl Streak {
    /// Adds a vote that comes at `now`. Gives how many are noticed so far when this one is: each vote that lies with
    /// [`THRESHOLD`] others, itself included, within one [`WINDOW`] counts once.
    pub fn add(&mut self, now: Millis) -> Option<u32> {
        while self.recent.front().is_some_and(|&first| now - first >= WINDOW) || self.recent.len() >= THRESHOLD {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        self.unnoticed = self.recent.len().min(self.unnoticed + 1);
        if self.recent.len() < THRESHOLD {
            return None;
        }
        self.noticed = self
            .noticed
            .saturating_add(u32::try_from(self.unnoticed).unwrap_or(u32::MAX));
        self.unnoticed = 0;
        Some(self.noticed)
    }

    /// When the last vote came; nothing before the first.
    pub fn last(&self) -> Option<Millis> {
        self.recent.back().copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: Millis = 60_000;

    fn noticed(moments: impl IntoIterator<Item = Millis>) -> u32 {
        let mut streak = Streak::default();
        moments
            .into_iter()
            .filter_map(|now| streak.add(now))
            .last()
            .unwrap_or(0)
    }

    #[test]
    fn nothing_is_noticed_below_the_threshold() {
        let many = THRESHOLD as Millis;
        assert_eq!(noticed(1..many), 0);
        assert_eq!(noticed(1..=many), 20);
        assert_eq!(noticed(1..=200), 200);
    }

    #[test]
    fn votes_spread_over_hours_are_no_burst() {
        assert_eq!(noticed((0..200).map(|vote| vote * 4 * MINUTE)), 0, "15 an hour");
        assert_eq!(noticed((0..200).map(|vote| vote * 3 * MINUTE)), 200, "20 an hour");
        assert_eq!(noticed((0..19).chain(WINDOW..WINDOW + 19)), 0, "the window is one hour");
    }

    #[test]
    fn a_second_burst_adds_to_the_first_and_what_lies_between_does_not() {
        let between = [2 * WINDOW];
        let second = 4 * WINDOW..4 * WINDOW + 30;
        assert_eq!(noticed((0..25).chain(between).chain(second)), 55);
    }

    proptest! {
        /// The same as looking at every window of all votes.
        #[test]
        fn a_vote_counts_when_some_window_with_it_is_full(gaps in prop::collection::vec(0..8 * MINUTE, 0..120)) {
            let moments: Vec<Millis> = gaps.iter().scan(0, |now, gap| { *now += gap; Some(*now) }).collect();
            let mut full = vec![false; moments.len()];
            for last in THRESHOLD.saturating_sub(1)..moments.len() {
                let first = last + 1 - THRESHOLD;
                if moments[last] - moments[first] < WINDOW {
                    full[first..=last].fill(true);
                }
            }
            let expected = full.iter().filter(|full| **full).count();
            prop_assert_eq!(noticed(moments) as usize, expected);
        }

        /// What is remembered does not grow.
        #[test]
        fn a_streak_stays_small(gaps in prop::collection::vec(0..MINUTE, 0..300)) {
            let mut streak = Streak::default();
            let mut now = 0;
            for gap in gaps {
                now += gap;
                streak.add(now);
                prop_assert!(streak.recent.len() <= THRESHOLD && streak.unnoticed < THRESHOLD);
                prop_assert_eq!(streak.last(), Some(now));
            }
        }
    }
}
