//! One version of an official answer as `partials/official_answer` shows it.

use serde::Serialize;
use tablee_core::cases::answers::AnswerVersion;
use tablee_core::cases::moments::noon_of;
use tablee_rules::dates::Day;
use tablee_rules::timetable::Millis;

/// One version.
#[derive(Serialize)]
pub(super) struct AnswerView {
    version: i32,
    verdict: String,
    reason: String,
    details: String,
    body: String,
    person: String,
    due: Option<Millis>,
    published: Option<Millis>,
}

impl AnswerView {
    pub fn sample() -> AnswerVersion {
        AnswerVersion {
            version: 2,
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

impl From<AnswerVersion> for AnswerView {
    fn from(answer: AnswerVersion) -> Self {
        let due = answer.due_on.as_deref().and_then(|due| Day::parse(due).ok());
        Self {
            version: answer.version,
            due: due.map(noon_of),
            verdict: answer.verdict,
            reason: answer.reason,
            details: answer.details,
            body: answer.body,
            person: answer.person,
            published: answer.published_at,
        }
    }
}
