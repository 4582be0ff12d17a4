//! The results of a phase can be read.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, Letter, MailKind, NEWS_LIFE, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::news;

/// Tells of published results.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResultsPublished {
    /// The row of `publications`: one version.
    pub publication_id: Uuid,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    /// Whether an earlier version was published.
    changed: bool,
    phase_title: String,
    phase_position: i32,
    participants: i32,
}

#[async_trait]
impl MailKind for ResultsPublished {
    const NAME: &'static str = "results_published";
    const PRIORITY: i32 = 3;
    const AUDIENCE: Audience = Audience::Follower;
    type Facts = Facts;

    fn life(&self, _: Millis) -> Millis {
        NEWS_LIFE
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let Some((publication, phase)) = news::latest_publication(cx.db.read(), self.publication_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let Some(consultation) = news::public_consultation(cx.db.read(), publication.consultation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts = Facts {
            changed: publication.version > 1,
            phase_title: phase.title,
            phase_position: phase.position,
            participants: phase.participants,
        };
        Ok(Ok(Letter::new(Some(consultation.into()), &facts)))
    }
}
