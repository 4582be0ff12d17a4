//! Majority values from counts of mentions, without writing out a single ballot.

use std::cmp::Ordering;

/// The median mention of an option, and how many ballots give a better or a worse one (Balinski & Laraki, 2010).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gauge {
    /// The lower median, the worst mention being 0.
    pub median: usize,
    /// Ballots that give a better one.
    pub above: u64,
    /// Ballots that give the median.
    pub at: u64,
    /// Ballots that give a worse one.
    pub below: u64,
}

impl Gauge {
    /// Whether more ballots are above the median than below it.
    pub fn plus(&self) -> bool {
        self.above > self.below
    }

    /// Ballots that give the median or a better mention.
    pub fn at_least(&self) -> u64 {
        self.above + self.at
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.above + self.at + self.below
    }
}

/// The gauge of these counts, the worst mention first.
pub(super) fn gauge(counts: &[u64]) -> Gauge {
    let all: u64 = counts.iter().sum();
    let mut below = 0;
    for (median, &at) in counts.iter().enumerate() {
        // The lower median is the mention of the ballot at place (all − 1) / 2, counted from 0 and from the worst.
        if below + at > all.saturating_sub(1) / 2 {
            return Gauge { median, above: all - below - at, at, below };
        }
        below += at;
    }
    Gauge { median: 0, above: 0, at: 0, below: 0 }
}

/// Compares majority values: medians, then what is left without one median ballot each, and so on; the better is greater.
///
/// That takes ballots away by turns below and above the middle, so the value is read off two halves: the one below the
/// middle going down and the one above it going up, an odd ballot in the middle coming first. Both options must have the
/// same number of ballots.
pub(super) fn majority_order(left: &[u64], right: &[u64]) -> Ordering {
    let all: u64 = left.iter().sum();
    let middle = |counts: &[u64]| if all % 2 == 1 { gauge(counts).median } else { 0 };
    let down = first_difference(&lower_half(left), &lower_half(right));
    let up = first_difference(&upper_half(left), &upper_half(right));
    let by_turns = match (down, up) {
        (Some((turn, order)), Some((later, _))) if turn <= later => order,
        (_, Some((_, order))) | (Some((_, order)), None) => order,
        (None, None) => Ordering::Equal,
    };
    middle(left).cmp(&middle(right)).then(by_turns)
}

/// A mention, and how many ballots in a row give it.
type Run = (usize, u64);

fn lower_half(counts: &[u64]) -> Vec<Run> {
    outer_half(counts.iter().copied().enumerate(), counts.iter().sum())
}

fn upper_half(counts: &[u64]) -> Vec<Run> {
    outer_half(counts.iter().copied().enumerate().rev(), counts.iter().sum())
}

/// The half of the ballots that comes first in this order, the last of them first.
fn outer_half(runs: impl Iterator<Item = Run>, all: u64) -> Vec<Run> {
    let mut room = all / 2;
    let mut half: Vec<Run> = runs
        .map(|(mention, count)| {
            let taken = count.min(room);
            room -= taken;
            (mention, taken)
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    half.reverse();
    half
}

/// How many ballots agree before two halves first differ, and which mention is then better.
fn first_difference(left: &[Run], right: &[Run]) -> Option<(u64, Ordering)> {
    let same = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let agreed: u64 = left[..same].iter().map(|(_, count)| count).sum();
    let (left, right) = (&left[same..], &right[same..]);
    let (&(left_mention, left_count), &(right_mention, right_count)) = (left.first()?, right.first()?);
    if left_mention != right_mention {
        return Some((agreed, left_mention.cmp(&right_mention)));
    }
    // The shorter run is followed by another mention while the longer one goes on.
    let (next_left, next_right) =
        if left_count < right_count { (left.get(1)?.0, right_mention) } else { (left_mention, right.get(1)?.0) };
    Some((agreed + left_count.min(right_count), next_left.cmp(&next_right)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition itself: take the lower median away again and again.
    fn majority_value(counts: &[u64]) -> Vec<usize> {
        let each = counts.iter().enumerate();
        let mut ballots: Vec<usize> = each
            .flat_map(|(mention, &count)| vec![mention; count as usize])
            .collect();
        let mut value = Vec::new();
        while !ballots.is_empty() {
            value.push(ballots.remove((ballots.len() - 1) / 2));
        }
        value
    }

    fn counts_of(ballots: &[usize]) -> Vec<u64> {
        let mut counts = vec![0; 5];
        ballots.iter().for_each(|&mention| counts[mention] += 1);
        counts
    }

    #[test]
    fn the_gauge_is_that_of_the_lower_median() {
        assert_eq!(gauge(&[0, 0, 5, 5]), Gauge { median: 2, above: 5, at: 5, below: 0 });
        assert_eq!(gauge(&[1, 2, 0, 2]), Gauge { median: 1, above: 2, at: 2, below: 1 });
        assert_eq!(gauge(&[0, 0]), Gauge { median: 0, above: 0, at: 0, below: 0 });
    }

    #[test]
    fn an_electorate_of_millions_is_compared_at_once() {
        let ahead = [16_293_252, 12_277_630, 38_348, 14_929_905, 11_087_753, 10_634_266, 7_066_302];
        let behind = [5_272_679, 19_797_001, 10_732_688, 9_612_936, 1_379_840, 16_886_281, 8_646_031];
        assert!(majority_order(&ahead, &behind).is_gt());
        // One ballot in 72 million moves from the fifth mention to the sixth.
        let better = [16_293_252, 12_277_630, 38_348, 14_929_905, 11_087_752, 10_634_267, 7_066_302];
        assert!(majority_order(&better, &ahead).is_gt());
        assert!(majority_order(&ahead, &ahead).is_eq());
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_definition(pair in prop::collection::vec((0usize..5, 0usize..5), 0..14)) {
            let (left, right): (Vec<usize>, Vec<usize>) = pair.into_iter().unzip();
            let (left, right) = (counts_of(&left), counts_of(&right));
            prop_assert_eq!(majority_order(&left, &right), majority_value(&left).cmp(&majority_value(&right)));
        }
    }
}
