//! What is published of a vote so that anyone can verify it and count again: the result with its rules, and what it follows from.

use std::collections::BTreeMap;

use tablee_rules::FINGERPRINT;
use tablee_rules::ballot_log::{FirstWords, Hash256, LeafCounts, Note, PublishedResult, Recount, Signer, seal_text};
use uuid::Uuid;

use super::PhaseResults;
use super::decision::{Counting, DecidedOption, DecisionResults};
use super::passes::{Channels, channels};
use crate::cases::ballot_log::signer;
use crate::cases::participation::PhaseAddress;
use crate::store::entities::ballot::BallotState;
use crate::store::entities::{consultation, phase, sealed_result};
use crate::store::results;
use crate::{Context, Refusal};

/// What counts, as results name it.
pub(super) fn software() -> String {
    format!("Tablée {} (sha256:{FINGERPRINT})", env!("CARGO_PKG_VERSION"))
}

/// The counted result of a vote, bound to its log and signed.
///
/// # Errors
/// `WrongState` when the log has no name; when the database refuses.
pub(super) async fn sealed(
    cx: &Context,
    (consultation, phase): (&consultation::Model, &phase::Model),
    (people, counting): (&PhaseResults, Counting),
    version: i32,
) -> Result<sealed_result::Model, Refusal> {
    let signer = signer(cx, &PhaseAddress { slug: consultation.slug.clone(), position: phase.position })?;
    let states = results::ballots_by_state(cx.db.read(), phase.id).await?;
    let recount = Recount::of(counting.summary.clone());
    let Channels { apart, together } = channels(cx, phase, &counting.head, people).await?;
    let result = PublishedResult {
        leaves: leaves(counting.head.size, &states),
        channels: apart,
        passes_together: together,
        recount: recount.hash(),
        ..result_of(consultation.id, phase, &signer, counting)
    };
    let seal = Note::signed(&seal_text(signer.name(), &result.hash()), &signer).to_string();
    Ok(sealed_result::Model {
        phase_id: phase.id,
        consultation_id: consultation.id,
        version,
        result: serde_json::to_string(&result).map_err(|_| Refusal::WrongState)?,
        recount: serde_json::to_string(&recount).map_err(|_| Refusal::WrongState)?,
        seal,
    })
}

/// The rules and what came out; what became of leaves and voters is still to be told.
fn result_of(consultation: Uuid, phase: &phase::Model, signer: &Signer, counting: Counting) -> PublishedResult {
    let Counting { paper, head, results, .. } = counting;
    let DecisionResults { rules, options, tally, lot, drawn, .. } = results;
    PublishedResult {
        consultation: consultation.to_string(),
        origin: signer.name().to_owned(),
        method: rules.method,
        paper,
        first_words: options.iter().filter_map(first_words).collect(),
        labels: options.into_iter().map(|option| (option.id, option.label)).collect(),
        frozen_at: phase.frozen_at.or(phase.opens_at).unwrap_or_default(),
        closed_at: phase.closes_at.unwrap_or_default(),
        leaves: LeafCounts::default(),
        channels: BTreeMap::new(),
        passes_together: None,
        hidden: BTreeMap::new(),
        randomness_named: rules.randomness,
        randomness: lot.draw,
        lot_seed: Hash256::from_hex(&lot.seed).unwrap_or(Hash256([0; 32])),
        software: software(),
        head: head.note,
        tally,
        drawn,
        recount: Hash256([0; 32]),
    }
}

/// The words that the first ballots were cast on, of an option that was put into other words since.
fn first_words(option: &DecidedOption) -> Option<(String, FirstWords)> {
    let words = FirstWords { label: option.first_label.clone(), detail: option.first_detail.clone() };
    (words != FirstWords::default()).then(|| (option.id.clone(), words))
}

pub(super) fn leaves(size: i64, states: &[(String, i64)]) -> LeafCounts {
    LeafCounts {
        all: size.unsigned_abs(),
        replaced: in_state(states, BallotState::Replaced),
        withdrawn: in_state(states, BallotState::Withdrawn),
    }
}

/// Versions in that state.
pub(super) fn in_state(states: &[(String, i64)], state: BallotState) -> u64 {
    let found = states.iter().find(|(key, _)| key == state.key());
    found.map_or(0, |(_, count)| count.unsigned_abs())
}
