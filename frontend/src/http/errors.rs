//! Faults as plain pages, and as problem+json (RFC 9457) under `/api`.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use poem::http::{Method, StatusCode, Uri, header};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use serde::Serialize;
use serde_json::json;
use tablee_core::Refusal;
use tablee_core::texts::Texts;

use super::{Lang, PageFault, RequestId, SentForm, UnsavedForm, see_other, status_of};
use crate::view::form::fault_words;
use crate::view::{MemberBadge, Page, PageFrame, PageTitle, render};

/// What an error has to know of the request it answers.
#[derive(Debug, Clone)]
pub struct Asked {
    lang: Lang,
    path: String,
    api: bool,
    /// Where the request went, with its query.
    action: String,
    /// Whether it only asked to see something.
    reads: bool,
    /// What its form sent, once that was read.
    sent: SentForm,
    member: Option<MemberBadge>,
    /// Where somebody who must sign in first wants to be.
    wanted: String,
    request_id: Option<RequestId>,
}

impl Asked {
    /// Reads it off a request, before a handler takes that and before nesting cuts its path.
    pub fn of(request: &Request) -> Self {
        let path = request.uri().path().to_owned();
        Self {
            lang: Lang::of(request),
            api: path == "/api" || path.starts_with("/api/"),
            action: whole_path(request),
            reads: matches!(*request.method(), Method::GET | Method::HEAD),
            sent: request.data::<SentForm>().cloned().unwrap_or_default(),
            member: request.data::<MemberBadge>().cloned(),
            wanted: wanted(request),
            path,
            request_id: request.data::<RequestId>().cloned(),
        }
    }
}

/// The page that says what went wrong and what to do.
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    heading: String,
    advice: String,
    request_id: Option<String>,
    /// Where one signs in, when that is what was missing.
    sign_in_at: Option<String>,
    /// What was sent and not taken.
    unsaved: Option<UnsavedForm>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.heading.clone())
    }

    fn samples() -> Vec<Self> {
        let (heading, advice) = words(Lang::default(), "broken");
        let sample = |request_id: Option<&str>, sign_in_at: Option<&str>, unsaved| Self {
            heading: heading.clone(),
            advice: advice.clone(),
            request_id: request_id.map(str::to_owned),
            sign_in_at: sign_in_at.map(str::to_owned),
            unsaved,
        };
        let [again, lost] = UnsavedForm::samples();
        vec![
            sample(None, None, None),
            sample(Some("n1-000001"), None, Some(lost)),
            sample(None, Some("/connexion"), Some(again)),
        ]
    }
}

/// The answer for a fault: the texts `error-KEY-title` and `error-KEY-text`, as a page or as a problem.
pub fn error_response(asked: &Asked, status: StatusCode, key: &str) -> Response {
    let (heading, advice) = words(asked.lang, key);
    if asked.api {
        problem(status, &format!("error-{key}"), &heading, &advice)
    } else {
        page(asked, status, heading, advice)
    }
}

/// Turns every fault of `app` into words: errors, panics, refusals without content, and work that takes longer than `time_limit`.
pub fn error_pages(app: impl Endpoint + 'static, time_limit: Duration) -> impl Endpoint<Output = Response> {
    app.around(move |app, mut request| async move {
        let sent = request.data::<SentForm>().cloned().unwrap_or_default();
        request.set_data(sent);
        let asked = Asked::of(&request);
        let answer = AssertUnwindSafe(app.call(request)).catch_unwind();
        Ok(match tokio::time::timeout(time_limit, answer).await {
            Ok(Ok(Ok(response))) => filled(&asked, response.into_response()),
            Ok(Ok(Err(error))) => told(&asked, error),
            Ok(Err(_)) => {
                tracing::error!(request = asked.id(), "a handler panicked");
                error_response(&asked, StatusCode::INTERNAL_SERVER_ERROR, "broken")
            }
            Err(_) => {
                tracing::error!(request = asked.id(), "a handler took too long");
                error_response(&asked, StatusCode::SERVICE_UNAVAILABLE, "busy")
            }
        })
    })
}

impl Asked {
    fn id(&self) -> &str {
        self.request_id.as_ref().map_or("-", RequestId::as_str)
    }
}

/// Gives a page to a refusal that has none, and keeps the headers it came with.
fn filled(asked: &Asked, response: Response) -> Response {
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    if !refused || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let mut answer = error_response(asked, status, key_of(status));
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH {
            answer.headers_mut().append(name, value.clone());
        }
    }
    *answer.extensions_mut() = response.extensions().clone();
    answer
}

fn told(asked: &Asked, error: poem::Error) -> Response {
    if error.is_from_response() {
        return filled(asked, error.into_response());
    }
    if let Some(PageFault::Refused(refusal)) = error.downcast_ref::<PageFault>() {
        return refused(asked, refusal);
    }
    let status = error.status();
    let cause = error.to_string();
    if status.is_server_error() {
        tracing::error!(request = asked.id(), %cause, "a handler failed");
    }
    let key = key_of(status);
    let mut answer = if asked.api && status.is_client_error() {
        let (heading, _) = words(asked.lang, key);
        problem(status, &format!("error-{key}"), &heading, &cause)
    } else {
        error_response(asked, status, key)
    };
    *answer.extensions_mut() = error.into_response().extensions().clone();
    answer
}

/// A use-case's refusal in its own words; where somebody must sign in, the way there and back.
fn refused(asked: &Asked, refusal: &Refusal) -> Response {
    if matches!(refusal, Refusal::SignInNeeded) && !asked.api {
        return if asked.reads { sign_in_first(&asked.wanted) } else { session_over(asked) };
    }
    let status = status_of(refusal.class());
    let key = if status == StatusCode::CONFLICT { "refused" } else { key_of(status) };
    let (heading, advice) = words(asked.lang, key);
    let own_words = match refusal {
        Refusal::Invalid(faults) if !asked.api => faults.first().map(|fault| fault_words(asked.lang, fault)),
        _ => None,
    };
    let own_words = own_words.or_else(|| Texts::embedded().lookup(asked.lang.code(), refusal.key(), &[]));
    let advice = own_words.unwrap_or(advice);
    if asked.api {
        return problem(status, refusal.key(), &heading, &advice);
    }
    page(asked, status, heading, advice)
}

/// Leads to the sign-in page, which leads back to `wanted`.
fn sign_in_first(wanted: &str) -> Response {
    see_other(&sign_in_path(wanted))
}

/// The sign-in page, which leads back to `wanted`.
fn sign_in_path(wanted: &str) -> String {
    let query = serde_html_form::to_string([("retour", wanted)]).unwrap_or_default();
    format!("/connexion?{query}")
}

/// Keeps what was sent on the page while its reader signs in elsewhere.
fn session_over(asked: &Asked) -> Response {
    let (heading, advice) = words(asked.lang, "session-over");
    let page = ErrorPage {
        sign_in_at: Some(sign_in_path(&asked.wanted)),
        ..ErrorPage::of(asked, StatusCode::UNAUTHORIZED, heading, advice)
    };
    shown(asked, StatusCode::UNAUTHORIZED, &page)
}

/// The page asked for. A form that comes too late cannot be opened again: the page it stood on can.
fn wanted(request: &Request) -> String {
    if request.method() == Method::GET {
        return whole_path(request);
    }
    let page: Option<Uri> = request.header(header::REFERER).and_then(|page| page.parse().ok());
    page.map_or_else(|| "/espace".to_owned(), |page| page.path().to_owned())
}

fn whole_path(request: &Request) -> String {
    let uri = request.original_uri();
    uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

/// The texts for a status that came without any.
fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "sign-in",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::REQUEST_TIMEOUT => "too-slow",
        StatusCode::CONFLICT => "conflict",
        StatusCode::GONE => "gone",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "kind",
        StatusCode::UNPROCESSABLE_ENTITY => "invalid",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE => "busy",
        other if other.is_client_error() => "bad-request",
        _ => "broken",
    }
}

fn words(lang: Lang, key: &str) -> (String, String) {
    let text = |part: &str| {
        Texts::embedded()
            .lookup(lang.code(), &format!("error-{key}-{part}"), &[])
            .unwrap_or_default()
    };
    (text("title"), text("text"))
}

impl ErrorPage {
    fn of(asked: &Asked, status: StatusCode, heading: String, advice: String) -> Self {
        let request_id = status
            .is_server_error()
            .then(|| asked.request_id.as_ref().map(ToString::to_string))
            .flatten();
        let unsaved = asked.sent.unsaved(&asked.action, status);
        Self { heading, advice, request_id, sign_in_at: None, unsaved }
    }
}

fn page(asked: &Asked, status: StatusCode, heading: String, advice: String) -> Response {
    shown(asked, status, &ErrorPage::of(asked, status, heading, advice))
}

fn shown(asked: &Asked, status: StatusCode, page: &ErrorPage) -> Response {
    let frame = PageFrame { member: asked.member.clone(), ..PageFrame::public(asked.lang, asked.path.as_str()) };
    match render(&frame, page) {
        Ok(html) => html.with_status(status).into_response(),
        Err(fault) => {
            tracing::error!(request = asked.id(), %fault, "the error page failed");
            format!("{}\n\n{}\n", page.heading, page.advice)
                .with_status(status)
                .into_response()
        }
    }
}

/// A problem with the members that the API's document describes (RFC 9457): `kind` ends the URN that names it.
fn problem(status: StatusCode, kind: &str, title: &str, detail: &str) -> Response {
    let kind = format!("urn:tablee:{kind}");
    let body = json!({ "type": kind, "title": title, "status": status.as_u16(), "detail": detail });
    Response::builder()
        .status(status)
        .content_type("application/problem+json")
        .body(body.to_string())
}

#[cfg(test)]
mod tests;
