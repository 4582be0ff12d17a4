//! Proposals: what one may hold, and which ones resemble it.

use serde::Serialize;

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

#[cfg(test)]
mod tests;
