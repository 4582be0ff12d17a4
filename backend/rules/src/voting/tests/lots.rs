//! What the lot changes in counts that ask it step by step, against every lot there is.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const OPTIONS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn counted(ballots: &[Vec<usize>]) -> Vec<Counted> {
    let one = |ballot: &Vec<usize>| Counted::once(Ballot::of(ballot.iter().map(|&option| OPTIONS[option])));
    ballots.iter().map(one).collect()
}

fn lots(of: &[&'static str]) -> Vec<Vec<&'static str>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut lots = Vec::new();
    for (place, first) in of.iter().enumerate() {
        let rest = [&of[..place], &of[place + 1..]].concat();
        lots.extend(lots_after(first, &rest));
    }
    lots
}

fn lots_after(first: &'static str, rest: &[&'static str]) -> Vec<Vec<&'static str>> {
    lots(rest)
        .into_iter()
        .map(|rest| [&[first], &rest[..]].concat())
        .collect()
}

/// The options that some lot takes forward, and those that every lot does.
fn fates(method: &dyn Method, ballots: &[Counted], paper: &Paper) -> (BTreeSet<String>, BTreeSet<String>) {
    let winners = |lot: &Vec<&'static str>| -> BTreeSet<String> {
        method
            .tally(ballots, paper, &Lot::given(lot.iter().copied()))
            .winners
            .into_iter()
            .collect()
    };
    let all: Vec<BTreeSet<String>> = lots(&OPTIONS).iter().map(winners).collect();
    let possible = all.iter().flatten().cloned().collect();
    let certain = all
        .iter()
        .skip(1)
        .fold(all[0].clone(), |certain, other| &certain & other);
    (possible, certain)
}

fn priced(costs: &[i64], settings: &[(&str, i64)]) -> Paper {
    Paper {
        costs: OPTIONS
            .iter()
            .zip(costs)
            .map(|(option, cost)| ((*option).to_owned(), *cost))
            .collect(),
        ..paper(&OPTIONS[..costs.len()], 0, settings)
    }
}

fn reason_keys(tally: &Tally) -> Vec<&str> {
    tally.working.reasons.iter().map(|reason| reason.key.as_str()).collect()
}

#[test]
fn a_lot_that_decides_for_options_after_it_is_said_to() {
    let fair = method("budget_fair_shares").unwrap();
    let paper = priced(&[3, 4, 4, 6], &[("budget", 13), ("completion", 3)]);
    let ballots = counted(&[vec![0, 1, 2], vec![2, 3], vec![0, 1]]);
    let tally = |order: [&str; 4]| fair.tally(&ballots, &paper, &Lot::given(order));
    let (one, other) = (tally(["b", "c", "a", "d"]), tally(["c", "b", "a", "d"]));
    let sorted = |tally: &Tally| tally.winners.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(
        (sorted(&one), sorted(&other)),
        (["a", "b", "c"].map(String::from).into(), ["a", "c"].map(String::from).into())
    );
    for tally in [one, other] {
        assert_eq!(tally.boundary_tie, ["b"]);
        let said = tally.working.reasons.last().unwrap();
        assert_eq!(
            (said.key.as_str(), said.options["first"].as_str(), said.numbers["others"]),
            ("lot-changes", "b", 0)
        );
    }
}

#[test]
fn a_tie_that_votes_part_is_none_of_the_lot() {
    let names = ["x", "y", "z", "v", "w"];
    let ballots =
        [cast(4, &["x", "z"]), cast(4, &["z", "v"]), cast(3, &["x", "y"]), cast(3, &["y", "w"]), cast(2, &["v", "w"])];
    for ties in TieRule::ALL {
        let paper = Paper { ties, ..paper(&names, 4, &[]) };
        let tally = method("priorities")
            .unwrap()
            .tally(&ballots, &paper, &Lot::given(["y", "x", "z", "v", "w"]));
        assert_eq!(
            (tally.winners.as_slice(), tally.boundary_tie.len()),
            (&["z", "x", "w", "v"].map(String::from)[..], 0)
        );
        assert!(!reason_keys(&tally).iter().any(|key| key.contains("lot")), "{ties:?}");
    }
}

#[test]
fn the_lot_is_named_only_where_it_decides() {
    let ballots = [cast(2, &["a"]), cast(1, &["b"]), cast(1, &["c"])];
    let said = |ties| {
        let tally = method("priorities")
            .unwrap()
            .tally(&ballots, &Paper { ties, ..paper(&OPTIONS, 2, &[]) }, &lot());
        assert_eq!(tally.boundary_tie, ["b", "c"]);
        (reason_keys(&tally).contains(&"budget-lot"), tally.winners)
    };
    assert_eq!(said(TieRule::Lot), (true, vec!["a".to_owned(), "c".into()]));
    assert_eq!(said(TieRule::RunOff), (false, vec!["a".to_owned()]));
    assert_eq!(said(TieRule::AllWin), (false, vec!["a".to_owned(), "c".into(), "b".into()]));
}

#[test]
fn too_many_lots_to_look_at_are_said_to_be() {
    let fair = method("budget_fair_shares").unwrap();
    let names: Vec<String> = (0..9).map(|number| format!("p{number}")).collect();
    let paper = Paper {
        options: names.clone(),
        costs: names.iter().map(|name| (name.clone(), 5)).collect(),
        settings: Settings::new([("budget", 1_000), ("completion", 3)]),
        ..Paper::default()
    };
    let all = Counted { ballot: Ballot::of(names.iter().cloned()), times: 4 };
    let tally = fair.tally(&[all], &paper, &Lot::given(names.clone()));
    assert_eq!((tally.winners.len(), tally.boundary_tie), (9, names));
    assert_eq!(tally.working.reasons.last().unwrap().key, "lot-unknown");
}

prop_compose! {
    fn elections()(ballots in prop::collection::vec(prop::collection::btree_set(0usize..5, 1..4), 1..7)) -> Vec<Counted> {
        counted(&ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect::<Vec<_>>())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn fair_shares_name_every_project_whose_fate_is_the_lot(
        ballots in elections(),
        costs in prop::collection::vec(1i64..4, 5),
        budget in 1i64..14,
        utility in 0i64..2,
        completion in 0i64..4,
        compare in 0i64..3,
        voters_needed in prop::sample::select(vec![0, 0, 30]),
    ) {
        let fair = method("budget_fair_shares").unwrap();
        let more = [("compare", compare), ("voters_needed", voters_needed)];
        let settings = [&[("budget", budget), ("utility", utility), ("completion", completion)], &more[..]].concat();
        let paper = priced(&costs, &settings);
        let (possible, certain) = fates(fair, &ballots, &paper);
        let tally = fair.tally(&ballots, &paper, &Lot::given(OPTIONS));
        let between: BTreeSet<String> = tally.boundary_tie.iter().cloned().collect();
        prop_assert_eq!(between.is_empty(), !reason_keys(&tally).iter().any(|key| key.contains("lot")));
        prop_assert_eq!(&between, &(&possible - &certain));
    }

    #[test]
    fn priorities_name_every_option_whose_fate_is_the_lot(ballots in elections(), seats in 1u32..5, list in 0i64..2) {
        let of = |ties| Paper { ties, ..paper(&OPTIONS, seats, &[("list", list)]) };
        let tally = |ties| method("priorities").unwrap().tally(&ballots, &of(ties), &Lot::given(OPTIONS));
        let (possible, certain) = fates(method("priorities").unwrap(), &ballots, &of(TieRule::Lot));
        let set = |options: Vec<String>| options.into_iter().collect::<BTreeSet<String>>();
        prop_assert_eq!(set(tally(TieRule::Lot).boundary_tie), &possible - &certain);
        prop_assert_eq!(set(tally(TieRule::RunOff).winners), certain);
        prop_assert_eq!(set(tally(TieRule::AllWin).winners), possible);
    }

    #[test]
    fn most_votes_name_every_project_whose_fate_is_the_lot(
        ballots in elections(),
        costs in prop::collection::vec(1i64..4, 5),
        budget in 1i64..14,
        skip in 0i64..2,
    ) {
        let most = method("budget_most_votes").unwrap();
        let paper = priced(&costs, &[("budget", budget), ("skip", skip)]);
        let (possible, certain) = fates(most, &ballots, &paper);
        let between: BTreeSet<String> = most.tally(&ballots, &paper, &Lot::given(OPTIONS)).boundary_tie.into_iter().collect();
        prop_assert_eq!(between, &possible - &certain);
    }
}
