//! What speaks for the calling member: browsers that are signed in and tokens of programs, seen and ended.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::sessions::{self, EndSessions, OwnSessions, SessionLine, TokenLine};
use uuid::Uuid;

use crate::address::Id;
use crate::receipts::Done;
use crate::{Caller, Problem, Tag};

/// All that speaks for the member.
#[derive(Object)]
struct OwnAccess {
    /// Browsers that are signed in, the latest first.
    sessions: Vec<OwnSession>,
    /// Tokens of programs, the latest first.
    tokens: Vec<OwnToken>,
}

/// A browser that is signed in.
#[derive(Object)]
struct OwnSession {
    /// What to end it by.
    id: Uuid,
    /// Browser and system, as far as they are known.
    device: String,
    /// Signed in since, in milliseconds since 1970-01-01 UTC.
    since: i64,
    /// Hour of the last use, in milliseconds since 1970-01-01 UTC.
    last_seen: i64,
}

/// A token of a program; its secret is never shown again.
#[derive(Object)]
struct OwnToken {
    /// What to revoke it by.
    id: Uuid,
    /// What the member calls it.
    label: String,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    since: i64,
}

/// See [`crate::routes`].
pub(crate) struct OwnSessionsApi {
    cx: Context,
}

impl OwnSessionsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(prefix_path = "/own", tag = "Tag::Administration")]
impl OwnSessionsApi {
    /// Lists the sessions and tokens of the calling member.
    #[oai(path = "/sessions", method = "get", operation_id = "listOwnSessions")]
    async fn list(&self, caller: Caller) -> Result<Json<OwnAccess>, Problem> {
        Ok(Json(sessions::list(&self.cx, &caller.actor(&self.cx).await?).await?.into()))
    }

    /// Ends every session of the calling member. Tokens stay.
    #[oai(path = "/sessions", method = "delete", operation_id = "endOwnSessions")]
    async fn end_all(&self, caller: Caller) -> Result<Done, Problem> {
        sessions::end(&self.cx, &caller.actor(&self.cx).await?, EndSessions::Others).await?;
        Ok(Done::NothingMore)
    }

    /// Ends one session: its very next request is refused.
    #[oai(path = "/sessions/:session", method = "delete", operation_id = "endOwnSession")]
    async fn end(&self, caller: Caller, session: Path<Id>) -> Result<Done, Problem> {
        sessions::end(&self.cx, &caller.actor(&self.cx).await?, EndSessions::One(session.0.0)).await?;
        Ok(Done::NothingMore)
    }

    /// Revokes a token, be it the one that asks.
    #[oai(path = "/tokens/:token", method = "delete", operation_id = "revokeOwnToken")]
    async fn revoke(&self, caller: Caller, token: Path<Id>) -> Result<Done, Problem> {
        sessions::revoke_token(&self.cx, &caller.actor(&self.cx).await?, token.0.0).await?;
        Ok(Done::NothingMore)
    }
}

impl From<OwnSessions> for OwnAccess {
    fn from(found: OwnSessions) -> Self {
        Self {
            sessions: found.sessions.into_iter().map(OwnSession::from).collect(),
            tokens: found.tokens.into_iter().map(OwnToken::from).collect(),
        }
    }
}

impl From<SessionLine> for OwnSession {
    fn from(line: SessionLine) -> Self {
        Self { id: line.id, device: line.device, since: line.since, last_seen: line.last_seen }
    }
}

impl From<TokenLine> for OwnToken {
    fn from(line: TokenLine) -> Self {
        Self { id: line.id, label: line.label, since: line.since }
    }
}
