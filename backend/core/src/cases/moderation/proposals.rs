//! Proposals that wait to be read, before or after they are published.

use tablee_rules::moderation::Decision;
use tablee_rules::proposals::{ModerationMode, ProposalEvent, ProposalState};

use super::{Decided, DecisionForm, Judged, PAGE, Subject, TakenDecision, append, mark_of, mode_of, reason_of, taken};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::ContributionKind;
use crate::cases::proposals::state_of;
use crate::mail::kinds::ModerationDecision;
use crate::store::entities::proposal;
use crate::store::{consultations, free_texts, moderation, proposals, statements};
use crate::{Context, Refusal};

/// What waits for a facilitator in a consultation.
#[derive(Clone, Debug)]
pub struct ProposalQueue {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Whether proposals are read before or after they are published.
    pub mode: ModerationMode,
    /// How many proposals wait.
    pub waiting: u64,
    /// How many free texts of questionnaires wait.
    pub texts_waiting: u64,
    /// How many statements of residents wait.
    pub statements_waiting: u64,
    /// Those of this page, received first first.
    pub items: Vec<WaitingProposal>,
    /// Where the next page begins: after this number.
    pub next: Option<i32>,
    /// The latest decisions.
    pub taken: Vec<TakenDecision>,
}

/// A proposal to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingProposal {
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its text.
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

/// A decision on a proposal.
#[derive(Clone, Debug)]
pub struct DecideProposal {
    /// Slug of the consultation.
    pub slug: String,
    /// Number of the proposal.
    pub number: i32,
    /// The mark of the words that were read.
    pub seen: String,
    /// What is decided.
    pub form: DecisionForm,
}

/// The proposals that wait, after that number.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn queue(cx: &Context, actor: &Actor, slug: &str, after: Option<i32>) -> Result<ProposalQueue, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let read = cx.db.read();
    let mut rows = moderation::waiting(read, consultation.id, after.unwrap_or(0), PAGE).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    Ok(ProposalQueue {
        mode: mode_of(&consultation),
        waiting: moderation::count_waiting(read, consultation.id).await?,
        texts_waiting: free_texts::count_waiting(read, consultation.id).await?,
        statements_waiting: statements::count_waiting(read, consultation.id).await?,
        next: rows.last().filter(|_| more).map(|row| row.number),
        items: rows.into_iter().map(|row| waiting(cx, row)).collect(),
        taken: taken(cx, consultation.id, Subject::Proposal).await?,
        slug: consultation.slug,
        consultation: consultation.title,
    })
}

/// One proposal to decide on, for the first time or anew.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn one(cx: &Context, actor: &Actor, slug: &str, number: i32) -> Result<WaitingProposal, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let found = moderation::id_of_number(cx.db.read(), consultation.id, number).await?;
    let row = proposals::find(cx.db.read(), found.ok_or(Refusal::NotFound)?).await?;
    let row = row.filter(|row| state_of(row) != ProposalState::Withdrawn);
    Ok(waiting(cx, row.ok_or(Refusal::NotFound)?))
}

/// Decides on a proposal, and tells those who follow it once the decision can no longer be undone.
///
/// # Errors
/// `Invalid` on `decision`, `reason` or `words`; `ChangedMeanwhile` when its author has changed it since it was read;
/// `WrongState` when this was decided already; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn decide(cx: &Context, actor: &Actor, command: DecideProposal) -> Result<Decided, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, &command.slug).await?;
    let decision = command.form.read()?;
    let found = moderation::id_of_number(cx.db.read(), consultation.id, command.number).await?;
    let id = found.ok_or(Refusal::NotFound)?;
    let unit = cx.db.begin().await?;
    // Consultation, then proposal: the order of every unit that writes to both.
    consultations::touch(unit.conn(), consultation.id).await?;
    let row = proposals::lock(unit.conn(), id).await?.ok_or(Refusal::NotFound)?;
    if mark(cx, &row) != command.seen {
        return Err(Refusal::ChangedMeanwhile);
    }
    let state = state_after(&row, &decision, mode_of(&consultation))?;
    moderation::settle(unit.conn(), id, state.key(), reason_of(&decision), false).await?;
    let judged = Judged {
        consultation: consultation.id,
        subject: Subject::Proposal,
        id,
        part: None,
        former_state: row.state.clone(),
    };
    let decided = append(cx, &unit, actor, judged, &decision).await?;
    let detail = detail(&row, state, &decision);
    let deed = Deed { action: "proposal.moderated", subject_kind: "proposals", subject: Some(id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    let topic = Topic::Contribution(ContributionKind::Proposal, id);
    follows::tell(cx, &unit, topic, decided.id, ModerationDecision { decision_id: decided.id }).await?;
    unit.commit().await?;
    Ok(decided)
}

fn waiting(cx: &Context, row: proposal::Model) -> WaitingProposal {
    WaitingProposal {
        seen: mark(cx, &row),
        state: state_of(&row),
        number: row.number,
        title: row.title,
        text: row.text,
        day: row.day,
        channel: row.channel,
    }
}

fn mark(cx: &Context, row: &proposal::Model) -> String {
    mark_of(cx, &[&row.title, &row.text])
}

/// A published proposal that nobody has read yet stays published when it is found good.
fn state_after(row: &proposal::Model, decision: &Decision, mode: ModerationMode) -> Result<ProposalState, Refusal> {
    let event = match decision {
        Decision::Publish if row.unread && state_of(row) == ProposalState::Published => {
            return Ok(ProposalState::Published);
        }
        Decision::Publish => ProposalEvent::Publish,
        Decision::Refuse { .. } => ProposalEvent::Refuse,
    };
    state_of(row).after(event, mode).map_err(|_| Refusal::WrongState)
}

fn detail(row: &proposal::Model, state: ProposalState, decision: &Decision) -> String {
    let reason = reason_of(decision).map_or_else(String::new, |reason| format!(" ({})", reason.kind.key()));
    format!("proposal {}: {} → {}{reason}", row.number, row.state, state.key())
}
