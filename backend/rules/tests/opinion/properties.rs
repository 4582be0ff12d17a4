//! What must hold of opinion groups whatever the votes.

use std::collections::{BTreeMap, BTreeSet};

use crate::made::{Numbers, camps, counted};
use proptest::prelude::*;
use tablee_rules::opinion::{
    Cast, OpinionAnalysis, Shape, StatementId, Strata, Stratum, Vote, VoterId, analyse, bridging_scores, reference,
    route,
};

/// Names without any order in common with the numbers they replace.
fn renamed(number: u128, salt: u64) -> u128 {
    let drawn = Numbers(salt ^ number as u64).unit();
    ((drawn * 1e15) as u128) << 32 | number
}

fn with_other_names(cast: &[Cast], salt: u64) -> Vec<Cast> {
    let other = |cast: &Cast| Cast {
        voter: VoterId(renamed(cast.voter.0, salt)),
        statement: StatementId(renamed(cast.statement.0, !salt)),
        vote: cast.vote,
    };
    cast.iter().map(other).collect()
}

/// The answer of every third voter is yes, of every seventh none.
fn strata(voters: u128, name: impl Fn(u128) -> u128) -> Strata {
    let answers = (0..voters).filter(|voter| voter % 7 != 0);
    Strata::new(answers.map(|voter| (VoterId(name(voter)), Stratum { question: 0, yes: voter % 3 == 0 })))
}

fn shuffled(cast: &[Cast], seed: u64) -> Vec<Cast> {
    let mut numbers = Numbers(seed);
    let mut keyed: Vec<(u64, Cast)> = cast
        .iter()
        .map(|&cast| ((numbers.unit() * 1e15) as u64, cast))
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, cast)| cast).collect()
}

/// What is said of each statement, by the names of the numbers that `name` replaced.
fn by_statement(analysis: &OpinionAnalysis, name: impl Fn(u128) -> u128, statements: u128) -> BTreeMap<u128, String> {
    let old: BTreeMap<u128, u128> = (0..statements).map(|statement| (name(statement), statement)).collect();
    let told = analysis.statements.iter().map(|statement| {
        let figures = (&statement.all, &statement.groups, &statement.strata, statement.score, statement.shared);
        (old[&statement.statement.0], format!("{figures:?} {:?}", statement.too_few_of))
    });
    told.collect()
}

proptest! {
    // Each case deals the votes anew ninety-nine times.
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn the_order_of_votes_changes_nothing(seed: u64, people in 16usize..50, salt: u64) {
        let cast = camps(seed, people, 12);
        let strata = strata(people as u128, |voter| voter);
        let (left, right) = (counted(&cast), counted(&shuffled(&cast, salt)));
        prop_assert_eq!(bridging_scores(&left, &strata), bridging_scores(&right, &strata));
        prop_assert_eq!(analyse(&left, &strata), analyse(&right, &strata));
        prop_assert_eq!(route(&left, &strata), route(&right, &strata));
        let analysis = analyse(&left, &strata);
        prop_assert!(analysis.follows());
        prop_assert!(analysis.statements.iter().all(|statement| analysis.marks_follow(statement)));
        prop_assert!(analysis.statements.is_sorted_by(|first, second| first.score >= second.score));
    }

    #[test]
    fn names_change_nothing(seed: u64, people in 30usize..60, salt: u64) {
        let statements = 14;
        let cast = camps(seed, people, statements);
        let (votes, other) = (counted(&cast), counted(&with_other_names(&cast, salt)));
        let left = analyse(&votes, &strata(people as u128, |voter| voter));
        let right = analyse(&other, &strata(people as u128, |voter| renamed(voter, salt)));
        prop_assert_eq!(left.shape, right.shape);
        prop_assert_eq!(&left.map, &right.map);
        prop_assert_eq!(
            by_statement(&left, |statement| statement, statements),
            by_statement(&right, |statement| renamed(statement, !salt), statements)
        );
        let group_of = |voters: &[VoterId], name: &dyn Fn(u128) -> u128| -> BTreeSet<u128> {
            (0..people as u128).filter(|&voter| voters.contains(&VoterId(name(voter)))).collect()
        };
        let of_left = reference(&votes).groups;
        let of_right = reference(&other).groups;
        prop_assert_eq!(
            of_left.iter().map(|group| group_of(group, &|voter| voter)).collect::<BTreeSet<_>>(),
            of_right.iter().map(|group| group_of(group, &|voter| renamed(voter, salt))).collect::<BTreeSet<_>>()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_vote_cast_twice_counts_once(seed: u64, people in 16usize..50, again in 0usize..300) {
        let mut cast = camps(seed, people, 12);
        let once = reference(&counted(&cast));
        let repeated: Vec<Cast> = cast.iter().copied().step_by(1 + again % 5).take(again).collect();
        cast.extend(repeated);
        let twice = reference(&counted(&cast));
        prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"));
    }

    #[test]
    fn who_passes_on_everything_raises_no_share(seed: u64, people in 30usize..60) {
        let mut cast = camps(seed, people, 12);
        let before = reference(&counted(&cast));
        cast.extend((0..12).map(|statement| Cast {
            voter: VoterId(people as u128),
            statement: StatementId(statement),
            vote: Vote::Pass,
        }));
        let after = reference(&counted(&cast));
        let others = |groups: &[Vec<VoterId>]| -> BTreeSet<Vec<VoterId>> {
            let known = |group: &Vec<VoterId>| group.iter().copied().filter(|voter| voter.0 < people as u128).collect();
            groups.iter().map(known).collect()
        };
        // The newcomer may move the border of two groups: then they are other groups, not other shares.
        prop_assume!(others(&before.groups) == others(&after.groups));
        prop_assert_eq!(after.groups.concat().len(), before.groups.concat().len() + 1);
        for ((statement, was), (same, is)) in before.consensus.into_iter().zip(after.consensus) {
            prop_assert_eq!(statement, same);
            prop_assert!(is <= was, "{statement:?}: {was} {is}");
        }
    }

    #[test]
    fn statements_with_other_votes_have_other_priorities(seed: u64, people in 16usize..60) {
        let routing = route(&counted(&camps(seed, people, 15)), &Strata::default());
        let mut priorities: Vec<f64> = routing.statements.iter().map(|routed| routed.priority).collect();
        priorities.sort_by(f64::total_cmp);
        prop_assert_eq!(priorities.len(), 15);
        prop_assert!(priorities.iter().all(|priority| priority.is_finite() && *priority > 0.0));
        prop_assert!(priorities.windows(2).all(|pair| pair[1] - pair[0] > 1e-12), "{priorities:?}");
    }
}

fn everyone(voters: u128, statements: u128, vote: impl Fn(u128, u128) -> Vote) -> Vec<Cast> {
    let pairs = (0..voters).flat_map(|voter| (0..statements).map(move |statement| (voter, statement)));
    pairs
        .map(|(voter, statement)| Cast {
            voter: VoterId(voter),
            statement: StatementId(statement),
            vote: vote(voter, statement),
        })
        .collect()
}

#[test]
fn nothing_to_tell_apart_gives_no_groups() {
    let alike = |_, statement: u128| Vote::ALL[(statement % 3) as usize];
    let mixed = |voter, statement| Vote::ALL[((voter * 5 + statement * 7 + voter * statement) % 3) as usize];
    let cases = [
        ("no voter", Vec::new(), Shape::TooFew),
        ("one voter", everyone(1, 20, mixed), Shape::TooFew),
        ("one vote", everyone(1, 1, mixed), Shape::TooFew),
        ("one statement", everyone(40, 1, mixed), Shape::TooFew),
        ("all pass", everyone(40, 20, |_, _| Vote::Pass), Shape::Alike),
        ("all alike", everyone(40, 20, alike), Shape::Alike),
    ];
    for (name, cast, shape) in cases {
        let votes = counted(&cast);
        let found = reference(&votes);
        assert!(found.groups.is_empty() && found.representative.is_empty(), "{name}");
        assert!(
            found
                .positions
                .iter()
                .all(|(_, position)| position.x.is_finite() && position.y.is_finite()),
            "{name}"
        );
        assert!(found.consensus.iter().all(|(_, consensus)| *consensus == 1.0), "{name}");
        let analysis = analyse(&votes, &strata(40, |voter| voter));
        assert_eq!((analysis.shape, analysis.groups.len()), (shape, 0), "{name}");
        assert!(analysis.map.is_empty(), "{name}");
        assert!(analysis.follows(), "{name}");
        let routing = route(&votes, &Strata::default());
        assert!(routing.statements.iter().all(|routed| routed.priority.is_finite()), "{name}");
    }
}

/// Ten people with twelve votes, and ten with three votes each: five of these are taken to make fifteen.
fn ten_and_ten(seed: u64) -> Vec<Cast> {
    let cast = camps(seed, 20, 12);
    let full = everyone(20, 12, |voter, statement| {
        let said = cast
            .iter()
            .find(|cast| (cast.voter.0, cast.statement.0) == (voter, statement));
        said.map_or(Vote::Pass, |cast| cast.vote)
    });
    let few = |cast: &Cast| cast.voter.0 < 10 || (cast.statement.0 + cast.voter.0).is_multiple_of(4);
    full.into_iter().filter(few).collect()
}

#[test]
fn who_makes_fifteen_does_not_follow_from_names() {
    for seed in 0..12 {
        let cast = ten_and_ten(seed);
        let (votes, other) = (counted(&cast), counted(&with_other_names(&cast, seed)));
        let placed = |groups: Vec<Vec<VoterId>>, name: &dyn Fn(u128) -> u128| -> BTreeSet<u128> {
            let voters = groups.concat();
            (0..20u128)
                .filter(|&voter| voters.contains(&VoterId(name(voter))))
                .collect()
        };
        let plain = placed(reference(&votes).groups, &|voter| voter);
        assert_eq!(plain.len(), 15, "ten, and five of the ten others");
        assert_eq!(plain, placed(reference(&other).groups, &|voter| renamed(voter, seed)), "seed {seed}");
        let (left, right) = (analyse(&votes, &Strata::default()), analyse(&other, &Strata::default()));
        assert_eq!((left.shape, left.placed, &left.map), (right.shape, right.placed, &right.map));
    }
}

#[test]
fn fourteen_voters_form_no_groups() {
    let shape = |people| analyse(&counted(&camps(5, people, 16)), &Strata::default()).shape;
    assert_eq!((shape(14), shape(15), shape(40)), (Shape::TooFew, Shape::Groups, Shape::Groups));
}
