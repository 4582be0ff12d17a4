//! Each thing that can be tampered with is tampered with, found and named.

use proptest::prelude::*;

use super::example::{HEADS, ORIGIN, example, head, sealed_again, signer};
use crate::ballot_log::*;
use crate::voting::{Ballot, Counted, Summary};

/// What is found once the vote was tampered with.
fn found(tamper: impl FnOnce(&mut Published)) -> Vec<Finding> {
    let mut published = example().published;
    tamper(&mut published);
    verify(&published, &Known::default())
}

/// What is found when the server itself tampered with the vote, and sealed it.
fn found_though_sealed(tamper: impl FnOnce(&mut Published)) -> Vec<Finding> {
    let mut published = example().published;
    tamper(&mut published);
    verify(&sealed_again(published), &Known::default())
}

#[test]
fn nothing_is_found_in_an_honest_vote() {
    let published = example().published;
    let known = Known { key: Some(signer().verifier()), heads: published.log.heads.clone(), ..Known::default() };
    assert_eq!(verify(&published, &known), []);
    let Recount::Summary(summary) = &published.recount else { panic!("figures") };
    assert_eq!(recounted(&published.result, summary), Ok(published.result.tally));
}

#[test]
fn files_are_read_back_with_the_same_hashes() {
    let published = example().published;
    let written = serde_json::to_string_pretty(&published).expect("files are JSON");
    let read: Published = serde_json::from_str(&written).expect("files are read back");
    assert_eq!(read.result.hash(), published.result.hash());
    assert_eq!(read.recount.hash(), published.recount.hash());
    assert_eq!(verify(&read, &Known::default()), []);
}

#[test]
fn a_changed_leaf_is_found_in_its_batch() {
    assert_eq!(found(|vote| vote.log.leaves[25].0[0] ^= 1), [Finding::LeafChanged { first: 21, last: 40 }]);
}

#[test]
fn a_dropped_leaf_is_found_in_its_batch() {
    let dropped = example().published.log.leaves[3];
    let findings = found(|vote| vote.log.leaves.retain(|leaf| *leaf != dropped));
    let expected = [
        Finding::LeavesMissing { covered: 64, listed: 63 },
        Finding::LeafChanged { first: 1, last: 20 },
        Finding::LeafCount { said: 64, listed: 63 },
    ];
    assert_eq!(findings, expected);
}

#[test]
fn an_added_leaf_is_found() {
    let findings = found(|vote| vote.log.leaves.push(Hash256([9; 32])));
    let expected = [Finding::LeavesAdded { covered: 64, listed: 65 }, Finding::LeafCount { said: 64, listed: 65 }];
    assert_eq!(findings, expected);
}

#[test]
fn a_changed_order_is_told_from_a_changed_leaf() {
    assert_eq!(found(|vote| vote.log.leaves.swap(41, 63)), [Finding::LeavesReordered { first: 41, last: 64 }]);
    let across_batches = found(|vote| vote.log.leaves.swap(5, 25));
    assert_eq!(across_batches, [Finding::LeafChanged { first: 1, last: 20 }]);
}

#[test]
fn a_batch_in_the_order_of_arrival_is_found() {
    let findings = found(|vote| {
        vote.log.leaves[40..].reverse();
        let tree = Tree::new(vote.log.leaves.iter().copied());
        vote.log.heads[2] = head(&tree, 64);
    });
    assert_eq!(findings, [Finding::BatchUnsorted { first: 41, last: 64 }, Finding::OtherFinalHead, Finding::LotSeed]);
}

#[test]
fn a_leaf_listed_twice_is_found() {
    let findings = found(|vote| vote.log.leaves[30] = vote.log.leaves[2]);
    assert_eq!(findings, [Finding::LeafRepeated { leaf: 31 }, Finding::LeafChanged { first: 21, last: 40 }]);
}

#[test]
fn a_changed_head_is_found() {
    let other_size = found(|vote| vote.log.heads[1] = vote.log.heads[1].replacen("\n40\n", "\n39\n", 1));
    assert_eq!(other_size, [Finding::HeadNotSigned { head: 2 }]);
    let other_root = found(|vote| {
        let note = vote.log.heads[1].clone();
        let root = note.lines().nth(2).expect("a root");
        vote.log.heads[1] = note.replacen(root, &format!("{}=", "A".repeat(43)), 1);
    });
    assert_eq!(other_root, [Finding::HeadNotSigned { head: 2 }]);
}

#[test]
fn a_changed_signature_is_found() {
    let findings = found(|vote| {
        let end = vote.log.heads[0].len() - 10;
        let other = if vote.log.heads[0].as_bytes()[end] == b'A' { "B" } else { "A" };
        vote.log.heads[0].replace_range(end..=end, other);
    });
    assert_eq!(findings, [Finding::HeadNotSigned { head: 1 }]);
    assert_eq!(found(|vote| vote.log.heads[0].truncate(40)), [Finding::HeadUnreadable { head: 1 }]);
}

#[test]
fn heads_in_another_order_are_found() {
    assert_eq!(found(|vote| vote.log.heads.swap(0, 1)), [Finding::HeadsOutOfOrder { head: 2 }]);
}

#[test]
fn a_head_of_another_log_is_found() {
    let findings = found(|vote| {
        let tree = Tree::new(vote.log.leaves.iter().copied());
        let origin = "vote.example.org/c/park/vote".to_owned();
        let other = Checkpoint { origin, size: 20, root: tree.root(), time: None, extensions: Vec::new() };
        vote.log.heads[0] = other.signed(&signer()).to_string();
    });
    assert_eq!(findings, [Finding::HeadOfAnotherLog { head: 1 }]);
}

#[test]
fn a_log_without_a_head_is_found() {
    let findings = found(|vote| vote.log.heads.clear());
    assert_eq!(findings, [Finding::NoHead, Finding::OtherFinalHead]);
}

#[test]
fn a_history_that_was_rewritten_is_found_by_a_kept_head() {
    let honest = example().published;
    let known = Known { key: None, heads: honest.log.heads.clone(), ..Known::default() };
    let mut opened = example().opened;
    opened.leaves[30].nonce = Some(Nonce([1; 32]));
    opened.leaves[20..40].sort_by_key(super::example::hash_of);
    let rewritten = super::example::published(&opened);
    assert_eq!(verify(&rewritten, &Known::default()), []);
    let contradicted = [2, 3].map(|head| Finding::KeptHeadContradicted { head });
    assert_eq!(verify(&rewritten, &known), contradicted);
}

#[test]
fn a_log_made_anew_under_another_key_is_found_by_kept_heads() {
    let honest = example().published;
    let known = Known { key: None, heads: honest.log.heads.clone(), ..Known::default() };
    let other = Signer::new(ORIGIN, &[8; 32]).expect("a name");
    let Published { mut log, mut result, recount, .. } = honest;
    for note in &mut log.heads {
        let head = Checkpoint::verified(note, &signer().verifier()).expect("signed");
        *note = head.signed(&other).to_string();
    }
    log.key = other.verifier().to_string();
    result.head = log.heads[2].clone();
    let anew = Published::sealed(log, result, recount, &other);
    assert_eq!(verify(&anew, &Known::default()), [], "files alone cannot tell");
    let found = [1, 2, 3].map(|head| Finding::KeptHeadOfAnotherKey { head });
    assert_eq!(verify(&anew, &known), found);
}

#[test]
fn a_kept_head_that_cannot_be_of_this_log_is_named() {
    let honest = example().published;
    let changed = honest.log.heads[1].replacen("\n40\n", "\n41\n", 1);
    let elsewhere = Signer::new("vote.example.org/c/park/vote", &[7; 32]).expect("a name");
    let tree = Tree::new(honest.log.leaves.iter().copied());
    let origin = elsewhere.name().to_owned();
    let other = Checkpoint { origin, size: 64, root: tree.root(), time: None, extensions: Vec::new() };
    let heads = vec![changed, other.signed(&elsewhere).to_string(), "a page of a newspaper".to_owned()];
    let found = [
        Finding::KeptHeadOfAnotherKey { head: 1 },
        Finding::KeptHeadOfAnotherLog { head: 2 },
        Finding::KeptHeadUnreadable { head: 3 },
    ];
    assert_eq!(verify(&honest, &Known { key: None, heads, ..Known::default() }), found);
}

#[test]
fn another_key_is_found() {
    let other = Signer::new(ORIGIN, &[8; 32]).expect("a name").verifier();
    let known = Known { key: Some(other.clone()), heads: Vec::new(), ..Known::default() };
    assert_eq!(verify(&example().published, &known), [Finding::OtherKey]);
    let findings = found(|vote| vote.log.key = other.to_string());
    assert!(findings.contains(&Finding::HeadNotSigned { head: 1 }) && findings.contains(&Finding::SealNotSigned));
    assert_eq!(found(|vote| vote.log.key.clear()), [Finding::KeyUnreadable]);
}

#[test]
fn a_changed_count_is_found() {
    assert_eq!(found(|vote| vote.result.tally.lines[0].score += 1), [Finding::ResultChanged, Finding::OtherResult]);
    let sealed = found_though_sealed(|vote| vote.result.tally.lines[0].score += 1);
    assert_eq!(sealed, [Finding::OtherResult]);
    let winner = found_though_sealed(|vote| vote.result.tally.winners = vec!["trees".to_owned()]);
    assert_eq!(winner, [Finding::OtherResult]);
}

#[test]
fn counts_that_do_not_add_up_are_found() {
    assert_eq!(
        found_though_sealed(|vote| vote.result.leaves.replaced += 1),
        [Finding::CountsDoNotAdd { said: 64, found: 65 }]
    );
    let blank = found_though_sealed(|vote| vote.result.tally.standings.blank += 1);
    let expected = [Finding::CountsDoNotAdd { said: 64, found: 65 }, Finding::VotersDoNotAdd { said: 60, found: 59 }];
    assert_eq!(blank, expected);
    let channel = found_though_sealed(|vote| {
        vote.result
            .channels
            .insert("paper".to_owned(), Channel { passes: Some(9), voters: 10 });
    });
    assert_eq!(channel, [Finding::MoreVotersThanPasses { channel: "paper".to_owned() }]);
}

#[test]
fn another_seed_is_found() {
    assert!(found_though_sealed(|vote| vote.result.lot_seed.0[0] ^= 1).contains(&Finding::LotSeed));
    assert_eq!(found_though_sealed(|vote| vote.result.randomness.push('7')), [Finding::LotSeed]);
}

#[test]
fn another_log_or_head_in_the_result_is_found() {
    let findings = found_though_sealed(|vote| vote.result.origin.push('2'));
    assert_eq!(findings, [Finding::OtherLog]);
    let findings = found_though_sealed(|vote| vote.result.head = vote.log.heads[0].clone());
    assert_eq!(findings, [Finding::OtherFinalHead]);
}

#[test]
fn a_broken_seal_is_found() {
    assert_eq!(found(|vote| vote.seal.clear()), [Finding::SealUnreadable]);
    assert_eq!(found(|vote| vote.seal = vote.seal.replacen("result", "Result", 1)), [Finding::SealNotSigned]);
}

#[test]
fn an_unknown_method_is_found() {
    let findings = found_though_sealed(|vote| vote.result.method = "guess".to_owned());
    assert_eq!(findings, [Finding::UnknownMethod]);
}

#[test]
fn a_changed_recount_is_found() {
    let change = |vote: &mut Published| {
        let Recount::Summary(Summary::Figures { options, .. }) = &mut vote.recount else { panic!("figures") };
        let figures = options.get_mut("trees").expect("an option");
        figures.values_mut().for_each(|votes| *votes += 1);
    };
    assert_eq!(found(change), [Finding::RecountChanged, Finding::OtherResult]);
    assert_eq!(found_though_sealed(change), [Finding::OtherResult]);
}

/// Patterns in place of the figures; the method reads figures, so that the result differs whatever the patterns.
fn found_in_patterns(change: impl FnOnce(&mut Vec<Counted>)) -> Vec<Finding> {
    let mut patterns =
        [(Ballot::of(["benches", "lights"]), 20), (Ballot::of(["lights"]), 20), (Ballot::of(["trees"]), 18)]
            .map(|(ballot, times)| Counted { ballot, times })
            .to_vec();
    change(&mut patterns);
    let mut findings =
        found_though_sealed(|vote| vote.recount = Recount::Summary(Summary::Patterns { ballots: patterns }));
    findings.retain(|finding| *finding != Finding::OtherResult);
    findings
}

#[test]
fn patterns_are_checked_one_by_one() {
    assert_eq!(found_in_patterns(|_| ()), []);
    assert_eq!(
        found_in_patterns(|patterns| patterns[0].times += 1),
        [Finding::BallotsDoNotAdd { said: 58, found: 59 }]
    );
    assert_eq!(found_in_patterns(|patterns| patterns.swap(0, 1)), [Finding::PatternOutOfPlace { pattern: 2 }]);
    assert_eq!(
        found_in_patterns(|patterns| patterns[1].ballot = patterns[0].ballot.clone()),
        [Finding::PatternOutOfPlace { pattern: 2 }]
    );
    assert_eq!(
        found_in_patterns(|patterns| patterns[2].ballot = Ballot::of(["unknown"])),
        [Finding::PatternInvalid { pattern: 3 }]
    );
    assert_eq!(
        found_in_patterns(|patterns| {
            patterns.drain(..2);
            patterns.insert(0, Counted { ballot: Ballot::of(["lights"]), times: 1 });
        }),
        [Finding::BallotsDoNotAdd { said: 58, found: 19 }, Finding::PatternsTooRevealing]
    );
}

#[test]
fn ballots_that_could_be_signatures_are_withheld() {
    let few = Summary::Patterns { ballots: vec![Counted { ballot: Ballot::of(["trees"]), times: 49 }] };
    assert_eq!(Recount::of(few), Recount::Withheld(Withheld::FewBallots { ballots: 49 }));
    let many = Summary::Patterns { ballots: vec![Counted { ballot: Ballot::of(["trees"]), times: 50 }] };
    assert_eq!(Recount::of(many.clone()), Recount::Summary(many));
}

#[test]
fn ballots_are_withheld_for_a_reason_that_the_vote_has() {
    let withheld = |method: &str, valid: u64, reason: Withheld| {
        found_though_sealed(|vote| {
            let standings = &mut vote.result.tally.standings;
            standings.invalid += standings.valid - valid;
            standings.valid = valid;
            vote.result.method = method.to_owned();
            vote.recount = Recount::Withheld(reason);
        })
    };
    let few = |ballots| Withheld::FewBallots { ballots };
    let alone = |alone, ballots| Withheld::OneOfAKind { alone, ballots };
    for (valid, reason) in [(49, few(49)), (58, alone(3, 58)), (58, alone(58, 58)), (0, few(0))] {
        assert_eq!(withheld("irv", valid, reason), [], "{reason:?}");
    }
    for (valid, reason) in [
        (58, few(58)),
        (58, few(49)),
        (48, few(49)),
        (58, alone(2, 58)),
        (58, alone(59, 58)),
        (58, alone(30, 60)),
        (49, alone(49, 49)),
        (58, Withheld::Sheets),
    ] {
        assert_eq!(withheld("irv", valid, reason), [Finding::WithheldWithoutReason], "{valid} {reason:?}");
    }
    for reason in [few(49), alone(49, 49)] {
        let named = withheld("approval", 49, reason);
        assert_eq!(named, [Finding::WithheldWithoutReason], "figures give no ballot away");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_changed_bit_of_any_leaf_is_found_in_its_batch(leaf in 0usize..64, bit in 0usize..256) {
        let findings = found(|vote| vote.log.leaves[leaf].0[bit / 8] ^= 1 << (bit % 8));
        let last = *HEADS.iter().find(|head| **head > leaf as u64).expect("a head covers it");
        let changed = findings.iter().any(|finding| {
            matches!(finding, Finding::LeafChanged { first, last: to } if *first <= leaf as u64 + 1 && *to == last)
        });
        prop_assert!(changed, "{findings:?}");
    }
}
