//! The free texts of questionnaires that wait to be read.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::desk;
use tablee_core::cases::moderation::{self, FreeTextQueue, Place, ReviewText, WaitingText};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::decision::{self, DecisionFields, Done, RefusalFields, TakenView, after};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other, status_of};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(in crate::pages::desk) struct TextsPage {
    nav: Vec<NavItem>,
    slug: String,
    waiting: u64,
    done: Option<&'static str>,
    items: Vec<TextView>,
    previous: Option<String>,
    next: Option<String>,
    taken: Vec<TakenView>,
}

#[derive(Serialize)]
struct TextView {
    address: String,
    phase: String,
    question: String,
    text: String,
    seen: String,
}

impl TextView {
    fn new(slug: &str, item: WaitingText) -> Self {
        Self {
            address: format!("/espace/c/{slug}/textes-libres/{}/{}", item.sheet, item.question_id),
            phase: item.phase,
            question: item.question,
            text: item.text,
            seen: item.seen,
        }
    }
}

impl TextsPage {
    fn new(nav: Vec<NavItem>, queue: FreeTextQueue, done: Option<&'static str>, first: bool) -> Self {
        let list = list_of(&queue.slug);
        let next =
            |place: Place| format!("{list}?jour={}&feuille={}&question={}", place.day, place.sheet, place.question);
        Self {
            nav,
            waiting: queue.waiting,
            done,
            next: queue.next.map(next),
            items: queue
                .items
                .into_iter()
                .map(|item| TextView::new(&queue.slug, item))
                .collect(),
            previous: (!first).then_some(list),
            taken: queue.taken.into_iter().map(TakenView::from).collect(),
            slug: queue.slug,
        }
    }
}

fn list_of(slug: &str) -> String {
    format!("/espace/c/{slug}/textes-libres")
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

impl Page for TextsPage {
    const TEMPLATE: &'static str = "desk/free_texts";

    fn title(&self) -> PageTitle {
        PageTitle::key("texts-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let place = Place { day: 20_780, sheet: Uuid::nil(), question: Uuid::nil() };
        let queue = |items: Vec<WaitingText>, taken| FreeTextQueue {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            waiting: items.len() as u64,
            next: items.last().map(|_| place),
            items,
            taken,
        };
        vec![
            Self::new(Vec::new(), queue(Vec::new(), Vec::new()), None, true),
            Self::new(Vec::new(), queue(vec![sample()], decision::samples()), Some("moderation-done-refuse"), false),
        ]
    }
}

#[derive(Deserialize)]
struct Way {
    jour: Option<i32>,
    feuille: Option<Uuid>,
    question: Option<Uuid>,
}

impl Way {
    fn place(&self) -> Option<Place> {
        Some(Place { day: self.jour?, sheet: self.feuille?, question: self.question? })
    }
}

/// `GET /espace/c/SLUG/textes-libres`
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
    let queue = moderation::free_texts(&cx, &actor, parts.slug(), place).await?;
    let desk = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&desk, frame.lang, &format!("/espace/c/{}/moderation", parts.slug()));
    let page = TextsPage::new(nav, queue, done.key(), place.is_none());
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Serialize)]
pub(in crate::pages::desk) struct ReviewPage {
    list: String,
    errors: Vec<FormError>,
    item: TextView,
    refusal: RefusalFields,
}

impl ReviewPage {
    fn new(lang: Lang, slug: &str, found: WaitingText, faults: Faults, typed: &DecisionFields) -> Self {
        Self {
            list: list_of(slug),
            refusal: RefusalFields::new(lang, &faults, typed),
            errors: faults.0,
            item: TextView::new(slug, found),
        }
    }
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "desk/free_text";

    fn title(&self) -> PageTitle {
        PageTitle::key("texts-one-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let wrong = Faults::of(&Refusal::field("words", "fault-moderation-reason-unsaid"), lang);
        [Faults::none(), wrong]
            .map(|faults| Self::new(lang, "ecole", sample(), faults, &DecisionFields::default()))
            .into()
    }
}

/// `GET /espace/c/SLUG/textes-libres/SHEET/QUESTION`
#[handler]
pub(in crate::pages::desk) async fn one(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    let which = (parts.read("sheet")?, parts.read("question")?);
    let found = moderation::one_text(&cx, &actor, parts.slug(), which).await?;
    let page = ReviewPage::new(frame.lang, parts.slug(), found, Faults::none(), &DecisionFields::default());
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/c/SLUG/textes-libres/SHEET/QUESTION`
#[handler]
pub(in crate::pages::desk) async fn review(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(fields): LimitedForm<DecisionFields>,
) -> Result<Response, PageFault> {
    let (sheet, question) = (parts.read("sheet")?, parts.read("question")?);
    let slug = parts.slug().to_owned();
    let command = ReviewText { slug: slug.clone(), sheet, question, seen: fields.seen.clone(), form: fields.form() };
    match moderation::review(&cx, &actor, command).await {
        Ok(_) => Ok(see_other(&after(&list_of(&slug), &fields.decision))),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile)) => {
            let found = moderation::one_text(&cx, &actor, &slug, (sheet, question)).await?;
            let faults = Faults::of(&refusal, frame.lang);
            let page = ReviewPage::new(frame.lang, &slug, found, faults, &fields);
            Ok(render(&frame, &page)?
                .with_status(status_of(refusal.class()))
                .into_response())
        }
        Err(other) => Err(other.into()),
    }
}
