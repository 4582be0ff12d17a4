//! Official answers: the public list, and what the institution writes and publishes.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::answers::{
    self, AnswerVersion, AnsweredProposal, PublicAnswers, PublishAnswers, PublishedAnswers, SaveAnswer,
};
use tablee_core::cases::published_proposals::{Place, Turn};
use tablee_rules::answers::AnswerForm;
use uuid::Uuid;

use crate::address::Ordinal;
use crate::paging::{cursor, part, place};
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A page of the published proposals with their answers, the most supported first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AnswerListing {
    /// When all proposals were promised an answer, in milliseconds since 1970, UTC.
    due_at: Option<i64>,
    /// Proposals without an answer after that moment.
    late: u64,
    proposals: u64,
    answered: u64,
    items: Vec<ProposalAndAnswer>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// A proposal and the answer in force.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ProposalAndAnswer {
    number: i32,
    title: String,
    supports: i32,
    answer: Option<AnswerInForce>,
}

/// One published version of an answer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AnswerInForce {
    /// Counted from 1.
    version: i32,
    /// `retained`, `partly`, `under_study`, `not_retained` or `already_done`.
    verdict: String,
    reason: String,
    details: String,
    /// The responsible body.
    body: String,
    /// The responsible person.
    person: String,
    /// `yyyy-mm-dd`.
    due_on: Option<String>,
    /// In milliseconds since 1970, UTC.
    published_at: Option<i64>,
}

/// An answer to keep as a draft.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AnswerDraft {
    /// The `seen` of what was read.
    seen: Text,
    /// `retained`, `partly`, `under_study`, `not_retained` or `already_done`.
    verdict: Text,
    reason: Text,
    /// More about it; may be left out.
    #[oai(default)]
    details: Text,
    /// The responsible body.
    body: Text,
    /// The responsible person.
    person: Text,
    /// `yyyy-mm-dd`; needed when something is promised.
    #[oai(default)]
    due_on: Text,
}

/// Drafts to publish together.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DraftsToPublish {
    /// Ids of drafts, as the list of drafts gives them.
    #[oai(validator(max_items = 200))]
    answers: Vec<Uuid>,
}

/// What became of the drafts.
#[derive(Object)]
struct DraftsPublished {
    /// Published just now.
    published: u64,
    /// Published before.
    already: u64,
    /// Kept as drafts: their proposals were taken down meanwhile.
    hidden: u64,
    /// Gone: they were dropped meanwhile.
    gone: u64,
}

/// A draft that waits to be published.
#[derive(Object)]
struct WaitingDraft {
    id: Uuid,
    /// Number of the proposal.
    proposal: i32,
    verdict: String,
    version: i32,
}

#[derive(ApiResponse)]
enum Listed {
    /// A page of the list.
    #[oai(status = 200)]
    Page(Json<AnswerListing>),
}

#[derive(ApiResponse)]
enum Drafts {
    /// The drafts.
    #[oai(status = 200)]
    Drafts(Json<Vec<WaitingDraft>>),
}

#[derive(ApiResponse)]
enum Saved {
    /// The draft is kept.
    #[oai(status = 204)]
    Saved,
}

#[derive(ApiResponse)]
enum Published {
    /// They can be read by everyone.
    #[oai(status = 200)]
    Published(Json<DraftsPublished>),
}

impl From<AnswerVersion> for AnswerInForce {
    fn from(answer: AnswerVersion) -> Self {
        Self {
            version: answer.version,
            verdict: answer.verdict,
            reason: answer.reason,
            details: answer.details,
            body: answer.body,
            person: answer.person,
            due_on: answer.due_on,
            published_at: answer.published_at,
        }
    }
}

fn turn(cursor: &str) -> Result<Turn, tablee_core::Refusal> {
    let [supports, number] = place(cursor)?;
    Ok(Turn::After(Place { supports: part(&supports)?, number: part(&number)? }))
}

impl From<PublicAnswers> for AnswerListing {
    fn from(found: PublicAnswers) -> Self {
        let item = |item: AnsweredProposal| ProposalAndAnswer {
            number: item.number,
            title: item.title,
            supports: item.supports,
            answer: item.answer.map(AnswerInForce::from),
        };
        Self {
            due_at: found.due_at,
            late: found.late,
            proposals: found.proposals,
            answered: found.answered,
            items: found.items.into_iter().map(item).collect(),
            next: found.after.map(|place| cursor(&[&place.supports, &place.number])),
        }
    }
}

/// What is written of the answer to a proposal.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct WrittenAnswer {
    /// A mark of what is written, to be sent back with another draft: it is refused when somebody has written meanwhile.
    seen: String,
    /// The draft, as it would be published.
    draft: Option<AnswerInForce>,
    /// The published versions, the one in force first.
    published: Vec<AnswerInForce>,
}

/// See [`crate::routes`].
pub(crate) struct OfficialAnswersApi {
    cx: Context,
}

impl OfficialAnswersApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl OfficialAnswersApi {
    /// Lists the published proposals with the answers in force.
    #[oai(path = "/consultations/:slug/answers", method = "get", tag = "Tag::Answers", operation_id = "listAnswers")]
    async fn list(
        &self,
        slug: Path<String>,
        /// Where the page begins: the `next` of the page before.
        after: Query<Option<String>>,
    ) -> Result<Listed, Problem> {
        let turn = after.0.as_deref().map_or(Ok(Turn::First), turn)?;
        let found = answers::list(&self.cx, &Actor::Anyone, &slug.0, turn).await?;
        Ok(Listed::Page(Json(found.into())))
    }

    /// Lists the drafts that wait to be published.
    #[oai(
        path = "/consultations/:slug/answers/drafts",
        method = "get",
        tag = "Tag::Answers",
        operation_id = "listAnswerDrafts"
    )]
    async fn drafts(&self, caller: Caller, slug: Path<String>) -> Result<Drafts, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let desk = answers::desk(&self.cx, &actor, &slug.0, Turn::First).await?;
        let drafts = desk.drafts.into_iter().map(|draft| WaitingDraft {
            id: draft.id,
            proposal: draft.number,
            verdict: draft.verdict,
            version: draft.version,
        });
        Ok(Drafts::Drafts(Json(drafts.collect())))
    }

    /// Keeps a draft of the answer to a proposal.
    #[oai(
        path = "/consultations/:slug/proposals/:number/answer",
        method = "put",
        tag = "Tag::Answers",
        operation_id = "draftAnswer"
    )]
    async fn save(
        &self,
        caller: Caller,
        slug: Path<String>,
        number: Path<Ordinal>,
        draft: Json<AnswerDraft>,
    ) -> Result<Saved, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let AnswerDraft { seen, verdict, reason, details, body, person, due_on } = draft.0;
        let form = AnswerForm {
            verdict: verdict.0,
            reason: reason.0,
            details: details.0,
            body: body.0,
            person: person.0,
            due: due_on.0,
        };
        answers::save(&self.cx, &actor, SaveAnswer { slug: slug.0, number: number.0.0, seen: seen.0, form }).await?;
        Ok(Saved::Saved)
    }

    /// Publishes drafts together and tells those who follow their proposals.
    #[oai(
        path = "/consultations/:slug/answers/publication",
        method = "post",
        tag = "Tag::Answers",
        operation_id = "publishAnswers"
    )]
    async fn publish(
        &self,
        caller: Caller,
        slug: Path<String>,
        body: Json<DraftsToPublish>,
    ) -> Result<Published, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let command = PublishAnswers { slug: slug.0, answers: body.0.answers };
        let PublishedAnswers { published, already, hidden, gone } = answers::publish(&self.cx, &actor, command).await?;
        let [published, already, hidden, gone] = [published, already, hidden, gone].map(|count| count as u64);
        Ok(Published::Published(Json(DraftsPublished { published, already, hidden, gone })))
    }

    /// Reads what is written of the answer to a proposal.
    #[oai(
        path = "/consultations/:slug/proposals/:number/answer",
        method = "get",
        tag = "Tag::Answers",
        operation_id = "readAnswerDraft"
    )]
    async fn read(
        &self,
        caller: Caller,
        slug: Path<String>,
        number: Path<Ordinal>,
    ) -> Result<Json<WrittenAnswer>, Problem> {
        let edit = answers::edit(&self.cx, &caller.actor(&self.cx).await?, &slug, number.0.0).await?;
        Ok(Json(WrittenAnswer {
            seen: edit.seen,
            draft: edit.draft.map(Into::into),
            published: edit.published.into_iter().map(Into::into).collect(),
        }))
    }

    /// Takes the draft of an answer away.
    #[oai(
        path = "/consultations/:slug/proposals/:number/answer",
        method = "delete",
        tag = "Tag::Answers",
        operation_id = "dropAnswerDraft"
    )]
    async fn drop_draft(&self, caller: Caller, slug: Path<String>, number: Path<Ordinal>) -> Result<Done, Problem> {
        answers::drop_draft(&self.cx, &caller.actor(&self.cx).await?, &slug, number.0.0).await?;
        Ok(Done::NothingMore)
    }
}
