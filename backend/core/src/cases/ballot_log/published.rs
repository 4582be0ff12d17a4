//! What was published of a vote: the files that anyone verifies it with, and the statement printed with its result.

use std::collections::BTreeMap;

use tablee_rules::ballot_log::{
    Channel, Checkpoint, LeafCounts, Nonce, Note, OpinionResult, PublishedResult, Recount, StatementWords, Withheld,
};
use tablee_rules::opinion::{OpinionRules, StatementId};
use tablee_rules::timetable::{Millis, PhaseKind};
use tablee_rules::voting::Paper;

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::participation::{PhaseAddress, sealed_phase};
use crate::store::entities::sealed_result;
use crate::store::{ballot_log, kept_counts, statements};
use crate::{Context, Refusal};

/// Name of the voters of channels that too few used to be told apart.
pub(crate) const OTHER_CHANNELS: &str = "other";

/// The published result of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVote {
    /// Number of the publication, from 1.
    pub version: i32,
    /// What people did: vote on options, or on statements.
    pub kind: PhaseKind,
    /// The result with its rules, as JSON: see [`PublishedResult`] and [`OpinionResult`].
    pub result: String,
    /// What it follows from, as JSON: see [`Recount`].
    pub recount: String,
    /// The signature of the result's hash: a C2SP note.
    pub seal: String,
    /// Of an opinion phase: the words of its statements, but for those taken down since. The result has their hashes.
    pub words: BTreeMap<StatementId, StatementWords>,
}

/// What is said beside the result of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteStatement {
    /// Which rules were in force.
    pub rules: RulesInForce,
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
    /// How many options or statements moderation hid, by reason.
    pub hidden: BTreeMap<String, u64>,
    /// Why ballots are not published, where counting again takes them.
    pub withheld: Option<Withheld>,
}

/// The rules that a result goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulesInForce {
    /// Those of a decision.
    Decision {
        /// Stable name of the method.
        method: String,
        /// Seats, ties and settings.
        paper: Box<Paper>,
    },
    /// The thresholds that figures of opinions go by.
    Opinion(OpinionRules),
}

/// What both kinds of published results tell.
struct Told {
    channels: BTreeMap<String, Channel>,
    leaves: LeafCounts,
    hidden: BTreeMap<String, u64>,
    frozen_at: Millis,
    closed_at: Millis,
    head: String,
    software: String,
    rules: RulesInForce,
}

impl From<PublishedResult> for Told {
    fn from(result: PublishedResult) -> Self {
        Self {
            channels: result.channels,
            leaves: result.leaves,
            hidden: result.hidden,
            frozen_at: result.frozen_at,
            closed_at: result.closed_at,
            head: result.head,
            software: result.software,
            rules: RulesInForce::Decision { method: result.method, paper: Box::new(result.paper) },
        }
    }
}

impl From<OpinionResult> for Told {
    fn from(result: OpinionResult) -> Self {
        Self {
            channels: result.channels,
            leaves: result.leaves,
            hidden: result.hidden,
            frozen_at: result.frozen_at,
            closed_at: result.closed_at,
            head: result.head,
            software: result.software,
            rules: RulesInForce::Opinion(result.rules),
        }
    }
}

/// The last published result of a phase whose votes are sealed, as files.
///
/// # Errors
/// `NotFound` before there is one.
pub async fn published_vote(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<PublishedVote, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let row = ballot_log::last_result(cx.db.read(), found.phase.id).await?;
    let sealed_result::Model { version, result, recount, seal, .. } = row.ok_or(Refusal::NotFound)?;
    let kind = found.phase.phase_kind().ok_or(Refusal::NotFound)?;
    let words = match kind {
        PhaseKind::Opinion => statements::published(cx.db.read(), found.phase.id).await?,
        _ => Vec::new(),
    };
    let words = words.into_iter().map(|row| {
        let salt = row.salt.as_deref().and_then(Nonce::from_hex);
        (StatementId(row.id.as_u128()), StatementWords::new(row.text, salt))
    });
    Ok(PublishedVote { version, kind, result, recount, seal, words: words.collect() })
}

/// The panels of which the draw of a phase takes one, as a file: from the close on, before the draw is known.
///
/// # Errors
/// `NotFound` before they are there, and for phases that draw no panel.
pub async fn lottery(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<String, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    let panels = kept_counts::lottery(cx.db.read(), found.phase.id).await?;
    panels.ok_or(Refusal::NotFound)
}

/// What is said beside the last published result of a phase; nothing for phases whose votes are not sealed.
///
/// # Errors
/// When the database refuses.
pub async fn statement(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Option<VoteStatement>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let vote = match published_vote(cx, actor, address).await {
        Err(Refusal::NotFound) => return Ok(None),
        vote => vote?,
    };
    let told: Told = match vote.kind {
        PhaseKind::Opinion => serde_json::from_str::<OpinionResult>(&vote.result).map(Told::from),
        _ => serde_json::from_str::<PublishedResult>(&vote.result).map(Told::from),
    }
    .map_err(|_| Refusal::WrongState)?;
    let recount: Recount = serde_json::from_str(&vote.recount).map_err(|_| Refusal::WrongState)?;
    let head = Note::parse(&told.head)
        .and_then(|note| Checkpoint::parse(note.text()))
        .map_err(|_| Refusal::WrongState)?;
    let channel = |name: String| Some(name).filter(|name| name != OTHER_CHANNELS);
    let channels = told.channels.into_iter().map(|(name, of)| (channel(name), of.voters));
    Ok(Some(VoteStatement {
        rules: told.rules,
        channels: channels.collect(),
        leaves: told.leaves,
        frozen_at: told.frozen_at,
        closed_at: told.closed_at,
        root: head.root.to_string(),
        head_at: head.time,
        software: told.software,
        hidden: told.hidden,
        withheld: match recount {
            Recount::Summary(_) => None,
            Recount::Withheld(reason) => Some(reason),
        },
    }))
}
