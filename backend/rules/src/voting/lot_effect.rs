//! What the public lot changes in a count that asks it step by step.

use std::collections::BTreeSet;

use super::budget::{self, whole};
use super::electorate::Electorate;
use super::{Reason, TieRule};

/// What a count comes to under one lot.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// Options taken forward.
    pub(super) taken: Vec<usize>,
    /// Ties of which only some are taken, whoever they are, and that change nothing else.
    pub(super) cut: Vec<Vec<usize>>,
    /// Ties of which the order may change what follows.
    pub(super) open: Vec<Vec<usize>>,
    /// Marks read to come to it.
    pub(super) read: usize,
}

/// Which options owe it to the lot that they are taken forward, or that they are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Effect {
    /// These options, in the order of the paper; when not all lots were looked at, also those of which the order may matter.
    pub(super) between: Vec<usize>,
    /// Whether these options tied with each other, and nothing else depended on it.
    direct: bool,
    /// Whether every lot was looked at.
    known: bool,
    /// Whether lots are known that take different options forward.
    differs: bool,
}

/// How many lots the search may look at.
const LOTS: usize = 720;
/// How many marks it may read.
const PATIENCE: usize = 30_000_000;

/// Looks at every order of the options that the lot ordered. Each order of the options of a tie is that of some lot, and once no count
/// meets a tie outside those whose orders were all tried, no lot can give anything else.
pub(super) fn effect(electorate: &Electorate, first: &Outcome, count: impl Fn(&Electorate) -> Outcome) -> Effect {
    let mut fates = Fates::of(first);
    let mut classes = merged(&first.open);
    let mut read = first.read;
    let known = 'wider: loop {
        let Some(lots) = orders(&classes) else { break false };
        for order in &lots {
            if read > PATIENCE {
                break 'wider false;
            }
            let outcome = count(&electorate.with_lot(order));
            read += outcome.read;
            fates.add(&outcome);
            let wider = merged(&[&classes[..], &outcome.open].concat());
            if wider != classes {
                classes = wider;
                continue 'wider;
            }
        }
        break true;
    };
    let open = fates.open();
    let direct = known
        && first
            .cut
            .iter()
            .chain(&first.open)
            .any(|tie| tie.iter().copied().collect::<BTreeSet<_>>() == open);
    let unsure = if known { Vec::new() } else { classes.concat() };
    let differs = !open.is_empty();
    Effect {
        between: open
            .into_iter()
            .chain(unsure)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        direct,
        known,
        differs,
    }
}

/// What becomes of options under the lots looked at.
struct Fates {
    /// Taken by some lot.
    possible: BTreeSet<usize>,
    /// Taken by all of them.
    certain: BTreeSet<usize>,
}

impl Fates {
    fn of(outcome: &Outcome) -> Self {
        let taken: BTreeSet<usize> = outcome.taken.iter().copied().collect();
        let cut: BTreeSet<usize> = outcome.cut.iter().flatten().copied().collect();
        Self { certain: taken.difference(&cut).copied().collect(), possible: taken.union(&cut).copied().collect() }
    }

    fn add(&mut self, outcome: &Outcome) {
        let other = Self::of(outcome);
        self.possible.extend(other.possible);
        self.certain.retain(|option| other.certain.contains(option));
    }

    /// Taken by some and not by others.
    fn open(&self) -> BTreeSet<usize> {
        self.possible.difference(&self.certain).copied().collect()
    }
}

/// Ties that share an option put together, each in order.
fn merged(ties: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut classes: Vec<BTreeSet<usize>> = Vec::new();
    for tie in ties {
        let mut class: BTreeSet<usize> = tie.iter().copied().collect();
        classes.retain(|other| {
            let apart = class.is_disjoint(other);
            if !apart {
                class.extend(other);
            }
            apart
        });
        classes.push(class);
    }
    let mut classes: Vec<Vec<usize>> = classes.into_iter().map(|class| class.into_iter().collect()).collect();
    classes.sort_unstable();
    classes
}

/// Every way to order the options of each class; `None` when there are too many.
fn orders(classes: &[Vec<usize>]) -> Option<Vec<Vec<Vec<usize>>>> {
    let ways = |class: &Vec<usize>| (1..=class.len()).try_fold(1usize, |ways, many| ways.checked_mul(many));
    let all = classes
        .iter()
        .try_fold(1usize, |all, class| all.checked_mul(ways(class)?));
    all.filter(|all| *all <= LOTS)?;
    let with = |lots: Vec<Vec<Vec<usize>>>, class: &Vec<usize>| {
        let orders = permutations(class);
        let each = lots.iter().flat_map(|lot| {
            orders
                .iter()
                .map(|order| [&lot[..], std::slice::from_ref(order)].concat())
        });
        each.collect()
    };
    Some(classes.iter().fold(vec![Vec::new()], with))
}

fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (place, first) in of.iter().enumerate() {
        let rest = [&of[..place], &of[place + 1..]].concat();
        all.extend(
            permutations(&rest)
                .into_iter()
                .map(|rest| [&[*first], &rest[..]].concat()),
        );
    }
    all
}

/// The sentence about the lot, when it settled a tie and that changed something or may have.
pub(super) fn reason(effect: &Effect, electorate: &Electorate, ties: TieRule) -> Option<Reason> {
    let between = electorate.options(&effect.between);
    match between.as_slice() {
        _ if ties != TieRule::Lot => None,
        tied if effect.direct => budget::lot_reason(tied),
        [first, rest @ ..] if effect.differs && effect.known => {
            Some(Reason::new("lot-changes", &[("first", first)], &[("others", whole(rest.len()))]))
        }
        [] => None,
        _ if effect.differs => Some(Reason::new("lot-changes-some", &[], &[])),
        _ => Some(Reason::new("lot-unknown", &[], &[])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_that_share_an_option_are_one_class() {
        assert_eq!(merged(&[vec![5, 1], vec![2, 3], vec![3, 5], vec![4, 7]]), [vec![1, 2, 3, 5], vec![4, 7]]);
    }

    #[test]
    fn orders_are_all_those_of_each_class() {
        let lots = orders(&[vec![1, 2], vec![3, 4, 5]]).unwrap();
        let distinct: BTreeSet<_> = lots.iter().collect();
        assert_eq!((lots.len(), distinct.len()), (12, 12));
        assert!(orders(&[(0..7).collect()]).is_none());
        assert!(orders(&[(0..60).collect()]).is_none());
        assert_eq!(orders(&[]), Some(vec![Vec::new()]));
    }
}
