//! Coming back with a receipt code.

use std::future::Future;

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::access::Actor;
use tablee_core::cases::ballots::BallotReceipt;
use tablee_core::cases::contribution::ContributionState;
use tablee_core::cases::opinion::{JudgedStatement, SheetProof, VotesContent};
use tablee_core::cases::proposals::ProposalContent;
use tablee_core::cases::receipts::{self, Content};
use tablee_core::{Context, Refusal};

use crate::client::CallingClient;
use crate::proposals::OfficialAnswer;
use crate::questionnaires::Question;
use crate::{Problem, Tag};

/// A contribution and what became of it. What was said is in one of the last properties, by kind.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Contribution {
    /// `answer-sheet`, `proposal`, `support`, `votes`, `ballot` or `statement`.
    kind: String,
    /// Slug of the consultation.
    consultation: String,
    /// Position of the phase, from 1.
    phase: i32,
    /// `counted`, `waiting`, `published`, `answered`, `refused` or `withdrawn`.
    state: String,
    /// Why it is not shown: the stable name of the reason.
    reason: Option<String>,
    /// Why it is not shown, in the facilitator's words.
    reason_words: Option<String>,
    /// Whether it can still be withdrawn.
    changeable: bool,
    /// Whether it can still be said otherwise too.
    correctable: bool,
    /// Until when, in milliseconds since 1970, UTC: the close of the phase.
    closes_at: Option<i64>,
    /// Wordings of the options marked, as long as the vote is open.
    ballot: Option<Vec<String>>,
    /// What finds the vote in the log: it says nothing of it. For votes on statements, once they are sealed: within ten minutes.
    proof: Option<String>,
    /// Whether a panel's draw took the voter, once results are published; left out for other votes.
    drawn: Option<bool>,
    /// Questions and answers.
    answers: Option<Vec<Question>>,
    /// The proposal put forward, or the one supported.
    proposal: Option<ReceiptProposal>,
    /// Votes on statements, as long as the phase is open.
    votes: Option<Vec<ReceiptVote>>,
    /// How many statements were voted on.
    votes_cast: Option<usize>,
    /// The statement added.
    statement: Option<String>,
}

/// A proposal as its receipt shows it.
#[derive(Object)]
struct ReceiptProposal {
    number: i32,
    title: String,
    text: String,
    /// People who said "this is mine too".
    supports: i32,
    /// What the institution answered, the version in force first.
    answers: Vec<OfficialAnswer>,
}

/// A vote on a statement.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ReceiptVote {
    statement: String,
    /// `agree`, `disagree` or `pass`.
    vote: Option<String>,
}

#[derive(ApiResponse)]
enum Shown {
    /// The contribution.
    #[oai(status = 200)]
    Contribution(Json<Contribution>),
}

/// It is done; there is nothing more to say.
#[derive(ApiResponse)]
pub(crate) enum Done {
    /// Done, and on disk.
    #[oai(status = 204)]
    NothingMore,
}

impl From<ProposalContent> for ReceiptProposal {
    fn from(found: ProposalContent) -> Self {
        Self {
            number: found.number,
            title: found.title,
            text: found.text,
            supports: found.supports,
            answers: found.answers.into_iter().map(OfficialAnswer::from).collect(),
        }
    }
}

impl From<receipts::Contribution> for Contribution {
    fn from(found: receipts::Contribution) -> Self {
        let (state, (reason, reason_words)) = (found.state.key().to_owned(), reasons(found.state));
        let mut shown = Self {
            kind: found.kind.key().to_owned(),
            consultation: found.slug,
            phase: found.position,
            state,
            reason,
            reason_words,
            changeable: found.changeable,
            correctable: found.correctable,
            closes_at: found.closes_at,
            ballot: None,
            proof: None,
            drawn: None,
            answers: None,
            proposal: None,
            votes: None,
            votes_cast: None,
            statement: None,
        };
        match found.content {
            Content::Ballot(ballot) => {
                shown.proof = ballot.proof.map(|code| code.to_string());
                shown.drawn = ballot.drawn;
                shown.ballot = labels(ballot);
            }
            Content::AnswerSheet(sheet) => shown.answers = Some(Question::all(&sheet.questions)),
            Content::Proposal(proposal) => shown.proposal = Some(proposal.into()),
            Content::Support(support) => shown.proposal = support.proposal.map(ReceiptProposal::from),
            Content::Statement(statement) => shown.statement = Some(statement.text),
            Content::Votes(votes) => {
                shown.proof = sealed(&votes);
                shown.votes_cast = Some(votes.seen);
                let said: Vec<_> = votes.votes.into_iter().map(vote).collect();
                shown.votes = Some(said).filter(|said| !said.is_empty());
            }
        }
        shown
    }
}

fn reasons(state: ContributionState) -> (Option<String>, Option<String>) {
    match state {
        ContributionState::Refused { reason, words } => (reason, words),
        _ => (None, None),
    }
}

fn labels(ballot: BallotReceipt) -> Option<Vec<String>> {
    let marked = ballot.recorded?.content.marked.into_iter();
    Some(marked.map(|choice| choice.label).collect())
}

fn sealed(votes: &VotesContent) -> Option<String> {
    match votes.sheet.as_ref()?.proof {
        SheetProof::Sealed(code) => Some(code.to_string()),
        SheetProof::Waiting(_) | SheetProof::Erased => None,
    }
}

fn vote(judged: JudgedStatement) -> ReceiptVote {
    ReceiptVote { statement: judged.text, vote: judged.vote.map(|vote| vote.key().to_owned()) }
}

/// Does what a receipt code was given for. A code that nobody has counts as a guess; too many of them, and none is tried.
///
/// # Errors
/// Those of the act, and `TooMany`.
pub(crate) async fn trying<T>(
    cx: &Context,
    CallingClient(client): &CallingClient,
    act: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    receipts::may_try_codes(cx, &Actor::Anyone, client).await?;
    let outcome = act.await;
    if let Err(Refusal::UnknownCode) = outcome {
        receipts::tried_unknown_code(cx, &Actor::Anyone, client).await?;
    }
    outcome
}

/// See [`crate::routes`].
pub(crate) struct ReceiptsApi {
    cx: Context,
}

impl ReceiptsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl ReceiptsApi {
    /// Shows the contribution of a receipt code.
    #[oai(path = "/receipts/:code", method = "get", tag = "Tag::Participation", operation_id = "showReceipt")]
    async fn show(&self, client: CallingClient, code: Path<String>) -> Result<Shown, Problem> {
        let found = receipts::contribution(&self.cx, &Actor::Anyone, &code);
        Ok(Shown::Contribution(Json(trying(&self.cx, &client, found).await?.into())))
    }

    /// Takes the contribution of a receipt code back, until its phase closes.
    #[oai(path = "/receipts/:code", method = "delete", tag = "Tag::Participation", operation_id = "withdraw")]
    async fn withdraw(&self, client: CallingClient, code: Path<String>) -> Result<Done, Problem> {
        trying(&self.cx, &client, receipts::withdraw(&self.cx, &Actor::Anyone, &code)).await?;
        Ok(Done::NothingMore)
    }
}
