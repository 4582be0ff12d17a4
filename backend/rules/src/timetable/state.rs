use serde::{Deserialize, Serialize};

use super::{Millis, PhaseDates, PhaseMoment};
use crate::faults::Fault;

/// Where a consultation stands, from its first draft to the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationState {
    /// Being written; only members see it.
    Draft,
    /// Public, nothing open yet.
    Scheduled,
    /// Public, between the first opening and the last closing.
    Open,
    /// No phase takes contributions any more; results are not published yet.
    Closed,
    /// Results can be read.
    Published,
    /// Kept for the record.
    Archived,
}

/// A step that the life of a consultation does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateFault {
    /// Where it stands.
    pub from: ConsultationState,
    /// Where it was meant to go.
    pub to: ConsultationState,
}

impl Fault for StateFault {
    fn key(&self) -> &'static str {
        "fault-consultation-state"
    }
}

impl ConsultationState {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Scheduled, Self::Open, Self::Closed, Self::Published, Self::Archived];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// The state of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether anyone may read its page.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Goes one step further. One may go back from `scheduled` to `draft`, while nobody has contributed, and nowhere else.
    pub fn go(self, to: Self, has_contributions: bool) -> Result<Self, StateFault> {
        use ConsultationState::{Archived, Closed, Draft, Open, Published, Scheduled};
        let allowed = match (self, to) {
            (Draft, Scheduled)
            | (Scheduled, Open)
            | (Open, Closed)
            | (Closed, Published)
            | (Published | Closed, Archived) => true,
            (Scheduled, Draft) => !has_contributions,
            _ => false,
        };
        if allowed { Ok(to) } else { Err(StateFault { from: self, to }) }
    }
}

/// The state at this moment of a consultation that was in `stored` when last written. From `scheduled` to `closed` it goes by
/// itself: open from the first phase that takes contributions, closed when the last of them is. What a member does
/// (`draft`, `published`, `archived`) stays.
pub fn state_at(stored: ConsultationState, phases: &[PhaseDates], now: Millis) -> ConsultationState {
    use ConsultationState::{Closed, Open, Scheduled};
    if !matches!(stored, Scheduled | Open | Closed) {
        return stored;
    }
    let moments = || {
        phases
            .iter()
            .filter(|phase| phase.kind.takes_contributions())
            .map(|phase| phase.moment(now))
    };
    if moments().all(|moment| moment == PhaseMoment::ToCome) {
        Scheduled
    } else if moments().all(|moment| moment == PhaseMoment::Done) {
        Closed
    } else {
        Open
    }
}
