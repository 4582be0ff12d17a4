//! Stopping mails: by the button of a mail program (a bare POST, RFC 8058) or by the one on this page. The link is the authority.

use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::follows::{self, StopPage};
use tablee_core::{Context, Refusal};

use crate::http::{PageFault, SignedIn};
use crate::view::{Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(super) struct StopMailsPage {
    slug: Option<String>,
    consultation: Option<String>,
    stopped: bool,
    /// Whether the address itself was erased just now.
    erased: bool,
    /// Where the buttons post to.
    post_to: String,
}

impl Page for StopMailsPage {
    const TEMPLATE: &'static str = "mail/stop";

    fn title(&self) -> PageTitle {
        PageTitle::key(if self.stopped { "follow-stopped-title" } else { "follow-stop-title" })
    }

    fn samples() -> Vec<Self> {
        let sample = |stopped, erased, title: Option<&str>| Self {
            slug: title.map(|_| "x".to_owned()),
            consultation: title.map(str::to_owned),
            stopped,
            erased,
            post_to: "/courriel/arreter/x".to_owned(),
        };
        vec![
            sample(false, false, Some("…")),
            sample(true, false, Some("…")),
            sample(true, true, Some("…")),
            sample(false, false, None),
        ]
    }
}

#[derive(Serialize)]
pub(super) struct BrokenLinkPage {
    /// An address that a person reads.
    contact: Option<String>,
}

impl Page for BrokenLinkPage {
    const TEMPLATE: &'static str = "mail/broken";

    fn title(&self) -> PageTitle {
        PageTitle::key("follow-broken-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { contact: None }, Self { contact: Some("contact@tablee.example".to_owned()) }]
    }
}

/// `GET /courriel/arreter/:token`: changes nothing.
#[handler]
pub(super) async fn stop_page(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    answer(&cx, &frame, &token, follows::stop_page(&cx, &actor, &token).await, false)
}

/// `POST /courriel/arreter/:token`, whatever its body: answered when it is done, without a redirect.
#[handler]
pub(super) async fn stop(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    answer(&cx, &frame, &token, follows::stop(&cx, &actor, &token).await, false)
}

/// `POST /courriel/arreter/:token/reprendre`
#[handler]
pub(super) async fn resume(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    answer(&cx, &frame, &token, follows::resume(&cx, &actor, &token).await, false)
}

/// `POST /courriel/arreter/:token/effacer`
#[handler]
pub(super) async fn forget(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    answer(&cx, &frame, &token, follows::forget(&cx, &actor, &token).await, true)
}

fn answer(
    cx: &Context,
    frame: &PageFrame,
    token: &str,
    outcome: Result<StopPage, Refusal>,
    erased: bool,
) -> Result<Response, PageFault> {
    match outcome {
        Ok(StopPage { slug, title, stopped }) => {
            let post_to = format!("/courriel/arreter/{token}");
            let page = StopMailsPage { slug, consultation: title, stopped, erased, post_to };
            Ok(render(frame, &page)?.into_response())
        }
        Err(Refusal::LinkBroken) => {
            let page = BrokenLinkPage { contact: cx.settings.contact().map(str::to_owned) };
            Ok(render_with(frame, &page, StatusCode::BAD_REQUEST)?)
        }
        Err(other) => Err(other.into()),
    }
}
