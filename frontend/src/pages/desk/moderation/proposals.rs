//! Proposals that wait to be read.

use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::moderation::{self, DecideProposal, Decided, ProposalQueue, Queue, WaitingProposal};
use tablee_core::{Context, Refusal};
use tablee_rules::moderation::{ModerationMode, ModerationState};

use super::decision::{self, DecisionFields};
use super::kind::{ItemView, ModeratedKind, OtherList, QueueView, noon};
use super::statements::Statements;
use super::texts::FreeTexts;
use crate::pages::desk::parts::Parts;

/// The list from which the others are reached.
pub(super) struct Proposals;

#[derive(Deserialize)]
pub(super) struct After {
    apres: Option<i32>,
}

impl ModeratedKind for Proposals {
    const LIST: &'static str = "moderation";
    const WORDS: &'static str = "moderation-";
    const TITLE: &'static str = "moderation-title";
    const ONE_TITLE: &'static str = "moderation-title";
    type Turn = After;
    type Key = i32;

    fn key(parts: &Parts) -> Result<i32, Refusal> {
        parts.read("number")
    }

    async fn queue(cx: &Context, actor: &Actor, slug: &str, turn: After) -> Result<QueueView, Refusal> {
        Ok(view(moderation::queue(cx, actor, slug, turn.apres).await?, turn.apres.is_none()))
    }

    async fn one(cx: &Context, actor: &Actor, slug: &str, number: i32) -> Result<ItemView, Refusal> {
        Ok(item(slug, moderation::one(cx, actor, slug, number).await?))
    }

    async fn decide(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        number: i32,
        fields: &DecisionFields,
    ) -> Result<Decided, Refusal> {
        let (slug, seen) = (slug.to_owned(), fields.seen.clone());
        moderation::decide(cx, actor, DecideProposal { slug, number, seen, form: fields.form() }).await
    }

    fn sample_queues() -> Vec<QueueView> {
        let queue = |mode, items: Vec<WaitingProposal>, taken| ProposalQueue {
            mode,
            texts_waiting: items.len() as u64,
            statements_waiting: items.len() as u64,
            proposals: Queue {
                slug: "ecole".to_owned(),
                waiting: items.len() as u64,
                next: items.last().map(|item| item.number),
                items,
                taken,
            },
        };
        let full = vec![sample(ModerationState::Pending), sample(ModerationState::Published)];
        vec![
            view(queue(ModerationMode::Before, Vec::new(), Vec::new()), true),
            view(queue(ModerationMode::After, full, decision::samples()), false),
        ]
    }

    fn sample_items() -> Vec<ItemView> {
        [ModerationState::Pending, ModerationState::Refused, ModerationState::Published]
            .map(|state| item("ecole", sample(state)))
            .into()
    }
}

fn view(queue: ProposalQueue, first: bool) -> QueueView {
    let lead = match queue.mode {
        ModerationMode::Before => "moderation-mode-before",
        ModerationMode::After => "moderation-mode-after",
    };
    let slug = &queue.proposals.slug;
    let (texts, statements) = (FreeTexts::list(slug), Statements::list(slug));
    let others = [
        OtherList { address: texts, text: "moderation-texts-waiting", waiting: queue.texts_waiting },
        OtherList { address: statements, text: "moderation-statements-waiting", waiting: queue.statements_waiting },
    ];
    let others = others.into_iter().filter(|list| list.waiting > 0).collect();
    let next = |after| format!("apres={after}");
    QueueView { others, ..QueueView::of(queue.proposals, (lead, first), item, next) }
}

fn item(slug: &str, found: WaitingProposal) -> ItemView {
    ItemView {
        address: format!("{}/{}", Proposals::list(slug), found.number),
        number: Some(found.number.to_string()),
        title: Some(found.title),
        text: found.text,
        received: Some(noon(found.day)),
        channel: Some(found.channel),
        state: Some(found.state.key()),
        published: found.state == ModerationState::Published,
        seen: found.seen,
        ..ItemView::default()
    }
}

fn sample(state: ModerationState) -> WaitingProposal {
    WaitingProposal {
        number: 3,
        title: "Title".to_owned(),
        text: "First line\nsecond line".to_owned(),
        day: 20_780,
        channel: "paper".to_owned(),
        state,
        seen: "abc".to_owned(),
    }
}
