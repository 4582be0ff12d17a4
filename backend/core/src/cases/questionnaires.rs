//! Questionnaires: answers kept one by one as they are given, sent as a whole, changed or withdrawn until the close.

mod filling;
mod reviews;
mod sending;

use std::collections::BTreeMap;

use tablee_rules::questions::{Answer, Options, question_kind};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::{Millis, PhaseKind};
use uuid::Uuid;

pub use filling::{CorrectAnswer, SaveAnswer, correct_answer, save_answer};
pub use reviews::TextReview;
pub(crate) use sending::send_for;
pub use sending::{SendSheet, send, send_whole, withdraw};

use super::contribution::{ContributionState, Held, hold};
use super::participation::{ContributionKind, OpenPhase, PhaseAddress, open_phase, participation_of, receipt_code};
use super::wordings::{self, EarlierWords};
use crate::access::{Action, Actor, DeviceSecret, Scope, allow};
use crate::secrets::Purpose;
use crate::store::entities::answer_sheet::{self, SheetState};
use crate::store::entities::{phase, question};
use crate::store::{answer_sheets, questions};
use crate::{Context, Refusal};

/// A questionnaire as one person sees it.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub title: String,
    /// What the phase is about.
    pub intro: String,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// The questions, in order.
    pub questions: Vec<AskedQuestion>,
    /// The receipt of the sheet, once it is sent: from then on each change counts at once.
    pub receipt: Option<ReceiptCode>,
}

/// One question with the answer that the person has given so far.
#[derive(Clone, Debug)]
pub struct AskedQuestion {
    /// Its id.
    pub id: Uuid,
    /// Stable name of the type: also the folder of its templates.
    pub kind: &'static str,
    /// The wording.
    pub label: String,
    /// Words below it.
    pub help: String,
    /// Whether it must be answered, if only by "I do not know".
    pub required: bool,
    /// What read otherwise when people began to answer.
    pub earlier: Vec<EarlierWords>,
    /// Choices, bounds, points.
    pub options: Options,
    /// The answer, if one was given.
    pub answer: Option<Answer>,
    /// What became of the words in it, as its receipt tells; nothing for an answer without any, and on pages where one answers.
    pub review: Option<TextReview>,
}

/// The questionnaire with this device's answers.
///
/// # Errors
/// `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn sheet(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<Questionnaire, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let open = open_phase(cx, address, PhaseKind::Questionnaire).await?;
    let Actor::Resident(device) = actor else {
        return questionnaire(cx, &open, None, None).await;
    };
    let sent = sent_sheet(cx, device, &open).await?;
    let filled = sent.unwrap_or_else(|| draft_id(cx, device, &open.phase));
    questionnaire(cx, &open, Some(filled), sent).await
}

/// The questionnaire with the answers of the sheet that a receipt code opens.
///
/// # Errors
/// `Invalid` for a wrong code, `NotFound` for the code of something else, `PhaseClosed`.
pub async fn sheet_of_receipt(cx: &Context, actor: &Actor, code: &str) -> Result<Questionnaire, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let Held { consultation, phase, contribution, .. } =
        hold(cx, code).await?.changeable(cx, ContributionKind::AnswerSheet)?;
    questionnaire(cx, &OpenPhase { consultation, phase }, Some(contribution), Some(contribution)).await
}

pub(crate) async fn questionnaire(
    cx: &Context,
    open: &OpenPhase,
    sheet: Option<Uuid>,
    sent: Option<Uuid>,
) -> Result<Questionnaire, Refusal> {
    let questions = asked(cx, &open.phase, sheet).await?;
    Ok(Questionnaire {
        slug: open.consultation.slug.clone(),
        consultation: open.consultation.title.clone(),
        position: open.phase.position,
        title: open.phase.title.clone(),
        intro: open.phase.intro.clone(),
        closes_at: open.phase.closes_at,
        questions,
        receipt: sent.map(|sheet| receipt_code(&cx.secrets, sheet)),
    })
}

async fn asked(cx: &Context, phase: &phase::Model, sheet: Option<Uuid>) -> Result<Vec<AskedQuestion>, Refusal> {
    let rows = questions::of_phase(cx.db.read(), phase.id).await?;
    let given = match sheet {
        Some(sheet) => answer_sheets::answers(cx.db.read(), sheet).await?,
        None => Vec::new(),
    };
    let mut given: BTreeMap<Uuid, Option<Answer>> = given.iter().map(|row| (row.question_id, row.answer())).collect();
    rows.into_iter()
        .map(|question| {
            let answer = given.remove(&question.id).flatten();
            asked_question(question, answer)
        })
        .collect()
}

fn asked_question(row: question::Model, answer: Option<Answer>) -> Result<AskedQuestion, Refusal> {
    let kind = question_kind(&row.kind).ok_or(Refusal::WrongState)?;
    let options = serde_json::from_str(&row.options).map_err(|_| Refusal::WrongState)?;
    Ok(AskedQuestion {
        id: row.id,
        kind: kind.key(),
        earlier: wordings::earlier(&row),
        label: row.label,
        help: row.help,
        required: row.required,
        options,
        answer,
        review: None,
    })
}

async fn sent_sheet(cx: &Context, device: &DeviceSecret, open: &OpenPhase) -> Result<Option<Uuid>, Refusal> {
    let participation = participation_of(cx, device, open).await?;
    let Some(sheet) = participation.and_then(|row| row.contribution_id) else {
        return Ok(None);
    };
    let found = answer_sheets::find(cx.db.read(), sheet).await?;
    Ok(found.filter(answer_sheet::Model::counts).map(|sheet| sheet.id))
}

/// The id of the device's draft in a phase. It follows from the device, so that the same device finds its answers again
/// without any row that ties the two.
fn draft_id(cx: &Context, device: &DeviceSecret, phase: &phase::Model) -> Uuid {
    let mac = cx
        .secrets
        .mac(Purpose::Draft, &[device.0.as_bytes(), phase.id.as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn sheet_row(cx: &Context, phase: &phase::Model, id: Uuid, channel: &str, state: SheetState) -> answer_sheet::Model {
    answer_sheet::Model {
        id,
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        channel: channel.to_owned(),
        state: state.key().to_owned(),
        day: cx.clock.today(),
    }
}

/// What a sheet says.
#[derive(Clone, Debug)]
pub struct SheetContent {
    /// Every question with its answer.
    pub questions: Vec<AskedQuestion>,
}

/// What the receipt of a sheet shows.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, SheetContent), Refusal> {
    let sheet = answer_sheets::find(cx.db.read(), held.contribution).await?;
    let counts = sheet.is_some_and(|sheet| sheet.counts());
    let state = if counts { ContributionState::Counted } else { ContributionState::Withdrawn };
    let mut questions = asked(cx, &held.phase, Some(held.contribution)).await?;
    if counts {
        reviews::tell(cx, held, &mut questions).await?;
    }
    Ok((state, SheetContent { questions }))
}
