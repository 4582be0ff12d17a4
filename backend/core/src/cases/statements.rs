//! Statements that residents add to an opinion phase: read by a facilitator before others see them.

use tablee_rules::moderation::{ModerationEvent, ModerationMode, ModerationState};
use tablee_rules::opinion::StatementDraft;
use tablee_rules::proposals::similar;
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::PhaseKind;
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::contribution::{ContributionState, Held, hold};
use super::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, Reception, SubmissionKey, contributor, earlier_receipt,
    enter, issue_receipt, must_be_open, open_phase, public_phase, receipt_code, receive_once,
};
use super::turns::{take_turn, turns_left};
use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::statement;
use crate::store::moderation::state_of;
use crate::store::{Unit, consultations, statements};
use crate::{Context, Refusal};

/// How many statements that resemble a new one are shown.
const SIMILAR_SHOWN: usize = 3;
/// Whatever the consultation's way with proposals: nobody meets a statement that no facilitator has read.
pub(crate) const READ_BEFORE: ModerationMode = ModerationMode::Before;

/// A statement to add.
#[derive(Clone, Debug)]
pub struct AddStatement {
    /// The opinion phase.
    pub phase: PhaseAddress,
    /// As typed.
    pub text: String,
    /// Whether the sender has seen the statements that resemble it, and sends it all the same.
    pub similar_seen: bool,
    /// The form's key.
    pub key: SubmissionKey,
}

/// What became of a statement that was sent.
#[derive(Clone, Debug)]
pub enum Added {
    /// It is kept and waits for a facilitator; this is its receipt code.
    Kept(ReceiptCode),
    /// Nothing is kept yet: these resemble it.
    Resembles(ResemblingStatements),
}

/// A statement that is not sent yet, with those put to the vote that resemble it.
#[derive(Clone, Debug)]
pub struct ResemblingStatements {
    /// Its words, as they would be kept.
    pub text: String,
    /// Id and words of the others, the nearest first.
    pub similar: Vec<(Uuid, String)>,
}

/// The page on which a statement is written.
#[derive(Clone, Debug)]
pub struct StatementForm {
    /// Title of the consultation.
    pub consultation: String,
    /// Title of the phase.
    pub phase: String,
    /// How many this person may still add.
    pub left: usize,
}

/// Other words for the statement that a receipt code opens.
#[derive(Clone, Debug)]
pub struct CorrectStatement {
    /// The receipt code, as typed.
    pub code: String,
    /// As typed.
    pub text: String,
}

/// A statement as its receipt shows it, whatever its state.
#[derive(Clone, Debug)]
pub struct StatementContent {
    /// Its words; empty once withdrawn.
    pub text: String,
}

/// The empty form.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn form(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<StatementForm, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Opinion).await?;
    Ok(StatementForm {
        left: turns_left(cx, actor, &open, limits::STATEMENTS_EACH).await?,
        consultation: open.consultation.title,
        phase: open.phase.title,
    })
}

/// Adds a statement; first shows the ones that resemble it, unless the sender has seen them. A form received twice counts once.
///
/// # Errors
/// `Invalid` on `text`; `StatementLimit`; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn add(cx: &Context, actor: &Actor, command: AddStatement) -> Result<Added, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let contributor = contributor(actor)?;
    let open = public_phase(cx, &command.phase, PhaseKind::Opinion).await?;
    let draft = accept(&command.text)?;
    let key = command.key.with(draft.text());
    // A form sent again shows its receipt, even after the close.
    if let Some(code) = earlier_receipt(cx, &contributor, &open, &key).await? {
        return Ok(Added::Kept(code));
    }
    must_be_open(cx, &open.phase)?;
    if !command.similar_seen {
        let similar = look_alikes(cx, open.phase.id, &draft).await?;
        if !similar.is_empty() {
            return Ok(Added::Resembles(ResemblingStatements { text: draft.text().to_owned(), similar }));
        }
    }
    keep(cx, &contributor, &open, draft, &key).await.map(Added::Kept)
}

async fn keep(
    cx: &Context,
    contributor: &Contributor,
    open: &OpenPhase,
    draft: StatementDraft,
    key: &SubmissionKey,
) -> Result<ReceiptCode, Refusal> {
    let id = cx.anonymous_id();
    let unit = cx.db.begin().await?;
    let participation = enter(cx, &unit, contributor, open).await?;
    if let Reception::Replay(made) = receive_once(cx, &unit, &open.phase, participation.id, key, id).await? {
        return Ok(receipt_code(&cx.secrets, made));
    }
    if !take_turn(cx, &unit, open, participation.id, id, limits::STATEMENTS_EACH).await? {
        return Err(Refusal::StatementLimit);
    }
    // Those who number statements wait for each other. Nobody is counted yet, but whoever holds a receipt has frozen the rules.
    consultations::move_participants(unit.conn(), &open.phase, 0, 0, cx.clock.now()).await?;
    let row = statement::Model {
        id,
        consultation_id: open.consultation.id,
        phase_id: open.phase.id,
        position: 0,
        text: draft.text().to_owned(),
        state: READ_BEFORE.first_state().key().to_owned(),
        agree: 0,
        disagree: 0,
        pass: 0,
        origin: statements::FROM_A_RESIDENT.to_owned(),
        channel: contributor.channel.key().to_owned(),
        day: cx.clock.today(),
        unread: true,
        reason: None,
        reason_text: None,
        apart: false,
        salt: None,
    };
    statements::add(unit.conn(), row).await?;
    let code = issue_receipt(cx, &unit, &open.phase, ContributionKind::Statement, id).await?;
    unit.commit().await?;
    Ok(code)
}

/// The words of the statement that a receipt code opens, to be corrected.
///
/// # Errors
/// `Invalid` for a wrong code, `NotFound` for the code of something else, `WrongState` once it is put to the vote or withdrawn,
/// `PhaseClosed`.
pub async fn correction_form(cx: &Context, actor: &Actor, code: &str) -> Result<String, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Statement)?;
    let row = statements::find(cx.db.read(), held.contribution).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    next_state(&row, ModerationEvent::Correct)?;
    Ok(row.text)
}

/// Gives a statement other words, as long as nobody can have voted on it; a facilitator reads it again.
///
/// # Errors
/// `Invalid` on `code` and `text`; `WrongState` once it is put to the vote or withdrawn; `NotFound`, `PhaseClosed`.
pub async fn correct(cx: &Context, actor: &Actor, command: CorrectStatement) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, &command.code).await?;
    let held = held.changeable(cx, ContributionKind::Statement)?;
    let draft = accept(&command.text)?;
    let unit = cx.db.begin().await?;
    let row = lock(cx, &unit, &held).await?;
    if row.text != draft.text() {
        let state = next_state(&row, ModerationEvent::Correct)?;
        statements::rewrite(unit.conn(), row.id, draft.text(), state).await?;
    }
    unit.commit().await?;
    Ok(held.code)
}

/// Takes a statement back and forgets its words: nobody meets it any more. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`; `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Statement)?;
    let unit = cx.db.begin().await?;
    let row = lock(cx, &unit, &held).await?;
    if state_of(&row.state) != ModerationState::Withdrawn {
        let state = next_state(&row, ModerationEvent::Withdraw)?;
        statements::rewrite(unit.conn(), row.id, "", state).await?;
    }
    Ok(unit.commit().await?)
}

/// A statement behind a receipt code.
///
/// # Errors
/// `NotFound` when it is gone altogether.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, StatementContent), Refusal> {
    let row = statements::find(cx.db.read(), held.contribution).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let state = ContributionState::of_moderated(state_of(&row.state), row.reason, row.reason_text);
    Ok((state, StatementContent { text: row.text }))
}

/// The state after an event. Words on which people have voted are never changed under their votes.
fn next_state(row: &statement::Model, event: ModerationEvent) -> Result<ModerationState, Refusal> {
    let state = state_of(&row.state);
    if event == ModerationEvent::Correct && (state == ModerationState::Published || seen(row)) {
        return Err(Refusal::WrongState);
    }
    state.after(event, READ_BEFORE).ok_or(Refusal::WrongState)
}

fn seen(row: &statement::Model) -> bool {
    row.agree + row.disagree + row.pass > 0
}

fn accept(text: &str) -> Result<StatementDraft, Refusal> {
    StatementDraft::new(text).map_err(|fault| Refusal::fault("text", &fault))
}

async fn look_alikes(cx: &Context, phase: Uuid, draft: &StatementDraft) -> Result<Vec<(Uuid, String)>, Refusal> {
    let rows = statements::published(cx.db.read(), phase).await?;
    let folded: Vec<String> = rows.iter().map(|row| text::fold(&row.text)).collect();
    let found = similar(&text::fold(draft.text()), &folded, SIMILAR_SHOWN);
    Ok(found
        .into_iter()
        .map(|similar| (rows[similar.index].id, rows[similar.index].text.clone()))
        .collect())
}

async fn lock(cx: &Context, unit: &Unit, held: &Held) -> Result<statement::Model, Refusal> {
    held.lock_consultation(cx, unit).await?;
    let row = statements::lock(unit.conn(), held.contribution).await?;
    row.ok_or(Refusal::NotFound)
}
