//! What all pages below `/suivi/CODE` share: guessing is limited, a code is written in one way, and one that leads nowhere leads
//! back to the field.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::{Endpoint, EndpointExt, FromRequest, IntoEndpoint, Request, Response};
use tablee_core::access::Actor;
use tablee_core::cases::receipts;
use tablee_core::{Context, Refusal};
use tablee_rules::receipts::ReceiptCode;

use super::find::FindPage;
use crate::http::{FromClient, PageFault, see_other};
use crate::view::{PageFrame, render_with};

/// Puts the limit and the way back around a handler of a route with `:code`.
pub(in crate::pages) fn by_code<E>(handler: E) -> impl Endpoint<Output = Response>
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    handler
        .into_endpoint()
        .map_to_response()
        .around(|handler, request| async move { guarded(&*handler, request).await })
}

async fn guarded(handler: &impl Endpoint<Output = Response>, request: Request) -> poem::Result<Response> {
    let frame = PageFrame::from_request_without_body(&request).await?;
    let FromClient(client) = FromClient::from_request_without_body(&request).await?;
    let cx = request
        .data::<Context>()
        .cloned()
        .ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    let mut parts = request.path_params::<BTreeMap<String, String>>().unwrap_or_default();
    let typed = parts.remove("code").unwrap_or_default();
    if let Some(elsewhere) = canonical_path(&request, &typed) {
        return Ok(see_other(&elsewhere));
    }
    refused(receipts::may_try_codes(&cx, &Actor::Anyone, &client).await)?;
    let error = match handler.call(request).await {
        Ok(response) => return Ok(response),
        Err(error) => error,
    };
    let Some(PageFault::Refused(refusal)) = error.downcast_ref::<PageFault>() else {
        return Err(error);
    };
    let page = match refusal {
        Refusal::UnknownCode => {
            refused(receipts::tried_unknown_code(&cx, &Actor::Anyone, &client).await)?;
            FindPage::unknown(frame.lang, &typed)
        }
        Refusal::Invalid(faults) => FindPage::refused(frame.lang, &typed, faults),
        _ => return Err(error),
    };
    Ok(render_with(&frame, &page, StatusCode::NOT_FOUND)?)
}

/// The same page under the code as we write it, when it was typed in another way. Handlers meet no other way than ours.
fn canonical_path(request: &Request, typed: &str) -> Option<String> {
    let code = ReceiptCode::parse(typed).ok()?.to_string();
    let rest = request.original_uri().path().strip_prefix("/suivi/")?;
    let rest = rest
        .split_once('/')
        .map(|(_, rest)| format!("/{rest}"))
        .unwrap_or_default();
    (code != typed).then(|| format!("/suivi/{code}{rest}"))
}

fn refused(outcome: Result<(), Refusal>) -> Result<(), PageFault> {
    outcome.map_err(PageFault::from)
}
