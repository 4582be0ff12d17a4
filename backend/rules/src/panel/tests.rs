use proptest::prelude::*;

use super::*;
use crate::voting::Seed;

mod brute_force;
mod vectors;

const SEED: Seed = [3; 32];

/// People numbered from 1; each letter of a word is the answer to one question.
fn people(words: &[&str]) -> Vec<Person> {
    let person = |(number, word): (usize, &&str)| Person {
        id: format!("p{}", number + 1),
        answers: word
            .char_indices()
            .map(|(place, letter)| (format!("q{place}"), letter.to_string()))
            .collect(),
    };
    words.iter().enumerate().map(person).collect()
}

fn quota(question: usize, answer: char, least: u32, most: u32) -> QuotaRow {
    QuotaRow { feature: format!("q{question}"), answer: answer.to_string(), least, most }
}

fn chances(people: &[Person], rules: &PanelRules) -> Result<Vec<f64>, PanelFault> {
    let pool = Pool::new(people, rules)?;
    let found = fair_chances(&pool)?;
    let mut chances = vec![0.0; people.len()];
    for (one, chance) in pool.types.iter().zip(&found.by_type) {
        one.members.iter().for_each(|place| chances[*place] = *chance);
    }
    Ok(chances)
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    let near = |(found, expected): (&f64, &f64)| (found - expected).abs() < 2e-4;
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(near), "{found:?} is not {expected:?}");
}

fn refusal(words: &[&str], seats: u32, quotas: Vec<QuotaRow>) -> PanelFault {
    let people = people(words);
    let rules = PanelRules { seats, quotas };
    chances(&people, &rules).expect_err("no panel")
}

#[test]
fn without_quotas_all_have_the_same_chance() {
    let people = people(&["a", "a", "b", "c", "c"]);
    assert_near(&chances(&people, &PanelRules { seats: 2, quotas: Vec::new() }).expect("panels"), &[0.4; 5]);
}

#[test]
fn a_quota_shares_its_seats_among_its_people() {
    let people = people(&["a", "a", "a", "a", "b", "b"]);
    let rules = PanelRules { seats: 3, quotas: vec![quota(0, 'a', 1, 1), quota(0, 'b', 0, 2)] };
    assert_near(&chances(&people, &rules).expect("panels"), &[0.25, 0.25, 0.25, 0.25, 1.0, 1.0]);
}

#[test]
fn the_next_lowest_chance_is_raised_too() {
    // Seats for `a` are few; those for `b` are shared once `c`, of whom two are wanted, has its own.
    let people = people(&["a", "a", "a", "a", "b", "b", "b", "c", "c"]);
    let rules = PanelRules { seats: 5, quotas: vec![quota(0, 'a', 1, 1), quota(0, 'c', 2, 2)] };
    let expected = [0.25, 0.25, 0.25, 0.25, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 1.0, 1.0];
    assert_near(&chances(&people, &rules).expect("panels"), &expected);
}

#[test]
fn people_that_only_halves_of_people_could_sit_with_have_no_chance() {
    // One of each: xxo, xox, oxx could each be half a member; whole panels are xxx with either ooo.
    let people = people(&["xxo", "xox", "oxx", "xxx", "ooo", "ooo"]);
    let quotas = (0..3).map(|question| quota(question, 'x', 1, 1)).collect();
    let found = chances(&people, &PanelRules { seats: 2, quotas }).expect("panels");
    assert_near(&found, &[0.0, 0.0, 0.0, 1.0, 0.5, 0.5]);
}

#[test]
fn chances_above_the_lowest_are_raised_however_rounding_falls() {
    let words = ["beg", "bcf", "adf", "aeg", "bcg", "adg", "aeg", "adf", "bcg", "adf", "bdf", "aef", "bcf"];
    let people = people(&words);
    let bounds = [
        (0, 'a', 0, 2),
        (0, 'b', 2, 3),
        (1, 'c', 0, 1),
        (1, 'd', 1, 2),
        (1, 'e', 0, 2),
        (2, 'f', 1, 2),
        (2, 'g', 2, 2),
    ];
    let quotas = bounds.map(|(question, answer, least, most)| quota(question, answer, least, most));
    let rules = PanelRules { seats: 3, quotas: quotas.to_vec() };
    let expected = brute_force::chances(&people, &rules).expect("panels");
    assert_near(&chances(&people, &rules).expect("panels"), &expected);
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    assert_eq!(refusal(&["a"], 0, Vec::new()), PanelFault::NoSeats);
    assert_eq!(refusal(&["a"], 2, Vec::new()), PanelFault::TooFewPeople { people: 1, seats: 2 });
    let (feature, answer) = ("q0".to_owned(), "a".to_owned());
    assert_eq!(
        refusal(&["a"], 1, vec![quota(0, 'a', 2, 1)]),
        PanelFault::QuotaBounds { feature: feature.clone(), answer: answer.clone() }
    );
    assert_eq!(
        refusal(&["a"], 1, vec![quota(0, 'a', 0, 1), quota(0, 'a', 0, 1)]),
        PanelFault::SameQuota { feature, answer }
    );
    let mut twice = people(&["a", "b"]);
    twice[1].id = "p1".to_owned();
    let rules = PanelRules { seats: 1, quotas: Vec::new() };
    assert_eq!(chances(&twice, &rules), Err(PanelFault::SamePerson { id: "p1".to_owned() }));
}

#[test]
fn a_question_that_cannot_be_met_alone_is_named() {
    let (feature, answer) = ("q0".to_owned(), "b".to_owned());
    assert_eq!(
        refusal(&["a", "a", "b"], 2, vec![quota(0, 'b', 2, 2)]),
        PanelFault::TooFewOf { feature: feature.clone(), answer, people: 1, least: 2 }
    );
    assert_eq!(
        refusal(&["a", "a", "b", "b"], 2, vec![quota(0, 'a', 2, 2), quota(0, 'b', 1, 2)]),
        PanelFault::LeastOverSeats { feature: feature.clone(), sum: 3, seats: 2 }
    );
    assert_eq!(
        refusal(&["a", "a", "a", "b"], 3, vec![quota(0, 'a', 0, 1), quota(0, 'b', 0, 3)]),
        PanelFault::MostUnderSeats { feature, sum: 2, seats: 3 }
    );
}

#[test]
fn questions_that_cannot_be_met_together_are_told_by_the_smallest_change() {
    // Both x are young, so that two x and at most one young do not go together.
    let quotas = vec![quota(0, 'x', 2, 2), quota(1, 'y', 0, 1)];
    let change = Relaxation { feature: "q1".to_owned(), answer: "y".to_owned(), bound: Bound::Most, from: 1, to: 2 };
    let fault = refusal(&["xy", "xy", "oo", "oo"], 3, quotas.clone());
    match &fault {
        PanelFault::Together { changes } if changes.len() == 1 => {
            let least =
                Relaxation { feature: "q0".to_owned(), answer: "x".to_owned(), bound: Bound::Least, from: 2, to: 1 };
            assert!(changes[0] == change || changes[0] == least, "{changes:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn quotas_that_only_halves_of_people_could_meet_are_refused() {
    let quotas = (0..3).map(|question| quota(question, 'x', 1, 1)).collect();
    let fault = refusal(&["xxo", "xox", "oxx", "ooo", "ooo"], 2, quotas);
    assert!(matches!(fault, PanelFault::Together { changes } if changes.len() == 1));
}

#[test]
fn a_lottery_is_a_thousand_panels_that_keep_the_quotas_and_the_chances() {
    let people = people(&["ax", "ax", "ay", "by", "by", "bx", "by", "ay", "ax"]);
    let rules = PanelRules { seats: 4, quotas: vec![quota(0, 'a', 2, 2), quota(1, 'x', 2, 3)] };
    let pool = Pool::new(&people, &rules).expect("a pool");
    let found = fair_chances(&pool).expect("panels");
    let lottery = Lottery::new(&pool, &found, &SEED);
    assert_eq!(lottery.panels.len(), PANELS);
    for panel in &lottery.panels {
        assert_panel(panel, &people, &rules);
    }
    let times = lottery.times();
    for (one, chance) in pool.types.iter().zip(&found.by_type) {
        for place in &one.members {
            let times = times.get(people[*place].id.as_str()).copied().unwrap_or(0);
            assert!((times as f64 / 1_000.0 - chance).abs() < 0.002, "{times} in 1000 is not {chance}");
        }
    }
    assert_eq!(times.values().sum::<usize>(), 4 * PANELS);
}

#[test]
fn the_lot_decides_who_comes_first_and_which_panel_is_drawn() {
    let people = people(&["a", "a", "a", "b"]);
    let rules = PanelRules { seats: 2, quotas: vec![quota(0, 'a', 1, 1)] };
    let pool = Pool::new(&people, &rules).expect("a pool");
    let found = fair_chances(&pool).expect("panels");
    let lottery = Lottery::new(&pool, &found, &SEED);
    assert_eq!(lottery, Lottery::new(&pool, &found, &SEED));
    assert_ne!(lottery, Lottery::new(&pool, &found, &[4; 32]));
    let names: Vec<String> = (1..=PANELS).map(|number| number.to_string()).collect();
    let lot = crate::voting::Lot::drawn(&[9; 32], &names);
    let drawn = lottery.drawn(&[9; 32]).expect("a panel");
    assert_eq!(lot.order()[0], names[drawn]);
    let a = lottery.times();
    let turns: Vec<usize> = ["p1", "p2", "p3"].iter().map(|id| a[id]).collect();
    assert!(turns.iter().all(|times| (333..=334).contains(times)), "{turns:?}");
}

#[track_caller]
fn assert_panel(panel: &[String], people: &[Person], rules: &PanelRules) {
    let members: Vec<&Person> = people.iter().filter(|person| panel.contains(&person.id)).collect();
    assert_eq!((members.len(), panel.len()), (rules.seats as usize, rules.seats as usize));
    for quota in &rules.quotas {
        let fits = |person: &&&Person| person.answers.get(&quota.feature) == Some(&quota.answer);
        let count = members.iter().filter(fits).count() as u32;
        assert!((quota.least..=quota.most).contains(&count), "{count} for {quota:?}");
    }
}

/// A small pool: people by the letters of their answers to three questions, and quotas around what a random panel would have.
fn small_pool() -> impl Strategy<Value = (Vec<String>, PanelRules)> {
    let person = "[ab][cde][fg]";
    let rules = |people: Vec<String>| {
        let seats = 1..=(people.len() as u32 / 2).min(4);
        let bounds = prop::collection::vec((0u32..3, 0u32..3), 7);
        (Just(people), seats, bounds).prop_map(|(people, seats, bounds)| {
            let answers = [(0, 'a'), (0, 'b'), (1, 'c'), (1, 'd'), (1, 'e'), (2, 'f'), (2, 'g')];
            let quotas = answers.iter().zip(bounds).map(|((question, answer), (below, above))| {
                let giving = people.iter().filter(|word| word.contains(*answer)).count() as u32;
                let share = (giving * seats).div_ceil(people.len() as u32);
                quota(*question, *answer, share.saturating_sub(below), share + above)
            });
            (people.clone(), PanelRules { seats, quotas: quotas.collect() })
        })
    };
    prop::collection::vec(person, 2..14).prop_flat_map(rules)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn chances_are_leximin_among_all_lotteries((words, rules) in small_pool()) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let people = people(&words);
        match (chances(&people, &rules), brute_force::chances(&people, &rules)) {
            (Ok(found), Some(expected)) => {
                let (mut left, mut right) = (found.clone(), expected.clone());
                left.sort_by(f64::total_cmp);
                right.sort_by(f64::total_cmp);
                for (left, right) in left.iter().zip(&right) {
                    prop_assert!((left - right).abs() < 5e-4, "{:?} is not {:?}", found, expected);
                }
                let pool = Pool::new(&people, &rules).expect("a pool");
                let lottery = Lottery::new(&pool, &fair_chances(&pool).expect("panels"), &SEED);
                lottery.panels.iter().for_each(|panel| assert_panel(panel, &people, &rules));
            }
            (Err(_), None) => {}
            (found, expected) => prop_assert!(false, "{:?} but {:?}", found, expected),
        }
    }

    #[test]
    fn exchanges_lead_to_panels_that_no_single_exchange_makes_cheaper(
        (words, rules) in small_pool(), costs in prop::collection::vec(-1.0f64..1.0, 12),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let people = people(&words);
        let Ok(pool) = Pool::new(&people, &rules) else { return Ok(()) };
        let Ok(Some(start)) = program::Program::new(&pool).cheapest_panel(&vec![0.0; pool.types.len()]) else { return Ok(()) };
        let costs = &costs[..pool.types.len()];
        let cost = |panel: &[u32]| panel.iter().zip(costs).map(|(count, cost)| f64::from(*count) * cost).sum::<f64>();
        let end = exchange::Exchange::new(&pool).expect("few quotas").at(costs).cheaper(&start);
        prop_assert!(pool.is_panel(&end) && cost(&end) <= cost(&start));
        for (out, into) in (0..costs.len()).flat_map(|out| (0..costs.len()).map(move |into| (out, into))) {
            let mut other = end.clone();
            if out != into && other[out] > 0 {
                other[out] -= 1;
                other[into] += 1;
                prop_assert!(!pool.is_panel(&other) || cost(&other) >= cost(&end) - 1e-9);
            }
        }
    }
}
