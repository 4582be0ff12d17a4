//! The published results of a phase.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::results::{self, PublishedResults};

use super::paths::{self, PhasePath};
use crate::http::{Lang, PageFault};
use crate::pages::results::ResultsView;
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct ResultsPage {
    consultation: String,
    consultation_href: String,
    phase: String,
    version: i32,
    published_at: i64,
    results: ResultsView,
}

impl ResultsPage {
    fn new(lang: Lang, found: PublishedResults) -> Self {
        Self {
            consultation_href: paths::consultation(&found.slug),
            consultation: found.consultation,
            phase: found.title,
            version: found.version,
            published_at: found.published_at,
            results: ResultsView::new(lang, &found.slug, found.results),
        }
    }
}

impl Page for ResultsPage {
    const TEMPLATE: &'static str = "resident/results";

    fn title(&self) -> PageTitle {
        PageTitle::Text("results-title", vec![("phase", self.phase.clone().into())])
    }

    fn samples() -> Vec<Self> {
        let page = |(version, results): (i32, ResultsView)| Self {
            consultation: "École".to_owned(),
            consultation_href: "/c/ecole".to_owned(),
            phase: "Vos idées".to_owned(),
            version,
            published_at: 1_795_431_600_000,
            results,
        };
        (1..).zip(ResultsView::samples()).map(page).collect()
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let found = results::published(&cx, &Actor::Anyone, &phase).await?;
    Ok(render(&frame, &ResultsPage::new(frame.lang, found))?.into_response())
}
