//! Compresses what handlers answer, and never what requests carry: 194 KB of gzip can unpack to half a gigabyte.

use bytes::Bytes;
use hyper::body::Body as _;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Body, Endpoint, EndpointExt, Response};

use super::Encoding;
use super::encoding::Effort;

/// Below this a packet is a packet.
const SMALLEST: u64 = 500;

/// Compresses text that `app` answers, unless it is small, streamed or packed already.
pub fn compress_responses(app: impl Endpoint + 'static) -> impl Endpoint<Output = Response> {
    app.around(|app, request| async move {
        let encoding = Encoding::accepted(request.headers());
        let mut response = app.get_response(request).await;
        if !is_worth_compressing(&response) {
            return Ok(response);
        }
        if !varies_already(&response) {
            let vary = HeaderValue::from_static("Accept-Encoding");
            response.headers_mut().append(header::VARY, vary);
        }
        let Some(name) = encoding.name() else { return Ok(response) };
        let body: BoxBody = response.take_body().into();
        if body.size_hint().exact().is_none_or(|size| size < SMALLEST) {
            response.set_body(Body::from(body));
            return Ok(response);
        }
        let plain = Body::from(body).into_bytes().await.unwrap_or_else(|_| Bytes::new());
        response.set_body(encoding.compress(&plain, Effort::Once));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        Ok(response)
    })
}

type BoxBody = http_body_util::combinators::BoxBody<Bytes, std::io::Error>;

fn is_worth_compressing(response: &Response) -> bool {
    let kind = response.content_type().unwrap_or_default();
    let text = kind.starts_with("text/")
        || kind.starts_with("application/") && kind.contains("json")
        || kind.starts_with("image/svg");
    text && response.status() != StatusCode::NOT_MODIFIED
        && !response.headers().contains_key(header::CONTENT_ENCODING)
        && !response.headers().contains_key(header::CONTENT_RANGE)
}

fn varies_already(response: &Response) -> bool {
    let lines = response.headers().get_all(header::VARY).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .any(|line| line.contains("Accept-Encoding"))
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::super::encoding::tests::unpacked;
    use super::*;
    use crate::http::get;

    fn long() -> String {
        "Bonjour à tous. ".repeat(100)
    }

    #[handler]
    fn page() -> String {
        long()
    }

    #[handler]
    fn short() -> &'static str {
        "ok"
    }

    #[handler]
    fn packed() -> Response {
        Response::builder()
            .content_type("text/css")
            .header(header::CONTENT_ENCODING, "br")
            .body(vec![0; 900])
    }

    #[handler]
    fn streamed() -> Response {
        let rows = stream::iter((0..1000).map(|_| Ok::<_, std::io::Error>(Bytes::from("a;b\r\n"))));
        Response::builder()
            .content_type("text/csv")
            .body(Body::from_bytes_stream(rows))
    }

    async fn answer(path: &str) -> Response {
        let routes = Route::new()
            .at("/", get(page))
            .at("/short", get(short))
            .at("/packed", get(packed))
            .at("/streamed", get(streamed));
        TestClient::new(compress_responses(routes))
            .get(path)
            .header(header::ACCEPT_ENCODING, "gzip, br")
            .send()
            .await
            .0
    }

    #[tokio::test]
    async fn long_text_is_packed_and_says_so() {
        let answer = answer("/").await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), Some("br"));
        assert_eq!(answer.header(header::VARY), Some("Accept-Encoding"));
        let body = answer.into_body().into_bytes().await.expect("body");
        assert_eq!(unpacked(Encoding::Brotli, &body), long().as_bytes());
    }

    #[tokio::test]
    async fn the_rest_is_left_alone() {
        assert_eq!(answer("/short").await.into_body().into_string().await.expect("body"), "ok");
        assert_eq!(
            answer("/packed")
                .await
                .into_body()
                .into_bytes()
                .await
                .expect("body")
                .len(),
            900
        );
        let rows = answer("/streamed").await;
        assert_eq!(rows.header(header::CONTENT_ENCODING), None);
        assert_eq!(rows.into_body().into_bytes().await.expect("body").len(), 5000);
    }
}
