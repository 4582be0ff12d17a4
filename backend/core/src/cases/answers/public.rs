//! The answers that everyone may read, and the public clock on those that are missing.

use tablee_rules::timetable::Millis;

use super::AnswerVersion;
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::consultations::MovedDay;
use crate::cases::published_proposals::{PAGE, Place, Turn, cut, public_consultation};
use crate::store::official_answers::{self, Progress};
use crate::store::proposals::{self, ListOrder};
use crate::{Context, Refusal};

/// A page of the proposals of a consultation with their answers.
#[derive(Clone, Debug)]
pub struct PublicAnswers {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Who decides.
    pub decider: String,
    /// When all proposals were promised an answer.
    pub due_at: Option<Millis>,
    /// The day promised at first and when it was changed, once it is another.
    pub due_before: Option<MovedDay>,
    /// How many proposals wait after that moment.
    pub late: u64,
    /// How many proposals there are.
    pub proposals: u64,
    /// How many of them are answered.
    pub answered: u64,
    /// Those of this page, the most supported first.
    pub items: Vec<AnsweredProposal>,
    /// Where the page before ends.
    pub before: Option<Place>,
    /// Where the next page begins.
    pub after: Option<Place>,
}

/// A proposal and the answer in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredProposal {
    /// Its number.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// People who said "this is mine too".
    pub supports: i32,
    /// The answer in force, if there is one.
    pub answer: Option<AnswerVersion>,
}

/// A page of the proposals with their answers.
///
/// # Errors
/// `NotFound`.
pub async fn list(cx: &Context, actor: &Actor, slug: &str, turn: Turn) -> Result<PublicAnswers, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let consultation = public_consultation(cx, slug).await?;
    let read = cx.db.read();
    let mut rows = proposals::page(read, consultation.id, &[], ListOrder::MostSupported, turn, PAGE).await?;
    let (before, after) = cut(&mut rows, turn);
    let answers = proposals::published_answers(read, rows.iter().map(|row| row.id)).await?;
    let Progress { proposals, answered, .. } = official_answers::progress(read, consultation.id).await?;
    let overdue = consultation.answer_due_at.is_some_and(|due| due < cx.clock.now());
    let items = rows.into_iter().map(|row| {
        let last = answers.iter().rfind(|answer| answer.proposal_id == row.id);
        AnsweredProposal {
            number: row.number,
            title: row.title,
            supports: row.supports,
            answer: last.cloned().map(Into::into),
        }
    });
    Ok(PublicAnswers {
        late: if overdue { proposals.saturating_sub(answered) } else { 0 },
        due_before: MovedDay::of_answer(&consultation),
        due_at: consultation.answer_due_at,
        proposals,
        answered,
        items: items.collect(),
        slug: consultation.slug,
        consultation: consultation.title,
        decider: consultation.decider,
        before,
        after,
    })
}
