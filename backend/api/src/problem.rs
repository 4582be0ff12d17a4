//! Refusals as `application/problem+json` (RFC 9457), for use-cases and for requests that never reach one.

use poem::http::{StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::payload::Json;
use poem_openapi::types::ToJSON;
use poem_openapi::{ApiResponse, Object};
use tablee_core::refusal::RefusalClass;
use tablee_core::texts::{TextValue, Texts};
use tablee_core::{FieldFault, Refusal};
use tablee_rules::ArgValue;

const CONTENT_TYPE: &str = "application/problem+json";
const LANGUAGE: &str = "fr";

/// Why a request was not done.
#[derive(Clone, Debug, Object)]
pub struct ProblemDetails {
    /// A URN that names the kind of problem: `urn:tablee:refusal-phase-closed`.
    #[oai(rename = "type")]
    pub kind: String,
    /// One plain sentence.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What is particular to this request.
    #[oai(skip_serializing_if_is_none)]
    pub detail: Option<String>,
    /// Properties that cannot be taken as they are.
    #[oai(default, skip_serializing_if_is_empty)]
    pub faults: Vec<PropertyFault>,
}

/// A property that cannot be taken, and what to do about it.
#[derive(Clone, Debug, Object)]
pub struct PropertyFault {
    /// Name of the property.
    pub property: String,
    /// Stable name of the fault.
    pub key: String,
    /// One plain sentence.
    pub message: String,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $status:literal;)*) => {
        /// Every answer that is not the one asked for.
        #[derive(ApiResponse)]
        pub enum Problem {
            $($(#[$doc])* #[oai(status = $status, content_type = "application/problem+json")] $name(Json<ProblemDetails>),)*
        }

        impl Problem {
            fn of(details: ProblemDetails) -> Self {
                match details.status {
                    $($status => Self::$name(Json(details)),)*
                    _ => Self::Unavailable(Json(details)),
                }
            }
        }
    };
}

problems! {
    /// The request is not well formed.
    Malformed = 400;
    /// A member's token is needed, or the one given is not good.
    SignInNeeded = 401;
    /// The caller may not.
    Forbidden = 403;
    /// There is no such thing, or not for this caller.
    NotFound = 404;
    /// The method is not offered here.
    MethodNotAllowed = 405;
    /// The body came too slowly.
    TooSlow = 408;
    /// The state of things does not allow it.
    Conflict = 409;
    /// The body is larger than the limit.
    TooLarge = 413;
    /// The content type or encoding is not taken.
    UnsupportedMedia = 415;
    /// Some properties cannot be taken as they are.
    Invalid = 422;
    /// Too often.
    TooMany = 429;
    /// Something broke here.
    Broken = 500;
    /// The database or another part does not answer.
    Unavailable = 503;
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.class() {
            RefusalClass::SignInNeeded => StatusCode::UNAUTHORIZED,
            RefusalClass::Forbidden => StatusCode::FORBIDDEN,
            RefusalClass::NotFound => StatusCode::NOT_FOUND,
            RefusalClass::Conflict => StatusCode::CONFLICT,
            RefusalClass::Malformed => StatusCode::BAD_REQUEST,
            RefusalClass::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalClass::TooMany => StatusCode::TOO_MANY_REQUESTS,
            RefusalClass::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut problem = details(status, refusal.key());
        if let Refusal::Invalid(faults) = &refusal {
            problem.faults = faults.iter().map(property_fault).collect();
        }
        Self::of(problem)
    }
}

fn details(status: StatusCode, key: &str) -> ProblemDetails {
    ProblemDetails {
        kind: format!("urn:tablee:{key}"),
        title: Texts::embedded()
            .lookup(LANGUAGE, key, &[])
            .unwrap_or_else(|| key.to_owned()),
        status: status.as_u16(),
        detail: None,
        faults: Vec::new(),
    }
}

fn property_fault(fault: &FieldFault) -> PropertyFault {
    let args: Vec<(&str, TextValue<'_>)> = fault
        .args
        .iter()
        .map(|(name, value)| match value {
            ArgValue::Number(number) => (name.as_str(), TextValue::from(*number)),
            ArgValue::Text(text) => (name.as_str(), TextValue::from(text.as_str())),
        })
        .collect();
    PropertyFault {
        property: fault.field.clone(),
        key: fault.key.clone(),
        message: Texts::embedded()
            .lookup(LANGUAGE, &fault.key, &args)
            .unwrap_or_else(|| fault.key.clone()),
    }
}

fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => Refusal::NotFound.key(),
        status if status.is_server_error() => "refusal-unavailable",
        _ => "refusal-malformed",
    }
}

/// Gives every error answer of the API the one form: the framework's own are plain text.
pub async fn in_one_form(response: Response) -> Response {
    let status = response.status();
    let is_problem = response.content_type() == Some(CONTENT_TYPE);
    if is_problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let allow = response.header(header::ALLOW).map(str::to_owned);
    let words = response.into_body().into_string().await.unwrap_or_default();
    let mut problem = details(status, key_of(status));
    // The framework's words name the parameter at fault; what is not there and what broke inside say no more than that.
    let names_fault = status.is_client_error() && status != StatusCode::NOT_FOUND;
    problem.detail = Some(words).filter(|words| names_fault && !words.is_empty());
    let body = Body::from_string(problem.to_json_string());
    let mut answer = Response::builder().status(status).content_type(CONTENT_TYPE);
    if let Some(allow) = allow {
        answer = answer.header(header::ALLOW, allow);
    }
    answer.body(body).into_response()
}
