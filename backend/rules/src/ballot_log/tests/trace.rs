//! Steps of a count are checked against each other, and a step that was changed is named.

use proptest::prelude::*;

use super::example::{example, paper};
use crate::ballot_log::*;
use crate::voting::{Ballot, Counted, Mark, Panels, Paper, Settings, Step, method};

const PROJECTS: [&str; 4] = ["a", "b", "c", "d"];

/// The published result of these ballots by this method.
fn result(key: &str, paper: Paper, ballots: &[Counted]) -> PublishedResult {
    let published = PublishedResult { method: key.to_owned(), paper, ..example().published.result };
    let tally = method(key).unwrap().tally(ballots, &published.paper, &published.lot());
    PublishedResult { tally, ..published }
}

fn between(seats: u32, settings: &[(&str, i64)], costs: &[i64]) -> Paper {
    let priced = PROJECTS
        .iter()
        .zip(costs)
        .map(|(option, cost)| ((*option).to_owned(), *cost));
    Paper {
        options: PROJECTS.map(str::to_owned).to_vec(),
        costs: priced.collect(),
        seats,
        settings: Settings::new(settings.iter().copied()),
        ..paper()
    }
}

fn ranked(ballots: &[Vec<usize>]) -> Vec<Counted> {
    let one = |ballot: &Vec<usize>| {
        let marks = (1..)
            .zip(ballot)
            .map(|(rank, option)| Mark { option: PROJECTS[*option].to_owned(), value: rank });
        Counted::once(Ballot { marks: marks.collect() })
    };
    ballots.iter().map(one).collect()
}

fn picked(ballots: &[Vec<usize>]) -> Vec<Counted> {
    let one = |ballot: &Vec<usize>| Counted::once(Ballot::of(ballot.iter().map(|&option| PROJECTS[option])));
    ballots.iter().map(one).collect()
}

fn ballots() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::sample::subsequence(vec![0usize, 1, 2, 3], 0..=4).prop_shuffle(), 1..12)
}

proptest! {
    #[test]
    fn the_steps_of_every_count_add_up(
        ballots in ballots(),
        costs in prop::collection::vec(1i64..6, 4),
        budget in 1i64..20,
        completion in 0i64..4,
        list in 0i64..2,
    ) {
        let rounds = result("irv", between(0, &[], &[]), &ranked(&ballots));
        prop_assert_eq!(check_trace(&rounds), Ok(rounds.tally.working.steps.len()));
        let sorted = |ballot: &Vec<usize>| { let mut ballot = ballot.clone(); ballot.sort_unstable(); ballot };
        let ballots: Vec<Vec<usize>> = ballots.iter().map(sorted).collect();
        let settings = [("budget", budget), ("completion", completion)];
        let shares = result("budget_fair_shares", between(0, &settings, &costs), &picked(&ballots));
        prop_assert_eq!(check_trace(&shares), Ok(shares.tally.winners.len()));
        let chosen = result("priorities", between(2, &[("list", list)], &[]), &picked(&ballots));
        prop_assert!(check_trace(&chosen).is_ok());
    }

    #[test]
    fn a_round_that_was_changed_is_named(ballots in ballots(), option in 0usize..4) {
        let mut rounds = result("irv", between(0, &[], &[]), &ranked(&ballots));
        *rounds.tally.working.steps[0].counts.get_mut(PROJECTS[option]).unwrap() += 1;
        prop_assert_eq!(check_trace(&rounds), Err(Finding::StepDoesNotAdd { step: 1 }));
    }
}

#[test]
fn the_outcome_is_what_the_steps_come_to() {
    let elected = ranked(&[vec![0], vec![0], vec![1], vec![2, 1], vec![3, 2]]);
    let settings = [("budget", 10), ("completion", 3), ("compare", 1)];
    let counts = [
        result("irv", between(0, &[], &[]), &elected),
        result("budget_fair_shares", between(0, &settings, &[6, 4, 9, 9]), &picked(&[vec![0, 1], vec![0]])),
        result("priorities", between(2, &[], &[]), &picked(&[vec![0, 1], vec![0]])),
    ];
    for count in counts {
        assert!(check_trace(&count).is_ok(), "{}", count.method);
        let mut other = count.clone();
        other.tally.winners = vec!["d".to_owned()];
        assert_eq!(check_trace(&other), Err(Finding::OutcomeDoesNotFollow), "{}", count.method);
    }
    let mut silent = result("irv", between(0, &[], &[]), &elected);
    silent.tally.working.steps.clear();
    assert_eq!(check_trace(&silent), Err(Finding::OutcomeDoesNotFollow));
}

#[test]
fn who_goes_out_and_who_pays_are_checked() {
    let mut rounds = result("irv", between(0, &[], &[]), &ranked(&[vec![0], vec![0], vec![1], vec![2, 1], vec![3, 2]]));
    assert_eq!(check_trace(&rounds), Ok(4));
    rounds.tally.working.steps[0].option = Some("a".to_owned());
    assert_eq!(check_trace(&rounds), Err(Finding::StepDoesNotAdd { step: 1 }));
    let settings = [("budget", 20), ("completion", 3)];
    let shares = result("budget_fair_shares", between(0, &settings, &[6, 4, 9, 9]), &picked(&[vec![0, 1], vec![0]]));
    assert_eq!(check_trace(&shares), Ok(2));
    let paid = shares
        .tally
        .working
        .steps
        .iter()
        .position(|step| step.kind == "share")
        .unwrap();
    let mut dearer = shares.clone();
    dearer.tally.working.steps[paid]
        .fractions
        .insert("payment".to_owned(), "7/2".to_owned());
    assert_eq!(check_trace(&dearer), Err(Finding::StepDoesNotAdd { step: paid as u64 + 1 }));
    let mut unsaid = shares.clone();
    unsaid.tally.working.steps[paid].fractions.remove("rest");
    assert_eq!(check_trace(&unsaid), Err(Finding::StepDoesNotAdd { step: paid as u64 + 1 }));
    let mut more = shares.clone();
    more.tally.working.figures.insert("spent".to_owned(), 11);
    assert!(check_trace(&more).is_err());
}

#[test]
fn the_panel_is_the_one_that_the_lot_draws() {
    let panels = Panels { lottery: (1..=10).map(|member| vec![member]).collect() };
    let mut result = result("approval", paper(), &[]);
    result.tally.working.lottery = Some(panels.hash());
    let passes = |panel: usize| {
        let mut drawn = result.clone();
        let step =
            Step { kind: "drawn".to_owned(), figures: [("person".to_owned(), panel as i64)].into(), ..Step::default() };
        drawn.tally.working.steps = vec![step];
        check_lottery(&drawn, &panels).is_ok()
    };
    let drawn: Vec<usize> = (1..=10).filter(|panel| passes(*panel)).collect();
    assert_eq!(drawn.len(), 1, "one panel of ten is drawn: {drawn:?}");
}

#[test]
fn a_lottery_is_the_one_that_the_result_names_and_its_panel_the_one_that_the_lot_draws() {
    let panels = Panels { lottery: (1..=10).map(|member| vec![member]).collect() };
    let mut drawn = result("approval", paper(), &[]);
    assert_eq!(check_lottery(&drawn, &panels), Err(Finding::LotteryChanged));
    drawn.tally.working.lottery = Some(panels.hash());
    assert_eq!(check_lottery(&drawn, &panels), Err(Finding::OtherPanel));
}
