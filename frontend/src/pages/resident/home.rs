//! The site's first page: what one can take part in now, soon, and what came of the rest.

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::consultations::{self, ConsultationSummary};
use tablee_rules::timetable::ConsultationState;

use super::words::day;
use super::{paths, public};
use crate::http::{Lang, PageFault, PublicPages};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Default, Serialize)]
pub(super) struct HomePage {
    open: Vec<Card>,
    coming: Vec<Card>,
    over: Vec<Card>,
}

/// A consultation as `partials/card` shows it.
#[derive(Serialize)]
struct Card {
    href: String,
    title: String,
    summary: String,
    detail: Option<String>,
}

impl Card {
    fn of(lang: Lang, found: &ConsultationSummary) -> Self {
        let detail = match found.state {
            ConsultationState::Open => {
                let key = if found.more_steps { "home-step-until" } else { "home-until" };
                found.closes_at.map(|at| day(lang, key, at))
            }
            ConsultationState::Scheduled => found.opens_at.map(|at| day(lang, "home-from", at)),
            _ => None,
        };
        Self {
            href: paths::consultation(&found.slug),
            title: found.title.clone(),
            summary: found.summary.clone(),
            detail,
        }
    }
}

impl HomePage {
    fn of(lang: Lang, found: &[ConsultationSummary]) -> Self {
        let mut page = Self::default();
        for summary in found {
            let place = match summary.state {
                ConsultationState::Open => &mut page.open,
                ConsultationState::Scheduled => &mut page.coming,
                _ => &mut page.over,
            };
            place.push(Card::of(lang, summary));
        }
        page
    }
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "resident/home";

    fn title(&self) -> PageTitle {
        PageTitle::key("home-title")
    }

    fn samples() -> Vec<Self> {
        let card = |detail: Option<&str>| Card {
            href: "/c/ecole".to_owned(),
            title: "École".to_owned(),
            summary: "The yard can change. The town decides in June.".to_owned(),
            detail: detail.map(str::to_owned),
        };
        let full = Self { open: vec![card(Some("Demain"))], coming: vec![card(None)], over: vec![card(None)] };
        vec![Self::default(), full]
    }
}

#[handler]
pub(super) async fn home(
    request: &Request,
    frame: PageFrame,
    cx: Data<&Context>,
    pages: Data<&PublicPages>,
) -> Result<Response, PageFault> {
    let version = consultations::version_of_list(&cx, &Actor::Anyone).await?;
    let make = async {
        let found = consultations::current(&cx, &Actor::Anyone).await?;
        Ok(render(&frame, &HomePage::of(frame.lang, &found))?.0)
    };
    public::serve(request, &frame, &pages, version, make).await
}
