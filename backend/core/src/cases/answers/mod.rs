//! Official answers to proposals: written as drafts, published together, never edited afterwards but by a new version.

mod desk;
mod public;
mod publish;
mod write;

pub use desk::{AnswerLine, AnswerProgress, AnswersDesk, DraftLine, desk};
pub use public::{AnsweredProposal, PublicAnswers, list};
pub use publish::{PublishAnswers, publish};
pub use write::{AnswerEdit, SaveAnswer, drop_draft, edit, save};

use tablee_rules::answers::{AnswerForm, OfficialAnswer, Verdict};
use tablee_rules::dates::Day;
use tablee_rules::timetable::Millis;

use crate::store::entities::official_answer;

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

fn form_of(row: &official_answer::Model) -> AnswerForm {
    AnswerForm {
        verdict: row.verdict.clone(),
        reason: row.reason.clone(),
        details: row.details.clone(),
        body: row.body.clone(),
        person: row.person.clone(),
        due: row.due_on.clone().unwrap_or_default(),
    }
}

/// What a stored version says; nothing for one that a newer program wrote.
fn said(row: &official_answer::Model) -> Option<OfficialAnswer> {
    Some(OfficialAnswer {
        verdict: Verdict::from_key(&row.verdict)?,
        reason: row.reason.clone(),
        details: row.details.clone(),
        body: row.body.clone(),
        person: row.person.clone(),
        due: row.due_on.as_deref().and_then(|due| Day::parse(due).ok()),
    })
}
