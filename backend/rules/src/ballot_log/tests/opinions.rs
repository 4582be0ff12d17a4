//! What is published of an opinion phase: each thing that can be tampered with is tampered with, found and named.

use std::collections::BTreeMap;

use super::example::{CONSULTATION, ORIGIN, hash_of, head, signer};
use crate::ballot_log::*;
use crate::opinion::{
    Cast, OpinionAnalysis, OpinionRules, Part, Rejection, Sheet, StatementId, Strata, Stratum, Vote, VoterId, Votes,
    analyse, stratum_tallies,
};
use crate::voting::Opinions;

const STATEMENTS: u128 = 8;
/// Two batches: after twenty sheets, and at the close.
const HEADS: [u64; 2] = [20, 32];

/// Thirty voters in two batches: voters 0 and 1 change their sheet, voter 2 takes it back. Half declare where they live.
fn example() -> (PublishedOpinions, OpenedLog) {
    let mut leaves = Vec::new();
    for (from, to) in [(0, HEADS[0]), (HEADS[0], HEADS[1])] {
        let mut batch: Vec<OpenedLeaf> = (from..to).map(leaf).collect();
        batch.sort_by_key(hash_of);
        leaves.extend(batch);
    }
    let cast = leaves.iter().filter(|leaf| leaf.state == LeafState::Cast);
    let cast: Vec<Cast> = cast
        .flat_map(|leaf| {
            sheet(leaf.pass, leaf.turn)
                .cast_by(VoterId(leaf.pass.into()))
                .collect::<Vec<_>>()
        })
        .collect();
    let votes = Votes::new(cast.iter().copied(), &BTreeMap::new());
    let declared = (0..30).filter(|pass| *pass != 2 && pass % 2 == 0);
    let declared = declared.map(|pass| (VoterId(pass), Stratum { question: 0, yes: pass % 4 == 0 }));
    let strata = Strata::new(declared);
    let result = result(&votes, &strata, &cast);
    let opened =
        OpenedLog { consultation: CONSULTATION.to_owned(), leaves, declared: stratum_tallies(&votes, &strata) };
    (published(result, &opened), opened)
}

fn sheet(pass: u64, turn: u32) -> Sheet {
    let votes = (0..STATEMENTS).map(|statement| {
        let vote = match (u128::from(pass) + statement + u128::from(turn)) % 5 {
            0 => Vote::Pass,
            1 | 2 => Vote::Disagree,
            _ => Vote::Agree,
        };
        (StatementId(statement), vote)
    });
    Sheet::of(votes)
}

fn leaf(number: u64) -> OpenedLeaf {
    let (pass, turn) = if number < 30 { (number, 1) } else { (number - 30, 2) };
    let state = match (pass, turn) {
        (0 | 1, 1) => LeafState::Replaced,
        (2, _) => LeafState::Withdrawn,
        _ => LeafState::Cast,
    };
    let nonce = Nonce(sha256(&[b"sheet", &number.to_be_bytes()]).0);
    let ballot = serde_json::to_value(sheet(pass, turn)).expect("a sheet is JSON");
    OpenedLeaf { nonce: Some(nonce), ballot, pass, turn, state }
}

fn text(number: u128) -> String {
    format!("Statement {number}.")
}

/// The words of a statement, salted.
fn words(number: u128, text: String) -> StatementWords {
    StatementWords::new(text, Some(Nonce(sha256(&[b"salt", &number.to_be_bytes()]).0)))
}

fn result(votes: &Votes, strata: &Strata, cast: &[Cast]) -> OpinionResult {
    let count = |statement: StatementId, vote: Vote| {
        cast.iter()
            .filter(|cast| cast.statement == statement && cast.vote == vote)
            .count() as u64
    };
    let total = |number: u128| {
        let of = |vote| count(StatementId(number), vote);
        let opinions = Opinions { agree: of(Vote::Agree), disagree: of(Vote::Disagree), pass: of(Vote::Pass) };
        StatementTotal::of(StatementId(number), words(number, text(number)).hash(), opinions)
    };
    OpinionResult {
        consultation: CONSULTATION.to_owned(),
        origin: ORIGIN.to_owned(),
        method: OPINION_GROUPS.to_owned(),
        rules: OpinionRules::in_force(),
        statements: (0..STATEMENTS).map(total).collect(),
        questions: Vec::new(),
        frozen_at: 1,
        closed_at: 2,
        leaves: LeafCounts { all: HEADS[1], replaced: 2, withdrawn: 1 },
        sheets: 29,
        channels: BTreeMap::from([("web".to_owned(), Channel { passes: None, voters: 29 })]),
        passes_together: None,
        hidden: BTreeMap::new(),
        software: "tablee 0.1.0".to_owned(),
        head: String::new(),
        analysis: analyse(votes, strata),
        recount: Hash256([0; 32]),
    }
}

fn published(mut result: OpinionResult, opened: &OpenedLog) -> PublishedOpinions {
    let leaves: Vec<Hash256> = opened.leaves.iter().map(hash_of).collect();
    let tree = Tree::new(leaves.iter().copied());
    let heads: Vec<String> = HEADS.iter().map(|size| head(&tree, *size)).collect();
    result.head = heads.last().cloned().unwrap_or_default();
    let log = PublishedLog { origin: ORIGIN.to_owned(), key: signer().verifier().to_string(), leaves, heads };
    let words = (0..STATEMENTS).map(|number| (StatementId(number), words(number, text(number))));
    PublishedOpinions { words: words.collect(), ..PublishedOpinions::sealed(log, result, &signer()) }
}

/// What is found in files that the server itself tampered with, and sealed.
fn found(tamper: impl FnOnce(&mut PublishedOpinions)) -> Vec<Finding> {
    let (mut published, _) = example();
    tamper(&mut published);
    let sealed = PublishedOpinions::sealed(published.log, published.result, &signer());
    verify_opinions(&sealed, &Known::default())
}

fn audited(tamper: impl FnOnce(&mut PublishedOpinions, &mut OpenedLog)) -> Vec<AuditFinding> {
    let (mut published, mut opened) = example();
    tamper(&mut published, &mut opened);
    audit_opinions(&published, &opened)
}

#[test]
fn nothing_is_found_in_an_honest_phase() {
    let (published, opened) = example();
    let known = Known { key: Some(signer().verifier()), heads: published.log.heads.clone(), ..Known::default() };
    assert_eq!(verify_opinions(&published, &known), []);
    assert_eq!(audit_opinions(&published, &opened), []);
    let written = serde_json::to_string(&(&published, &opened)).expect("files are JSON");
    let read: (PublishedOpinions, OpenedLog) = serde_json::from_str(&written).expect("files are read back");
    assert_eq!(read.0.result.hash(), published.result.hash());
    assert_eq!(read.1, opened);
}

#[test]
fn a_changed_leaf_head_or_seal_is_found() {
    let (mut published, _) = example();
    published.log.leaves[25].0[0] ^= 1;
    assert_eq!(verify_opinions(&published, &Known::default()), [Finding::LeafChanged { first: 21, last: 32 }]);
    let (mut published, _) = example();
    published.result.closed_at += 1;
    assert_eq!(verify_opinions(&published, &Known::default()), [Finding::ResultChanged]);
    let (mut published, _) = example();
    published.recount = Recount::Withheld(Withheld::FewBallots { ballots: 2 });
    let findings = [Finding::RecountChanged, Finding::WithheldWithoutReason];
    assert_eq!(verify_opinions(&published, &Known::default()), findings);
}

#[test]
fn words_may_be_taken_down_and_not_be_changed() {
    let (mut published, _) = example();
    published.words.remove(&StatementId(2));
    assert_eq!(verify_opinions(&published, &Known::default()), []);
    published.words.insert(StatementId(2), words(2, text(3)));
    assert_eq!(verify_opinions(&published, &Known::default()), [Finding::OtherWords { statement: 3 }]);
    published.words.insert(StatementId(2), words(2, text(2)));
    published.words.insert(StatementId(99), words(99, text(99)));
    assert_eq!(verify_opinions(&published, &Known::default()), [Finding::OtherWords { statement: 0 }]);
    let (published, opened) = example();
    let written = serde_json::to_string(&published.result).expect("JSON");
    assert!(!written.contains("Statement"), "what is signed holds no words");
    assert_eq!(audit_opinions(&PublishedOpinions { words: BTreeMap::new(), ..published }, &opened), []);
}

/// Whoever holds the result alone, and guesses the words that were taken down, cannot tell that they are right.
#[test]
fn words_taken_down_cannot_be_tried_out() {
    let (published, _) = example();
    let signed = published.result.statements[2].words;
    assert_ne!(signed, StatementWords::new(text(2), None).hash());
    assert_ne!(signed, words(3, text(2)).hash(), "each has a salt of its own");
    assert_eq!(signed, words(2, text(2)).hash());
}

/// The file of before: words alone, and hashes without a salt.
#[test]
fn words_of_older_files_are_read_and_verified() {
    let (mut published, opened) = example();
    for number in 0..STATEMENTS {
        let plain = StatementWords::new(text(number), None);
        published.result.statements[number as usize].words = plain.hash();
        published.words.insert(StatementId(number), plain);
    }
    let older = PublishedOpinions::sealed(published.log, published.result, &signer());
    let older = PublishedOpinions { words: published.words, ..older };
    let written = serde_json::to_value(&older).expect("JSON");
    assert_eq!(written["words"][format!("{:032x}", 2)], text(2));
    assert!(written["result"]["statements"][0].get("apart").is_none());
    let mut read: PublishedOpinions = serde_json::from_value(written).expect("read back");
    assert_eq!((verify_opinions(&read, &Known::default()), audit_opinions(&read, &opened)), (vec![], vec![]));
    read.words.insert(StatementId(2), StatementWords::new(text(3), None));
    assert_eq!(verify_opinions(&read, &Known::default()), [Finding::OtherWords { statement: 3 }]);
}

#[test]
fn a_statement_set_apart_has_a_total_and_no_figures() {
    let apart = |published: &mut PublishedOpinions| published.result.statements[2].apart = true;
    assert_eq!(found(apart), [Finding::OtherFigures { statement: 3 }], "figures are there all the same");
    let dropped = found(|published| {
        published.result.statements[2].apart = true;
        let statements = &mut published.result.analysis.statements;
        statements.retain(|figures| figures.statement != StatementId(2));
    });
    assert!(!dropped.contains(&Finding::OtherFigures { statement: 3 }), "{dropped:?}");
    let audited = audited(|published, _| published.result.statements[2].apart = true);
    assert_eq!(audited, [AuditFinding::OtherAnalysis], "groups are formed without it");
}

#[test]
fn a_changed_total_or_figure_is_named_even_when_it_was_sealed() {
    let opinions = |published: &mut PublishedOpinions| {
        let total = &mut published.result.statements[2];
        total.opinions = total
            .opinions
            .map(|opinions| Opinions { agree: opinions.agree + 1, ..opinions });
    };
    let named = [Finding::TotalDoesNotAdd { statement: 3 }, Finding::OtherFigures { statement: 3 }];
    assert_eq!(found(opinions), named);
    let moved = |published: &mut PublishedOpinions| {
        let total = &mut published.result.statements[2];
        let moved = |of: Opinions| Opinions { agree: of.agree + 1, disagree: of.disagree - 1, ..of };
        total.opinions = total.opinions.map(moved);
    };
    assert_eq!(found(moved), [Finding::OtherFigures { statement: 3 }]);
    assert_eq!(found(|published| published.result.rules.smallest_cell = 1), [Finding::OtherRules]);
    assert_eq!(found(|published| published.result.sheets = 28)[0], Finding::CountsDoNotAdd { said: 32, found: 31 });
    let told = found(|published| drop(published.result.analysis.statements.remove(0)));
    assert!(matches!(told[..], [Finding::OtherFigures { statement: 1.. }]), "{told:?}");
    let order = found(|published| published.result.statements.swap(0, 1));
    assert!(order.contains(&Finding::TotalDoesNotAdd { statement: 2 }), "{order:?}");
}

/// A change of the published analysis.
fn found_in(change: impl FnOnce(&mut OpinionAnalysis)) -> Vec<Finding> {
    found(|published| change(&mut published.result.analysis))
}

#[test]
fn sentences_and_marks_that_do_not_follow_from_the_figures_are_named() {
    let statement = example().0.result.analysis.statements[0].statement;
    let first = statement.0 as u64 + 1;
    assert_eq!(found_in(|analysis| analysis.headlines.truncate(1)), [Finding::OtherSentences]);
    assert_eq!(found_in(|analysis| analysis.majority_agrees.insert(0, statement)), [Finding::OtherSentences]);
    let by = Part::Group { group: 0 };
    let invented = Rejection { statement, by, disagree: 900, smaller: true };
    assert_eq!(found_in(|analysis| analysis.vigilance.push(invented)), [Finding::OtherSentences]);
    let marked = found_in(|analysis| analysis.statements[0].shared = true);
    assert_eq!(marked, [Finding::OtherMark { statement: first }, Finding::OtherSentences]);
    let moved = found_in(|analysis| analysis.statements.swap(0, 7));
    assert!(moved.iter().any(|finding| matches!(finding, Finding::OtherMark { .. })), "{moved:?}");
    let dropped = found_in(|analysis| analysis.statements[0].strata.truncate(1));
    assert!(dropped.contains(&Finding::OtherMark { statement: first }), "{dropped:?}");
}

#[test]
fn sheets_are_withheld_as_sheets() {
    let (mut published, _) = example();
    published.recount = Recount::Withheld(Withheld::FewBallots { ballots: 29 });
    published.result.recount = published.recount.hash();
    published.seal = Note::signed(&seal_text(ORIGIN, &published.result.hash()), &signer()).to_string();
    assert_eq!(verify_opinions(&published, &Known::default()), [Finding::WithheldWithoutReason]);
}

#[test]
fn auditors_name_a_changed_sheet_total_or_analysis() {
    let (_, opened) = example();
    let place = opened.leaves.iter().position(|leaf| leaf.pass == 7).expect("a sheet");
    let leaf = place as u64 + 1;
    let changed = audited(|_, opened| opened.leaves[place].ballot = serde_json::to_value(sheet(8, 1)).expect("JSON"));
    assert_eq!(changed[0], AuditFinding::DoesNotOpen { leaf });
    assert!(changed.contains(&AuditFinding::OtherTotal { statement: 2 }), "{changed:?}");
    let unreadable = audited(|_, opened| opened.leaves[place].ballot = serde_json::json!({"votes": 1}));
    assert!(unreadable.contains(&AuditFinding::BallotUnreadable { leaf }), "{unreadable:?}");
    let moved = audited(|published, _| {
        let total = &mut published.result.statements[4];
        let moved = |of: Opinions| Opinions { agree: of.agree + 1, disagree: of.disagree - 1, ..of };
        total.opinions = total.opinions.map(moved);
    });
    assert_eq!(moved, [AuditFinding::OtherTotal { statement: 5 }]);
    let analysis = audited(|published, _| published.result.analysis.placed += 1);
    assert_eq!(analysis, [AuditFinding::OtherAnalysis]);
    let strata = audited(|_, opened| opened.declared[0].people = 40);
    assert_eq!(strata, [AuditFinding::StrataDoNotAdd]);
    let rules = audited(|published, _| published.result.rules.version = 2);
    assert_eq!(rules, [AuditFinding::OtherRules]);
}

#[test]
fn a_voter_who_counts_twice_or_in_an_older_sheet_is_named() {
    let twice = audited(|_, opened| {
        let older = opened
            .leaves
            .iter_mut()
            .find(|leaf| leaf.pass == 0 && leaf.turn == 1)
            .expect("a sheet");
        older.state = LeafState::Cast;
    });
    assert!(matches!(twice[0], AuditFinding::ReplacedCounted { .. }), "{twice:?}");
    assert!(twice.contains(&AuditFinding::Replaced { said: 2, found: 1 }), "{twice:?}");
}
