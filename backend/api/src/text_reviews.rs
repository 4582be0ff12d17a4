//! Free texts of questionnaires: what waits to be read, and whether it may be shown.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::moderation::{self, Place, ReviewText, WaitingText};
use uuid::Uuid;

use crate::address::Id;
use crate::issued::Made;
use crate::moderation::{ModerationChoice, ModerationTaken};
use crate::paging::{cursor, part, place};
use crate::{Caller, Problem, Tag};

/// A page of the free texts that wait, the oldest day first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct WaitingTexts {
    /// How many wait in all.
    waiting: u64,
    /// Those of this page.
    items: Vec<TextToRead>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// A free text to read.
#[derive(Object)]
struct TextToRead {
    /// With `question_id`, names it in addresses.
    sheet: Uuid,
    /// See `sheet`.
    question_id: Uuid,
    /// Title of the phase.
    phase: String,
    /// Wording of the question.
    question: String,
    /// The text.
    text: String,
    /// A mark of these words: give it back with the decision.
    seen: String,
}

/// See [`crate::routes`].
pub(crate) struct TextReviewsApi {
    cx: Context,
}

impl TextReviewsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Moderation")]
impl TextReviewsApi {
    /// Lists the free texts that wait to be read.
    #[oai(path = "/consultations/:slug/moderation/texts", method = "get", operation_id = "listWaitingTexts")]
    async fn texts(
        &self,
        caller: Caller,
        slug: Path<String>,
        /// Where the page begins: the `next` of the page before.
        after: Query<Option<String>>,
    ) -> Result<Json<WaitingTexts>, Problem> {
        let after = after.0.as_deref().map(text_place).transpose()?;
        let queue = moderation::free_texts(&self.cx, &caller.actor(&self.cx).await?, &slug, after).await?;
        Ok(Json(WaitingTexts {
            waiting: queue.waiting,
            items: queue.items.into_iter().map(Into::into).collect(),
            next: queue
                .next
                .map(|place| cursor(&[&place.day, &place.sheet, &place.question])),
        }))
    }

    /// Decides whether a free text may be shown.
    #[oai(
        path = "/consultations/:slug/moderation/texts/:sheet/:question/decisions",
        method = "post",
        operation_id = "decideOnText"
    )]
    async fn review(
        &self,
        caller: Caller,
        slug: Path<String>,
        sheet: Path<Id>,
        question: Path<Id>,
        choice: Json<ModerationChoice>,
    ) -> Result<Made<ModerationTaken>, Problem> {
        let (seen, form) = choice.0.parts();
        let command = ReviewText { slug: slug.0, sheet: sheet.0.0, question: question.0.0, seen, form };
        let decided = moderation::review(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Made::Made(Json(decided.into())))
    }
}

fn text_place(cursor: &str) -> Result<Place, tablee_core::Refusal> {
    let [day, sheet, question] = place(cursor)?;
    Ok(Place { day: part(&day)?, sheet: part(&sheet)?, question: part(&question)? })
}

impl From<WaitingText> for TextToRead {
    fn from(found: WaitingText) -> Self {
        Self {
            sheet: found.sheet,
            question_id: found.question_id,
            phase: found.phase,
            question: found.question,
            text: found.text,
            seen: found.seen,
        }
    }
}
