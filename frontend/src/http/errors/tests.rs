use poem::http::Method;
use poem::test::TestClient;
use poem::{IntoEndpoint, Route, handler};
use serde_json::Value;

use super::*;
use crate::http::{LimitedForm, get, post};

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

#[handler]
fn breaks_on(LimitedForm(_): LimitedForm<Vec<(String, String)>>) -> &'static str {
    panic!("secret detail")
}

fn client() -> TestClient<impl Endpoint> {
    let routes = Route::new()
        .at("/panics", get(panics))
        .at("/hangs", get(hangs))
        .at("/fails", get(fails))
        .at("/refuses", get(refuses))
        .at("/keeps", get(keeps))
        .at("/breaks", post(breaks_on))
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

#[tokio::test]
async fn a_form_that_met_a_fault_of_ours_can_be_read_and_sent_again() {
    let answer = client()
        .post("/breaks")
        .content_type("application/x-www-form-urlencoded")
        .body("op=k&text=Two+%3Cwords%3E&choice=a&choice=b")
        .send()
        .await
        .0;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let html = answer.into_body().into_string().await.expect("text");
    assert!(html.contains("<form method=\"post\""), "{html}");
    for (name, value) in [("op", "k"), ("text", "Two &lt;words&gt;"), ("choice", "a"), ("choice", "b")] {
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert_eq!(html.matches(&field).count(), 1, "{field} in {html}");
    }
    assert!(html.contains("<p class=\"words\">Two &lt;words&gt;</p>"), "{html}");
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
    let (broken, missing) = ("urn:tablee:error-broken", "urn:tablee:error-not-found");
    for (path, status, kind) in [("/api/fails", 500, broken), ("/api/nowhere", 404, missing)] {
        let answer = client().get(path).send().await.0;
        assert_eq!(answer.content_type(), Some("application/problem+json"));
        let body = answer.into_body().into_string().await.expect("text");
        let problem: Value = serde_json::from_str(&body).expect("json");
        assert_eq!((problem["status"].as_u64(), problem["type"].as_str()), (Some(status), Some(kind)));
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
