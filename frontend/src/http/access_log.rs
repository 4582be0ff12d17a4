//! One line a request. It tells the route, never the path: paths hold receipt codes and the tokens of links.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use poem::http::HeaderValue;
use poem::{Endpoint, EndpointExt, IntoResponse, PathPattern, Response};
use tokio::time::Instant;
use tracing::Instrument;

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

/// Numbers the requests of `node`, and logs each when it is answered. What is logged on the way bears the number too.
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
            // An error, so that it stands beside whatever goes wrong even where nothing less is told.
            let span = tracing::error_span!(target: "tablee::access", "request", id = %id);
            let mut response = app.get_response(request).instrument(span).await;
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

    #[handler]
    fn fails() -> &'static str {
        tracing::error!("deep inside");
        "broken"
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

    impl Lines {
        /// Keeps what is told from now on, at this level and above.
        fn keep(level: tracing::Level) -> (Self, tracing::subscriber::DefaultGuard) {
            let lines = Self::default();
            let kept = lines.clone();
            let log = tracing_subscriber::fmt()
                .with_max_level(level)
                .with_ansi(false)
                .with_writer(move || kept.clone());
            (lines, tracing::subscriber::set_default(log.finish()))
        }
    }

    #[tokio::test]
    async fn what_goes_wrong_is_told_with_the_number_of_the_request() {
        let (lines, guard) = Lines::keep(tracing::Level::ERROR);
        let client = TestClient::new(access_log(Route::new().at("/fails", get(fails)), "n1".to_owned()));
        client
            .get("/fails")
            .send()
            .await
            .assert_header("x-request-id", "n1-000001");
        drop(guard);
        let text = String::from_utf8(lines.0.lock().expect("lines").clone()).expect("utf-8");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("request{id=n1-000001}") && text.contains("deep inside"), "{text}");
    }

    #[tokio::test]
    async fn asvs_16_2_5_the_log_tells_the_route_and_no_code() {
        let (lines, guard) = Lines::keep(tracing::Level::INFO);
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
