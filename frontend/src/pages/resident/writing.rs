//! Writing what others may have written already: a form, the ones that resemble it, and sending it.

use std::future::Future;

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::{Context, Refusal};
use tablee_rules::receipts::ReceiptCode;

use super::device::Device;
use super::paths::{self, PhasePath};
use super::propose::Proposing;
use super::statement::AddingStatement;
use crate::http::{About, LimitedForm, PageFault, see_other, status_of};
use crate::pages::errors::{Errors, stays_on_form};
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

/// Something that people write.
pub(super) trait Writing: Sized + Send + Sync + 'static {
    /// The page with the form.
    type FormPage: Page + Send + Sync;

    /// The empty form; nothing once this person has sent as many as one may.
    fn empty(
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
        op: String,
    ) -> impl Future<Output = Result<Option<Self::FormPage>, Refusal>> + Send;

    /// The form with what was typed, and what is wrong with it.
    fn again(
        typed: &Typed,
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
        errors: Errors,
    ) -> impl Future<Output = Result<Self::FormPage, Refusal>> + Send;

    /// Sends it.
    fn send(
        typed: &Typed,
        cx: &Context,
        actor: &Actor,
        address: &PhaseAddress,
    ) -> impl Future<Output = Result<Sent, Refusal>> + Send;

    /// What is said once this person has sent as many as one may.
    fn limit(address: &PhaseAddress) -> LimitPage;

    /// A page of similar ones.
    fn sample_similar() -> SimilarPage;
}

/// The form of either, as it was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    #[serde(default)]
    pub op: String,
    /// Nothing for a statement.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub text: String,
    /// `send` once the similar ones were seen, `change` to go on writing.
    #[serde(default)]
    pub step: String,
}

/// What became of what was sent.
pub(super) enum Sent {
    /// It is kept; this is its receipt code.
    Kept(ReceiptCode),
    /// Nothing is kept yet: these resemble it.
    Resembles(SimilarPage),
}

/// One field of words, as it was typed.
#[derive(Serialize)]
pub(super) struct WordsField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

impl WordsField {
    pub fn new(name: &'static str, value: String, errors: &Errors) -> Self {
        Self { name, value, error: errors.at(name) }
    }
}

/// Shown instead of the form once this person has sent as many as one may. `title` and `text` are keys.
#[derive(Serialize)]
pub(super) struct LimitPage {
    pub back: String,
    pub title: &'static str,
    pub text: &'static str,
    /// Where those of others are read.
    pub others: Option<String>,
}

impl Page for LimitPage {
    const TEMPLATE: &'static str = "resident/limit";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.title)
    }

    fn samples() -> Vec<Self> {
        let address = PhaseAddress { slug: "ecole".to_owned(), position: 2 };
        vec![Proposing::limit(&address), AddingStatement::limit(&address)]
    }
}

/// Those of others that resemble what was just written, which is not sent yet.
#[derive(Serialize)]
pub(super) struct SimilarPage {
    pub title_key: &'static str,
    /// How the keys of the other words begin.
    pub words: &'static str,
    pub post_to: String,
    pub op: String,
    /// A proposal has a title, a statement has none.
    pub title: Option<String>,
    pub text: String,
    pub similar: Vec<SimilarCard>,
}

/// One that others can read.
#[derive(Serialize)]
pub(super) struct SimilarCard {
    pub title: Option<String>,
    pub text: String,
    pub supports: Option<i32>,
    /// Where one supports it, or votes on it.
    pub act_at: String,
}

impl Page for SimilarPage {
    const TEMPLATE: &'static str = "resident/similar";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.title_key)
    }

    fn samples() -> Vec<Self> {
        vec![Proposing::sample_similar(), AddingStatement::sample_similar()]
    }
}

/// The empty form, on the phase's page.
#[handler]
pub(super) async fn write<W: Writing>(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    _: About<W>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive(&cx);
    let page = match W::empty(&cx, &arrival.actor, &address, paths::fresh_op(&cx)).await? {
        Some(form) => render(&frame, &form)?,
        None => render(&frame, &W::limit(&address))?,
    };
    Ok(arrival.answer(page.into_response()))
}

/// What was written, received.
#[handler]
pub(super) async fn send<W: Writing>(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(address): PhasePath,
    _: About<W>,
    LimitedForm(typed): LimitedForm<Typed>,
) -> Result<Response, PageFault> {
    let arrival = device.arrive_with(&cx, &typed.op);
    let actor = &arrival.actor;
    if typed.step == "change" {
        let page = W::again(&typed, &cx, actor, &address, Errors::default()).await?;
        return Ok(arrival.answer(render(&frame, &page)?.into_response()));
    }
    let answer = match W::send(&typed, &cx, actor, &address).await {
        Ok(Sent::Kept(code)) => see_other(&paths::receipt_thanks(&code)),
        Ok(Sent::Resembles(page)) => render(&frame, &page)?.into_response(),
        Err(refusal) if stays_on_form(&refusal) => {
            let errors = Errors::of_refusal(frame.lang, &refusal);
            let Ok(page) = W::again(&typed, &cx, actor, &address, errors).await else { return Err(refusal.into()) };
            render_with(&frame, &page, status_of(refusal.class()))?
        }
        Err(other) => return Err(other.into()),
    };
    Ok(arrival.answer(answer))
}
