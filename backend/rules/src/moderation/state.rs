//! What becomes of a contribution that a facilitator reads: a proposal, or a statement that a resident added.

use serde::{Deserialize, Serialize};

/// What has become of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModerationState {
    /// Waiting for a facilitator.
    Pending,
    /// Everyone can read it.
    Published,
    /// A facilitator did not publish it, or took it down, with a reason.
    Refused,
    /// Its author took it back.
    Withdrawn,
}

/// When a facilitator reads contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModerationMode {
    /// Before anyone else does.
    Before,
    /// After publication.
    After,
}

/// What happens to a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModerationEvent {
    /// A facilitator publishes it.
    Publish,
    /// A facilitator refuses it or takes it down.
    Refuse,
    /// Its author corrects it; only while the phase is open.
    Correct,
    /// Its author takes it back; only while the phase is open.
    Withdraw,
}

impl ModerationMode {
    /// Both modes.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// The stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// The mode of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }

    /// The state of a contribution just received or corrected.
    pub fn first_state(self) -> ModerationState {
        match self {
            Self::Before => ModerationState::Pending,
            Self::After => ModerationState::Published,
        }
    }
}

impl ModerationState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Published, Self::Refused, Self::Withdrawn];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state after the event; nothing when that cannot happen. What is corrected is read again when moderation comes first,
    /// and what was refused always is: correcting it is the author's way to answer the reason. A refusal that was a mistake ends
    /// by publishing.
    pub fn after(self, event: ModerationEvent, mode: ModerationMode) -> Option<Self> {
        use ModerationEvent::{Correct, Publish, Refuse, Withdraw};
        match (self, event) {
            (Self::Pending | Self::Refused, Publish) => Some(Self::Published),
            (Self::Pending | Self::Published, Refuse) => Some(Self::Refused),
            (Self::Pending | Self::Published, Correct) => Some(mode.first_state()),
            (Self::Refused, Correct) => Some(Self::Pending),
            (Self::Pending | Self::Published | Self::Refused, Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contribution_goes_through_its_states() {
        use ModerationEvent::{Correct, Publish, Refuse, Withdraw};
        use ModerationState::{Pending, Published, Refused, Withdrawn};
        let before = |state: ModerationState, event| state.after(event, ModerationMode::Before);
        assert_eq!(before(Pending, Publish), Some(Published));
        assert_eq!(before(Published, Publish), None);
        assert_eq!(before(Published, Refuse), Some(Refused));
        assert_eq!(before(Published, Correct), Some(Pending));
        assert_eq!(Published.after(Correct, ModerationMode::After), Some(Published));
        assert_eq!(Refused.after(Correct, ModerationMode::After), Some(Pending));
        assert_eq!(before(Refused, Withdraw), Some(Withdrawn));
        assert_eq!(before(Refused, Publish), Some(Published));
        assert_eq!(before(Refused, Refuse), None);
        assert_eq!([Publish, Refuse, Correct, Withdraw].map(|event| before(Withdrawn, event)), [None; 4]);
        assert_eq!(ModerationMode::ALL.map(ModerationMode::first_state), [Pending, Published]);
    }

    #[test]
    fn stable_names_lead_back() {
        let states = ModerationState::ALL;
        assert_eq!(states.map(|state| ModerationState::from_key(state.key())), states.map(Some));
        let modes = ModerationMode::ALL;
        assert_eq!(modes.map(|mode| ModerationMode::from_key(mode.key())), modes.map(Some));
    }
}
