//! The texts of a consultation, and what the law wants said before anyone answers.

use tablee_rules::moderation::ModerationMode;
use tablee_rules::timetable::{ConsultationState, Millis};
use tablee_rules::{ArgValue, limits};

use super::{FieldReader, Seen, begin, find_and_allow, finish};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::{Fact, FactValue};
use crate::cases::moments::{self, TypedMoment};
use crate::store::entities::consultation;
use crate::store::rows::update;
use crate::{Context, FieldFault, Refusal};

/// Longest a summary may be: two sentences.
const SUMMARY: usize = 400;
/// Longest a line about who decides, where, on which basis may be.
const LINE: usize = 300;
/// Most months for which contributions may be kept.
const MOST_RETENTION_MONTHS: i32 = 120;

/// The texts of a consultation as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsultationTexts {
    /// Title.
    pub title: String,
    /// Two sentences.
    pub summary: String,
    /// What can change.
    pub purpose: String,
    /// Who decides.
    pub decider: String,
    /// Where it holds.
    pub territory: String,
    /// The day until which an answer is promised.
    pub answer_due: String,
    /// `before` or `after`.
    pub moderation: String,
    /// Who is responsible for the data.
    pub controller: String,
    /// On what legal basis.
    pub legal_basis: String,
    /// Months for which contributions are kept.
    pub retention_months: String,
    /// Whom to ask about the data.
    pub contact: String,
}

/// Changes the texts of a consultation.
#[derive(Clone, Debug)]
pub struct EditTexts {
    /// Slug of the consultation.
    pub slug: String,
    /// What the page was made from.
    pub seen: Seen,
    /// All texts.
    pub texts: ConsultationTexts,
}

impl ConsultationTexts {
    /// The texts of a stored consultation, as a form shows them.
    pub(crate) fn of(row: &consultation::Model) -> Self {
        let months = (row.retention_months > 0).then(|| row.retention_months.to_string());
        Self {
            title: row.title.clone(),
            summary: row.summary.clone(),
            purpose: row.purpose.clone(),
            decider: row.decider.clone(),
            territory: row.territory.clone(),
            answer_due: TypedMoment::of(row.answer_due_at).day,
            moderation: row.moderation.clone(),
            controller: row.controller.clone(),
            legal_basis: row.legal_basis.clone(),
            retention_months: months.unwrap_or_default(),
            contact: row.contact.clone(),
        }
    }

    /// Names of the fields, with their values.
    fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("title", &self.title),
            ("summary", &self.summary),
            ("purpose", &self.purpose),
            ("decider", &self.decider),
            ("territory", &self.territory),
            ("answer_due", &self.answer_due),
            ("moderation", &self.moderation),
            ("controller", &self.controller),
            ("legal_basis", &self.legal_basis),
            ("retention_months", &self.retention_months),
            ("contact", &self.contact),
        ]
    }

    /// Names of the fields that hold nothing: while there is one, nothing is scheduled.
    pub(crate) fn empty_fields(&self) -> impl Iterator<Item = &'static str> {
        self.fields()
            .into_iter()
            .filter(|(_, value)| value.trim().is_empty())
            .map(|(name, _)| name)
    }

    /// Cleaned and written into the row.
    fn write(&self, row: &mut consultation::Model, fields: &mut FieldReader) {
        row.title = fields.needed_line("title", &self.title, limits::TITLE);
        row.summary = fields.text("summary", &self.summary, SUMMARY);
        row.purpose = fields.text("purpose", &self.purpose, limits::PURPOSE);
        row.decider = fields.text("decider", &self.decider, LINE);
        row.territory = fields.line("territory", &self.territory, LINE);
        match moments::end_of_typed_day(&self.answer_due, "answer_due") {
            Ok(moment) => row.answer_due_at = moment,
            Err(Refusal::Invalid(faults)) => fields.faults.extend(faults),
            Err(_) => {}
        }
        match ModerationMode::from_key(&self.moderation) {
            Some(mode) => row.moderation = mode.key().to_owned(),
            None => fields.faults.push(FieldFault::new("moderation", "fault-choice-unsaid")),
        }
        row.controller = fields.line("controller", &self.controller, LINE);
        row.legal_basis = fields.line("legal_basis", &self.legal_basis, LINE);
        let months = fields.number("retention_months", &self.retention_months, 1, MOST_RETENTION_MONTHS);
        row.retention_months = months.unwrap_or_default();
        row.contact = fields.line("contact", &self.contact, LINE);
    }
}

/// Changes the texts. Once the consultation is public, none of them may be emptied; once people took part, contributions are not
/// kept longer than they were told.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `ChangedMeanwhile`, `WrongState` once archived.
pub async fn edit_texts(cx: &Context, actor: &Actor, command: EditTexts) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let mut fields = FieldReader::default();
    command.texts.write(&mut found.clone(), &mut fields);
    if found.stored_state() != ConsultationState::Draft {
        let faulty: Vec<String> = fields.faults.iter().map(|fault| fault.field.clone()).collect();
        let empty = command
            .texts
            .empty_fields()
            .filter(|field| !faulty.iter().any(|known| known == field));
        fields
            .faults
            .extend(empty.map(|field| FieldFault::new(field, "fault-text-empty")));
    }
    fields.done()?;
    let (unit, mut row) = begin(cx, found.id, command.seen).await?;
    if row.stored_state() == ConsultationState::Archived {
        return Err(Refusal::WrongState);
    }
    let before = row.clone();
    command.texts.write(&mut row, &mut FieldReader::default());
    keep_promises(&before, &mut row, cx.clock.now())?;
    update::<consultation::Entity, _>(unit.conn(), row.clone()).await?;
    let detail = Fact::stored(&changes(&before, &row));
    let deed =
        Deed { action: "consultation.edited", subject_kind: "consultations", subject: Some(row.id), detail: &detail };
    finish(cx, unit, actor, &row, deed).await
}

/// What was promised when people began to take part: contributions are never kept longer, and a day that moves stays readable
/// beside the new one.
fn keep_promises(before: &consultation::Model, row: &mut consultation::Model, now: Millis) -> Result<(), Refusal> {
    if before.participants == 0 {
        return Ok(());
    }
    if row.retention_months > before.retention_months {
        let most = ArgValue::Number(before.retention_months.into());
        return Err(Refusal::Invalid(vec![FieldFault {
            field: "retention_months".to_owned(),
            key: "fault-retention-longer".to_owned(),
            args: vec![("most".to_owned(), most)],
        }]));
    }
    if row.answer_due_at != before.answer_due_at {
        row.first_answer_due_at = before.first_answer_due_at.or(before.answer_due_at);
        row.answer_due_changed_at = Some(now);
    }
    Ok(())
}

/// What one version says otherwise than the other.
fn changes(before: &consultation::Model, after: &consultation::Model) -> Vec<Fact> {
    let (old, new) = (ConsultationTexts::of(before), ConsultationTexts::of(after));
    let told = old.fields().into_iter().zip(new.fields());
    let day = Fact::moved("answer_due", before.answer_due_at, after.answer_due_at);
    told.filter(|(old, _)| old.0 != "answer_due")
        .filter_map(|((name, old), (_, new))| match name {
            "moderation" => Fact::changed(name, FactValue::name(old), FactValue::name(new)),
            _ => Fact::changed(name, old, new),
        })
        .chain(day)
        .collect()
}
