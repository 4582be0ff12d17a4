//! Addresses that a mail server says nobody has: they get no mail, whoever types them (O11, O38).

use sea_orm::{ConnectionTrait, DbErr};

use crate::Context;
use crate::ports::{DAY, Millis, to_the_hour};
use crate::secrets::Purpose;
use crate::store::entities::suppression;
use crate::store::{Unit, suppressions};

/// How long an address gets no mail. After that one mail may try again: mailboxes come back, and servers err.
pub const SUPPRESSION_LIFE: Millis = 90 * DAY;

/// Whether an address gets no mail.
pub(super) async fn is_suppressed(cx: &Context, conn: &impl ConnectionTrait, address: &str) -> Result<bool, DbErr> {
    suppressions::holds(conn, hash(cx, address)).await
}

/// Keeps, in the unit that ends a mail, that nobody has its address, with what the server said.
pub(super) async fn suppress(cx: &Context, unit: &Unit, address: &str, reason: &str) -> Result<(), DbErr> {
    let now = cx.clock.now();
    let since = to_the_hour(now);
    let row = suppression::Model { address_hash: hash(cx, address), reason: reason.to_owned(), since };
    suppressions::add(unit.conn(), row).await
}

/// Lets an address get mail again.
pub(super) async fn lift(cx: &Context, unit: &Unit, address: &str) -> Result<(), DbErr> {
    suppressions::lift(unit.conn(), hash(cx, address)).await
}

fn hash(cx: &Context, address: &str) -> String {
    cx.secrets
        .hash(Purpose::Suppression, &[address.to_ascii_lowercase().as_bytes()])
}
