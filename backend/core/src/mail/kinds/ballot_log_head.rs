//! A new signed head of the log of a vote: observers keep it, so that the log cannot be rewritten unseen.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, Letter, MailKind, NEWS_LIFE, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::{ballot_log, consultations, news};

/// Tells of a signed head.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BallotLogHead {
    /// The phase that is a vote.
    pub phase_id: Uuid,
    /// Which head, from 1.
    pub number: i32,
    /// What checks its signature, as a C2SP verifier key; mails of older versions have none.
    #[serde(default)]
    pub key: String,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    phase_title: String,
    phase_position: i32,
    size: i64,
    made_at: Millis,
    /// Whether the vote was closed.
    closing: bool,
    /// What was signed, with the signature, line by line.
    note: Vec<String>,
    /// What checks the signature.
    key: String,
}

#[async_trait]
impl MailKind for BallotLogHead {
    const NAME: &'static str = "ballot_log_head";
    const PRIORITY: i32 = 2;
    const AUDIENCE: Audience = Audience::Follower;
    type Facts = Facts;

    fn life(&self, _: Millis) -> Millis {
        NEWS_LIFE
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let read = cx.db.read();
        let Some(head) = ballot_log::head(read, self.phase_id, self.number).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let Some(phase) = consultations::phase_by_id(read, self.phase_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let Some(consultation) = news::public_consultation(read, phase.consultation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts = Facts {
            phase_title: phase.title,
            phase_position: phase.position,
            size: head.size,
            made_at: head.made_at,
            closing: head.closing,
            note: head.note.lines().map(str::to_owned).collect(),
            key: self.key.clone(),
        };
        Ok(Ok(Letter::new(Some(consultation.into()), &facts)))
    }
}
