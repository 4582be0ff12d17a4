//! Sealing a batch: its leaves enter the tree in the order of their hashes, and the new head is signed.

use std::collections::BTreeMap;

use tablee_rules::ballot_log::{Checkpoint, Frontier, Hash256, Parts, ProofCode, Signer, Subtree, batch_order};
use tablee_rules::timetable::PhaseMoment;
use uuid::Uuid;

use super::{batch_of, signer};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::PhaseAddress;
use crate::mail::kinds::BallotLogHead;
use crate::store::entities::{log_head, log_leaf, log_node, phase, waiting_leaf};
use crate::store::{Unit, ballot_log, consultations, participations};
use crate::{Context, Refusal};

/// Seals what is due in every log; one log that cannot be sealed keeps no other waiting. Says how many heads were made.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn seal_due(cx: &Context) -> Result<usize, Refusal> {
    let now = cx.clock.now();
    let mut made = 0;
    for phase in ballot_log::due(cx.db.read(), batch_of(now), now).await? {
        match seal(cx, phase).await {
            Ok(head) => made += usize::from(head.is_some()),
            Err(error) => tracing::error!(%error, %phase, "a log could not be sealed"),
        }
    }
    Ok(made)
}

/// Seals the batches of a log that are over, all of them once the phase has closed; gives the new head, if there had to be one.
/// Several nodes may try: one does it.
///
/// # Errors
/// `NotFound`; when the database refuses.
pub(crate) async fn seal(cx: &Context, phase: Uuid) -> Result<Option<log_head::Model>, Refusal> {
    let unit = cx.db.begin().await?;
    ballot_log::hold_off_leaves(unit.conn()).await?;
    let (phase, consultation) = consultations::phase_with_consultation(unit.conn(), phase)
        .await?
        .ok_or(Refusal::NotFound)?;
    let now = cx.clock.now();
    let closing = phase.moment(now) == PhaseMoment::Done;
    let last = ballot_log::last_head(unit.conn(), phase.id).await?;
    let waiting =
        ballot_log::take_waiting(unit.conn(), phase.id, if closing { i64::MAX } else { batch_of(now) }).await?;
    if waiting.is_empty() && (!closing || last.as_ref().is_some_and(|last| closes(last, &phase))) {
        return Ok(None);
    }
    let frontier = append(&unit, &phase, last.as_ref(), waiting).await?;
    let signer = signer(cx, &PhaseAddress { slug: consultation.slug, position: phase.position })?;
    let row = log_head::Model {
        phase_id: phase.id,
        consultation_id: phase.consultation_id,
        number: last.map_or(1, |last| last.number + 1),
        size: stored(frontier.size()),
        root: frontier.root().to_string(),
        made_at: now,
        closing,
        note: checkpoint(&frontier, now, &signer),
        passes: if closing { Some(passes(&unit, phase.consultation_id).await?) } else { None },
    };
    ballot_log::add_head(unit.conn(), row.clone()).await?;
    let mail = BallotLogHead { phase_id: phase.id, number: row.number, key: signer.verifier().to_string() };
    follows::tell(cx, &unit, Topic::BallotLog(phase.id), cx.dated_id(), mail).await?;
    unit.commit().await?;
    Ok(Some(row))
}

/// The head that closed the log of a phase that has closed. Nothing is written: the job makes it within seconds of the close.
///
/// # Errors
/// `ResultsNotReady` until it is there; when the database refuses.
pub(crate) async fn closing_head(cx: &Context, phase: &phase::Model) -> Result<log_head::Model, Refusal> {
    let last = ballot_log::last_head(cx.db.read(), phase.id).await?;
    last.filter(|last| closes(last, phase)).ok_or(Refusal::ResultsNotReady)
}

/// The same, made now when the job has not come by yet.
///
/// # Errors
/// `ResultsNotReady` when the phase is open; when the database refuses.
pub(crate) async fn close(cx: &Context, phase: &phase::Model) -> Result<log_head::Model, Refusal> {
    match closing_head(cx, phase).await {
        Err(Refusal::ResultsNotReady) => {
            seal(cx, phase.id).await?;
            closing_head(cx, phase).await
        }
        head => head,
    }
}

/// Whether a head is the one that closed the log: a phase may have been given more time since.
fn closes(head: &log_head::Model, phase: &phase::Model) -> bool {
    head.closing && phase.closes_at.is_some_and(|closes| head.made_at >= closes)
}

/// The passes given out in the consultation until now, by channel. With this unit holding leaves off, everyone whose vote is in the
/// log is among them.
async fn passes(unit: &Unit, consultation: Uuid) -> Result<String, Refusal> {
    let counts = participations::passes_by_channel(unit.conn(), consultation).await?;
    let counts: BTreeMap<String, i64> = counts.into_iter().collect();
    serde_json::to_string(&counts).map_err(|_| Refusal::WrongState)
}

/// Appends the waiting leaves behind those that the last head covers.
async fn append(
    unit: &Unit,
    phase: &phase::Model,
    last: Option<&log_head::Model>,
    waiting: Vec<waiting_leaf::Model>,
) -> Result<Frontier, Refusal> {
    let size = last.map_or(0, |last| last.size.unsigned_abs());
    let log = ballot_log::read(unit.conn(), phase.id, &Parts::of_frontier(size)).await?;
    let mut frontier = log.frontier(size).ok_or(Refusal::WrongState)?;
    let hashes = waiting.iter().filter_map(|row| Hash256::from_hex(&row.hash));
    let hashes = batch_order(hashes.collect());
    let kept = frontier.extend_keeping(hashes.iter().copied());
    let leaf = |(place, hash): (u64, Hash256)| log_leaf::Model {
        phase_id: phase.id,
        consultation_id: phase.consultation_id,
        position: stored(place),
        hash: hash.to_string(),
        code: ProofCode::of(&hash).compact(),
    };
    let node = |(subtree, hash): (Subtree, Hash256)| log_node::Model {
        phase_id: phase.id,
        consultation_id: phase.consultation_id,
        level: subtree.level as i32,
        position: stored(subtree.position),
        hash: hash.to_string(),
    };
    let leaves = (size..).zip(hashes).map(leaf).collect();
    ballot_log::append(unit.conn(), leaves, kept.into_iter().map(node).collect()).await?;
    Ok(frontier)
}

fn checkpoint(frontier: &Frontier, now: i64, signer: &Signer) -> String {
    let head = Checkpoint {
        origin: signer.name().to_owned(),
        size: frontier.size(),
        root: frontier.root(),
        time: Some(now),
        extensions: Vec::new(),
    };
    head.signed(signer).to_string()
}

/// A place as it is stored.
fn stored(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
