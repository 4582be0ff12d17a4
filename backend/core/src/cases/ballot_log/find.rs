//! Where a vote is: what its proof code alone tells, to anyone.

use tablee_rules::ballot_log::{Hash256, Parts, ProofCode};
use tablee_rules::timetable::{Millis, PhaseKind};
use uuid::Uuid;

use super::log::{BATCH, SEALING};
use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::{log_leaf, waiting_leaf};
use crate::store::{ballot_log, consultations};
use crate::{Context, Refusal};

/// A vote that was found by its proof code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundVote {
    /// The code.
    pub code: ProofCode,
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub phase: String,
    /// What was sealed: a ballot of a decision, or a sheet of an opinion phase.
    pub kind: PhaseKind,
    /// The hash that stands for the vote.
    pub leaf: Hash256,
    /// Where it is.
    pub place: VotePlace,
    /// Whether a panel's draw took it; nothing where no panel is drawn, or not yet.
    pub drawn: Option<bool>,
}

/// Where a vote is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VotePlace {
    /// It was received, and enters the log by then.
    Waiting {
        /// The latest moment.
        before: Millis,
    },
    /// It is in the log.
    Sealed(Inclusion),
}

/// What proves that a leaf is in a log (RFC 9162, 2.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// The leaf's place, from 0.
    pub index: u64,
    /// How many leaves the head covers.
    pub size: u64,
    /// Hashes beside the way to the root, the lowest first.
    pub proof: Vec<Hash256>,
    /// The signed head.
    pub head: String,
    /// When the head was made.
    pub head_at: Millis,
}

/// The vote of a proof code.
///
/// # Errors
/// `Invalid` on `code`, which says what looks wrong; `UnknownProofCode`.
pub async fn find_vote(cx: &Context, actor: &Actor, typed: &str) -> Result<FoundVote, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let code = ProofCode::parse(typed).map_err(|fault| Refusal::fault("code", &fault))?;
    if let Some(leaf) = ballot_log::leaf_of_code(cx.db.read(), &code.compact()).await? {
        let place = VotePlace::Sealed(inclusion(cx, &leaf).await?);
        return found(cx, code, leaf.phase_id, &leaf.hash, place).await;
    }
    let waiting = ballot_log::waiting_of_code(cx.db.read(), &code.compact()).await?;
    let waiting_leaf::Model { phase_id, hash, batch, .. } = waiting.ok_or(Refusal::UnknownProofCode)?;
    let place = VotePlace::Waiting { before: (batch + 1) * BATCH + SEALING };
    found(cx, code, phase_id, &hash, place).await
}

async fn found(cx: &Context, code: ProofCode, phase: Uuid, hash: &str, place: VotePlace) -> Result<FoundVote, Refusal> {
    let found = consultations::phase_with_consultation(cx.db.read(), phase).await?;
    let (phase, consultation) = found
        .filter(|(_, consultation)| consultation.stored_state().is_public())
        .ok_or(Refusal::UnknownProofCode)?;
    Ok(FoundVote {
        drawn: super::is_drawn(cx, &phase, &code).await?,
        code,
        slug: consultation.slug,
        consultation: consultation.title,
        position: phase.position,
        kind: phase.phase_kind().ok_or(Refusal::UnknownProofCode)?,
        phase: phase.title,
        leaf: Hash256::from_hex(hash).ok_or(Refusal::WrongState)?,
        place,
    })
}

async fn inclusion(cx: &Context, leaf: &log_leaf::Model) -> Result<Inclusion, Refusal> {
    let read = cx.db.read();
    let head = ballot_log::last_head(read, leaf.phase_id)
        .await?
        .ok_or(Refusal::WrongState)?;
    let (index, size) = (leaf.position.unsigned_abs(), head.size.unsigned_abs());
    let log = ballot_log::read(read, leaf.phase_id, &Parts::of_inclusion(index, size)).await?;
    let proof = log.inclusion_proof(index, size).ok_or(Refusal::WrongState)?;
    Ok(Inclusion { index, size, proof, head: head.note, head_at: head.made_at })
}
