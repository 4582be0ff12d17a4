//! The yes-or-no questions about people that a consultation asks, each with its reason.

use tablee_rules::{limits, questions_guard};

use super::{FieldReader, Seen, begin, find_and_allow, finish};
use crate::access::{Action, Actor};
use crate::cases::audit::Deed;
use crate::cases::facts::Fact;
use crate::store::entities::stratum;
use crate::store::strata as store;
use crate::{Context, FieldFault, Refusal};

/// Longest the reason of a question may be.
const REASON: usize = 300;

/// One question as it is typed; a blank one is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StratumForm {
    /// The question, to be answered by yes or no.
    pub question: String,
    /// Why it is asked, shown beside it.
    pub reason: String,
    /// How results name those who answer yes.
    pub yes_label: String,
    /// How results name those who answer no.
    pub no_label: String,
}

/// The questions of a consultation as its editors see them.
#[derive(Clone, Debug)]
pub struct StrataView {
    /// Title of the consultation.
    pub consultation: String,
    /// As many as there may be, the blank ones last.
    pub questions: Vec<StratumForm>,
    /// Whether someone was asked already: nothing can change any more.
    pub frozen: bool,
    /// What an edit is based on.
    pub seen: Seen,
    /// Whether the actor may change them.
    pub may_edit: bool,
}

/// All questions of a consultation, anew.
#[derive(Clone, Debug)]
pub struct EditStrata {
    /// Slug of the consultation.
    pub slug: String,
    /// What the page was made from.
    pub seen: Seen,
    /// The questions; blank ones are left out.
    pub questions: Vec<StratumForm>,
}

/// The questions.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn strata(cx: &Context, actor: &Actor, slug: &str) -> Result<StrataView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let may = crate::access::allow(actor, Action::EditConsultation, super::scope_of(&found));
    let rows = store::of_consultation(cx.db.read(), found.id).await?;
    let form = |row: stratum::Model| StratumForm {
        question: row.question,
        reason: row.reason,
        yes_label: row.yes_label,
        no_label: row.no_label,
    };
    let mut questions: Vec<StratumForm> = rows.into_iter().map(form).collect();
    questions.resize(limits::STRATA.max(questions.len()), StratumForm::default());
    Ok(StrataView {
        frozen: store::were_asked(cx.db.read(), found.id).await?,
        consultation: found.title,
        questions,
        seen: Seen(found.updated_at),
        may_edit: may.is_ok(),
    })
}

/// Changes the questions, as long as nobody was asked.
///
/// # Errors
/// `Invalid` on `question-N`, `reason-N`, `yes_label-N`, `no_label-N`, with N from 1; `Frozen`, `ChangedMeanwhile`; `SignInNeeded`,
/// `Forbidden`, `NotFound`.
pub async fn edit_strata(cx: &Context, actor: &Actor, command: EditStrata) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &command.slug).await?;
    let mut fields = FieldReader::default();
    let mut rows = Vec::new();
    for (form, number) in command.questions.iter().take(limits::STRATA).zip(1..) {
        if *form != StratumForm::default() {
            let position = rows.len() as i32 + 1;
            rows.push(read(cx, found.id, (form, number), position, &mut fields));
        }
    }
    fields.done()?;
    let (unit, consultation) = begin(cx, found.id, command.seen).await?;
    if store::were_asked(unit.conn(), found.id).await? {
        return Err(Refusal::Frozen);
    }
    let asked: Vec<Fact> = rows
        .iter()
        .map(|row| Fact::about("question-label", row.question.as_str()))
        .collect();
    let detail = Fact::stored(&asked);
    store::replace(unit.conn(), found.id, rows).await?;
    let deed =
        Deed { action: "strata.edited", subject_kind: "consultations", subject: Some(found.id), detail: &detail };
    finish(cx, unit, actor, &consultation, deed).await
}

fn read(
    cx: &Context,
    consultation_id: uuid::Uuid,
    (form, number): (&StratumForm, usize),
    position: i32,
    fields: &mut FieldReader,
) -> stratum::Model {
    let name = |field: &str| format!("{field}-{number}");
    let question = fields.needed_line(&name("question"), &form.question, limits::LABEL);
    if let Err(fault) = questions_guard::check(&question, "", [form.yes_label.as_str(), &form.no_label]) {
        fields.faults.push(FieldFault::of(name("question"), &fault));
    }
    stratum::Model {
        id: cx.dated_id(),
        consultation_id,
        position,
        question,
        reason: fields.needed_line(&name("reason"), &form.reason, REASON),
        yes_label: fields.needed_line(&name("yes_label"), &form.yes_label, limits::LABEL),
        no_label: fields.needed_line(&name("no_label"), &form.no_label, limits::LABEL),
    }
}
