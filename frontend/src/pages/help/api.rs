//! The browsable list of the API's operations.

use std::sync::Arc;

use poem::handler;
use poem::web::{Data, Html};
use serde::Serialize;

use crate::view::{Page, PageFrame, PageTitle, RenderFault, render};

/// Operations that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct ApiGroup {
    /// Its name in the document.
    pub name: String,
    /// Its operations, in order.
    pub operations: Vec<ApiOperation>,
}

/// One operation of the API. Its words are in the document's language, English.
#[derive(Clone, Debug, Serialize)]
pub struct ApiOperation {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What its path and its query hold.
    pub parameters: Vec<ApiPart>,
    /// The properties of its body.
    pub body: Vec<ApiPart>,
    /// What it answers when all is well.
    pub answer: String,
}

/// A parameter, or a property of a body.
#[derive(Clone, Debug, Serialize)]
pub struct ApiPart {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
}

#[derive(Serialize)]
pub(super) struct ApiHelpPage {
    groups: Arc<[ApiGroup]>,
}

impl Page for ApiHelpPage {
    const TEMPLATE: &'static str = "help/api";

    fn title(&self) -> PageTitle {
        PageTitle::key("help-api-title")
    }

    fn samples() -> Vec<Self> {
        let part = |name: &str, required| ApiPart { name: name.to_owned(), kind: "string".to_owned(), required };
        let operation = ApiOperation {
            method: "POST".to_owned(),
            path: "/api/v1/consultations".to_owned(),
            summary: "Makes a consultation.".to_owned(),
            parameters: vec![part("after", false)],
            body: vec![part("title", true), part("organisation", false)],
            answer: "201 Made.".to_owned(),
        };
        let group = ApiGroup { name: "Editing".to_owned(), operations: vec![operation] };
        vec![Self { groups: [].into() }, Self { groups: [group].into() }]
    }
}

#[handler]
pub(super) fn operations(frame: PageFrame, groups: Data<&Arc<[ApiGroup]>>) -> Result<Html<String>, RenderFault> {
    render(&frame, &ApiHelpPage { groups: Arc::clone(&groups) })
}
