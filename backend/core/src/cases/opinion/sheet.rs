//! A voter's votes together: the sheet that is sealed in the log of the phase, and what its receipt tells of it.

use serde_json::Value;
use tablee_rules::ballot_log::{Hash256, ProofCode, canonical_json};
use tablee_rules::opinion::{Sheet, StatementId, Vote};
use tablee_rules::timetable::PhaseMoment;
use uuid::Uuid;

use crate::cases::ballot_log::{self, Slip};
use crate::cases::contribution::Held;
use crate::store::entities::{ballot, phase, statement_vote};
use crate::store::{Unit, ballot_log as log_rows, ballots, statements};
use crate::{Context, Refusal};

/// What the receipt of votes tells of the sheet that they are.
#[derive(Clone, Debug)]
pub struct SheetReceipt {
    /// How far its proof is.
    pub proof: SheetProof,
    /// What was recorded. Nothing once the phase has closed.
    pub recorded: Option<RecordedSheet>,
}

/// How far the proof of a sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetProof {
    /// It is in the log, where this code finds it.
    Sealed(ProofCode),
    /// It enters the log with its batch, as this code: until then another vote may still change both.
    Waiting(ProofCode),
    /// Nothing leads to it any more.
    Erased,
}

/// All that the leaf of a sheet can be computed from.
#[derive(Clone, Debug)]
pub struct RecordedSheet {
    /// The consultation, as commitments name it.
    pub consultation: String,
    /// What hides the sheet in its commitment, in hexadecimal.
    pub nonce: String,
    /// The sheet as it is committed to: canonical JSON.
    pub json: String,
}

/// Puts a voter's votes, with those that are new or other, in the log as one sheet. The participation is locked: no other vote of the
/// voter comes between.
pub(super) async fn seal(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    (channel, votes): (&str, &[statement_vote::Model]),
) -> Result<(), Refusal> {
    let Some(voter) = votes.first().map(|vote| vote.voter_id) else { return Ok(()) };
    let before = statements::votes_of(unit.conn(), phase.id, voter).await?;
    let said = before.iter().chain(votes);
    let said = said.filter_map(|row| Some((StatementId(row.statement_id.as_u128()), Vote::from_mark(row.choice)?)));
    let slip = Slip { contribution: voter, channel: channel.to_owned(), choice: written(&Sheet::of(said))? };
    ballot_log::put_sheet(cx, unit, phase, slip).await
}

/// Takes a voter's sheet out of the count; it says nothing any more.
pub(super) async fn forget(unit: &Unit, voter: Uuid) -> Result<(), Refusal> {
    ballot_log::forget(unit, voter, &written(&Sheet::default())?).await
}

/// What the receipt tells; nothing of votes that were taken back.
pub(super) async fn receipt(cx: &Context, held: &Held) -> Result<Option<SheetReceipt>, Refusal> {
    if held.contribution.is_nil() {
        return Ok(Some(SheetReceipt { proof: SheetProof::Erased, recorded: None }));
    }
    let row = ballots::find(cx.db.read(), held.contribution).await?;
    let Some(sheet) = row.filter(ballot::Model::counts) else { return Ok(None) };
    let leaf = sheet.leaf.as_deref().and_then(Hash256::from_hex);
    let proof = match leaf.as_ref().map(ProofCode::of) {
        None => SheetProof::Erased,
        Some(code) if log_rows::leaf_of_code(cx.db.read(), &code.compact()).await?.is_some() => {
            SheetProof::Sealed(code)
        }
        Some(code) => SheetProof::Waiting(code),
    };
    let open = held.phase.moment(cx.clock.now()) == PhaseMoment::Now;
    let recorded = if open { Some(recorded(sheet)?) } else { None };
    Ok(Some(SheetReceipt { proof, recorded }))
}

fn recorded(sheet: ballot::Model) -> Result<RecordedSheet, Refusal> {
    let said: Value = serde_json::from_str(&sheet.choice).map_err(|_| Refusal::WrongState)?;
    Ok(RecordedSheet {
        consultation: sheet.consultation_id.to_string(),
        nonce: sheet.nonce.unwrap_or_default(),
        json: canonical_json(&said),
    })
}

fn written(sheet: &Sheet) -> Result<String, Refusal> {
    serde_json::to_string(sheet).map_err(|_| Refusal::WrongState)
}
