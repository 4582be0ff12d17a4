//! Answering a questionnaire.

use std::collections::BTreeMap;

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Serialize;
use serde_json::Value;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, AskedQuestion, CorrectAnswer, SendSheet, TextReview};
use tablee_core::cases::wordings::EarlierWords;
use tablee_core::refusal::FieldFault;
use tablee_core::{Context, Refusal};
use tablee_rules::questions::Entry;

use crate::address::Ordinal;
use crate::client::CallingClient;
use crate::issued::Issued;
use crate::receipts::{Done, trying};
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The questions of a phase, in order.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Questionnaire {
    title: String,
    /// Moment of closing, in milliseconds since 1970, UTC.
    closes_at: Option<i64>,
    questions: Vec<Question>,
}

/// One question.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct Question {
    /// From 1.
    number: u32,
    /// `short_text`, `long_text`, `single_choice`, `several_choices`, `number` or `scale`.
    kind: String,
    label: String,
    help: String,
    /// Whether it must be answered, if only by declining.
    required: bool,
    /// Whether any of its words was mended after the first answers.
    reworded: bool,
    /// What read otherwise at first.
    earlier: Vec<Earlier>,
    /// Choices, bounds, points.
    options: Any<Value>,
    /// What this participant has answered so far.
    answer: Option<Any<Value>>,
    /// What became of the words in the answer, on a receipt: `waiting`, `published` or `refused`.
    review: Option<String>,
    /// Why the words are not shown: the stable name of the reason.
    reason: Option<String>,
    /// Why the words are not shown, in the facilitator's words.
    reason_words: Option<String>,
}

/// Words that were others when people began to answer.
#[derive(Object)]
pub(crate) struct Earlier {
    /// `label`, `help`, `choice`, `unit`, `low-end` or `high-end`.
    part: String,
    /// What people read at first; empty when there was nothing.
    first: String,
    /// What they read now.
    now: String,
}

impl Earlier {
    /// All of a question.
    pub fn all(earlier: &[EarlierWords]) -> Vec<Self> {
        let words = |words: &EarlierWords| Self {
            part: words.part.key().to_owned(),
            first: words.first.clone(),
            now: words.now.clone(),
        };
        earlier.iter().map(words).collect()
    }
}

/// Answers to a questionnaire. A question left out is passed over.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Sheet {
    #[oai(validator(max_items = 200))]
    answers: Vec<NumberedAnswer>,
}

/// The answer to one question.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct NumberedAnswer {
    /// Which question, from 1.
    question: u32,
    /// The text, the number, the point, or the keys of the choices.
    #[oai(default, validator(max_items = 100))]
    values: Vec<Text>,
    /// The words beside the choice `other`.
    #[oai(default)]
    other: Text,
    /// Whether the person does not know or prefers not to say.
    #[oai(default)]
    declined: bool,
}

/// Another answer to a question.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OtherAnswer {
    /// The text, the number, the point, or the keys of the choices.
    #[oai(default, validator(max_items = 100))]
    values: Vec<Text>,
    /// The words beside the choice `other`.
    #[oai(default)]
    other: Text,
    /// Whether the person does not know or prefers not to say.
    #[oai(default)]
    declined: bool,
}

#[derive(ApiResponse)]
enum Asked {
    /// The questions.
    #[oai(status = 200)]
    Questionnaire(Json<Questionnaire>),
}

impl Question {
    /// All questions of a sheet.
    pub fn all(asked: &[AskedQuestion]) -> Vec<Self> {
        (1..)
            .zip(asked)
            .map(|(number, question)| Self::numbered(number, question))
            .collect()
    }

    fn numbered(number: u32, asked: &AskedQuestion) -> Self {
        let (reason, reason_words) = asked.review.as_ref().map(TextReview::reasons).unwrap_or_default();
        Self {
            number,
            kind: asked.kind.to_owned(),
            label: asked.label.clone(),
            help: asked.help.clone(),
            required: asked.required,
            reworded: !asked.earlier.is_empty(),
            earlier: Earlier::all(&asked.earlier),
            options: json(&asked.options),
            answer: asked.answer.as_ref().map(json),
            review: asked.review.as_ref().map(|review| review.key().to_owned()),
            reason,
            reason_words,
        }
    }
}

/// The stored form of a rule's value: stable JSON.
fn json(value: &impl Serialize) -> Any<Value> {
    Any(serde_json::to_value(value).unwrap_or_default())
}

fn entry_of(values: Vec<Text>, other: Text, declined: bool) -> Entry {
    Entry { values: values.into_iter().map(String::from).collect(), other: other.0, declined }
}

/// Answers by number of the question.
///
/// # Errors
/// `Invalid` when a question is answered twice.
pub(crate) fn entries_of(answers: Vec<NumberedAnswer>) -> Result<BTreeMap<usize, Entry>, Refusal> {
    let mut entries = BTreeMap::new();
    for answer in answers {
        let number = answer.question as usize;
        let entry = entry_of(answer.values, answer.other, answer.declined);
        if entries.insert(number, entry).is_some() {
            let fault = FieldFault::new(format!("question-{number}"), "fault-answer-only-one");
            return Err(Refusal::Invalid(vec![fault]));
        }
    }
    Ok(entries)
}

/// See [`crate::routes`].
pub(crate) struct QuestionnairesApi {
    cx: Context,
}

impl QuestionnairesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl QuestionnairesApi {
    /// Shows the questions of a questionnaire phase.
    #[oai(
        path = "/consultations/:slug/phases/:position/questions",
        method = "get",
        tag = "Tag::Participation",
        operation_id = "showQuestions"
    )]
    async fn questions(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Asked, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let address = PhaseAddress { slug: slug.0, position: position.0.0 };
        let sheet = questionnaires::sheet(&self.cx, &actor, &address).await?;
        let questions = Question::all(&sheet.questions);
        Ok(Asked::Questionnaire(Json(Questionnaire { title: sheet.title, closes_at: sheet.closes_at, questions })))
    }

    /// Sends all answers at once. A pass that has sent its answers keeps them: they are changed by receipt code.
    #[oai(
        path = "/consultations/:slug/phases/:position/answers",
        method = "post",
        tag = "Tag::Participation",
        operation_id = "sendAnswers"
    )]
    async fn send(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        sheet: Json<Sheet>,
    ) -> Result<Issued, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let command = SendSheet { phase, entries: entries_of(sheet.0.answers)? };
        Ok(questionnaires::send_whole(&self.cx, &actor, command).await?.into())
    }

    /// Changes one answer of the sheet of a receipt code; it counts at once.
    #[oai(
        path = "/receipts/:code/answers/:question",
        method = "put",
        tag = "Tag::Participation",
        operation_id = "correctAnswer"
    )]
    async fn correct(
        &self,
        caller: Caller,
        client: CallingClient,
        code: Path<String>,
        question: Path<Ordinal>,
        answer: Json<OtherAnswer>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let OtherAnswer { values, other, declined } = answer.0;
        let entry = entry_of(values, other, declined);
        let command = CorrectAnswer { code: code.0, question: question.0.index(), entry };
        trying(&self.cx, &client, questionnaires::correct_answer(&self.cx, &actor, command)).await?;
        Ok(Done::NothingMore)
    }
}
