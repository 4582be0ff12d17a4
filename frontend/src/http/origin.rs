//! Writes come from our own pages: no other site can send a form in a reader's name, and pages need no token, so they can be cached.

use poem::http::uri::Uri;
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::{Endpoint, EndpointExt, Request, Response};

use super::{Asked, error_response};

/// Tells our own pages from other sites.
#[derive(Debug, Clone)]
pub struct SameOrigin {
    public: String,
    https: bool,
    exempt: Vec<&'static str>,
}

impl SameOrigin {
    /// Our own origin is that of `public_url`. Paths directly below a folder of `exempt`, such as `/a/x` for `/a/`, are written to from
    /// anywhere: one-click unsubscribing is posted by mail programs (RFC 8058).
    pub fn new(public_url: &str, exempt: Vec<&'static str>) -> Self {
        let public = origin_of(public_url).unwrap_or_default();
        Self { https: public.starts_with("https://"), public, exempt }
    }

    /// Whether a request may write: browsers say where it comes from in headers that no page can change.
    fn allows(&self, request: &Request) -> bool {
        let path = request.uri().path();
        let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        if reads || self.exempt.iter().any(|folder| is_directly_below(folder, path)) {
            return true;
        }
        let headers = request.headers();
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        match (text(header::HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN), text(header::REFERER)) {
            (Some(site), _, _) => site == "same-origin" || site == "none",
            (None, Some(origin), _) => self.is_ours(origin, headers),
            // Browsers from before both headers still tell the page, to its own site.
            (None, None, Some(page)) => origin_of(page).is_some_and(|origin| self.is_ours(&origin, headers)),
            // Programs send none of these. Without a cookie they act in nobody's name.
            (None, None, None) => !headers.contains_key(header::COOKIE),
        }
    }

    fn is_ours(&self, origin: &str, headers: &HeaderMap) -> bool {
        if origin == self.public {
            return true;
        }
        // On plain http (a demo, a test) the site is reached under several names: the one that was asked for counts.
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        !self.https && host.is_some_and(|host| origin.strip_prefix("http://") == Some(host))
    }
}

/// Whether a path is a folder's and exactly one segment more.
fn is_directly_below(folder: &str, path: &str) -> bool {
    let segment = path.strip_prefix(folder);
    segment.is_some_and(|segment| !segment.is_empty() && !segment.contains('/'))
}

/// Refuses writes that another site sends, with 403 and words.
pub fn refuse_other_sites(app: impl Endpoint + 'static, same_origin: SameOrigin) -> impl Endpoint<Output = Response> {
    let same_origin = std::sync::Arc::new(same_origin);
    app.around(move |app, request| {
        let same_origin = same_origin.clone();
        async move {
            if same_origin.allows(&request) {
                return Ok(app.get_response(request).await);
            }
            Ok(error_response(&Asked::of(&request), StatusCode::FORBIDDEN, "other-site"))
        }
    })
}

/// `path` if it stays on our site, for going back after a form; else the first page (S: open redirects, ASVS 3.7.2).
pub fn own_path(path: &str) -> &str {
    let ours =
        path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control);
    if ours { path } else { "/" }
}

fn origin_of(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?))
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;
    use crate::http::{get, post};

    #[handler]
    fn page() -> &'static str {
        "ok"
    }

    async fn status(public: &str, path: &str, headers: &[(&str, &str)]) -> u16 {
        let routes = Route::new()
            .at("/", get(page).post(page))
            .at("/courriel/arreter/:token", post(page))
            .at("/courriel/arreter/:token/effacer", post(page));
        let app = refuse_other_sites(routes, SameOrigin::new(public, vec!["/courriel/arreter/"]));
        let client = TestClient::new(app);
        let mut request = client.post(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.0.status().as_u16()
    }

    const OURS: &str = "https://tablee.example/";

    #[tokio::test]
    async fn s10_a_form_of_another_site_is_refused() {
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://tablee.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("origin", "http://tablee.example")],
            &[("origin", "https://tablee.example.evil.example")],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
            &[("referer", "https://evil.example/https://tablee.example/")],
            &[("cookie", "session=x")],
        ] {
            assert_eq!(status(OURS, "/", headers).await, 403, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn our_own_pages_and_programs_without_cookies_may_write() {
        for headers in [
            &[("sec-fetch-site", "same-origin"), ("cookie", "session=x")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://tablee.example"), ("cookie", "session=x")],
            &[("referer", "https://tablee.example/c/x"), ("cookie", "session=x")],
            &[],
        ] {
            assert_eq!(status(OURS, "/", headers).await, 200, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn a_demo_is_reached_by_any_of_its_names() {
        let local = [("origin", "http://localhost:8080"), ("host", "localhost:8080"), ("cookie", "session=x")];
        assert_eq!(status("http://127.0.0.1:8080", "/", &local).await, 200);
        assert_eq!(status(OURS, "/", &local).await, 403);
    }

    #[tokio::test]
    async fn o28_mail_programs_may_unsubscribe_and_nothing_else() {
        let foreign = [("sec-fetch-site", "cross-site")];
        assert_eq!(status(OURS, "/courriel/arreter/abc", &foreign).await, 200);
        assert_eq!(status(OURS, "/courriel/arreter/abc/effacer", &foreign).await, 403);
        assert_eq!(status(OURS, "/courriel/arreter/", &foreign).await, 403);
    }

    #[test]
    fn going_back_stays_on_the_site() {
        assert_eq!(own_path("/c/ecole?lang=fr"), "/c/ecole?lang=fr");
        for path in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nSet-Cookie: x"] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
    }
}
