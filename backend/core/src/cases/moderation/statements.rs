//! Statements that residents add: nobody else meets one before a facilitator has read it.

use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::{
    Decided, DecisionForm, Judged, PAGE, Queue, Subject, decide_and_tell, detail_of, mark_of, page_of, state_after,
};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::participation::ContributionKind;
use crate::cases::statements::READ_BEFORE;
use crate::store::entities::statement;
use crate::store::moderation::{count_waiting, state_of};
use crate::store::{consultations, statements as store};
use crate::{Context, Refusal};

pub use crate::store::statements::WaitingPlace;

/// A statement to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingStatement {
    /// Its id.
    pub id: Uuid,
    /// Its words.
    pub text: String,
    /// Day it was received, in days since 1970-01-01 UTC.
    pub day: i32,
    /// Which way it came: a channel, by its stable name.
    pub channel: String,
    /// What has become of it so far.
    pub state: ModerationState,
    /// A mark of these words, to be sent back with the decision.
    pub seen: String,
}

/// A decision on a statement.
#[derive(Clone, Debug)]
pub struct DecideStatement {
    /// Slug of the consultation.
    pub slug: String,
    /// The statement.
    pub statement: Uuid,
    /// The mark of the words that were read.
    pub seen: String,
    /// What is decided.
    pub form: DecisionForm,
}

/// The statements that wait, after that place.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn statements(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    after: Option<WaitingPlace>,
) -> Result<Queue<WaitingStatement, WaitingPlace>, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let rows = store::waiting(cx.db.read(), consultation.id, after, PAGE).await?;
    let many = count_waiting::<statement::Entity>(cx.db.read(), consultation.id).await?;
    let place = |row: &statement::Model| WaitingPlace { day: row.day, id: row.id };
    page_of(cx, &consultation, (Subject::Statement, many), rows, place, waiting).await
}

/// One statement of a resident to decide on, for the first time or anew.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn one_statement(cx: &Context, actor: &Actor, slug: &str, id: Uuid) -> Result<WaitingStatement, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let row = store::find(cx.db.read(), id).await?;
    let row = row.filter(|row| row.consultation_id == consultation.id && may_be_judged(row));
    Ok(waiting(cx, row.ok_or(Refusal::NotFound)?))
}

/// Decides on a statement, and tells those who follow it once the decision can no longer be undone.
///
/// # Errors
/// `Invalid` on `decision`, `reason` or `words`; `ChangedMeanwhile` when its author has changed it since it was read;
/// `WrongState` when this was decided already; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn decide_statement(cx: &Context, actor: &Actor, command: DecideStatement) -> Result<Decided, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, &command.slug).await?;
    let decision = command.form.read()?;
    let unit = cx.db.begin().await?;
    // Consultation, then statement: the order of every unit that writes to both.
    consultations::touch(unit.conn(), consultation.id).await?;
    let row = store::lock(unit.conn(), command.statement).await?;
    let row = row
        .filter(|row| row.consultation_id == consultation.id && may_be_judged(row))
        .ok_or(Refusal::NotFound)?;
    if mark_of(cx, &[&row.text]) != command.seen {
        return Err(Refusal::ChangedMeanwhile);
    }
    let state = state_after(state_of(&row.state), row.unread, &decision, READ_BEFORE)?;
    let detail = detail_of(None, (&row.state, state.key()), &decision);
    let deed =
        Deed { action: "statement.moderated", subject_kind: "statements", subject: Some(row.id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    let judged = Judged {
        consultation: consultation.id,
        subject: Subject::Statement,
        id: row.id,
        part: None,
        former_state: row.state,
    };
    let about = (judged, ContributionKind::Statement);
    let decided = decide_and_tell::<statement::Entity>(cx, &unit, actor, about, state, &decision).await?;
    unit.commit().await?;
    Ok(decided)
}

/// A resident's statement that its author has not taken back.
fn may_be_judged(row: &statement::Model) -> bool {
    row.origin == store::FROM_A_RESIDENT && state_of(&row.state) != ModerationState::Withdrawn
}

fn waiting(cx: &Context, row: statement::Model) -> WaitingStatement {
    WaitingStatement {
        seen: mark_of(cx, &[&row.text]),
        state: state_of(&row.state),
        id: row.id,
        text: row.text,
        day: row.day,
        channel: row.channel,
    }
}
