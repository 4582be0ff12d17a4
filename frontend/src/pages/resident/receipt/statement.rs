//! The receipt of a statement that a resident added.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::statements::{self, CorrectStatement, StatementContent};
use tablee_core::{Context, Refusal};

use crate::http::PageFault;
use crate::http::see_other;
use crate::pages::errors::Errors;
use crate::pages::fields::Fields;
use crate::pages::resident::paths;
use crate::pages::resident::statement::StatementPage;
use crate::view::{PageFrame, render, render_with};

/// The words of a statement.
#[derive(Serialize)]
pub(super) struct StatementView {
    text: String,
}

impl From<StatementContent> for StatementView {
    fn from(statement: StatementContent) -> Self {
        Self { text: statement.text }
    }
}

impl StatementView {
    pub(super) fn sample() -> Self {
        Self { text: "A statement.".to_owned() }
    }
}

/// The page on which the statement gets other words.
pub(super) async fn form(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    Ok(render(frame, &page(cx, code).await?)?.into_response())
}

pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageFault> {
    let text = fields.one("text");
    let command = CorrectStatement { code: code.to_owned(), text: text.to_owned() };
    match statements::correct(cx, &Actor::Anyone, command).await {
        Ok(code) => Ok(see_other(&paths::receipt(&code))),
        Err(Refusal::Invalid(faults)) => {
            let page = page(cx, code).await?.refused(text, Errors::of(frame.lang, &faults));
            Ok(render_with(frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(cx: &Context, code: &str) -> Result<StatementPage, PageFault> {
    let text = statements::correction_form(cx, &Actor::Anyone, code).await?;
    let receipt = format!("/suivi/{code}");
    Ok(StatementPage::to_correct(text, format!("{receipt}/corriger"), receipt, paths::fresh_op(cx)))
}
