//! Typing a receipt code.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::receipts;
use tablee_core::texts::Texts;
use tablee_core::{Context, FieldFault, Refusal};

use crate::http::{FromClient, Lang, LimitedForm, PageFault, see_other};
use crate::pages::errors::Errors;
use crate::pages::resident::paths;
use crate::view::{Page, PageFrame, PageTitle, RenderFault, render, render_with};

#[derive(Default, Serialize)]
pub(in crate::pages::resident) struct FindPage {
    errors: Errors,
    code: CodeField,
}

#[derive(Serialize)]
struct CodeField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

impl Default for CodeField {
    fn default() -> Self {
        Self { name: "code", value: String::new(), error: None }
    }
}

impl FindPage {
    /// The code cannot be one: what looks wrong.
    pub(super) fn refused(lang: Lang, typed: &str, faults: &[FieldFault]) -> Self {
        Self::with(typed, Errors::of(lang, faults))
    }

    /// The code could be one, and is nobody's.
    pub(super) fn unknown(lang: Lang, typed: &str) -> Self {
        let words = Texts::embedded().lookup(lang.code(), Refusal::UnknownCode.key(), &[]);
        Self::with(typed, Errors::one("code", words.unwrap_or_default()))
    }

    fn with(typed: &str, errors: Errors) -> Self {
        let value: String = typed.chars().take(40).collect();
        Self { code: CodeField { value, error: errors.at("code"), ..CodeField::default() }, errors }
    }
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "resident/find_receipt";

    fn title(&self) -> PageTitle {
        PageTitle::key("receipt-find-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        vec![Self::default(), Self::unknown(Lang::default(), "ABCD-EFGH-JKMN")]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

#[handler]
pub(in crate::pages::resident) fn type_code(frame: PageFrame) -> Result<Response, RenderFault> {
    Ok(render(&frame, &FindPage::default())?.into_response())
}

#[handler]
pub(in crate::pages::resident) async fn find(
    frame: PageFrame,
    cx: Data<&Context>,
    FromClient(client): FromClient,
    LimitedForm(form): LimitedForm<CodeForm>,
) -> Result<Response, PageFault> {
    receipts::may_try_codes(&cx, &Actor::Anyone, &client).await?;
    let page = match receipts::contribution(&cx, &Actor::Anyone, &form.code).await {
        Ok(found) => return Ok(see_other(&paths::receipt(&found.code))),
        Err(Refusal::Invalid(faults)) => FindPage::refused(frame.lang, &form.code, &faults),
        Err(Refusal::UnknownCode) => {
            receipts::tried_unknown_code(&cx, &Actor::Anyone, &client).await?;
            FindPage::unknown(frame.lang, &form.code)
        }
        Err(other) => return Err(other.into()),
    };
    Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
}
