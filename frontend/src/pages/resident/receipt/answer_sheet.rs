//! The receipt of answers to a questionnaire: each answer can be changed, and counts at once.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::questionnaires::{self, CorrectAnswer, SheetContent, TextReview};
use tablee_core::{Context, Refusal};

use crate::http::{Lang, PageFault, see_other};
use crate::pages::errors::Errors;
use crate::pages::fields::Fields;
use crate::pages::resident::check::summary_row;
use crate::pages::resident::question::{QuestionPage, entry_of};
use crate::pages::resident::words::{ReviewView, SummaryRow};
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

/// Questions and answers.
#[derive(Serialize)]
pub(super) struct SheetView {
    rows: Vec<SummaryRow>,
}

impl SheetView {
    pub(super) fn of(lang: Lang, sheet: SheetContent) -> Self {
        let rows = (1..).zip(&sheet.questions);
        Self {
            rows: rows
                .map(|(number, question)| summary_row(lang, number, question, None))
                .collect(),
        }
    }

    pub(super) fn sample() -> Self {
        let answer = |answer: Option<&str>, review: Option<TextReview>| SummaryRow {
            id: None,
            question: "Que manque-t-il ?".to_owned(),
            answer: answer.map(str::to_owned),
            href: None,
            review: review.as_ref().map(ReviewView::from),
        };
        let reason = Some("names_a_person".to_owned());
        let refused =
            |words: Option<&str>| TextReview::Refused { reason: reason.clone(), words: words.map(str::to_owned) };
        let rows = vec![
            answer(Some("Un marché"), Some(TextReview::Waiting)),
            answer(Some("Un four"), Some(TextReview::Shown)),
            answer(Some("Un banc"), Some(refused(None))),
            answer(Some("Un bac"), Some(refused(Some("Retirez le nom.")))),
            answer(None, None),
        ];
        Self { rows }
    }
}

/// All answers, each with the link that changes it.
#[derive(Serialize)]
pub(in crate::pages::resident) struct CorrectionPage {
    pub(super) back: String,
    pub(super) rows: Vec<SummaryRow>,
}

impl Page for CorrectionPage {
    const TEMPLATE: &'static str = "resident/correct_sheet";

    fn title(&self) -> PageTitle {
        PageTitle::key("receipt-correct-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { back: "/suivi/ABCD-EFGH-JKMN".to_owned(), rows: SheetView::sample().rows }]
    }
}

pub(super) async fn list(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    let sheet = questionnaires::sheet_of_receipt(cx, &Actor::Anyone, code).await?;
    let row = |(number, question): (usize, &_)| {
        summary_row(frame.lang, number, question, Some(format!("/suivi/{code}/corriger/{number}")))
    };
    let rows = (1..).zip(&sheet.questions).map(row).collect();
    Ok(render(frame, &CorrectionPage { back: format!("/suivi/{code}"), rows })?.into_response())
}

pub(super) async fn question(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    number: usize,
) -> Result<Response, PageFault> {
    Ok(render(frame, &page(frame.lang, cx, code, number).await?)?.into_response())
}

pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    number: usize,
    fields: &Fields,
) -> Result<Response, PageFault> {
    let command = CorrectAnswer { code: code.to_owned(), question: number, entry: entry_of(fields) };
    match questionnaires::correct_answer(cx, &Actor::Anyone, command).await {
        Ok(()) => Ok(see_other(&format!("/suivi/{code}/corriger"))),
        Err(Refusal::Invalid(faults)) => {
            let page = page(frame.lang, cx, code, number).await?;
            let page = page.refused(&entry_of(fields), Errors::of(frame.lang, &faults));
            Ok(render_with(frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(lang: Lang, cx: &Context, code: &str, number: usize) -> Result<QuestionPage, PageFault> {
    let sheet = questionnaires::sheet_of_receipt(cx, &Actor::Anyone, code).await?;
    let list = format!("/suivi/{code}/corriger");
    Ok(QuestionPage::of(lang, &sheet, number, format!("{list}/{number}"), list)?)
}
