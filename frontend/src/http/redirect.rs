use poem::Response;
use poem::http::{StatusCode, header};

/// Done: go on there. `path` is one of ours: see [`super::own_path`].
pub fn see_other(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, path)
        .finish()
}
