//! A member's own devices and programs.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::sessions::{self, CreateToken, EndSessions, OwnSessions};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::nav::{NavItem, site_nav};
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render, render_with};

const HERE: &str = "/espace/sessions";

#[derive(Serialize)]
pub(super) struct SessionsPage {
    nav: Vec<NavItem>,
    /// What was done just now, the end of a translation key.
    done: Option<&'static str>,
    errors: Vec<FormError>,
    sessions: Vec<SessionView>,
    others: bool,
    tokens: Vec<TokenView>,
    /// The secret of a token made just now: shown this once.
    secret: Option<String>,
    label: Field,
    op: String,
}

#[derive(Serialize)]
struct SessionView {
    id: String,
    device: String,
    since: i64,
    last_seen: i64,
    current: bool,
}

#[derive(Serialize)]
struct TokenView {
    id: String,
    label: String,
    since: i64,
}

impl SessionsPage {
    fn new(nav: Vec<NavItem>, own: OwnSessions, op: String) -> Self {
        let sessions: Vec<SessionView> = own
            .sessions
            .into_iter()
            .map(|line| SessionView {
                id: line.id.to_string(),
                device: line.device,
                since: line.since,
                last_seen: line.last_seen,
                current: line.current,
            })
            .collect();
        let tokens = own.tokens.into_iter();
        let tokens = tokens.map(|line| TokenView { id: line.id.to_string(), label: line.label, since: line.since });
        Self {
            nav,
            done: None,
            errors: Vec::new(),
            others: sessions.len() > 1,
            sessions,
            tokens: tokens.collect(),
            secret: None,
            label: Faults::none().field("label", ""),
            op,
        }
    }
}

impl Page for SessionsPage {
    const TEMPLATE: &'static str = "desk/sessions";

    fn title(&self) -> PageTitle {
        PageTitle::key("sessions-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |device: &str, current| sessions::SessionLine {
            id: Uuid::nil(),
            device: device.to_owned(),
            since: 1_795_431_600_000,
            last_seen: 1_795_431_600_000,
            current,
        };
        let token = sessions::TokenLine { id: Uuid::nil(), label: "Export".to_owned(), since: 1_795_431_600_000 };
        let one = OwnSessions { sessions: vec![line("", true)], tokens: Vec::new() };
        let more = OwnSessions { sessions: vec![line("Firefox, Android", true), line("", false)], tokens: vec![token] };
        let made = Self { secret: Some("abc".to_owned()), ..Self::new(Vec::new(), more, "op".to_owned()) };
        let told = ["one", "others", "token"];
        let told = told.map(|done| Self { done: Some(done), ..Self::new(Vec::new(), one.clone(), "op".to_owned()) });
        told.into_iter().chain([made]).collect()
    }
}

async fn page_for(cx: &Context, actor: &Actor, frame: &PageFrame) -> Result<SessionsPage, Refusal> {
    let own = sessions::list(cx, actor).await?;
    Ok(SessionsPage::new(site_nav(actor, frame.lang, HERE), own, cx.anonymous_id().to_string()))
}

/// What was done just now, as the address tells.
#[derive(Deserialize)]
struct Way {
    #[serde(default)]
    fait: String,
}

/// `GET /espace/sessions`
#[handler]
pub(super) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Query(way): Query<Way>,
) -> Result<Response, PageFault> {
    let done = match way.fait.as_str() {
        "une" => Some("one"),
        "autres" => Some("others"),
        "jeton" => Some("token"),
        _ => None,
    };
    let page = SessionsPage { done, ..page_for(&cx, &actor, &frame).await? };
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndForm {
    /// The id of a session, or nothing for all others.
    #[serde(default)]
    session: String,
}

/// `POST /espace/sessions/terminer`
#[handler]
pub(super) async fn end(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    LimitedForm(form): LimitedForm<EndForm>,
) -> Result<Response, PageFault> {
    let (which, told) = match form.session.as_str() {
        "" => (EndSessions::Others, "autres"),
        id => (EndSessions::One(Uuid::parse_str(id).map_err(|_| Refusal::NotFound)?), "une"),
    };
    sessions::end(&cx, &actor, which).await?;
    Ok(see_other(&format!("{HERE}?fait={told}")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenForm {
    #[serde(default)]
    label: String,
    #[serde(default)]
    op: String,
}

/// `POST /espace/sessions/jetons`: the answer shows the secret, which no other page does.
#[handler]
pub(super) async fn create_token(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<TokenForm>,
) -> Result<Response, PageFault> {
    let made = sessions::create_token(&cx, &actor, CreateToken { label: form.label.clone(), op: form.op }).await;
    match made {
        Ok(secret) => {
            let page = SessionsPage { secret: Some(secret), ..page_for(&cx, &actor, &frame).await? };
            Ok(render(&frame, &page)?.into_response())
        }
        Err(refusal @ Refusal::Invalid(_)) => {
            let faults = Faults::of(&refusal, frame.lang);
            let label = faults.field("label", form.label);
            let page = SessionsPage { label, errors: faults.0, ..page_for(&cx, &actor, &frame).await? };
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RevokeForm {
    token: String,
}

/// `POST /espace/sessions/jetons/retirer`
#[handler]
pub(super) async fn revoke_token(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    LimitedForm(form): LimitedForm<RevokeForm>,
) -> Result<Response, PageFault> {
    let token = Uuid::parse_str(&form.token).map_err(|_| Refusal::NotFound)?;
    sessions::revoke_token(&cx, &actor, token).await?;
    Ok(see_other(&format!("{HERE}?fait=jeton")))
}
