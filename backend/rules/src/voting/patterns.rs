//! Equal ballots put together.

use std::collections::HashMap;

use super::Counted;

/// A mark: the rank of its option among the names, and its value. These compare as marks do, without reading any text.
type NumberedMark = (u32, i64);

/// Equal ballots together, in the order of their contents.
pub(super) fn grouped(valid: &[Counted]) -> Vec<Counted> {
    let (marks, ends) = numbered(valid);
    let of = |ballot: usize| &marks[ends[ballot]..ends[ballot + 1]];
    let mut order: Vec<usize> = (0..valid.len()).collect();
    order.sort_unstable_by(|&left, &right| of(left).cmp(of(right)));
    let alike = order.chunk_by(|&left, &right| of(left) == of(right));
    alike
        .map(|ballots| Counted {
            ballot: valid[ballots[0]].ballot.clone(),
            times: ballots.iter().map(|&ballot| valid[ballot].times).sum(),
        })
        .collect()
}

/// The marks of all ballots one after the other, and where each ballot begins and ends among them.
fn numbered(valid: &[Counted]) -> (Vec<NumberedMark>, Vec<usize>) {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let (mut marks, mut ends) = (Vec::new(), vec![0]);
    for counted in valid {
        for mark in &counted.ballot.marks {
            let next = numbers.len() as u32;
            marks.push((*numbers.entry(&mark.option).or_insert(next), mark.value));
        }
        ends.push(marks.len());
    }
    let mut names: Vec<(&str, u32)> = numbers.into_iter().collect();
    names.sort_unstable();
    let mut ranks = vec![0; names.len()];
    (0..)
        .zip(&names)
        .for_each(|(rank, &(_, number))| ranks[number as usize] = rank);
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
    use crate::voting::{Ballot, Mark};

    proptest! {
        #[test]
        fn ballots_are_grouped_and_sorted_by_their_contents(
            ballots in prop::collection::vec((prop::collection::vec(("[a-c]{1,2}", -1i64..2), 0..4), 1u64..9), 0..20),
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
