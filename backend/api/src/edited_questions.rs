//! The questions of a questionnaire phase, as their editors write them.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::editor::phase_view::{self, QuestionLine};
use tablee_core::cases::editor::questions::{self, QuestionView};

use crate::address::{Ordinal, edit_of};
use crate::edited_phases::Step;
use crate::question_content::QuestionContent;
use crate::questionnaires::Earlier;
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// The questions of a phase, in order.
#[derive(Object)]
struct PreparedQuestions {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// All of them.
    questions: Vec<PreparedLine>,
}

/// A question in a list.
#[derive(Object)]
struct PreparedLine {
    /// From 1.
    number: i32,
    /// `single_choice`, `several_choices`, `short_text`, `long_text`, `number` or `scale`.
    kind: String,
    /// Its wording.
    label: String,
    /// Whether the wording was put right after someone had answered.
    reworded: bool,
}

/// A question as its editors see it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PreparedQuestion {
    /// The state that an edit is based on; goes back with it.
    seen: i64,
    /// From 1.
    number: i32,
    /// `single_choice`, `several_choices`, `short_text`, `long_text`, `number` or `scale`.
    kind: String,
    /// What may be set in it.
    question: QuestionContent,
    /// What read otherwise when people began to answer.
    earlier: Vec<Earlier>,
    /// Whether someone has answered: only wordings change any more.
    frozen: bool,
}

/// A question to add at the end.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewQuestion {
    /// The `seen` of what was read.
    seen: i64,
    /// `single_choice`, `several_choices`, `short_text`, `long_text`, `number` or `scale`.
    kind: Text,
    /// What is set in it.
    question: QuestionContent,
    /// The same key makes one question, however often it is sent.
    #[oai(default, validator(max_length = 100))]
    op: Text,
}

/// Another content for a question.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ChangedQuestion {
    /// The `seen` of what was read.
    seen: i64,
    /// All that is set in it.
    question: QuestionContent,
}

/// See [`crate::routes`].
pub(crate) struct EditedQuestionsApi {
    cx: Context,
}

impl EditedQuestionsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Editing")]
impl EditedQuestionsApi {
    /// Lists the questions of a phase as its editors see them.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/questions",
        method = "get",
        operation_id = "listPreparedQuestions"
    )]
    async fn list(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
    ) -> Result<Json<PreparedQuestions>, Problem> {
        let found = phase_view::phase(&self.cx, &caller.actor(&self.cx).await?, &slug, position.0.0).await?;
        let questions = found.questions.into_iter().map(PreparedLine::from).collect();
        Ok(Json(PreparedQuestions { seen: found.seen.0, questions }))
    }

    /// Adds a question at the end.
    #[oai(path = "/consultations/:slug/desk/phases/:position/questions", method = "post", operation_id = "addQuestion")]
    async fn add(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        new: Json<NewQuestion>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let NewQuestion { seen, kind, question, op } = new.0;
        let edit = edit_of(slug.0, position.0, seen);
        questions::add_question(&self.cx, &actor, edit, &kind.0, question.into(), &op.0).await?;
        Ok(Done::NothingMore)
    }

    /// Reads a question with all that is set in it.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/questions/:number",
        method = "get",
        operation_id = "readPreparedQuestion"
    )]
    async fn read(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        number: Path<Ordinal>,
    ) -> Result<Json<PreparedQuestion>, Problem> {
        let actor = caller.actor(&self.cx).await?;
        // A reading is based on nothing.
        let phase = edit_of(slug.0, position.0, 0);
        let found = questions::question(&self.cx, &actor, &phase, Some(number.0.0), "").await?;
        Ok(Json(found.into()))
    }

    /// Changes a question; after the first answer its words alone, and the first ones are kept and shown.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/questions/:number",
        method = "put",
        operation_id = "editQuestion"
    )]
    async fn edit(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        number: Path<Ordinal>,
        changed: Json<ChangedQuestion>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let ChangedQuestion { seen, question } = changed.0;
        let edit = edit_of(slug.0, position.0, seen);
        questions::edit_question(&self.cx, &actor, edit, number.0.0, question.into()).await?;
        Ok(Done::NothingMore)
    }

    /// Moves a question one place up or down, before the first answer.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/questions/:number/move",
        method = "post",
        operation_id = "moveQuestion"
    )]
    async fn shift(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        number: Path<Ordinal>,
        step: Json<Step>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let edit = edit_of(slug.0, position.0, step.seen);
        questions::move_question(&self.cx, &actor, edit, number.0.0, step.direction()).await?;
        Ok(Done::NothingMore)
    }

    /// Takes a question out, before the first answer.
    #[oai(
        path = "/consultations/:slug/desk/phases/:position/questions/:number",
        method = "delete",
        operation_id = "removeQuestion"
    )]
    async fn remove(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
        number: Path<Ordinal>,
        /// The `seen` of what was read.
        seen: Query<i64>,
    ) -> Result<Done, Problem> {
        let actor = caller.actor(&self.cx).await?;
        questions::remove_question(&self.cx, &actor, edit_of(slug.0, position.0, seen.0), number.0.0).await?;
        Ok(Done::NothingMore)
    }
}

impl From<QuestionLine> for PreparedLine {
    fn from(line: QuestionLine) -> Self {
        Self { number: line.position, kind: line.kind, label: line.label, reworded: line.reworded }
    }
}

impl From<QuestionView> for PreparedQuestion {
    fn from(found: QuestionView) -> Self {
        Self {
            seen: found.seen.0,
            number: found.position,
            kind: found.kind,
            question: found.form.into(),
            earlier: Earlier::all(&found.earlier),
            frozen: found.frozen,
        }
    }
}
