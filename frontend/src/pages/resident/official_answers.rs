//! The institution's answers as `partials/official_answers` shows them.

use serde::Serialize;
use tablee_core::cases::published_proposals::PublishedAnswer;
use tablee_core::texts::noon_of;
use tablee_rules::timetable::Millis;

/// One published version.
#[derive(Serialize)]
pub(super) struct AnswerView {
    verdict: String,
    reason: String,
    details: String,
    body: String,
    person: String,
    due: Option<Millis>,
    published: Option<Millis>,
}

impl AnswerView {
    /// All versions, in the order given.
    pub fn all(answers: Vec<PublishedAnswer>) -> Vec<Self> {
        answers.into_iter().map(Self::from).collect()
    }

    pub fn sample() -> PublishedAnswer {
        PublishedAnswer {
            version: 1,
            verdict: "partly".to_owned(),
            reason: "A reason.".to_owned(),
            details: "Details.".to_owned(),
            body: "Mairie".to_owned(),
            person: "Ana Diallo".to_owned(),
            due_on: Some("2027-03-31".to_owned()),
            published_at: Some(1_795_431_600_000),
        }
    }
}

impl From<PublishedAnswer> for AnswerView {
    fn from(answer: PublishedAnswer) -> Self {
        Self {
            due: answer.due_on.as_deref().and_then(noon_of),
            verdict: answer.verdict,
            reason: answer.reason,
            details: answer.details,
            body: answer.body,
            person: answer.person,
            published: answer.published_at,
        }
    }
}
