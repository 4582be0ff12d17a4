//! Votes alike that come from one address within an hour: noticed as they come, for whoever reads the results. See
//! [`tablee_rules::alike`].

use sea_orm::DbErr;
use uuid::Uuid;

use super::rate_limits::Client;
use crate::Context;
use crate::alike::{Choice, Noticed};
use crate::store::alike_bursts;
use crate::store::entities::{alike_burst, phase};

/// Takes note of a new vote that is in the box, unless it came by another way than its voter's own device (`client` is nothing).
/// Call it once the vote's own unit is kept: its voter is answered the same whatever comes of this.
pub(crate) async fn note(
    cx: &Context,
    client: Option<Client>,
    phase: &phase::Model,
    (voter, choice): (Uuid, Choice<'_>),
) {
    let Some(address) = client.map(|client| client.to_string()) else { return };
    let noticed = cx
        .alike
        .add(&*cx.random, cx.clock.now(), phase.id, (&address, voter, choice));
    let Some(noticed) = noticed else { return };
    if let Err(error) = keep(cx, phase, choice, noticed).await {
        // The next vote alike tells the whole number again.
        tracing::warn!(%error, "votes alike from one address could not be noted");
    }
}

async fn keep(cx: &Context, phase: &phase::Model, choice: Choice<'_>, noticed: Noticed) -> Result<(), DbErr> {
    let row = alike_burst::Model {
        id: noticed.burst,
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        statement_id: choice.statement(),
        choice: choice.said().to_owned(),
        many: i32::try_from(noticed.many).unwrap_or(i32::MAX),
        day: cx.clock.today(),
    };
    let unit = cx.db.begin().await?;
    alike_bursts::raise(unit.conn(), row).await?;
    unit.commit().await
}
