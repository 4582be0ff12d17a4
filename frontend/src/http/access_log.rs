//! One line a request. It tells the route, never the path: paths hold receipt codes and the tokens of links.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use poem::http::HeaderValue;
use poem::{Endpoint, EndpointExt, IntoResponse, PathPattern, Response};
use tokio::time::Instant;

/// Names one request in the log, in error pages and in the header `x-request-id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Numbers the requests of `node`, and logs each when it is answered.
///
/// `node` must differ between nodes and between starts, be ASCII and say nothing secret.
pub fn access_log(app: impl Endpoint + 'static, node: String) -> impl Endpoint<Output = Response> {
    let node: Arc<str> = node.into();
    let count = AtomicU64::new(1);
    app.around(move |app, mut request| {
        let id = RequestId(format!("{node}-{:06}", count.fetch_add(1, Ordering::Relaxed)).into());
        async move {
            let started = Instant::now();
            let method = request.method().clone();
            request.set_data(id.clone());
            let mut response = app.get_response(request).await;
            let route = response
                .data::<PathPattern>()
                .map_or("unmatched", |pattern| &pattern.0)
                .to_owned();
            let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
            tracing::info!(target: "tablee::access", request = %id, %method, route, status, ms);
            if let Ok(value) = HeaderValue::from_str(id.as_str()) {
                response.headers_mut().insert("x-request-id", value);
            }
            Ok(response.into_response())
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Mutex;

    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;
    use crate::http::get;

    #[handler]
    fn page() -> &'static str {
        "ok"
    }

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("lines").write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn asvs_16_2_5_the_log_tells_the_route_and_no_code() {
        let lines = Lines::default();
        let kept = lines.clone();
        let log = tracing_subscriber::fmt().with_writer(move || kept.clone()).finish();
        let guard = tracing::subscriber::set_default(log);
        let client = TestClient::new(access_log(Route::new().at("/suivi/:code", get(page)), "n1".to_owned()));
        let first = client.get("/suivi/K7MZ-2QPA%0aforged").send().await;
        first.assert_header("x-request-id", "n1-000001");
        let second = client.get("/connexion/abcdef?courriel=awa@example.org").send().await;
        second.assert_header("x-request-id", "n1-000002");
        drop(guard);
        let text = String::from_utf8(lines.0.lock().expect("lines").clone()).expect("utf-8");
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("/suivi/:code") && text.contains("unmatched"), "{text}");
        for secret in ["K7MZ", "forged", "abcdef", "awa"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
