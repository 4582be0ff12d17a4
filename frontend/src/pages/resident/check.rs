//! Looking over all answers, then sending them.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, Questionnaire};
use tablee_core::{Context, FieldFault, Refusal};
use tablee_rules::timetable::Millis;

use super::device::Device;
use super::paths::{self, PhasePath};
use super::words::{ReviewView, SummaryRow, answer_in_words};
use crate::http::{Lang, LimitedForm, PageFault, see_other};
use crate::pages::errors::Errors;
use crate::pages::fields::Fields;
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(in crate::pages) struct CheckPage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    rows: Vec<SummaryRow>,
    closes_at: Option<Millis>,
    /// Whether the browser keeps no cookie, so that no answer could be found again.
    forgetful: bool,
    /// Where the receipt is, once the answers are sent.
    receipt_href: Option<String>,
}

impl CheckPage {
    fn of(lang: Lang, phase: &PhaseAddress, sheet: &Questionnaire, op: String) -> Self {
        let row = |(number, question): (usize, &_)| {
            let href = Some(format!("{}?retour=verifier", paths::question(phase, number)));
            summary_row(lang, number, question, href)
        };
        Self {
            back: paths::question(phase, sheet.questions.len().max(1)),
            post_to: paths::check(phase),
            op,
            errors: Errors::default(),
            rows: (1..).zip(&sheet.questions).map(row).collect(),
            closes_at: sheet.closes_at,
            forgetful: false,
            receipt_href: sheet.receipt.map(|_| paths::thanks(phase)),
        }
    }
}

impl CheckPage {
    /// The page before anything was answered, for whoever prepares the questions: `list` leads to them and `post_to` keeps nothing.
    pub(in crate::pages) fn to_try(
        lang: Lang,
        sheet: &Questionnaire,
        (post_to, list): (String, &str),
        op: String,
    ) -> Self {
        let row =
            |(number, question): (usize, &_)| summary_row(lang, number, question, Some(format!("{list}/{number}")));
        Self {
            back: format!("{list}/{}", sheet.questions.len()),
            post_to,
            op,
            errors: Errors::default(),
            rows: (1..).zip(&sheet.questions).map(row).collect(),
            closes_at: sheet.closes_at,
            forgetful: false,
            receipt_href: None,
        }
    }
}

/// One answer of a sheet, with the link that changes it.
pub(super) fn summary_row(
    lang: Lang,
    number: usize,
    question: &questionnaires::AskedQuestion,
    href: Option<String>,
) -> SummaryRow {
    SummaryRow {
        id: Some(format!("question-{number}")),
        question: question.label.clone(),
        answer: answer_in_words(lang, question),
        href,
        review: question.review.as_ref().map(ReviewView::from),
    }
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "resident/check";

    fn title(&self) -> PageTitle {
        PageTitle::key("check-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let row = |answer: Option<&str>| SummaryRow {
            id: Some("question-1".to_owned()),
            question: "Que manque-t-il ?".to_owned(),
            answer: answer.map(str::to_owned),
            href: Some("/question/1".to_owned()),
            review: None,
        };
        let sample = |errors, receipt_href: Option<&str>| Self {
            back: "/".to_owned(),
            post_to: "/verifier".to_owned(),
            op: "op".to_owned(),
            errors,
            rows: vec![row(Some("Un marché")), row(None)],
            closes_at: Some(1_795_431_600_000),
            forgetful: receipt_href.is_none(),
            receipt_href: receipt_href.map(str::to_owned),
        };
        let wrong = Errors::one("question-1", "Répondez.");
        vec![sample(Errors::default(), None), sample(wrong, None), sample(Errors::default(), Some("/merci"))]
    }
}

#[handler]
pub(super) async fn check(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let sheet = questionnaires::sheet(&cx, &device.actor(), &phase).await?;
    let page = CheckPage::of(frame.lang, &phase, &sheet, paths::fresh_op(&cx));
    Ok(render(&frame, &CheckPage { forgetful: !device.is_known(), ..page })?.into_response())
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(phase): PhasePath,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    let op = fields.one("op");
    let arrival = device.arrive_with(&cx, op);
    match questionnaires::send(&cx, &arrival.actor, &phase).await {
        Ok(code) => {
            let next = if device.is_known() { paths::thanks(&phase) } else { paths::receipt_thanks(&code) };
            Ok(arrival.answer(see_other(&next)))
        }
        Err(Refusal::Invalid(faults)) => {
            let sheet = questionnaires::sheet(&cx, &arrival.actor, &phase).await?;
            let mut page = CheckPage::of(frame.lang, &phase, &sheet, op.to_owned());
            page.errors = Errors::of(frame.lang, &numbered(faults));
            page.forgetful = !device.is_known();
            Ok(arrival.answer(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?))
        }
        Err(other) => Err(other.into()),
    }
}

/// On this page a fault must say which question it is about.
fn numbered(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    let about = |fault: FieldFault| {
        let number = fault.field.trim_start_matches("question-").to_owned();
        let args = vec![("number".to_owned(), tablee_rules::ArgValue::Text(number))];
        FieldFault { key: "check-missing".to_owned(), args, ..fault }
    };
    faults.into_iter().map(about).collect()
}
