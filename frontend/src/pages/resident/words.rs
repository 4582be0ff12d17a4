//! Answers in words, for pages on which they are read again.

use serde::Serialize;
use tablee_core::cases::consultations::MovedDay;
use tablee_core::cases::questionnaires::{AskedQuestion, TextReview};
use tablee_core::texts::{DateStyle, Texts};
use tablee_rules::questions::{Answer, OTHER, Options};
use tablee_rules::timetable::Millis;

use crate::http::Lang;

/// One line of `partials/summary_list`.
#[derive(Serialize)]
pub(super) struct SummaryRow {
    /// Its place in the page, for links to it.
    pub id: Option<String>,
    /// The question.
    pub question: String,
    /// The answer, if one was given.
    pub answer: Option<String>,
    /// Where it can be changed.
    pub href: Option<String>,
    /// What became of the words in it, on the receipt of a sent sheet.
    pub review: Option<ReviewView>,
}

/// What became of the words of an answer, as their author reads it.
#[derive(Serialize)]
pub(super) struct ReviewView {
    /// `waiting`, `published` or `refused`: also the end of translation keys.
    state: &'static str,
    /// Stable name of the reason why they are not shown.
    reason: Option<String>,
    /// The facilitator's words.
    words: Option<String>,
}

impl From<&TextReview> for ReviewView {
    fn from(review: &TextReview) -> Self {
        let (reason, words) = review.reasons();
        Self { state: review.key(), reason, words }
    }
}

/// A promised day that was moved, as its readers are told.
#[derive(Serialize)]
pub(super) struct MovedView {
    first: Millis,
    changed_at: Millis,
}

impl From<MovedDay> for MovedView {
    fn from(moved: MovedDay) -> Self {
        Self { first: moved.first, changed_at: moved.changed_at }
    }
}

/// What was answered, in one line of the reader's language; nothing for a question passed over.
pub(super) fn answer_in_words(lang: Lang, question: &AskedQuestion) -> Option<String> {
    let options = &question.options;
    Some(match question.answer.as_ref()? {
        Answer::Blank => return None,
        Answer::Declined => text(lang, "question-declined", &[]),
        Answer::Text { text } => text.clone(),
        Answer::Choices { chosen, other } => chosen
            .iter()
            .map(|key| choice_in_words(lang, options, key, other.as_deref()))
            .collect::<Vec<_>>()
            .join("\n"),
        Answer::Number { value } if options.unit.is_empty() => value.to_string(),
        Answer::Number { value } => format!("{value} {}", options.unit),
        Answer::Scale { point } => {
            let points = options.points.unwrap_or_default();
            text(lang, "question-point-of", &[("point", i64::from(*point)), ("points", i64::from(points))])
        }
    })
}

fn choice_in_words(lang: Lang, options: &Options, key: &str, other: Option<&str>) -> String {
    if key == OTHER {
        let label = text(lang, "question-other", &[]);
        return other.map_or_else(|| label.clone(), |words| format!("{label} : {words}"));
    }
    let known = options.choices.iter().find(|choice| choice.key == key);
    known.map_or_else(|| key.to_owned(), |choice| choice.label.clone())
}

/// A text of the interface with a day in it, as `$date`.
pub(super) fn day(lang: Lang, key: &'static str, at: Millis) -> String {
    let texts = Texts::embedded();
    let day = texts.date(lang.code(), at, DateStyle::Day).unwrap_or_default();
    texts
        .lookup(lang.code(), key, &[("date", day.into())])
        .unwrap_or_default()
}

/// The days between which a phase is open; nothing while they are not set.
pub(super) fn span(lang: Lang, from: Option<Millis>, to: Option<Millis>) -> String {
    let texts = Texts::embedded();
    let day = |at: Millis| texts.date(lang.code(), at, DateStyle::Day).unwrap_or_default();
    let (Some(from), Some(to)) = (from, to) else {
        return String::new();
    };
    let args = [("from", day(from).into()), ("to", day(to).into())];
    texts
        .lookup(lang.code(), "consultation-step-dates", &args)
        .unwrap_or_default()
}

/// A text of the interface.
pub(super) fn text(lang: Lang, key: &'static str, numbers: &[(&'static str, i64)]) -> String {
    let args: Vec<_> = numbers.iter().map(|(name, number)| (*name, (*number).into())).collect();
    Texts::embedded()
        .text(lang.code(), key, &args)
        .unwrap_or_else(|missing| {
            tracing::error!(%missing, "a text is missing");
            String::new()
        })
}
