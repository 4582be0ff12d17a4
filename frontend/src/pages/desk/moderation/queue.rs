//! The contributions of one kind that wait for a facilitator.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::desk;

use super::decision::Done;
use super::kind::{ModeratedKind, QueueView};
use super::proposals::Proposals;
use super::statements::Statements;
use super::texts::FreeTexts;
use crate::http::{About, PageFault, SignedIn};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct QueuePage {
    nav: Vec<NavItem>,
    slug: String,
    /// The list from which this one is reached.
    back: Option<String>,
    title: &'static str,
    words: &'static str,
    done: Option<&'static str>,
    queue: QueueView,
    previous: Option<String>,
}

impl QueuePage {
    fn new<K: ModeratedKind>(nav: Vec<NavItem>, slug: &str, queue: QueueView, done: Option<&'static str>) -> Self {
        Self {
            nav,
            back: (K::LIST != Proposals::LIST).then(|| Proposals::list(slug)),
            slug: slug.to_owned(),
            title: K::TITLE,
            words: K::WORDS,
            done,
            previous: (!queue.first).then(|| K::list(slug)),
            queue: QueueView { next: queue.next.map(|next| format!("{}?{next}", K::list(slug))), ..queue },
        }
    }

    fn samples_of<K: ModeratedKind>() -> impl Iterator<Item = Self> {
        let done = [None, Some("moderation-done-publish"), Some("moderation-done-refuse")]
            .into_iter()
            .cycle();
        let page = |(queue, done)| Self::new::<K>(Vec::new(), "ecole", queue, done);
        K::sample_queues().into_iter().zip(done).map(page)
    }
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "desk/queue";

    fn title(&self) -> PageTitle {
        PageTitle::key(self.title)
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        Self::samples_of::<Proposals>()
            .chain(Self::samples_of::<Statements>())
            .chain(Self::samples_of::<FreeTexts>())
            .collect()
    }
}

/// `GET /espace/c/SLUG/moderation`, and the lists of the other kinds.
#[handler]
pub(in crate::pages::desk) async fn show<K: ModeratedKind>(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    _: About<K>,
    Query(turn): Query<K::Turn>,
    Query(done): Query<Done>,
) -> Result<Response, PageFault> {
    let queue = K::queue(&cx, &actor, parts.slug(), turn).await?;
    let place = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&place, frame.lang, &Proposals::list(parts.slug()));
    let page = QueuePage::new::<K>(nav, parts.slug(), queue, done.key());
    Ok(render(&frame, &page)?.into_response())
}
