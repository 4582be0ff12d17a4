//! Whether this node can do its work.

use crate::access::{Action, Actor, Scope, allow};
use crate::{Context, Refusal};

/// Asks the database for a sign of life.
///
/// # Errors
/// `Unavailable` when it gives none.
pub async fn ready(cx: &Context, actor: &Actor) -> Result<(), Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    cx.db.now().await?;
    Ok(())
}
