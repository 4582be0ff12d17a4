//! What residents' forms have in common.

use poem::Response;
use poem::http::{StatusCode, header};

pub(super) use crate::pages::fields::Fields;

/// Done: go on there.
pub(super) fn see_other(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, path)
        .finish()
}
