//! Majority judgment, and points.

use super::*;

fn rating() -> &'static dyn Method {
    method("majority_judgment").unwrap()
}

fn points() -> &'static dyn Method {
    method("points").unwrap()
}

/// Tennessee chooses its capital: the distances of four cities as mentions from 0 to 3 (example of many textbooks).
fn tennessee() -> (Paper, Vec<Counted>) {
    let paper = paper(&["Memphis", "Nashville", "Chattanooga", "Knoxville"], 1, &[("grades", 4)]);
    let ballots = [(42, [3, 1, 0, 0]), (26, [0, 3, 1, 1]), (15, [0, 1, 3, 2]), (17, [0, 1, 2, 3])];
    let ballots = ballots.map(|(times, grades)| marked(times, &paper, &grades));
    (paper, ballots.into())
}

#[test]
fn the_better_median_comes_first_then_whoever_leans_to_the_better_side() {
    let (paper, ballots) = tennessee();
    assert_eq!(rating().check_paper(&paper), []);
    let tally = rating().tally(&ballots, &paper, &lot());
    // Knoxville and Chattanooga both have 32 above and 42 below: only the mentions further out tell them apart.
    assert_eq!(tally.ranking, [["Nashville"], ["Knoxville"], ["Chattanooga"], ["Memphis"]]);
    let figures: Vec<[i64; 4]> = tally
        .lines
        .iter()
        .map(|line| ["median", "above", "below", "plus"].map(|name| line.figures[name]))
        .collect();
    assert_eq!(figures, [[1, 26, 0, 1], [1, 32, 42, 0], [1, 32, 42, 0], [0, 42, 0, 1]]);
    assert_eq!((tally.lines[0].score, tally.lines[1].share), (1, Some(580)));
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new(
                "majority-judgment-leads",
                &[("first", "Nashville")],
                &[("grades", 4), ("grade", 1), ("votes", 100), ("ballots", 100)]
            ),
            Reason::new(
                "majority-judgment-below",
                &[("first", "Nashville"), ("second", "Knoxville")],
                &[("votes", 0), ("others", 42)]
            ),
        ]
    );
}

#[test]
fn each_way_to_come_second_is_told() {
    let told = |first: [u64; 3], second: [u64; 3]| {
        let figures = |counts: [u64; 3]| (0..3).map(|grade| (format!("grade_{grade}"), counts[grade])).collect();
        let summary = Summary::Figures {
            ballots: first.iter().sum(),
            options: [("a".to_owned(), figures(first)), ("b".to_owned(), figures(second))].into(),
            pairs: Vec::new(),
        };
        let count = rating().conclude(&summary, &paper(&["a", "b"], 1, &[("grades", 3)]), &lot());
        assert_eq!(count.working.reasons[0].options["first"], "a");
        count.working.reasons[1].key.clone()
    };
    assert_eq!(told([0, 2, 3], [2, 3, 0]), "majority-judgment-lower");
    assert_eq!(told([1, 3, 2], [1, 4, 1]), "majority-judgment-above");
    assert_eq!(told([2, 4, 1], [3, 4, 0]), "majority-judgment-below");
    assert_eq!(told([0, 6, 3], [1, 5, 3]), "majority-judgment-closer");
    assert_eq!(told([1, 2, 1], [1, 2, 1]), "majority-judgment-tie");
}

#[test]
fn an_option_left_alone_gets_the_mention_of_the_setting() {
    let counts = |unanswered| {
        let paper = paper(&["a", "b"], 1, &[("unanswered", unanswered)]);
        let ballots =
            [marked(3, &paper, &[4]), marked(2, &paper, &[1, 3]), Counted { times: 9, ..marked(1, &paper, &[]) }];
        let tally = rating().tally(&ballots, &paper, &lot());
        assert_eq!((tally.standings.valid, tally.standings.blank), (5, 9));
        let line = tally.lines.iter().find(|line| line.option == "b").unwrap();
        [0, 1, 2, 3, 4].map(|grade| line.figures[&format!("grade_{grade}")])
    };
    assert_eq!(counts(0), [3, 0, 0, 2, 0]);
    assert_eq!(counts(2), [0, 0, 3, 2, 0]);
}

#[test]
fn mentions_that_are_not_on_the_paper_are_refused() {
    let three = paper(&["a", "b"], 1, &[("grades", 3)]);
    let accept = |marked: &str| rating().accept(&fields(&[("a", marked)]), &three);
    assert_eq!(accept("2").map(|(_, standing)| standing), Ok(Standing::Valid));
    for marked in ["3", "-1", "Bien", ""] {
        assert_eq!(accept(marked), Err(BallotFault::UnknownGrade));
    }
    let check = |settings: &[(&str, i64)]| rating().check_paper(&paper(&["a"], 0, settings));
    assert_eq!(check(&[]), []);
    assert_eq!(check(&[("grades", 2)]), [MethodFault::GradeBounds { least: 3, most: 7 }]);
    assert_eq!(check(&[("grades", 8)]), [MethodFault::GradeBounds { least: 3, most: 7 }]);
    assert_eq!(check(&[("grades", 3), ("unanswered", 3)]), [MethodFault::UnansweredGrade]);
}

#[test]
fn points_add_up_and_people_settle_equal_sums() {
    let paper = paper(&["a", "b", "c"], 1, &[("total", 5), ("cap", 4), ("at_least", 2)]);
    assert_eq!(points().check_paper(&paper), []);
    let ballots = [
        marked(1, &paper, &[4, 0, 1]),
        marked(2, &paper, &[0, 2]),
        marked(3, &paper, &[0, 0, 0]),
        marked(5, &paper, &[0, 0, 1]),
        marked(7, &paper, &[3, 3]),
    ];
    let tally = points().tally(&ballots, &paper, &lot());
    assert_eq!((tally.standings.valid, tally.standings.blank, tally.standings.invalid), (3, 3, 12));
    assert_eq!(tally.ranking, [["b"], ["a"], ["c"]]);
    let lines: Vec<(i64, i64)> = tally
        .lines
        .iter()
        .map(|line| (line.score, line.figures["supporters"]))
        .collect();
    assert_eq!(lines, [(4, 2), (4, 1), (1, 1)]);
    let named = [("first", "b"), ("second", "a")];
    let numbers = [("points", 4), ("supporters", 2), ("others", 1)];
    assert_eq!(tally.working.reasons, [Reason::new("points-supporters", &named, &numbers)]);
}

#[test]
fn points_beyond_a_limit_are_refused() {
    let paper = paper(&["a", "b"], 1, &[("total", 5), ("cap", 4), ("at_least", 2)]);
    let accept = |a: &str, b: &str| {
        points()
            .accept(&fields(&[("a", a), ("b", b)]), &paper)
            .map(|(_, standing)| standing)
    };
    assert_eq!(accept("4", "1"), Ok(Standing::Valid));
    assert_eq!(accept("0", "0"), Ok(Standing::Blank));
    assert_eq!(accept("4", "3"), Err(BallotFault::TooManyPoints { total: 5, over: 2 }));
    assert_eq!(accept("5", "0"), Err(BallotFault::OverCap { cap: 4 }));
    assert_eq!(accept("1", "0"), Err(BallotFault::TooFewPoints { least: 2 }));
    for marked in ["-1", "1,5", "deux", "99999999999999999999"] {
        assert_eq!(accept(marked, "1"), Err(BallotFault::NotWhole));
    }
    let uncapped = super::paper(&["a", "b"], 1, &[]);
    let huge = marked(1, &uncapped, &[i64::MAX, i64::MAX]);
    assert_eq!(
        points().judge(&huge.ballot, &uncapped),
        Err(BallotFault::TooManyPoints { total: 10, over: i64::MAX - 10 })
    );
}

#[test]
fn points_that_nobody_can_give_do_not_open() {
    let check = |settings: &[(&str, i64)]| points().check_paper(&paper(&["a", "b"], 1, settings));
    for settings in [[("total", 0)], [("total", 1_001)], [("cap", 11)], [("cap", -1)], [("at_least", 11)]] {
        assert_eq!(check(&settings), [MethodFault::PointBounds { most: 1_000 }]);
    }
    assert_eq!(check(&[("cap", 2), ("at_least", 5)]), [MethodFault::PointsOutOfReach { least: 5, options: 2 }]);
    assert_eq!(check(&[("cap", 2), ("at_least", 4)]), []);
}

fn by_place() -> &'static dyn Method {
    method("points_by_place").unwrap()
}

#[test]
fn each_place_brings_its_points_and_one_left_out_brings_them_to_nobody() {
    let paper = paper(&["a", "b", "c", "d"], 2, &[]);
    assert_eq!(by_place().check_paper(&paper), []);
    // Ranks of a, b, c and d: 0 stands for none.
    let ballots = [(4, [1, 2, 3, 0]), (3, [0, 1, 2, 3]), (2, [0, 3, 1, 0]), (1, [0, 0, 0, 0])];
    let counted = ballots.map(|(times, ranks): (u64, [i64; 4])| {
        let ballot = marked(times, &paper, &ranks);
        let marks = ballot.ballot.marks.iter().filter(|mark| mark.value > 0).cloned();
        Counted { ballot: Ballot { marks: marks.collect() }, times }
    });
    let tally = by_place().tally(&counted, &paper, &lot());
    let line = |id: &str| tally.lines.iter().find(|line| line.option == id).unwrap();
    let scores = ["a", "b", "c", "d"].map(|id| line(id).score);
    assert_eq!(scores, [4 * 3, 4 * 2 + 3 * 3 + 2, 4 + 3 * 2 + 2 * 3, 3]);
    let places = ["place_1", "place_2", "place_3"].map(|name| line("b").figures[name]);
    assert_eq!((places, line("b").figures.len()), ([3, 4, 2], 3));
    assert_eq!((&tally.winners[..], tally.standings.blank), (&["b".to_owned(), "c".to_owned()][..], 1));
    let named = |first, second| [("first", first), ("second", second)];
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new("place-points-lead", &named("b", "c"), &[("points", 19), ("ahead", 3), ("ballots", 3)]),
            Reason::new("place-points-last", &named("c", "a"), &[("points", 16), ("against", 12)]),
        ]
    );
}

#[test]
fn options_with_equal_points_tie_however_they_got_them() {
    let paper = paper(&["a", "b", "c"], 1, &[]);
    let ranked = |marks: &[(&str, &str)]| by_place().accept(&fields(marks), &paper).unwrap().0;
    // a: 3 + 1; b: 2 + 2; c: 3 + 1.
    let ballots = [ranked(&[("a", "1"), ("b", "2"), ("c", "3")]), ranked(&[("c", "1"), ("b", "2"), ("a", "3")])];
    let tally = by_place().tally(&ballots.map(Counted::once), &paper, &lot());
    assert_eq!((tally.ranking, tally.boundary_tie.len()), (vec![["a", "b", "c"].map(str::to_owned).to_vec()], 3));
    let named = [("first", "a"), ("second", "b")];
    assert_eq!(tally.working.reasons, [Reason::new("place-points-tie", &named, &[("points", 4), ("others", 1)])]);
    assert_eq!(tally.winners, ["c"], "the lot");
}

#[test]
fn a_ballot_by_place_names_each_place_once_and_no_other() {
    let three = paper(&["a", "b", "c", "d"], 1, &[("first", 5), ("second", 2), ("third", 0)]);
    let accept = |marks: &[(&str, &str)]| by_place().accept(&fields(marks), &three).map(|(_, standing)| standing);
    assert_eq!(accept(&[("a", "1"), ("b", "2")]), Ok(Standing::Valid));
    assert_eq!(accept(&[("b", " 2 ")]), Ok(Standing::Valid));
    assert_eq!(accept(&[]), Ok(Standing::Blank));
    assert_eq!(accept(&[("a", "1"), ("b", "1")]), Err(BallotFault::EqualRanks));
    assert_eq!(accept(&[("a", "3")]), Err(BallotFault::RankOutside { most: 2 }));
    assert_eq!(accept(&[("a", "0")]), Err(BallotFault::RankOutside { most: 2 }));
    assert_eq!(accept(&[("a", "un")]), Err(BallotFault::NotWhole));
    let only_second = by_place().tally(&[Counted::once(marked(1, &three, &[2]).ballot)], &three, &lot());
    assert_eq!(only_second.lines[0].score, 2);
}

#[test]
fn each_place_must_bring_less_than_the_one_before() {
    let faults = |settings: &[(&str, i64)]| by_place().check_settings(&paper(&["a", "b"], 1, settings));
    let at = |name| vec![MethodFault::PlacePoints { name, most: 100 }];
    assert_eq!(faults(&[("first", 12), ("second", 10), ("third", 8), ("fourth", 7), ("fifth", 6)]), []);
    assert_eq!(faults(&[("first", 0)]), at("first"));
    assert_eq!(faults(&[("first", 2)]), at("second"));
    assert_eq!(faults(&[("second", 0)]), at("third"));
    assert_eq!(faults(&[("fourth", 1)]), at("fourth"));
    assert_eq!(faults(&[("first", 101)]), [MethodFault::SettingValue { name: "first" }]);
}
