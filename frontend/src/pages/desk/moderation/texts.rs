//! Free texts of questionnaires that wait to be read.

use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::moderation::{self, Decided, Place, Queue, ReviewText, WaitingText};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::decision::{self, DecisionFields};
use super::kind::{ItemView, ModeratedKind, QueueView};
use crate::pages::desk::parts::Parts;

/// One is shown in results only once it was read.
pub(super) struct FreeTexts;

#[derive(Deserialize)]
pub(super) struct After {
    jour: Option<i32>,
    feuille: Option<Uuid>,
    question: Option<Uuid>,
}

impl After {
    fn place(&self) -> Option<Place> {
        Some(Place { day: self.jour?, sheet: self.feuille?, question: self.question? })
    }
}

impl ModeratedKind for FreeTexts {
    const LIST: &'static str = "textes-libres";
    const WORDS: &'static str = "texts-";
    const TITLE: &'static str = "texts-title";
    const ONE_TITLE: &'static str = "texts-one-title";
    type Turn = After;
    /// The sheet and the question.
    type Key = (Uuid, Uuid);

    fn key(parts: &Parts) -> Result<(Uuid, Uuid), Refusal> {
        Ok((parts.read("sheet")?, parts.read("question")?))
    }

    async fn queue(cx: &Context, actor: &Actor, slug: &str, turn: After) -> Result<QueueView, Refusal> {
        let place = turn.place();
        Ok(view(moderation::free_texts(cx, actor, slug, place).await?, place.is_none()))
    }

    async fn one(cx: &Context, actor: &Actor, slug: &str, key: (Uuid, Uuid)) -> Result<ItemView, Refusal> {
        Ok(item(slug, moderation::one_text(cx, actor, slug, key).await?))
    }

    async fn decide(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        (sheet, question): (Uuid, Uuid),
        fields: &DecisionFields,
    ) -> Result<Decided, Refusal> {
        let (slug, seen) = (slug.to_owned(), fields.seen.clone());
        moderation::review(cx, actor, ReviewText { slug, sheet, question, seen, form: fields.form() }).await
    }

    fn sample_queues() -> Vec<QueueView> {
        let place = Place { day: 20_780, sheet: Uuid::nil(), question: Uuid::nil() };
        let queue = |items: Vec<WaitingText>, taken| Queue {
            slug: "ecole".to_owned(),
            waiting: items.len() as u64,
            next: items.last().map(|_| place),
            items,
            taken,
        };
        vec![view(queue(Vec::new(), Vec::new()), true), view(queue(vec![sample()], decision::samples()), false)]
    }

    fn sample_items() -> Vec<ItemView> {
        vec![item("ecole", sample())]
    }
}

fn view(queue: Queue<WaitingText, Place>, first: bool) -> QueueView {
    let next = |place: Place| format!("jour={}&feuille={}&question={}", place.day, place.sheet, place.question);
    QueueView::of(queue, ("texts-lead", first), item, next)
}

fn item(slug: &str, found: WaitingText) -> ItemView {
    ItemView {
        address: format!("{}/{}/{}", FreeTexts::list(slug), found.sheet, found.question_id),
        phase: Some(found.phase),
        question: Some(found.question),
        text: found.text,
        seen: found.seen,
        ..ItemView::default()
    }
}

fn sample() -> WaitingText {
    WaitingText {
        sheet: Uuid::nil(),
        question_id: Uuid::nil(),
        phase: "Vos idées".to_owned(),
        question: "Que manque-t-il ?".to_owned(),
        text: "Un lieu pour cuisiner.".to_owned(),
        seen: "abc".to_owned(),
    }
}
