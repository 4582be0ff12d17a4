//! The pages of Tablée: server-rendered, usable without JavaScript, on an old phone.

pub mod http;
pub mod pages;
pub mod view;

use std::sync::Arc;

use poem::{Endpoint, EndpointExt};
use tablee_core::Context;

use http::{PublicPages, SiteCookies, TIME_LIMIT, TrustedProxy};
use pages::help::ApiGroup;
use pages::{RouteEntry, RouteTable};

/// What the pages need besides the context.
#[derive(Clone, Debug, Default)]
pub struct SiteOptions {
    /// Whether people reach the site over https.
    pub https: bool,
    /// Whether a proxy of ours writes `X-Forwarded-For`.
    pub trusted_proxy: bool,
    /// The operations that the API's help page lists.
    pub operations: Arc<[ApiGroup]>,
}

/// All pages, with what their handlers ask for.
pub fn routes(cx: &Context, options: &SiteOptions) -> impl Endpoint + use<> {
    let (route, _) = pages::routes().into_parts();
    let cookies = SiteCookies::new(options.https);
    let route = route.nest("/static", http::asset_routes());
    // Faults become pages inside the session, so that its cookies go out with them.
    let route = http::error_pages(route, TIME_LIMIT);
    http::sessions(route, cx.clone(), cookies)
        .data(cx.clone())
        .data(cookies)
        .data(TrustedProxy(options.trusted_proxy))
        .data(PublicPages::default())
        .data(options.operations.clone())
}

/// Every route of the pages with its methods and the action it asks for: what the table of rights is checked against.
pub fn route_list() -> Vec<RouteEntry> {
    let (_, entries): (_, Vec<RouteEntry>) = RouteTable::into_parts(pages::routes());
    entries
}
