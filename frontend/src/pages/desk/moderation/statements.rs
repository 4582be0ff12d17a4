//! Statements of residents that wait to be read.

use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::moderation::{self, DecideStatement, Decided, Queue, WaitingPlace, WaitingStatement};
use tablee_core::{Context, Refusal};
use tablee_rules::moderation::ModerationState;
use uuid::Uuid;

use super::decision::{self, DecisionFields};
use super::kind::{ItemView, ModeratedKind, QueueView, noon};
use crate::pages::desk::parts::Parts;

/// Nobody else meets one before a facilitator has read it.
pub(super) struct Statements;

#[derive(Deserialize)]
pub(super) struct After {
    jour: Option<i32>,
    phrase: Option<Uuid>,
}

impl After {
    fn place(&self) -> Option<WaitingPlace> {
        Some(WaitingPlace { day: self.jour?, id: self.phrase? })
    }
}

impl ModeratedKind for Statements {
    const LIST: &'static str = "phrases";
    const WORDS: &'static str = "statements-";
    const TITLE: &'static str = "statements-title";
    const ONE_TITLE: &'static str = "statements-one-title";
    type Turn = After;
    type Key = Uuid;

    fn key(parts: &Parts) -> Result<Uuid, Refusal> {
        parts.read("statement")
    }

    async fn queue(cx: &Context, actor: &Actor, slug: &str, turn: After) -> Result<QueueView, Refusal> {
        let place = turn.place();
        Ok(view(moderation::statements(cx, actor, slug, place).await?, place.is_none()))
    }

    async fn one(cx: &Context, actor: &Actor, slug: &str, statement: Uuid) -> Result<ItemView, Refusal> {
        Ok(item(slug, moderation::one_statement(cx, actor, slug, statement).await?))
    }

    async fn decide(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        statement: Uuid,
        fields: &DecisionFields,
    ) -> Result<Decided, Refusal> {
        let (slug, seen) = (slug.to_owned(), fields.seen.clone());
        moderation::decide_statement(cx, actor, DecideStatement { slug, statement, seen, form: fields.form() }).await
    }

    fn sample_queues() -> Vec<QueueView> {
        let queue = |items: Vec<WaitingStatement>, taken| Queue {
            slug: "ecole".to_owned(),
            waiting: items.len() as u64,
            next: items.last().map(|item| WaitingPlace { day: item.day, id: item.id }),
            items,
            taken,
        };
        let full = vec![sample(ModerationState::Pending), sample(ModerationState::Published)];
        vec![view(queue(Vec::new(), Vec::new()), true), view(queue(full, decision::samples()), false)]
    }

    fn sample_items() -> Vec<ItemView> {
        [ModerationState::Pending, ModerationState::Refused, ModerationState::Published]
            .map(|state| item("ecole", sample(state)))
            .into()
    }
}

fn view(queue: Queue<WaitingStatement, WaitingPlace>, first: bool) -> QueueView {
    let next = |place: WaitingPlace| format!("jour={}&phrase={}", place.day, place.id);
    QueueView::of(queue, ("statements-lead", first), item, next)
}

fn item(slug: &str, found: WaitingStatement) -> ItemView {
    ItemView {
        address: format!("{}/{}", Statements::list(slug), found.id),
        text: found.text,
        received: Some(noon(found.day)),
        channel: Some(found.channel),
        state: Some(found.state.key()),
        published: found.state == ModerationState::Published,
        seen: found.seen,
        ..ItemView::default()
    }
}

fn sample(state: ModerationState) -> WaitingStatement {
    WaitingStatement {
        id: Uuid::nil(),
        text: "Il manque un lieu pour cuisiner.".to_owned(),
        day: 20_780,
        channel: "web".to_owned(),
        state,
        seen: "abc".to_owned(),
    }
}
