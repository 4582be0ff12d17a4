//! What the three kinds of contributions that facilitators read have in common: one list, one page to decide, other words.

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tablee_core::cases::moderation::{Decided, Queue};
use tablee_core::ports::DAY;
use tablee_core::{Context, Refusal, access::Actor};

use super::decision::{DecisionFields, TakenView};
use crate::pages::desk::parts::Parts;

/// A kind of contribution that facilitators read.
pub(super) trait ModeratedKind: Sized + Send + Sync + 'static {
    /// The last part of the address of its list.
    const LIST: &'static str;
    /// How the keys of what its pages say begin.
    const WORDS: &'static str;
    /// Key of the title of its list.
    const TITLE: &'static str;
    /// Key of the title of one that has none of its own.
    const ONE_TITLE: &'static str;
    /// The question of an address that asks for another page of the list than the first.
    type Turn: DeserializeOwned + Send;
    /// What names one contribution in a consultation.
    type Key: Copy + Send + Sync;

    /// The contribution that an address names.
    fn key(parts: &Parts) -> Result<Self::Key, Refusal>;

    /// A page of the list.
    fn queue(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        turn: Self::Turn,
    ) -> impl Future<Output = Result<QueueView, Refusal>> + Send;

    /// One contribution to decide on.
    fn one(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        key: Self::Key,
    ) -> impl Future<Output = Result<ItemView, Refusal>> + Send;

    /// Decides on it.
    fn decide(
        cx: &Context,
        actor: &Actor,
        slug: &str,
        key: Self::Key,
        fields: &DecisionFields,
    ) -> impl Future<Output = Result<Decided, Refusal>> + Send;

    /// Lists of every shape.
    fn sample_queues() -> Vec<QueueView>;

    /// Contributions of every shape.
    fn sample_items() -> Vec<ItemView>;

    /// The address of its list.
    fn list(slug: &str) -> String {
        format!("/espace/c/{slug}/{}", Self::LIST)
    }
}

/// One page of a list, as its template reads it.
#[derive(Serialize)]
pub(super) struct QueueView {
    /// Key of the sentence below the title.
    pub lead: &'static str,
    /// The lists that are reached from this one; none on those.
    pub others: Vec<OtherList>,
    pub waiting: u64,
    pub items: Vec<ItemView>,
    /// Whether it begins with the contribution received first.
    pub first: bool,
    pub next: Option<String>,
    pub taken: Vec<TakenView>,
}

/// The way to a list where something waits.
#[derive(Serialize)]
pub(super) struct OtherList {
    pub address: String,
    pub text: &'static str,
    pub waiting: u64,
}

impl QueueView {
    /// The view of a page; `next` is the question of the address of the one that follows.
    pub fn of<Item, Place>(
        queue: Queue<Item, Place>,
        (lead, first): (&'static str, bool),
        item: impl Fn(&str, Item) -> ItemView,
        next: impl Fn(Place) -> String,
    ) -> Self {
        Self {
            lead,
            others: Vec::new(),
            waiting: queue.waiting,
            items: queue.items.into_iter().map(|found| item(&queue.slug, found)).collect(),
            first,
            next: queue.next.map(next),
            taken: queue.taken.into_iter().map(TakenView::from).collect(),
        }
    }
}

/// A contribution to read.
#[derive(Default, Serialize)]
pub(super) struct ItemView {
    /// Where it is decided on.
    pub address: String,
    /// What it is called; nothing when it is only its text.
    pub title: Option<String>,
    /// The phase and the question that it answers.
    pub phase: Option<String>,
    pub question: Option<String>,
    pub text: String,
    pub number: Option<String>,
    /// The middle of the day it was received.
    pub received: Option<i64>,
    pub channel: Option<String>,
    pub state: Option<&'static str>,
    /// Whether everyone can read it already.
    pub published: bool,
    pub seen: String,
}

/// The middle of a day, in milliseconds.
pub(super) fn noon(day: i32) -> i64 {
    i64::from(day) * DAY + DAY / 2
}
