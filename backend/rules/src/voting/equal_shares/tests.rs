use proptest::prelude::*;

use super::super::electorate::Electorate;
use super::super::{Ballot, Counted, Lot, Paper, Summary};
use super::completion::grow;
use super::*;

const OPTIONS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn terms(budget: i64, by_cost: bool) -> Terms {
    let utility = if by_cost { Utility::Cost } else { Utility::Approval };
    Terms { budget, utility, completion: Completion::Add1, increment: 1 }
}

/// Grows with this patience: the funded projects in order, and how often.
fn grown(ballots: &[Vec<usize>], costs: &[i64], terms: &Terms, patience: u64) -> (Vec<usize>, u64) {
    let counted = |ballot: &Vec<usize>| Counted::once(Ballot::of(ballot.iter().map(|&project| OPTIONS[project])));
    let summary = Summary::of_patterns(&ballots.iter().map(counted).collect::<Vec<_>>());
    let paper = Paper { options: OPTIONS.map(str::to_owned).to_vec(), ..Paper::default() };
    let cost = |option: &str| {
        OPTIONS
            .iter()
            .position(|known| *known == option)
            .map_or(0, |place| costs[place])
    };
    let electorate = Electorate::new(&summary, &paper, &Lot::given(OPTIONS), cost);
    let grown = grow(&electorate, terms, patience);
    (grown.run.funded, grown.increments)
}

#[test]
fn endowments_may_grow_a_million_million_times() {
    let costs = [800_000_000_000, 800_000_000_001, 1, 7, 10];
    let ballots = [vec![0, 2], vec![1, 3], vec![1, 4], vec![0, 3]];
    let (funded, increments) = grown(&ballots, &costs, &terms(1_000_000_000_000, true), 0);
    // Two voters each for `a` and `b`, all but 7 of their money: 400,000,000,002 pays for the first, 1 more for both.
    assert_eq!((funded, increments), (vec![3, 0, 4], 150_000_000_002));
}

#[test]
fn prices_that_growth_never_parts_do_not_keep_it_waiting() {
    let costs = [1_000_000_000, 1_000_000_001, 900_000_000_000, 999_999_999_999, 10];
    let ballots = [vec![0], vec![0], vec![1], vec![1], vec![2, 3]];
    let (funded, increments) = grown(&ballots, &costs, &terms(1_000_000_000_000, false), 0);
    // Its one supporter holds a fifth of the budget at first.
    assert_eq!((funded, increments), (vec![0, 1, 2], 700_000_000_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn leaving_out_equal_counts_changes_nothing(
        ballots in prop::collection::vec(prop::collection::vec(0usize..5, 1..4), 1..7),
        costs in prop::collection::vec(prop_oneof![1i64..2_000, 1i64..20, Just(60)], 5),
        budget in 1i64..1_500,
        by_cost: bool,
    ) {
        let distinct = |mut ballot: Vec<usize>| { ballot.sort_unstable(); ballot.dedup(); ballot };
        let ballots: Vec<Vec<usize>> = ballots.into_iter().map(distinct).collect();
        let terms = terms(budget, by_cost);
        prop_assert_eq!(grown(&ballots, &costs, &terms, 0), grown(&ballots, &costs, &terms, u64::MAX));
    }
}
