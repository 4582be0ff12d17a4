//! Free texts of questionnaires: none is shown in results before a facilitator has read it.

use tablee_rules::moderation::Decision;
use tablee_rules::questions::Answer;
use uuid::Uuid;

use super::{Decided, DecisionForm, Judged, PAGE, Queue, Subject, append, detail_of, mark_of, page_of};
use crate::access::{Action, Actor};
use crate::cases::audit::{self, Deed};
use crate::cases::editor::{find_and_allow, scope_of};
use crate::store::entities::answer::{self, AnswerReview};
use crate::store::{consultations, free_texts as store};
use crate::{Context, Refusal};

pub use crate::store::free_texts::Place;

/// A free text to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingText {
    /// The sheet.
    pub sheet: Uuid,
    /// The question.
    pub question_id: Uuid,
    /// Title of the phase.
    pub phase: String,
    /// Wording of the question.
    pub question: String,
    /// The text.
    pub text: String,
    /// A mark of these words, to be sent back with the decision.
    pub seen: String,
}

/// Whether a free text may be shown.
#[derive(Clone, Debug)]
pub struct ReviewText {
    /// Slug of the consultation.
    pub slug: String,
    /// The sheet.
    pub sheet: Uuid,
    /// The question.
    pub question: Uuid,
    /// The mark of the words that were read.
    pub seen: String,
    /// What is decided.
    pub form: DecisionForm,
}

/// The words of an answer that have to be read before they are shown.
pub(crate) fn free_text(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::Text { text } => Some(text),
        Answer::Choices { other: Some(other), .. } => Some(other),
        Answer::Choices { other: None, .. }
        | Answer::Declined
        | Answer::Blank
        | Answer::Number { .. }
        | Answer::Scale { .. } => None,
    }
}

/// The free texts that wait, after that one.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn free_texts(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    after: Option<Place>,
) -> Result<Queue<WaitingText, Place>, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let rows = store::waiting(cx.db.read(), consultation.id, after, PAGE).await?;
    let many = store::count_waiting(cx.db.read(), consultation.id).await?;
    let place = |row: &store::FreeText| Place { day: row.day, sheet: row.sheet_id, question: row.question_id };
    page_of(cx, &consultation, (Subject::FreeText, many), rows, place, waiting).await
}

/// One free text to decide on.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn one_text(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    (sheet, question): (Uuid, Uuid),
) -> Result<WaitingText, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, slug).await?;
    let row = store::find_with_question(cx.db.read(), consultation.id, sheet, question).await?;
    let text = waiting(cx, row.ok_or(Refusal::NotFound)?);
    if text.text.is_empty() { Err(Refusal::NotFound) } else { Ok(text) }
}

/// Decides whether a free text may be shown.
///
/// # Errors
/// `Invalid` on `decision`, `reason` or `words`; `ChangedMeanwhile` when it is not what was read any more; `SignInNeeded`,
/// `Forbidden`, `NotFound`.
pub async fn review(cx: &Context, actor: &Actor, command: ReviewText) -> Result<Decided, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::Moderate, &command.slug).await?;
    let decision = command.form.read()?;
    let found = store::find(cx.db.read(), consultation.id, command.sheet, command.question).await?;
    let row = found.ok_or(Refusal::NotFound)?;
    let words = row
        .answer()
        .as_ref()
        .and_then(free_text)
        .map(|text| mark_of(cx, &[text]));
    if words.ok_or(Refusal::NotFound)? != command.seen {
        return Err(Refusal::ChangedMeanwhile);
    }
    let unit = cx.db.begin().await?;
    // Public results show it, or no longer do.
    consultations::touch(unit.conn(), consultation.id).await?;
    let review = review_after(&decision);
    if row.review == review.key() || !store::review(unit.conn(), &row, review).await? {
        return Err(Refusal::ChangedMeanwhile);
    }
    let decided = append(cx, &unit, actor, judged(&row), &decision).await?;
    let detail = detail_of(None, (&row.review, review.key()), &decision);
    // The question, not the sheet: the log does not gather what one person has written.
    let deed =
        Deed { action: "answer.reviewed", subject_kind: "questions", subject: Some(row.question_id), detail: &detail };
    audit::record(cx, &unit, actor, scope_of(&consultation), deed).await?;
    unit.commit().await?;
    Ok(decided)
}

fn review_after(decision: &Decision) -> AnswerReview {
    match decision {
        Decision::Publish => AnswerReview::Published,
        Decision::Refuse { .. } => AnswerReview::Refused,
    }
}

fn judged(row: &answer::Model) -> Judged {
    Judged {
        consultation: row.consultation_id,
        subject: Subject::FreeText,
        id: row.sheet_id,
        part: Some(row.question_id),
        former_state: row.review.clone(),
    }
}

fn waiting(cx: &Context, row: store::FreeText) -> WaitingText {
    let answer: Option<Answer> = serde_json::from_str(&row.value).ok();
    let text = answer.as_ref().and_then(free_text).unwrap_or_default().to_owned();
    WaitingText {
        seen: mark_of(cx, &[&text]),
        sheet: row.sheet_id,
        question_id: row.question_id,
        phase: row.phase,
        question: row.question,
        text,
    }
}
