//! Adding a statement to an opinion phase: the form, the ones that resemble it, and sending it.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::statements::{self, AddStatement, Added, ResemblingStatements};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::device::Device;
use super::forms::{see_other, with_status};
use super::paths::{self, PhasePath};
use crate::http::{LimitedForm, PageFault};
use crate::pages::errors::Errors;
use crate::view::{Page, PageFrame, PageTitle, render};

/// The form, to add a statement or to change one.
#[derive(Serialize)]
pub(super) struct StatementPage {
    back: String,
    post_to: String,
    op: String,
    errors: Errors,
    heading: &'static str,
    text: TextField,
}

#[derive(Serialize)]
struct TextField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

impl StatementPage {
    fn to_add(address: &PhaseAddress, op: String) -> Self {
        let text = TextField { name: "text", value: String::new(), error: None };
        Self {
            back: paths::opinion(address),
            post_to: paths::statement(address),
            op,
            errors: Errors::default(),
            heading: "statement-title",
            text,
        }
    }

    /// The form that changes the statement of a receipt code.
    pub(super) fn to_correct(text: String, post_to: String, back: String, op: String) -> Self {
        let text = TextField { name: "text", value: text, error: None };
        Self { back, post_to, op, errors: Errors::default(), heading: "statement-correct-title", text }
    }

    /// The same page with what was typed, and what is wrong with it.
    pub(super) fn refused(self, text: &str, errors: Errors) -> Self {
        let text = TextField { name: "text", value: text.to_owned(), error: errors.at("text") };
        Self { text, errors, ..self }
    }
}

impl Page for StatementPage {
    const TEMPLATE: &'static str = "resident/statement";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.heading)
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let page = || Self::to_add(&sample_address(), "op".to_owned());
        let corrected = Self::to_correct("A text.".to_owned(), "/x".to_owned(), "/y".to_owned(), "op".to_owned());
        vec![page(), page().refused("", Errors::one("text", "Text?")), corrected]
    }
}

/// Shown instead of the form once this person has added as many as one may.
#[derive(Serialize)]
pub(super) struct StatementLimitPage {
    back: String,
}

impl Page for StatementLimitPage {
    const TEMPLATE: &'static str = "resident/statement_limit";

    fn title(&self) -> PageTitle {
        PageTitle::key("statement-limit-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { back: paths::opinion(&sample_address()) }]
    }
}

/// Statements put to the vote that resemble the one just written, which is not sent yet.
#[derive(Serialize)]
pub(super) struct SimilarStatementsPage {
    post_to: String,
    op: String,
    text: String,
    similar: Vec<SimilarStatement>,
}

#[derive(Serialize)]
struct SimilarStatement {
    text: String,
    vote_at: String,
}

impl SimilarStatementsPage {
    fn of(address: &PhaseAddress, op: String, unsent: ResemblingStatements) -> Self {
        let statement = |(id, text): (Uuid, String)| SimilarStatement { text, vote_at: paths::opinion_on(address, id) };
        Self {
            post_to: paths::statement(address),
            op,
            text: unsent.text,
            similar: unsent.similar.into_iter().map(statement).collect(),
        }
    }
}

impl Page for SimilarStatementsPage {
    const TEMPLATE: &'static str = "resident/statement_similar";

    fn title(&self) -> PageTitle {
        PageTitle::key("statement-similar-title")
    }

    fn samples() -> Vec<Self> {
        let similar = vec![(Uuid::nil(), "Another text.".to_owned())];
        let unsent = ResemblingStatements { text: "A text.".to_owned(), similar };
        vec![Self::of(&sample_address(), "op".to_owned(), unsent)]
    }
}

fn sample_address() -> PhaseAddress {
    PhaseAddress { slug: "ecole".to_owned(), position: 3 }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementForm {
    #[serde(default)]
    op: String,
    #[serde(default)]
    text: String,
    /// `send` once the similar ones were seen, `change` to go on writing.
    #[serde(default)]
    step: String,
}

#[handler]
pub(super) async fn write(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let page = match statements::form(&cx, &arrival.actor, &address).await?.left {
        0 => render(&frame, &StatementLimitPage { back: paths::opinion(&address) })?,
        _ => render(&frame, &StatementPage::to_add(&address, paths::fresh_op(&cx)))?,
    };
    Ok(arrival.answer(page.into_response()))
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    LimitedForm(typed): LimitedForm<StatementForm>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, &typed.op);
    let again = |errors| StatementPage::to_add(&address, typed.op.clone()).refused(&typed.text, errors);
    if typed.step == "change" {
        return Ok(arrival.answer(render(&frame, &again(Errors::default()))?.into_response()));
    }
    let answer = match statements::add(&cx, &arrival.actor, command(&address, &typed)).await {
        Ok(Added::Kept(code)) => see_other(&paths::receipt_thanks(&code)),
        Ok(Added::Resembles(unsent)) => {
            render(&frame, &SimilarStatementsPage::of(&address, typed.op.clone(), unsent))?.into_response()
        }
        Err(Refusal::Invalid(faults)) => {
            with_status(&frame, &again(Errors::of(frame.lang, &faults)), StatusCode::UNPROCESSABLE_ENTITY)?
        }
        Err(Refusal::StatementLimit) => {
            with_status(&frame, &StatementLimitPage { back: paths::opinion(&address) }, StatusCode::CONFLICT)?
        }
        Err(other) => return Err(other.into()),
    };
    Ok(arrival.answer(answer))
}

fn command(address: &PhaseAddress, typed: &StatementForm) -> AddStatement {
    AddStatement {
        phase: address.clone(),
        text: typed.text.clone(),
        similar_seen: typed.step == "send",
        key: SubmissionKey(typed.op.clone()),
    }
}
