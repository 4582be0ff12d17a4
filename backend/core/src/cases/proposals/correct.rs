//! Proposals whose author corrects them or takes them back, until the phase closes.

use tablee_rules::moderation::{ModerationEvent, ModerationState};
use tablee_rules::receipts::ReceiptCode;
use uuid::Uuid;

use super::{ProposalForm, accept, empty_form};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::contribution::{Held, hold};
use crate::cases::counting::uncount;
use crate::cases::participation::{ContributionKind, OpenPhase};
use crate::secrets::Purpose;
use crate::store::entities::{consultation, participation, proposal};
use crate::store::moderation::state_of;
use crate::store::{Unit, participations, proposals};
use crate::{Context, Refusal};

/// Other words for the proposal that a receipt code opens.
#[derive(Clone, Debug)]
pub struct CorrectProposal {
    /// The receipt code, as typed.
    pub code: String,
    /// As typed.
    pub title: String,
    /// As typed.
    pub text: String,
}

/// The form filled with the proposal that a receipt code opens.
///
/// # Errors
/// `Invalid` for a wrong code, `NotFound` for the code of something else, `WrongState` for a withdrawn one, `PhaseClosed`.
pub async fn correction_form(cx: &Context, actor: &Actor, code: &str) -> Result<ProposalForm, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Proposal)?;
    let row = proposals::find(cx.db.read(), held.contribution).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    next_state(&row, ModerationEvent::Correct, &held.consultation)?;
    let Held { consultation, phase, .. } = held;
    Ok(ProposalForm { title: row.title, text: row.text, ..empty_form(&OpenPhase { consultation, phase }, 0) })
}

/// Gives the proposal of a receipt code other words; a facilitator reads it again where moderation comes first.
///
/// # Errors
/// `Invalid` on `code`, `title` and `text`; `WrongState` for a withdrawn one; `NotFound`, `PhaseClosed`.
pub async fn correct(cx: &Context, actor: &Actor, command: CorrectProposal) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, &command.code)
        .await?
        .changeable(cx, ContributionKind::Proposal)?;
    let draft = accept(&command.title, &command.text)?;
    let unit = cx.db.begin().await?;
    let row = lock(cx, &unit, &held).await?;
    // The same words twice are one correction: it must not go back to moderation for a second tap.
    if (&row.title, &row.text) != (&draft.title, &draft.body) {
        let state = next_state(&row, ModerationEvent::Correct, &held.consultation)?;
        proposals::rewrite(unit.conn(), row.id, &draft.title, &draft.body, state).await?;
    }
    unit.commit().await?;
    Ok(held.code)
}

/// Takes the proposal of a receipt code back and forgets its words. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`; `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Proposal)?;
    let unit = cx.db.begin().await?;
    // Behind this lock nobody else withdraws it: a withdrawn one has no author any more.
    if let Some(author) = lock_author(cx, &unit, held.contribution).await? {
        uncount(cx, &unit, &held.phase, &author).await?;
    }
    let row = lock(cx, &unit, &held).await?;
    if state_of(&row.state) != ModerationState::Withdrawn {
        next_state(&row, ModerationEvent::Withdraw, &held.consultation)?;
        proposals::withdraw(unit.conn(), row.id).await?;
    }
    Ok(unit.commit().await?)
}

/// The participation that sent a proposal which stands, locked until the unit ends.
async fn lock_author(cx: &Context, unit: &Unit, proposal: Uuid) -> Result<Option<participation::Model>, Refusal> {
    let Some(author) = author_of(cx, unit, proposal).await? else { return Ok(None) };
    let locked = participations::lock(unit.conn(), author).await?;
    // Asked again behind the lock: a second tap may have withdrawn it meanwhile.
    let still = author_of(cx, unit, proposal).await?;
    Ok(locked.filter(|_| still.is_some()))
}

async fn author_of(cx: &Context, unit: &Unit, proposal: Uuid) -> Result<Option<Uuid>, Refusal> {
    let row = proposals::find(unit.conn(), proposal).await?;
    let sealed = row.and_then(|row| row.author);
    let opened = sealed.and_then(|sealed| cx.secrets.open(Purpose::Author, proposal.as_bytes(), &sealed));
    Ok(opened.and_then(|id| id.parse().ok()))
}

async fn lock(cx: &Context, unit: &Unit, held: &Held) -> Result<proposal::Model, Refusal> {
    held.lock_consultation(cx, unit).await?;
    let row = proposals::lock(unit.conn(), held.contribution).await?;
    row.ok_or(Refusal::NotFound)
}

fn next_state(
    row: &proposal::Model,
    event: ModerationEvent,
    consultation: &consultation::Model,
) -> Result<ModerationState, Refusal> {
    state_of(&row.state)
        .after(event, consultation.moderation_mode())
        .ok_or(Refusal::WrongState)
}
