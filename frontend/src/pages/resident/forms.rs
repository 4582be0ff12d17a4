//! What residents' forms have in common.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};

pub(super) use crate::http::see_other;
pub(super) use crate::pages::fields::Fields;
use crate::view::{Page, PageFrame, RenderFault, render};

/// The page, answered with that status.
///
/// # Errors
/// When the page cannot be rendered.
pub(super) fn with_status<P: Page>(frame: &PageFrame, page: &P, status: StatusCode) -> Result<Response, RenderFault> {
    Ok(render(frame, page)?.with_status(status).into_response())
}
