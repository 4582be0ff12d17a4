//! The workshop that a consultation comes from: who was there, who was missing, what was said.

use poem::http::header;
use poem::web::{Data, Html, Path};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::workshops::{ActorFamily, WorkshopView, public_view};

use crate::http::PageFault;
use crate::view::{Page, PageFrame, PageTitle, render};

/// Most letters of the minutes that the page shows; a file has all of them.
const MOST_LETTERS: usize = 20_000;

#[derive(Serialize)]
pub(super) struct WorkshopPage {
    slug: String,
    consultation: String,
    name: String,
    held_on: Option<i64>,
    around_table: Vec<FamilyRow>,
    missing: Vec<FamilyRow>,
    minutes: String,
    shortened: bool,
}

#[derive(Serialize)]
struct FamilyRow {
    name: String,
    members: String,
}

impl Page for WorkshopPage {
    const TEMPLATE: &'static str = "resident/workshop";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.name.clone())
    }

    fn samples() -> Vec<Self> {
        let family = ActorFamily { name: "Santé".to_owned(), members: vec!["médecins".to_owned()] };
        let view = |families: Vec<ActorFamily>, said: &str| WorkshopView {
            slug: "s".to_owned(),
            consultation: "Bien manger".to_owned(),
            title: "Atelier".to_owned(),
            held_on: Some(0),
            minutes: said.to_owned(),
            around_table: families.clone(),
            missing: families,
        };
        vec![Self::of(view(vec![family], "# Titre")), Self::of(view(Vec::new(), &"mot ".repeat(MOST_LETTERS)))]
    }
}

impl WorkshopPage {
    fn of(view: WorkshopView) -> Self {
        let start: String = view.minutes.chars().take(MOST_LETTERS).collect();
        Self {
            shortened: start.len() < view.minutes.len(),
            minutes: start,
            slug: view.slug,
            consultation: view.consultation,
            name: view.title,
            held_on: view.held_on,
            around_table: view.around_table.into_iter().map(row).collect(),
            missing: view.missing.into_iter().map(row).collect(),
        }
    }
}

fn row(family: ActorFamily) -> FamilyRow {
    FamilyRow { name: family.name, members: family.members.join(", ") }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(slug): Path<String>,
) -> Result<Html<String>, PageFault> {
    let view = public_view(&cx, &Actor::Anyone, &slug).await?;
    Ok(render(&frame, &WorkshopPage::of(view))?)
}

/// The minutes as they came, for reading, printing and keeping: plain text, whatever is in it.
#[handler]
pub(super) async fn source(cx: Data<&Context>, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let view = public_view(&cx, &Actor::Anyone, &slug).await?;
    let kind = "text/plain; charset=utf-8";
    Ok(view.minutes.with_header(header::CONTENT_TYPE, kind).into_response())
}
