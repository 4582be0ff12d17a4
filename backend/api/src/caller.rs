//! Who calls the API: a member by token, a participant by pass, or anyone.

use poem_openapi::SecurityScheme;
use poem_openapi::auth::{ApiKey, Bearer};
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::credentials;
use tablee_core::secrets::looks_like_token;
use tablee_core::{Context, Refusal};

/// A member's API token, made on the page of one's sessions.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", rename = "memberToken")]
pub struct MemberToken(Bearer);

/// The pass of a participant, made by `POST /passes`. Whoever holds it is that participant.
#[derive(SecurityScheme)]
#[oai(ty = "api_key", key_name = "Tablee-Pass", key_in = "header", rename = "pass")]
pub struct PassKey(ApiKey);

/// The caller of an operation that anyone may ask for.
#[derive(SecurityScheme)]
pub enum Caller {
    /// A member.
    Member(MemberToken),
    /// A participant.
    Participant(PassKey),
    /// Nobody in particular.
    #[oai(fallback)]
    Anyone,
}

impl Caller {
    /// The actor behind the credentials.
    ///
    /// # Errors
    /// `SignInNeeded` for a token or a pass that is not good.
    pub async fn actor(&self, cx: &Context) -> Result<Actor, Refusal> {
        match self {
            Self::Anyone => Ok(Actor::Anyone),
            // A short pass could be guessed: only what has the shape of ours is one.
            Self::Participant(PassKey(key)) if looks_like_token(&key.key) => {
                Ok(Actor::Resident(DeviceSecret(key.key.clone())))
            }
            Self::Participant(_) => Err(Refusal::SignInNeeded),
            Self::Member(MemberToken(bearer)) => credentials::of_api_token(cx, &bearer.token).await,
        }
    }
}
