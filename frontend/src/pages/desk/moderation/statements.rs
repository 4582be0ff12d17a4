//! The statements of residents that wait to be read.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::desk;
use tablee_core::cases::moderation::{self, DecideStatement, StatementQueue, WaitingPlace, WaitingStatement};
use tablee_core::ports::DAY;
use tablee_core::{Context, Refusal};
use tablee_rules::proposals::ProposalState;
use uuid::Uuid;

use super::decision::{self, DecisionFields, Done, RefusalFields, TakenView, after};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other, status_of};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct StatementsPage {
    nav: Vec<NavItem>,
    slug: String,
    waiting: u64,
    done: Option<&'static str>,
    items: Vec<StatementView>,
    previous: Option<String>,
    next: Option<String>,
    taken: Vec<TakenView>,
}

#[derive(Serialize)]
struct StatementView {
    address: String,
    text: String,
    received: i64,
    channel: String,
    state: &'static str,
    seen: String,
}

impl StatementView {
    fn new(slug: &str, item: WaitingStatement) -> Self {
        Self {
            address: format!("{}/{}", list_of(slug), item.id),
            text: item.text,
            received: i64::from(item.day) * DAY + DAY / 2,
            channel: item.channel,
            state: item.state.key(),
            seen: item.seen,
        }
    }
}

impl StatementsPage {
    fn new(nav: Vec<NavItem>, queue: StatementQueue, done: Option<&'static str>, first: bool) -> Self {
        let list = list_of(&queue.slug);
        Self {
            nav,
            waiting: queue.waiting,
            done,
            next: queue
                .next
                .map(|place| format!("{list}?jour={}&phrase={}", place.day, place.id)),
            items: queue
                .items
                .into_iter()
                .map(|item| StatementView::new(&queue.slug, item))
                .collect(),
            previous: (!first).then_some(list),
            taken: queue.taken.into_iter().map(TakenView::from).collect(),
            slug: queue.slug,
        }
    }
}

fn list_of(slug: &str) -> String {
    format!("/espace/c/{slug}/phrases")
}

fn sample(state: ProposalState) -> WaitingStatement {
    WaitingStatement {
        id: Uuid::nil(),
        text: "Il manque un lieu pour cuisiner.".to_owned(),
        day: 20_780,
        channel: "web".to_owned(),
        state,
        seen: "abc".to_owned(),
    }
}

impl Page for StatementsPage {
    const TEMPLATE: &'static str = "desk/statements";

    fn title(&self) -> PageTitle {
        PageTitle::key("statements-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let queue = |items: Vec<WaitingStatement>, taken| StatementQueue {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            waiting: items.len() as u64,
            next: items.last().map(|item| WaitingPlace { day: item.day, id: item.id }),
            items,
            taken,
        };
        let full = queue(vec![sample(ProposalState::Pending)], decision::samples());
        vec![
            Self::new(Vec::new(), queue(Vec::new(), Vec::new()), None, true),
            Self::new(Vec::new(), full, Some("moderation-done-refuse"), false),
        ]
    }
}

#[derive(Deserialize)]
struct Way {
    jour: Option<i32>,
    phrase: Option<Uuid>,
}

impl Way {
    fn place(&self) -> Option<WaitingPlace> {
        Some(WaitingPlace { day: self.jour?, id: self.phrase? })
    }
}

/// `GET /espace/c/SLUG/phrases`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    Query(way): Query<Way>,
    Query(done): Query<Done>,
) -> Result<Response, PageFault> {
    let place = way.place();
    let queue = moderation::statements(&cx, &actor, parts.slug(), place).await?;
    let desk = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&desk, frame.lang, &format!("/espace/c/{}/moderation", parts.slug()));
    let page = StatementsPage::new(nav, queue, done.key(), place.is_none());
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Serialize)]
pub(in crate::pages::desk) struct DecideStatementPage {
    list: String,
    errors: Vec<FormError>,
    item: StatementView,
    refusal: RefusalFields,
}

impl DecideStatementPage {
    fn new(lang: Lang, slug: &str, found: WaitingStatement, faults: Faults, typed: &DecisionFields) -> Self {
        Self {
            list: list_of(slug),
            refusal: RefusalFields::new(lang, &faults, typed),
            errors: faults.0,
            item: StatementView::new(slug, found),
        }
    }
}

impl Page for DecideStatementPage {
    const TEMPLATE: &'static str = "desk/statement";

    fn title(&self) -> PageTitle {
        PageTitle::key("statements-one-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let wrong = Faults::of(&Refusal::field("reason", "fault-moderation-reason-missing"), lang);
        let page = |state, faults| Self::new(lang, "ecole", sample(state), faults, &DecisionFields::default());
        vec![
            page(ProposalState::Pending, Faults::none()),
            page(ProposalState::Refused, Faults::none()),
            page(ProposalState::Published, wrong),
        ]
    }
}

/// `GET /espace/c/SLUG/phrases/STATEMENT`
#[handler]
pub(in crate::pages::desk) async fn one(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let found = moderation::one_statement(&cx, &actor, parts.slug(), parts.read("statement")?).await?;
    let page = DecideStatementPage::new(frame.lang, parts.slug(), found, Faults::none(), &DecisionFields::default());
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/c/SLUG/phrases/STATEMENT`
#[handler]
pub(in crate::pages::desk) async fn decide(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(fields): LimitedForm<DecisionFields>,
) -> Result<Response, PageFault> {
    let (slug, statement) = (parts.slug().to_owned(), parts.read("statement")?);
    let command = DecideStatement { slug: slug.clone(), statement, seen: fields.seen.clone(), form: fields.form() };
    match moderation::decide_statement(&cx, &actor, command).await {
        Ok(_) => Ok(see_other(&after(&list_of(&slug), &fields.decision))),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile | Refusal::WrongState)) => {
            let found = moderation::one_statement(&cx, &actor, &slug, statement).await?;
            let faults = Faults::of(&refusal, frame.lang);
            let page = DecideStatementPage::new(frame.lang, &slug, found, faults, &fields);
            Ok(render(&frame, &page)?
                .with_status(status_of(refusal.class()))
                .into_response())
        }
        Err(other) => Err(other.into()),
    }
}
