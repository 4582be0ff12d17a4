//! What keeps a handler from giving its page: a use-case's refusal, or a page that could not be rendered.

use poem::error::ResponseError;
use poem::http::StatusCode;
use tablee_core::Refusal;
use tablee_core::refusal::RefusalClass;

use crate::view::RenderFault;

/// The error of a handler. [`super::error_pages`] answers it with the refusal's own words, or leads to the sign-in page.
#[derive(Debug, thiserror::Error)]
pub enum PageFault {
    /// A use-case did not do it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The page failed.
    #[error("{0}")]
    Render(#[from] RenderFault),
}

impl ResponseError for PageFault {
    fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refusal) => status_of(refusal.class()),
            Self::Render(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The status of a kind of refusal.
pub fn status_of(class: RefusalClass) -> StatusCode {
    match class {
        RefusalClass::SignInNeeded => StatusCode::UNAUTHORIZED,
        RefusalClass::Forbidden => StatusCode::FORBIDDEN,
        RefusalClass::NotFound => StatusCode::NOT_FOUND,
        RefusalClass::Conflict => StatusCode::CONFLICT,
        RefusalClass::Malformed => StatusCode::BAD_REQUEST,
        RefusalClass::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalClass::TooMany => StatusCode::TOO_MANY_REQUESTS,
        RefusalClass::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
