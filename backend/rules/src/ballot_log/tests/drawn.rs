//! Whom a panel's draw took: told by codes, checked by anyone as far as the log goes, and by auditors to the end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::to_value;

use super::example::{CONSULTATION, Example, example, hash_of, published, sealed_again};
use crate::ballot_log::*;
use crate::voting::{self, Ballot, Counted, Lot, Paper, Quota};

const ANSWERS: [&str; 4] = ["young", "old", "north", "south"];

fn paper() -> Paper {
    let quota =
        |(answer, feature): (&str, &str)| (answer.to_owned(), Quota { feature: feature.to_owned(), least: 2, most: 6 });
    let quotas = ANSWERS.into_iter().zip(["age", "age", "place", "place"]).map(quota);
    let (options, quotas) = (ANSWERS.map(str::to_owned).to_vec(), quotas.collect::<BTreeMap<_, _>>());
    Paper { options, quotas, seats: 8, ..Paper::default() }
}

/// The sixty passes of the other example, as volunteers of four kinds.
fn panel() -> Example {
    let mut opened = example().opened;
    for leaf in &mut opened.leaves {
        if leaf.ballot != to_value(Ballot::default()).expect("JSON") {
            let kind = leaf.pass as usize + leaf.turn as usize;
            let answers = [ANSWERS[kind % 2], ANSWERS[2 + kind / 2 % 2]];
            leaf.ballot = to_value(Ballot::of(answers)).expect("JSON");
        }
    }
    // Other ballots have other leaves; every batch is in the order of its own.
    let batches = [0..20, 20..40, 40..64];
    batches
        .into_iter()
        .for_each(|batch| opened.leaves[batch].sort_by_key(hash_of));
    let mut vote = Example { published: published(&opened), opened };
    let cast = vote.opened.leaves.iter().filter(|leaf| leaf.state == LeafState::Cast);
    let ballot = |leaf: &OpenedLeaf| serde_json::from_value(leaf.ballot.clone()).expect("a ballot");
    let volunteers: Vec<Volunteer> = cast
        .map(|leaf| Volunteer { ballot: ballot(leaf), nonce: leaf.nonce.expect("opened"), leaf: hash_of(leaf) })
        .filter(|volunteer: &Volunteer| !volunteer.ballot.marks.is_empty())
        .collect();
    let method = voting::method("panel").expect("a method");
    let ballots: Vec<Counted> = volunteers.iter().map(|one| Counted::once(one.ballot.clone())).collect();
    let result = &mut vote.published.result;
    (result.method, result.paper) = ("panel".to_owned(), paper());
    let (mut standings, summary) = method.sum_up(&ballots, &result.paper);
    standings.blank = 1;
    let lot = Lot::drawn(&result.lot_seed.0, &ANSWERS);
    result.tally = voting::decide(method, standings, &summary, &result.paper, &lot);
    result.drawn = drawn_codes(volunteers, &result.tally);
    vote.published.recount = Recount::of(summary);
    vote.published = sealed_again(vote.published);
    vote
}

/// What is found, by anyone and by auditors, once the codes were tampered with and the result sealed again.
fn found(tamper: impl FnOnce(&mut Vec<ProofCode>)) -> (Vec<Finding>, Vec<AuditFinding>) {
    let mut vote = panel();
    tamper(&mut vote.published.result.drawn);
    let published = sealed_again(vote.published);
    (verify(&published, &Known::default()), audit(&published, &vote.opened))
}

#[test]
fn nothing_is_found_in_an_honest_draw() {
    assert_eq!(found(|_| ()), (Vec::new(), Vec::new()));
    let vote = panel();
    assert_eq!((vote.opened.consultation.as_str(), vote.published.result.drawn.len()), (CONSULTATION, 8));
    assert!(matches!(vote.published.recount, Recount::Summary(_)));
    let written = serde_json::to_string(&vote.published).expect("JSON");
    assert_eq!(serde_json::from_str::<Published>(&written).expect("read back"), vote.published);
}

#[test]
fn the_codes_are_those_of_people_whose_answers_were_drawn() {
    let vote = panel();
    let opens = |code: &ProofCode| vote.opened.leaves.iter().find(|leaf| code.matches(&hash_of(leaf)));
    let mut answers: BTreeMap<String, i64> = BTreeMap::new();
    for leaf in vote.published.result.drawn.iter().filter_map(opens) {
        assert_eq!(leaf.state, LeafState::Cast);
        let ballot: Ballot = serde_json::from_value(leaf.ballot.clone()).expect("a ballot");
        for mark in ballot.marks.iter() {
            *answers.entry(mark.option.clone()).or_default() += 1;
        }
    }
    let scores = vote
        .published
        .result
        .tally
        .lines
        .iter()
        .map(|line| (line.option.clone(), line.score));
    assert_eq!(answers, scores.collect());
}

#[test]
fn equal_ballots_are_numbered_in_the_order_of_what_only_auditors_see() {
    let mut tally = panel().published.result.tally;
    let volunteer = |number: u8| Volunteer {
        ballot: Ballot::of(["young", "north"]),
        nonce: Nonce([number; 32]),
        leaf: sha256(&[&[number]]),
    };
    let first = tally.working.steps.remove(0);
    let number = |number| BTreeMap::from([("person".to_owned(), number)]);
    tally.working.steps = [1, 3]
        .map(|person| voting::Step { figures: number(person), ..first.clone() })
        .into();
    let codes = drawn_codes((1..=5).rev().map(volunteer).collect(), &tally);
    let expected: BTreeSet<ProofCode> = [1, 3].map(|number| ProofCode::of(&sha256(&[&[number]]))).into();
    assert_eq!(codes, expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn one_code_in_the_place_of_another_is_found_by_auditors() {
    let vote = panel();
    let other = vote.published.log.leaves.iter().map(ProofCode::of);
    let other = other
        .filter(|code| !vote.published.result.drawn.contains(code))
        .max()
        .expect("a code");
    let exchange = |codes: &mut Vec<ProofCode>| {
        codes[0] = other;
        codes.sort();
    };
    assert_eq!(found(exchange), (Vec::new(), vec![AuditFinding::OtherDrawn]));
}

#[test]
fn codes_left_out_unknown_twice_or_out_of_order_are_found_by_anyone() {
    let by_anyone = |tamper: fn(&mut Vec<ProofCode>)| found(tamper).0;
    assert_eq!(by_anyone(|codes| codes.truncate(7)), [Finding::DrawnDoNotAdd { said: 7, found: 8 }]);
    assert_eq!(by_anyone(|codes| codes.swap(0, 1)), [Finding::DrawnOutOfPlace { drawn: 2 }]);
    assert_eq!(by_anyone(|codes| codes[1] = codes[0]), [Finding::DrawnOutOfPlace { drawn: 2 }]);
    let unknown = by_anyone(|codes| codes[7] = ProofCode::of(&Hash256([255; 32])));
    assert_eq!(unknown, [Finding::DrawnNotInLog { drawn: 8 }]);
}

#[test]
fn codes_of_a_vote_that_draws_nobody_are_found() {
    let mut vote = example();
    vote.published.result.drawn = vec![ProofCode::of(&vote.published.log.leaves[0])];
    let published = sealed_again(vote.published);
    assert_eq!(verify(&published, &Known::default()), [Finding::DrawnDoNotAdd { said: 1, found: 0 }]);
    assert_eq!(audit(&published, &vote.opened), [AuditFinding::OtherDrawn]);
}
