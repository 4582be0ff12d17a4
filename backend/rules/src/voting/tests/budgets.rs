//! Both ways to share out a budget, against hand-worked elections and against the plain definition.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

const NONE: i64 = 3;
const UTILITARIAN: i64 = 2;
const ADD1: i64 = 1;
const ADD1U: i64 = 0;
const APPROVAL: (&str, i64) = ("utility", 1);

pub(super) type Projects<'a> = &'a [(&'a str, i64)];

fn paper(projects: Projects, settings: &[(&str, i64)]) -> Paper {
    Paper {
        options: projects.iter().map(|(option, _)| (*option).to_owned()).collect(),
        costs: projects
            .iter()
            .map(|(option, cost)| ((*option).to_owned(), *cost))
            .collect(),
        settings: Settings::new(settings.iter().copied()),
        ..Paper::default()
    }
}

fn cast(ballots: &[(u64, &[&str])]) -> Vec<Counted> {
    let counted =
        |(times, options): &(u64, &[&str])| Counted { ballot: Ballot::of(options.iter().copied()), times: *times };
    ballots.iter().map(counted).collect()
}

pub(super) fn lot() -> Lot {
    Lot::given(["d", "c", "b", "a"])
}

fn count(key: &str, projects: Projects, settings: &[(&str, i64)], ballots: &[(u64, &[&str])]) -> Tally {
    let (method, paper) = (method(key).unwrap(), paper(projects, settings));
    assert_eq!(method.check_paper(&paper), []);
    method.tally(&cast(ballots), &paper, &lot())
}

fn most_votes(projects: Projects, settings: &[(&str, i64)], ballots: &[(u64, &[&str])]) -> Tally {
    count("budget_most_votes", projects, settings, ballots)
}

pub(super) fn fair_shares(projects: Projects, settings: &[(&str, i64)], ballots: &[(u64, &[&str])]) -> Tally {
    count("budget_fair_shares", projects, settings, ballots)
}

/// Kind, option and one fraction of each step that has it.
fn fractions(tally: &Tally, name: &str) -> Vec<(String, String)> {
    let steps = tally.working.steps.iter();
    steps
        .filter_map(|step| Some((step.option.clone().unwrap_or_default(), step.fractions.get(name)?.clone())))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(left, right)| ((*left).to_owned(), (*right).to_owned()))
        .collect()
}

pub(super) fn kinds(tally: &Tally) -> Vec<(&str, &str)> {
    let steps = tally.working.steps.iter();
    steps
        .map(|step| (step.kind.as_str(), step.option.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn most_votes_first_past_what_is_too_dear_or_up_to_it() {
    let projects: Projects = &[("a", 60), ("b", 50), ("c", 40), ("d", 0)];
    let ballots: &[(u64, &[&str])] = &[(3, &["a", "b"]), (1, &["a"]), (2, &["c"]), (1, &[])];
    let tally = most_votes(projects, &[("budget", 100)], ballots);
    assert_eq!(kinds(&tally), [("funded", "a"), ("too_dear", "b"), ("funded", "c"), ("too_few", "d")]);
    assert_eq!((tally.winners, tally.boundary_tie), (vec!["a".to_owned(), "c".into()], vec![]));
    assert_eq!((tally.working.figures["spent"], tally.working.figures["left"]), (100, 0));
    assert_eq!(tally.order, ["a", "c", "b", "d"]);
    let stop = most_votes(projects, &[("budget", 100), ("skip", 0)], ballots);
    assert_eq!(kinds(&stop), [("funded", "a"), ("too_dear", "b"), ("stopped", "c"), ("too_few", "d")]);
    let threshold = most_votes(projects, &[("budget", 100), ("threshold", 3)], ballots);
    assert_eq!(threshold.winners, ["a"]);
    assert_eq!(threshold.working.steps[2].kind, "too_few");
}

#[test]
fn equal_votes_go_by_cost_and_then_by_the_lot() {
    let projects: Projects = &[("a", 60), ("b", 60), ("c", 50)];
    let ballots: &[(u64, &[&str])] = &[(2, &["a", "b", "c"])];
    let tally = most_votes(projects, &[("budget", 120)], ballots);
    assert_eq!(
        (tally.winners, tally.boundary_tie),
        (vec!["c".to_owned(), "b".into()], vec!["b".to_owned(), "a".into()])
    );
    assert_eq!(tally.working.sets["rivals"], ["c", "b", "a"]);
    assert_eq!(tally.working.reasons.last().unwrap().key, "budget-lot");
    assert_eq!(most_votes(projects, &[("budget", 170)], ballots).working.sets["rivals"], [] as [&str; 0]);
}

#[test]
fn supporters_share_the_cost_and_pay_all_they_have_at_most() {
    let projects: Projects = &[("a", 6), ("b", 13)];
    let ballots: &[(u64, &[&str])] = &[(1, &["a", "b"]), (1, &["b"])];
    let by_cost = fair_shares(projects, &[("budget", 20), ("completion", NONE)], ballots);
    assert_eq!(fractions(&by_cost, "rho"), pairs(&[("b", "1/2")]));
    assert_eq!(fractions(&by_cost, "payment"), pairs(&[("b", "13/2")]));
    assert_eq!(by_cost.winners, ["b"]);
    let by_number = fair_shares(projects, &[("budget", 20), ("completion", NONE), APPROVAL], ballots);
    assert_eq!(fractions(&by_number, "rho"), pairs(&[("a", "6"), ("b", "9")]));
    assert_eq!(by_number.working.steps[2].figures["payers"], 1);
    assert_eq!(by_number.working.figures["spent"], 19);
    let short = by_cost
        .working
        .reasons
        .iter()
        .find(|reason| reason.key == "shares-short")
        .unwrap();
    assert_eq!((short.options["project"].as_str(), short.numbers["left"]), ("a", 3));
}

#[test]
fn money_that_exactly_meets_a_cost_is_enough() {
    let projects: Projects = &[("a", 1), ("b", 3), ("c", 3)];
    let ballots: &[(u64, &[&str])] = &[(1, &["a", "b"]), (1, &["a", "c"]), (1, &["a"])];
    let tally = fair_shares(projects, &[("budget", 10), ("completion", NONE)], ballots);
    assert_eq!(fractions(&tally, "endowment"), pairs(&[("", "10/3")]));
    assert_eq!(fractions(&tally, "payment"), pairs(&[("a", "1/3"), ("c", "3"), ("b", "3")]));
    let tie = tally.working.steps.iter().find(|step| step.kind == "tie").unwrap();
    assert_eq!(tie.counts.keys().collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(tally.boundary_tie, [] as [&str; 0]);
}

#[test]
fn what_is_left_goes_where_the_completion_says() {
    let projects: Projects = &[("a", 8), ("b", 2), ("c", 5)];
    let ballots: &[(u64, &[&str])] = &[(1, &["a"]), (1, &["b", "c"])];
    let funded = |completion| fair_shares(projects, &[("budget", 10), ("completion", completion)], ballots);
    assert_eq!(funded(NONE).winners, ["b"]);
    let grown = funded(ADD1);
    assert_eq!((grown.winners, grown.working.figures["increments"]), (vec!["b".to_owned(), "c".into()], 2));
    let by_votes = funded(UTILITARIAN);
    assert_eq!(kinds(&by_votes), [("endowment", ""), ("tie", ""), ("share", "b"), ("completed", "c")]);
}

#[test]
fn endowments_grow_until_the_budget_would_not_hold() {
    let projects: Projects = &[("a", 8), ("b", 8)];
    let ballots: &[(u64, &[&str])] = &[(1, &["a"]), (1, &["b"])];
    let grown = fair_shares(projects, &[("budget", 10), ("completion", ADD1)], ballots);
    assert_eq!((grown.winners.len(), grown.working.figures["increments"]), (0, 2));
    let completed = fair_shares(projects, &[("budget", 10), ("completion", ADD1U)], ballots);
    assert_eq!((completed.winners, completed.boundary_tie), (vec!["b".to_owned()], vec!["a".to_owned(), "b".into()]));
    let coarse = fair_shares(projects, &[("budget", 10), ("completion", ADD1), ("increment", 3)], ballots);
    assert_eq!(coarse.working.figures["increments"], 0);
}

#[test]
fn nobody_and_nothing_to_pay() {
    let empty = fair_shares(&[("a", 5)], &[("budget", 10)], &[(2, &[])]);
    assert_eq!((empty.winners.len(), empty.standings.blank, empty.working.figures["voters"]), (0, 2, 0));
    let free =
        fair_shares(&[("a", 0), ("b", 0), ("c", 9)], &[("budget", 1), ("completion", NONE)], &[(1, &["a", "c"])]);
    assert_eq!(kinds(&free), [("endowment", ""), ("free", "a")]);
}

#[test]
fn a_budget_that_cannot_be_shared_out_does_not_open() {
    let fair = method("budget_fair_shares").unwrap();
    let faults = |projects: Projects, settings: &[(&str, i64)]| fair.check_paper(&paper(projects, settings));
    assert_eq!(faults(&[("a", 1)], &[]), [MethodFault::NoBudget]);
    assert_eq!(faults(&[("a", -1)], &[("budget", 1)]), [MethodFault::CostNegative]);
    assert_eq!(faults(&[("a", 1)], &[("budget", 1), ("at_most", 2)]), [MethodFault::ChoiceBounds { options: 1 }]);
    assert_eq!(
        faults(&[("a", 1)], &[("budget", 1), ("increment", 0)]),
        [MethodFault::SettingValue { name: "increment" }]
    );
    let mut unpriced = paper(&[("a", 1), ("b", 1)], &[("budget", 1)]);
    unpriced.costs.remove("b");
    unpriced.ties = TieRule::AllWin;
    assert_eq!(fair.check_paper(&unpriced), [MethodFault::CostMissing { missing: 1 }, MethodFault::TiesByLot]);
    let most = method("budget_most_votes").unwrap();
    assert_eq!(most.check_paper(&paper(&[("a", i64::MAX)], &[("budget", 1)])).len(), 1);
}

/// Equal shares as defined, each voter with a purse of their own: the funded projects in order, without completion.
fn as_defined(ballots: &[Vec<usize>], costs: &[i64], budget: i64, by_cost: bool) -> Vec<usize> {
    let whole = |number: i64| BigRational::from(BigInt::from(number));
    let voters: Vec<&Vec<usize>> = ballots.iter().filter(|ballot| !ballot.is_empty()).collect();
    let votes = |project: usize| voters.iter().filter(|ballot| ballot.contains(&project)).count();
    let lot = lot();
    let place = |project: usize| lot.place(NAMES[project]);
    let mut purses = vec![whole(budget) / whole(voters.len().max(1) as i64); voters.len()];
    let mut waiting: Vec<usize> = (0..costs.len()).filter(|&project| votes(project) > 0).collect();
    let mut funded = Vec::new();
    loop {
        let offer = |&project: &usize| {
            let of = |(voter, money): (usize, &BigRational)| voters[voter].contains(&project).then(|| money.clone());
            let mut purses: Vec<BigRational> = purses.iter().enumerate().filter_map(of).collect();
            purses.sort();
            let mut lacking = whole(costs[project]);
            for (poorer, money) in purses.iter().enumerate() {
                let share = &lacking / whole((purses.len() - poorer) as i64);
                if share <= *money {
                    let price =
                        if by_cost && costs[project] > 0 { &share / whole(costs[project]) } else { share.clone() };
                    return Some((
                        price,
                        std::cmp::Reverse(votes(project)),
                        costs[project],
                        place(project),
                        project,
                        share,
                    ));
                }
                lacking -= money;
            }
            None
        };
        let Some((.., project, share)) = waiting.iter().filter_map(offer).min() else { return funded };
        for (_, money) in purses
            .iter_mut()
            .enumerate()
            .filter(|(voter, _)| voters[*voter].contains(&project))
        {
            *money = if *money < share { whole(0) } else { &*money - &share };
        }
        waiting.retain(|other| *other != project);
        funded.push(project);
    }
}

pub(super) const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

prop_compose! {
    /// Ballots and costs of five projects, and a budget: small numbers, so that money often exactly meets a cost.
    pub(super) fn elections()(
        ballots in prop::collection::vec(prop::collection::btree_set(0usize..5, 0..4), 1..8),
        costs in prop::collection::vec(0i64..13, 5),
        budget in 1i64..31,
    ) -> (Vec<Vec<usize>>, Vec<i64>, i64) {
        (ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect(), costs, budget)
    }
}

pub(super) fn counted(ballots: &[Vec<usize>]) -> Vec<Counted> {
    let one = |ballot: &Vec<usize>| Counted::once(Ballot::of(ballot.iter().map(|&project| NAMES[project])));
    ballots.iter().map(one).collect()
}

pub(super) fn priced(costs: &[i64], settings: &[(&str, i64)]) -> Paper {
    let projects: Vec<(&str, i64)> = NAMES.into_iter().zip(costs.iter().copied()).collect();
    paper(&projects, settings)
}

proptest! {
    #[test]
    fn equal_shares_are_those_of_the_definition((ballots, costs, budget) in elections(), by_cost: bool) {
        let settings = [("budget", budget), ("completion", NONE), ("utility", i64::from(!by_cost))];
        let tally = method("budget_fair_shares").unwrap().tally(&counted(&ballots), &priced(&costs, &settings), &lot());
        let expected = as_defined(&ballots, &costs, budget, by_cost);
        prop_assert_eq!(tally.winners, expected.iter().map(|&project| NAMES[project].to_owned()).collect::<Vec<_>>());
    }

    #[test]
    fn budgets_hold_and_counts_can_be_repeated((ballots, costs, budget) in elections(), completion in 0i64..4, compare in 0i64..3, at_most in 0i64..3) {
        for key in ["budget_most_votes", "budget_fair_shares"] {
            let of_shares: &[(&str, i64)] = &[("completion", completion), ("compare", compare)];
            let of_shares = if key == "budget_fair_shares" { of_shares } else { &[] };
            let settings = [&[("budget", budget), ("at_most", at_most)], of_shares].concat();
            let (method, paper) = (method(key).unwrap(), priced(&costs, &settings));
            let mut cast = counted(&ballots);
            let tally = method.tally(&cast, &paper, &lot());
            let spent: i64 = tally.winners.iter().map(|option| paper.cost(option)).sum();
            prop_assert!(spent <= budget);
            prop_assert_eq!(spent, tally.working.figures["spent"]);
            let (standings, summary) = method.sum_up(&cast, &paper);
            prop_assert_eq!(&method.recount(standings, &summary, &paper, &lot()), &tally);
            cast.reverse();
            prop_assert_eq!(method.tally(&cast, &paper, &lot()), tally);
        }
    }

    #[test]
    fn a_group_that_agrees_decides_on_its_part((ballots, costs, budget) in elections(), size in 1usize..6, wanted in prop::collection::btree_set(0usize..5, 1..4)) {
        let group: Vec<usize> = wanted.into_iter().collect();
        let mut all = ballots;
        all.extend(std::iter::repeat_n(group.clone(), size));
        let settings = [("budget", budget), ("completion", NONE)];
        let tally = method("budget_fair_shares").unwrap().tally(&counted(&all), &priced(&costs, &settings), &lot());
        let funded = |project: &&usize| tally.winners.iter().any(|winner| winner == NAMES[**project]);
        let got: i64 = group.iter().filter(funded).map(|&project| costs[project]).sum();
        let voters = tally.standings.valid as i64;
        for missing in group.iter().filter(|project| !funded(project)) {
            prop_assert!((got + costs[*missing]) * voters > size as i64 * budget);
        }
    }
}
