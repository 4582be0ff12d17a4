//! Every version of a ballot or of a sheet is committed to in the transaction that writes it.

use serde_json::Value;
use tablee_rules::ballot_log::{Nonce, ProofCode, commitment, leaf_hash};
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::batch_of;
use crate::cases::participation::must_be_open;
use crate::store::entities::ballot::{self, BallotState};
use crate::store::entities::{phase, waiting_leaf};
use crate::store::{Unit, ballot_log, ballots};
use crate::{Context, Refusal};

/// A ballot or sheet to put in the box.
pub(crate) struct Slip {
    /// The contribution that it is; its earlier version is replaced.
    pub contribution: Uuid,
    /// By which way the first version came in.
    pub channel: String,
    /// What it says, as it is stored.
    pub choice: String,
}

/// Puts a ballot in the box with a leaf of its own, and sets the version before it aside.
///
/// # Errors
/// `PhaseClosed` when the phase has closed meanwhile; when the database refuses.
pub(crate) async fn put(cx: &Context, unit: &Unit, phase: &phase::Model, slip: Slip) -> Result<(), Refusal> {
    let earlier = ballots::locked(unit.conn(), slip.contribution).await?;
    if let Some(earlier) = &earlier {
        set_aside(cx, unit, earlier).await?;
    }
    let turn = earlier.as_ref().map_or(1, |earlier| earlier.turn + 1);
    commit(cx, unit, phase, (earlier, slip), turn).await
}

/// Puts a voter's whole sheet in the box, as [`put`]; but a version whose leaf waits in this batch is overwritten, so that a voter
/// has at most one leaf in a batch however many votes they cast. A sheet that says the same again is left as it is.
///
/// # Errors
/// As [`put`].
pub(crate) async fn put_sheet(cx: &Context, unit: &Unit, phase: &phase::Model, slip: Slip) -> Result<(), Refusal> {
    let earlier = ballots::locked(unit.conn(), slip.contribution).await?;
    let Some(before) = &earlier else { return commit(cx, unit, phase, (None, slip), 1).await };
    if before.counts() && before.choice == slip.choice {
        return Ok(());
    }
    let leaf = before.leaf.as_deref().unwrap_or_default();
    // Whoever seals keeps this table to itself: a leaf that is still there is in no log, and will be in none.
    let turn = if ballot_log::take_back(unit.conn(), phase.id, leaf, batch_of(cx.clock.now())).await? {
        before.turn
    } else {
        set_aside(cx, unit, before).await?;
        before.turn + 1
    };
    commit(cx, unit, phase, (earlier, slip), turn).await
}

/// Keeps a version that is no longer in force, for auditors.
async fn set_aside(cx: &Context, unit: &Unit, earlier: &ballot::Model) -> Result<(), Refusal> {
    let state = BallotState::Replaced.key().to_owned();
    let aside = ballot::Model { id: cx.anonymous_id(), state, replaced_by: Some(earlier.id), ..earlier.clone() };
    Ok(ballots::add(unit.conn(), aside).await?)
}

async fn commit(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    (earlier, slip): (Option<ballot::Model>, Slip),
    turn: i32,
) -> Result<(), Refusal> {
    let said: Value = serde_json::from_str(&slip.choice).map_err(|_| Refusal::WrongState)?;
    let mut nonce = Nonce([0; 32]);
    cx.random.fill(&mut nonce.0);
    let leaf = leaf_hash(&commitment(&phase.consultation_id.to_string(), &nonce, &said));
    let row = ballot::Model {
        id: slip.contribution,
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        channel: earlier.map_or(slip.channel, |earlier| earlier.channel),
        choice: slip.choice,
        state: BallotState::Cast.key().to_owned(),
        nonce: Some(nonce.to_hex()),
        leaf: Some(leaf.to_string()),
        replaced_by: None,
        turn,
        sheet: phase.phase_kind() == Some(PhaseKind::Opinion),
    };
    ballots::put(unit.conn(), row).await?;
    let row = waiting_leaf::Model {
        phase_id: phase.id,
        consultation_id: phase.consultation_id,
        hash: leaf.to_string(),
        code: ProofCode::of(&leaf).compact(),
        batch: batch_of(cx.clock.now()),
    };
    ballot_log::wait(unit.conn(), row).await?;
    // From here on this unit holds off the head that closes the log: what it adds is either covered or refused.
    must_be_open(cx, phase)
}

/// Takes a ballot or sheet out of the count; it and its earlier versions say nothing any more. Their leaves stay in the log.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn forget(unit: &Unit, contribution: Uuid, nothing: &str) -> Result<(), Refusal> {
    let Some(row) = ballots::locked(unit.conn(), contribution).await? else { return Ok(()) };
    if row.counts() {
        ballots::withdraw(unit.conn(), contribution, nothing).await?;
    }
    Ok(())
}
