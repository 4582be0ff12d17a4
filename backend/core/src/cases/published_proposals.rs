//! Reading the proposals that are published, and finding those that resemble a new one.

use tablee_rules::limits;
use tablee_rules::proposals::{self as rules, ProposalDraft};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::text;
use tablee_rules::timetable::{Millis, PhaseKind, PhaseMoment};
use uuid::Uuid;

use super::participation::{OpenPhase, PhaseAddress, open_phase, participation_of, receipt_code};
use super::turns::put_forward;
use crate::access::{Action, Actor, DeviceSecret, Scope, allow};
use crate::store::entities::{consultation, official_answer, proposal};
use crate::store::{consultations, proposals};
use crate::{Context, Refusal};

pub use crate::store::proposals::{ListOrder, Place, Turn};

/// Proposals on one page of the list.
pub(crate) const PAGE: u64 = 20;
/// Words of a search that count.
const SEARCH_WORDS: usize = 6;
/// How many similar proposals one is asked to read.
const SIMILAR_SHOWN: usize = 3;
/// How many of the newest published ones are compared with a new one.
const SIMILAR_READ: u64 = 1_000;

/// A proposal in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalCard {
    /// Its number in the consultation.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// People who said "this is mine too".
    pub supports: i32,
    /// What the institution's last published answer decides, by its stable name.
    pub verdict: Option<String>,
}

/// What to list.
#[derive(Clone, Debug)]
pub struct ListProposals {
    /// Slug of the consultation.
    pub slug: String,
    /// The order.
    pub order: ListOrder,
    /// Words to look for, as typed; empty for all proposals.
    pub search: String,
    /// The page.
    pub turn: Turn,
}

/// A page of the published proposals.
#[derive(Clone, Debug)]
pub struct ProposalList {
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase in which one can propose now.
    pub propose_in: Option<i32>,
    /// How many there are in all, of those looked for.
    pub total: u64,
    /// Those of this page.
    pub cards: Vec<ProposalCard>,
    /// Where the page before ends.
    pub before: Option<Place>,
    /// Where the next page begins.
    pub after: Option<Place>,
}

/// Which published proposal.
#[derive(Clone, Debug)]
pub struct ProposalAddress {
    /// Slug of the consultation.
    pub slug: String,
    /// Number of the proposal.
    pub number: i32,
}

/// A published proposal with its official answers.
#[derive(Clone, Debug)]
pub struct ProposalPage {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
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
    /// People who said "this is mine too".
    pub supports: i32,
    /// How this reader stands to it.
    pub standing: Standing,
    /// The published answers, the one in force first.
    pub answers: Vec<AnswerVersion>,
}

/// How a reader stands to a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May say "this is mine too".
    MaySupport,
    /// Has said so; the receipt code of it.
    Supports(ReceiptCode),
    /// Wrote it.
    Author,
    /// The phase is not open.
    PhaseClosed,
}

/// One version of an official answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerVersion {
    /// Counted from 1.
    pub version: i32,
    /// What is decided, by its stable name.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// What else there is to say; maybe empty.
    pub details: String,
    /// The responsible body.
    pub body: String,
    /// The responsible person.
    pub person: String,
    /// When it will be done, yyyy-mm-dd.
    pub due_on: Option<String>,
    /// When it was published; nothing for a draft.
    pub published_at: Option<Millis>,
}

impl From<official_answer::Model> for AnswerVersion {
    fn from(row: official_answer::Model) -> Self {
        Self {
            version: row.version,
            verdict: row.verdict,
            reason: row.reason,
            details: row.details,
            body: row.body,
            person: row.person,
            due_on: row.due_on,
            published_at: row.published_at,
        }
    }
}

/// Proposals that resemble some words.
#[derive(Clone, Debug)]
pub struct FindSimilar {
    /// The proposal phase.
    pub phase: PhaseAddress,
    /// As typed.
    pub title: String,
    /// As typed.
    pub text: String,
}

/// A page of the list.
///
/// # Errors
/// `NotFound`.
pub async fn list(cx: &Context, actor: &Actor, query: &ListProposals) -> Result<ProposalList, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let consultation = public_consultation(cx, &query.slug).await?;
    let mut words = text::words(&query.search);
    words.truncate(SEARCH_WORDS);
    let read = cx.db.read();
    let total = proposals::count(read, consultation.id, &words).await?;
    let mut rows = proposals::page(read, consultation.id, &words, query.order, query.turn, PAGE).await?;
    let (before, after) = cut(&mut rows, query.turn);
    let answers = proposals::published_answers(read, rows.iter().map(|row| row.id)).await?;
    Ok(ProposalList {
        propose_in: propose_in(cx, &consultation).await?,
        consultation: consultation.title,
        total,
        cards: rows.into_iter().map(|row| card(row, &answers)).collect(),
        before,
        after,
    })
}

/// One published proposal. Any other one does not exist for the public.
///
/// # Errors
/// `NotFound`.
pub async fn read(cx: &Context, actor: &Actor, address: &ProposalAddress) -> Result<ProposalPage, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let (open, row) = find(cx, address).await?;
    Ok(ProposalPage {
        answers: answers_to(cx, row.id).await?,
        standing: standing(cx, actor, &open, row.id).await?,
        slug: open.consultation.slug,
        consultation: open.consultation.title,
        number: row.number,
        title: row.title,
        text: row.text,
        day: row.day,
        channel: row.channel,
        supports: row.supports,
    })
}

/// The published proposals that resemble these words the most.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn similar(cx: &Context, actor: &Actor, query: &FindSimilar) -> Result<Vec<ProposalCard>, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, &query.phase, PhaseKind::Proposal).await?;
    let draft = ProposalDraft { title: text::clean_line(&query.title), body: text::clean_text(&query.text) };
    look_alikes(cx, open.phase.id, &draft).await
}

/// See [`similar`].
///
/// # Errors
/// When the database refuses.
pub(crate) async fn look_alikes(
    cx: &Context,
    phase: Uuid,
    draft: &ProposalDraft,
) -> Result<Vec<ProposalCard>, Refusal> {
    let mut rows = proposals::to_compare(cx.db.read(), phase, SIMILAR_READ).await?;
    let texts: Vec<&str> = rows.iter().map(|row| row.folded.as_str()).collect();
    let found = rules::similar(&proposals::folded(&draft.title, &draft.body), &texts, SIMILAR_SHOWN);
    let chosen: Vec<proposal::Model> = found.iter().map(|similar| rows[similar.index].clone()).collect();
    rows.clear();
    let answers = proposals::published_answers(cx.db.read(), chosen.iter().map(|row| row.id)).await?;
    Ok(chosen.into_iter().map(|row| card(row, &answers)).collect())
}

/// The published answers to a proposal, the one in force first.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn answers_to(cx: &Context, proposal: Uuid) -> Result<Vec<AnswerVersion>, Refusal> {
    let answers = proposals::published_answers(cx.db.read(), [proposal]).await?;
    Ok(answers.into_iter().rev().map(AnswerVersion::from).collect())
}

/// A published proposal and its phase, open or not.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn find(cx: &Context, address: &ProposalAddress) -> Result<(OpenPhase, proposal::Model), Refusal> {
    let consultation = public_consultation(cx, &address.slug).await?;
    let row = proposals::published_at(cx.db.read(), consultation.id, address.number).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    let phase = consultations::phase_by_id(cx.db.read(), row.phase_id).await?;
    let phase = phase.ok_or(Refusal::NotFound)?;
    Ok((OpenPhase { consultation, phase }, row))
}

pub(crate) async fn public_consultation(cx: &Context, slug: &str) -> Result<consultation::Model, Refusal> {
    let found = consultations::by_slug(cx.db.read(), slug).await?;
    found
        .filter(|consultation| consultation.stored_state().is_public())
        .ok_or(Refusal::NotFound)
}

async fn propose_in(cx: &Context, consultation: &consultation::Model) -> Result<Option<i32>, Refusal> {
    let phases = consultations::phases(cx.db.read(), consultation.id).await?;
    let open = phases
        .iter()
        .filter(|phase| phase.phase_kind() == Some(PhaseKind::Proposal))
        .find(|phase| phase.moment(cx.clock.now()) == PhaseMoment::Now);
    Ok(open.map(|phase| phase.position))
}

async fn standing(cx: &Context, actor: &Actor, open: &OpenPhase, proposal: Uuid) -> Result<Standing, Refusal> {
    let device: Option<&DeviceSecret> = match actor {
        Actor::Resident(device) => Some(device),
        Actor::Anyone | Actor::Member(_) | Actor::System => None,
    };
    let participation = match device {
        Some(device) => participation_of(cx, device, open).await?,
        None => None,
    };
    if let Some(participation) = participation {
        let sent = put_forward(cx, cx.db.read(), participation.id, limits::PROPOSALS_EACH).await?;
        if sent.contains(&proposal) {
            return Ok(Standing::Author);
        }
        if let Some(support) = proposals::find_support(cx.db.read(), proposal, participation.id).await? {
            return Ok(Standing::Supports(receipt_code(&cx.secrets, support.id)));
        }
    }
    let is_open = open.phase.moment(cx.clock.now()) == PhaseMoment::Now;
    Ok(if is_open { Standing::MaySupport } else { Standing::PhaseClosed })
}

/// Takes off the row that only says that there is more; gives the ends to turn the page at.
pub(crate) fn cut(rows: &mut Vec<proposal::Model>, turn: Turn) -> (Option<Place>, Option<Place>) {
    let more = rows.len() as u64 > PAGE;
    let backwards = matches!(turn, Turn::Before(_));
    if more && backwards {
        rows.remove(0);
    } else if more {
        rows.pop();
    }
    let place = |row: &proposal::Model| Place { supports: row.supports, number: row.number };
    let first = rows.first().map(place);
    let last = rows.last().map(place);
    match turn {
        Turn::First => (None, last.filter(|_| more)),
        Turn::After(_) => (first, last.filter(|_| more)),
        Turn::Before(_) => (first.filter(|_| more), last),
    }
}

fn card(row: proposal::Model, answers: &[official_answer::Model]) -> ProposalCard {
    let last = answers.iter().rfind(|answer| answer.proposal_id == row.id);
    ProposalCard {
        number: row.number,
        title: row.title,
        text: row.text,
        supports: row.supports,
        verdict: last.map(|answer| answer.verdict.clone()),
    }
}
