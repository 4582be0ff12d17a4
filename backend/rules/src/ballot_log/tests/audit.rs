//! What auditors find once every ballot is opened.

use serde_json::json;

use super::example::{example, published};
use crate::ballot_log::*;

/// What is found once the opened log was tampered with; the published files stay.
fn found(tamper: impl FnOnce(&mut OpenedLog)) -> Vec<AuditFinding> {
    let mut vote = example();
    tamper(&mut vote.opened);
    audit(&vote.published, &vote.opened)
}

fn place(opened: &OpenedLog, pass: u64, turn: u32) -> usize {
    let here = |leaf: &OpenedLeaf| leaf.pass == pass && leaf.turn == turn;
    opened.leaves.iter().position(here).expect("a vote of this pass")
}

#[test]
fn nothing_is_found_in_an_honest_vote() {
    assert_eq!(found(|_| ()), []);
}

#[test]
fn the_opened_log_is_read_back() {
    let opened = example().opened;
    let written = serde_json::to_string(&opened).expect("an opened log is JSON");
    assert_eq!(serde_json::from_str::<OpenedLog>(&written).expect("and is read back"), opened);
}

#[test]
fn a_leaf_that_does_not_open_is_found() {
    assert_eq!(found(|log| log.leaves[12].nonce = Some(Nonce([0; 32]))), [AuditFinding::DoesNotOpen { leaf: 13 }]);
    let at = place(&example().opened, 7, 1);
    let other_ballot = found(|log| log.leaves[at].ballot = json!({"marks": [{"option": "trees", "value": 1}]}));
    let leaf = at as u64 + 1;
    let expected = [AuditFinding::DoesNotOpen { leaf }, AuditFinding::OtherResult, AuditFinding::OtherRecount];
    assert_eq!(other_ballot, expected);
    let unreadable = found(|log| log.leaves[at].ballot = json!("trees"));
    assert!(unreadable.contains(&AuditFinding::BallotUnreadable { leaf }));
}

#[test]
fn a_pass_that_counts_twice_is_found() {
    let at = place(&example().opened, 1, 1);
    let findings = found(|log| log.leaves[at].state = LeafState::Cast);
    let expected = [
        AuditFinding::ReplacedCounted { leaf: at as u64 + 1 },
        AuditFinding::Replaced { said: 4, found: 3 },
        AuditFinding::OtherResult,
        AuditFinding::OtherRecount,
    ];
    assert_eq!(findings, expected);
}

#[test]
fn a_result_that_counted_a_replaced_vote_is_found_however_it_is_published() {
    let mut opened = example().opened;
    let (first, second) = (place(&opened, 1, 1), place(&opened, 1, 2));
    opened.leaves[first].state = LeafState::Cast;
    opened.leaves[second].state = LeafState::Replaced;
    let findings = audit(&published(&opened), &opened);
    let expected = [
        AuditFinding::ReplacedCounted { leaf: first as u64 + 1 },
        AuditFinding::LastLeftOut { leaf: second as u64 + 1 },
    ];
    assert_eq!(findings, expected);
}

#[test]
fn two_votes_of_one_turn_are_found() {
    let at = place(&example().opened, 1, 1);
    let findings = found(|log| log.leaves[at].turn = 2);
    assert_eq!(findings.len(), 1);
    assert!(matches!(findings[0], AuditFinding::TurnTwice { .. }));
}

#[test]
fn a_withdrawn_vote_that_counts_is_found() {
    let at = place(&example().opened, 4, 1);
    let findings = found(|log| log.leaves[at].state = LeafState::Cast);
    assert!(findings.contains(&AuditFinding::Withdrawn { said: 1, found: 0 }));
    assert!(findings.contains(&AuditFinding::OtherResult));
}

#[test]
fn a_log_of_another_length_or_consultation_is_found() {
    let short = found(|log| drop(log.leaves.pop()));
    assert!(short.contains(&AuditFinding::Length { opened: 63, published: 64 }));
    let other = found(|log| log.consultation.push('2'));
    assert!(other.contains(&AuditFinding::OtherConsultation));
    assert!(other.contains(&AuditFinding::DoesNotOpen { leaf: 1 }));
}

#[test]
fn a_result_that_the_ballots_do_not_give_is_found() {
    let mut vote = example();
    vote.published.result.tally.winners = vec!["trees".to_owned()];
    assert_eq!(audit(&vote.published, &vote.opened), [AuditFinding::OtherResult]);
    vote.published.result.method = "guess".to_owned();
    assert_eq!(audit(&vote.published, &vote.opened), [AuditFinding::UnknownMethod]);
}
