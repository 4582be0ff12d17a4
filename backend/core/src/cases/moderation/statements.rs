//! Statements that residents add: nobody else meets one before a facilitator has read it.

use tablee_rules::moderation::Decision;
use tablee_rules::proposals::{ProposalEvent, ProposalState};
use uuid::Uuid;

use super::{Decided, DecisionForm, Judged, PAGE, Subject, TakenDecision, append, mark_of, reason_of, taken};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::ContributionKind;
use crate::cases::statements::{next_state, state_of};
use crate::mail::kinds::ModerationDecision;
use crate::store::entities::statement;
use crate::store::{consultations, statements as store};
use crate::{Context, Refusal};

pub use crate::store::statements::WaitingPlace;

/// The statements that wait in a consultation.
#[derive(Clone, Debug)]
pub struct StatementQueue {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// How many wait.
    pub waiting: u64,
    /// Those of this page, the oldest day first.
    pub items: Vec<WaitingStatement>,
    /// Where the next page begins: after this one.
    pub next: Option<WaitingPlace>,
    /// The latest decisions.
    pub taken: Vec<TakenDecision>,
}

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
    pub state: ProposalState,
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
) -> Result<StatementQueue, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let mut rows = store::waiting(cx.db.read(), consultation.id, after, PAGE).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    Ok(StatementQueue {
        waiting: store::count_waiting(cx.db.read(), consultation.id).await?,
        next: rows
            .last()
            .filter(|_| more)
            .map(|row| WaitingPlace { day: row.day, id: row.id }),
        items: rows.into_iter().map(|row| waiting(cx, row)).collect(),
        taken: taken(cx, consultation.id, Subject::Statement).await?,
        slug: consultation.slug,
        consultation: consultation.title,
    })
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
    let event = match decision {
        Decision::Publish => ProposalEvent::Publish,
        Decision::Refuse { .. } => ProposalEvent::Refuse,
    };
    let state = next_state(&row, event)?;
    store::settle(unit.conn(), row.id, state.key(), reason_of(&decision), false).await?;
    let judged = Judged {
        consultation: consultation.id,
        subject: Subject::Statement,
        id: row.id,
        part: None,
        former_state: row.state.clone(),
    };
    let decided = append(cx, &unit, actor, judged, &decision).await?;
    let reason = reason_of(&decision).map_or_else(String::new, |reason| format!(" ({})", reason.kind.key()));
    let detail = format!("statement: {} → {}{reason}", row.state, state.key());
    let deed =
        Deed { action: "statement.moderated", subject_kind: "statements", subject: Some(row.id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    let topic = Topic::Contribution(ContributionKind::Statement, row.id);
    follows::tell(cx, &unit, topic, decided.id, ModerationDecision { decision_id: decided.id }).await?;
    unit.commit().await?;
    Ok(decided)
}

/// A resident's statement that its author has not taken back.
fn may_be_judged(row: &statement::Model) -> bool {
    row.origin == store::FROM_A_RESIDENT && state_of(row) != ProposalState::Withdrawn
}

fn waiting(cx: &Context, row: statement::Model) -> WaitingStatement {
    WaitingStatement {
        seen: mark_of(cx, &[&row.text]),
        state: state_of(&row),
        id: row.id,
        text: row.text,
        day: row.day,
        channel: row.channel,
    }
}
