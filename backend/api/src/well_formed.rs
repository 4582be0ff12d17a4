//! Requests that nothing can be done with, refused before an operation reads them.

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, EndpointExt, Error, Request, Response};

/// How JSON writes U+0000.
const NUL: &[u8] = br"\u0000";

/// Refuses U+0000, which no database keeps, with 400. A HEAD is answered as the GET that it stands for.
pub(crate) fn refuse_malformed(app: impl Endpoint + 'static) -> impl Endpoint<Output = Response> {
    app.map_to_response().around(|app, mut request| async move {
        if request.method() == Method::HEAD {
            request.set_method(Method::GET);
        }
        let body = request.take_body().into_bytes().await?;
        let in_body = is_json(&request) && holds_nul(&body);
        if in_body || request.uri().to_string().contains("%00") {
            return Err(Error::from_string("U+0000 is not text", StatusCode::BAD_REQUEST));
        }
        request.set_body(body);
        app.call(request).await
    })
}

fn is_json(request: &Request) -> bool {
    let kind = request.header(header::CONTENT_TYPE).unwrap_or_default();
    kind.to_ascii_lowercase().contains("json")
}

/// Whether a JSON text holds U+0000, as it is or escaped; a backslash that is itself escaped begins nothing.
fn holds_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == 0 || rest.starts_with(NUL) {
            return true;
        }
        rest = if byte == b'\\' { after.get(1..).unwrap_or_default() } else { after };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn u0000_is_found_however_it_is_written() {
        for json in [&br#"{"a":"\u0000"}"#[..], br#""\\\u0000""#, b"\"\0\"", br#""\u0000"#] {
            assert!(holds_nul(json), "{json:?}");
        }
        for json in [&br#""\\u0000""#[..], br#""u0000""#, br#""\u0001""#, b"", b"\\"] {
            assert!(!holds_nul(json), "{json:?}");
        }
    }
}
