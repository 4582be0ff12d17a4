//! What every request goes through before a page or the API sees it, and every answer after.
//!
//! [`layers`] puts all of it around an application, in the order that matters.

mod about;
mod access_log;
mod assets;
mod bodies;
mod client;
mod compression;
mod cookies;
mod encoding;
mod errors;
mod forms;
mod headers;
mod language;
mod layers;
mod openapi_methods;
mod origin;
mod page_fault;
mod public_pages;
mod redirect;
mod routes;
mod sent_form;
mod serve;
mod session;
mod well_formed;

pub use about::About;
pub use access_log::{RequestId, access_log};
pub use assets::{Assets, asset_routes};
use bodies::CutShort;
pub use bodies::{BodyLimits, FORM_LIMIT, UPLOAD_FORM_LIMIT, UPLOAD_LIMIT, limit_bodies};
pub use client::{FromClient, TrustedProxy};
pub use compression::compress_responses;
pub use cookies::SiteCookies;
pub use encoding::Encoding;
pub use errors::{Asked, ErrorPage, error_pages, error_response};
pub use forms::{LimitedForm, Upload, UploadedFile};
pub use headers::security_headers;
pub use language::{Lang, negotiate_language};
pub use layers::{HttpSettings, TIME_LIMIT, layers};
pub use openapi_methods::name_allowed_methods;
pub use origin::{SameOrigin, own_path, refuse_other_sites};
pub use page_fault::{PageFault, status_of};
pub use public_pages::{PageKey, PublicPages};
pub use redirect::see_other;
pub use routes::{Methods, get, post};
pub use sent_form::{SentForm, UnsavedForm, keep_form};
pub use serve::{ServeLimits, serve, stop_signal};
pub use session::{SESSION_COOKIE, SignedIn, sessions};
pub use well_formed::refuse_malformed;
