//! What was published of a vote: the files that anyone verifies it with, and the statement printed with its result.

use std::collections::{BTreeMap, BTreeSet};

use tablee_rules::ballot_log::{
    Channel, Checkpoint, LeafCounts, Nonce, Note, OpinionResult, PassesTogether, PublishedResult, Recount,
    StatementWords, Withheld,
};
use tablee_rules::opinion::{OpinionRules, StatementId};
use tablee_rules::timetable::{Millis, PhaseKind};
use tablee_rules::voting::Paper;
use uuid::Uuid;

use super::controls::{Controls, last_result};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::participation::{PhaseAddress, sealed_phase};
use crate::store::entities::sealed_result;
use crate::store::{kept_counts, statements};
use crate::{Context, Refusal};

/// Name of the voters of channels that too few used to be told apart.
pub(crate) const OTHER_CHANNELS: &str = "other";

/// So many observers' signatures stand in the seal itself: with many more, verifiers would not read it.
const MOST_SIGNATURES: usize = 50;

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
    /// The signature of the result's hash, with those of observers: a C2SP note.
    pub seal: String,
    /// What observers say of the result.
    pub controls: Controls,
    /// Of an opinion phase: the words of its statements, but for those taken down since. The result has their hashes.
    pub words: BTreeMap<StatementId, StatementWords>,
}

/// What is said beside the result of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteStatement {
    /// Which rules were in force.
    pub rules: RulesInForce,
    /// Voters by channel, with the passes given out.
    pub channels: Vec<ChannelVoters>,
    /// The passes of the channels whose own number is not told.
    pub passes_together: Option<PassesTogether>,
    /// What observers say of the result.
    pub controls: Controls,
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

/// Who voted by one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelVoters {
    /// Stable name of the channel; `None` stands for several that too few used to be told apart.
    pub name: Option<String>,
    /// Voters.
    pub voters: u64,
    /// Passes given out in the consultation until the log was closed, where they are told.
    pub passes: Option<u64>,
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
    passes_together: Option<PassesTogether>,
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
            passes_together: result.passes_together,
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
            passes_together: result.passes_together,
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
    let (found, row, controls) = last_result(cx, address).await?;
    let sealed_result::Model { version, result, recount, seal, .. } = row;
    let seal = countersigned(&seal, &controls).ok_or(Refusal::WrongState)?;
    let kind = found.phase.phase_kind().ok_or(Refusal::NotFound)?;
    let words = match kind {
        PhaseKind::Opinion => words_of(cx, found.phase.id, &result).await?,
        _ => BTreeMap::new(),
    };
    Ok(PublishedVote { version, kind, result, recount, seal, controls, words })
}

/// The words that stand of the statements of a sealed result: those let through since are not in it.
async fn words_of(cx: &Context, phase: Uuid, result: &str) -> Result<BTreeMap<StatementId, StatementWords>, Refusal> {
    let result: OpinionResult = serde_json::from_str(result).map_err(|_| Refusal::WrongState)?;
    let sealed: BTreeSet<StatementId> = result.statements.iter().map(|total| total.statement).collect();
    let rows = statements::published(cx.db.read(), phase).await?.into_iter();
    let words = rows.map(|row| {
        let salt = row.salt.as_deref().and_then(Nonce::from_hex);
        (StatementId(row.id.as_u128()), StatementWords::new(row.text, salt))
    });
    Ok(words.filter(|(statement, _)| sealed.contains(statement)).collect())
}

/// The seal with the signatures of observers, as far as a note takes them.
fn countersigned(seal: &str, controls: &Controls) -> Option<String> {
    let mut seal = Note::parse(seal).ok()?;
    for control in controls.standing.iter().take(MOST_SIGNATURES) {
        seal.join(Note::parse(&control.note).ok()?);
    }
    Some(seal.to_string())
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

/// Whether [`lottery`] gives a file.
///
/// # Errors
/// `NotFound`.
pub async fn has_lottery(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<bool, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = sealed_phase(cx, address).await?;
    Ok(kept_counts::has_lottery(cx.db.read(), found.phase.id).await?)
}

/// What is said beside the last published result of a phase; nothing for phases whose votes are not sealed.
///
/// # Errors
/// When the database refuses.
pub async fn statement(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Option<VoteStatement>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let (found, row, controls) = match last_result(cx, address).await {
        Err(Refusal::NotFound) => return Ok(None),
        vote => vote?,
    };
    let told: Told = match found.phase.phase_kind() {
        Some(PhaseKind::Opinion) => serde_json::from_str::<OpinionResult>(&row.result).map(Told::from),
        _ => serde_json::from_str::<PublishedResult>(&row.result).map(Told::from),
    }
    .map_err(|_| Refusal::WrongState)?;
    let recount: Recount = serde_json::from_str(&row.recount).map_err(|_| Refusal::WrongState)?;
    let head = Note::parse(&told.head)
        .and_then(|note| Checkpoint::parse(note.text()))
        .map_err(|_| Refusal::WrongState)?;
    let channel = |name: String| Some(name).filter(|name| name != OTHER_CHANNELS);
    let channels = told.channels.into_iter();
    let channels =
        channels.map(|(name, of)| ChannelVoters { name: channel(name), voters: of.voters, passes: of.passes });
    Ok(Some(VoteStatement {
        rules: told.rules,
        channels: channels.collect(),
        passes_together: told.passes_together,
        controls,
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
