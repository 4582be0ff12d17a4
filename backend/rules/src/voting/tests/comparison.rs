//! Fair shares: who may be funded at all, and the comparison with what most votes fund.

use proptest::prelude::*;

use super::budgets::{NAMES, Projects, counted, elections, fair_shares, kinds, lot, priced};
use super::*;

const NONE: (&str, i64) = ("completion", 3);

fn figures<const N: usize>(tally: &Tally, names: [&str; N]) -> [i64; N] {
    names.map(|name| tally.working.figures[name])
}

fn sets(tally: &Tally) -> [&[String]; 2] {
    ["by_shares", "by_most_votes"].map(|name| tally.working.sets[name].as_slice())
}

fn compared(tally: &Tally) -> &Reason {
    let mut reasons = tally.working.reasons.iter();
    reasons.find(|reason| reason.key.starts_with("compared-")).unwrap()
}

#[test]
fn a_project_needs_its_part_of_the_voters() {
    let projects: Projects = &[("a", 40), ("b", 10), ("c", 10)];
    let ballots: &[(u64, &[&str])] = &[(7, &["a"]), (2, &["a", "b"]), (1, &["c"])];
    let with = |percent| fair_shares(projects, &[("budget", 100), ("voters_needed", percent)], ballots);
    assert_eq!(with(10).winners, ["a", "b", "c"], "one of ten is a tenth");
    let tally = with(11);
    assert_eq!(tally.winners, ["a", "b"]);
    assert_eq!(kinds(&tally).last(), Some(&("too_few", "c")));
    assert_eq!(tally.working.steps.last().unwrap().figures["needed"], 2);
    let votes: Vec<i64> = tally.lines.iter().map(|line| line.score).collect();
    assert_eq!(votes, [9, 2, 1], "votes are shown all the same");
    let reason = Reason::new("budget-too-few", &[("project", "c")], &[("votes", 1), ("threshold", 2)]);
    assert!(tally.working.reasons.contains(&reason));
    assert!(!tally.working.reasons.iter().any(|reason| reason.key == "shares-short"), "nothing else is left");
}

/// Świecie 2023: a project for 48.2 % of the budget was excluded with 14.7 % of the voters (equalshares.net).
#[test]
fn a_dear_project_needs_more_voters() {
    let projects: Projects = &[("dear", 482), ("cheap", 10)];
    let funded = |votes: u64| {
        let ballots: &[(u64, &[&str])] = &[(votes, &["dear"]), (1000 - votes, &["cheap"])];
        let tally = fair_shares(projects, &[("budget", 1000), ("cost_budgets", 3), ("completion", 2)], ballots);
        tally.winners.contains(&"dear".to_owned())
    };
    // 482 of 3,000 are 160.67 of 1,000.
    assert_eq!([147, 160, 161].map(funded), [false, false, true]);
}

/// Six people pick a and b, four pick c, and each holds 10: equal shares pay for b and c, most votes for b and a.
#[test]
fn what_more_voters_prefer_stands() {
    let projects: Projects = &[("a", 60), ("b", 40), ("c", 40)];
    let ballots: &[(u64, &[&str])] = &[(6, &["a", "b"]), (4, &["c"])];
    let shares = fair_shares(projects, &[("budget", 100), NONE], ballots);
    assert_eq!((&shares.winners[..], shares.working.sets.len()), (&["b", "c"].map(String::from)[..], 0));
    let tally = fair_shares(projects, &[("budget", 100), NONE, ("compare", 1)], ballots);
    assert_eq!(
        (tally.winners.clone(), tally.order.clone()),
        (["b", "a"].map(String::from).into(), ["b", "a", "c"].map(String::from).into())
    );
    assert_eq!(sets(&tally), [&shares.winners[..], &tally.winners[..]]);
    assert_eq!(figures(&tally, ["spent", "left", "shares_spent", "most_votes_spent"]), [100, 0, 80, 100]);
    assert_eq!(figures(&tally, ["prefer_shares", "prefer_most_votes"]), [4, 6]);
    let overview = [("voters", 10), ("share", 10), ("funded", 2), ("projects", 3), ("spent", 100), ("budget", 100)];
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new("budget-most-votes", &[], &overview),
            Reason::new("compared-most-votes", &[], &[("shares", 4), ("most", 6)]),
            Reason::new("compared-instead", &[], &[("funded", 2), ("spent", 80)]),
        ]
    );
}

#[test]
fn equal_shares_stand_where_as_many_prefer_either() {
    let projects: Projects = &[("a", 50), ("b", 50), ("c", 30), ("d", 20)];
    let ballots: &[(u64, &[&str])] = &[(5, &["a", "b"]), (3, &["c"]), (2, &["d"])];
    let tally = fair_shares(projects, &[("budget", 100), NONE, ("compare", 1)], ballots);
    assert_eq!(figures(&tally, ["prefer_shares", "prefer_most_votes", "spent"]), [5, 5, 100]);
    assert_eq!(tally.winners.len(), 3);
    assert_eq!(*compared(&tally), Reason::new("compared-shares", &[], &[("shares", 5), ("most", 5)]));
    let same = fair_shares(&[("a", 50)], &[("budget", 100), ("compare", 1)], &[(1, &["a"])]);
    assert_eq!(compared(&same).key, "compared-same");
}

/// By number, equal shares pay for two projects of 30; most votes pay for one of 60.
#[test]
fn projects_or_their_cost_can_be_what_counts() {
    let projects: Projects = &[("x", 60), ("y", 30), ("z", 30)];
    let ballots: &[(u64, &[&str])] = &[(5, &["x", "y", "z"]), (1, &["x"])];
    let with = |measure| {
        let settings = [("budget", 60), ("utility", 1), ("completion", 2), ("compare", measure)];
        let tally = fair_shares(projects, &settings, ballots);
        (figures(&tally, ["prefer_shares", "prefer_most_votes"]), tally.winners.len())
    };
    assert_eq!(with(1), ([5, 1], 2));
    assert_eq!(with(2), ([0, 1], 1));
}

#[test]
fn settings_out_of_reach_do_not_open() {
    let fair = method("budget_fair_shares").unwrap();
    for (name, value) in [("voters_needed", 101), ("voters_needed", -1), ("cost_budgets", 101), ("compare", 3)] {
        let faults = fair.check_paper(&priced(&[1, 1, 1, 1, 1], &[("budget", 9), (name, value)]));
        assert_eq!(faults, [MethodFault::SettingValue { name }]);
    }
}

proptest! {
    #[test]
    fn the_outcome_that_more_voters_prefer_stands((ballots, costs, budget) in elections(), compare in 1i64..3, completion in 0i64..4) {
        let fair = method("budget_fair_shares").unwrap();
        let tally = |settings: &[(&str, i64)]| fair.tally(&counted(&ballots), &priced(&costs, settings), &lot()).winners;
        let settings = [("budget", budget), ("completion", completion)];
        let shares = tally(&settings);
        let most = method("budget_most_votes").unwrap();
        let most = most.tally(&counted(&ballots), &priced(&costs, &settings[..1]), &lot()).winners;
        let worth = |ballot: &[usize], funded: &[String]| -> i64 {
            let got = ballot.iter().filter(|&&project| funded.iter().any(|id| id == NAMES[project]));
            got.map(|&project| if compare == 1 { 1 } else { costs[project] }).sum()
        };
        let lead: i64 = ballots.iter().map(|ballot| (worth(ballot, &most) - worth(ballot, &shares)).signum()).sum();
        let expected = if lead > 0 { most } else { shares };
        prop_assert_eq!(tally(&[&settings[..], &[("compare", compare)]].concat()), expected);
    }

    #[test]
    fn no_project_is_funded_that_too_few_picked((ballots, costs, budget) in elections(), percent in 0i64..101, budgets in 0i64..5, compare in 0i64..3) {
        let settings = [("budget", budget), ("voters_needed", percent), ("cost_budgets", budgets), ("compare", compare)];
        let tally = method("budget_fair_shares").unwrap().tally(&counted(&ballots), &priced(&costs, &settings), &lot());
        let voters = tally.standings.valid as i64;
        for winner in &tally.winners {
            let line = tally.lines.iter().find(|line| line.option == *winner).unwrap();
            prop_assert!(line.score * 100 >= percent * voters);
            let needed = if budgets > 0 { line.figures["cost"] * voters } else { 0 };
            prop_assert!(line.score * budgets * budget >= needed);
        }
    }
}
