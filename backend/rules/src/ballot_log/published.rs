use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::commitment::canonical_json;
use super::disclosure::{Withheld, may_publish_patterns};
use super::hash::{Hash256, sha256};
use super::keys::Signer;
use super::note::Note;
use super::passes::PassesTogether;
use super::proof_code::ProofCode;
use crate::voting::{Lot, Paper, Summary, Tally};

/// Everything that is published of a closed vote. Who holds it needs nothing else to verify it and to count again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The log.
    pub log: PublishedLog,
    /// What came out.
    pub result: PublishedResult,
    /// What it follows from.
    pub recount: Recount,
    /// The result's hash, signed by the key of the log, and by observers who audited it: see [`seal_text`].
    pub seal: String,
}

/// The log of a closed vote, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedLog {
    /// Name of the log, which its heads carry.
    pub origin: String,
    /// What signed the heads, as a C2SP verifier key.
    pub key: String,
    /// Every leaf hash, in the order of the log.
    pub leaves: Vec<Hash256>,
    /// Every signed head, in the order in which they were made; the last one covers all leaves.
    pub heads: Vec<String>,
}

/// What came out of a vote, under which rules, and from how many ballots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedResult {
    /// The consultation, as its commitments name it.
    pub consultation: String,
    /// Name of the log.
    pub origin: String,
    /// Stable name of the method.
    pub method: String,
    /// Options, seats and settings that ballots were judged by.
    pub paper: Paper,
    /// Words of the options, by id.
    pub labels: BTreeMap<String, String>,
    /// Words that the first ballots were cast on, of options that were put into other words since, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub first_words: BTreeMap<String, FirstWords>,
    /// When the rules were frozen, in milliseconds since 1970 (UTC).
    pub frozen_at: i64,
    /// When the vote closed, in milliseconds since 1970 (UTC).
    pub closed_at: i64,
    /// What became of the leaves.
    pub leaves: LeafCounts,
    /// Voters whose ballot was cast, by channel, with the passes given out.
    pub channels: BTreeMap<String, Channel>,
    /// Passes of the channels whose own number is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes_together: Option<PassesTogether>,
    /// Options that moderation hid, by reason.
    pub hidden: BTreeMap<String, u64>,
    /// Which public draw was named beforehand, in words that everyone can check; empty when the log alone feeds the lot.
    pub randomness_named: String,
    /// What that draw gave.
    pub randomness: String,
    /// Seed of the lot: SHA-256(final root ‖ what the draw gave).
    pub lot_seed: Hash256,
    /// The software that counted, with its version and the fingerprint of its rules.
    pub software: String,
    /// The final signed head.
    pub head: String,
    /// The result.
    pub tally: Tally,
    /// Proof codes of the votes whose voters a panel's draw took, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<ProofCode>,
    /// SHA-256 of the recount's canonical JSON.
    pub recount: Hash256,
}

/// What an option said when the first ballots were cast, where that was changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstWords {
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The other words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What became of the leaves of a log: each is replaced, withdrawn, or cast; cast ones are valid, blank or invalid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeafCounts {
    /// Leaves of the log.
    pub all: u64,
    /// Those whose voter voted again later.
    pub replaced: u64,
    /// Those whose voter took the vote back.
    pub withdrawn: u64,
}

/// A way of taking part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Passes given out in the consultation until the log was closed; `None` where few people keep them from being told apart (see
    /// [`PassesTogether`]), and in results of older versions.
    pub passes: Option<u64>,
    /// Voters whose ballot was cast.
    pub voters: u64,
}

/// What a result follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recount {
    /// All of it: whoever holds it can count again.
    Summary(Summary),
    /// Nothing, to keep the ballots secret: auditors count again.
    Withheld(Withheld),
}

impl Recount {
    /// What of a summary may be published: figures always, ballots when none of them could be its voter's signature.
    pub fn of(summary: Summary) -> Self {
        match may_publish_patterns(summary.patterns().iter().map(|counted| counted.times)) {
            Err(reason) if matches!(summary, Summary::Patterns { .. }) => Self::Withheld(reason),
            _ => Self::Summary(summary),
        }
    }

    /// SHA-256 of its canonical JSON.
    pub fn hash(&self) -> Hash256 {
        hash_of(self)
    }
}

impl PublishedResult {
    /// SHA-256 of its canonical JSON: what the seal signs.
    pub fn hash(&self) -> Hash256 {
        hash_of(self)
    }

    /// The lot that settles ties, drawn again from the seed.
    pub fn lot(&self) -> Lot {
        Lot::drawn(&self.lot_seed.0, &self.paper.options)
    }
}

impl Published {
    /// Binds the recount to the result and seals the result.
    pub fn sealed(log: PublishedLog, mut result: PublishedResult, recount: Recount, signer: &Signer) -> Self {
        result.recount = recount.hash();
        let seal = Note::signed(&seal_text(&log.origin, &result.hash()), signer).to_string();
        Self { log, result, recount, seal }
    }
}

/// The text of a seal: the name of the log, then `result` and the hash of the result.
pub fn seal_text(origin: &str, result: &Hash256) -> String {
    format!("{origin}\nresult {result}\n")
}

pub(super) fn hash_of(part: &impl Serialize) -> Hash256 {
    // A part that JSON cannot hold has the hash of `null`, which no published part has.
    let value = serde_json::to_value(part).unwrap_or(Value::Null);
    sha256(&[canonical_json(&value).as_bytes()])
}
