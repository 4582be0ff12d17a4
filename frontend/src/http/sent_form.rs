//! What a form sent, kept until its answer is known: whoever is refused must not lose it.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use poem::http::StatusCode;
use poem::{FromRequest, Request};
use serde::Serialize;

use super::{LimitedForm, Upload};

/// The place where [`super::LimitedForm`] and [`super::Upload`] leave what they read, url-encoded, for the page that tells a fault.
#[derive(Debug, Clone, Default)]
pub struct SentForm(Arc<OnceLock<Bytes>>);

/// What was sent, on the page that says why it was not taken.
#[derive(Debug, Serialize)]
pub struct UnsavedForm {
    /// Where it was sent, query included.
    action: String,
    /// Whether the same can be taken later.
    again: bool,
    /// Everything that was sent, in its order, when it can be sent again.
    fields: Vec<SentField>,
    /// What somebody wrote, to be read and copied.
    written: Vec<String>,
}

/// One field as it was sent.
#[derive(Debug, Serialize)]
struct SentField {
    name: String,
    value: String,
}

impl SentForm {
    /// Leaves what was read off a request, where somebody wants to know.
    pub(super) fn leave(request: &Request, form: impl FnOnce() -> Bytes) {
        if let Some(place) = request.data::<Self>() {
            place.0.get_or_init(form);
        }
    }

    /// What was sent to `action`, for an answer with that status; nothing when nothing was.
    pub(super) fn unsaved(&self, action: &str, status: StatusCode) -> Option<UnsavedForm> {
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(self.0.get()?).ok()?;
        let fields: Vec<_> = pairs
            .into_iter()
            .map(|(name, value)| SentField { name, value })
            .collect();
        // Keys, numbers and buttons have no space in them: what has one was written by somebody.
        let words = fields.iter().map(|field| field.value.trim());
        let written: Vec<_> = words
            .filter(|value| value.contains(char::is_whitespace))
            .map(str::to_owned)
            .collect();
        let again = may_be_sent_again(status);
        let fields = if again { fields } else { Vec::new() };
        (again || !written.is_empty()).then(|| UnsavedForm { action: action.to_owned(), again, fields, written })
    }
}

/// Whether the same form can be taken once the reader signed in, waited, or the site works again.
fn may_be_sent_again(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS)
}

/// Reads the form of a request that goes no further, so that it is not lost. What is no form, or too long, is not kept.
pub async fn keep_form(request: Request) {
    let (request, mut body) = request.split();
    if LimitedForm::<Vec<(String, String)>>::from_request(&request, &mut body)
        .await
        .is_err()
    {
        // One with a file: its other fields are kept.
        let _ = Upload::from_request(&request, &mut body).await;
    }
}

impl UnsavedForm {
    /// One that can be sent again, and one that can only be read.
    pub(super) fn samples() -> [Self; 2] {
        let place = SentForm::default();
        place.0.get_or_init(|| Bytes::from_static(b"op=x&text=Two+words"));
        [StatusCode::UNAUTHORIZED, StatusCode::CONFLICT]
            .map(|status| place.unsaved("/espace", status).expect("a sample has words"))
    }
}
