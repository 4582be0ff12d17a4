//! The name by which everyone knows an observer: an association, a newspaper, somebody of the opposition.

use tablee_rules::{limits, text};
use uuid::Uuid;

use crate::access::Role;
use crate::store::entities::membership;
use crate::store::{Unit, members, observers};
use crate::{Context, Refusal};

/// The public name as typed for a role in an organisation; none when nothing was typed. `whose` is who has it already, if anyone.
///
/// # Errors
/// `Invalid` on `public_name`: too long, of another role than an auditor's, or somebody else's.
pub(super) async fn checked(
    cx: &Context,
    (organisation, whose): (Uuid, Option<Uuid>),
    role: Role,
    typed: &str,
) -> Result<Option<String>, Refusal> {
    let name = text::clean_line(typed);
    let wrong = |key| Err(Refusal::field("public_name", key));
    if name.is_empty() {
        return Ok(None);
    }
    if role != Role::Auditor {
        return wrong("fault-member-public-name-role");
    }
    if text::length(&name) > limits::NAME {
        return wrong("fault-member-name-long");
    }
    if observers::is_taken(cx.db.read(), organisation, &name, whose).await? {
        return wrong("fault-member-public-name-taken");
    }
    Ok(Some(name))
}

/// Gives a role; one that is held gets the public name, where there is one. Says whether anything changed.
///
/// # Errors
/// When the database refuses.
pub(super) async fn give(unit: &Unit, role: membership::Model) -> Result<bool, Refusal> {
    if members::give(unit.conn(), role.clone()).await? {
        return Ok(true);
    }
    Ok(role.public_name.is_some() && observers::rename(unit.conn(), &role).await?)
}
