//! Signing in: ask for a link, open it, press the button.

use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::web::{Data, Path, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::sessions;
use tablee_core::cases::sessions::EndSessions;
use tablee_core::cases::sign_in::{self, AskForLink, LinkPurpose, OpenedLink, UseLink};
use tablee_core::{Context, Refusal};

use crate::http::{FromClient, LimitedForm, PageFault, SESSION_COOKIE, SignedIn, SiteCookies, own_path, see_other};
use crate::view::form::words;
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render, render_with};

/// The secret of the browser that asked for a link.
const BROWSER_COOKIE: &str = "sign_in";
/// Where to go after signing in: a path in base32, since a cookie holds letters and digits.
const WANTED_COOKIE: &str = "wanted";
/// As long as a link works.
const LINK_SECONDS: u64 = (sign_in::LINK_LIFE / 1000) as u64;
/// A longer path is not worth keeping.
const LONGEST_PATH: usize = 500;

#[derive(Serialize)]
pub(super) struct SignInPage {
    email: Field,
    retour: String,
    errors: Vec<FormError>,
}

impl SignInPage {
    fn new(email: &str, retour: &str, faults: Faults) -> Self {
        Self { email: faults.field("email", email), retour: retour.to_owned(), errors: faults.0 }
    }
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "desk/sign_in";

    fn title(&self) -> PageTitle {
        PageTitle::key("sign-in-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let fault = FormError { field: Some("email".to_owned()), message: "…".to_owned() };
        vec![Self::new("", "/espace", Faults::none()), Self::new("awa", "/espace", Faults(vec![fault]))]
    }
}

#[derive(Deserialize)]
struct Return {
    #[serde(default)]
    retour: String,
}

/// `GET /connexion`
#[handler]
pub(super) fn ask_page(
    SignedIn(actor): SignedIn,
    Query(wanted): Query<Return>,
    frame: PageFrame,
) -> Result<Response, PageFault> {
    let retour = after_sign_in(&wanted.retour);
    if matches!(actor, Actor::Member(_)) {
        return Ok(see_other(retour));
    }
    Ok(render(&frame, &SignInPage::new("", retour, Faults::none()))?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    retour: String,
}

/// `POST /connexion`
#[handler]
pub(super) async fn ask(
    SignedIn(actor): SignedIn,
    FromClient(client): FromClient,
    cookies: Data<&SiteCookies>,
    headers: &HeaderMap,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<AskForm>,
) -> Result<Response, PageFault> {
    let retour = after_sign_in(&form.retour);
    let browser = cookies.read(headers, BROWSER_COOKIE).map(str::to_owned);
    match sign_in::ask(&cx, &actor, AskForLink { email: form.email.clone(), browser, client }).await {
        Ok(browser) => {
            let mut sent = see_other("/connexion/envoye");
            keep(&mut sent, cookies.write(BROWSER_COOKIE, &browser, Some(LINK_SECONDS)));
            keep(&mut sent, cookies.write(WANTED_COOKIE, &packed(retour), Some(LINK_SECONDS)));
            Ok(sent)
        }
        Err(refusal @ Refusal::Invalid(_)) => {
            let page = SignInPage::new(&form.email, retour, Faults::of(&refusal, frame.lang));
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Serialize)]
pub(super) struct LinkSentPage {}

impl Page for LinkSentPage {
    const TEMPLATE: &'static str = "desk/link_sent";

    fn title(&self) -> PageTitle {
        PageTitle::key("sign-in-sent-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `GET /connexion/envoye`
#[handler]
pub(super) fn link_sent(frame: PageFrame) -> Result<Response, PageFault> {
    Ok(render(&frame, &LinkSentPage {})?.into_response())
}

#[derive(Serialize)]
pub(super) struct LinkPage {
    /// Where the button posts to, without which there is none.
    post_to: Option<String>,
    name: String,
    invited: bool,
    /// Why the link cannot be used.
    refused: Option<String>,
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "desk/sign_in_link";

    fn title(&self) -> PageTitle {
        PageTitle::key(if self.invited { "sign-in-invited-title" } else { "sign-in-title" })
    }

    fn has_error(&self) -> bool {
        self.refused.is_some()
    }

    fn samples() -> Vec<Self> {
        let open = |invited| Self {
            post_to: Some("/connexion/x".to_owned()),
            name: "Awa Diallo".to_owned(),
            invited,
            refused: None,
        };
        let spent = Self { post_to: None, refused: Some("…".to_owned()), ..open(false) };
        vec![open(false), open(true), spent]
    }
}

/// `GET /connexion/:token`: changes nothing, since mail programs open links too.
#[handler]
pub(super) async fn link_page(
    SignedIn(actor): SignedIn,
    cookies: Data<&SiteCookies>,
    headers: &HeaderMap,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let browser = cookies.read(headers, BROWSER_COOKIE).map(str::to_owned);
    match sign_in::look(&cx, &actor, &OpenedLink { token, browser }).await {
        Ok(link) => {
            let invited = link.purpose == LinkPurpose::Invitation;
            let page = LinkPage { post_to: Some(frame.path.clone()), name: link.name, invited, refused: None };
            Ok(render(&frame, &page)?.into_response())
        }
        Err(refusal) => link_refused(&frame, refusal),
    }
}

/// `POST /connexion/:token`
#[handler]
pub(super) async fn enter(
    SignedIn(actor): SignedIn,
    cookies: Data<&SiteCookies>,
    headers: &HeaderMap,
    cx: Data<&Context>,
    frame: PageFrame,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let read = |name| cookies.read(headers, name).map(str::to_owned);
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let link = OpenedLink { token, browser: read(BROWSER_COOKIE) };
    let command = UseLink { link, user_agent: user_agent.to_owned(), replaced: read(SESSION_COOKIE) };
    match sign_in::enter(&cx, &actor, command).await {
        Ok(session) => {
            let wanted = read(WANTED_COOKIE)
                .and_then(|wanted| unpacked(&wanted))
                .unwrap_or_default();
            let mut entered = see_other(after_sign_in(&wanted));
            keep(&mut entered, cookies.write(SESSION_COOKIE, &session, None));
            keep(&mut entered, cookies.forget(BROWSER_COOKIE));
            keep(&mut entered, cookies.forget(WANTED_COOKIE));
            Ok(entered)
        }
        Err(refusal) => link_refused(&frame, refusal),
    }
}

fn link_refused(frame: &PageFrame, refusal: Refusal) -> Result<Response, PageFault> {
    if !matches!(refusal, Refusal::LinkSpent | Refusal::OtherBrowser) {
        return Err(refusal.into());
    }
    let refused = Some(words(frame.lang, refusal.key(), &[]));
    let page = LinkPage { post_to: None, name: String::new(), invited: false, refused };
    Ok(render_with(frame, &page, StatusCode::CONFLICT)?)
}

/// `POST /deconnexion`
#[handler]
pub(super) async fn leave(
    SignedIn(actor): SignedIn,
    cookies: Data<&SiteCookies>,
    cx: Data<&Context>,
) -> Result<Response, PageFault> {
    match sessions::end(&cx, &actor, EndSessions::This).await {
        Ok(()) | Err(Refusal::SignInNeeded) => {}
        Err(other) => return Err(other.into()),
    }
    let mut left = see_other("/");
    keep(&mut left, cookies.forget(SESSION_COOKIE));
    Ok(left)
}

fn keep(response: &mut Response, cookie: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

/// The page to come back to; the desk for whoever came for no page in particular.
fn after_sign_in(wanted: &str) -> &str {
    let page = own_path(wanted);
    let leads_in_circles = page.starts_with("/connexion") || page.starts_with("/deconnexion");
    if page == "/" || leads_in_circles || page.len() > LONGEST_PATH { "/espace" } else { page }
}

fn packed(path: &str) -> String {
    data_encoding::BASE32_NOPAD.encode(path.as_bytes())
}

fn unpacked(cookie: &str) -> Option<String> {
    String::from_utf8(data_encoding::BASE32_NOPAD.decode(cookie.as_bytes()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_3_7_2_signing_in_leads_to_our_own_pages_alone() {
        assert_eq!(after_sign_in("/espace/c/ecole?page=2"), "/espace/c/ecole?page=2");
        for wanted in ["", "/", "//evil.example", "https://evil.example", "/connexion", "/connexion/x"] {
            assert_eq!(after_sign_in(wanted), "/espace", "{wanted:?}");
        }
        assert_eq!(unpacked(&packed("/espace/é?a=1")).as_deref(), Some("/espace/é?a=1"));
    }
}
