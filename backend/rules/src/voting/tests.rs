mod budgets;
mod comparison;
mod forged;
mod lots;
mod panels;
mod paths;
mod payments;
mod priorities;
mod properties;
mod ranked;
mod rated;
mod reasons;

use std::collections::BTreeMap;

use super::*;

fn paper(options: &[&str], seats: u32, settings: &[(&str, i64)]) -> Paper {
    Paper {
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        seats,
        settings: Settings::new(settings.iter().copied()),
        ..Paper::default()
    }
}

fn fields(marks: &[(&str, &str)]) -> Vec<(String, String)> {
    marks
        .iter()
        .map(|(option, marked)| ((*option).to_owned(), (*marked).to_owned()))
        .collect()
}

fn lot() -> Lot {
    Lot::given(["c", "b", "a", "d"])
}

fn approval() -> &'static dyn Method {
    method("approval").unwrap()
}

fn agree_pass() -> &'static dyn Method {
    method("agree_pass").unwrap()
}

fn cast(times: u64, options: &[&str]) -> Counted {
    Counted { ballot: Ballot::of(options.iter().copied()), times }
}

/// A ballot that gives these values to the first options of the paper.
fn marked(times: u64, paper: &Paper, values: &[i64]) -> Counted {
    let marks = paper.options.iter().zip(values);
    let marks = marks.map(|(option, &value)| Mark { option: option.clone(), value });
    Counted { ballot: Ballot { marks: marks.collect() }, times }
}

#[test]
fn picking_up_to_two() {
    let paper = paper(&["a", "b", "c"], 1, &[("at_most", 2)]);
    assert_eq!(approval().check_paper(&paper), []);
    let (ballot, standing) = approval().accept(&fields(&[("c", ""), ("a", "on")]), &paper).unwrap();
    assert_eq!((ballot, standing), (Ballot::of(["a", "c"]), Standing::Valid));
    assert_eq!(approval().accept(&[], &paper), Ok((Ballot::default(), Standing::Blank)));
    let accept = |marks: &[(&str, &str)]| approval().accept(&fields(marks), &paper);
    assert_eq!(accept(&[("a", ""), ("b", ""), ("c", "")]), Err(BallotFault::TooMany { most: 2, got: 3 }));
    assert_eq!(accept(&[("a", ""), ("a", "")]), Err(BallotFault::Repeated));
    assert_eq!(accept(&[("d", "")]), Err(BallotFault::UnknownOption));
    assert_eq!(accept(&[("a", "2")]), Err(BallotFault::UnknownMark));
}

#[test]
fn approval_counts_valid_blank_and_invalid() {
    let paper = paper(&["a", "b", "c"], 1, &[("at_least", 2), ("at_most", 2)]);
    let ballots = [
        cast(2, &["a", "b"]),
        cast(1, &["b", "c"]),
        cast(4, &["c"]),
        cast(3, &["a", "b", "c"]),
        cast(1, &["c", "c"]),
        cast(5, &[]),
    ];
    let tally = approval().tally(&ballots, &paper, &lot());
    assert_eq!(
        (tally.standings.cast(), tally.standings.valid, tally.standings.blank, tally.standings.invalid),
        (16, 3, 5, 8)
    );
    assert_eq!(tally.ranking, [["b"], ["a"], ["c"]]);
    let lines: Vec<_> = tally
        .lines
        .iter()
        .map(|line| (line.option.as_str(), line.rank, line.score, line.share))
        .collect();
    assert_eq!(lines, [("b", 1, 3, Some(1_000)), ("a", 2, 2, Some(667)), ("c", 3, 1, Some(333))]);
    assert_eq!(tally.boundary_tie, [] as [&str; 0]);
}

#[test]
fn a_tie_matters_when_the_last_seat_cuts_it() {
    let ballots = [cast(2, &["a", "b", "c"])];
    let tie = |seats| {
        approval()
            .tally(&ballots, &paper(&["a", "b", "c", "d"], seats, &[]), &lot())
            .boundary_tie
    };
    assert_eq!(tie(2), ["a", "b", "c"]);
    assert_eq!(tie(3), [] as [&str; 0]);
    assert_eq!(tie(0), [] as [&str; 0]);
    let ranks: Vec<u32> = approval()
        .tally(&ballots, &paper(&["d", "a", "b", "c"], 1, &[]), &lot())
        .lines
        .iter()
        .map(|line| line.rank)
        .collect();
    assert_eq!(ranks, [1, 1, 1, 4]);
}

#[test]
fn a_tie_at_the_last_seat_goes_by_the_rule_of_the_paper() {
    let ballots = [cast(3, &["d"]), cast(2, &["a", "b", "c"])];
    let winners = |ties| {
        let paper = Paper { ties, ..paper(&["a", "b", "c", "d"], 2, &[]) };
        let tally = approval().tally(&ballots, &paper, &lot());
        assert_eq!(tally.ranking, [vec!["d"], vec!["a", "b", "c"]]);
        assert_eq!((tally.order, tally.boundary_tie), (to_owned(["d", "c", "b", "a"]), to_owned(["a", "b", "c"])));
        tally.winners
    };
    assert_eq!(winners(TieRule::Lot), ["d", "c"]);
    assert_eq!(winners(TieRule::RunOff), ["d"]);
    assert_eq!(winners(TieRule::AllWin), ["d", "c", "b", "a"]);
}

fn to_owned<const N: usize>(options: [&str; N]) -> Vec<String> {
    options.map(str::to_owned).into()
}

#[test]
fn a_paper_that_cannot_be_filled_in_does_not_open() {
    let check = |options: &[&str], settings: &[(&str, i64)]| approval().check_paper(&paper(options, 0, settings));
    assert_eq!(check(&[], &[]), [MethodFault::NoOptions]);
    assert_eq!(check(&["a", "a"], &[]), [MethodFault::SameOption]);
    for settings in
        [[("at_least", 2), ("at_most", 1)], [("at_least", 0), ("at_most", 3)], [("at_least", -1), ("at_most", 1)]]
    {
        assert_eq!(check(&["a", "b"], &settings), [MethodFault::ChoiceBounds { options: 2 }]);
    }
    assert_eq!(check(&["a"], &[("cap", 3)]), [MethodFault::UnknownSetting { name: "cap".into() }]);
}

#[test]
fn statements_are_ordered_by_the_lower_end_of_the_interval() {
    let few = Opinions { agree: 3, disagree: 0, pass: 0 };
    let many = Opinions { agree: 300, disagree: 20, pass: 10 };
    assert!(support_order(&many, &few).is_lt());
    // The published formula worked by hand, to nine decimals.
    assert!((few.wilson_low() - 0.438_502_964).abs() < 1e-9);
    assert!((Opinions { agree: 8, disagree: 2, pass: 0 }.wilson_low() - 0.490_162_469).abs() < 1e-9);
    assert_eq!((many.support(), many.seen()), (Some(938), 330));
    assert_eq!(Opinions::default().support(), None);
    assert!(support_order(&Opinions { agree: 0, disagree: 9, pass: 0 }, &Opinions::default()).is_eq());
}

#[test]
fn agreement_is_tallied_from_partial_ballots() {
    let paper = paper(&["a", "b", "c"], 1, &[]);
    let read = |marks: &[(&str, &str)]| Counted::once(agree_pass().accept(&fields(marks), &paper).unwrap().0);
    let ballots = [
        read(&[("a", "agree"), ("b", "disagree")]),
        read(&[("a", "agree"), ("b", "agree")]),
        read(&[("b", "pass")]),
        read(&[]),
    ];
    let tally = agree_pass().tally(&ballots, &paper, &lot());
    assert_eq!((tally.standings.valid, tally.standings.blank, tally.standings.invalid), (3, 1, 0));
    assert_eq!(tally.ranking, [["a"], ["b"], ["c"]]);
    let figures: Vec<i64> = ["agree", "disagree", "pass", "seen", "net"]
        .map(|name| tally.lines[1].figures[name])
        .into();
    assert_eq!(figures, [1, 1, 1, 3, 0]);
    assert_eq!(agree_pass().accept(&fields(&[("a", "maybe")]), &paper), Err(BallotFault::UnknownMark));
}

#[test]
fn the_json_forms_are_stable() {
    let json = serde_json::to_string(&Ballot::of(["a"])).unwrap();
    assert_eq!(json, r#"{"marks":[{"option":"a","value":1}]}"#);
    let paper = paper(&["a"], 2, &[("at_most", 1)]);
    assert_eq!(
        serde_json::to_string(&paper).unwrap(),
        r#"{"options":["a"],"seats":2,"ties":"lot","settings":{"at_most":1}}"#
    );
}

#[test]
fn a_spoiled_sheet_is_invalid_by_every_method() {
    for method in METHODS {
        let mut paper = paper(&["a", "b"], 1, &[]);
        paper.quotas = paper
            .options
            .iter()
            .map(|option| (option.clone(), Quota { feature: "f".to_owned(), least: 0, most: 1 }))
            .collect();
        let tally = method.tally(&[Counted { ballot: Ballot::spoiled(), times: 3 }], &paper, &lot());
        assert_eq!(tally.standings, Standings { valid: 0, blank: 0, invalid: 3 }, "{}", method.key());
    }
    assert!(Ballot::spoiled().is_spoiled() && !Ballot::default().is_spoiled());
}
