//! A small vote, from its first ballot to what is published of it.

use std::collections::BTreeMap;

use serde_json::to_value;

use crate::ballot_log::*;
use crate::voting::{self, Ballot, Counted, Lot, Paper, Settings};

pub const ORIGIN: &str = "vote.example.org/c/budget/vote";
pub const CONSULTATION: &str = "budget";
/// Leaves after each batch.
pub const HEADS: [u64; 3] = [20, 40, 64];
const OPTIONS: [&str; 3] = ["benches", "lights", "trees"];

/// What the server knows of a vote.
pub struct Example {
    pub published: Published,
    pub opened: OpenedLog,
}

pub fn signer() -> Signer {
    Signer::new(ORIGIN, &[7; 32]).expect("a name")
}

pub fn paper() -> Paper {
    let options = OPTIONS.map(str::to_owned).to_vec();
    Paper { options, seats: 1, settings: Settings::new([("at_most", 2)]), ..Paper::default() }
}

/// Sixty passes in three batches: passes 0 to 3 vote twice, pass 4 takes its vote back, pass 5 says nothing.
pub fn example() -> Example {
    let batches = HEADS.iter().scan(0, |from, to| Some(std::mem::replace(from, *to)..*to));
    let leaves: Vec<OpenedLeaf> = batches.flat_map(|batch| in_batch_order(batch.map(leaf))).collect();
    let opened = OpenedLog { consultation: CONSULTATION.to_owned(), leaves, declared: Vec::new() };
    Example { published: published(&opened), opened }
}

fn leaf(vote: u64) -> OpenedLeaf {
    let (pass, turn) = if vote < 60 { (vote, 1) } else { (vote - 60, 2) };
    let ballot = match (pass, turn) {
        (5, _) => Ballot::default(),
        (_, 2) => Ballot::of(["trees"]),
        (pass, _) if pass % 3 == 0 => Ballot::of(["benches", "lights"]),
        (pass, _) => Ballot::of([OPTIONS[(pass % 3) as usize]]),
    };
    let state = match (pass, turn) {
        (0..4, 1) => LeafState::Replaced,
        (4, _) => LeafState::Withdrawn,
        _ => LeafState::Cast,
    };
    let nonce = Nonce(sha256(&[b"nonce", &vote.to_be_bytes()]).0);
    OpenedLeaf { nonce: Some(nonce), ballot: to_value(ballot).expect("a ballot is JSON"), pass, turn, state }
}

pub fn hash_of(leaf: &OpenedLeaf) -> Hash256 {
    leaf_hash(&commitment(CONSULTATION, leaf.nonce.as_ref().expect("opened"), &leaf.ballot))
}

fn in_batch_order(leaves: impl Iterator<Item = OpenedLeaf>) -> Vec<OpenedLeaf> {
    let mut leaves: Vec<OpenedLeaf> = leaves.collect();
    leaves.sort_by_key(hash_of);
    leaves
}

/// What is published of a log, all of it true to the states of its leaves.
pub fn published(opened: &OpenedLog) -> Published {
    let leaves: Vec<Hash256> = opened.leaves.iter().map(hash_of).collect();
    let tree = Tree::new(leaves.iter().copied());
    let heads: Vec<String> = HEADS
        .iter()
        .filter(|size| **size <= tree.size())
        .map(|size| head(&tree, *size))
        .collect();
    let count = |state| opened.leaves.iter().filter(|leaf| leaf.state == state).count() as u64;
    let cast: Vec<Counted> = opened
        .leaves
        .iter()
        .filter(|leaf| leaf.state == LeafState::Cast)
        .map(|leaf| Counted::once(serde_json::from_value(leaf.ballot.clone()).expect("a ballot")))
        .collect();
    let lot_seed = Lot::seed(&tree.root().0, "4 8 15 16 23 42");
    let lot = Lot::drawn(&lot_seed, &OPTIONS);
    let method = voting::method("approval").expect("a method");
    let (standings, summary) = method.sum_up(&cast, &paper());
    let result = PublishedResult {
        consultation: CONSULTATION.to_owned(),
        origin: ORIGIN.to_owned(),
        method: "approval".to_owned(),
        paper: paper(),
        first_words: BTreeMap::new(),
        labels: OPTIONS.map(|option| (option.to_owned(), option.to_uppercase())).into(),
        frozen_at: 1_000,
        closed_at: 9_000,
        leaves: LeafCounts {
            all: leaves.len() as u64,
            replaced: count(LeafState::Replaced),
            withdrawn: count(LeafState::Withdrawn),
        },
        channels: BTreeMap::from([
            ("online".to_owned(), Channel { passes: None, voters: cast.len() as u64 - 10 }),
            ("paper".to_owned(), Channel { passes: Some(12), voters: 10 }),
        ]),
        passes_together: None,
        hidden: BTreeMap::new(),
        randomness_named: "The draw of 9 March".to_owned(),
        randomness: "4 8 15 16 23 42".to_owned(),
        lot_seed: Hash256(lot_seed),
        software: "tablee 0.1.0".to_owned(),
        head: heads.last().cloned().unwrap_or_default(),
        tally: method.recount(standings, &summary, &paper(), &lot),
        drawn: Vec::new(),
        recount: Hash256([0; 32]),
    };
    let log = PublishedLog { origin: ORIGIN.to_owned(), key: signer().verifier().to_string(), leaves, heads };
    Published::sealed(log, result, Recount::of(summary), &signer())
}

pub fn head(tree: &Tree, size: u64) -> String {
    let root = tree.root_at(size).expect("a size of the tree");
    let head = Checkpoint { origin: ORIGIN.to_owned(), size, root, time: Some(size as i64), extensions: Vec::new() };
    head.signed(&signer()).to_string()
}

/// Seals the result again, as a server that lies would.
pub fn sealed_again(published: Published) -> Published {
    Published::sealed(published.log, published.result, published.recount, &signer())
}
