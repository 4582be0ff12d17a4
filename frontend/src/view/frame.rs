use poem::{FromRequest, Request, RequestBody};
use serde::Serialize;

use crate::http::Lang;

/// What the layout needs to know of the request, whatever the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFrame {
    /// The language of the page.
    pub lang: Lang,
    /// The path that was asked for, without its query: the links to other languages go back to it.
    pub path: String,
    /// The member who is signed in, if any.
    pub member: Option<MemberBadge>,
    /// Whether the page is only shown to whoever prepares it, and says so.
    pub preview: bool,
}

impl PageFrame {
    /// The frame of a page for somebody who is not signed in.
    pub fn public(lang: Lang, path: impl Into<String>) -> Self {
        Self { lang, path: path.into(), member: None, preview: false }
    }

    /// The same frame for a page that nobody sends for good.
    #[must_use]
    pub fn previewed(self) -> Self {
        Self { preview: true, ..self }
    }
}

impl<'a> FromRequest<'a> for PageFrame {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self {
            lang: Lang::of(request),
            path: request.original_uri().path().to_owned(),
            member: request.data::<MemberBadge>().cloned(),
            preview: false,
        })
    }
}

/// How the header names the member who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberBadge {
    /// The name that the member goes by.
    pub name: String,
}
