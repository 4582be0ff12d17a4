//! Statements that participants added: put in other words, and read before they are put to the vote.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::access::Actor;
use tablee_core::cases::moderation::{self, DecideStatement, WaitingPlace, WaitingStatement};
use tablee_core::cases::statements::{self, CorrectStatement};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use crate::address::Id;
use crate::client::CallingClient;
use crate::issued::{Made, ReceiptIssued};
use crate::moderation::{ModerationChoice, ModerationTaken};
use crate::paging::{cursor, part, place};
use crate::receipts::trying;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The words of a statement.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct StatementWords {
    /// 1 to 140 characters.
    pub text: Text,
}

/// A page of the statements that wait, the oldest day first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct WaitingStatements {
    /// How many wait in all.
    waiting: u64,
    /// Those of this page.
    items: Vec<StatementToRead>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// A statement to read.
#[derive(Object)]
struct StatementToRead {
    /// Its id.
    id: Uuid,
    /// Its words.
    text: String,
    /// The way it came: `web`, `assisted`, `paper`, `workshop`.
    channel: String,
    /// `pending`, `published` or `refused`.
    state: String,
    /// A mark of these words: give it back with the decision.
    seen: String,
}

#[derive(ApiResponse)]
enum Corrected {
    /// It has its new words.
    #[oai(status = 200)]
    Receipt(Json<ReceiptIssued>),
}

/// See [`crate::routes`].
pub(crate) struct StatementsApi {
    cx: Context,
}

impl StatementsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl StatementsApi {
    /// Gives other words to the statement of a receipt code, as long as it is not put to the vote.
    #[oai(
        path = "/receipts/:code/statement",
        method = "put",
        tag = "Tag::Participation",
        operation_id = "correctStatement"
    )]
    async fn correct(
        &self,
        client: CallingClient,
        code: Path<String>,
        words: Json<StatementWords>,
    ) -> Result<Corrected, Problem> {
        let command = CorrectStatement { code: code.0, text: words.0.text.0 };
        let corrected = statements::correct(&self.cx, &Actor::Anyone, command);
        Ok(Corrected::Receipt(Json(trying(&self.cx, &client, corrected).await?.into())))
    }

    /// Lists the statements that wait to be read.
    #[oai(
        path = "/consultations/:slug/moderation/statements",
        method = "get",
        tag = "Tag::Moderation",
        operation_id = "listWaitingStatements"
    )]
    async fn waiting(
        &self,
        caller: Caller,
        slug: Path<String>,
        /// Where the page begins: the `next` of the page before.
        after: Query<Option<String>>,
    ) -> Result<Json<WaitingStatements>, Problem> {
        let after = after.0.as_deref().map(waiting_place).transpose()?;
        let queue = moderation::statements(&self.cx, &caller.actor(&self.cx).await?, &slug, after).await?;
        Ok(Json(WaitingStatements {
            waiting: queue.waiting,
            items: queue.items.into_iter().map(Into::into).collect(),
            next: queue.next.map(|place| cursor(&[&place.day, &place.id])),
        }))
    }

    /// Decides whether a statement is put to the vote.
    #[oai(
        path = "/consultations/:slug/moderation/statements/:statement/decisions",
        method = "post",
        tag = "Tag::Moderation",
        operation_id = "decideOnStatement"
    )]
    async fn decide(
        &self,
        caller: Caller,
        slug: Path<String>,
        statement: Path<Id>,
        choice: Json<ModerationChoice>,
    ) -> Result<Made<ModerationTaken>, Problem> {
        let (seen, form) = choice.0.parts();
        let command = DecideStatement { slug: slug.0, statement: statement.0.0, seen, form };
        let decided = moderation::decide_statement(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Made::Made(Json(decided.into())))
    }
}

fn waiting_place(cursor: &str) -> Result<WaitingPlace, Refusal> {
    let [day, id] = place(cursor)?;
    Ok(WaitingPlace { day: part(&day)?, id: part(&id)? })
}

impl From<WaitingStatement> for StatementToRead {
    fn from(found: WaitingStatement) -> Self {
        Self {
            id: found.id,
            text: found.text,
            channel: found.channel,
            state: found.state.key().to_owned(),
            seen: found.seen,
        }
    }
}
