//! Faults as plain pages, and as problem+json (RFC 9457) under `/api`.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use poem::http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use serde::Serialize;
use serde_json::json;
use tablee_core::texts::Texts;

use super::{Lang, RequestId};
use crate::view::{Page, PageFrame, PageTitle, render};

/// What an error has to know of the request it answers.
#[derive(Debug, Clone)]
pub struct Asked {
    lang: Lang,
    path: String,
    api: bool,
    request_id: Option<RequestId>,
}

impl Asked {
    /// Reads it off a request, before a handler takes that.
    pub fn of(request: &Request) -> Self {
        let path = request.original_uri().path().to_owned();
        Self {
            lang: Lang::of(request),
            api: path == "/api" || path.starts_with("/api/"),
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
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.heading.clone())
    }

    fn samples() -> Vec<Self> {
        let (heading, advice) = words(Lang::default(), "broken");
        vec![
            Self { heading: heading.clone(), advice: advice.clone(), request_id: None },
            Self { heading, advice, request_id: Some("n1-000001".to_owned()) },
        ]
    }
}

/// The answer for a fault: the texts `error-KEY-title` and `error-KEY-text`, as a page or as a problem.
pub fn error_response(asked: &Asked, status: StatusCode, key: &str) -> Response {
    let (heading, advice) = words(asked.lang, key);
    if asked.api { problem(asked, status, key, &heading, &advice, None) } else { page(asked, status, heading, advice) }
}

/// Turns every fault of `app` into words: errors, panics, refusals without content, and work that takes longer than `time_limit`.
pub fn error_pages(app: impl Endpoint + 'static, time_limit: Duration) -> impl Endpoint<Output = Response> {
    app.around(move |app, request| async move {
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
    let status = error.status();
    let cause = error.to_string();
    if status.is_server_error() {
        tracing::error!(request = asked.id(), %cause, "a handler failed");
    }
    let key = key_of(status);
    let mut answer = if asked.api && status.is_client_error() {
        let (heading, advice) = words(asked.lang, key);
        problem(asked, status, key, &heading, &advice, Some(&cause))
    } else {
        error_response(asked, status, key)
    };
    *answer.extensions_mut() = error.into_response().extensions().clone();
    answer
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

fn page(asked: &Asked, status: StatusCode, heading: String, advice: String) -> Response {
    let request_id = status
        .is_server_error()
        .then(|| asked.request_id.as_ref().map(ToString::to_string))
        .flatten();
    let frame = PageFrame::public(asked.lang, asked.path.as_str());
    let page = ErrorPage { heading, advice, request_id };
    match render(&frame, &page) {
        Ok(html) => html.with_status(status).into_response(),
        Err(fault) => {
            tracing::error!(request = asked.id(), %fault, "the error page failed");
            format!("{}\n\n{}\n", page.heading, page.advice)
                .with_status(status)
                .into_response()
        }
    }
}

fn problem(asked: &Asked, status: StatusCode, key: &str, title: &str, detail: &str, cause: Option<&str>) -> Response {
    let mut body =
        json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail, "key": key });
    if let Some(cause) = cause {
        body["cause"] = cause.into();
    }
    if let Some(id) = &asked.request_id {
        body["request_id"] = id.as_str().into();
    }
    Response::builder()
        .status(status)
        .content_type("application/problem+json")
        .body(body.to_string())
}

#[cfg(test)]
mod tests {
    use poem::http::Method;
    use poem::test::TestClient;
    use poem::{IntoEndpoint, Route, handler};
    use serde_json::Value;

    use super::*;
    use crate::http::get;

    #[handler]
    fn panics() -> &'static str {
        panic!("secret detail")
    }

    #[handler]
    async fn hangs() -> &'static str {
        std::future::pending().await
    }

    #[handler]
    fn fails() -> poem::Result<&'static str> {
        Err(poem::error::InternalServerError(std::io::Error::other("secret detail")))
    }

    #[handler]
    fn refuses() -> StatusCode {
        StatusCode::TOO_MANY_REQUESTS
    }

    #[handler]
    fn keeps() -> Response {
        Response::builder()
            .status(StatusCode::UNPROCESSABLE_ENTITY)
            .content_type("text/html; charset=utf-8")
            .body("what was typed")
    }

    fn client() -> TestClient<impl Endpoint> {
        let routes = Route::new()
            .at("/panics", get(panics))
            .at("/hangs", get(hangs))
            .at("/fails", get(fails))
            .at("/refuses", get(refuses))
            .at("/keeps", get(keeps))
            .at("/api/fails", get(fails));
        TestClient::new(error_pages(routes.into_endpoint(), Duration::from_secs(30)))
    }

    async fn page_of(path: &str) -> (StatusCode, String) {
        let answer = client().get(path).send().await.0;
        let status = answer.status();
        assert_eq!(answer.content_type(), Some("text/html; charset=utf-8"), "{path}");
        (status, answer.into_body().into_string().await.expect("text"))
    }

    #[tokio::test]
    async fn faults_become_plain_pages_without_internals() {
        for (path, status) in [("/panics", 500), ("/fails", 500), ("/refuses", 429), ("/nowhere", 404)] {
            let (given, html) = page_of(path).await;
            assert_eq!(given.as_u16(), status, "{path}");
            assert!(html.contains("<h1>") && !html.contains("secret"), "{path}: {html}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn work_without_end_is_cut_off() {
        assert_eq!(page_of("/hangs").await.0, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn a_page_with_errors_of_its_own_is_left_alone() {
        assert_eq!(page_of("/keeps").await, (StatusCode::UNPROCESSABLE_ENTITY, "what was typed".to_owned()));
    }

    #[tokio::test]
    async fn a_wrong_method_tells_the_right_ones() {
        let answer = client().request(Method::DELETE, "/keeps").send().await;
        answer.assert_status(StatusCode::METHOD_NOT_ALLOWED);
        answer.assert_header(header::ALLOW, "GET, HEAD");
        answer.assert_content_type("text/html; charset=utf-8");
    }

    #[tokio::test]
    async fn the_api_answers_with_problems() {
        for (path, status, key) in [("/api/fails", 500, "broken"), ("/api/nowhere", 404, "not-found")] {
            let answer = client().get(path).send().await.0;
            assert_eq!(answer.content_type(), Some("application/problem+json"));
            let body = answer.into_body().into_string().await.expect("text");
            let problem: Value = serde_json::from_str(&body).expect("json");
            assert_eq!((problem["status"].as_u64(), problem["key"].as_str()), (Some(status), Some(key)));
            assert!(!body.contains("secret"), "{body}");
        }
    }

    #[test]
    fn every_status_has_words() {
        for code in 400..600 {
            let status = StatusCode::from_u16(code).expect("status");
            let (heading, advice) = words(Lang::default(), key_of(status));
            assert!(!heading.is_empty() && !advice.is_empty(), "{code}");
        }
    }
}
