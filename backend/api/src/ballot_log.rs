//! Checking votes: one vote by its proof code, the log of a phase, and what is published of it.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde_json::Value;
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{self, FoundVote, LogView, PublishedVote, SignResult, VotePlace};
use tablee_core::{Context, Refusal};
use tablee_rules::ballot_log::{Hash256, OpenedLog};
use tablee_rules::timetable::PhaseKind;

use crate::address::{self, Ordinal};
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A vote that was found by its proof code. It tells that somebody voted, and not what.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Vote {
    /// Slug of the consultation.
    consultation: String,
    /// Position of the phase, from 1.
    phase: i32,
    /// The hash that stands for the vote.
    leaf: String,
    /// When it enters the log at the latest, in milliseconds since 1970 (UTC), as long as it waits.
    before: Option<i64>,
    /// What proves that it is in the log.
    inclusion: Option<Inclusion>,
    /// Whether a panel's draw took its voter, once results are published; left out for other votes.
    drawn: Option<bool>,
}

/// An inclusion proof (RFC 9162, 2.1.3) and the signed head that it leads to.
#[derive(Object)]
struct Inclusion {
    /// The leaf's place, from 0.
    index: u64,
    /// How many leaves the head covers.
    size: u64,
    /// Hashes beside the way to the root, the lowest first, in hexadecimal.
    proof: Vec<String>,
    /// The head: a C2SP checkpoint.
    head: String,
}

/// The log of a phase.
#[derive(Object)]
struct Log {
    /// Its name, which its heads carry.
    origin: String,
    /// What heads are checked with: a C2SP verifier key.
    key: String,
    /// Every signed head, the first one first.
    heads: Vec<Head>,
    /// How many observers every head is mailed to: two or more make a rewritten log visible.
    observers: u64,
    /// Public names of the auditors who have one.
    named_observers: Vec<String>,
}

/// A signed head.
#[derive(Object)]
struct Head {
    /// Counted from 1.
    number: i32,
    /// Leaves that it covers.
    size: u64,
    /// The root over them, in hexadecimal.
    root: String,
    /// When it was made, in milliseconds since 1970 (UTC).
    made_at: i64,
    /// Whether the vote was closed.
    closing: bool,
    /// The C2SP checkpoint.
    note: String,
}

/// A page of leaves.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Leaves {
    /// Place of the first one, from 0.
    from: u64,
    /// Their hashes in order, in hexadecimal.
    leaves: Vec<String>,
    /// Where the next page begins.
    next: Option<u64>,
}

/// A consistency proof (RFC 9162, 2.1.4).
#[derive(Object)]
struct Consistency {
    /// Its hashes, in hexadecimal.
    proof: Vec<String>,
}

/// The published result of a vote, for `tablee verify` and `tablee recount`.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Files {
    /// Number of the publication, from 1.
    version: i32,
    /// The result with its rules.
    result: Any<Value>,
    /// What it follows from, or why that is withheld.
    recount: Any<Value>,
    /// The signature of the result's hash, with those of observers: a C2SP note.
    seal: String,
    /// Observers who audited this result and signed it, the first one first.
    controls: Vec<Control>,
    /// Public names of observers who took their signature under this result back.
    taken_back: Vec<String>,
    /// Public names of observers who signed a version before, and not this corrected one.
    earlier_controls: Vec<String>,
    /// Of an opinion phase: the words of its statements by their number, but for those taken down since.
    words: Option<Any<Value>>,
}

/// An observer's signature under a result.
#[derive(Object)]
struct Control {
    /// The observer's public name.
    name: String,
    /// What the signature is checked with: a C2SP verifier key.
    key: String,
    /// When it was given, in milliseconds since 1970 (UTC).
    signed_at: i64,
    /// The signed text with this signature: a C2SP note.
    note: String,
}

/// An observer's signature to publish.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ControlToSign {
    /// The note that `tablee audit --sign` wrote.
    note: Text,
    /// The verifier key that it printed. Left out once it is known: the first signature binds it to the observer.
    #[oai(default)]
    key: Text,
}

/// The opened log, for `tablee audit`.
#[derive(Object)]
struct Opened {
    /// Every ballot behind its leaf.
    opened: Any<OpenedLog>,
}

#[derive(ApiResponse)]
enum Answer<T: Send + poem_openapi::types::ToJSON> {
    /// It.
    #[oai(status = 200)]
    Found(Json<T>),
}

impl From<FoundVote> for Vote {
    fn from(found: FoundVote) -> Self {
        let (before, inclusion) = match found.place {
            VotePlace::Waiting { before } => (Some(before), None),
            VotePlace::Sealed(inclusion) => (None, Some(inclusion.into())),
        };
        let (leaf, drawn) = (found.leaf.to_string(), found.drawn);
        Self { consultation: found.slug, phase: found.position, leaf, before, inclusion, drawn }
    }
}

impl From<ballot_log::Inclusion> for Inclusion {
    fn from(found: ballot_log::Inclusion) -> Self {
        Self { index: found.index, size: found.size, proof: hexadecimal(&found.proof), head: found.head }
    }
}

impl From<LogView> for Log {
    fn from(log: LogView) -> Self {
        Self {
            observers: log.observers,
            named_observers: log.named,
            origin: log.origin,
            key: log.key,
            heads: log.heads.into_iter().map(Head::from).collect(),
        }
    }
}

impl From<ballot_log::Head> for Head {
    fn from(head: ballot_log::Head) -> Self {
        let ballot_log::Head { number, size, root, made_at, closing, note } = head;
        Self { number, size, root, made_at, closing, note }
    }
}

impl TryFrom<PublishedVote> for Files {
    type Error = Refusal;

    fn try_from(vote: PublishedVote) -> Result<Self, Refusal> {
        let read = |json: &str| serde_json::from_str(json).map(Any).map_err(|_| Refusal::WrongState);
        let ballot_log::Controls { standing, taken_back, earlier } = vote.controls;
        let words = serde_json::to_value(&vote.words).map_err(|_| Refusal::WrongState)?;
        Ok(Self {
            version: vote.version,
            result: read(&vote.result)?,
            recount: read(&vote.recount)?,
            seal: vote.seal,
            controls: standing.into_iter().map(Control::from).collect(),
            taken_back: taken_back.into_iter().map(|(name, _)| name).collect(),
            earlier_controls: earlier,
            words: (vote.kind == PhaseKind::Opinion).then_some(Any(words)),
        })
    }
}

impl From<ballot_log::Control> for Control {
    fn from(control: ballot_log::Control) -> Self {
        Self { name: control.name, key: control.key, signed_at: control.at, note: control.note }
    }
}

fn hexadecimal(hashes: &[Hash256]) -> Vec<String> {
    hashes.iter().map(Hash256::to_string).collect()
}

/// See [`crate::routes`].
pub(crate) struct BallotLogApi {
    cx: Context,
}

impl BallotLogApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Results")]
impl BallotLogApi {
    /// Finds a vote by the proof code of its receipt.
    #[oai(path = "/votes/:code", method = "get", operation_id = "findVote")]
    async fn vote(&self, code: Path<String>) -> Result<Answer<Vote>, Problem> {
        let found = ballot_log::find_vote(&self.cx, &Actor::Anyone, &code).await?;
        Ok(Answer::Found(Json(found.into())))
    }

    /// Reads key and signed heads of the log of a vote.
    #[oai(path = "/consultations/:slug/phases/:position/ballot-log", method = "get", operation_id = "readBallotLog")]
    async fn log(&self, slug: Path<String>, position: Path<Ordinal>) -> Result<Answer<Log>, Problem> {
        let phase = address::phase(slug.0, position.0);
        Ok(Answer::Found(Json(ballot_log::log(&self.cx, &Actor::Anyone, &phase).await?.into())))
    }

    /// Reads leaves of the log of a vote, a thousand at most.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/leaves",
        method = "get",
        operation_id = "readBallotLogLeaves"
    )]
    async fn leaves(
        &self,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// Place of the first one, from 0.
        from: Query<Option<u64>>,
    ) -> Result<Answer<Leaves>, Problem> {
        let phase = address::phase(slug.0, position.0);
        let from = from.0.unwrap_or_default();
        let leaves = ballot_log::leaves(&self.cx, &Actor::Anyone, &phase, from).await?;
        let read = leaves.len() as u64;
        let next = (read == ballot_log::LEAVES).then(|| from + read);
        Ok(Answer::Found(Json(Leaves { from, leaves, next })))
    }

    /// Proves that the log of one size starts with the whole log of a smaller one.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/consistency",
        method = "get",
        operation_id = "proveBallotLogConsistency"
    )]
    async fn consistency(
        &self,
        slug: Path<String>,
        position: Path<Ordinal>,
        /// The smaller size.
        first: Query<u64>,
        /// The larger one.
        second: Query<u64>,
    ) -> Result<Answer<Consistency>, Problem> {
        let phase = address::phase(slug.0, position.0);
        let proof = ballot_log::consistency(&self.cx, &Actor::Anyone, &phase, (first.0, second.0)).await?;
        Ok(Answer::Found(Json(Consistency { proof: hexadecimal(&proof) })))
    }

    /// Reads the published result of a vote with all that is needed to verify it and count again, but for the leaves.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/published",
        method = "get",
        operation_id = "readPublishedVote"
    )]
    async fn published(&self, slug: Path<String>, position: Path<Ordinal>) -> Result<Answer<Files>, Problem> {
        let phase = address::phase(slug.0, position.0);
        let vote = ballot_log::published_vote(&self.cx, &Actor::Anyone, &phase).await?;
        Ok(Answer::Found(Json(vote.try_into()?)))
    }

    /// Opens every ballot of a closed vote, without names, for an auditor. It is written in the audit log.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/opened",
        method = "get",
        operation_id = "openBallotLog"
    )]
    async fn opened(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
    ) -> Result<Answer<Opened>, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = address::phase(slug.0, position.0);
        let opened = ballot_log::opened_log(&self.cx, &actor, &phase).await?;
        Ok(Answer::Found(Json(Opened { opened: Any(opened) })))
    }
    /// Signs the published result of a vote, for an auditor with a public name who found nothing wrong. Again is once.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/control",
        method = "put",
        operation_id = "signResult"
    )]
    async fn sign(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        body: Json<ControlToSign>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = address::phase(slug.0, position.0);
        let ControlToSign { note, key } = body.0;
        ballot_log::sign(&self.cx, &actor, SignResult { phase, key: key.0, note: note.0 }).await?;
        Ok(Done::NothingMore)
    }

    /// Takes the caller's own signature under the published result back. Everyone can see that it was.
    #[oai(
        path = "/consultations/:slug/phases/:position/ballot-log/control",
        method = "delete",
        operation_id = "takeBackSignature"
    )]
    async fn take_back(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        ballot_log::take_back(&self.cx, &actor, &address::phase(slug.0, position.0)).await?;
        Ok(Done::NothingMore)
    }
}
