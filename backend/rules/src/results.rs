//! Figures that may be published: shares that add up, participation by channel, small groups protected.

use serde::{Deserialize, Serialize};

/// A group under this size never has figures of its own.
pub const SMALLEST_CELL: u64 = 5;
/// A breakdown is shown only when at least this many people took part.
pub const SMALLEST_BREAKDOWN: u64 = 11;

/// A share in tenths of a percent: 333 is 33,3 %.
pub type Share = u16;

/// The share of `part` in `whole`, rounded half up; nothing when nobody answered.
pub fn share(part: u64, whole: u64) -> Option<Share> {
    if whole == 0 {
        return None;
    }
    let part = u128::from(part.min(whole));
    let whole = u128::from(whole);
    Share::try_from((part * 2_000 + whole) / (2 * whole)).ok()
}

/// Shares of counts that exclude each other, which add up to exactly 100,0 % (largest remainders, first one first);
/// all zero when every count is.
pub fn shares(counts: &[u64]) -> Vec<Share> {
    let total: u128 = counts.iter().map(|&count| u128::from(count)).sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let scaled = |count: u64| u128::from(count) * 1_000;
    let mut shares: Vec<Share> = counts.iter().map(|&count| (scaled(count) / total) as Share).collect();
    let missing = 1_000 - shares.iter().map(|&share| usize::from(share)).sum::<usize>();
    let mut by_remainder: Vec<usize> = (0..counts.len()).collect();
    by_remainder.sort_by_key(|&index| std::cmp::Reverse(scaled(counts[index]) % total));
    for &index in by_remainder.iter().take(missing) {
        shares[index] += 1;
    }
    shares
}

/// By which way a contribution came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Typed by the person on a page.
    Web,
    /// Typed by a facilitator with the person, who agreed to it.
    Assisted,
    /// Copied from a sheet of paper.
    Paper,
    /// Said at a workshop.
    Workshop,
}

impl Channel {
    /// Every channel, in the order of the pages.
    pub const ALL: [Self; 4] = [Self::Web, Self::Assisted, Self::Paper, Self::Workshop];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Assisted => "assisted",
            Self::Paper => "paper",
            Self::Workshop => "workshop",
        }
    }

    /// The channel of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

/// How many took part by one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelCount {
    /// The channel.
    pub channel: Channel,
    /// People who took part by it.
    pub count: u64,
    /// Their share among all; the shares of a list add up to 100,0 % unless nobody took part.
    pub share: Share,
}

/// Participation by channel: every channel, even the empty ones.
pub fn by_channel(counts: impl IntoIterator<Item = (Channel, u64)>) -> Vec<ChannelCount> {
    let mut totals = [0u64; Channel::ALL.len()];
    for (channel, count) in counts {
        totals[channel as usize] = totals[channel as usize].saturating_add(count);
    }
    let shares = shares(&totals);
    Channel::ALL
        .into_iter()
        .zip(totals)
        .zip(shares)
        .map(|((channel, count), share)| ChannelCount { channel, count, share })
        .collect()
}

/// A count that may be shown, or that is kept back because the group is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Cell {
    /// The exact count.
    Shown {
        /// People in the cell.
        count: u64,
    },
    /// Between 0 and [`SMALLEST_CELL`], or hidden so that a small one cannot be computed.
    Hidden,
}

/// The cells of a breakdown as they may be shown beside their total.
///
/// Nothing is shown under [`SMALLEST_BREAKDOWN`] people. A cell of 1 to 4 is hidden; so that it cannot be found by
/// subtraction from the total, the hidden cells are at least two and hide at least [`SMALLEST_CELL`] people together:
/// the smallest of the others are hidden with it. Totals may always be shown.
pub fn protect(counts: &[u64]) -> Vec<Cell> {
    let total: u64 = counts.iter().fold(0, |total, &count| total.saturating_add(count));
    if total < SMALLEST_BREAKDOWN {
        return vec![Cell::Hidden; counts.len()];
    }
    let mut hidden: Vec<bool> = counts
        .iter()
        .map(|&count| (1..SMALLEST_CELL).contains(&count))
        .collect();
    if hidden.contains(&true) {
        let mut others: Vec<usize> = (0..counts.len()).filter(|&index| !hidden[index]).collect();
        others.sort_by_key(|&index| (counts[index] == 0, counts[index]));
        for index in others {
            let concealed = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden);
            let (cells, people) =
                concealed.fold((0, 0u64), |(cells, people), (&count, _)| (cells + 1, people.saturating_add(count)));
            if cells >= 2 && people >= SMALLEST_CELL {
                break;
            }
            hidden[index] = true;
        }
    }
    counts
        .iter()
        .zip(hidden)
        .map(|(&count, hidden)| if hidden { Cell::Hidden } else { Cell::Shown { count } })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_add_up() {
        assert_eq!(shares(&[1, 1, 1]), [334, 333, 333]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        assert_eq!(share(1, 3), Some(333));
        assert_eq!(share(2, 3), Some(667));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn channels_are_all_listed() {
        let counts = by_channel([(Channel::Paper, 1), (Channel::Web, 2), (Channel::Paper, 1)]);
        assert_eq!(
            counts
                .iter()
                .map(|line| (line.channel.key(), line.count, line.share))
                .collect::<Vec<_>>(),
            [("web", 2, 500), ("assisted", 0, 0), ("paper", 2, 500), ("workshop", 0, 0),]
        );
    }

    #[test]
    fn a_small_cell_hides_a_second_one() {
        assert_eq!(protect(&[3, 8, 20]), [Cell::Hidden, Cell::Hidden, Cell::Shown { count: 20 }]);
        assert_eq!(protect(&[6, 8]), [Cell::Shown { count: 6 }, Cell::Shown { count: 8 }]);
        assert_eq!(protect(&[5, 5]), [Cell::Hidden, Cell::Hidden]);
        assert_eq!(protect(&[2, 0, 30]), [Cell::Hidden, Cell::Shown { count: 0 }, Cell::Hidden]);
    }

    proptest! {
        #[test]
        fn shares_add_up_to_the_whole(counts in prop::collection::vec(0u64..1_000_000, 1..40)) {
            let sum: u32 = shares(&counts).into_iter().map(u32::from).sum();
            prop_assert_eq!(sum, if counts.iter().any(|&count| count > 0) { 1_000 } else { 0 });
        }

        #[test]
        fn a_larger_count_never_has_a_smaller_share(counts in prop::collection::vec(0u64..1_000, 2..12)) {
            let shares = shares(&counts);
            for (left, right) in (0..counts.len()).flat_map(|left| (0..counts.len()).map(move |right| (left, right))) {
                prop_assert!(counts[left] <= counts[right] || shares[left] >= shares[right]);
            }
        }

        #[test]
        fn no_small_cell_is_shown_or_found_by_subtraction(counts in prop::collection::vec(0u64..40, 2..12)) {
            let cells = protect(&counts);
            let hidden: Vec<u64> = counts.iter().zip(&cells).filter(|(_, cell)| **cell == Cell::Hidden).map(|(&count, _)| count).collect();
            let shows_a_small_one = cells.iter().any(|cell| matches!(cell, Cell::Shown { count: 1..=4 }));
            prop_assert!(!shows_a_small_one);
            prop_assert_ne!(hidden.len(), 1);
        }
    }
}
