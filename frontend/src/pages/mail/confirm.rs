//! Confirming an address: the link opens this page, the button confirms. Mail programs open links by themselves.

use poem::web::{Data, Path, Redirect};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::follows;

use crate::http::{FromClient, PageFault, SignedIn};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct ConfirmPage {
    slug: String,
    consultation: String,
    done: bool,
    post_to: String,
}

impl Page for ConfirmPage {
    const TEMPLATE: &'static str = "mail/confirm";

    fn title(&self) -> PageTitle {
        PageTitle::key(if self.done { "follow-confirmed-title" } else { "follow-confirm-title" })
    }

    fn samples() -> Vec<Self> {
        [false, true]
            .map(|done| Self {
                slug: "x".to_owned(),
                consultation: "…".to_owned(),
                done,
                post_to: "/courriel/confirmer/x".to_owned(),
            })
            .into()
    }
}

/// `GET /courriel/confirmer/:token`: changes nothing.
#[handler]
pub(super) async fn confirm_page(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let found = follows::confirmation(&cx, &actor, &token).await?;
    let page =
        ConfirmPage { slug: found.slug, consultation: found.title, done: found.done, post_to: frame.path.clone() };
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /courriel/confirmer/:token`
#[handler]
pub(super) async fn confirm(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    follows::confirm(&cx, &actor, &token, client).await?;
    Ok(Redirect::see_other(&frame.path).into_response())
}
