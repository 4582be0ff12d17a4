//! When phases open and close, and what may be changed meanwhile. Times are milliseconds since 1970, UTC.

use serde::{Deserialize, Serialize};

mod faults;
mod phase;
mod state;

pub use faults::{TimetableFault, check};
pub use phase::{Change, PhaseDates, PhaseKind, PhaseMoment, Timeline, may_change};
pub use state::{ConsultationState, StateFault, state_at};

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

/// A half-open span of time: its end is already outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First millisecond inside.
    pub opens_at: Millis,
    /// First millisecond outside.
    pub closes_at: Millis,
}

impl Span {
    /// Whether the moment is inside.
    pub fn contains(&self, now: Millis) -> bool {
        self.opens_at <= now && now < self.closes_at
    }
}

#[cfg(test)]
mod tests;
