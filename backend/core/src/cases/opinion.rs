//! Opinion phases: one statement at a time, agree, disagree or pass; stop and come back; change a vote until the close.

mod receipt;
mod sheet;

use tablee_rules::opinion::{StatementId, Stratum, Vote, routed_order};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::results::Channel;
use tablee_rules::timetable::{Millis, PhaseKind};
use uuid::Uuid;

pub use receipt::VotesContent;
pub(crate) use receipt::shown;
pub use sheet::{RecordedSheet, SheetProof, SheetReceipt};

use super::alike;
use super::contribution::hold;
use super::counting::{count_only, lock_author, uncount};
use super::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, contributor, enter, issue_receipt, must_be_open,
    open_phase, participation_of, public_phase, receipt_code,
};
use super::rate_limits::Client;
use crate::access::{Action, Actor, DeviceSecret, Scope, allow};
use crate::alike::Choice;
use crate::secrets::Purpose;
use crate::store::entities::{declaration, participation, phase, statement, statement_vote, stratum};
use crate::store::{Unit, opinion_analyses, participations, statements, strata};
use crate::{Context, Refusal};

/// What is said of one statement.
#[derive(Clone, Debug)]
pub struct CastVote {
    /// The opinion phase.
    pub phase: PhaseAddress,
    /// The statement.
    pub statement: Uuid,
    /// Agree, disagree or pass.
    pub vote: Vote,
}

/// Another vote on one statement, by the voter's receipt code.
#[derive(Clone, Debug)]
pub struct CorrectVote {
    /// The receipt code, as typed.
    pub code: String,
    /// The statement.
    pub statement: Uuid,
    /// Agree, disagree or pass.
    pub vote: Vote,
}

/// A voter's way through the statements of a phase.
#[derive(Clone, Debug)]
pub struct OpinionPhase {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub phase: String,
    /// What the phase is about.
    pub intro: String,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// The statements in this person's order, each with what they said of it.
    pub statements: Vec<JudgedStatement>,
    /// Whether the consultation asks a few questions about people, and has not asked this one although they have voted.
    pub profile_due: bool,
    /// Whether the consultation asks such questions at all.
    pub profile_asked: bool,
    /// The receipt code of the votes, once there is one.
    pub receipt: Option<ReceiptCode>,
}

/// A statement, with what one person said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedStatement {
    /// Its id.
    pub id: Uuid,
    /// Its words.
    pub text: String,
    /// What was said of it.
    pub vote: Option<Vote>,
}

impl OpinionPhase {
    /// How many statements this person has seen.
    pub fn seen(&self) -> usize {
        self.statements
            .iter()
            .filter(|statement| statement.vote.is_some())
            .count()
    }

    /// The place of the statement to show: the one asked for, else the first unseen one; none once all are seen.
    pub fn place(&self, asked: Option<Uuid>) -> Option<usize> {
        let asked = asked.and_then(|asked| self.statements.iter().position(|statement| statement.id == asked));
        asked.or_else(|| self.statements.iter().position(|statement| statement.vote.is_none()))
    }

    /// The nearest statement before that place which this person has seen.
    pub fn previous(&self, place: usize) -> Option<&JudgedStatement> {
        self.statements[..place]
            .iter()
            .rfind(|statement| statement.vote.is_some())
    }
}

/// The statements of an open phase, in the order and with the votes of whoever asks.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn open(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<OpinionPhase, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Opinion).await?;
    let (seed, voter) = match actor {
        Actor::Resident(device) => {
            let participation = participation_of(cx, device, &open).await?;
            (seed_of(cx, device, open.phase.id), participation.and_then(|row| row.contribution_id))
        }
        // Nobody has a place to come back to yet: any order will do, but not the same one for all.
        Actor::Anyone | Actor::Member(_) | Actor::System => (cx.anonymous_id().as_u64_pair().0, None),
    };
    judged(cx, open, voter, Some(seed)).await
}

/// Says what the actor thinks of a statement, over what they said before. The same vote twice counts once.
///
/// # Errors
/// `NotFound` for a statement that is not put to the vote there; `PhaseNotOpen`, `PhaseClosed`.
pub async fn vote(cx: &Context, actor: &Actor, command: CastVote) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    vote_for(cx, &contributor(actor)?, command).await
}

/// The same by a device at that address. Votes alike from one address are noticed when they are many, and count as any other.
///
/// # Errors
/// As [`vote`].
pub async fn vote_from(cx: &Context, actor: &Actor, client: Client, command: CastVote) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    vote_for(cx, &contributor(actor)?.from(client), command).await
}

/// Says what that contributor thinks, whoever typed it.
///
/// # Errors
/// As [`vote`].
pub(crate) async fn vote_for(
    cx: &Context,
    contributor: &Contributor,
    command: CastVote,
) -> Result<ReceiptCode, Refusal> {
    let open = public_phase(cx, &command.phase, PhaseKind::Opinion).await?;
    if let Err(refusal) = must_be_open(cx, &open.phase) {
        return earlier_votes(cx, contributor, &open, &[(command.statement, command.vote)])
            .await?
            .ok_or(refusal);
    }
    must_be_put_to_the_vote(cx, &open.phase, command.statement).await?;
    let unit = cx.db.begin().await?;
    let participation = enter(cx, &unit, contributor, &open).await?;
    let voter = voter_of(cx, &unit, &open.phase, &participation).await?;
    count_only(cx, &unit, &open.phase, &participation).await?;
    let first = !statements::has_voted(unit.conn(), open.phase.id, voter, command.statement).await?;
    let vote = row(&open.phase, voter, command.statement, command.vote);
    put(cx, &unit, &open.phase, (contributor.channel, vec![vote])).await?;
    unit.commit().await?;
    if first {
        let choice = Choice::Opinion(command.statement, command.vote);
        alike::note(cx, contributor.client, &open.phase, (voter, choice)).await;
    }
    Ok(receipt_code(&cx.secrets, voter))
}

/// The receipt of these very votes, where they were cast before: their sender may not have seen the answer before the phase closed.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn earlier_votes(
    cx: &Context,
    contributor: &Contributor,
    open: &OpenPhase,
    said: &[(Uuid, Vote)],
) -> Result<Option<ReceiptCode>, Refusal> {
    let participation = participation_of(cx, &contributor.device, open).await?;
    let Some(voter) = participation.and_then(|row| row.contribution_id) else { return Ok(None) };
    let votes = statements::votes_of(cx.db.read(), open.phase.id, voter).await?;
    let cast = |(statement, said): &(Uuid, Vote)| {
        let same = |vote: &statement_vote::Model| vote.statement_id == *statement && vote.choice == said.mark();
        votes.iter().any(same)
    };
    Ok(said.iter().all(cast).then(|| receipt_code(&cx.secrets, voter)))
}

/// The number under which a participation's votes are kept; makes it, with its receipt code, when it is missing.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn voter_of(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    participation: &participation::Model,
) -> Result<Uuid, Refusal> {
    if let Some(voter) = participation.contribution_id {
        return Ok(voter);
    }
    let voter = cx.anonymous_id();
    participations::link(unit.conn(), participation.id, voter).await?;
    issue_receipt(cx, unit, phase, ContributionKind::Votes, voter).await?;
    Ok(voter)
}

/// The votes that a receipt code opens, to be changed; in the order the statements were written.
///
/// # Errors
/// `Invalid` for a wrong code, `NotFound` for the code of something else, `PhaseClosed`.
pub async fn correction_form(cx: &Context, actor: &Actor, code: &str) -> Result<OpinionPhase, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Votes)?;
    let open = OpenPhase { consultation: held.consultation, phase: held.phase };
    judged(cx, open, Some(held.contribution), None).await
}

/// Changes one vote by receipt code, or adds one, which is noticed as by [`vote_from`].
///
/// # Errors
/// `Invalid` on `code`; `NotFound` for a statement that is not put to the vote there; `PhaseClosed`.
pub async fn correct(
    cx: &Context,
    actor: &Actor,
    client: Client,
    command: CorrectVote,
) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, &command.code).await?.changeable(cx, ContributionKind::Votes)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    let author = lock_author(&unit, held.contribution).await?;
    count_only(cx, &unit, &held.phase, &author).await?;
    let first = !statements::has_voted(unit.conn(), held.phase.id, held.contribution, command.statement).await?;
    let vote = row(&held.phase, held.contribution, command.statement, command.vote);
    put(cx, &unit, &held.phase, (Channel::Web, vec![vote])).await?;
    unit.commit().await?;
    if first {
        let choice = Choice::Opinion(command.statement, command.vote);
        alike::note(cx, Some(client), &held.phase, (held.contribution, choice)).await;
    }
    Ok(held.code)
}

/// Forgets all votes of a receipt code and takes them out of the count. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`; `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Votes)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    let author = lock_author(&unit, held.contribution).await?;
    uncount(cx, &unit, &held.phase, &author).await?;
    statements::withdraw_votes(unit.conn(), held.phase.id, held.contribution).await?;
    strata::forget(unit.conn(), held.phase.id, held.contribution).await?;
    sheet::forget(&unit, held.contribution).await?;
    Ok(unit.commit().await?)
}

async fn must_be_put_to_the_vote(cx: &Context, phase: &phase::Model, statement: Uuid) -> Result<(), Refusal> {
    if statements::is_published(cx.db.read(), phase.id, statement).await? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// What a voter says of a statement, as it is kept.
pub(crate) fn row(phase: &phase::Model, voter: Uuid, statement: Uuid, vote: Vote) -> statement_vote::Model {
    statement_vote::Model {
        phase_id: phase.id,
        voter_id: voter,
        statement_id: statement,
        consultation_id: phase.consultation_id,
        choice: vote.mark(),
    }
}

/// Seals the voter's votes with these among them, at least one, and counts these. Counters come last: everyone who votes on a
/// statement waits for them.
///
/// # Errors
/// `NotFound` for a statement that is not put to the vote: the unit must be dropped.
pub(crate) async fn put(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    (channel, votes): (Channel, Vec<statement_vote::Model>),
) -> Result<(), Refusal> {
    sheet::seal(cx, unit, phase, (channel.key(), &votes)).await?;
    for vote in votes {
        if !statements::put_vote(unit.conn(), vote).await? {
            return Err(Refusal::NotFound);
        }
    }
    Ok(())
}

/// The published statements with one voter's votes; with a seed, in the order in which this voter is to meet them.
async fn judged(
    cx: &Context,
    open: OpenPhase,
    voter: Option<Uuid>,
    seed: Option<u64>,
) -> Result<OpinionPhase, Refusal> {
    let written = statements::published(cx.db.read(), open.phase.id).await?;
    let votes = match voter {
        Some(voter) => statements::votes_of(cx.db.read(), open.phase.id, voter).await?,
        None => Vec::new(),
    };
    let questions = strata::of_consultation(cx.db.read(), open.consultation.id).await?;
    let declared = match voter.filter(|_| !questions.is_empty()) {
        Some(voter) => strata::of_voter(cx.db.read(), open.phase.id, voter).await?,
        None => Vec::new(),
    };
    let order = match seed {
        Some(seed) => {
            let routing = opinion_analyses::routing(cx.db.read(), open.phase.id).await?;
            let own = own_strata(&questions, &declared);
            let ids: Vec<_> = written.iter().map(|row| StatementId(row.id.as_u128())).collect();
            routed_order(seed, &routing, &own, &ids)
        }
        None => (0..written.len()).collect(),
    };
    Ok(OpinionPhase {
        profile_asked: !questions.is_empty(),
        profile_due: !questions.is_empty() && declared.is_empty() && !votes.is_empty(),
        slug: open.consultation.slug,
        consultation: open.consultation.title,
        position: open.phase.position,
        phase: open.phase.title,
        intro: open.phase.intro,
        closes_at: open.phase.closes_at,
        statements: order
            .into_iter()
            .map(|place| with_vote(&written[place], &votes))
            .collect(),
        receipt: voter
            .filter(|_| !votes.is_empty())
            .map(|voter| receipt_code(&cx.secrets, voter)),
    })
}

/// The strata that these declarations put a voter in; questions are numbered by their order.
fn own_strata(questions: &[stratum::Model], declared: &[declaration::Model]) -> Vec<Stratum> {
    let numbered = questions.iter().zip(0..);
    numbered
        .filter_map(|(question, number)| {
            let declared = declared.iter().find(|row| row.stratum_id == question.id)?;
            Some(Stratum { question: number, yes: declared.yes? })
        })
        .collect()
}

fn with_vote(statement: &statement::Model, votes: &[statement_vote::Model]) -> JudgedStatement {
    let vote = votes.iter().find(|vote| vote.statement_id == statement.id);
    JudgedStatement {
        id: statement.id,
        text: statement.text.clone(),
        vote: vote.and_then(|vote| Vote::from_mark(vote.choice)),
    }
}

/// Always the same for a device in a phase, and unrelated to its seeds in others.
fn seed_of(cx: &Context, device: &DeviceSecret, phase: Uuid) -> u64 {
    let mac = cx
        .secrets
        .mac(Purpose::StatementOrder, &[device.0.as_bytes(), phase.as_bytes()]);
    mac[..8].iter().fold(0, |seed, &byte| seed << 8 | u64::from(byte))
}
