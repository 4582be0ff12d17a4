//! Receipts of a proposal, of "this is mine too", and of votes on statements.

use serde::Serialize;
use tablee_core::cases::opinion::VotesContent;
use tablee_core::cases::proposals::ProposalContent;
use tablee_core::cases::supports::SupportContent;

/// A proposal as its author or a supporter reads it again.
#[derive(Serialize)]
pub(super) struct ProposalView {
    number_text: String,
    title: String,
    text: String,
}

impl From<ProposalContent> for ProposalView {
    fn from(proposal: ProposalContent) -> Self {
        Self { number_text: proposal.number.to_string(), title: proposal.title, text: proposal.text }
    }
}

impl ProposalView {
    pub(super) fn sample() -> Self {
        Self { number_text: "3".to_owned(), title: "Un four partagé".to_owned(), text: "Au fournil.".to_owned() }
    }
}

/// The proposal that someone stands behind.
#[derive(Serialize)]
pub(super) struct SupportView {
    proposal: Option<ProposalView>,
}

impl From<SupportContent> for SupportView {
    fn from(support: SupportContent) -> Self {
        Self { proposal: support.proposal.map(ProposalView::from) }
    }
}

impl SupportView {
    pub(super) fn sample(shown: bool) -> Self {
        Self { proposal: shown.then(ProposalView::sample) }
    }
}

/// What was said of each statement.
#[derive(Serialize)]
pub(super) struct VotesView {
    votes: Vec<VoteView>,
}

#[derive(Serialize)]
struct VoteView {
    statement: String,
    vote: Option<&'static str>,
}

impl From<VotesContent> for VotesView {
    fn from(content: VotesContent) -> Self {
        let votes = content.votes.into_iter();
        let vote = |judged: tablee_core::cases::opinion::JudgedStatement| VoteView {
            statement: judged.text,
            vote: judged.vote.map(|vote| vote.key()),
        };
        Self { votes: votes.map(vote).collect() }
    }
}

impl VotesView {
    pub(super) fn sample() -> Self {
        let vote = |vote| VoteView { statement: "Il faut plus de bancs.".to_owned(), vote };
        Self { votes: vec![vote(Some("agree")), vote(Some("disagree")), vote(Some("pass"))] }
    }
}
