//! Coming back with a receipt code, on any device: what was said, what became of it, taking it back.

use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::{Millis, PhaseKind, PhaseMoment};

use super::contribution::{ContributionState, Held, hold};
use super::participation::{
    ContributionKind, OpenPhase, PhaseAddress, any_public_phase, participation_of, phases_taken_part_in, receipt_code,
};
use super::rate_limits::{self, Client, UNKNOWN_CODES_PER_CLIENT};
use super::{ballots, opinion, proposals, questionnaires, statements, supports};
use crate::access::{Action, Actor, DeviceSecret, Scope, allow};
use crate::store::consultations;
use crate::store::entities::phase;
use crate::{Context, Refusal};

/// A contribution as its receipt code shows it.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// The code.
    pub code: ReceiptCode,
    /// Which kind it is.
    pub kind: ContributionKind,
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub phase: String,
    /// When the phase closes.
    pub closes_at: Option<Millis>,
    /// Whether the phase is open, so that it can still be withdrawn.
    pub changeable: bool,
    /// Whether it can still be said otherwise too.
    pub correctable: bool,
    /// The other phases that are open now, in which this device has not taken part as far as is known.
    pub also_open: Vec<OpenStep>,
    /// What became of it.
    pub state: ContributionState,
    /// What was said.
    pub content: Content,
}

/// A phase to take part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStep {
    /// From 1.
    pub position: i32,
    /// Its title.
    pub title: String,
}

/// What was said, by kind.
#[derive(Clone, Debug)]
pub enum Content {
    /// A ballot.
    Ballot(ballots::BallotReceipt),
    /// Answers to a questionnaire.
    AnswerSheet(questionnaires::SheetContent),
    /// A proposal.
    Proposal(proposals::ProposalContent),
    /// "This is mine too".
    Support(supports::SupportContent),
    /// Votes on statements.
    Votes(opinion::VotesContent),
    /// A statement.
    Statement(statements::StatementContent),
}

/// The contribution that a receipt code opens.
///
/// # Errors
/// `Invalid` on `code`, which says what looks wrong; `UnknownCode`.
pub async fn contribution(cx: &Context, actor: &Actor, code: &str) -> Result<Contribution, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    shown(cx, hold(cx, code).await?, None).await
}

/// The contribution that this device has made in a phase: its receipt, without the code in an address.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn own(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Contribution, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let Actor::Resident(device) = actor else {
        return Err(Refusal::NotFound);
    };
    let found = any_public_phase(cx, address).await?;
    let participation = participation_of(cx, device, &found).await?;
    let contribution = participation
        .and_then(|row| row.contribution_id)
        .ok_or(Refusal::NotFound)?;
    let OpenPhase { consultation, phase } = found;
    let kind = kind_in(&phase).ok_or(Refusal::NotFound)?;
    let code = receipt_code(&cx.secrets, contribution);
    shown(cx, Held { code, kind, contribution, consultation, phase }, Some(device)).await
}

/// Takes the contribution of a receipt code back and forgets what it said. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`, `UnknownCode`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    match hold(cx, code).await?.kind {
        ContributionKind::Ballot => ballots::withdraw(cx, actor, code).await,
        ContributionKind::AnswerSheet => questionnaires::withdraw(cx, actor, code).await,
        ContributionKind::Proposal => proposals::withdraw(cx, actor, code).await,
        ContributionKind::Support => supports::withdraw(cx, actor, code).await,
        ContributionKind::Votes => opinion::withdraw(cx, actor, code).await,
        ContributionKind::Statement => statements::withdraw(cx, actor, code).await,
    }
}

/// Whether a client may try receipt codes: not after too many that nobody has.
///
/// # Errors
/// `TooMany`.
pub async fn may_try_codes(cx: &Context, actor: &Actor, client: &Client) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    rate_limits::check_left(cx, UNKNOWN_CODES_PER_CLIENT, &client.to_string()).await
}

/// Counts a code that nobody has.
///
/// # Errors
/// `TooMany` when it was one too many.
pub async fn tried_unknown_code(cx: &Context, actor: &Actor, client: &Client) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    rate_limits::spend(cx, UNKNOWN_CODES_PER_CLIENT, &client.to_string()).await
}

async fn shown(cx: &Context, held: Held, device: Option<&DeviceSecret>) -> Result<Contribution, Refusal> {
    let (state, content) = match held.kind {
        ContributionKind::Ballot => with(Content::Ballot, ballots::shown(cx, &held).await?),
        ContributionKind::AnswerSheet => with(Content::AnswerSheet, questionnaires::shown(cx, &held).await?),
        ContributionKind::Proposal => with(Content::Proposal, proposals::shown(cx, &held).await?),
        ContributionKind::Support => with(Content::Support, supports::shown(cx, &held).await?),
        ContributionKind::Votes => with(Content::Votes, opinion::shown(cx, &held).await?),
        ContributionKind::Statement => with(Content::Statement, statements::shown(cx, &held).await?),
    };
    let also_open = also_open(cx, &held, device).await?;
    let Held { code, kind, consultation, phase, .. } = held;
    let changeable = phase.moment(cx.clock.now()) == PhaseMoment::Now && state != ContributionState::Withdrawn;
    Ok(Contribution {
        code,
        kind,
        slug: consultation.slug,
        consultation: consultation.title,
        position: phase.position,
        changeable,
        correctable: changeable && says_what_may_change(kind, &state),
        closes_at: phase.closes_at,
        phase: phase.title,
        also_open,
        state,
        content,
    })
}

/// Whether a contribution has words or marks that may still change: a support has none, and a statement keeps those that people
/// vote on.
fn says_what_may_change(kind: ContributionKind, state: &ContributionState) -> bool {
    match kind {
        ContributionKind::Support => false,
        ContributionKind::Statement => *state != ContributionState::Published,
        ContributionKind::AnswerSheet
        | ContributionKind::Proposal
        | ContributionKind::Votes
        | ContributionKind::Ballot => true,
    }
}

/// The other phases that are open now, but those in which the device has taken part.
async fn also_open(cx: &Context, held: &Held, device: Option<&DeviceSecret>) -> Result<Vec<OpenStep>, Refusal> {
    if !held.consultation.stored_state().is_public() {
        return Ok(Vec::new());
    }
    let (now, consultation) = (cx.clock.now(), held.consultation.id);
    let open = |phase: &phase::Model| {
        let dates = phase.dates();
        phase.id != held.phase.id && dates.is_some_and(|dates| dates.is_open_to_contributions(now))
    };
    let phases = consultations::phases(cx.db.read(), consultation).await?.into_iter();
    let open: Vec<phase::Model> = phases.filter(open).collect();
    let taken = match device {
        Some(device) if !open.is_empty() => phases_taken_part_in(cx, device, consultation).await?,
        _ => Vec::new(),
    };
    Ok(open
        .into_iter()
        .filter(|phase| !taken.contains(&phase.id))
        .map(|phase| OpenStep { position: phase.position, title: phase.title })
        .collect())
}

fn with<T>(kind: fn(T) -> Content, (state, said): (ContributionState, T)) -> (ContributionState, Content) {
    (state, kind(said))
}

/// What a participation's one contribution is, in the phases where it has one.
fn kind_in(phase: &phase::Model) -> Option<ContributionKind> {
    match phase.phase_kind()? {
        PhaseKind::Questionnaire => Some(ContributionKind::AnswerSheet),
        PhaseKind::Decision => Some(ContributionKind::Ballot),
        PhaseKind::Opinion => Some(ContributionKind::Votes),
        PhaseKind::Proposal | PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup => None,
    }
}
