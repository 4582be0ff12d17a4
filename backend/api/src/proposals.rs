//! Proposals: the published ones, and what a participant writes, supports and corrects.

use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, CorrectProposal, Propose, Proposed};
use tablee_core::cases::published_proposals::{
    self, AnswerVersion, FindSimilar, ListOrder, ListProposals, Place, ProposalAddress, ProposalCard, ProposalList,
    ProposalPage, Turn,
};
use tablee_core::cases::supports;
use tablee_core::ports::DAY;
use tablee_core::texts::machine_date;

use crate::address::Ordinal;
use crate::client::CallingClient;
use crate::issued::{Issued, ReceiptIssued};
use crate::receipts::trying;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// How proposals are ordered.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum Order {
    /// The newest first.
    Newest,
    /// Those that most people stand behind first.
    MostSupported,
}

/// A proposal in a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ListedProposal {
    /// Its number in the consultation.
    number: i32,
    /// One line.
    title: String,
    /// Its text, with line breaks.
    text: String,
    /// People who said "this is mine too".
    supports: i32,
    /// What the institution decided, once it has answered: `retained`, `partly`, `under_study`, `not_retained`, `already_done`.
    verdict: Option<String>,
}

/// A page of published proposals.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ProposalListing {
    /// How many there are in all, of those looked for.
    total: u64,
    /// Those of this page.
    proposals: Vec<ListedProposal>,
    /// Cursor to give as `after` for the next page.
    next: Option<String>,
    /// Cursor to give as `before` for the page before.
    previous: Option<String>,
}

/// A published proposal.
#[derive(Object)]
struct PublishedProposal {
    /// Its number in the consultation.
    number: i32,
    /// One line.
    title: String,
    /// Its text, with line breaks.
    text: String,
    /// Day it was received, `yyyy-mm-dd`.
    received_on: String,
    /// The way it came: `web`, `assisted`, `paper`, `workshop`.
    channel: String,
    /// People who said "this is mine too".
    supports: i32,
    /// What the institution answered, the version in force first.
    answers: Vec<OfficialAnswer>,
}

/// One published version of an official answer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct OfficialAnswer {
    /// Counted from 1.
    version: i32,
    /// `retained`, `partly`, `under_study`, `not_retained` or `already_done`.
    verdict: String,
    /// Why.
    reason: String,
    /// More about it; may be empty.
    details: String,
    /// The responsible body.
    body: String,
    /// The responsible person.
    person: String,
    /// When it will be done, `yyyy-mm-dd`.
    due_on: Option<String>,
}

/// The words of a proposal.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProposalWords {
    /// 1 to 120 characters.
    title: Text,
    /// 1 to 2,000 characters.
    text: Text,
}

#[derive(ApiResponse)]
enum Listing {
    /// A page of the list.
    #[oai(status = 200)]
    Page(Json<ProposalListing>),
}

#[derive(ApiResponse)]
enum Found {
    /// The proposal.
    #[oai(status = 200)]
    Proposal(Json<PublishedProposal>),
}

#[derive(ApiResponse)]
enum Similar {
    /// At most three, the nearest first.
    #[oai(status = 200)]
    Proposals(Json<Vec<ListedProposal>>),
}

#[derive(ApiResponse)]
enum Corrected {
    /// It has its new words.
    #[oai(status = 200)]
    Receipt(Json<ReceiptIssued>),
}

/// See [`crate::routes`].
pub(crate) struct ProposalsApi {
    cx: Context,
}

impl ProposalsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Participation")]
impl ProposalsApi {
    /// Lists the published proposals of a consultation.
    #[oai(path = "/consultations/:slug/proposals", method = "get", operation_id = "listProposals")]
    async fn list(
        &self,
        slug: Path<String>,
        /// Words that the proposals must hold, whatever their accents and capitals.
        #[oai(validator(max_length = 200))]
        search: Query<Option<String>>,
        /// `newest` unless said otherwise.
        order: Query<Option<Order>>,
        /// Cursor: what follows it.
        #[oai(validator(pattern = "^[0-9]{1,9}-[0-9]{1,9}$"))]
        after: Query<Option<String>>,
        /// Cursor: what precedes it.
        #[oai(validator(pattern = "^[0-9]{1,9}-[0-9]{1,9}$"))]
        before: Query<Option<String>>,
    ) -> Result<Listing, Problem> {
        let query = ListProposals {
            slug: slug.0,
            order: order.map_or(ListOrder::Newest, ListOrder::from),
            search: search.0.unwrap_or_default(),
            turn: turn(after.0, before.0),
        };
        let list = published_proposals::list(&self.cx, &Actor::Anyone, &query).await?;
        Ok(Listing::Page(Json(list.into())))
    }

    /// Gives a published proposal with its official answers.
    #[oai(path = "/consultations/:slug/proposals/:number", method = "get", operation_id = "getProposal")]
    async fn read(&self, slug: Path<String>, number: Path<Ordinal>) -> Result<Found, Problem> {
        let address = ProposalAddress { slug: slug.0, number: number.0.0 };
        let found = published_proposals::read(&self.cx, &Actor::Anyone, &address).await?;
        Ok(Found::Proposal(Json(found.into())))
    }

    /// Finds published proposals that resemble some words, before they are sent.
    #[oai(
        path = "/consultations/:slug/phases/:position/proposals/similar",
        method = "post",
        operation_id = "findSimilarProposals"
    )]
    async fn similar(
        &self,
        slug: Path<String>,
        position: Path<Ordinal>,
        words: Json<ProposalWords>,
    ) -> Result<Similar, Problem> {
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let query = FindSimilar { phase, title: words.0.title.0, text: words.0.text.0 };
        let similar = published_proposals::similar(&self.cx, &Actor::Anyone, &query).await?;
        Ok(Similar::Proposals(Json(similar.into_iter().map(ListedProposal::from).collect())))
    }

    /// Puts a proposal forward, without a look at similar ones.
    #[oai(path = "/consultations/:slug/phases/:position/proposals", method = "post", operation_id = "propose")]
    async fn propose(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// Any text of the caller's own, new for each proposal: a request sent again with it counts once.
        #[oai(name = "Idempotency-Key", validator(min_length = 8, max_length = 200))]
        key: Header<String>,
        words: Json<ProposalWords>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let command = Propose {
            phase: PhaseAddress { slug: slug.0, position: position.0.0 },
            title: words.0.title.0,
            text: words.0.text.0,
            similar_seen: true,
            key: SubmissionKey(key.0),
        };
        match proposals::propose(&self.cx, &actor, command).await? {
            Proposed::Kept(code) => Ok(code.into()),
            Proposed::Resembles(_) => Err(tablee_core::Refusal::WrongState.into()),
        }
    }

    /// Stands behind a published proposal: "this is mine too".
    #[oai(path = "/consultations/:slug/proposals/:number/supports", method = "post", operation_id = "supportProposal")]
    async fn support(&self, caller: Caller, slug: Path<String>, number: Path<Ordinal>) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let address = ProposalAddress { slug: slug.0, number: number.0.0 };
        Ok(supports::support(&self.cx, &actor, &address).await?.into())
    }

    /// Gives other words to the proposal of a receipt code.
    #[oai(path = "/receipts/:code/proposal", method = "put", operation_id = "correctProposal")]
    async fn correct(
        &self,
        client: CallingClient,
        code: Path<String>,
        words: Json<ProposalWords>,
    ) -> Result<Corrected, Problem> {
        let command = CorrectProposal { code: code.0, title: words.0.title.0, text: words.0.text.0 };
        let corrected = proposals::correct(&self.cx, &Actor::Anyone, command);
        Ok(Corrected::Receipt(Json(trying(&self.cx, &client, corrected).await?.into())))
    }
}

fn turn(after: Option<String>, before: Option<String>) -> Turn {
    let place = |cursor: Option<String>| cursor.as_deref().and_then(Place::parse);
    let after = place(after).map(Turn::After);
    after.or_else(|| place(before).map(Turn::Before)).unwrap_or(Turn::First)
}

impl From<ProposalList> for ProposalListing {
    fn from(list: ProposalList) -> Self {
        Self {
            total: list.total,
            proposals: list.cards.into_iter().map(ListedProposal::from).collect(),
            next: list.after.map(|place| place.to_string()),
            previous: list.before.map(|place| place.to_string()),
        }
    }
}

impl From<Order> for ListOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::MostSupported => Self::MostSupported,
        }
    }
}

impl From<ProposalCard> for ListedProposal {
    fn from(card: ProposalCard) -> Self {
        Self { number: card.number, title: card.title, text: card.text, supports: card.supports, verdict: card.verdict }
    }
}

impl From<ProposalPage> for PublishedProposal {
    fn from(found: ProposalPage) -> Self {
        let received = machine_date(i64::from(found.day) * DAY);
        Self {
            number: found.number,
            title: found.title,
            text: found.text,
            received_on: received.chars().take(10).collect(),
            channel: found.channel,
            supports: found.supports,
            answers: found.answers.into_iter().map(OfficialAnswer::from).collect(),
        }
    }
}

impl From<AnswerVersion> for OfficialAnswer {
    fn from(answer: AnswerVersion) -> Self {
        Self {
            version: answer.version,
            verdict: answer.verdict,
            reason: answer.reason,
            details: answer.details,
            body: answer.body,
            person: answer.person,
            due_on: answer.due_on,
        }
    }
}
