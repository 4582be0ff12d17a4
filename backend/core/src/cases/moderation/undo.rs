//! Undoing a decision, in two steps: asked, then confirmed.

use tablee_rules::moderation::{ModerationFault, ModerationState, Reason, ReasonKind, may_undo, undo_ends};
use uuid::Uuid;

use super::{Subject, last_decision};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::facts::{Fact, FactValue};
use crate::mail::outbox;
use crate::ports::Millis;
use crate::store::entities::answer::AnswerReview;
use crate::store::entities::{moderation_decision, proposal, statement};
use crate::store::moderation::{Moderated, settle, state_of};
use crate::store::{Unit, consultations, free_texts, moderation, proposals, statements};
use crate::{Context, Refusal};

/// Which decision to undo.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Slug of the consultation.
    pub slug: String,
    /// The decision.
    pub decision: Uuid,
}

/// A decision that can be undone, for the page that asks.
#[derive(Clone, Debug)]
pub struct UndoableDecision {
    /// Slug of the consultation.
    pub slug: String,
    /// What it is about.
    pub subject: Subject,
    /// Number and title of the proposal.
    pub proposal: Option<(i32, String)>,
    /// Stable name of the reason; nothing when it was published.
    pub reason: Option<String>,
    /// When it can no longer be undone.
    pub until: Millis,
}

/// What is asked before a decision is undone.
///
/// # Errors
/// `Invalid` on `decision` when it is too late or nothing is left to undo; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn to_undo(cx: &Context, actor: &Actor, command: &Undo) -> Result<UndoableDecision, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, &command.slug).await?;
    let row = moderation::find(cx.db.read(), consultation.id, command.decision).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let told = outbox::told_of(cx, cx.db.read(), [row.id]).await?.contains(&row.id);
    may_undo(Some(last_decision(&row, told)), true, cx.clock.now())
        .map_err(|fault| Refusal::fault("decision", &fault))?;
    let subject = Subject::from_key(&row.subject_kind).ok_or(Refusal::NotFound)?;
    let proposal = match subject {
        Subject::Proposal => proposals::find(cx.db.read(), row.subject_id).await?,
        Subject::FreeText | Subject::Statement => None,
    };
    Ok(UndoableDecision {
        slug: consultation.slug,
        subject,
        proposal: proposal.map(|proposal| (proposal.number, proposal.title)),
        reason: row.reason,
        until: undo_ends(row.decided_at),
    })
}

/// Puts back what was before a decision, and nobody is told: the contribution waits to be read again, or is refused as before
/// with the reason of the decision before. Gives what the decision was about.
///
/// # Errors
/// `Invalid` on `decision` when it is too late, or when something else has happened since; `SignInNeeded`, `Forbidden`,
/// `NotFound`.
pub async fn undo(cx: &Context, actor: &Actor, command: &Undo) -> Result<Subject, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, &command.slug).await?;
    let unit = cx.db.begin().await?;
    consultations::touch(unit.conn(), consultation.id).await?;
    let row = moderation::find(unit.conn(), consultation.id, command.decision).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let subject = Subject::from_key(&row.subject_kind).ok_or(Refusal::NotFound)?;
    let told = outbox::take_back(cx, &unit, row.id).await?;
    may_undo(Some(last_decision(&row, told)), true, cx.clock.now())
        .map_err(|fault| Refusal::fault("decision", &fault))?;
    let standing = moderation::standing(unit.conn(), &row.subject_kind, row.subject_id, row.part_id).await?;
    if standing.is_none_or(|standing| standing.id != row.id) {
        return Err(nothing_to_undo());
    }
    // First: what is put back is what the decision before it says.
    if !moderation::mark_undone(unit.conn(), row.id, cx.clock.now()).await? {
        return Err(nothing_to_undo());
    }
    match subject {
        Subject::Proposal => put_proposal_back(&unit, &row).await?,
        Subject::FreeText => put_text_back(&unit, &row).await?,
        Subject::Statement => put_statement_back(&unit, &row).await?,
    }
    let detail = Fact::stored(&[
        Fact::about("undone", FactValue::name(&row.decision)),
        Fact::about("back-to", FactValue::name(&row.former_state)),
    ]);
    let deed = Deed {
        action: "moderation.undone",
        subject_kind: "moderation_decisions",
        subject: Some(row.id),
        detail: &detail,
    };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    unit.commit().await?;
    Ok(subject)
}

async fn put_proposal_back(unit: &Unit, decision: &moderation_decision::Model) -> Result<(), Refusal> {
    let row = proposals::lock(unit.conn(), decision.subject_id).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    put_back::<proposal::Entity>(unit, decision, &row.state, row.unread).await
}

async fn put_statement_back(unit: &Unit, decision: &moderation_decision::Model) -> Result<(), Refusal> {
    let row = statements::lock(unit.conn(), decision.subject_id).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    put_back::<statement::Entity>(unit, decision, &row.state, row.unread).await
}

/// Gives a contribution back its former state, unless its author has taken it back or changed it since.
async fn put_back<E: Moderated>(
    unit: &Unit,
    decision: &moderation_decision::Model,
    state: &str,
    unread: bool,
) -> Result<(), Refusal> {
    let decided = match decision.reason {
        Some(_) => ModerationState::Refused,
        None => ModerationState::Published,
    };
    if unread || state_of(state) != decided {
        return Err(nothing_to_undo());
    }
    let former = state_of(&decision.former_state);
    let (id, conn) = (decision.subject_id, unit.conn());
    if former != ModerationState::Refused {
        return Ok(settle::<E>(conn, id, former, None, true).await?);
    }
    // It was refused with a reason, and its author was told so: that stands again. Without one, it is read anew.
    let before = moderation::standing(conn, &decision.subject_kind, id, decision.part_id).await?;
    match before.as_ref().and_then(reason_in) {
        Some(reason) => settle::<E>(conn, id, former, Some(&reason), false).await?,
        None => settle::<E>(conn, id, ModerationState::Pending, None, true).await?,
    }
    Ok(())
}

/// The reason of a decision that refuses.
fn reason_in(decision: &moderation_decision::Model) -> Option<Reason> {
    let kind = ReasonKind::from_key(decision.reason.as_deref()?)?;
    Some(Reason { kind, text: decision.reason_text.clone().unwrap_or_default() })
}

async fn put_text_back(unit: &Unit, decision: &moderation_decision::Model) -> Result<(), Refusal> {
    let question = decision.part_id.ok_or(Refusal::NotFound)?;
    let found = free_texts::find(unit.conn(), decision.consultation_id, decision.subject_id, question).await?;
    let row = found.ok_or_else(nothing_to_undo)?;
    let decided = match decision.reason {
        Some(_) => AnswerReview::Refused,
        None => AnswerReview::Published,
    };
    let before = AnswerReview::from_key(&decision.former_state).unwrap_or(AnswerReview::Waiting);
    if row.review == decided.key() && free_texts::review(unit.conn(), &row, before).await? {
        Ok(())
    } else {
        Err(nothing_to_undo())
    }
}

fn nothing_to_undo() -> Refusal {
    Refusal::fault("decision", &ModerationFault::NothingToUndo)
}
