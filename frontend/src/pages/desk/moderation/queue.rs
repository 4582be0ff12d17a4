//! The proposals that wait for a facilitator.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::desk;
use tablee_core::cases::moderation::{self, ProposalQueue, WaitingProposal};
use tablee_core::ports::DAY;
use tablee_rules::proposals::{ModerationMode, ProposalState};

use super::decision::{self, Done, TakenView};
use crate::http::{PageFault, SignedIn};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct QueuePage {
    nav: Vec<NavItem>,
    slug: String,
    mode: &'static str,
    waiting: u64,
    texts_waiting: u64,
    statements_waiting: u64,
    done: Option<&'static str>,
    items: Vec<ProposalView>,
    previous: Option<String>,
    next: Option<String>,
    taken: Vec<TakenView>,
}

/// A proposal to read.
#[derive(Serialize)]
pub(super) struct ProposalView {
    pub number: String,
    pub title: String,
    pub text: String,
    pub received: i64,
    pub channel: String,
    pub state: &'static str,
    pub published: bool,
    pub seen: String,
}

impl From<WaitingProposal> for ProposalView {
    fn from(item: WaitingProposal) -> Self {
        Self {
            number: item.number.to_string(),
            title: item.title,
            text: item.text,
            received: i64::from(item.day) * DAY + DAY / 2,
            channel: item.channel,
            state: item.state.key(),
            published: item.state == ProposalState::Published,
            seen: item.seen,
        }
    }
}

impl QueuePage {
    fn new(nav: Vec<NavItem>, queue: ProposalQueue, done: Option<&'static str>, first: bool) -> Self {
        let list = format!("/espace/c/{}/moderation", queue.slug);
        Self {
            nav,
            mode: queue.mode.key(),
            waiting: queue.waiting,
            texts_waiting: queue.texts_waiting,
            statements_waiting: queue.statements_waiting,
            done,
            items: queue.items.into_iter().map(ProposalView::from).collect(),
            next: queue.next.map(|after| format!("{list}?apres={after}")),
            previous: (!first).then_some(list),
            taken: queue.taken.into_iter().map(TakenView::from).collect(),
            slug: queue.slug,
        }
    }
}

pub(super) fn sample(state: ProposalState) -> WaitingProposal {
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

impl Page for QueuePage {
    const TEMPLATE: &'static str = "desk/moderation";

    fn title(&self) -> PageTitle {
        PageTitle::key("moderation-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let queue = |mode, items: Vec<WaitingProposal>, taken| ProposalQueue {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            mode,
            waiting: items.len() as u64,
            texts_waiting: items.len() as u64,
            statements_waiting: items.len() as u64,
            next: items.last().map(|item| item.number),
            items,
            taken,
        };
        let full = vec![sample(ProposalState::Pending), sample(ProposalState::Published)];
        let empty = queue(ModerationMode::Before, Vec::new(), Vec::new());
        let full = queue(ModerationMode::After, full, decision::samples());
        vec![
            Self::new(Vec::new(), empty, None, true),
            Self::new(Vec::new(), full, Some("moderation-done-publish"), false),
        ]
    }
}

#[derive(Deserialize)]
struct Way {
    apres: Option<i32>,
}

/// `GET /espace/c/SLUG/moderation`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    Query(way): Query<Way>,
    Query(done): Query<Done>,
) -> Result<Response, PageFault> {
    let queue = moderation::queue(&cx, &actor, parts.slug(), way.apres).await?;
    let place = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&place, frame.lang, &frame.path);
    let page = QueuePage::new(nav, queue, done.key(), way.apres.is_none());
    Ok(render(&frame, &page)?.into_response())
}
