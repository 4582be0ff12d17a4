//! What residents' forms have in common.

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};

pub(super) use crate::pages::fields::Fields;
use crate::view::{Page, PageFrame, RenderFault, render};

/// Done: go on there.
pub(super) fn see_other(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, path)
        .finish()
}

/// The page, answered with that status.
///
/// # Errors
/// When the page cannot be rendered.
pub(super) fn with_status<P: Page>(frame: &PageFrame, page: &P, status: StatusCode) -> Result<Response, RenderFault> {
    Ok(render(frame, page)?.with_status(status).into_response())
}
