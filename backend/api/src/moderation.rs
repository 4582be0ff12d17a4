//! Moderation: what waits, and decisions on it.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::moderation::{self, DecideProposal, DecisionForm, ProposalQueue, Undo, WaitingProposal};
use uuid::Uuid;

use crate::address::{Id, Ordinal};
use crate::paging::{cursor, part, place};
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The proposals that a facilitator has to read.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ModerationQueue {
    /// `before` or `after` publication.
    mode: String,
    /// How many wait in all.
    waiting: u64,
    /// Those of this page, received first first.
    items: Vec<ProposalToRead>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// A proposal to read.
#[derive(Object)]
struct ProposalToRead {
    number: i32,
    title: String,
    text: String,
    /// `web`, `assisted`, `paper` or `workshop`.
    channel: String,
    /// `pending` or `published`.
    state: String,
    /// A mark of these words: give it back with the decision.
    seen: String,
}

/// A decision on a proposal.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct ModerationChoice {
    /// `publish` or `refuse`.
    decision: Text,
    /// For a refusal: `off_topic`, `names_a_person`, `insult`, `personal_data`, `duplicate`, `advertising` or `other`.
    #[oai(default)]
    reason: Text,
    /// Words for the author; needed for `other`.
    #[oai(default)]
    words: Text,
    /// The mark of the words that were read.
    seen: Text,
}

/// A decision that was taken.
#[derive(Object)]
pub(crate) struct ModerationTaken {
    /// By it the decision can be undone.
    id: Uuid,
    /// From then on it cannot, and those who follow the contribution are told; milliseconds since 1970-01-01 UTC.
    undoable_until: i64,
}

impl From<moderation::Decided> for ModerationTaken {
    fn from(decided: moderation::Decided) -> Self {
        Self { id: decided.id, undoable_until: decided.undoable_until }
    }
}

#[derive(ApiResponse)]
enum Waiting {
    /// A page of the queue.
    #[oai(status = 200)]
    Queue(Json<ModerationQueue>),
}

#[derive(ApiResponse)]
enum Decided {
    /// The decision is taken.
    #[oai(status = 201)]
    Decided(Json<ModerationTaken>),
}

#[derive(ApiResponse)]
enum Undone {
    /// What was before is back.
    #[oai(status = 204)]
    Undone,
}

impl ModerationChoice {
    /// The mark of what was read, and what is decided.
    pub fn parts(self) -> (String, DecisionForm) {
        let Self { decision, reason, words, seen } = self;
        (seen.0, DecisionForm { decision: decision.0, reason: reason.0, words: words.0 })
    }
}

fn number(cursor: &str) -> Result<i32, tablee_core::Refusal> {
    let [number] = place(cursor)?;
    part(&number)
}

impl From<WaitingProposal> for ProposalToRead {
    fn from(item: WaitingProposal) -> Self {
        Self {
            number: item.number,
            title: item.title,
            text: item.text,
            channel: item.channel,
            state: item.state.key().to_owned(),
            seen: item.seen,
        }
    }
}

impl From<ProposalQueue> for ModerationQueue {
    fn from(queue: ProposalQueue) -> Self {
        Self {
            mode: queue.mode.key().to_owned(),
            waiting: queue.proposals.waiting,
            items: queue.proposals.items.into_iter().map(ProposalToRead::from).collect(),
            next: queue.proposals.next.map(|number| cursor(&[&number])),
        }
    }
}

/// See [`crate::routes`].
pub(crate) struct ModerationApi {
    cx: Context,
}

impl ModerationApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl ModerationApi {
    /// Lists the proposals that wait to be read.
    #[oai(
        path = "/consultations/:slug/moderation",
        method = "get",
        tag = "Tag::Moderation",
        operation_id = "listWaitingProposals"
    )]
    async fn queue(
        &self,
        caller: Caller,
        slug: Path<String>,
        /// Where the page begins: the `next` of the page before.
        after: Query<Option<String>>,
    ) -> Result<Waiting, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let after = after.0.as_deref().map(number).transpose()?;
        let queue = moderation::queue(&self.cx, &actor, &slug.0, after).await?;
        Ok(Waiting::Queue(Json(queue.into())))
    }

    /// Decides on a proposal, and tells those who follow it once that can no longer be undone.
    #[oai(
        path = "/consultations/:slug/proposals/:number/decisions",
        method = "post",
        tag = "Tag::Moderation",
        operation_id = "decideProposal"
    )]
    async fn decide(
        &self,
        caller: Caller,
        slug: Path<String>,
        number: Path<Ordinal>,
        body: Json<ModerationChoice>,
    ) -> Result<Decided, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let (seen, form) = body.0.parts();
        let command = DecideProposal { slug: slug.0, number: number.0.0, seen, form };
        let decided = moderation::decide(&self.cx, &actor, command).await?;
        Ok(Decided::Decided(Json(decided.into())))
    }

    /// Undoes a decision, until the moment that was given with it.
    #[oai(
        path = "/consultations/:slug/decisions/:decision",
        method = "delete",
        tag = "Tag::Moderation",
        operation_id = "undoDecision"
    )]
    async fn undo(&self, caller: Caller, slug: Path<String>, decision: Path<Id>) -> Result<Undone, Problem> {
        let actor = caller.actor(&self.cx).await?;
        moderation::undo(&self.cx, &actor, &Undo { slug: slug.0, decision: decision.0.0 }).await?;
        Ok(Undone::Undone)
    }
}
