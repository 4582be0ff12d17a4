//! Proposals that wait to be read, before or after they are published.

use tablee_rules::moderation::{ModerationMode, ModerationState};

use super::{
    Decided, DecisionForm, Judged, PAGE, Queue, Subject, decide_and_tell, detail_of, mark_of, page_of, state_after,
};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::cases::participation::ContributionKind;
use crate::store::entities::{proposal, statement};
use crate::store::moderation::state_of;
use crate::store::{consultations, free_texts, moderation, proposals};
use crate::{Context, Refusal};

/// What waits for a facilitator in a consultation.
#[derive(Clone, Debug)]
pub struct ProposalQueue {
    /// Whether proposals are read before or after they are published.
    pub mode: ModerationMode,
    /// How many free texts of questionnaires wait.
    pub texts_waiting: u64,
    /// How many statements of residents wait.
    pub statements_waiting: u64,
    /// The proposals that wait; the next page begins after a number.
    pub proposals: Queue<WaitingProposal, i32>,
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
    pub state: ModerationState,
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
    let rows = moderation::waiting(read, consultation.id, after.unwrap_or(0), PAGE).await?;
    let many = moderation::count_waiting::<proposal::Entity>(read, consultation.id).await?;
    Ok(ProposalQueue {
        mode: consultation.moderation_mode(),
        texts_waiting: free_texts::count_waiting(read, consultation.id).await?,
        statements_waiting: moderation::count_waiting::<statement::Entity>(read, consultation.id).await?,
        proposals: page_of(cx, &consultation, (Subject::Proposal, many), rows, |row| row.number, waiting).await?,
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
    let row = row.filter(|row| state_of(&row.state) != ModerationState::Withdrawn);
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
    let state = state_after(state_of(&row.state), row.unread, &decision, consultation.moderation_mode())?;
    let detail = detail_of(Some(row.number), (&row.state, state.key()), &decision);
    let deed = Deed { action: "proposal.moderated", subject_kind: "proposals", subject: Some(id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    let judged =
        Judged { consultation: consultation.id, subject: Subject::Proposal, id, part: None, former_state: row.state };
    let about = (judged, ContributionKind::Proposal);
    let decided = decide_and_tell::<proposal::Entity>(cx, &unit, actor, about, state, &decision).await?;
    unit.commit().await?;
    Ok(decided)
}

fn waiting(cx: &Context, row: proposal::Model) -> WaitingProposal {
    WaitingProposal {
        seen: mark(cx, &row),
        state: state_of(&row.state),
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
