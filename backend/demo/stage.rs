//! Making the consultations, as an editor would.

use tablee_core::access::Actor;
use tablee_core::cases::editor::create::{NewConsultation, create};
use tablee_core::cases::editor::entries::add_entries;
use tablee_core::cases::editor::overview::overview;
use tablee_core::cases::editor::phases::{AddPhase, PhaseForm, add_phase, edit_phase};
use tablee_core::cases::editor::questions::{QuestionForm, add_question, remove_question};
use tablee_core::cases::editor::rules::{RulesForm, set_rules};
use tablee_core::cases::editor::schedule::{StateChange, schedule};
use tablee_core::cases::editor::strata::{EditStrata, StratumForm, edit_strata};
use tablee_core::cases::editor::texts::{ConsultationTexts, EditTexts, edit_texts};
use tablee_core::cases::editor::{PhaseEdit, Seen};
use tablee_core::cases::minutes::placing::{PlaceDraft, place};
use tablee_core::cases::minutes::{ImportMinutes, import};
use tablee_core::cases::moments::TypedMoment;
use tablee_core::ports::Millis;
use tablee_core::{Context, secrets};
use tablee_rules::timetable::PhaseKind;

use super::content::{Consultation, Phase, Question, Stratum};
use super::{DemoError, at, days};

/// The report of the workshop that the open consultation comes from.
const MINUTES: &str = include_str!("compte-rendu.md");

/// A consultation that is scheduled, with the position that each phase of its plan was given.
pub struct Staged {
    pub slug: String,
    pub phases: Vec<(i32, &'static Phase)>,
}

/// A consultation being made: its texts and phases are changed one act at a time.
struct Stage<'a> {
    cx: &'a Context,
    editor: &'a Actor,
    slug: String,
    now: Millis,
}

/// A consultation that is over.
pub async fn past(cx: &Context, now: Millis, plan: &'static Consultation, editor: &Actor) -> Result<Staged, DemoError> {
    let first = plan.phase.iter().map(|phase| phase.opens).min().unwrap_or_default();
    let then = at(cx, now + days(first - 7));
    let new = NewConsultation { organisation: None, title: plan.title.clone(), op: op(cx) };
    let slug = create(&then, editor, new).await?;
    let stage = Stage { cx: &then, editor, slug, now };
    stage.prepare(plan).await
}

/// The consultation made from the minutes, open now.
pub async fn current(
    cx: &Context,
    now: Millis,
    plan: &'static Consultation,
    editor: &Actor,
) -> Result<Staged, DemoError> {
    let then = at(cx, now - days(12));
    let report = ImportMinutes { organisation: None, source: MINUTES.as_bytes().to_vec(), op: op(cx) };
    let slug = import(&then, editor, report).await?.slug;
    let stage = Stage { cx: &then, editor, slug, now };
    let draft = PlaceDraft {
        slug: stage.slug.clone(),
        seen: stage.seen().await?,
        conditions_as_statements: false,
        with_questionnaire: true,
    };
    place(&then, editor, draft).await?;
    stage.prepare(plan).await
}

impl Stage<'_> {
    /// Writes the texts, makes the phases that are missing, fills all, and schedules.
    async fn prepare(self, plan: &'static Consultation) -> Result<Staged, DemoError> {
        self.write_texts(plan).await?;
        self.ask_about_people(plan).await?;
        // What came from minutes is filled; what one phase of the plan has taken is not for the next.
        let mut phases: Vec<(i32, &'static Phase)> = Vec::new();
        for phase in &plan.phase {
            let taken: Vec<i32> = phases.iter().map(|(position, _)| *position).collect();
            let position = match self.position_of(&phase.kind, &taken).await? {
                Some(position) => position,
                None => self.add_phase(phase).await?,
            };
            self.fill_phase(position, phase).await?;
            phases.push((position, phase));
        }
        let change = StateChange { slug: self.slug.clone(), seen: self.seen().await? };
        schedule(self.cx, self.editor, change).await?;
        Ok(Staged { slug: self.slug, phases })
    }

    async fn seen(&self) -> Result<Seen, DemoError> {
        Ok(overview(self.cx, self.editor, &self.slug).await?.seen)
    }

    async fn position_of(&self, kind: &str, taken: &[i32]) -> Result<Option<i32>, DemoError> {
        let found = overview(self.cx, self.editor, &self.slug).await?;
        Ok(found
            .phases
            .iter()
            .find(|phase| phase.kind.key() == kind && !taken.contains(&phase.position))
            .map(|phase| phase.position))
    }

    async fn write_texts(&self, plan: &Consultation) -> Result<(), DemoError> {
        let due = TypedMoment::of(Some(self.now + days(plan.answer_due_in_days)));
        let texts = ConsultationTexts {
            title: plan.title.clone(),
            summary: plan.summary.clone(),
            purpose: plan.purpose.clone(),
            decider: plan.decider.clone(),
            territory: plan.territory.clone(),
            answer_due: due.day,
            moderation: plan.moderation.clone(),
            controller: plan.controller.clone(),
            legal_basis: plan.legal_basis.clone(),
            retention_months: plan.retention_months.to_string(),
            contact: plan.contact.clone(),
        };
        let edit = EditTexts { slug: self.slug.clone(), seen: self.seen().await?, texts };
        Ok(edit_texts(self.cx, self.editor, edit).await?)
    }

    async fn ask_about_people(&self, plan: &Consultation) -> Result<(), DemoError> {
        if plan.stratum.is_empty() {
            return Ok(());
        }
        let form = |stratum: &Stratum| StratumForm {
            question: stratum.question.clone(),
            reason: stratum.reason.clone(),
            yes_label: stratum.yes.clone(),
            no_label: stratum.no.clone(),
        };
        let questions = plan.stratum.iter().map(form).collect();
        let edit = EditStrata { slug: self.slug.clone(), seen: self.seen().await?, questions };
        Ok(edit_strata(self.cx, self.editor, edit).await?)
    }

    async fn add_phase(&self, phase: &Phase) -> Result<i32, DemoError> {
        let add = AddPhase {
            slug: self.slug.clone(),
            seen: self.seen().await?,
            kind: phase.kind.clone(),
            title: phase.title.clone(),
            op: op(self.cx),
        };
        Ok(add_phase(self.cx, self.editor, add).await?)
    }

    async fn edit_of(&self, position: i32) -> Result<PhaseEdit, DemoError> {
        Ok(PhaseEdit { slug: self.slug.clone(), position, seen: self.seen().await? })
    }

    async fn fill_phase(&self, position: i32, phase: &Phase) -> Result<(), DemoError> {
        let form = PhaseForm {
            title: phase.title.clone(),
            intro: phase.intro.clone(),
            opens: TypedMoment::of(Some(self.now + days(phase.opens))),
            closes: TypedMoment::of(Some(self.now + days(phase.closes))),
        };
        edit_phase(self.cx, self.editor, self.edit_of(position).await?, form).await?;
        // Options say what the method must know of them.
        if let Some(rules) = rules(phase) {
            set_rules(self.cx, self.editor, self.edit_of(position).await?, rules).await?;
        }
        if !phase.options.is_empty() {
            let edit = self.edit_of(position).await?;
            add_entries(self.cx, self.editor, edit, &phase.options.join("\n"), &op(self.cx)).await?;
        }
        self.clear_questions(position).await?;
        for question in &phase.question {
            let edit = self.edit_of(position).await?;
            let form = question_form(question);
            add_question(self.cx, self.editor, edit, &question.kind, form, &op(self.cx)).await?;
        }
        Ok(())
    }

    /// Removes the questions that a questionnaire made from minutes starts with.
    async fn clear_questions(&self, position: i32) -> Result<(), DemoError> {
        let found = overview(self.cx, self.editor, &self.slug).await?;
        let phase = found.phases.iter().find(|phase| phase.position == position);
        for _ in 0..phase
            .filter(|phase| phase.kind == PhaseKind::Questionnaire)
            .map_or(0, |phase| phase.contents)
        {
            remove_question(self.cx, self.editor, self.edit_of(position).await?, 1).await?;
        }
        Ok(())
    }
}

/// How a decision decides, where that is not as usual.
fn rules(phase: &Phase) -> Option<RulesForm> {
    let ties = "lot".to_owned();
    match &phase.vote {
        Some(vote) => Some(RulesForm {
            method: vote.method.clone(),
            seats: vote.seats.clone(),
            settings: vote.settings.clone(),
            ties,
            ..RulesForm::default()
        }),
        None if phase.most > 0 => Some(RulesForm {
            method: "approval".to_owned(),
            settings: [("at_most".to_owned(), phase.most.to_string())].into(),
            ties,
            ..RulesForm::default()
        }),
        None => None,
    }
}

fn question_form(question: &Question) -> QuestionForm {
    let number = |value: u32| if value > 0 { value.to_string() } else { String::new() };
    let numeric = question.kind == "number";
    QuestionForm {
        label: question.label.clone(),
        help: question.help.clone(),
        required: question.required,
        choices: question.choices.join("\n"),
        other: question.other,
        at_most: if numeric { String::new() } else { number(question.max) },
        min: if numeric { number(question.min) } else { String::new() },
        max: if numeric { number(question.max) } else { String::new() },
        unit: question.unit.clone(),
        points: number(question.points),
        low_label: question.low.clone(),
        high_label: question.high.clone(),
        ..QuestionForm::default()
    }
}

/// The idempotency key of an act that is done once.
fn op(cx: &Context) -> String {
    secrets::token(&*cx.random)
}
