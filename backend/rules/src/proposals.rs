//! Proposals: what one may hold, what becomes of it, and which ones resemble it.

use serde::{Deserialize, Serialize};

use crate::{
    faults::{Args, Fault, number},
    limits, text,
};

mod similarity;

pub use similarity::{Similar, similar};

/// A proposal that may be sent, its texts cleaned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalDraft {
    /// One line, 1 to 120 characters.
    pub title: String,
    /// 1 to 2,000 characters.
    pub body: String,
}

/// What must be put right in a proposal. Each says which field it is about by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalFault {
    /// No title.
    TitleEmpty,
    /// A title over [`limits::PROPOSAL_TITLE`].
    TitleTooLong {
        /// Its length.
        got: usize,
    },
    /// No text.
    BodyEmpty,
    /// A text over [`limits::PROPOSAL_BODY`].
    BodyTooLong {
        /// Its length.
        got: usize,
    },
}

impl Fault for ProposalFault {
    fn key(&self) -> &'static str {
        match self {
            Self::TitleEmpty => "fault-proposal-title-empty",
            Self::TitleTooLong { .. } => "fault-proposal-title-too-long",
            Self::BodyEmpty => "fault-proposal-body-empty",
            Self::BodyTooLong { .. } => "fault-proposal-body-too-long",
        }
    }

    fn args(&self) -> Args {
        let over = |got: usize, most: usize| {
            vec![number("most", most), number("got", got), number("over", got.saturating_sub(most))]
        };
        match *self {
            Self::TitleTooLong { got } => over(got, limits::PROPOSAL_TITLE),
            Self::BodyTooLong { got } => over(got, limits::PROPOSAL_BODY),
            Self::TitleEmpty | Self::BodyEmpty => Vec::new(),
        }
    }
}

impl ProposalDraft {
    /// Cleans and checks what was typed; every fault at once.
    pub fn new(title: &str, body: &str) -> Result<Self, Vec<ProposalFault>> {
        let draft = Self { title: text::clean_line(title), body: text::clean_text(body) };
        let title_fault = match text::length(&draft.title) {
            0 => Some(ProposalFault::TitleEmpty),
            got if got > limits::PROPOSAL_TITLE => Some(ProposalFault::TitleTooLong { got }),
            _ => None,
        };
        let body_fault = match text::length(&draft.body) {
            0 => Some(ProposalFault::BodyEmpty),
            got if got > limits::PROPOSAL_BODY => Some(ProposalFault::BodyTooLong { got }),
            _ => None,
        };
        let faults: Vec<ProposalFault> = title_fault.into_iter().chain(body_fault).collect();
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }
}

/// What has become of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
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

/// What happens to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalEvent {
    /// A facilitator publishes it.
    Publish,
    /// A facilitator refuses it or takes it down.
    Refuse,
    /// The last decision is undone.
    PutBack,
    /// Its author corrects it; only while the phase is open.
    Correct,
    /// Its author takes it back; only while the phase is open.
    Withdraw,
}

/// A thing that cannot happen to a proposal in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposalStateFault {
    /// Its state.
    pub state: ProposalState,
    /// What was asked.
    pub event: ProposalEvent,
}

impl Fault for ProposalStateFault {
    fn key(&self) -> &'static str {
        match self.state {
            ProposalState::Withdrawn => "fault-proposal-withdrawn",
            _ => "fault-proposal-state",
        }
    }
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
    pub fn first_state(self) -> ProposalState {
        match self {
            Self::Before => ProposalState::Pending,
            Self::After => ProposalState::Published,
        }
    }
}

impl ProposalState {
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

    /// The state after the event. A corrected proposal is read again when moderation comes first, and a refused one always is:
    /// correcting it is the author's way to answer the reason. A refusal that was a mistake ends by publishing.
    pub fn after(self, event: ProposalEvent, mode: ModerationMode) -> Result<Self, ProposalStateFault> {
        use ProposalEvent::{Correct, Publish, PutBack, Refuse, Withdraw};
        match (self, event) {
            (Self::Pending | Self::Refused, Publish) => Ok(Self::Published),
            (Self::Pending | Self::Published, Refuse) => Ok(Self::Refused),
            (Self::Refused | Self::Published, PutBack) => Ok(Self::Pending),
            (Self::Pending | Self::Published, Correct) => Ok(mode.first_state()),
            (Self::Refused, Correct) => Ok(Self::Pending),
            (Self::Pending | Self::Published | Self::Refused, Withdraw) => Ok(Self::Withdrawn),
            _ => Err(ProposalStateFault { state: self, event }),
        }
    }
}

#[cfg(test)]
mod tests;
