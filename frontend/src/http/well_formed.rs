//! Requests that no browser sends.

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, EndpointExt, Request, Response};

use super::{Asked, error_response};

/// Methods that some route may take; which one does, each route says itself.
pub(super) const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

/// Refuses requests with no host or two (RFC 9112, 3.2), and with a method that nobody has.
pub fn refuse_malformed(app: impl Endpoint + 'static) -> impl Endpoint<Output = Response> {
    app.around(|app, request| async move {
        if !METHODS.contains(request.method()) {
            let mut refusal = error_response(&Asked::of(&request), StatusCode::METHOD_NOT_ALLOWED, "method");
            refusal
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
            return Ok(refusal);
        }
        if hosts(&request) != 1 {
            return Ok(error_response(&Asked::of(&request), StatusCode::BAD_REQUEST, "bad-request"));
        }
        Ok(app.get_response(request).await)
    })
}

fn hosts(request: &Request) -> usize {
    request.headers().get_all(header::HOST).iter().count()
}

#[cfg(test)]
mod tests {
    use poem::{Route, handler};

    use super::*;
    use crate::http::get;

    #[handler]
    fn page() -> &'static str {
        "ok"
    }

    async fn status(method: &str, hosts: &[&str]) -> u16 {
        let app = refuse_malformed(Route::new().at("/", get(page)));
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).expect("method"));
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        app.get_response(request.finish()).await.status().as_u16()
    }

    #[tokio::test]
    async fn f14_one_host_and_a_known_method_are_needed() {
        assert_eq!(status("GET", &["tablee.example"]).await, 200);
        assert_eq!(status("GET", &[]).await, 400);
        assert_eq!(status("GET", &["tablee.example", "evil.example"]).await, 400);
        for method in ["TRACE", "CONNECT", "FOOBAR"] {
            assert_eq!(status(method, &["tablee.example"]).await, 405, "{method}");
        }
    }
}
