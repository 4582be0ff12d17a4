//! What a request may carry, and how long it may take to send it. Bodies are read here, whole and counted, before any handler runs:
//! no extractor has to remember a limit.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::{Body, Endpoint, EndpointExt, Request, Response};

use super::{Asked, error_response};

/// Bytes of a form or of a call to the API.
pub const FORM_LIMIT: usize = 64 * 1024;

/// Bytes of minutes that are pasted or sent as a file.
pub const UPLOAD_LIMIT: usize = 2 * 1024 * 1024;

/// Bytes of a form with a file of [`UPLOAD_LIMIT`] bytes in it: the other fields and the boundaries between them come on top.
pub const UPLOAD_FORM_LIMIT: usize = UPLOAD_LIMIT + FORM_LIMIT;

/// Marks a request that carries only the beginning of a form that was too large.
#[derive(Clone, Copy, Debug)]
pub(super) struct CutShort;

/// What is read and thrown away of a body that is too large: a browser shows our answer only once it has sent everything.
const PATIENCE: usize = 8 * 1024 * 1024;

/// How much and how long.
#[derive(Debug, Clone)]
pub struct BodyLimits {
    /// Bytes, where nothing else is said.
    pub form: usize,
    /// Paths with a limit of their own.
    pub uploads: Vec<UploadLimit>,
    /// From the end of the headers to the end of the body.
    pub deadline: Duration,
}

/// A limit of its own below one path.
#[derive(Debug, Clone, Copy)]
pub struct UploadLimit {
    /// The beginning of the path.
    pub prefix: &'static str,
    /// Bytes.
    pub bytes: usize,
    /// Whether the page says by itself what is too large: it is given the beginning of the form, marked [`CutShort`].
    pub tells_by_itself: bool,
}

impl BodyLimits {
    /// [`FORM_LIMIT`], [`UPLOAD_LIMIT`] below each of `uploads`, [`UPLOAD_FORM_LIMIT`] below each of `upload_forms`, 20 seconds.
    pub fn with_uploads_at(uploads: &[&'static str], upload_forms: &[&'static str]) -> Self {
        let plain = uploads
            .iter()
            .map(|&prefix| UploadLimit { prefix, bytes: UPLOAD_LIMIT, tells_by_itself: false });
        let forms =
            upload_forms
                .iter()
                .map(|&prefix| UploadLimit { prefix, bytes: UPLOAD_FORM_LIMIT, tells_by_itself: true });
        Self { form: FORM_LIMIT, uploads: plain.chain(forms).collect(), deadline: Duration::from_secs(20) }
    }

    /// How many bytes, and whether the page says by itself what is too large.
    fn of(&self, path: &str) -> (usize, bool) {
        let own = self.uploads.iter().find(|upload| path.starts_with(upload.prefix));
        own.map_or((self.form, false), |upload| (upload.bytes, upload.tells_by_itself))
    }
}

/// Why a body is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BodyFault {
    Packed,
    TooLarge,
    TooSlow,
    Broken,
}

/// Reads the body of each request within `limits`, or answers 413, 408, 415 or 400 in words.
pub fn limit_bodies(app: impl Endpoint + 'static, limits: BodyLimits) -> impl Endpoint<Output = Response> {
    let limits = Arc::new(limits);
    app.around(move |app, mut request| {
        let limits = limits.clone();
        async move {
            let asked = Asked::of(&request);
            match read_body(&mut request, &limits).await {
                Ok(body) => {
                    if body.cut {
                        request.set_data(CutShort);
                    }
                    request.set_body(body.kept);
                    Ok(app.get_response(request).await)
                }
                Err(fault) => Ok(refusal(&asked, fault)),
            }
        }
    })
}

/// What was read of a body.
struct Read {
    kept: Bytes,
    /// Whether that is only its beginning.
    cut: bool,
}

async fn read_body(request: &mut Request, limits: &BodyLimits) -> Result<Read, BodyFault> {
    let body = request.take_body();
    if body.is_empty() {
        return Ok(Read { kept: Bytes::new(), cut: false });
    }
    if is_packed(request.headers()) {
        return Err(BodyFault::Packed);
    }
    let (limit, beginning) = limits.of(request.uri().path());
    if announced(request.headers()).is_some_and(|length| length > PATIENCE.max(limit) as u64) {
        return Err(BodyFault::TooLarge);
    }
    let read = tokio::time::timeout(limits.deadline, read_counted(body, limit, beginning));
    read.await.unwrap_or(Err(BodyFault::TooSlow))
}

async fn read_counted(body: Body, limit: usize, beginning: bool) -> Result<Read, BodyFault> {
    let mut chunks = Box::pin(body.into_bytes_stream());
    let mut kept = BytesMut::new();
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| BodyFault::Broken)?;
        length += chunk.len();
        if length > PATIENCE.max(limit) {
            return Err(BodyFault::TooLarge);
        }
        let room = limit.saturating_sub(kept.len()).min(chunk.len());
        kept.extend_from_slice(&chunk[..room]);
    }
    match length > limit {
        true if !beginning => Err(BodyFault::TooLarge),
        cut => Ok(Read { kept: kept.freeze(), cut }),
    }
}

fn is_packed(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|encoding| encoding != "identity")
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn refusal(asked: &Asked, fault: BodyFault) -> Response {
    let (status, key) = match fault {
        BodyFault::Packed => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "kind"),
        BodyFault::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        BodyFault::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow"),
        BodyFault::Broken => (StatusCode::BAD_REQUEST, "bad-request"),
    };
    let mut response = error_response(asked, status, key);
    // What is left unread would be taken for the next request.
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;
    use crate::http::get;

    #[handler]
    fn length(body: Vec<u8>) -> String {
        body.len().to_string()
    }

    #[handler]
    fn cut_length(request: &Request, body: Vec<u8>) -> String {
        format!("{} {}", body.len(), request.data::<CutShort>().is_some())
    }

    fn client() -> TestClient<impl Endpoint> {
        let routes = Route::new()
            .at("/", get(length).post(length))
            .at("/api/v1/minutes", get(length).post(length))
            .at("/espace/importer", get(length).post(cut_length));
        let limits = BodyLimits::with_uploads_at(&["/api/v1/minutes"], &["/espace/importer"]);
        TestClient::new(limit_bodies(routes, limits))
    }

    fn streamed(chunks: usize) -> Body {
        Body::from_bytes_stream(stream::iter(
            (0..chunks).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'a'; 1024]))),
        ))
    }

    async fn status(path: &str, body: impl Into<Body>) -> u16 {
        client().post(path).body(body).send().await.0.status().as_u16()
    }

    #[tokio::test]
    async fn f14_a_form_has_64_kib_and_minutes_have_2_mib() {
        client()
            .post("/")
            .body(vec![0; FORM_LIMIT])
            .send()
            .await
            .assert_text("65536")
            .await;
        assert_eq!(status("/", vec![0; FORM_LIMIT + 1]).await, 413);
        assert_eq!(status("/api/v1/minutes", vec![0; UPLOAD_LIMIT]).await, 200);
        assert_eq!(status("/api/v1/minutes", vec![0; UPLOAD_LIMIT + 1]).await, 413);
    }

    #[tokio::test]
    async fn f14_a_page_that_says_by_itself_what_is_too_large_gets_no_more_than_the_beginning() {
        for (sent, told) in [
            (UPLOAD_FORM_LIMIT, format!("{UPLOAD_FORM_LIMIT} false")),
            (UPLOAD_FORM_LIMIT + 1, format!("{UPLOAD_FORM_LIMIT} true")),
            (PATIENCE, format!("{UPLOAD_FORM_LIMIT} true")),
        ] {
            let answer = client().post("/espace/importer").body(vec![0; sent]).send().await;
            answer.assert_text(told).await;
        }
        assert_eq!(status("/espace/importer", vec![0; PATIENCE + 1]).await, 413);
    }

    #[tokio::test]
    async fn f14_a_body_without_length_is_counted_and_one_without_end_is_left() {
        assert_eq!(status("/", streamed(64)).await, 200);
        assert_eq!(status("/", streamed(65)).await, 413);
        let endless =
            Body::from_bytes_stream(stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 4096]))));
        assert_eq!(status("/", endless).await, 413);
    }

    #[tokio::test]
    async fn f14_an_announced_terabyte_is_refused_before_it_is_read() {
        let silent = Body::from_bytes_stream(stream::pending::<Result<Bytes, std::io::Error>>());
        let answer = client()
            .post("/")
            .header(header::CONTENT_LENGTH, "1000000000000")
            .body(silent)
            .send()
            .await;
        answer.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
        answer.assert_header(header::CONNECTION, "close");
    }

    #[tokio::test(start_paused = true)]
    async fn f13_half_a_body_then_silence_is_cut() {
        let half = stream::iter([Ok::<_, std::io::Error>(Bytes::from("a=1"))]).chain(stream::pending());
        assert_eq!(status("/", Body::from_bytes_stream(half)).await, 408);
    }

    #[tokio::test]
    async fn f14_packed_and_broken_bodies_are_refused() {
        let packed = client()
            .post("/")
            .header(header::CONTENT_ENCODING, "gzip")
            .body("x")
            .send()
            .await;
        packed.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let broken = stream::iter([Err::<Bytes, _>(std::io::Error::other("cut"))]);
        assert_eq!(status("/", Body::from_bytes_stream(broken)).await, 400);
    }

    #[tokio::test]
    async fn reading_needs_no_length() {
        client().get("/").send().await.assert_text("0").await;
    }
}
