//! Entering a contribution for someone: who typed it and how the person agreed. Nothing of it is kept beside the contribution.

use super::audit::{self, Deed};
use crate::access::{Actor, Scope};
use crate::cases::facts::{Fact, FactValue};
use crate::store::Unit;
use crate::store::entities::phase;
use crate::{Context, Refusal};

/// How a person agreed that someone else enters their contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Said aloud.
    Oral,
    /// Signed on paper.
    Signed,
}

impl Consent {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Oral, Self::Signed];

    /// The stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Oral => "oral",
            Self::Signed => "signed",
        }
    }

    /// The consent of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|consent| consent.key() == key)
    }
}

/// A member who enters a contribution for someone.
#[derive(Clone, Debug)]
pub struct Helper {
    /// The member.
    pub member: Actor,
    /// How the person agreed.
    pub consent: Consent,
}

impl Helper {
    /// Records that a contribution was entered with consent: by whom and in which phase, never which one.
    ///
    /// # Errors
    /// When the database does not take it: the contribution must then fail too.
    pub(crate) async fn record(
        &self,
        cx: &Context,
        unit: &Unit,
        scope: Scope,
        phase: &phase::Model,
        channel: &str,
    ) -> Result<(), Refusal> {
        let detail = Fact::stored(&[
            Fact::about("phase", phase.position),
            Fact::about("channel", FactValue::name(channel)),
            Fact::about("consent", FactValue::name(self.consent.key())),
        ]);
        let deed =
            Deed { action: "contribution.entered", subject_kind: "phases", subject: Some(phase.id), detail: &detail };
        audit::record(cx, unit, &self.member, scope, deed).await
    }
}
