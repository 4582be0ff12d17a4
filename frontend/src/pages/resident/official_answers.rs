//! The institution's answers as `partials/official_answers` shows them.

use serde::Serialize;
use tablee_core::cases::published_proposals::PublishedAnswer;
use tablee_rules::dates::Day;
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
            due: answer.due_on.as_deref().and_then(noon),
            verdict: answer.verdict,
            reason: answer.reason,
            details: answer.details,
            body: answer.body,
            person: answer.person,
            published: answer.published_at,
        }
    }
}

/// Noon of a stored date: the same day wherever in Europe it is read.
fn noon(date: &str) -> Option<Millis> {
    let day = Day::parse(date).ok()?;
    let date = jiff::civil::Date::new(day.year.try_into().ok()?, day.month.try_into().ok()?, day.day.try_into().ok()?);
    let noon = date.ok()?.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(noon.timestamp().as_millisecond())
}
