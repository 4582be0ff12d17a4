//! The log as anyone may read and copy it: its key, its heads, its leaves, and proofs that it only ever grew.

use tablee_rules::ballot_log::{Hash256, Parts};
use tablee_rules::timetable::{Millis, PhaseKind};

use super::controls::{Controls, controls_of};
use super::signer;
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::{PhaseAddress, sealed_phase};
use crate::store::ballot_log;
use crate::store::entities::log_head;
use crate::{Context, Refusal};

/// Leaves of one page.
pub const LEAVES: u64 = 1_000;

/// The log of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogView {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub phase: String,
    /// What is sealed in it: ballots of a decision, or sheets of an opinion phase.
    pub kind: PhaseKind,
    /// Name of the log, which its heads carry.
    pub origin: String,
    /// What heads are checked with: a C2SP verifier key.
    pub key: String,
    /// Every head, the first one first.
    pub heads: Vec<Head>,
    /// Confirmed addresses that every head is mailed to.
    pub observers: u64,
    /// Public names of the auditors who have one.
    pub named: Vec<String>,
    /// What observers say of the last published result; nothing before there is one.
    pub controls: Option<Controls>,
}

/// A signed head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Counted from 1.
    pub number: i32,
    /// Leaves that it covers.
    pub size: u64,
    /// The root over them, in hexadecimal.
    pub root: String,
    /// When it was made.
    pub made_at: Millis,
    /// Whether the vote was closed.
    pub closing: bool,
    /// What was signed, with the signature.
    pub note: String,
}

impl From<log_head::Model> for Head {
    fn from(row: log_head::Model) -> Self {
        Self {
            number: row.number,
            size: row.size.unsigned_abs(),
            root: row.root,
            made_at: row.made_at,
            closing: row.closing,
            note: row.note,
        }
    }
}

/// The log of a phase, with every head.
///
/// # Errors
/// `NotFound`.
pub async fn log(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<LogView, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let signer = signer(cx, address)?;
    let heads = ballot_log::heads(cx.db.read(), found.phase.id).await?;
    let observers = follows::followers(cx, Topic::BallotLog(found.phase.id)).await?;
    Ok(LogView {
        controls: controls_of(cx, &found.phase).await?,
        named: super::public_names(cx, &found.consultation).await?,
        observers,
        kind: found.phase.phase_kind().ok_or(Refusal::NotFound)?,
        slug: found.consultation.slug,
        consultation: found.consultation.title,
        position: found.phase.position,
        phase: found.phase.title,
        origin: signer.name().to_owned(),
        key: signer.verifier().to_string(),
        heads: heads.into_iter().map(Head::from).collect(),
    })
}

/// At most [`LEAVES`] leaf hashes from this place (from 0) on, in hexadecimal.
///
/// # Errors
/// `NotFound`.
pub async fn leaves(cx: &Context, actor: &Actor, address: &PhaseAddress, from: u64) -> Result<Vec<String>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let from = i64::try_from(from).map_err(|_| Refusal::Malformed)?;
    Ok(ballot_log::leaves(cx.db.read(), found.phase.id, from, LEAVES).await?)
}

/// What proves that the log of the second size starts with that of the first (RFC 9162, 2.1.4).
///
/// # Errors
/// `NotFound` also when the log never had one of these sizes, or the first is the larger one.
pub async fn consistency(
    cx: &Context,
    actor: &Actor,
    address: &PhaseAddress,
    (first, second): (u64, u64),
) -> Result<Vec<Hash256>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let last = ballot_log::last_head(cx.db.read(), found.phase.id).await?;
    let size = last.map_or(0, |last| last.size.unsigned_abs());
    if first > second || second > size {
        return Err(Refusal::NotFound);
    }
    let log = ballot_log::read(cx.db.read(), found.phase.id, &Parts::of_consistency(first, second)).await?;
    log.consistency_proof(first, second).ok_or(Refusal::WrongState)
}
