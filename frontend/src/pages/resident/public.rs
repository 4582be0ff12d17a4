//! Pages that are the same for everyone who is not signed in: made once, kept until what they show changes.

use std::future::Future;
use std::sync::Arc;

use poem::web::Html;
use poem::{IntoResponse, Request, Response};
use tablee_core::Refusal;
use tablee_core::cases::consultations::PageVersion;

use crate::http::{PageFault, PageKey, PublicPages};
use crate::view::{PageFrame, RenderFault};

/// Answers with the page of this path, made anew only when its version is a new one. A member's page bears the member's name
/// and is not kept.
pub(super) async fn serve(
    request: &Request,
    frame: &PageFrame,
    pages: &PublicPages,
    version: PageVersion,
    make: impl Future<Output = Result<String, PageFault>>,
) -> Result<Response, PageFault> {
    serve_at(&frame.path, request, frame, pages, version, make).await
}

/// The same for a page that is named by more than its path: `route` says which, in as few ways as there are pages.
pub(super) async fn serve_at(
    route: &str,
    request: &Request,
    frame: &PageFrame,
    pages: &PublicPages,
    version: PageVersion,
    make: impl Future<Output = Result<String, PageFault>>,
) -> Result<Response, PageFault> {
    if frame.member.is_some() {
        return Ok(Html(make.await?).into_response());
    }
    let route = format!("{route}@{}", version.edges);
    let key = PageKey { route: route.into(), lang: frame.lang, version: version.data };
    pages.serve(request, key, make).await.map_err(own_fault)
}

/// The fault itself, or for readers who waited for the same page, that there was one. What is not there is not there for all.
fn own_fault(fault: Arc<PageFault>) -> PageFault {
    Arc::try_unwrap(fault).unwrap_or_else(|shared| match &*shared {
        PageFault::Refused(Refusal::NotFound) => Refusal::NotFound.into(),
        other => RenderFault::View(other.to_string()).into(),
    })
}
