//! Who acts: from a session's or an API token's secret to a member with roles.

use std::sync::Arc;

use uuid::Uuid;

use crate::access::{Actor, Grant, Member, Role};
use crate::ports::{HOUR, MINUTE, Millis};
use crate::secrets::{Purpose, Secrets, looks_like_token};
use crate::store::entities::{member, membership, session};
use crate::store::{members, sessions};
use crate::{Context, Refusal};

/// After this a session ends, used or not.
pub const SESSION_LIFE: Millis = 12 * HOUR;

/// After this without a request a session ends.
pub const SESSION_IDLE: Millis = 2 * HOUR;

/// A session's last use is written down this often, not at each request.
const SEEN_EVERY: Millis = 5 * MINUTE;

/// The stored form of a token that is handed out: session, browser, link or API token.
pub(crate) fn token_hash(secrets: &Secrets, token: &str) -> String {
    secrets.hash(Purpose::Token, &[token.as_bytes()])
}

/// The member whose session this is, or [`Actor::Anyone`] when it is none, was ended, or is too old.
///
/// # Errors
/// When the database does not answer.
pub async fn of_session(cx: &Context, token: &str) -> Result<Actor, Refusal> {
    if !looks_like_token(token) {
        return Ok(Actor::Anyone);
    }
    let now = cx.clock.now();
    let hash = token_hash(&cx.secrets, token);
    let found = sessions::with_member(cx.db.read(), &hash, now, now - SESSION_IDLE).await?;
    let Some((session, member)) = found else {
        return Ok(Actor::Anyone);
    };
    let roles = members::roles_of(cx.db.read(), member.id).await?;
    if now - session.last_seen_at >= SEEN_EVERY {
        note_use(cx, &session, now).await;
    }
    Ok(actor(member, session.id, roles))
}

/// The member whose API token this is.
///
/// # Errors
/// `SignInNeeded` when it is none, or was revoked.
pub async fn of_api_token(cx: &Context, token: &str) -> Result<Actor, Refusal> {
    if !looks_like_token(token) {
        return Err(Refusal::SignInNeeded);
    }
    let hash = token_hash(&cx.secrets, token);
    let (token, member) = sessions::token_with_member(cx.db.read(), &hash)
        .await?
        .ok_or(Refusal::SignInNeeded)?;
    let roles = members::roles_of(cx.db.read(), member.id).await?;
    match actor(member, token.id, roles) {
        Actor::Member(member) => Ok(Actor::Member(member)),
        Actor::Anyone | Actor::Resident(_) | Actor::System => Err(Refusal::SignInNeeded),
    }
}

/// A member without any role has nothing to sign in for.
pub(crate) fn actor(member: member::Model, credential: Uuid, roles: Vec<membership::Model>) -> Actor {
    let grants: Vec<Grant> = roles.iter().filter_map(grant).collect();
    if grants.is_empty() {
        return Actor::Anyone;
    }
    Actor::Member(Arc::new(Member { id: member.id, name: member.name, credential, grants }))
}

fn grant(row: &membership::Model) -> Option<Grant> {
    let consultation = Some(row.scope).filter(|scope| !scope.is_nil());
    Some(Grant { organisation: row.organisation_id, consultation, role: Role::from_key(&row.role)? })
}

// A database that takes no writes must not shut out readers: the session then ends a little early, no more.
async fn note_use(cx: &Context, session: &session::Model, now: Millis) {
    let noted = async {
        let unit = cx.db.begin().await?;
        sessions::seen(unit.conn(), session.id, now).await?;
        unit.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
}
