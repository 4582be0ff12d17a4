//! The questions of a questionnaire phase.

use tablee_rules::questions::{Decimal, Options, OptionsFault, question_kind};
use tablee_rules::timetable::{Change, PhaseKind};
use tablee_rules::{limits, questions_guard};
use uuid::Uuid;

use super::choices::{paired_choices, same_but_for_words};
use super::phases::neighbour;
use super::{Direction, FieldReader, PhaseEdit, Seen, begin_phase, check_change, find_and_allow, finish, id_of_form};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::Fact;
use crate::cases::wordings::{self, EarlierWords};
use crate::store::entities::{phase, question};
use crate::store::rows::{insert_missing, update};
use crate::store::{answer_sheets, consultations, editing};
use crate::{Context, FieldFault, Refusal};

/// What may be set in a question, as typed. A type of question reads its own fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// Wording.
    pub label: String,
    /// Shown under the wording.
    pub help: String,
    /// Whether it must be answered, if only by "I do not know".
    pub required: bool,
    /// Choices, one a line.
    pub choices: String,
    /// Whether "other, please say" comes last.
    pub other: bool,
    /// Fewest choices.
    pub at_least: String,
    /// Most choices.
    pub at_most: String,
    /// Smallest number.
    pub min: String,
    /// Greatest number.
    pub max: String,
    /// Unit of a number.
    pub unit: String,
    /// Whether a number may have decimals.
    pub decimals: bool,
    /// Points of a scale.
    pub points: String,
    /// Meaning of the first point.
    pub low_label: String,
    /// Meaning of the last point.
    pub high_label: String,
}

/// A question as its editors see it.
#[derive(Clone, Debug)]
pub struct QuestionView {
    /// Its position, from 1; 0 for a new one.
    pub position: i32,
    /// Stable name of its type.
    pub kind: String,
    /// Its fields.
    pub form: QuestionForm,
    /// What read otherwise when people began to answer.
    pub earlier: Vec<EarlierWords>,
    /// Whether someone has answered: only wordings can change.
    pub frozen: bool,
    /// What an edit is based on.
    pub seen: Seen,
}

impl QuestionForm {
    /// The form of a stored question.
    pub(crate) fn of(row: &question::Model) -> Self {
        let options: Options = serde_json::from_str(&row.options).unwrap_or_default();
        let count = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let decimal = |number: Option<Decimal>| number.map(|number| number.to_string()).unwrap_or_default();
        let labels: Vec<&str> = options.choices.iter().map(|choice| choice.label.as_str()).collect();
        Self {
            label: row.label.clone(),
            help: row.help.clone(),
            required: row.required,
            choices: labels.join("\n"),
            other: options.other,
            at_least: count(options.at_least),
            at_most: count(options.at_most),
            min: decimal(options.min),
            max: decimal(options.max),
            unit: options.unit,
            decimals: options.decimals,
            points: count(options.points),
            low_label: options.low_label,
            high_label: options.high_label,
        }
    }

    fn options(&self, before: &Options, fields: &mut FieldReader) -> Options {
        let bound = 1..=limits::CHOICES as u32;
        Options {
            choices: paired_choices(&self.choices, &before.choices),
            other: self.other,
            at_least: fields.number("at_least", &self.at_least, *bound.start(), *bound.end()),
            at_most: fields.number("at_most", &self.at_most, *bound.start(), *bound.end()),
            min: decimal("min", &self.min, fields),
            max: decimal("max", &self.max, fields),
            unit: fields.line("unit", &self.unit, limits::LABEL),
            decimals: self.decimals,
            points: fields.number("points", &self.points, 2, limits::SCALE_POINTS),
            low_label: fields.line("low_label", &self.low_label, limits::LABEL),
            high_label: fields.line("high_label", &self.high_label, limits::LABEL),
        }
    }

    fn write(&self, row: &mut question::Model) -> Result<(), Refusal> {
        let mut fields = FieldReader::default();
        row.label = fields.needed_line("label", &self.label, limits::QUESTION);
        row.help = fields.text("help", &self.help, limits::QUESTION_HELP);
        row.required = self.required;
        let before = serde_json::from_str(&row.options).unwrap_or_default();
        let options = self.options(&before, &mut fields);
        let Some(kind) = question_kind(&row.kind) else { return Err(Refusal::field("kind", "fault-choice-unsaid")) };
        let faults = kind.check_options(&options);
        fields
            .faults
            .extend(faults.iter().map(|fault| FieldFault::of(field_of(fault), fault)));
        let choices = options.choices.iter().map(|choice| choice.label.as_str());
        if let Err(asked) = questions_guard::check(&row.label, &row.help, choices) {
            fields.faults.push(FieldFault::of("label", &asked));
        }
        fields.done()?;
        row.options = serde_json::to_string(&options).unwrap_or_default();
        Ok(())
    }
}

/// The form of one question, or of a new one of this type.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn question(
    cx: &Context,
    actor: &Actor,
    edit: &PhaseEdit,
    position: Option<i32>,
    kind: &str,
) -> Result<QuestionView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, &edit.slug).await?;
    let phase = questionnaire(consultations::phase_at(cx.db.read(), found.id, edit.position).await?)?;
    let seen = Seen(found.updated_at);
    let frozen = phase.frozen_at.is_some();
    let Some(position) = position else {
        let kind = question_kind(kind).ok_or(Refusal::NotFound)?.key().to_owned();
        return Ok(QuestionView {
            position: 0,
            kind,
            form: QuestionForm::default(),
            earlier: Vec::new(),
            frozen,
            seen,
        });
    };
    let questions = own_questions(cx.db.read(), &phase).await?;
    let row = questions
        .into_iter()
        .find(|row| row.position == position)
        .ok_or(Refusal::NotFound)?;
    let (form, earlier) = (QuestionForm::of(&row), wordings::earlier(&row));
    Ok(QuestionView { position, kind: row.kind, form, earlier, frozen, seen })
}

/// Adds a question at the end. The same form sent twice adds one.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn add_question(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    kind: &str,
    form: QuestionForm,
    op: &str,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let id = id_of_form(cx, actor, op);
    let all = editing::questions(cx.db.read(), found.id).await?;
    if all.iter().any(|row| row.id == id) {
        return Ok(());
    }
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let phase = questionnaire(Some(held.phase))?;
    let last = all
        .iter()
        .filter(|row| row.phase_id == phase.id)
        .map(|row| row.position)
        .max();
    let mut row = blank(id, &phase, kind, last.unwrap_or(0) + 1);
    form.write(&mut row)?;
    let detail = Fact::stored(&place_of(&phase, row.position, &row.label));
    insert_missing::<question::Entity, _>(held.unit.conn(), row, [question::Column::Id]).await?;
    let deed = Deed { action: "question.added", subject_kind: "questions", subject: Some(id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// Changes a question. After the first answer only words: the first ones are kept and shown, and no choice takes those of another.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn edit_question(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    position: i32,
    form: QuestionForm,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Wording).await?;
    let phase = questionnaire(Some(held.phase))?;
    let questions = own_questions(held.unit.conn(), &phase).await?;
    let before = questions
        .into_iter()
        .find(|row| row.position == position)
        .ok_or(Refusal::NotFound)?;
    let mut row = before.clone();
    form.write(&mut row)?;
    if !same_but_for_words(&before, &row) {
        check_change(&held.consultation, &phase, Change::Rules, cx.clock.now())?;
        // An unsent answer was given to another question than the one asked from now on.
        answer_sheets::forget_question(held.unit.conn(), row.id).await?;
    }
    let reworded = wordings::between(&before, &row);
    if phase.frozen_at.is_some() && !reworded.is_empty() {
        if wordings::choices_swapped(&before, &row) {
            return Err(Refusal::field("choices", "fault-choice-words-of-another"));
        }
        wordings::keep_first(&before, &mut row, cx.clock.now());
    }
    update::<question::Entity, _>(held.unit.conn(), row.clone()).await?;
    let detail = edit_detail(&phase, &row, &reworded);
    let deed = Deed { action: "question.edited", subject_kind: "questions", subject: Some(row.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// Moves a question one place up or down.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn move_question(
    cx: &Context,
    actor: &Actor,
    edit: PhaseEdit,
    position: i32,
    direction: Direction,
) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut questions = own_questions(held.unit.conn(), &held.phase).await?;
    let index = questions
        .iter()
        .position(|row| row.position == position)
        .ok_or(Refusal::NotFound)?;
    let Some(other) = neighbour(index, questions.len(), direction) else { return Ok(()) };
    questions.swap(index, other);
    let subject = Some(questions[other].id);
    renumber(held.unit.conn(), questions).await?;
    let facts = [Some(Fact::about("phase", held.phase.position)), Fact::changed("place", index + 1, other + 1)];
    let detail = Fact::stored(&facts.into_iter().flatten().collect::<Vec<_>>());
    let deed = Deed { action: "question.moved", subject_kind: "questions", subject, detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// Takes a question out.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn remove_question(cx: &Context, actor: &Actor, edit: PhaseEdit, position: i32) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut questions = own_questions(held.unit.conn(), &held.phase).await?;
    let index = questions
        .iter()
        .position(|row| row.position == position)
        .ok_or(Refusal::NotFound)?;
    let removed = questions.remove(index);
    answer_sheets::forget_question(held.unit.conn(), removed.id).await?;
    editing::remove_question(held.unit.conn(), removed.id).await?;
    renumber(held.unit.conn(), questions).await?;
    let detail = Fact::stored(&place_of(&held.phase, position, &removed.label));
    let deed =
        Deed { action: "question.removed", subject_kind: "questions", subject: Some(removed.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

fn place_of(phase: &phase::Model, position: i32, label: &str) -> [Fact; 3] {
    [Fact::about("phase", phase.position), Fact::about("question", position), Fact::about("question-label", label)]
}

fn edit_detail(phase: &phase::Model, row: &question::Model, reworded: &[EarlierWords]) -> String {
    let place = [Fact::about("phase", phase.position), Fact::about("question", row.position)];
    let words = reworded.iter().filter_map(|words| {
        let name = format!("question-{}", words.part.key());
        Fact::changed(&name, words.first.as_str(), words.now.as_str())
    });
    Fact::stored(&place.into_iter().chain(words).collect::<Vec<_>>())
}

/// A question without wording.
pub(crate) fn blank(id: Uuid, phase: &phase::Model, kind: &str, position: i32) -> question::Model {
    question::Model {
        id,
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        position,
        kind: kind.to_owned(),
        label: String::new(),
        help: String::new(),
        required: false,
        options: "{}".to_owned(),
        first_label: None,
        first_help: None,
        first_options: None,
        reworded_at: None,
    }
}

async fn own_questions(
    conn: &impl sea_orm::ConnectionTrait,
    phase: &phase::Model,
) -> Result<Vec<question::Model>, Refusal> {
    let all = editing::questions(conn, phase.consultation_id).await?;
    Ok(all.into_iter().filter(|row| row.phase_id == phase.id).collect())
}

async fn renumber(conn: &impl sea_orm::ConnectionTrait, questions: Vec<question::Model>) -> Result<(), Refusal> {
    for (mut question, position) in questions.into_iter().zip(1..) {
        if question.position != position {
            question.position = position;
            update::<question::Entity, _>(conn, question).await?;
        }
    }
    Ok(())
}

fn questionnaire(phase: Option<phase::Model>) -> Result<phase::Model, Refusal> {
    phase
        .filter(|phase| phase.phase_kind() == Some(PhaseKind::Questionnaire))
        .ok_or(Refusal::NotFound)
}

fn decimal(field: &str, typed: &str, fields: &mut FieldReader) -> Option<Decimal> {
    if typed.trim().is_empty() {
        return None;
    }
    let read = Decimal::parse(typed);
    if read.is_none() {
        fields.faults.push(FieldFault::new(field, "fault-answer-not-a-number"));
    }
    read
}

fn field_of(fault: &OptionsFault) -> &'static str {
    match fault {
        OptionsFault::TooFewChoices
        | OptionsFault::TooManyChoices { .. }
        | OptionsFault::EmptyChoice { .. }
        | OptionsFault::SameChoice { .. }
        | OptionsFault::SameKey { .. }
        | OptionsFault::LongLabel { .. } => "choices",
        OptionsFault::ChoiceBounds { .. } => "at_most",
        OptionsFault::NumberBounds => "max",
        OptionsFault::Points { .. } => "points",
        OptionsFault::EndLabels => "low_label",
    }
}
