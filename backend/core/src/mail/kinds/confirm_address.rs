//! "Is this your address?": the one mail that an unconfirmed address gets.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, Letter, MailKind, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::news;

/// Asks to confirm an address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmAddress {
    /// The token of the link.
    pub token: String,
    /// When the link stops working.
    pub expires_at: Millis,
    /// When the address was typed, to the hour.
    pub typed_at: Millis,
    /// The consultation on whose pages it was typed.
    pub consultation_id: Uuid,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    token: String,
    typed_at: Millis,
    expires_at: Millis,
}

#[async_trait]
impl MailKind for ConfirmAddress {
    const NAME: &'static str = "confirm_address";
    const PRIORITY: i32 = 0;
    const AUDIENCE: Audience = Audience::TypedAddress;
    type Facts = Facts;

    fn life(&self, now: Millis) -> Millis {
        self.expires_at - now
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let Some(consultation) = news::public_consultation(cx.db.read(), self.consultation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts = Facts { token: self.token.clone(), typed_at: self.typed_at, expires_at: self.expires_at };
        Ok(Ok(Letter::new(Some(consultation.into()), &facts)))
    }
}
