//! What was decided on a contribution. Shows nothing of the contribution, nor the words for its author: the receipt code does, to
//! whoever holds it. Others who follow the contribution get the same mail.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use tablee_rules::moderation::UNDO_WINDOW;
use uuid::Uuid;

use super::{Audience, Letter, MailKind, NEWS_LIFE, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::news;

/// Tells of a moderation decision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ModerationDecision {
    /// The row of `moderation_decisions`.
    pub decision_id: Uuid,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    published: bool,
    /// Key of a [`tablee_rules::moderation::ReasonKind`].
    reason: Option<String>,
}

#[async_trait]
impl MailKind for ModerationDecision {
    const NAME: &'static str = "moderation_decision";
    const PRIORITY: i32 = 2;
    const AUDIENCE: Audience = Audience::Follower;
    const WAIT: Millis = UNDO_WINDOW;
    type Facts = Facts;

    fn life(&self, _: Millis) -> Millis {
        NEWS_LIFE
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let standing = news::standing_decision(cx.db.read(), self.decision_id).await?;
        let Some(decision) = standing else { return Ok(Err(Skip::Outdated)) };
        let Some(consultation) = news::public_consultation(cx.db.read(), decision.consultation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts = Facts { published: decision.reason.is_none(), reason: decision.reason };
        Ok(Ok(Letter::new(Some(consultation.into()), &facts)))
    }
}
