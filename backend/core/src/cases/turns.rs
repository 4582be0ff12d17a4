//! The turns that one participation has to put a proposal forward.

use tablee_rules::limits;
use uuid::Uuid;

use super::participation::{OpenPhase, Reception, SubmissionKey, receive_once, submission_hash};
use crate::store::Unit;
use crate::{Context, Refusal};

/// The keys under which a participation's own proposals are found.
pub(crate) fn turn_hashes(cx: &Context, participation: Uuid) -> Vec<String> {
    turns()
        .map(|turn| submission_hash(&cx.secrets, participation, &turn))
        .collect()
}

/// Takes one of the turns that a participation has: the key of each is unique, so that two tabs cannot share one.
///
/// # Errors
/// `ProposalLimit` when none is left.
pub(crate) async fn take_turn(
    cx: &Context,
    unit: &Unit,
    open: &OpenPhase,
    participation: Uuid,
    proposal: Uuid,
) -> Result<(), Refusal> {
    for turn in turns() {
        if let Reception::First = receive_once(cx, unit, &open.phase, participation, &turn, proposal).await? {
            return Ok(());
        }
    }
    Err(Refusal::ProposalLimit)
}

fn turns() -> impl Iterator<Item = SubmissionKey> {
    (1..=limits::PROPOSALS_EACH).map(|turn| SubmissionKey(format!("turn\n{turn}")))
}
