//! What every contribution shares: an open phase, a pass, one participation, a form received once, a receipt code.

use tablee_rules::receipts::ReceiptCode;
use tablee_rules::results::Channel;
use tablee_rules::timetable::{PhaseKind, PhaseMoment};
use uuid::Uuid;

use super::consent::Helper;
use super::rate_limits::Client;
use crate::access::{Action, Actor, DeviceSecret, Scope, allow};
use crate::secrets::{Purpose, Secrets};
use crate::store::entities::{consultation, participation, pass, phase, receipt, submission};
use crate::store::participations::{self, Inserted};
use crate::store::{Unit, consultations};
use crate::{Context, Refusal};

/// Which phase, as its address says it.
#[derive(Clone, Debug)]
pub struct PhaseAddress {
    /// Slug of the consultation.
    pub slug: String,
    /// Position of the phase, counted from 1.
    pub position: i32,
}

/// Who contributes, and by which way it came in.
#[derive(Clone, Debug)]
pub struct Contributor {
    /// From it follows the pass.
    pub device: DeviceSecret,
    /// How the contribution reached us.
    pub channel: Channel,
    /// Who enters it, when that is not the person.
    pub helper: Option<Helper>,
    /// Where it comes from, when that is the person's own device.
    pub client: Option<Client>,
}

impl Contributor {
    /// The same, by a device at that address.
    pub(crate) fn from(self, client: Client) -> Self {
        Self { client: Some(client), ..self }
    }
}

/// The key that a form carries so that receiving it twice counts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionKey(pub String);

impl SubmissionKey {
    /// The key of this form with this content: the same form sent again with other choices is another act.
    pub(crate) fn with(&self, content: &str) -> Self {
        Self(format!("{}\n{content}", self.0))
    }
}

/// A phase that is open now, with its consultation.
pub(crate) struct OpenPhase {
    pub consultation: consultation::Model,
    pub phase: phase::Model,
}

impl OpenPhase {
    /// Where rights are asked.
    pub fn scope(&self) -> Scope {
        Scope::Consultation { organisation: self.consultation.organisation_id, consultation: self.consultation.id }
    }
}

/// Finds a public phase of that kind that is open now.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub(crate) async fn open_phase(cx: &Context, address: &PhaseAddress, kind: PhaseKind) -> Result<OpenPhase, Refusal> {
    let found = public_phase(cx, address, kind).await?;
    must_be_open(cx, &found.phase)?;
    Ok(found)
}

/// Refuses unless the phase is open at this moment.
///
/// # Errors
/// `PhaseNotOpen`, `PhaseClosed`.
pub(crate) fn must_be_open(cx: &Context, phase: &phase::Model) -> Result<(), Refusal> {
    match phase.moment(cx.clock.now()) {
        PhaseMoment::Now => Ok(()),
        PhaseMoment::ToCome => Err(Refusal::PhaseNotOpen),
        PhaseMoment::Done => Err(Refusal::PhaseClosed),
    }
}

/// Finds a phase of that kind that the public may see, open or not.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn public_phase(cx: &Context, address: &PhaseAddress, kind: PhaseKind) -> Result<OpenPhase, Refusal> {
    let found = any_public_phase(cx, address).await?;
    if found.phase.kind == kind.key() { Ok(found) } else { Err(Refusal::NotFound) }
}

/// Finds a phase that the public may see and whose votes are sealed, open or not.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn sealed_phase(cx: &Context, address: &PhaseAddress) -> Result<OpenPhase, Refusal> {
    let found = any_public_phase(cx, address).await?;
    if found.phase.phase_kind().is_some_and(PhaseKind::seals_votes) { Ok(found) } else { Err(Refusal::NotFound) }
}

/// Finds a phase that the public may see, whatever its kind.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn any_public_phase(cx: &Context, address: &PhaseAddress) -> Result<OpenPhase, Refusal> {
    let consultation = consultations::by_slug(cx.db.read(), &address.slug)
        .await?
        .ok_or(Refusal::NotFound)?;
    if !consultation.stored_state().is_public() {
        return Err(Refusal::NotFound);
    }
    let phase = consultations::phase_at(cx.db.read(), consultation.id, address.position).await?;
    let phase = phase.ok_or(Refusal::NotFound)?;
    Ok(OpenPhase { consultation, phase })
}

/// The contributor behind an actor that acts for itself.
///
/// # Errors
/// `Forbidden` for an actor without a pass: a member enters contributions for someone by another way.
pub(crate) fn contributor(actor: &Actor) -> Result<Contributor, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    match actor {
        Actor::Resident(device) => {
            Ok(Contributor { device: device.clone(), channel: Channel::Web, helper: None, client: None })
        }
        Actor::Anyone | Actor::Member(_) | Actor::System => Err(Refusal::Forbidden),
    }
}

/// The stored form of the pass that a device has in a consultation: two consultations cannot be joined by it.
pub(crate) fn pass_token_hash(secrets: &Secrets, device: &DeviceSecret, consultation: Uuid) -> String {
    secrets.hash(Purpose::Pass, &[device.0.as_bytes(), consultation.as_bytes()])
}

/// Enters a phase: makes pass and participation when they are missing. Nothing is counted before a contribution stands, see
/// [`counting`](super::counting). Until the unit ends, no other one writes for the same participation.
///
/// # Errors
/// `PhaseClosed` when the phase has closed since it was looked up; `SubmissionReused` for a pass of another channel; when the
/// database refuses.
pub(crate) async fn enter(
    cx: &Context,
    unit: &Unit,
    contributor: &Contributor,
    open: &OpenPhase,
) -> Result<participation::Model, Refusal> {
    must_be_open(cx, &open.phase)?;
    let consultation_id = open.consultation.id;
    let channel = contributor.channel.key().to_owned();
    let token_hash = pass_token_hash(&cx.secrets, &contributor.device, consultation_id);
    let row = pass::Model { id: cx.anonymous_id(), consultation_id, channel: channel.clone(), token_hash, phases: 0 };
    let (Inserted::New(pass) | Inserted::Present(pass)) = participations::pass(unit.conn(), row).await?;
    // The same sheet by another way: passes and voters of a channel would no longer belong together.
    if pass.channel != channel {
        return Err(Refusal::SubmissionReused);
    }
    let row = participation::Model {
        id: cx.anonymous_id(),
        consultation_id,
        phase_id: open.phase.id,
        pass_id: pass.id,
        channel,
        day: cx.clock.today(),
        contribution_id: None,
        standing: 0,
    };
    match participations::participation(unit.conn(), row).await? {
        Inserted::Present(row) => Ok(row),
        Inserted::New(row) => {
            if let Some(helper) = &contributor.helper {
                helper
                    .record(cx, unit, open.scope(), &open.phase, contributor.channel.key())
                    .await?;
            }
            Ok(row)
        }
    }
}

/// The participation of a device in a phase, if it has taken part.
pub(crate) async fn participation_of(
    cx: &Context,
    device: &DeviceSecret,
    open: &OpenPhase,
) -> Result<Option<participation::Model>, Refusal> {
    participation_in(cx, cx.db.read(), device, open).await
}

/// The same, as this connection sees it.
pub(crate) async fn participation_in(
    cx: &Context,
    conn: &impl sea_orm::ConnectionTrait,
    device: &DeviceSecret,
    open: &OpenPhase,
) -> Result<Option<participation::Model>, Refusal> {
    let hash = pass_token_hash(&cx.secrets, device, open.consultation.id);
    let Some(pass) = participations::find_pass(conn, open.consultation.id, &hash).await? else {
        return Ok(None);
    };
    Ok(participations::find_participation(conn, open.phase.id, pass.id).await?)
}

/// The phases of a consultation in which the device has taken part.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn phases_taken_part_in(
    cx: &Context,
    device: &DeviceSecret,
    consultation: Uuid,
) -> Result<Vec<Uuid>, Refusal> {
    let hash = pass_token_hash(&cx.secrets, device, consultation);
    Ok(match participations::find_pass(cx.db.read(), consultation, &hash).await? {
        Some(pass) => participations::phases_of(cx.db.read(), pass.id).await?,
        None => Vec::new(),
    })
}

/// Whether a form comes for the first time.
pub(crate) enum Reception {
    /// Do what it asks; it makes the contribution with this id.
    First,
    /// It was done before, and made this contribution: answer as the first time.
    Replay(Uuid),
}

/// Records that this form was received and makes (or changes) `contribution`. `sender` is the participation that sent it, or
/// the contribution that it corrects by receipt code: nobody else's form has the same key.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn receive_once(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    sender: Uuid,
    key: &SubmissionKey,
    contribution: Uuid,
) -> Result<Reception, Refusal> {
    let key_hash = submission_hash(&cx.secrets, sender, key);
    let row = submission::Model { key_hash, consultation_id: phase.consultation_id, contribution_id: contribution };
    Ok(match participations::submission(unit.conn(), row).await? {
        Inserted::New(_) => Reception::First,
        Inserted::Present(made) => Reception::Replay(made),
    })
}

/// The receipt of what this very form made earlier: its sender may not have seen the answer before the phase closed.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn earlier_receipt(
    cx: &Context,
    contributor: &Contributor,
    phase: &OpenPhase,
    key: &SubmissionKey,
) -> Result<Option<ReceiptCode>, Refusal> {
    let Some(participation) = participation_of(cx, &contributor.device, phase).await? else {
        return Ok(None);
    };
    let hash = submission_hash(&cx.secrets, participation.id, key);
    let made = participations::received(cx.db.read(), [hash]).await?;
    Ok(made
        .first()
        .map(|contribution| receipt_code(&cx.secrets, *contribution)))
}

/// The stored form of a form's key.
pub(crate) fn submission_hash(secrets: &Secrets, sender: Uuid, key: &SubmissionKey) -> String {
    secrets.hash(Purpose::Submission, &[sender.as_bytes(), key.0.as_bytes()])
}

/// What a receipt code leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContributionKind {
    /// Answers to a questionnaire.
    AnswerSheet,
    /// A proposal.
    Proposal,
    /// "This is mine too" on a proposal.
    Support,
    /// Votes on statements.
    Votes,
    /// A ballot of a decision.
    Ballot,
    /// A statement added to those of an opinion phase.
    Statement,
}

impl ContributionKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::AnswerSheet, Self::Proposal, Self::Support, Self::Votes, Self::Ballot, Self::Statement];

    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::AnswerSheet => "answer-sheet",
            Self::Proposal => "proposal",
            Self::Support => "support",
            Self::Votes => "votes",
            Self::Ballot => "ballot",
            Self::Statement => "statement",
        }
    }

    /// The kind with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The receipt code of a contribution: always the same for the same contribution, so a replayed form shows it again.
pub(crate) fn receipt_code(secrets: &Secrets, contribution: Uuid) -> ReceiptCode {
    let mac = secrets.mac(Purpose::ReceiptCode, &[contribution.as_bytes()]);
    let mut entropy = [0; 7];
    entropy.copy_from_slice(&mac[..7]);
    ReceiptCode::from_entropy(entropy)
}

/// The stored form of a receipt code.
pub(crate) fn receipt_hash(secrets: &Secrets, code: &ReceiptCode) -> String {
    secrets.hash(Purpose::ReceiptHash, &[code.compact().as_bytes()])
}

/// Stores where the contribution's receipt code leads, and gives the code.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn issue_receipt(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    kind: ContributionKind,
    contribution: Uuid,
) -> Result<ReceiptCode, Refusal> {
    let code = receipt_code(&cx.secrets, contribution);
    let row = receipt::Model {
        code_hash: receipt_hash(&cx.secrets, &code),
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        kind: kind.key().to_owned(),
        contribution_id: contribution,
    };
    participations::receipt(unit.conn(), row).await?;
    Ok(code)
}
