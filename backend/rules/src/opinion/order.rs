//! In which order a person meets the statements while nothing is known of them.

use super::lot::mix;

/// Places of the statements in the order in which one person meets them.
///
/// The same seed always gives the same order, two seeds give unrelated ones, and a statement that comes or goes leaves the
/// others in their order: a person who stops and comes back goes on where they were.
pub fn order(seed: u64, statements: &[u128]) -> Vec<usize> {
    let rank = |statement: u128| mix(mix(seed ^ statement as u64) ^ (statement >> 64) as u64);
    let mut places: Vec<usize> = (0..statements.len()).collect();
    places.sort_by_key(|&place| (rank(statements[place]), statements[place]));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_statement_comes_first_for_about_as_many_people() {
        let statements: Vec<u128> = (0..10).collect();
        let mut first = [0; 10];
        for person in 0..10_000 {
            first[order(person, &statements)[0]] += 1;
        }
        assert!(first.iter().all(|&people| (900..1_100).contains(&people)), "{first:?}");
    }

    proptest! {
        #[test]
        fn an_order_holds_each_statement_once(seed: u64, statements in prop::collection::vec(any::<u128>(), 0..50)) {
            let mut places = order(seed, &statements);
            places.sort_unstable();
            prop_assert_eq!(places, (0..statements.len()).collect::<Vec<_>>());
        }

        #[test]
        fn a_new_statement_leaves_the_others_in_order(seed: u64, statements in prop::collection::btree_set(any::<u128>(), 1..50)) {
            let all: Vec<u128> = statements.into_iter().collect();
            let met = |of: &[u128]| order(seed, of).into_iter().map(|place| of[place]).collect::<Vec<_>>();
            let mut without_last = met(&all);
            without_last.retain(|statement| Some(statement) != all.last());
            prop_assert_eq!(without_last, met(&all[..all.len() - 1]));
        }
    }
}
