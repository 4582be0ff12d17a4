//! How groups receive statements that had no part in making them.
//!
//! Groups are made from the votes, so chance alone divides them on some statements: whoever then tests the difference on these
//! very votes finds what was put there (Kriegeskorte, Simmons, Bellgowan and Baker, "Circular analysis in systems neuroscience:
//! the dangers of double dipping", Nat. Neurosci. 12, 2009). Here each statement is compared between groups as the votes on the
//! others tell them apart.

use super::components::{Components, Position};
use super::landscape::Landscape;
use super::lloyd::Placed;
use super::shown::Shown;
use super::tallies::{Tally, by_class};
use super::{Votes, permutation};

/// Statements are held out in so many lots, one lot at a time.
const LOTS: usize = 10;

/// The tallies of each group on each statement, voters being in the group whose middle is nearest to them when the lot of that
/// statement is left out.
pub(super) fn by_group(votes: &Votes, landscape: &Landscape, shown: &Shown) -> Vec<Vec<Tally>> {
    let mut tallies = vec![vec![Tally::default(); votes.statements().len()]; shown.parts];
    let order = permutation::order_of_statements(votes, landscape);
    for lot in 0..LOTS.min(order.len()) {
        let held_out: Vec<usize> = order.iter().skip(lot).step_by(LOTS).copied().collect();
        let classes = regrouped(&votes.leaving_out(&held_out), landscape, shown);
        let of_all = by_class(votes, &classes, shown.parts);
        for (own, of_group) in tallies.iter_mut().zip(&of_all) {
            held_out
                .iter()
                .for_each(|&statement| own[statement] = of_group[statement]);
        }
    }
    tallies
}

/// The group of each active voter by these votes: the one whose members are on average nearest.
fn regrouped(votes: &Votes, landscape: &Landscape, shown: &Shown) -> Vec<Option<u8>> {
    let positions = Components::of(votes).positions(votes);
    let active = || landscape.active.iter().map(|&voter| positions[voter]);
    let classes = landscape.active.iter().map(|&voter| shown.classes[voter]);
    let mut sums = vec![(0.0, 0.0, 0.0); shown.parts];
    for (position, class) in active().zip(classes) {
        if let Some(class) = class {
            let (x, y, people) = &mut sums[usize::from(class)];
            *x += position.x;
            *y += position.y;
            *people += 1.0;
        }
    }
    let middle = |(x, y, people): (f64, f64, f64)| Position { x: x / people, y: y / people };
    let middles: Vec<Position> = sums.into_iter().map(middle).collect();
    landscape.classes(&Placed::new(active().map(|position| (position, 1.0))).nearest(&middles))
}
