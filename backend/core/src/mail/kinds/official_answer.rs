//! What the institution answers to a proposal; a changed answer is a new mail.

use async_trait::async_trait;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, Letter, MailKind, NEWS_LIFE, Skip};
use crate::Context;
use crate::ports::Millis;
use crate::store::news;
use crate::texts::noon_of;

/// Tells of an official answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfficialAnswer {
    /// The row of `official_answers`: one version.
    pub answer_id: Uuid,
}

/// What the templates show.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    /// Whether an earlier version was published.
    changed: bool,
    proposal_number: i32,
    proposal_title: String,
    /// Key of a [`tablee_rules::answers::Verdict`].
    verdict: String,
    reason: String,
    /// The named responsible body.
    body: String,
    /// The named responsible person.
    person: String,
    /// Noon of the day that was promised.
    due: Option<Millis>,
}

#[async_trait]
impl MailKind for OfficialAnswer {
    const NAME: &'static str = "official_answer";
    const PRIORITY: i32 = 2;
    const AUDIENCE: Audience = Audience::Follower;
    type Facts = Facts;

    fn life(&self, _: Millis) -> Millis {
        NEWS_LIFE
    }

    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr> {
        let Some((answer, proposal)) = news::latest_answer(cx.db.read(), self.answer_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let Some(consultation) = news::public_consultation(cx.db.read(), answer.consultation_id).await? else {
            return Ok(Err(Skip::Outdated));
        };
        let facts = Facts {
            changed: answer.version > 1,
            proposal_number: proposal.number,
            proposal_title: proposal.title,
            verdict: answer.verdict,
            reason: answer.reason,
            body: answer.body,
            person: answer.person,
            due: answer.due_on.as_deref().and_then(noon_of),
        };
        Ok(Ok(Letter::new(Some(consultation.into()), &facts)))
    }
}
