//! Moderation: what waits for a facilitator, decisions with a reason that the author can understand, and their undoing.

mod apart;
mod free_texts;
mod proposals;
mod statements;
mod undo;

pub use apart::{SortedStatement, SortedStatements, set_apart, sorted_statements};
pub(crate) use free_texts::free_text;
pub use free_texts::{Place, ReviewText, WaitingText, free_texts, one_text, review};
pub use proposals::{DecideProposal, ProposalQueue, WaitingProposal, decide, one, queue};
pub use statements::{DecideStatement, WaitingPlace, WaitingStatement, decide_statement, one_statement, statements};
pub use undo::{Undo, UndoableDecision, to_undo, undo};

use tablee_rules::moderation::{
    Decision, LastDecision, ModerationEvent, ModerationFault, ModerationMode, ModerationState, Reason, may_undo,
    undo_ends,
};
use uuid::Uuid;

use crate::access::Actor;
use crate::cases::facts::{Fact, FactValue};
use crate::cases::follows::{self, Topic};
use crate::cases::participation::ContributionKind;
use crate::mail::kinds::ModerationDecision;
use crate::mail::outbox;
use crate::ports::Millis;
use crate::secrets::Purpose;
use crate::store::entities::{consultation, moderation_decision};
use crate::store::moderation::Moderated;
use crate::store::{Unit, moderation};
use crate::{Context, Refusal};

/// Contributions on one page of a queue.
const PAGE: u64 = 20;
/// Decisions shown below a queue.
const RECENT: u64 = 10;

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A proposal.
    Proposal,
    /// A free text of a questionnaire.
    FreeText,
    /// A statement that a resident added.
    Statement,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 3] = [Self::Proposal, Self::FreeText, Self::Statement];

    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::FreeText => moderation_decision::ON_AN_ANSWER,
            Self::Statement => "statement",
        }
    }

    /// The subject with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.key() == key)
    }
}

/// One page of the contributions of one kind that wait for a facilitator.
#[derive(Clone, Debug)]
pub struct Queue<Item, Place> {
    /// Slug of the consultation.
    pub slug: String,
    /// How many wait.
    pub waiting: u64,
    /// Those of this page, received first first.
    pub items: Vec<Item>,
    /// Where the next page begins: after this one.
    pub next: Option<Place>,
    /// The latest decisions.
    pub taken: Vec<TakenDecision>,
}

/// The page of these rows, of which one more than a page holds says that there are more.
async fn page_of<Row, Item, Place>(
    cx: &Context,
    consultation: &consultation::Model,
    (subject, waiting): (Subject, u64),
    mut rows: Vec<Row>,
    place: impl Fn(&Row) -> Place,
    item: impl Fn(&Context, Row) -> Item,
) -> Result<Queue<Item, Place>, Refusal> {
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    Ok(Queue {
        slug: consultation.slug.clone(),
        waiting,
        next: rows.last().filter(|_| more).map(place),
        items: rows.into_iter().map(|row| item(cx, row)).collect(),
        taken: taken(cx, consultation.id, subject).await?,
    })
}

/// What a form says of a contribution: `publish`, or `refuse` with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionForm {
    /// `publish` or `refuse`.
    pub decision: String,
    /// Key of a [`tablee_rules::moderation::ReasonKind`].
    pub reason: String,
    /// Words for the author.
    pub words: String,
}

impl DecisionForm {
    fn read(&self) -> Result<Decision, Refusal> {
        match self.decision.as_str() {
            "publish" => Ok(Decision::Publish),
            "refuse" => match Reason::new(&self.reason, &self.words) {
                Ok(reason) => Ok(Decision::Refuse { reason }),
                Err(fault @ ModerationFault::ReasonMissing) => Err(Refusal::fault("reason", &fault)),
                Err(fault) => Err(Refusal::fault("words", &fault)),
            },
            _ => Err(Refusal::field("decision", "fault-moderation-decision-missing")),
        }
    }
}

/// A decision taken lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenDecision {
    /// Its id.
    pub id: Uuid,
    /// Number and title of the proposal; nothing for a free text.
    pub proposal: Option<(i32, String)>,
    /// Stable name of the reason; nothing when it was published.
    pub reason: Option<String>,
    /// Words for the author.
    pub words: Option<String>,
    /// When it was taken.
    pub at: Millis,
    /// Whether it was undone.
    pub undone: bool,
    /// When it can no longer be undone; nothing when that is so by now.
    pub undoable_until: Option<Millis>,
}

/// A decision taken just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its id.
    pub id: Uuid,
    /// When it can no longer be undone.
    pub undoable_until: Millis,
}

/// A mark of the words that were read: other words are another mark.
fn mark_of(cx: &Context, words: &[&str]) -> String {
    let parts: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
    cx.secrets.hash(Purpose::Seen, &parts)
}

/// The state that a decision leads to. What is published and has yet to be read stays published when it is found good.
fn state_after(
    state: ModerationState,
    unread: bool,
    decision: &Decision,
    mode: ModerationMode,
) -> Result<ModerationState, Refusal> {
    let event = match decision {
        Decision::Publish if unread && state == ModerationState::Published => return Ok(state),
        Decision::Publish => ModerationEvent::Publish,
        Decision::Refuse { .. } => ModerationEvent::Refuse,
    };
    state.after(event, mode).ok_or(Refusal::WrongState)
}

/// Settles what was decided on a contribution, and tells those who follow it once the decision can no longer be undone.
async fn decide_and_tell<E: Moderated>(
    cx: &Context,
    unit: &Unit,
    actor: &Actor,
    (judged, kind): (Judged, ContributionKind),
    state: ModerationState,
    decision: &Decision,
) -> Result<Decided, Refusal> {
    let id = judged.id;
    moderation::settle::<E>(unit.conn(), id, state, reason_of(decision), false).await?;
    let decided = append(cx, unit, actor, judged, decision).await?;
    let mail = ModerationDecision { decision_id: decided.id };
    follows::tell(cx, unit, Topic::Contribution(kind, id), decided.id, mail).await?;
    Ok(decided)
}

/// What the audit log says of a decision: the number of a proposal, the states, the reason. Never the words.
fn detail_of(proposal: Option<i32>, (before, now): (&str, &str), decision: &Decision) -> String {
    let number = proposal.map(|number| Fact::about("proposal", number));
    let states = Fact::changed("review", FactValue::name(before), FactValue::name(now));
    let reason = reason_of(decision).map(|reason| Fact::about("reason", FactValue::name(reason.kind.key())));
    Fact::stored(&number.into_iter().chain(states).chain(reason).collect::<Vec<_>>())
}

fn reason_of(decision: &Decision) -> Option<&Reason> {
    match decision {
        Decision::Publish => None,
        Decision::Refuse { reason } => Some(reason),
    }
}

/// What a decision is about, and the state that it replaces.
struct Judged {
    consultation: Uuid,
    subject: Subject,
    id: Uuid,
    part: Option<Uuid>,
    former_state: String,
}

async fn append(
    cx: &Context,
    unit: &Unit,
    actor: &Actor,
    judged: Judged,
    decision: &Decision,
) -> Result<Decided, Refusal> {
    let reason = reason_of(decision);
    let row = moderation_decision::Model {
        id: cx.dated_id(),
        consultation_id: judged.consultation,
        subject_kind: judged.subject.key().to_owned(),
        subject_id: judged.id,
        part_id: judged.part,
        former_state: judged.former_state,
        decision: if reason.is_some() { "refuse" } else { "publish" }.to_owned(),
        reason: reason.map(|reason| reason.kind.key().to_owned()),
        reason_text: moderation::words(reason),
        member_id: member_of(actor),
        decided_at: cx.clock.now(),
        undone_at: None,
    };
    let decided = Decided { id: row.id, undoable_until: undo_ends(row.decided_at) };
    moderation::append(unit.conn(), row).await?;
    Ok(decided)
}

pub(crate) fn member_of(actor: &Actor) -> Option<Uuid> {
    match actor {
        Actor::Member(member) => Some(member.id),
        Actor::Anyone | Actor::Resident(_) | Actor::System => None,
    }
}

/// The latest decisions on things of one kind.
async fn taken(cx: &Context, consultation: Uuid, subject: Subject) -> Result<Vec<TakenDecision>, Refusal> {
    let rows = moderation::decided(cx.db.read(), consultation, subject.key(), None, RECENT).await?;
    let told = outbox::told_of(cx, cx.db.read(), rows.iter().map(|row| row.id)).await?;
    let proposals = match subject {
        Subject::Proposal => moderation::proposals(cx.db.read(), rows.iter().map(|row| row.subject_id)).await?,
        Subject::FreeText | Subject::Statement => Vec::new(),
    };
    let now = cx.clock.now();
    let line = |row: moderation_decision::Model| {
        let proposal = proposals.iter().find(|proposal| proposal.id == row.subject_id);
        let last = last_decision(&row, told.contains(&row.id));
        TakenDecision {
            undoable_until: may_undo(Some(last), true, now)
                .is_ok()
                .then(|| undo_ends(row.decided_at)),
            id: row.id,
            proposal: proposal.map(|proposal| (proposal.number, proposal.title.clone())),
            reason: row.reason,
            words: row.reason_text,
            at: row.decided_at,
            undone: row.undone_at.is_some(),
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

fn last_decision(row: &moderation_decision::Model, told: bool) -> LastDecision {
    LastDecision { at: row.decided_at, told, undone: row.undone_at.is_some() }
}
