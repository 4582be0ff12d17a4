use std::time::Duration;

use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt};

use super::*;

/// What a handler may take before 503, usually.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// What the layers have to know of the installation.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The address that people type: `https://tablee.example`. It decides on cookies, HSTS and which origin is ours.
    pub public_url: String,
    /// Names this run of this node in request ids. It must differ between nodes and between starts.
    pub node: String,
    /// Folders whose direct entries any site may write to: one-click unsubscribing.
    pub open_to_all_sites: Vec<&'static str>,
    /// Sizes and the deadline of request bodies.
    pub bodies: BodyLimits,
    /// What a handler may take before 503.
    pub time_limit: Duration,
}

impl HttpSettings {
    /// The usual limits, with 2 MiB allowed below `uploads`, and in a file below `upload_forms`.
    pub fn new(
        public_url: &str,
        node: &str,
        (uploads, upload_forms): (&[&'static str], &[&'static str]),
        open_to_all_sites: Vec<&'static str>,
    ) -> Self {
        Self {
            public_url: public_url.to_owned(),
            node: node.to_owned(),
            open_to_all_sites,
            bodies: BodyLimits::with_uploads_at(uploads, upload_forms),
            time_limit: TIME_LIMIT,
        }
    }

    /// Whether people reach the site over https.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Puts everything around `app`. From the outside in: log, headers, compression, language, shape, origin, faults, body. The language
/// comes before all that may refuse, so that refusals are in it; faults are caught inside it, so that a panic is logged and told.
pub fn layers(app: impl Endpoint + 'static, settings: HttpSettings) -> BoxEndpoint<'static> {
    let https = settings.https();
    let same_origin = SameOrigin::new(&settings.public_url, settings.open_to_all_sites);
    // Boxed now and then: the compiler cannot lay out ten futures inside one another.
    let app = error_pages(app, settings.time_limit);
    let app = limit_bodies(app, settings.bodies).boxed();
    let app = refuse_other_sites(app, same_origin);
    let app = refuse_malformed(app).boxed();
    let app = negotiate_language(app, SiteCookies::new(https));
    let app = compress_responses(app).boxed();
    let app = security_headers(app, https);
    access_log(app, settings.node).boxed()
}

#[cfg(test)]
mod tests {
    use poem::http::{Method, StatusCode, header};
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;

    #[handler]
    fn page(LimitedForm(fields): LimitedForm<Vec<(String, String)>>) -> String {
        format!("{fields:?}")
    }

    #[handler]
    fn panics() -> &'static str {
        panic!("at the handler")
    }

    fn client() -> TestClient<impl Endpoint> {
        let settings = HttpSettings::new("https://tablee.example", "n1", (&[], &["/espace/importer"]), Vec::new());
        let app = layers(Route::new().at("/", post(page)).at("/panics", get(panics)), settings);
        TestClient::new(app).default_header(header::HOST, "tablee.example")
    }

    #[tokio::test]
    async fn every_refusal_is_a_page_with_all_headers() {
        let foreign = client()
            .post("/")
            .header(header::ORIGIN, "https://evil.example")
            .send()
            .await;
        let large = client().post("/").body(vec![0; FORM_LIMIT + 1]).send().await;
        let panicked = client().get("/panics").send().await;
        let nowhere = client().get("/nowhere").send().await;
        for (answer, status) in [
            (foreign, StatusCode::FORBIDDEN),
            (large, StatusCode::PAYLOAD_TOO_LARGE),
            (panicked, StatusCode::INTERNAL_SERVER_ERROR),
            (nowhere, StatusCode::NOT_FOUND),
        ] {
            answer.assert_status(status);
            answer.assert_content_type("text/html; charset=utf-8");
            answer.assert_header(header::CONTENT_LANGUAGE, "fr");
            for name in [header::CONTENT_SECURITY_POLICY, header::STRICT_TRANSPORT_SECURITY, header::CACHE_CONTROL] {
                answer.assert_header_exist(name);
            }
            answer.assert_header_exist("x-request-id");
        }
    }

    #[handler]
    async fn hangs() -> &'static str {
        std::future::pending().await
    }

    #[tokio::test(start_paused = true)]
    async fn under_the_api_every_refusal_is_a_problem_of_the_one_form() {
        let app = || {
            let settings = HttpSettings::new("https://tablee.example", "n1", (&[], &[]), Vec::new());
            let hanging = Route::new().at("/api/v1/hangs", get(hangs).post(page));
            TestClient::new(layers(hanging.at("/api/v1/panics", get(panics)), settings))
        };
        let (client, hostless) = (app().default_header(header::HOST, "tablee.example"), app());
        let dripping = futures_util::stream::pending::<std::io::Result<bytes::Bytes>>();
        let post = || client.post("/api/v1/hangs");
        let answers = [
            (400, hostless.get("/api/v1/hangs")),
            (403, post().header("sec-fetch-site", "cross-site")),
            (404, client.get("/api/v1/nowhere")),
            (405, client.request(Method::PUT, "/api/v1/hangs")),
            (405, client.request(Method::TRACE, "/api/v1/hangs")),
            (408, post().body(poem::Body::from_bytes_stream(dripping))),
            (413, post().body(vec![0; FORM_LIMIT + 1])),
            (415, post().header(header::CONTENT_ENCODING, "gzip").body("x")),
            (415, post().content_type("text/plain").body("x")),
            (500, client.get("/api/v1/panics")),
            (503, client.get("/api/v1/hangs")),
        ];
        for (status, request) in answers {
            let answer = request.send().await.0;
            assert_eq!((answer.status().as_u16(), answer.content_type()), (status, Some("application/problem+json")));
            let body = answer.into_body().into_string().await.expect("text");
            let problem: serde_json::Value = serde_json::from_str(&body).expect("JSON");
            let members: Vec<&String> = problem.as_object().expect("an object").keys().collect();
            assert_eq!(members, ["detail", "status", "title", "type"], "{body}");
            assert_eq!(problem["status"], status, "{body}");
            assert!(
                problem["type"]
                    .as_str()
                    .is_some_and(|kind| kind.starts_with("urn:tablee:error-")),
                "{body}"
            );
            let words = ["title", "detail"].map(|member| problem[member].as_str().unwrap_or_default().len());
            assert!(words.iter().all(|length| *length > 0), "{body}");
        }
    }

    #[tokio::test]
    async fn a_form_of_ours_goes_through() {
        let client = client();
        let sent = client
            .post("/")
            .content_type("application/x-www-form-urlencoded")
            .body("a=1");
        let sent = sent.header(header::ORIGIN, "https://tablee.example").send().await;
        sent.assert_text("[(\"a\", \"1\")]").await;
    }
}
