//! For whoever watches the installation: is the process alive, can it work.

use poem::handler;
use poem::http::StatusCode;
use poem::web::Data;
use tablee_core::Context;
use tablee_core::access::{Action, Actor};
use tablee_core::cases::readiness;

use crate::http::get;
use crate::pages::RouteTable;

pub(super) fn routes(table: RouteTable) -> RouteTable {
    table
        .at("/health", Action::ReadPublic, get(health))
        .at("/ready", Action::ReadPublic, get(ready))
}

#[handler]
fn health() -> &'static str {
    "alive"
}

#[handler]
async fn ready(cx: Data<&Context>) -> Result<&'static str, StatusCode> {
    match readiness::ready(&cx, &Actor::Anyone).await {
        Ok(()) => Ok("ready"),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}
