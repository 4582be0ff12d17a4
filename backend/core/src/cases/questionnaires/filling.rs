//! One answer at a time.

use tablee_rules::Fault;
use tablee_rules::questions::{Answer, AnswerFault, Entry, Options, question_kind};
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::{draft_id, sheet_row};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::contribution::hold;
use crate::cases::counting::lock_author;
use crate::cases::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, contributor, must_be_open, open_phase, participation_in,
    participation_of,
};
use crate::refusal::FieldFault;
use crate::store::entities::answer::{self, AnswerReview};
use crate::store::entities::answer_sheet::SheetState;
use crate::store::entities::{phase, question};
use crate::store::{Unit, answer_sheets, participations, questions};
use crate::{Context, Refusal};

/// One answer to keep.
#[derive(Clone, Debug)]
pub struct SaveAnswer {
    /// The questionnaire phase.
    pub phase: PhaseAddress,
    /// Which question, from 1.
    pub question: usize,
    /// What was typed or ticked.
    pub entry: Entry,
}

/// One answer of a sent sheet, to be changed by receipt code.
#[derive(Clone, Debug)]
pub struct CorrectAnswer {
    /// The receipt code, as typed.
    pub code: String,
    /// Which question, from 1.
    pub question: usize,
    /// What was typed or ticked.
    pub entry: Entry,
}

/// Keeps one answer: on the device's draft, or on its sheet once that is sent.
///
/// # Errors
/// `Invalid` on `answer`, or on `other` for the words beside that choice; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn save_answer(cx: &Context, actor: &Actor, command: SaveAnswer) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let contributor = contributor(actor)?;
    let open = open_phase(cx, &command.phase, PhaseKind::Questionnaire).await?;
    let question = nth_question(cx, &open.phase, command.question).await?;
    let answer = accept(&question, &command.entry)?;
    while !save(cx, &contributor, &open, (&question, &answer)).await? {}
    Ok(())
}

/// Writes an answer to the sheet that the contributor has at this moment; `false` when a first sheet was just being sent, so that
/// the answer belongs there.
async fn save(
    cx: &Context,
    contributor: &Contributor,
    open: &OpenPhase,
    (question, answer): (&question::Model, &Answer),
) -> Result<bool, Refusal> {
    let before = participation_of(cx, &contributor.device, open).await?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &open.phase)?;
    // Participation, then draft: the order of whoever sends.
    if let Some(participation) = &before {
        let locked = participations::lock(unit.conn(), participation.id).await?;
        if let Some(sheet) = locked.and_then(|row| row.contribution_id)
            && answer_sheets::find(unit.conn(), sheet)
                .await?
                .is_some_and(|sheet| sheet.counts())
        {
            put(&unit, question, sheet, answer).await?;
            unit.commit().await?;
            return Ok(true);
        }
    }
    let draft = draft_id(cx, &contributor.device, &open.phase);
    let channel = contributor.channel.key();
    answer_sheets::claim(unit.conn(), sheet_row(cx, &open.phase, draft, channel, SheetState::Draft)).await?;
    if before.is_none()
        && participation_in(cx, unit.conn(), &contributor.device, open)
            .await?
            .is_some()
    {
        return Ok(false);
    }
    put(&unit, question, draft, answer).await?;
    unit.commit().await?;
    Ok(true)
}

/// Changes one answer of the sheet that a receipt code opens. It counts at once.
///
/// # Errors
/// `Invalid` on `code`, `answer` or `other`; `WrongState` for a sheet that was withdrawn; `NotFound`, `PhaseClosed`.
pub async fn correct_answer(cx: &Context, actor: &Actor, command: CorrectAnswer) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, &command.code)
        .await?
        .changeable(cx, ContributionKind::AnswerSheet)?;
    let question = nth_question(cx, &held.phase, command.question).await?;
    let answer = accept(&question, &command.entry)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    lock_author(&unit, held.contribution).await?;
    let sheet = answer_sheets::find(unit.conn(), held.contribution).await?;
    if !sheet.is_some_and(|sheet| sheet.counts()) {
        return Err(Refusal::WrongState);
    }
    put(&unit, &question, held.contribution, &answer).await?;
    Ok(unit.commit().await?)
}

async fn nth_question(cx: &Context, phase: &phase::Model, number: usize) -> Result<question::Model, Refusal> {
    let asked = questions::of_phase(cx.db.read(), phase.id).await?;
    let index = number.checked_sub(1).ok_or(Refusal::NotFound)?;
    asked.into_iter().nth(index).ok_or(Refusal::NotFound)
}

fn accept(question: &question::Model, entry: &Entry) -> Result<Answer, Refusal> {
    accept_as("answer", question, entry).map_err(|mut fault| {
        let about_words = [AnswerFault::OtherUnsaid, AnswerFault::OtherNotChosen];
        if about_words.iter().any(|about| about.key() == fault.key) {
            "other".clone_into(&mut fault.field);
        }
        Refusal::Invalid(vec![fault])
    })
}

pub(super) fn accept_as(field: &str, question: &question::Model, entry: &Entry) -> Result<Answer, FieldFault> {
    let unreadable = || FieldFault::new(field, "refusal-wrong-state");
    let kind = question_kind(&question.kind).ok_or_else(unreadable)?;
    let options: Options = serde_json::from_str(&question.options).map_err(|_| unreadable())?;
    let accepted = kind.accept(entry, &options, question.required);
    accepted.map_err(|fault| FieldFault::of(field, &fault))
}

pub(super) async fn put(unit: &Unit, question: &question::Model, sheet: Uuid, answer: &Answer) -> Result<(), Refusal> {
    let value = serde_json::to_string(answer).map_err(|_| Refusal::WrongState)?;
    let row = answer::Model {
        sheet_id: sheet,
        question_id: question.id,
        consultation_id: question.consultation_id,
        value,
        review: AnswerReview::first(answer).key().to_owned(),
    };
    Ok(answer_sheets::put_answer(unit.conn(), row).await?)
}
