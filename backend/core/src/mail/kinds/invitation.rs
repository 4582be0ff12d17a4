//! The invitation to become a member.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, Letter, MailKind, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::news;

/// Invites to an organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// The token of the link.
    pub token: String,
    /// When the link stops working.
    pub expires_at: Millis,
    /// The organisation that invites.
    pub organisation_id: Uuid,
    /// The role there: [`crate::access::Role::key`].
    pub role: String,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    token: String,
    expires_at: Millis,
    organisation: String,
    role: String,
}

#[async_trait]
impl MailKind for Invitation {
    const NAME: &'static str = "invitation";
    const PRIORITY: i32 = 1;
    const AUDIENCE: Audience = Audience::Invited;
    type Facts = Facts;

    fn life(&self, now: Millis) -> Millis {
        self.expires_at - now
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let Some(organisation) = news::organisation_name(cx.db.read(), self.organisation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts =
            Facts { token: self.token.clone(), expires_at: self.expires_at, organisation, role: self.role.clone() };
        Ok(Ok(Letter::new(None, &facts)))
    }
}
