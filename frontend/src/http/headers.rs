//! What every answer tells the browser to refuse.

use poem::http::{HeaderName, HeaderValue, header};
use poem::{Endpoint, EndpointExt, Response};

const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds the headers of ASVS 3.4 to what `app` answers, save those a handler has set. Without any word on caching from the handler,
/// nothing is kept: Back after signing out shows nothing (ASVS 14.3.2).
pub fn security_headers(app: impl Endpoint + 'static, https: bool) -> impl Endpoint<Output = Response> {
    app.around(move |app, request| async move {
        let mut response = app.get_response(request).await;
        set_default(&mut response, header::CONTENT_SECURITY_POLICY, POLICY);
        set_default(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set_default(&mut response, header::REFERRER_POLICY, "same-origin");
        set_default(&mut response, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set_default(&mut response, header::CACHE_CONTROL, "no-store");
        if https {
            set_default(&mut response, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
        }
        name_charset(&mut response);
        Ok(response)
    })
}

fn set_default(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

fn name_charset(response: &mut Response) {
    let Some(kind) = response.content_type() else { return };
    if kind.starts_with("text/") && !kind.contains("charset") {
        let named = HeaderValue::from_str(&format!("{kind}; charset=utf-8"));
        if let Ok(named) = named {
            response.headers_mut().insert(header::CONTENT_TYPE, named);
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;
    use crate::http::get;

    #[handler]
    fn page() -> Response {
        Response::builder().content_type("text/plain").body("ok")
    }

    #[handler]
    fn public() -> Response {
        Response::builder()
            .header(header::CACHE_CONTROL, "public, no-cache")
            .body("ok")
    }

    fn client(https: bool) -> TestClient<impl Endpoint> {
        TestClient::new(security_headers(Route::new().at("/", get(page)).at("/public", get(public)), https))
    }

    #[tokio::test]
    async fn asvs_3_4_headers_are_on_every_answer() {
        for path in ["/", "/nowhere"] {
            let answer = client(true).get(path).send().await;
            answer.assert_header(header::CONTENT_SECURITY_POLICY, POLICY);
            answer.assert_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
            answer.assert_header(header::REFERRER_POLICY, "same-origin");
            answer.assert_header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
            answer.assert_header(header::CACHE_CONTROL, "no-store");
            answer.assert_content_type("text/plain; charset=utf-8");
        }
    }

    #[tokio::test]
    async fn a_handler_may_decide_on_caching_and_http_gets_no_hsts() {
        let answer = client(false).get("/public").send().await;
        answer.assert_header(header::CACHE_CONTROL, "public, no-cache");
        answer.assert_header_is_not_exist(header::STRICT_TRANSPORT_SECURITY);
    }
}
