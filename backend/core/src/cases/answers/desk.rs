//! The institution's list: what is answered, what is being written, what is missing.

use tablee_rules::timetable::Millis;
use uuid::Uuid;

use crate::access::{Action, Actor};
use crate::cases::editor::find_and_allow;
use crate::cases::published_proposals::{PAGE, Place, Turn, cut};
use crate::store::entities::{official_answer, proposal};
use crate::store::official_answers::{self, Progress};
use crate::store::proposals::{self, ListOrder};
use crate::{Context, Refusal};

/// The answers of a consultation, as the institution sees them.
#[derive(Clone, Debug)]
pub struct AnswersDesk {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// When all proposals were promised an answer.
    pub due_at: Option<Millis>,
    /// Whether that moment is past.
    pub overdue: bool,
    /// How far the answers are.
    pub progress: Progress,
    /// The drafts that can be published together.
    pub drafts: Vec<DraftLine>,
    /// The proposals of this page, the most supported first.
    pub lines: Vec<AnswerLine>,
    /// Where the page before ends.
    pub before: Option<Place>,
    /// Where the next page begins.
    pub after: Option<Place>,
}

/// A draft that can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// Its id.
    pub id: Uuid,
    /// Number of the proposal.
    pub number: i32,
    /// Title of the proposal.
    pub title: String,
    /// What it decides, by its stable name.
    pub verdict: String,
    /// Its reason.
    pub reason: String,
    /// Its number among the versions; above 1 it changes what was published.
    pub version: i32,
}

/// A proposal and how far its answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// People who said "this is mine too".
    pub supports: i32,
    /// How far its answer is.
    pub progress: AnswerProgress,
}

/// How far the answer to a proposal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProgress {
    /// Nothing is written.
    Missing,
    /// A draft is written.
    Drafted,
    /// This verdict is published.
    Published(String),
    /// A verdict is published, and a draft is to replace it.
    Redrafted(String),
}

impl AnswerProgress {
    /// The stable name.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Drafted => "drafted",
            Self::Published(_) => "published",
            Self::Redrafted(_) => "redrafted",
        }
    }
}

/// A page of the proposals to answer, with the drafts.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn desk(cx: &Context, actor: &Actor, slug: &str, turn: Turn) -> Result<AnswersDesk, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::AnswerProposals, slug).await?;
    let read = cx.db.read();
    let mut rows = proposals::page(read, consultation.id, &[], ListOrder::MostSupported, turn, PAGE).await?;
    let (before, after) = cut(&mut rows, turn);
    let versions = official_answers::versions(read, rows.iter().map(|row| row.id)).await?;
    let drafts = official_answers::drafts(read, consultation.id).await?;
    Ok(AnswersDesk {
        overdue: consultation.answer_due_at.is_some_and(|due| due < cx.clock.now()),
        due_at: consultation.answer_due_at,
        progress: official_answers::progress(read, consultation.id).await?,
        drafts: drafts.into_iter().filter_map(draft_line).collect(),
        lines: rows.into_iter().map(|row| line(row, &versions)).collect(),
        slug: consultation.slug,
        consultation: consultation.title,
        before,
        after,
    })
}

fn draft_line((draft, proposal): (official_answer::Model, Option<proposal::Model>)) -> Option<DraftLine> {
    let proposal = proposal?;
    Some(DraftLine {
        id: draft.id,
        number: proposal.number,
        title: proposal.title,
        verdict: draft.verdict,
        reason: draft.reason,
        version: draft.version,
    })
}

fn line(row: proposal::Model, versions: &[official_answer::Model]) -> AnswerLine {
    let own = || versions.iter().filter(|version| version.proposal_id == row.id);
    let published = own().rfind(|version| version.is_published());
    let drafted = own().any(|version| !version.is_published());
    AnswerLine {
        progress: match (published, drafted) {
            (None, false) => AnswerProgress::Missing,
            (None, true) => AnswerProgress::Drafted,
            (Some(version), false) => AnswerProgress::Published(version.verdict.clone()),
            (Some(version), true) => AnswerProgress::Redrafted(version.verdict.clone()),
        },
        number: row.number,
        title: row.title,
        supports: row.supports,
    }
}
