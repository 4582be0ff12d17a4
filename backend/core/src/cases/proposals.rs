//! Proposals of residents: put forward, corrected and withdrawn until the phase closes.

mod correct;

use tablee_rules::limits;
use tablee_rules::moderation::ModerationMode;
use tablee_rules::proposals::{ProposalDraft, ProposalFault};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::{Millis, PhaseKind};
use uuid::Uuid;

pub use correct::{CorrectProposal, correct, correction_form, withdraw};

use super::contribution::{ContributionState, Held};
use super::counting::count_another;
use super::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, Reception, SubmissionKey, contributor, earlier_receipt,
    enter, issue_receipt, must_be_open, open_phase, public_phase, receipt_code, receive_once,
};
use super::published_proposals::{AnswerVersion, ProposalCard, answers_to, look_alikes};
use super::turns::{take_turn, turns_left};
use crate::access::{Action, Actor, Scope, allow};
use crate::secrets::Purpose;
use crate::store::entities::proposal;
use crate::store::moderation::state_of;
use crate::store::{consultations, proposals};
use crate::{Context, FieldFault, Refusal};

/// Where a proposal comes from when a person sends it, through any channel.
const FROM_A_RESIDENT: &str = "resident";

/// A proposal to put forward.
#[derive(Clone, Debug)]
pub struct Propose {
    /// The proposal phase.
    pub phase: PhaseAddress,
    /// As typed.
    pub title: String,
    /// As typed.
    pub text: String,
    /// Whether the sender has seen the proposals that resemble it, and sends it all the same.
    pub similar_seen: bool,
    /// The form's key.
    pub key: SubmissionKey,
}

/// What became of a proposal that was sent.
#[derive(Clone, Debug)]
pub enum Proposed {
    /// It is kept; this is its receipt code.
    Kept(ReceiptCode),
    /// Nothing is kept yet.
    Resembles(Resembling),
}

/// A proposal that is not sent yet, with published ones that resemble it.
#[derive(Clone, Debug)]
pub struct Resembling {
    /// Its title, as it would be kept.
    pub title: String,
    /// Its text, as it would be kept.
    pub text: String,
    /// The published ones, the nearest first.
    pub similar: Vec<ProposalCard>,
}

/// The page on which a proposal is written.
#[derive(Clone, Debug)]
pub struct ProposalForm {
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
    /// Whether a facilitator reads proposals before everyone else does.
    pub read_before: bool,
    /// How many this person may still send.
    pub left: usize,
    /// The words to start from: those of the proposal to correct.
    pub title: String,
    /// See `title`.
    pub text: String,
}

/// A proposal as its receipt shows it, whatever its state.
#[derive(Clone, Debug)]
pub struct ProposalContent {
    /// Its number in the consultation.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// People who said "this is mine too".
    pub supports: i32,
    /// The published answers, the one in force first.
    pub answers: Vec<AnswerVersion>,
}

/// The empty form.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<ProposalForm, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Proposal).await?;
    let left = turns_left(cx, actor, &open, limits::PROPOSALS_EACH).await?;
    Ok(empty_form(&open, left))
}

/// Puts a proposal forward; first shows the ones that resemble it, unless the sender has seen them. A form received twice
/// counts once.
///
/// # Errors
/// `Invalid` on `title` and `text`; `ProposalLimit`; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn propose(cx: &Context, actor: &Actor, command: Propose) -> Result<Proposed, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    propose_for(cx, &contributor(actor)?, command).await
}

/// Puts the proposal of that contributor forward, whoever typed it.
///
/// # Errors
/// As [`propose`].
pub(crate) async fn propose_for(
    cx: &Context,
    contributor: &Contributor,
    command: Propose,
) -> Result<Proposed, Refusal> {
    let open = public_phase(cx, &command.phase, PhaseKind::Proposal).await?;
    let draft = accept(&command.title, &command.text)?;
    let key = command.key.with(&format!("{}\n{}", draft.title, draft.body));
    // A form sent again shows its receipt, even after the close.
    if let Some(code) = earlier_receipt(cx, contributor, &open, &key).await? {
        return Ok(Proposed::Kept(code));
    }
    must_be_open(cx, &open.phase)?;
    if !command.similar_seen {
        let similar = look_alikes(cx, open.phase.id, &draft).await?;
        if !similar.is_empty() {
            // Asked again: what resembles it may be what a second tap has just made.
            return Ok(match earlier_receipt(cx, contributor, &open, &key).await? {
                Some(code) => Proposed::Kept(code),
                None => Proposed::Resembles(Resembling { title: draft.title, text: draft.body, similar }),
            });
        }
    }
    put_forward(cx, contributor, &open, draft, &key)
        .await
        .map(Proposed::Kept)
}

async fn put_forward(
    cx: &Context,
    contributor: &Contributor,
    open: &OpenPhase,
    draft: ProposalDraft,
    key: &SubmissionKey,
) -> Result<ReceiptCode, Refusal> {
    let id = cx.anonymous_id();
    let unit = cx.db.begin().await?;
    let participation = enter(cx, &unit, contributor, open).await?;
    if let Reception::Replay(made) = receive_once(cx, &unit, &open.phase, participation.id, key, id).await? {
        return Ok(receipt_code(&cx.secrets, made));
    }
    if !take_turn(cx, &unit, open, participation.id, id, limits::PROPOSALS_EACH).await? {
        return Err(Refusal::ProposalLimit);
    }
    count_another(cx, &unit, &open.phase, &participation).await?;
    consultations::touch(unit.conn(), open.consultation.id).await?;
    let row = proposal::Model {
        id,
        consultation_id: open.consultation.id,
        phase_id: open.phase.id,
        number: proposals::next_number(unit.conn(), open.consultation.id).await?,
        folded: proposals::folded(&draft.title, &draft.body),
        title: draft.title,
        text: draft.body,
        state: open.consultation.moderation_mode().first_state().key().to_owned(),
        reason: None,
        reason_text: None,
        channel: contributor.channel.key().to_owned(),
        origin: FROM_A_RESIDENT.to_owned(),
        day: cx.clock.today(),
        supports: 0,
        unread: true,
        author: Some(seal_author(cx, id, participation.id)),
    };
    proposals::add(unit.conn(), row).await?;
    let code = issue_receipt(cx, &unit, &open.phase, ContributionKind::Proposal, id).await?;
    unit.commit().await?;
    Ok(code)
}

/// A proposal behind a receipt code.
///
/// # Errors
/// `NotFound` when it is gone altogether.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, ProposalContent), Refusal> {
    let row = proposals::find(cx.db.read(), held.contribution).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let state = ContributionState::of_moderated(state_of(&row.state), row.reason, row.reason_text);
    let content = ProposalContent {
        number: row.number,
        title: row.title,
        text: row.text,
        supports: row.supports,
        answers: answers_to(cx, row.id).await?,
    };
    let answered = !content.answers.is_empty();
    Ok((state.answered(answered), content))
}

/// The link from a proposal to the participation that sent it: nobody who reads the database alone can follow it.
fn seal_author(cx: &Context, proposal: Uuid, participation: Uuid) -> String {
    cx.secrets
        .seal(Purpose::Author, proposal.as_bytes(), &participation.to_string(), &*cx.random)
}

fn accept(title: &str, text: &str) -> Result<ProposalDraft, Refusal> {
    let field = |fault: &ProposalFault| match fault {
        ProposalFault::TitleEmpty | ProposalFault::TitleTooLong { .. } => "title",
        ProposalFault::BodyEmpty | ProposalFault::BodyTooLong { .. } => "text",
    };
    ProposalDraft::new(title, text)
        .map_err(|faults| Refusal::Invalid(faults.iter().map(|fault| FieldFault::of(field(fault), fault)).collect()))
}

/// The form of whoever has sent nothing yet.
pub(crate) fn blank_form(open: &OpenPhase) -> ProposalForm {
    empty_form(open, limits::PROPOSALS_EACH)
}

fn empty_form(open: &OpenPhase, left: usize) -> ProposalForm {
    ProposalForm {
        slug: open.consultation.slug.clone(),
        consultation: open.consultation.title.clone(),
        position: open.phase.position,
        phase: open.phase.title.clone(),
        intro: open.phase.intro.clone(),
        closes_at: open.phase.closes_at,
        read_before: open.consultation.moderation_mode() == ModerationMode::Before,
        left,
        title: String::new(),
        text: String::new(),
    }
}
