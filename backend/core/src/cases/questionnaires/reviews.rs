//! What became of the words in a sent sheet, told to who wrote them.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::AskedQuestion;
use crate::cases::contribution::Held;
use crate::store::entities::answer::AnswerReview;
use crate::store::entities::moderation_decision::ON_AN_ANSWER;
use crate::store::{answer_sheets, moderation};
use crate::{Context, Refusal};

/// What became of the words in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextReview {
    /// Nobody has read them yet.
    Waiting,
    /// Results may show them.
    Shown,
    /// Results do not show them, and this is why.
    Refused {
        /// Stable name of the reason.
        reason: Option<String>,
        /// The facilitator's own words.
        words: Option<String>,
    },
}

impl TextReview {
    /// The stable name, also the end of translation keys: those of contributions that are read.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "published",
            Self::Refused { .. } => "refused",
        }
    }

    /// The stable name of the reason and the facilitator's words; nothing unless it was refused.
    pub fn reasons(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Refused { reason, words } => (reason.clone(), words.clone()),
            Self::Waiting | Self::Shown => (None, None),
        }
    }
}

/// Adds to the questions of a sent sheet what became of the words of each answer.
pub(super) async fn tell(cx: &Context, held: &Held, asked: &mut [AskedQuestion]) -> Result<(), Refusal> {
    let given = answer_sheets::answers(cx.db.read(), held.contribution).await?;
    let mut reviews: BTreeMap<Uuid, AnswerReview> = given
        .into_iter()
        .filter_map(|row| Some((row.question_id, AnswerReview::from_key(&row.review)?)))
        .collect();
    let refused = reviews.values().any(|review| *review == AnswerReview::Refused);
    let mut reasons = if refused { reasons(cx, held.contribution).await? } else { BTreeMap::new() };
    for question in asked {
        question.review = match reviews.remove(&question.id) {
            None | Some(AnswerReview::NotNeeded) => None,
            Some(AnswerReview::Waiting) => Some(TextReview::Waiting),
            Some(AnswerReview::Published) => Some(TextReview::Shown),
            Some(AnswerReview::Refused) => {
                let (reason, words) = reasons.remove(&question.id).unwrap_or_default();
                Some(TextReview::Refused { reason, words })
            }
        };
    }
    Ok(())
}

/// Why each answer of a sheet was refused, by its question: the latest standing decision.
async fn reasons(cx: &Context, sheet: Uuid) -> Result<BTreeMap<Uuid, (Option<String>, Option<String>)>, Refusal> {
    let standing = moderation::standing_on_parts(cx.db.read(), ON_AN_ANSWER, sheet).await?;
    let by_question = standing
        .into_iter()
        .filter_map(|row| Some((row.part_id?, (row.reason, row.reason_text))));
    Ok(by_question.collect())
}
