//! What brings everyone together, groups taken into account or not.

use super::representative::{MOST, Z_90, above_half, smoothed};
use super::tallies::Tally;

/// Group-informed consensus: the chance that one voter of each group would all agree, for each statement.
pub(super) fn group_informed(groups: &[Vec<Tally>], statement: usize) -> f64 {
    groups
        .iter()
        .map(|group| smoothed(group[statement].agree, group[statement].seen))
        .product()
}

/// The statements that most voters agree with, the firmest first, at most five; `side` picks agreement or disagreement.
pub(super) fn majority(all: &[Tally], counting: &[usize], side: impl Fn(Tally) -> u32) -> Vec<usize> {
    let firmness = |&statement: &usize| {
        let (side, seen) = (side(all[statement]), all[statement].seen);
        let (share, test) = (smoothed(side, seen), above_half(side, seen));
        (share > 0.5 && test > Z_90).then_some((statement, share * test))
    };
    let mut firm: Vec<(usize, f64)> = counting.iter().filter_map(firmness).collect();
    firm.sort_by(|left, right| right.1.total_cmp(&left.1));
    firm.into_iter().map(|(statement, _)| statement).take(MOST).collect()
}
