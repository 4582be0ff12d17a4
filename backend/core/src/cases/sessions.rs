//! A member's own sessions and API tokens: seen and ended by the person.

use uuid::Uuid;

use crate::access::{Action, Actor, Member, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::credentials::{SESSION_IDLE, token_hash};
use crate::cases::facts::Fact;
use crate::ports::{HOUR, Millis};
use crate::secrets;
use crate::store::entities::api_token;
use crate::store::sessions::{self, Ending};
use crate::{Context, FieldFault, Refusal};
use tablee_rules::{limits, text};

/// One signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// What to end it by.
    pub id: Uuid,
    /// "Firefox, Android", or nothing.
    pub device: String,
    /// Signed in since.
    pub since: Millis,
    /// Hour of the last use.
    pub last_seen: Millis,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One API token; its secret is never shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLine {
    /// What to revoke it by.
    pub id: Uuid,
    /// What the member calls it.
    pub label: String,
    /// Made at.
    pub since: Millis,
}

/// All that speaks for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSessions {
    /// Browsers, the latest first.
    pub sessions: Vec<SessionLine>,
    /// Programs, the latest first.
    pub tokens: Vec<TokenLine>,
}

fn own(actor: &Actor) -> Result<&Member, Refusal> {
    match actor {
        Actor::Member(member) => Ok(member),
        Actor::Anyone | Actor::Resident(_) | Actor::System => Err(Refusal::SignInNeeded),
    }
}

/// Lists the sessions and API tokens of the member.
///
/// # Errors
/// `SignInNeeded`.
pub async fn list(cx: &Context, actor: &Actor) -> Result<OwnSessions, Refusal> {
    allow(actor, Action::ManageOwnSessions, Scope::Anywhere)?;
    let member = own(actor)?;
    let now = cx.clock.now();
    let rows = sessions::of_member(cx.db.read(), member.id, now, now - SESSION_IDLE).await?;
    let sessions = rows.into_iter().map(|row| SessionLine {
        current: row.id == member.credential,
        id: row.id,
        device: row.device,
        since: row.created_at,
        last_seen: row.last_seen_at - row.last_seen_at.rem_euclid(HOUR),
    });
    let tokens = sessions::tokens_of(cx.db.read(), member.id).await?;
    let tokens = tokens
        .into_iter()
        .map(|row| TokenLine { id: row.id, label: row.label, since: row.created_at });
    Ok(OwnSessions { sessions: sessions.collect(), tokens: tokens.collect() })
}

/// Which of one's own sessions to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSessions {
    /// The one that asks: signing out.
    This,
    /// Another one.
    One(Uuid),
    /// All but the one that asks.
    Others,
}

/// Ends sessions: their very next request is refused.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when the session is nobody's or somebody else's.
pub async fn end(cx: &Context, actor: &Actor, which: EndSessions) -> Result<(), Refusal> {
    allow(actor, Action::ManageOwnSessions, Scope::Anywhere)?;
    let member = own(actor)?;
    let ending = match which {
        EndSessions::This => Ending::One(member.id, member.credential),
        EndSessions::One(id) => Ending::One(member.id, id),
        EndSessions::Others => Ending::Others(member.id, member.credential),
    };
    let unit = cx.db.begin().await?;
    let ended = sessions::end(unit.conn(), ending, cx.clock.now()).await?;
    if ended == 0 && matches!(which, EndSessions::One(_)) {
        return Err(Refusal::NotFound);
    }
    let deed = Deed { action: "session.ended", subject_kind: "session", subject: None, detail: "" };
    record(cx, &unit, actor, Scope::Anywhere, deed).await?;
    Ok(unit.commit().await?)
}

/// A member wants a token for a program.
#[derive(Clone, Debug)]
pub struct CreateToken {
    /// What the member calls it, so as to know later which one to revoke.
    pub label: String,
    /// The form's own id, which becomes the token's: the same form makes one token.
    pub op: String,
}

/// Makes an API token and gives its secret, this once.
///
/// # Errors
/// `Invalid` without a label, `SubmissionReused` when the form was sent before: its token was shown then.
pub async fn create_token(cx: &Context, actor: &Actor, command: CreateToken) -> Result<String, Refusal> {
    allow(actor, Action::ManageOwnSessions, Scope::Anywhere)?;
    let member = own(actor)?;
    let label = text::clean_line(&command.label);
    if label.is_empty() {
        return Err(Refusal::field("label", "fault-token-label-empty"));
    }
    if text::length(&label) > limits::LABEL {
        return Err(Refusal::Invalid(vec![FieldFault::new("label", "fault-token-label-long")]));
    }
    let id = Uuid::parse_str(&command.op).map_err(|_| Refusal::SubmissionReused)?;
    let token = secrets::token(&*cx.random);
    let row = api_token::Model {
        id,
        member_id: member.id,
        label,
        token_hash: token_hash(&cx.secrets, &token),
        created_at: cx.clock.now(),
        revoked_at: None,
    };
    let unit = cx.db.begin().await?;
    if !sessions::create_token(unit.conn(), row.clone()).await? {
        return Err(Refusal::SubmissionReused);
    }
    let detail = Fact::stored(&[Fact::about("token", row.label.as_str())]);
    let deed = Deed { action: "token.created", subject_kind: "api_token", subject: Some(id), detail: &detail };
    record(cx, &unit, actor, Scope::Anywhere, deed).await?;
    unit.commit().await?;
    Ok(token)
}

/// Revokes one of one's own API tokens.
///
/// # Errors
/// `NotFound` when it is nobody's or somebody else's.
pub async fn revoke_token(cx: &Context, actor: &Actor, token: Uuid) -> Result<(), Refusal> {
    allow(actor, Action::ManageOwnSessions, Scope::Anywhere)?;
    let member = own(actor)?;
    let unit = cx.db.begin().await?;
    if sessions::revoke_tokens(unit.conn(), member.id, Some(token), cx.clock.now()).await? == 0 {
        return Err(Refusal::NotFound);
    }
    let deed = Deed { action: "token.revoked", subject_kind: "api_token", subject: Some(token), detail: "" };
    record(cx, &unit, actor, Scope::Anywhere, deed).await?;
    Ok(unit.commit().await?)
}
