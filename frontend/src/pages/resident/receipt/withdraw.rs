//! Taking a contribution back: asked first, then done.

use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::receipts;

use crate::http::PageFault;
use crate::http::see_other;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::resident) struct WithdrawPage {
    phase: String,
    post_to: String,
    back: String,
}

impl Page for WithdrawPage {
    const TEMPLATE: &'static str = "resident/withdraw";

    fn title(&self) -> PageTitle {
        PageTitle::key("receipt-withdraw-title")
    }

    fn samples() -> Vec<Self> {
        let back = "/suivi/ABCD-EFGH-JKMN".to_owned();
        vec![Self { phase: "Vote".to_owned(), post_to: format!("{back}/retirer"), back }]
    }
}

#[handler]
pub(in crate::pages::resident) async fn ask_to_withdraw(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    let found = receipts::contribution(&cx, &Actor::Anyone, &code).await?;
    let back = format!("/suivi/{code}");
    if !found.changeable {
        return Ok(see_other(&back));
    }
    let page = WithdrawPage { phase: found.phase, post_to: format!("{back}/retirer"), back };
    Ok(render(&frame, &page)?.into_response())
}

#[handler]
pub(in crate::pages::resident) async fn withdraw(
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    receipts::withdraw(&cx, &Actor::Anyone, &code).await?;
    Ok(see_other(&format!("/suivi/{code}")))
}
