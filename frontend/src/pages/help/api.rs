//! The browsable list of the API's operations.

use poem::handler;
use poem::web::{Data, Html};
use serde::Serialize;

use crate::view::{Page, PageFrame, PageTitle, RenderFault, render};

/// One operation of the API.
#[derive(Clone, Debug, Serialize)]
pub struct ApiOperation {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the host.
    pub path: String,
    /// What it does, in a few words of the document's language, English.
    pub summary: String,
}

#[derive(Serialize)]
pub(super) struct ApiHelpPage {
    operations: Vec<ApiOperation>,
}

impl Page for ApiHelpPage {
    const TEMPLATE: &'static str = "help/api";

    fn title(&self) -> PageTitle {
        PageTitle::key("help-api-title")
    }

    fn samples() -> Vec<Self> {
        let operation = ApiOperation {
            method: "GET".to_owned(),
            path: "/api/v1/consultations".to_owned(),
            summary: "Lists the open consultations".to_owned(),
        };
        vec![Self { operations: Vec::new() }, Self { operations: vec![operation] }]
    }
}

#[handler]
pub(super) fn operations(frame: PageFrame, operations: Data<&Vec<ApiOperation>>) -> Result<Html<String>, RenderFault> {
    render(&frame, &ApiHelpPage { operations: operations.clone() })
}
