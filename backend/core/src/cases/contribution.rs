//! One contribution that a receipt code opens: what every kind of contribution shares.

use tablee_rules::moderation::ModerationState;
use tablee_rules::receipts::ReceiptCode;
use uuid::Uuid;

use super::participation::{ContributionKind, must_be_open, receipt_hash};
use crate::store::entities::{consultation, phase};
use crate::store::{Unit, consultations, participations};
use crate::{Context, Refusal};

/// What became of a contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContributionState {
    /// It is in the count; nobody has to read it first.
    Counted,
    /// A facilitator has not read it yet.
    Waiting,
    /// Everyone can read it.
    Published,
    /// Everyone can read it, and the institution has answered it.
    Answered,
    /// It is not shown, and this is why.
    Refused {
        /// Stable name of the reason.
        reason: Option<String>,
        /// The facilitator's own words.
        words: Option<String>,
    },
    /// The person took it back.
    Withdrawn,
}

impl ContributionState {
    /// What became of a contribution that a facilitator reads, with the reason and the words of a refusal.
    pub(crate) fn of_moderated(state: ModerationState, reason: Option<String>, words: Option<String>) -> Self {
        match state {
            ModerationState::Pending => Self::Waiting,
            ModerationState::Published => Self::Published,
            ModerationState::Refused => Self::Refused { reason, words },
            ModerationState::Withdrawn => Self::Withdrawn,
        }
    }

    /// The same of a proposal that has an official answer.
    pub(crate) fn answered(self, answered: bool) -> Self {
        if answered && self == Self::Published { Self::Answered } else { self }
    }

    /// The stable name, also the end of translation keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Answered => "answered",
            Self::Refused { .. } => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

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

    /// Locks the consultation of an open phase. Consultation, then contribution: the order of every unit that writes to both.
    ///
    /// # Errors
    /// `PhaseNotOpen`, `PhaseClosed`.
    pub(crate) async fn lock_consultation(&self, cx: &Context, unit: &Unit) -> Result<(), Refusal> {
        must_be_open(cx, &self.phase)?;
        Ok(consultations::touch(unit.conn(), self.consultation.id).await?)
    }
}

/// What a typed code leads to.
///
/// # Errors
/// `Invalid` on `code`, which says what looks wrong; `UnknownCode`.
pub(crate) async fn hold(cx: &Context, typed: &str) -> Result<Held, Refusal> {
    let code = ReceiptCode::parse(typed).map_err(|fault| Refusal::fault("code", &fault))?;
    let hash = receipt_hash(&cx.secrets, &code);
    let row = participations::find_receipt(cx.db.read(), &hash).await?;
    let row = row.ok_or(Refusal::UnknownCode)?;
    let kind = ContributionKind::from_key(&row.kind).ok_or(Refusal::UnknownCode)?;
    let found = consultations::phase_with_consultation(cx.db.read(), row.phase_id).await?;
    let (phase, consultation) = found.ok_or(Refusal::UnknownCode)?;
    Ok(Held { code, kind, contribution: row.contribution_id, consultation, phase })
}
