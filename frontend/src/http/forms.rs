//! What forms send, read strictly. The size was limited before by [`super::limit_bodies`]; it is limited again here for whoever forgets.

use std::collections::BTreeMap;

use bytes::Bytes;
use poem::http::{StatusCode, header};
use poem::web::Multipart;
use poem::{Error, FromRequest, Request, RequestBody, Result};
use serde::de::DeserializeOwned;

use super::{CutShort, FORM_LIMIT, SentForm, UPLOAD_FORM_LIMIT};

const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A form of at most [`FORM_LIMIT`] bytes. A field may come several times when its type is a `Vec`, as check boxes do.
///
/// What a person can type wrong belongs into fields of type `String` with `#[serde(default)]`, for a use-case to judge; a form that
/// does not fit the struct was not made by our page and gets 400.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitedForm<T>(pub T);

impl<'a, T: DeserializeOwned> FromRequest<'a> for LimitedForm<T> {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        if kind_of(request) != URLENCODED {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into());
        }
        let bytes = body.take()?.into_bytes_limit(FORM_LIMIT).await?;
        let form = parse(&bytes).map(Self)?;
        SentForm::leave(request, || bytes);
        Ok(form)
    }
}

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// The name on the sender's machine: shown, never used as a path.
    pub name: String,
    /// Its content, as it came.
    pub bytes: Bytes,
}

/// A form of at most [`UPLOAD_FORM_LIMIT`] bytes, with or without a file (`multipart/form-data` or url-encoded).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// The text fields by name; the last one counts when a name comes twice.
    pub fields: BTreeMap<String, String>,
    /// The file, if one was chosen and is not empty.
    pub file: Option<UploadedFile>,
    /// Whether a file was chosen, also one that is empty or did not come through.
    pub had_file: bool,
    /// Whether the form was too large: then there are the fields that came whole before the cut, none of a url-encoded form, and no
    /// file.
    pub too_large: bool,
}

impl<'a> FromRequest<'a> for Upload {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let upload = Self::read(request, body).await?;
        SentForm::leave(request, || serde_html_form::to_string(&upload.fields).unwrap_or_default().into());
        Ok(upload)
    }
}

impl Upload {
    async fn read(request: &Request, body: &mut RequestBody) -> Result<Self> {
        let too_large = request.data::<CutShort>().is_some();
        match kind_of(request) {
            URLENCODED => {
                let bytes = body.take()?.into_bytes_limit(UPLOAD_FORM_LIMIT).await?;
                if too_large {
                    return Ok(Self { too_large, ..Self::default() });
                }
                let pairs: Vec<(String, String)> = parse(&bytes)?;
                Ok(Self { fields: pairs.into_iter().collect(), ..Self::default() })
            }
            "multipart/form-data" => {
                let bytes = body.take()?.into_bytes_limit(UPLOAD_FORM_LIMIT).await?;
                let parts = Multipart::from_request(request, &mut RequestBody::new(bytes.into())).await;
                read_parts(parts.map_err(|_| bad_request())?, too_large).await
            }
            _ => Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into()),
        }
    }
}

/// Reads the parts one by one; of a form that was cut short, those before the cut.
async fn read_parts(mut parts: Multipart, too_large: bool) -> Result<Upload> {
    let mut upload = Upload { too_large, ..Upload::default() };
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Err(_) if !too_large => return Err(bad_request()),
            Ok(None) | Err(_) => break,
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        upload.had_file |= file_name.as_ref().is_some_and(|name| !name.is_empty());
        let bytes = match part.bytes().await {
            Ok(bytes) => bytes,
            Err(_) if too_large => break,
            Err(_) => return Err(bad_request()),
        };
        match file_name {
            Some(file_name) if !bytes.is_empty() => {
                upload.file = Some(UploadedFile { name: file_name, bytes: bytes.into() })
            }
            Some(_) => {}
            None => {
                let text = String::from_utf8(bytes).map_err(|_| bad_request())?;
                upload.fields.insert(name, text);
            }
        }
    }
    Ok(upload)
}

fn kind_of(request: &Request) -> &str {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

fn parse<T: DeserializeOwned>(form: &[u8]) -> Result<T> {
    // The parser would put U+FFFD in place of what is not UTF-8. And PostgreSQL stores no NUL.
    let plain: Vec<u8> = percent_decoded(form).collect();
    if std::str::from_utf8(&plain).is_err() || plain.contains(&0) {
        return Err(bad_request());
    }
    serde_html_form::from_bytes(form).map_err(|_| bad_request())
}

fn percent_decoded(form: &[u8]) -> impl Iterator<Item = u8> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let byte = *form.get(at)?;
        let escaped = form
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        at += if escaped.is_some() { 3 } else { 1 };
        Some(escaped.unwrap_or(byte))
    })
}

fn bad_request() -> Error {
    StatusCode::BAD_REQUEST.into()
}

#[cfg(test)]
mod tests {
    use poem::test::{TestClient, TestForm, TestFormField};
    use poem::{Endpoint, Route, handler};
    use serde::Deserialize;

    use super::*;
    use crate::http::post;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Answer {
        #[serde(default)]
        text: String,
        #[serde(default)]
        choice: Vec<u8>,
    }

    #[handler]
    fn answer(LimitedForm(form): LimitedForm<Answer>) -> String {
        format!("{}|{:?}", form.text, form.choice)
    }

    #[handler]
    fn upload(upload: Upload) -> String {
        let file = upload.file.map(|file| format!("{}:{}", file.name, file.bytes.len()));
        format!("{:?}|{file:?}", upload.fields)
    }

    fn client() -> TestClient<impl Endpoint> {
        TestClient::new(Route::new().at("/", post(answer)).at("/upload", post(upload)))
    }

    async fn form(path: &str, body: &'static [u8]) -> (u16, String) {
        let sent = client().post(path).content_type(URLENCODED).body(body).send().await.0;
        (sent.status().as_u16(), sent.into_body().into_string().await.expect("text"))
    }

    #[tokio::test]
    async fn a_form_is_read_with_repeated_fields() {
        assert_eq!(
            form("/", b"text=%C3%A9t%C3%A9+%26+co&choice=1&choice=3").await,
            (200, "été & co|[1, 3]".to_owned())
        );
        assert_eq!(form("/", b"").await, (200, "|[]".to_owned()));
        assert_eq!(form("/", b"text=100%25+%zz+%").await, (200, "100% %zz %|[]".to_owned()));
    }

    #[tokio::test]
    async fn s17_f14_forms_that_we_did_not_make_are_refused() {
        for body in
            [&b"text=a&role=admin"[..], b"text=%ff%fe", b"text=\xff", b"text=a%00b", b"choice=x", b"text=a&text=b"]
        {
            assert_eq!(form("/", body).await.0, 400, "{body:?}");
        }
    }

    #[tokio::test]
    async fn f14_other_kinds_are_refused() {
        for kind in ["application/json", "text/plain", "multipart/form-data"] {
            let sent = client().post("/").content_type(kind).body("{}").send().await;
            sent.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let sent = client().post("/").body("text=a").send().await;
        sent.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }

    #[tokio::test]
    async fn f14_a_form_over_64_kib_is_refused_even_alone() {
        let sent = client()
            .post("/")
            .content_type(URLENCODED)
            .body(vec![b'a'; FORM_LIMIT + 1])
            .send()
            .await;
        sent.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn minutes_are_pasted_or_sent_as_a_file() {
        let sent = client()
            .post("/upload")
            .multipart(
                TestForm::new()
                    .text("title", "Été")
                    .field(TestFormField::bytes(vec![1, 2, 3]).name("file").filename("../notes.md")),
            )
            .send()
            .await;
        sent.assert_text("{\"title\": \"Été\"}|Some(\"../notes.md:3\")").await;
        let sent = client()
            .post("/upload")
            .multipart(TestForm::new().field(TestFormField::bytes(vec![]).name("file").filename("")))
            .send()
            .await;
        sent.assert_text("{}|None").await;
        assert_eq!(form("/upload", b"text=%C3%A9").await, (200, "{\"text\": \"é\"}|None".to_owned()));
    }

    #[tokio::test]
    async fn f14_a_cut_upload_is_refused() {
        let cut = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nabc";
        for kind in ["multipart/form-data; boundary=x", "multipart/form-data"] {
            let sent = client().post("/upload").content_type(kind).body(cut).send().await;
            sent.assert_status(StatusCode::BAD_REQUEST);
        }
    }
}
