//! Public pages, rendered and compressed once for all readers, until what they show changes.

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use moka::future::Cache;
use poem::http::{HeaderMap, StatusCode, header};
use poem::{Request, Response};
use sha2::{Digest, Sha256};

use super::encoding::Effort;
use super::{Encoding, Lang};

/// Memory that rendered pages may take.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// After this a page that nobody asked for is forgotten.
const IDLE: Duration = Duration::from_secs(600);

/// Which page, in which language, of which state of the data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The page and what is in its address: `/c/ecole?page=2`. Never anything personal.
    pub route: Arc<str>,
    /// The language it is in.
    pub lang: Lang,
    /// The version of the consultation, which grows in every transaction that changes what a page shows.
    pub version: i64,
}

struct RenderedPage {
    etag: String,
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

/// The memory of rendered pages, shared by all requests.
#[derive(Clone)]
pub struct PublicPages {
    pages: Cache<PageKey, Arc<RenderedPage>>,
}

impl Default for PublicPages {
    fn default() -> Self {
        let pages = Cache::builder()
            .max_capacity(MOST_BYTES)
            .weigher(|_, page: &Arc<RenderedPage>| u32::try_from(page.plain.len() * 3 / 2).unwrap_or(u32::MAX))
            .time_to_idle(IDLE)
            .build();
        Self { pages }
    }
}

impl PublicPages {
    /// Answers with the page `key`, which `render` makes when it is not there; readers who ask meanwhile wait for that one. A reader
    /// who has it already gets 304.
    ///
    /// # Errors
    /// The error of `render`: nothing is kept then.
    pub async fn serve<E>(
        &self,
        request: &Request,
        key: PageKey,
        render: impl Future<Output = Result<String, E>>,
    ) -> Result<Response, Arc<E>>
    where
        E: Send + Sync + 'static,
    {
        let make = async { render.await.map(|html| Arc::new(RenderedPage::new(html))) };
        let page = self.pages.try_get_with(key, make).await?;
        Ok(page.answer(request.headers()))
    }
}

impl RenderedPage {
    fn new(html: String) -> Self {
        let plain = Bytes::from(html);
        let etag = data_encoding::HEXLOWER.encode(&Sha256::digest(&plain)[..12]);
        Self { etag, plain, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let encoding = Encoding::accepted(headers);
        // Packed otherwise, it is another representation with a tag of its own (RFC 9110, 8.8.3).
        let etag = format!("\"{}-{}\"", self.etag, encoding.name().unwrap_or("id"));
        let known = is_known(headers, &etag);
        let mut response = Response::builder()
            .header(header::ETAG, etag)
            .header(header::CACHE_CONTROL, "public, no-cache")
            .header(header::VARY, "Accept-Encoding, Accept-Language, Cookie");
        if known {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        if let Some(name) = encoding.name() {
            response = response.header(header::CONTENT_ENCODING, name);
        }
        response
            .content_type("text/html; charset=utf-8")
            .body(self.packed(encoding).clone())
    }

    fn packed(&self, encoding: Encoding) -> &Bytes {
        match encoding {
            Encoding::Identity => &self.plain,
            Encoding::Gzip => self.gzip.get_or_init(|| encoding.compress(&self.plain, Effort::Shared)),
            Encoding::Brotli => self
                .brotli
                .get_or_init(|| encoding.compress(&self.plain, Effort::Shared)),
        }
    }
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag || tag == "*")
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::super::encoding::tests::unpacked;
    use super::*;

    fn key(version: i64) -> PageKey {
        PageKey { route: "/c/ecole".into(), lang: Lang::default(), version }
    }

    fn asking(name: header::HeaderName, value: &str) -> Request {
        Request::builder().header(name, value).finish()
    }

    async fn page(pages: &PublicPages, request: &Request, version: i64, html: &str) -> Response {
        let answer = pages
            .serve(request, key(version), async { Ok::<_, Infallible>(html.to_owned()) })
            .await;
        answer.expect("page")
    }

    #[tokio::test]
    async fn a_page_is_rendered_once_for_each_version() {
        let (pages, renders) = (PublicPages::default(), AtomicU32::new(0));
        let ask = |version| pages.serve_counted(version, &renders);
        let (first, second) = tokio::join!(ask(1), ask(1));
        assert_eq!((first.as_str(), second.as_str()), ("version 1", "version 1"));
        assert_eq!(ask(2).await, "version 2");
        assert_eq!(renders.load(Ordering::Relaxed), 2);
    }

    impl PublicPages {
        async fn serve_counted(&self, version: i64, renders: &AtomicU32) -> String {
            let render = async {
                renders.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok::<_, Infallible>(format!("version {version}"))
            };
            let answer = self
                .serve(&Request::default(), key(version), render)
                .await
                .expect("page");
            answer.into_body().into_string().await.expect("text")
        }
    }

    #[tokio::test]
    async fn a_reader_who_has_the_page_gets_304() {
        let pages = PublicPages::default();
        let answer = page(&pages, &Request::default(), 1, "bonjour").await;
        let etag = answer.header(header::ETAG).expect("etag").to_owned();
        assert_eq!(answer.header(header::CACHE_CONTROL), Some("public, no-cache"));
        let again = page(&pages, &asking(header::IF_NONE_MATCH, &format!("\"x\", W/{etag}")), 1, "bonjour").await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.header(header::ETAG), Some(etag.as_str()));
        let changed = page(&pages, &asking(header::IF_NONE_MATCH, &etag), 2, "au revoir").await;
        assert_eq!(changed.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn each_encoding_has_its_own_tag() {
        let pages = PublicPages::default();
        let html = "bonjour ".repeat(100);
        let mut tags = Vec::new();
        for (accepted, encoding) in [("", Encoding::Identity), ("gzip", Encoding::Gzip), ("br", Encoding::Brotli)] {
            let answer = page(&pages, &asking(header::ACCEPT_ENCODING, accepted), 1, &html).await;
            tags.push(answer.header(header::ETAG).map(str::to_owned));
            let body = answer.into_body().into_bytes().await.expect("body");
            assert_eq!(unpacked(encoding, &body), html.as_bytes());
        }
        tags.dedup();
        assert_eq!(tags.len(), 3);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let pages = PublicPages::default();
        let failed = pages
            .serve(&Request::default(), key(1), async { Err::<String, _>("no database") })
            .await;
        assert_eq!(*failed.expect_err("error"), "no database");
        assert_eq!(page(&pages, &Request::default(), 1, "ok").await.status(), StatusCode::OK);
    }
}
