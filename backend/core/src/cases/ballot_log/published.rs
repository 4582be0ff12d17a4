//! What was published of a vote: the files that anyone verifies it with, and the statement printed with its result.

use tablee_rules::ballot_log::{Checkpoint, LeafCounts, Note, PublishedResult, Recount, Withheld};
use tablee_rules::timetable::{Millis, PhaseKind};

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::participation::{PhaseAddress, public_phase};
use crate::store::ballot_log;
use crate::store::entities::sealed_result;
use crate::{Context, Refusal};

/// Name of the voters of channels that too few used to be told apart.
pub(crate) const OTHER_CHANNELS: &str = "other";

/// The published result of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVote {
    /// Number of the publication, from 1.
    pub version: i32,
    /// The result with its rules, as JSON: see [`PublishedResult`].
    pub result: String,
    /// What it follows from, as JSON: see [`Recount`].
    pub recount: String,
    /// The signature of the result's hash: a C2SP note.
    pub seal: String,
}

/// What is said beside the result of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteStatement {
    /// Voters by channel; `None` stands for several that too few used to be told apart.
    pub channels: Vec<(Option<String>, u64)>,
    /// What became of the leaves.
    pub leaves: LeafCounts,
    /// When the rules were frozen.
    pub frozen_at: Millis,
    /// When the vote closed.
    pub closed_at: Millis,
    /// Root of the closed log, in hexadecimal.
    pub root: String,
    /// When that head was signed.
    pub head_at: Option<Millis>,
    /// The software that counted, with its version.
    pub software: String,
    /// Options that moderation hid.
    pub hidden: u64,
    /// Why ballots are not published, where counting again takes them.
    pub withheld: Option<Withheld>,
}

/// The last published result of a decision phase, as files.
///
/// # Errors
/// `NotFound` before there is one.
pub async fn published_vote(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<PublishedVote, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let row = ballot_log::last_result(cx.db.read(), found.phase.id).await?;
    let sealed_result::Model { version, result, recount, seal, .. } = row.ok_or(Refusal::NotFound)?;
    Ok(PublishedVote { version, result, recount, seal })
}

/// What is said beside the last published result of a phase; nothing for phases that are no vote.
///
/// # Errors
/// When the database refuses.
pub async fn statement(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Option<VoteStatement>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let vote = match published_vote(cx, actor, address).await {
        Err(Refusal::NotFound) => return Ok(None),
        vote => vote?,
    };
    let result: PublishedResult = serde_json::from_str(&vote.result).map_err(|_| Refusal::WrongState)?;
    let recount: Recount = serde_json::from_str(&vote.recount).map_err(|_| Refusal::WrongState)?;
    let head = Note::parse(&result.head)
        .and_then(|note| Checkpoint::parse(note.text()))
        .map_err(|_| Refusal::WrongState)?;
    let channel = |name: String| Some(name).filter(|name| name != OTHER_CHANNELS);
    Ok(Some(VoteStatement {
        channels: result
            .channels
            .into_iter()
            .map(|(name, of)| (channel(name), of.voters))
            .collect(),
        leaves: result.leaves,
        frozen_at: result.frozen_at,
        closed_at: result.closed_at,
        root: head.root.to_string(),
        head_at: head.time,
        software: result.software,
        hidden: result.hidden.values().sum(),
        withheld: match recount {
            Recount::Summary(_) => None,
            Recount::Withheld(reason) => Some(reason),
        },
    }))
}
