//! Opinion phases: what one may say of a statement, and in which order a person meets the statements.

/// What a person says of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vote {
    /// "I agree."
    Agree,
    /// "I do not agree."
    Disagree,
    /// Seen, without taking a side.
    Pass,
}

impl Vote {
    /// All votes, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Disagree, Self::Pass];

    /// The stable name, as in forms and in the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Pass => "pass",
        }
    }

    /// The vote of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.key() == key)
    }

    /// The mark of a ballot of the method agree / disagree / pass: 1, −1 or 0.
    pub fn mark(self) -> i32 {
        match self {
            Self::Agree => 1,
            Self::Disagree => -1,
            Self::Pass => 0,
        }
    }

    /// The vote of a mark.
    pub fn from_mark(mark: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.mark() == mark)
    }
}

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

/// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every bit of the input moves half of the output.
fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn votes_keep_their_names_and_marks() {
        for vote in Vote::ALL {
            assert_eq!(Vote::from_key(vote.key()), Some(vote));
            assert_eq!(Vote::from_mark(vote.mark()), Some(vote));
        }
        assert_eq!(Vote::from_key("maybe"), None);
        assert_eq!(Vote::from_mark(2), None);
    }

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
