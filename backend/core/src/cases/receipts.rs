//! Coming back with a receipt code, on any device.

use tablee_rules::receipts::ReceiptCode;
use uuid::Uuid;

use super::participation::{ContributionKind, must_be_open, receipt_hash};
use crate::store::entities::{consultation, phase};
use crate::store::{consultations, participations};
use crate::{Context, Refusal};

/// A contribution that a receipt code opens.
pub(crate) struct Held {
    pub code: ReceiptCode,
    pub kind: ContributionKind,
    pub contribution: Uuid,
    pub consultation: consultation::Model,
    pub phase: phase::Model,
}

impl Held {
    /// The same, to be changed: a contribution of that kind whose phase is open.
    ///
    /// # Errors
    /// `NotFound` for another kind, `PhaseNotOpen`, `PhaseClosed`.
    pub fn changeable(self, cx: &Context, kind: ContributionKind) -> Result<Self, Refusal> {
        if self.kind != kind {
            return Err(Refusal::NotFound);
        }
        must_be_open(cx, &self.phase)?;
        Ok(self)
    }
}

/// What a typed code leads to.
///
/// # Errors
/// `Invalid` on `code`, which says what looks wrong, or that no contribution has this code.
pub(crate) async fn hold(cx: &Context, typed: &str) -> Result<Held, Refusal> {
    let code = ReceiptCode::parse(typed).map_err(|fault| Refusal::fault("code", &fault))?;
    let unknown = || Refusal::field("code", "fault-code-unknown");
    let hash = receipt_hash(&cx.secrets, &code);
    let row = participations::find_receipt(cx.db.read(), &hash)
        .await?
        .ok_or_else(unknown)?;
    let kind = ContributionKind::from_key(&row.kind).ok_or_else(unknown)?;
    let (phase, consultation) = consultations::phase_with_consultation(cx.db.read(), row.phase_id)
        .await?
        .ok_or_else(unknown)?;
    Ok(Held { code, kind, contribution: row.contribution_id, consultation, phase })
}
