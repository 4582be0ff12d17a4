//! What a consultation still lacks before it can be scheduled.

use tablee_rules::timetable::{PhaseKind, check};
use tablee_rules::voting::FaultPlace;
use tablee_rules::{Args, Fault, questions};
use uuid::Uuid;

use super::texts::ConsultationTexts;
use crate::cases::votes::{self, Vote};
use crate::ports::Millis;
use crate::store::editing;
use crate::store::entities::{ballot_option, consultation, phase, question, statement};
use crate::{Context, Refusal};

/// Something that must be there, or put right, before scheduling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Translation key of the sentence about it.
    pub key: &'static str,
    /// Its arguments.
    pub args: Args,
    /// Where it is put right.
    pub place: MissingPlace,
}

/// Where something missing is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingPlace {
    /// This field of the texts.
    Text(&'static str),
    /// The list of phases.
    Phases,
    /// The phase at this position.
    Phase(i32),
    /// The rules of the decision at this position.
    Rules(i32),
    /// This question of the phase at this position.
    Question(i32, i32),
}

impl MissingPlace {
    /// The name of the field that it is about, for the API.
    pub fn field(self) -> String {
        match self {
            Self::Text(field) => field.to_owned(),
            Self::Phases => "phases".to_owned(),
            Self::Phase(position) => format!("phases/{position}"),
            Self::Rules(position) => format!("phases/{position}/rules"),
            Self::Question(phase, question) => format!("phases/{phase}/questions/{question}"),
        }
    }
}

/// A consultation and all that was prepared for it.
pub(crate) struct Prepared {
    pub phases: Vec<phase::Model>,
    pub questions: Vec<question::Model>,
    pub statements: Vec<statement::Model>,
    pub options: Vec<ballot_option::Model>,
}

impl Prepared {
    /// Loads it, in one query a table.
    pub(crate) async fn load(cx: &Context, consultation: Uuid) -> Result<Self, Refusal> {
        let conn = cx.db.read();
        Ok(Self {
            phases: crate::store::consultations::phases(conn, consultation).await?,
            questions: editing::questions(conn, consultation).await?,
            statements: editing::statements(conn, consultation).await?,
            options: editing::options(conn, consultation).await?,
        })
    }

    /// The options of a phase, in order.
    pub fn options_of(&self, phase: Uuid) -> impl Iterator<Item = &ballot_option::Model> {
        self.options.iter().filter(move |option| option.phase_id == phase)
    }

    /// How many things residents meet in a phase.
    pub fn contents_of(&self, phase: &phase::Model) -> usize {
        match phase.phase_kind() {
            Some(PhaseKind::Questionnaire) => self.questions.iter().filter(|row| row.phase_id == phase.id).count(),
            Some(PhaseKind::Opinion) => self.statements.iter().filter(|row| row.phase_id == phase.id).count(),
            Some(PhaseKind::Decision) => self.options_of(phase.id).count(),
            _ => 0,
        }
    }
}

/// Everything that keeps the consultation from being scheduled now.
pub(crate) fn missing(consultation: &consultation::Model, prepared: &Prepared, now: Millis) -> Vec<Missing> {
    let texts = ConsultationTexts::of(consultation);
    let empty = texts.empty_fields().map(|field| Missing {
        key: text_key(field),
        args: Vec::new(),
        place: MissingPlace::Text(field),
    });
    let mut missing: Vec<Missing> = empty.collect();
    missing.extend(timetable(&prepared.phases, now));
    for phase in &prepared.phases {
        missing.extend(contents(phase, prepared));
    }
    missing
}

fn text_key(field: &str) -> &'static str {
    match field {
        "title" => "missing-title",
        "summary" => "missing-summary",
        "purpose" => "missing-purpose",
        "decider" => "missing-decider",
        "territory" => "missing-territory",
        "answer_due" => "missing-answer-due",
        "moderation" => "missing-moderation",
        "controller" => "missing-controller",
        "legal_basis" => "missing-legal-basis",
        "retention_months" => "missing-retention",
        _ => "missing-contact",
    }
}

fn about_phase(key: &'static str, phase: &phase::Model) -> Missing {
    Missing { key, args: vec![phase_number(phase)], place: MissingPlace::Phase(phase.position) }
}

fn phase_number(phase: &phase::Model) -> (&'static str, tablee_rules::ArgValue) {
    ("phase", tablee_rules::ArgValue::Number(phase.position.into()))
}

fn timetable(phases: &[phase::Model], now: Millis) -> Vec<Missing> {
    let undated: Vec<Missing> = phases
        .iter()
        .filter(|phase| phase.dates().is_none())
        .map(|phase| about_phase("missing-dates", phase))
        .collect();
    if !undated.is_empty() {
        return undated;
    }
    let dates: Vec<_> = phases.iter().filter_map(phase::Model::dates).collect();
    let faults = check(&dates, now).into_iter();
    faults
        .map(|fault| {
            let args = fault.args();
            let numbered = args.iter().find_map(|(name, value)| match value {
                tablee_rules::ArgValue::Number(number) if *name == "phase" => i32::try_from(*number).ok(),
                _ => None,
            });
            let place = numbered.map_or(MissingPlace::Phases, MissingPlace::Phase);
            Missing { key: fault.key(), args, place }
        })
        .collect()
}

fn contents(phase: &phase::Model, prepared: &Prepared) -> Vec<Missing> {
    let nothing = prepared.contents_of(phase) == 0;
    match phase.phase_kind() {
        Some(PhaseKind::Questionnaire) if nothing => vec![about_phase("missing-questions", phase)],
        Some(PhaseKind::Questionnaire) => faulty_questions(phase, &prepared.questions),
        Some(PhaseKind::Opinion) if nothing => vec![about_phase("missing-statements", phase)],
        Some(PhaseKind::Decision) if nothing => vec![about_phase("missing-options", phase)],
        Some(PhaseKind::Decision) => faulty_paper(phase, prepared),
        _ => Vec::new(),
    }
}

fn faulty_questions(phase: &phase::Model, questions: &[question::Model]) -> Vec<Missing> {
    let own = questions.iter().filter(|question| question.phase_id == phase.id);
    let faulty = own.filter(|question| {
        let options = serde_json::from_str(&question.options).unwrap_or_default();
        questions::question_kind(&question.kind).is_none_or(|kind| !kind.check_options(&options).is_empty())
    });
    faulty
        .map(|question| Missing {
            key: "missing-question-options",
            args: vec![phase_number(phase), ("question", tablee_rules::ArgValue::Number(question.position.into()))],
            place: MissingPlace::Question(phase.position, question.position),
        })
        .collect()
}

fn faulty_paper(phase: &phase::Model, prepared: &Prepared) -> Vec<Missing> {
    let options = prepared.options_of(phase.id).cloned().collect();
    let Some(vote) = Vote::between(votes::rules(phase), options) else {
        return vec![about_phase("missing-method", phase)];
    };
    let faults = vote.method.check_paper(&vote.paper).into_iter();
    let told = faults.map(|fault| {
        let place = match fault.place() {
            FaultPlace::Options => MissingPlace::Phase(phase.position),
            FaultPlace::Seats | FaultPlace::Ties | FaultPlace::Setting(_) => MissingPlace::Rules(phase.position),
        };
        Missing { key: fault.key(), args: fault.args(), place }
    });
    told.collect()
}
