//! Official answers to proposals: written as drafts, published together, never edited afterwards but by a new version.

mod desk;
mod public;
mod publish;
mod write;

pub use desk::{AnswerLine, AnswerProgress, AnswersDesk, DraftLine, desk};
pub use public::{AnsweredProposal, PublicAnswers, list};
pub use publish::{PublishAnswers, PublishedAnswers, publish};
pub use write::{AnswerEdit, SaveAnswer, drop_draft, edit, save};

use tablee_rules::answers::{AnswerForm, OfficialAnswer, Verdict};
use tablee_rules::dates::Day;

pub use super::published_proposals::AnswerVersion;
use crate::Context;
use crate::secrets::Purpose;
use crate::store::entities::official_answer;

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

/// A mark of all that is written of an answer: once somebody writes or publishes something else, it is another mark.
fn mark(cx: &Context, versions: &[official_answer::Model]) -> String {
    let Some(last) = versions.last() else {
        return cx.secrets.hash(Purpose::Seen, &[]);
    };
    let number = last.version.to_string();
    let due = last.due_on.as_deref().unwrap_or_default();
    let words = [&number, &last.state, &last.verdict, &last.reason, &last.details, &last.body, &last.person];
    let parts: Vec<&[u8]> = words
        .into_iter()
        .map(|word| word.as_bytes())
        .chain([due.as_bytes()])
        .collect();
    cx.secrets.hash(Purpose::Seen, &parts)
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
