//! Statements of an opinion phase, those that participants add, and their votes on them.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use tablee_core::access::Actor;
use tablee_core::cases::opinion::{self, CastVote, CorrectVote, JudgedStatement, OpinionPhase};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::statements::{self, AddStatement, Added};
use tablee_core::{Context, Refusal};
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::address::{Id, Ordinal};
use crate::client::CallingClient;
use crate::issued::{Issued, ReceiptIssued};
use crate::receipts::trying;
use crate::statements::StatementWords;
use crate::{Caller, Problem, Tag};

/// What a participant says of a statement.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum StatementVote {
    /// Agrees.
    Agree,
    /// Does not agree.
    Disagree,
    /// Has seen it, and takes no side.
    Pass,
}

/// The statements of a phase, in an order of the participant's own.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Statements {
    /// How many the participant has voted on.
    seen: usize,
    /// Id of the next one to vote on; none once all are seen.
    next: Option<Uuid>,
    /// All of them.
    statements: Vec<StatementShown>,
}

/// A statement, with the participant's own vote.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct StatementShown {
    /// Its id.
    id: Uuid,
    /// Its words.
    text: String,
    /// What this participant said of it.
    vote: Option<StatementVote>,
}

/// One vote.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct VoteToCast {
    /// What is said of the statement.
    vote: StatementVote,
}

#[derive(ApiResponse)]
enum Shown {
    /// The statements.
    #[oai(status = 200)]
    Statements(Json<Statements>),
}

#[derive(ApiResponse)]
enum Voted {
    /// The vote is kept, over the one before. All votes of a participant in a phase have one receipt code.
    #[oai(status = 200)]
    Receipt(Json<ReceiptIssued>),
}

/// See [`crate::routes`].
pub(crate) struct OpinionApi {
    cx: Context,
}

impl OpinionApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Participation")]
impl OpinionApi {
    /// Lists the statements of an open opinion phase with the participant's own votes.
    #[oai(path = "/consultations/:slug/phases/:position/statements", method = "get", operation_id = "listStatements")]
    async fn list(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Shown, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let found = opinion::open(&self.cx, &actor, &phase).await?;
        Ok(Shown::Statements(Json(found.into())))
    }

    /// Adds a statement to an opinion phase, without a look at similar ones. A facilitator reads it first.
    #[oai(path = "/consultations/:slug/phases/:position/statements", method = "post", operation_id = "addStatement")]
    async fn add(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// Any text of the caller's own, new for each statement: a request sent again with it counts once.
        #[oai(name = "Idempotency-Key", validator(min_length = 8, max_length = 200))]
        key: Header<String>,
        words: Json<StatementWords>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let command = AddStatement {
            phase: PhaseAddress { slug: slug.0, position: position.0.0 },
            text: words.0.text.0,
            similar_seen: true,
            key: SubmissionKey(key.0),
        };
        match statements::add(&self.cx, &actor, command).await? {
            Added::Kept(code) => Ok(code.into()),
            Added::Resembles(_) => Err(Refusal::WrongState.into()),
        }
    }

    /// Votes on a statement, or changes the vote.
    #[oai(
        path = "/consultations/:slug/phases/:position/statements/:statement/vote",
        method = "put",
        operation_id = "voteOnStatement"
    )]
    async fn vote(
        &self,
        caller: Caller,
        client: CallingClient,
        slug: Path<String>,
        position: Path<Ordinal>,
        statement: Path<Id>,
        vote: Json<VoteToCast>,
    ) -> Result<Voted, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let command = CastVote { phase, statement: statement.0.0, vote: vote.0.vote.into() };
        let code = opinion::vote_from(&self.cx, &actor, client.0, command).await?;
        Ok(Voted::Receipt(Json(code.into())))
    }

    /// Votes on a statement, or changes the vote, by receipt code.
    #[oai(path = "/receipts/:code/votes/:statement", method = "put", operation_id = "correctVote")]
    async fn correct(
        &self,
        client: CallingClient,
        code: Path<String>,
        statement: Path<Id>,
        vote: Json<VoteToCast>,
    ) -> Result<Voted, Problem> {
        let command = CorrectVote { code: code.0, statement: statement.0.0, vote: vote.0.vote.into() };
        let corrected = opinion::correct(&self.cx, &Actor::Anyone, client.0, command);
        Ok(Voted::Receipt(Json(trying(&self.cx, &client, corrected).await?.into())))
    }
}

impl From<OpinionPhase> for Statements {
    fn from(found: OpinionPhase) -> Self {
        Self {
            seen: found.seen(),
            next: found.place(None).map(|place| found.statements[place].id),
            statements: found.statements.into_iter().map(StatementShown::from).collect(),
        }
    }
}

impl From<JudgedStatement> for StatementShown {
    fn from(statement: JudgedStatement) -> Self {
        Self { id: statement.id, text: statement.text, vote: statement.vote.map(StatementVote::from) }
    }
}

impl From<StatementVote> for Vote {
    fn from(vote: StatementVote) -> Self {
        match vote {
            StatementVote::Agree => Self::Agree,
            StatementVote::Disagree => Self::Disagree,
            StatementVote::Pass => Self::Pass,
        }
    }
}

impl From<Vote> for StatementVote {
    fn from(vote: Vote) -> Self {
        match vote {
            Vote::Agree => Self::Agree,
            Vote::Disagree => Self::Disagree,
            Vote::Pass => Self::Pass,
        }
    }
}
