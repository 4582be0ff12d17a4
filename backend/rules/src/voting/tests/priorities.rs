//! Choosing priorities, against hand-worked elections and what the method promises to groups.

use proptest::prelude::*;

use super::*;

const SET: i64 = 0;
const ORDERED: i64 = 1;
const OPTIONS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn paper(seats: u32, list: i64) -> Paper {
    Paper {
        options: OPTIONS.map(str::to_owned).to_vec(),
        seats,
        settings: Settings::new([("list", list)]),
        ..Paper::default()
    }
}

fn priorities() -> &'static dyn Method {
    method("priorities").unwrap()
}

fn lot() -> Lot {
    Lot::given(["e", "d", "c", "b", "a"])
}

fn chosen(paper: &Paper, ballots: &[(u64, &[&str])]) -> Tally {
    let counted =
        |(times, options): &(u64, &[&str])| Counted { ballot: Ballot::of(options.iter().copied()), times: *times };
    assert_eq!(priorities().check_paper(paper), []);
    priorities().tally(&ballots.iter().map(counted).collect::<Vec<_>>(), paper, &lot())
}

fn fractions<'a>(tally: &'a Tally, name: &str) -> Vec<&'a str> {
    let steps = tally.working.steps.iter();
    steps
        .filter_map(|step| step.fractions.get(name))
        .map(String::as_str)
        .collect()
}

#[test]
fn every_third_of_the_voters_has_one_of_three_places() {
    let ballots: &[(u64, &[&str])] = &[(6, &["a", "b"]), (3, &["c"])];
    let set = chosen(&paper(3, SET), ballots);
    assert_eq!(set.winners, ["b", "a", "c"]);
    assert_eq!(fractions(&set, "payment"), ["1/6", "1/6", "1/3"]);
    assert_eq!(set.boundary_tie, [] as [&str; 0]);
    let list = chosen(&paper(3, ORDERED), ballots);
    assert_eq!(list.winners, ["b", "c", "a"]);
    assert_eq!(fractions(&list, "load"), ["1/6", "1/3", "1/3"]);
    let ranked: Vec<&str> = list.lines.iter().map(|line| line.option.as_str()).collect();
    assert_eq!(ranked, ["b", "c", "a", "d", "e"]);
}

#[test]
fn places_that_no_group_can_pay_go_to_those_who_have_most_left() {
    let ballots: &[(u64, &[&str])] = &[(2, &["a"]), (1, &["b"]), (1, &["c"])];
    let set = chosen(&paper(2, SET), ballots);
    assert_eq!((fractions(&set, "payment"), fractions(&set, "load")), (vec!["1/2"], vec!["1/2"]));
    assert_eq!((set.winners, set.boundary_tie), (vec!["a".to_owned(), "c".into()], vec!["b".to_owned(), "c".into()]));
    let ties = |ties| chosen(&Paper { ties, ..paper(2, SET) }, ballots).winners;
    assert_eq!(ties(TieRule::RunOff), ["a"]);
    assert_eq!(ties(TieRule::AllWin), ["a", "c", "b"]);
}

#[test]
fn a_small_group_is_told_why_it_has_its_part() {
    let ballots: &[(u64, &[&str])] = &[(6, &["a", "b", "c"]), (3, &["d"])];
    let tally = chosen(&paper(3, SET), ballots);
    assert_eq!(tally.winners, ["c", "b", "d"]);
    let reason = |key: &str| tally.working.reasons.iter().find(|reason| reason.key == key).unwrap();
    assert_eq!(reason("priorities-group").options["option"], "d");
    assert_eq!(reason("priorities-group").numbers["alone"], 3);
    assert_eq!(reason("priorities-left-out").options["option"], "a");
    assert_eq!(reason("priorities-left-out").numbers["served"], 6);
    assert_eq!(reason("budget-lot").options["second"], "b");
}

#[test]
fn nobody_picked_and_too_many_places() {
    let tally = chosen(&paper(3, ORDERED), &[(2, &["a"]), (1, &[])]);
    assert_eq!((tally.winners, tally.standings.blank), (vec!["a".to_owned()], 1));
    assert_eq!(priorities().check_paper(&paper(6, SET)), [MethodFault::TooManySeats { options: 5, most: 4 }]);
    assert_eq!(priorities().check_paper(&paper(1, 2)), [MethodFault::SettingValue { name: "list" }]);
}

fn counted(ballots: &[Vec<usize>]) -> Vec<Counted> {
    let one = |ballot: &Vec<usize>| Counted::once(Ballot::of(ballot.iter().map(|&option| OPTIONS[option])));
    ballots.iter().map(one).collect()
}

prop_compose! {
    fn elections()(
        ballots in prop::collection::vec(prop::collection::btree_set(0usize..5, 0..4), 1..10),
        group in prop::collection::btree_set(0usize..5, 1..4),
        size in 0usize..6,
    ) -> (Vec<Vec<usize>>, Vec<usize>, usize) {
        let mut ballots: Vec<Vec<usize>> = ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect();
        let group: Vec<usize> = group.into_iter().collect();
        ballots.extend(std::iter::repeat_n(group.clone(), size));
        (ballots, group, size)
    }
}

proptest! {
    #[test]
    fn a_group_that_agrees_has_its_part_of_the_places((ballots, group, size) in elections(), seats in 1u32..6, list in 0i64..2) {
        let tally = priorities().tally(&counted(&ballots), &paper(seats, list), &lot());
        let part = (size as u64 * u64::from(seats)).checked_div(tally.standings.valid).unwrap_or(0) as usize;
        let got = group.iter().filter(|&&option| tally.winners.iter().any(|winner| winner == OPTIONS[option])).count();
        prop_assert!(got >= part.min(group.len()));
        prop_assert!(tally.winners.len() <= seats as usize);
    }

    #[test]
    fn counts_can_be_repeated((ballots, ..) in elections(), seats in 0u32..6, list in 0i64..2) {
        let (mut cast, paper) = (counted(&ballots), paper(seats, list));
        let tally = priorities().tally(&cast, &paper, &lot());
        let (standings, summary) = priorities().sum_up(&cast, &paper);
        prop_assert_eq!(&priorities().recount(standings, &summary, &paper, &lot()), &tally);
        cast.reverse();
        prop_assert_eq!(priorities().tally(&cast, &paper, &lot()), tally);
    }

    #[test]
    fn every_beginning_of_a_list_is_the_list_of_fewer_places((ballots, ..) in elections(), seats in 1u32..6) {
        let list = |seats| priorities().tally(&counted(&ballots), &paper(seats, ORDERED), &lot()).winners;
        let (longer, shorter) = (list(seats), list(seats - 1));
        prop_assert!(longer.starts_with(&shorter));
    }
}
