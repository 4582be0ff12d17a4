//! Which statement a person meets next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lot::{mix, to_unit};
use super::{StatementId, Stratum};

/// What is known of the statements of a phase since it was last counted, as far as it decides what to show next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Routing {
    /// The statements that anyone voted on.
    pub statements: Vec<Routed>,
}

/// What decides how soon one statement is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Routed {
    /// The statement.
    pub statement: StatementId,
    /// How much more often it comes first than a statement of priority 1; 0 counts as 1.
    pub priority: f64,
    /// Strata of which too few voted on it: they meet it first.
    pub too_few_of: Vec<Stratum>,
}

/// The statement to show next to a person who has not seen `unseen` yet; none once they have seen all.
///
/// It is drawn with a probability proportional to its priority, among those first that the person's own strata have
/// voted on too little. The seed is the person's chance: with the same one the same statement comes again until it is
/// voted on, so that a page may be loaded twice.
pub fn next_statement(seed: u64, routing: &Routing, own: &[Stratum], unseen: &[StatementId]) -> Option<StatementId> {
    routed_order(seed, routing, own, unseen)
        .first()
        .map(|&place| unseen[place])
}

/// Places of the statements in the order in which one person meets them: successive draws by [`next_statement`].
///
/// Each statement's chance follows from the seed and its number alone: one that comes, goes or is counted anew leaves
/// the others in their order.
pub fn routed_order(seed: u64, routing: &Routing, own: &[Stratum], statements: &[StatementId]) -> Vec<usize> {
    let known: BTreeMap<StatementId, &Routed> = routing
        .statements
        .iter()
        .map(|routed| (routed.statement, routed))
        .collect();
    let rank = |statement: StatementId| {
        let routed = known.get(&statement);
        // Nobody voted on one that is not known.
        let awaited = own
            .iter()
            .any(|stratum| routed.is_none_or(|routed| routed.too_few_of.contains(stratum)));
        let priority = routed.map_or(1.0, |routed| routed.priority);
        let priority = if priority > 0.0 { priority } else { 1.0 };
        // The first of clocks that ring at the rate of their priority is a draw proportional to it (Efraimidis and
        // Spirakis, Information Processing Letters 97, 2006).
        (!awaited, -(1.0 - chance(seed, statement)).ln() / priority)
    };
    let ranks: Vec<(bool, f64)> = statements.iter().map(|&statement| rank(statement)).collect();
    let mut places: Vec<usize> = (0..statements.len()).collect();
    places.sort_by(|&left, &right| {
        let by_rank = ranks[left]
            .0
            .cmp(&ranks[right].0)
            .then(ranks[left].1.total_cmp(&ranks[right].1));
        by_rank.then(statements[left].cmp(&statements[right]))
    });
    places
}

fn chance(seed: u64, statement: StatementId) -> f64 {
    to_unit(mix(mix(seed ^ statement.0 as u64) ^ (statement.0 >> 64) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const YES: Stratum = Stratum { question: 0, yes: true };

    fn ids(count: u128) -> Vec<StatementId> {
        (0..count).map(StatementId).collect()
    }

    fn routing(priorities: &[f64]) -> Routing {
        let routed =
            |(place, &priority)| Routed { statement: StatementId(place as u128), priority, too_few_of: Vec::new() };
        Routing { statements: priorities.iter().enumerate().map(routed).collect() }
    }

    #[test]
    fn statements_come_first_as_often_as_their_priority_says() {
        // The third is unknown and counts as 1, like the second of priority 0.
        let routing = routing(&[6.0, 0.0]);
        let mut first = [0; 3];
        for seed in 0..16_000 {
            let next = next_statement(seed, &routing, &[], &ids(3)).unwrap();
            first[next.0 as usize] += 1;
        }
        assert!((11_700..12_300).contains(&first[0]), "{first:?}");
        assert!(first[1..].iter().all(|times| (1_800..2_200).contains(times)), "{first:?}");
    }

    #[test]
    fn a_stratum_that_is_missing_meets_the_statement_first() {
        let mut routing = routing(&[50.0, 50.0, 0.1]);
        routing.statements[2].too_few_of = vec![YES];
        let first = |seed, own: &[Stratum]| next_statement(seed, &routing, own, &ids(3)).unwrap().0;
        assert!((0..200).all(|seed| first(seed, &[YES]) == 2));
        let others = (0..200).filter(|&seed| first(seed, &[Stratum { yes: false, ..YES }]) == 2);
        assert!(others.count() < 20);
    }

    #[test]
    fn a_seen_statement_leaves_the_others_in_order() {
        let routing = routing(&[1.0, 5.0, 2.0, 9.0, 0.5]);
        for seed in 0..100 {
            let mut unseen = ids(5);
            let order: Vec<StatementId> = routed_order(seed, &routing, &[], &unseen)
                .into_iter()
                .map(|place| unseen[place])
                .collect();
            for expected in order {
                let next = next_statement(seed, &routing, &[], &unseen).unwrap();
                assert_eq!(next, expected);
                unseen.retain(|statement| *statement != next);
            }
            assert_eq!(next_statement(seed, &routing, &[], &unseen), None);
        }
    }
}
