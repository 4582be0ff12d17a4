//! What methods say of their results, worked out by hand and against the figures themselves.

use proptest::prelude::*;

use super::*;

fn tally(key: &str, paper: &Paper, ballots: &[Counted]) -> Tally {
    method(key).unwrap().tally(ballots, paper, &lot())
}

fn reason(key: &str, options: &[(&str, &str)], numbers: &[(&str, i64)]) -> Reason {
    Reason::new(key, options, numbers)
}

/// A ballot that gives one option a value.
fn on(times: u64, option: &str, value: i64) -> Counted {
    Counted { ballot: Ballot { marks: vec![Mark { option: option.to_owned(), value }].into() }, times }
}

fn names<'o>(first: &'o str, second: &'o str) -> [(&'static str, &'o str); 2] {
    [("first", first), ("second", second)]
}

#[test]
fn the_most_picked_and_the_last_taken() {
    let paper = paper(&["a", "b", "c", "d"], 2, &[]);
    let clear = [cast(3, &["a"]), cast(2, &["b", "a"]), cast(1, &["c"])];
    assert_eq!(
        tally("approval", &paper, &clear).working.reasons,
        [
            reason("approval-leads", &names("a", "b"), &[("votes", 5), ("ballots", 6), ("ahead", 3)]),
            reason("approval-last", &names("b", "c"), &[("votes", 2), ("against", 1)]),
        ]
    );
    let tied = [cast(2, &["a", "b", "c"]), cast(1, &["d"])];
    let numbers = [("votes", 2), ("ballots", 3), ("ahead", 0), ("others", 1)];
    assert_eq!(tally("approval", &paper, &tied).working.reasons, [reason("approval-tie", &names("a", "b"), &numbers)]);
}

#[test]
fn the_surest_agreement_and_the_last_taken() {
    let statements = |seats| paper(&["a", "b", "c"], seats, &[]);
    let ballots = [on(8, "a", 1), on(2, "a", -1), on(2, "b", 1), on(1, "c", 1), on(1, "c", -1), on(3, "c", 0)];
    let lead = [
        reason("agree-pass-leads", &[("first", "a")], &[("agree", 8), ("sides", 10)]),
        reason("agree-pass-unsure", &names("a", "b"), &[("agree", 2), ("sides", 2)]),
    ];
    let numbers = [("agree", 2), ("sides", 2), ("against", 1), ("others", 2)];
    let last = reason("agree-pass-last", &names("b", "c"), &numbers);
    assert_eq!(tally("agree_pass", &statements(1), &ballots).working.reasons, lead);
    let two = tally("agree_pass", &statements(2), &ballots);
    assert_eq!(two.working.reasons, [&lead[..], &[last]].concat());
    let figures = ["agree", "disagree", "pass", "seen", "net", "low"].map(|name| two.lines[2].figures[name]);
    // Wilson's lower end for 1 of 2 is 0.0945.
    assert_eq!(figures, [1, 1, 3, 5, 0, 94]);
    let tied = [on(2, "a", 1), on(2, "b", 1), on(2, "c", 1)];
    let numbers = [("agree", 2), ("sides", 2), ("others", 1)];
    assert_eq!(
        tally("agree_pass", &statements(1), &tied).working.reasons,
        [reason("agree-pass-tie", &names("a", "b"), &numbers)]
    );
}

#[test]
fn the_most_points_and_the_last_taken() {
    let paper = paper(&["a", "b", "c"], 2, &[]);
    let ballots = [on(2, "a", 10), on(1, "b", 9), on(1, "c", 9), on(1, "b", 1)];
    let lead = reason("points-lead", &names("a", "b"), &[("points", 20), ("supporters", 2), ("ahead", 10)]);
    let numbers = [("points", 10), ("supporters", 2), ("against", 9), ("others", 1)];
    let last = reason("points-last", &names("b", "c"), &numbers);
    assert_eq!(tally("points", &paper, &ballots).working.reasons, [lead, last]);
    let tied = [on(1, "a", 4), on(1, "b", 4), on(1, "c", 4)];
    let tie = reason("points-tie", &names("a", "b"), &[("points", 4), ("others", 1)]);
    assert_eq!(tally("points", &paper, &tied).working.reasons, [tie]);
}

#[test]
fn the_best_mentions_and_the_last_taken() {
    let paper = paper(&["a", "b", "c"], 2, &[]);
    let ballots = [marked(3, &paper, &[4, 3, 1]), marked(2, &paper, &[4, 2, 3])];
    let medians = |grade, votes| [("grades", 5), ("grade", grade), ("votes", votes), ("ballots", 5)];
    assert_eq!(
        tally("majority_judgment", &paper, &ballots).working.reasons,
        [
            reason("majority-judgment-leads", &[("first", "a")], &medians(4, 5)),
            reason("majority-judgment-lower", &names("a", "b"), &medians(3, 3)),
            reason("majority-judgment-last", &[("first", "b")], &medians(3, 3)),
            reason("majority-judgment-lower", &names("b", "c"), &medians(1, 5)),
        ]
    );
}

#[test]
fn the_last_taken_of_a_ranking() {
    let ranked = paper(&["a", "b", "c", "d"], 2, &[]);
    let ballots = [marked(2, &ranked, &[1, 2, 3, 4]), marked(1, &ranked, &[1, 3, 2, 4])];
    let duel = reason("schulze-last-duel", &names("b", "c"), &[("votes", 2), ("against", 1)]);
    assert_eq!(tally("schulze", &ranked, &ballots).working.reasons[1..], [duel]);
    let tied = [marked(1, &ranked, &[1, 1, 1, 2])];
    let tie = reason("schulze-tie", &names("a", "b"), &[("others", 1)]);
    assert_eq!(tally("schulze", &ranked, &tied).working.reasons[1], tie);
}

#[test]
fn what_became_of_projects_by_most_votes() {
    let projects = [("a", 60), ("b", 50), ("c", 40), ("d", 10)];
    let costs = projects.map(|(option, cost)| (option.to_owned(), cost)).into();
    let paper = Paper { costs, ..paper(&["a", "b", "c", "d"], 0, &[("budget", 100), ("threshold", 2)]) };
    let ballots = [cast(4, &["a"]), cast(3, &["b"]), cast(2, &["c"]), cast(1, &["d"])];
    let about = |key: &str, project: &str, votes, cost, left| {
        let numbers = [("votes", votes), ("cost", cost), ("left", left), ("threshold", 2)];
        reason(key, &[("project", project)], &numbers)
    };
    let overview = [("funded", 2), ("projects", 4), ("spent", 100), ("budget", 100)];
    assert_eq!(
        tally("budget_most_votes", &paper, &ballots).working.reasons,
        [
            reason("budget-most-votes", &[], &overview),
            about("budget-too-dear", "b", 3, 50, 40),
            about("budget-too-few", "d", 1, 10, 0),
        ]
    );
    let stop = Paper { settings: Settings::new([("budget", 100), ("skip", 0)]), ..paper };
    let stopped = tally("budget_most_votes", &stop, &ballots).working.reasons;
    let keys: Vec<&str> = stopped.iter().map(|reason| reason.key.as_str()).collect();
    assert_eq!(keys, ["budget-most-votes", "budget-too-dear", "budget-stopped"]);
    assert_eq!(stopped[2].options["project"], "c");
}

#[test]
fn who_paid_for_projects_by_fair_shares() {
    let costs = [("a", 40), ("b", 30), ("c", 90)]
        .map(|(option, cost)| (option.to_owned(), cost))
        .into();
    let of = |completion| {
        let settings = [("budget", 100), ("completion", completion)];
        Paper { costs: BTreeMap::clone(&costs), ..paper(&["a", "b", "c"], 0, &settings) }
    };
    // Each of the four holds 25: two pay 20 each for a, one lacks 5 for b, and all lack money for c.
    let ballots = [cast(2, &["a"]), cast(1, &["b"]), cast(1, &["c"])];
    let overview = |funded, spent| {
        let numbers =
            [("voters", 4), ("share", 25), ("funded", funded), ("projects", 3), ("spent", spent), ("budget", 100)];
        reason("shares-overview", &[], &numbers)
    };
    let about = |key: &str, project: &str, votes, cost, more: &[(&str, i64)]| {
        reason(key, &[("project", project)], &[&[("votes", votes), ("cost", cost)], more].concat())
    };
    let paid = about("shares-paid", "a", 2, 40, &[("payment", 20)]);
    let short = about("shares-short", "b", 1, 30, &[("left", 25)]);
    assert_eq!(tally("budget_fair_shares", &of(3), &ballots).working.reasons, [overview(1, 40), paid.clone(), short]);
    let added = about("shares-added", "b", 1, 30, &[]);
    let short = about("shares-short", "c", 1, 90, &[("left", 25)]);
    assert_eq!(
        tally("budget_fair_shares", &of(2), &ballots).working.reasons,
        [overview(2, 70), paid.clone(), short, added]
    );
    let grown = reason("shares-grown", &[], &[("more", 5)]);
    let reasons = tally("budget_fair_shares", &of(1), &ballots).working.reasons;
    assert_eq!((&reasons[0], &reasons[1], &reasons[3]), (&overview(2, 70), &paid, &grown));
}

#[test]
fn how_many_people_one_priority_takes() {
    let ballots = [cast(15, &["a", "b"]), cast(8, &["c"]), cast(7, &["d"])];
    let said = |list| {
        tally("priorities", &paper(&["a", "b", "c", "d", "e"], 4, &[("list", list)]), &ballots)
            .working
            .reasons
    };
    let numbers = [("chosen", 4), ("voters", 30), ("each", 8)];
    assert_eq!(said(0)[0], reason("priorities-set", &[], &numbers));
    assert_eq!(said(1)[0], reason("priorities-list", &[], &numbers));
    assert_eq!(said(1)[1], reason("priorities-first", &[("option", "b")], &[("votes", 15), ("voters", 30)]));
}

#[test]
fn volunteers_who_have_the_same_chance_and_those_who_have_none() {
    let quota = |feature: &str, least, most| Quota { feature: feature.to_owned(), least, most };
    let of = |young| Paper {
        quotas: [
            ("young".to_owned(), quota("age", young, young)),
            ("old".to_owned(), quota("age", 2 - young, 2 - young)),
        ]
        .into(),
        ..paper(&["young", "old"], 2, &[])
    };
    let ballots = [cast(2, &["young"]), cast(2, &["old"])];
    let drawn = reason("panel-drawn", &[], &[("seats", 2), ("people", 4)]);
    let same = reason("panel-chance", &[], &[("chance", 50)]);
    assert_eq!(tally("panel", &of(1), &ballots).working.reasons, [drawn.clone(), same]);
    let chances = reason("panel-chances", &[], &[("lowest", 0), ("highest", 100)]);
    let without = reason("panel-without", &[], &[("count", 2)]);
    assert_eq!(tally("panel", &of(2), &ballots).working.reasons, [drawn, chances, without]);
}

proptest! {
    #[test]
    fn the_last_taken_is_taken_and_beats_the_next(
        rankings in prop::collection::vec(prop::collection::vec(1i64..5, 5), 1..7),
        seats in 2u32..5,
    ) {
        let options = ["a", "b", "c", "d", "e"];
        let paper = paper(&options, seats, &[]);
        let ballots: Vec<Counted> = rankings.iter().map(|ranks| marked(1, &paper, ranks)).collect();
        let tally = tally("schulze", &paper, &ballots);
        let place = |id: &str| options.iter().position(|option| *option == id).unwrap();
        let told = tally.working.reasons.iter().find(|reason| reason.key.starts_with("schulze-last"));
        prop_assert_eq!(told.is_none(), !tally.boundary_tie.is_empty());
        if let Some(told) = told {
            let (last, next) = (&told.options["first"], &told.options["second"]);
            prop_assert!(tally.winners.contains(last) && !tally.winners.contains(next));
            let pairs = &tally.working.pairs;
            let met = |row: &str, column: &str| i64::try_from(pairs[place(row)][place(column)]).unwrap();
            if told.key == "schulze-last-duel" {
                prop_assert_eq!((told.numbers["votes"], told.numbers["against"]), (met(last, next), met(next, last)));
                prop_assert!(told.numbers["votes"] > told.numbers["against"]);
            } else {
                let path = tally.working.reasons.last().unwrap();
                prop_assert!(path.key.starts_with("schulze-path"));
                prop_assert_eq!((&path.options["first"], &path.options["second"]), (last, next));
            }
        }
    }
}

#[test]
fn votes_that_decide_nothing_do_not_open() {
    let options = ["a", "b", "c"];
    for key in ["approval", "agree_pass", "majority_judgment", "schulze", "points"] {
        let check = |seats| method(key).unwrap().check_paper(&paper(&options, seats, &[]));
        assert_eq!((check(0), check(2)), (vec![], vec![]), "{key}");
        assert_eq!(check(3), [MethodFault::TooManySeats { options: 3, most: 2 }], "{key}");
    }
    let priorities = |seats, list| {
        method("priorities")
            .unwrap()
            .check_paper(&paper(&options, seats, &[("list", list)]))
    };
    assert_eq!((priorities(2, 0), priorities(3, 1)), (vec![], vec![]));
    assert_eq!(priorities(0, 0), [MethodFault::NoSeats]);
    assert_eq!(priorities(3, 0), [MethodFault::TooManySeats { options: 3, most: 2 }]);
    assert_eq!(priorities(4, 1), [MethodFault::TooManySeats { options: 3, most: 3 }]);
}
