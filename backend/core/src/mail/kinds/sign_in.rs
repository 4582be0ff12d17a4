//! The link by which a member signs in.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::{Audience, Letter, MailKind, Skip};
use crate::Context;
use crate::ports::Millis;

/// Gives a sign-in link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// The token of the link.
    pub token: String,
    /// When the link stops working.
    pub expires_at: Millis,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    token: String,
    expires_at: Millis,
}

#[async_trait]
impl MailKind for SignIn {
    const NAME: &'static str = "sign_in";
    const PRIORITY: i32 = 0;
    const AUDIENCE: Audience = Audience::Member;
    type Facts = Facts;

    fn life(&self, now: Millis) -> Millis {
        self.expires_at - now
    }

    async fn letter(&self, _: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        Ok(Ok(Letter::new(None, &Facts { token: self.token.clone(), expires_at: self.expires_at })))
    }
}
