//! Equal ballots put together.

use super::{Ballot, Counted, places::Numbers};

/// A mark: the rank of its option among the names, and its value. These compare as marks do, without reading any text.
type NumberedMark = (u32, i64);

/// Equal ballots together, in the order of their contents.
pub(super) fn grouped(valid: &[Counted]) -> Vec<Counted> {
    let (marks, ends) = numbered(valid);
    let of = |ballot: usize| &marks[ends[ballot]..ends[ballot + 1]];
    // Most comparisons end at the first marks, which lie beside each other in memory once they are packed.
    let mut order: Vec<(u128, usize)> = (0..valid.len())
        .map(|ballot| (first_marks(of(ballot)), ballot))
        .collect();
    order.sort_unstable_by(|left, right| left.0.cmp(&right.0).then_with(|| of(left.1).cmp(of(right.1))));
    let alike = order.chunk_by(|left, right| left.0 == right.0 && of(left.1) == of(right.1));
    let mut grouped = Vec::new();
    let mut groups = vec![None; valid.len()];
    for ballots in alike {
        groups[ballots[0].1] = Some(grouped.len());
        let times = ballots.iter().map(|&(_, ballot)| valid[ballot].times).sum();
        grouped.push(Counted { ballot: Ballot::default(), times });
    }
    // Copied in the order in which they lie in memory.
    for (counted, group) in valid.iter().zip(groups) {
        if let Some(group) = group {
            grouped[group].ballot = counted.ballot.clone();
        }
    }
    grouped
}

/// The first marks as one number: where these differ, they differ as the ballots do.
fn first_marks(marks: &[NumberedMark]) -> u128 {
    const RANKS: u32 = u16::MAX as u32;
    const LEAST: i64 = i16::MIN as i64;
    const MOST: i64 = i16::MAX as i64;
    let mut packed = 0;
    for (&(option, value), shift) in marks.iter().zip([96, 64, 32, 0]) {
        let (rank, kept) = (option.saturating_add(1).min(RANKS), value.clamp(LEAST, MOST));
        packed |= (u128::from(rank) << 16 | (kept - LEAST) as u128) << shift;
        // The ends also stand for all that lies beyond them: what follows is not packed, so that it decides nothing.
        if rank == RANKS || kept == LEAST || kept == MOST {
            break;
        }
    }
    packed
}

/// The marks of all ballots one after the other, and where each ballot begins and ends among them.
fn numbered(valid: &[Counted]) -> (Vec<NumberedMark>, Vec<usize>) {
    let mut numbers = Numbers::default();
    let all = valid.iter().map(|counted| counted.ballot.marks.len()).sum();
    let (mut marks, mut ends) = (Vec::with_capacity(all), Vec::with_capacity(valid.len() + 1));
    ends.push(0);
    for counted in valid {
        let each = counted.ballot.marks.iter();
        marks.extend(each.map(|mark| (numbers.number(&mark.option), mark.value)));
        ends.push(marks.len());
    }
    let ranks = numbers.ranks();
    marks
        .iter_mut()
        .for_each(|(number, _)| *number = ranks[*number as usize]);
    (marks, ends)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::voting::Mark;

    /// Small values, and values around the ends of what is packed.
    fn value() -> impl Strategy<Value = i64> {
        let ends = prop::sample::select(vec![i64::MIN, -32_769, -32_768, 32_767, 32_768, 40_000, i64::MAX]);
        prop_oneof![-1i64..2, ends]
    }

    proptest! {
        #[test]
        fn ballots_are_grouped_and_sorted_by_their_contents(
            ballots in prop::collection::vec((prop::collection::vec(("[a-c]{1,2}", value()), 0..6), 1u64..9), 0..20),
        ) {
            let counted = |(marks, times): &(Vec<(String, i64)>, u64)| {
                let marks = marks.iter().map(|(option, value)| Mark { option: option.clone(), value: *value });
                Counted { ballot: Ballot { marks: marks.collect() }, times: *times }
            };
            let ballots: Vec<Counted> = ballots.iter().map(counted).collect();
            let mut expected: BTreeMap<Ballot, u64> = BTreeMap::new();
            for counted in &ballots {
                *expected.entry(counted.ballot.clone()).or_default() += counted.times;
            }
            let expected: Vec<Counted> =
                expected.into_iter().map(|(ballot, times)| Counted { ballot, times }).collect();
            prop_assert_eq!(grouped(&ballots), expected);
        }
    }
}
