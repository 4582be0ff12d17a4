//! The yes-or-no questions about people that protect a small group: what participants declare, and what the desk asks.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::strata::{EditStrata, StratumForm, edit_strata, strata as asked_questions};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::strata::{self, Declare, StratumQuestion};
use uuid::Uuid;

use crate::address::Ordinal;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A question about the participant, with their answer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ProfileQuestion {
    /// Its id.
    id: Uuid,
    /// Its wording, to be answered by yes or no.
    question: String,
    /// Why it is asked.
    reason: String,
    /// What was answered; absent for "I prefer not to say".
    answer: Option<bool>,
}

/// What a participant declares.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Profile {
    /// One entry a question; a question left out counts as "I prefer not to say".
    #[oai(validator(max_items = 10))]
    answers: Vec<ProfileAnswer>,
}

/// One answer.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(crate) struct ProfileAnswer {
    /// The question.
    id: Uuid,
    /// Yes or no; absent for "I prefer not to say".
    answer: Option<bool>,
}

/// The questions of a consultation, as its editors set them.
#[derive(Object)]
struct StrataSettings {
    /// Give it back with a change: a change of an older state is refused.
    seen: i64,
    /// Whether someone was asked already: nothing can change any more.
    frozen: bool,
    /// The questions, in order.
    questions: Vec<StratumSetting>,
}

/// One question.
#[derive(Object)]
struct StratumSetting {
    /// Its wording, to be answered by yes or no.
    question: String,
    /// Why it is asked; shown beside it.
    reason: String,
    /// How results name those who answer yes.
    yes_label: String,
    /// How results name those who answer no.
    no_label: String,
}

/// All questions of a consultation, anew.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewStrata {
    /// The `seen` of the state that this change starts from.
    seen: i64,
    /// At most three.
    #[oai(validator(max_items = 3))]
    questions: Vec<NewStratum>,
}

/// One question, in words.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewStratum {
    /// 1 to 120 characters.
    question: Text,
    /// 1 to 300 characters.
    reason: Text,
    /// 1 to 120 characters.
    yes_label: Text,
    /// 1 to 120 characters.
    no_label: Text,
}

#[derive(ApiResponse)]
enum Asked {
    /// The questions.
    #[oai(status = 200)]
    Questions(Json<Vec<ProfileQuestion>>),
}

#[derive(ApiResponse)]
enum Shown {
    /// The questions.
    #[oai(status = 200)]
    Settings(Json<StrataSettings>),
}

/// See [`crate::routes`].
pub(crate) struct StrataApi {
    cx: Context,
}

impl StrataApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl StrataApi {
    /// Lists the questions about people of an open opinion phase, with the participant's own answers.
    #[oai(
        path = "/consultations/:slug/phases/:position/profile",
        method = "get",
        tag = "Tag::Participation",
        operation_id = "showProfile"
    )]
    async fn ask(&self, caller: Caller, slug: Path<String>, position: Path<Ordinal>) -> Result<Asked, Problem> {
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let form = strata::form(&self.cx, &caller.actor(&self.cx).await?, &phase).await?;
        Ok(Asked::Questions(Json(form.questions.into_iter().map(Into::into).collect())))
    }

    /// Keeps what the participant declares, over what they declared before.
    #[oai(
        path = "/consultations/:slug/phases/:position/profile",
        method = "put",
        tag = "Tag::Participation",
        operation_id = "declareProfile"
    )]
    async fn declare(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        profile: Json<Profile>,
    ) -> Result<Done, Problem> {
        let phase = PhaseAddress { slug: slug.0, position: position.0.0 };
        let answers = profile.0.answers.into_iter().map(ProfileAnswer::into);
        let command = Declare { phase, answers: answers.collect() };
        strata::declare(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }

    /// Shows the questions about people that a consultation asks.
    #[oai(path = "/consultations/:slug/strata", method = "get", tag = "Tag::Editing", operation_id = "showStrata")]
    async fn show(&self, caller: Caller, slug: Path<String>) -> Result<Shown, Problem> {
        let view = asked_questions(&self.cx, &caller.actor(&self.cx).await?, &slug).await?;
        let questions = view.questions.into_iter().filter(|form| !form.question.is_empty());
        Ok(Shown::Settings(Json(StrataSettings {
            seen: view.seen.0,
            frozen: view.frozen,
            questions: questions.map(Into::into).collect(),
        })))
    }

    /// Changes the questions about people, as long as nobody was asked.
    #[oai(path = "/consultations/:slug/strata", method = "put", tag = "Tag::Editing", operation_id = "editStrata")]
    async fn edit(&self, caller: Caller, slug: Path<String>, change: Json<NewStrata>) -> Result<Done, Problem> {
        let questions = change.0.questions.into_iter().map(Into::into).collect();
        let command = EditStrata { slug: slug.0, seen: Seen(change.0.seen), questions };
        edit_strata(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }
}

impl From<StratumQuestion> for ProfileQuestion {
    fn from(asked: StratumQuestion) -> Self {
        Self { id: asked.id, question: asked.question, reason: asked.reason, answer: asked.answer }
    }
}

impl From<ProfileAnswer> for (Uuid, Option<bool>) {
    fn from(said: ProfileAnswer) -> Self {
        (said.id, said.answer)
    }
}

impl From<StratumForm> for StratumSetting {
    fn from(form: StratumForm) -> Self {
        Self { question: form.question, reason: form.reason, yes_label: form.yes_label, no_label: form.no_label }
    }
}

impl From<NewStratum> for StratumForm {
    fn from(new: NewStratum) -> Self {
        Self { question: new.question.0, reason: new.reason.0, yes_label: new.yes_label.0, no_label: new.no_label.0 }
    }
}
