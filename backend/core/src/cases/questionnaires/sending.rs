//! The whole sheet.

use std::collections::BTreeMap;

use tablee_rules::questions::{Answer, AnswerFault, Entry};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use super::filling::{accept_as, put};
use super::{Questionnaire, draft_id, questionnaire, sent_sheet, sheet_row};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::contribution::hold;
use crate::cases::counting::{count_only, lock_author, uncount};
use crate::cases::participation::{
    ContributionKind, Contributor, OpenPhase, PhaseAddress, contributor, enter, issue_receipt, must_be_open,
    public_phase, receipt_code,
};
use crate::refusal::FieldFault;
use crate::store::entities::answer_sheet::SheetState;
use crate::store::entities::{answer, phase, question};
use crate::store::{Unit, answer_sheets, participations, questions};
use crate::{Context, Refusal};

/// A whole questionnaire answered at once, by someone whose answers arrive together: from paper, or by the API.
#[derive(Clone, Debug)]
pub struct SendSheet {
    /// The questionnaire phase.
    pub phase: PhaseAddress,
    /// Answers by number of the question, from 1; a question left out is left blank.
    pub entries: BTreeMap<usize, Entry>,
}

/// Sends the device's answers. Sending twice sends once and gives the same receipt.
///
/// # Errors
/// `Invalid` with a fault on `question-K` for each question that still needs an answer; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn send(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let contributor = contributor(actor)?;
    let open = public_phase(cx, address, PhaseKind::Questionnaire).await?;
    let draft = draft_id(cx, &contributor.device, &open.phase);
    let complete = must_be_complete(&questionnaire(cx, &open, Some(draft), None).await?);
    // Asked after the draft was read: a draft that a second tap has just sent looks empty.
    if let Some(sent) = sent_sheet(cx, &contributor.device, &open).await? {
        return Ok(receipt_code(&cx.secrets, sent));
    }
    must_be_open(cx, &open.phase)?;
    complete?;
    let unit = cx.db.begin().await?;
    let sheet = put_in_count(cx, &unit, &contributor, &open, (draft, Vec::new())).await?;
    unit.commit().await?;
    Ok(receipt_code(&cx.secrets, sheet))
}

/// Sends a whole sheet at once.
///
/// # Errors
/// As [`send`], and `Invalid` on `question-K` for an answer that cannot be taken.
pub async fn send_whole(cx: &Context, actor: &Actor, command: SendSheet) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    send_for(cx, &contributor(actor)?, command).await
}

/// Sends a whole sheet of that contributor, whoever typed it. A contributor who has sent one keeps that one.
///
/// # Errors
/// `Invalid` with a fault on `question-K` for each answer that cannot be taken; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub(crate) async fn send_for(
    cx: &Context,
    contributor: &Contributor,
    command: SendSheet,
) -> Result<ReceiptCode, Refusal> {
    let open = public_phase(cx, &command.phase, PhaseKind::Questionnaire).await?;
    if let Err(refusal) = must_be_open(cx, &open.phase) {
        // Whoever sends again after the close has not seen the answer to the first time.
        let sent = sent_sheet(cx, &contributor.device, &open).await?;
        return sent.map(|sheet| receipt_code(&cx.secrets, sheet)).ok_or(refusal);
    }
    let asked = questions::of_phase(cx.db.read(), open.phase.id).await?;
    let accepted = accept_all(&asked, &command.entries)?;
    let draft = draft_id(cx, &contributor.device, &open.phase);
    let answers = asked.iter().zip(accepted).collect();
    let unit = cx.db.begin().await?;
    let sheet = put_in_count(cx, &unit, contributor, &open, (draft, answers)).await?;
    unit.commit().await?;
    Ok(receipt_code(&cx.secrets, sheet))
}

/// Takes the sheet of a receipt code back and forgets its answers. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`, `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::AnswerSheet)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    let author = lock_author(&unit, held.contribution).await?;
    uncount(cx, &unit, &held.phase, &author).await?;
    answer_sheets::set_state(unit.conn(), held.contribution, SheetState::Withdrawn).await?;
    answer_sheets::clear(unit.conn(), held.contribution).await?;
    Ok(unit.commit().await?)
}

/// Gives the draft's answers, after these were added, to the contributor's sheet of this phase; leaves a sheet that was sent before
/// as it is.
async fn put_in_count(
    cx: &Context,
    unit: &Unit,
    contributor: &Contributor,
    open: &OpenPhase,
    (draft, added): (Uuid, Vec<(&question::Model, Answer)>),
) -> Result<Uuid, Refusal> {
    let channel = contributor.channel.key();
    let participation = enter(cx, unit, contributor, open).await?;
    answer_sheets::claim(unit.conn(), sheet_row(cx, &open.phase, draft, channel, SheetState::Draft)).await?;
    for (question, answer) in &added {
        put(unit, question, draft, answer).await?;
    }
    let sheet = match participation.contribution_id {
        Some(sheet) => {
            let known = answer_sheets::find(unit.conn(), sheet).await?;
            if known.is_some_and(|known| known.counts()) {
                answer_sheets::forget(unit.conn(), draft).await?;
                return Ok(sheet);
            }
            answer_sheets::set_state(unit.conn(), sheet, SheetState::Sent).await?;
            sheet
        }
        None => {
            let sheet = cx.anonymous_id();
            answer_sheets::make(unit.conn(), sheet_row(cx, &open.phase, sheet, channel, SheetState::Sent)).await?;
            participations::link(unit.conn(), participation.id, sheet).await?;
            sheet
        }
    };
    count_only(cx, unit, &open.phase, &participation).await?;
    answer_sheets::adopt(unit.conn(), draft, sheet).await?;
    must_still_fit(unit, &open.phase, sheet).await?;
    issue_receipt(cx, unit, &open.phase, ContributionKind::AnswerSheet, sheet).await?;
    Ok(sheet)
}

fn accept_all(asked: &[question::Model], entries: &BTreeMap<usize, Entry>) -> Result<Vec<Answer>, Refusal> {
    let nothing = Entry::default();
    let (mut answers, mut faults) = (Vec::new(), Vec::new());
    for (number, question) in (1..).zip(asked) {
        let entry = entries.get(&number).unwrap_or(&nothing);
        match accept_as(&format!("question-{number}"), question, entry) {
            Ok(answer) => answers.push(answer),
            Err(fault) => faults.push(fault),
        }
    }
    if let Some(unknown) = entries.keys().find(|number| !(1..=asked.len()).contains(number)) {
        faults.push(FieldFault::new(format!("question-{unknown}"), "fault-answer-unknown-question"));
    }
    if faults.is_empty() { Ok(answers) } else { Err(Refusal::Invalid(faults)) }
}

/// Judges a sheet by its questions as they are now. Belongs after the phase was counted: whoever edits the questions then waits.
async fn must_still_fit(unit: &Unit, phase: &phase::Model, sheet: Uuid) -> Result<(), Refusal> {
    let asked = questions::of_phase(unit.conn(), phase.id).await?;
    let given = answer_sheets::answers(unit.conn(), sheet).await?;
    let mut entries = BTreeMap::new();
    for (number, question) in (1..).zip(&asked) {
        let row = given.iter().find(|row| row.question_id == question.id);
        let entry = row.and_then(answer::Model::answer).map(|answer| answer.entry());
        entries.extend(entry.map(|entry| (number, entry)));
    }
    accept_all(&asked, &entries).map(|_| ())
}

fn must_be_complete(sheet: &Questionnaire) -> Result<(), Refusal> {
    let missing = (1..).zip(&sheet.questions).filter(|(_, question)| {
        let blank = matches!(question.answer, None | Some(Answer::Blank));
        question.required && blank
    });
    let faults: Vec<FieldFault> = missing
        .map(|(number, _)| FieldFault::of(format!("question-{number}"), &AnswerFault::Required))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}
