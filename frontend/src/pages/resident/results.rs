//! The published results of a phase.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::ballot_log;
use tablee_core::cases::results::{self, PublishedResults};
use tablee_rules::ballot_log::Withheld;

use super::ballot_box::StatementView;
use super::paths::{self, PhasePath};
use crate::http::{Lang, PageFault};
use crate::pages::results::{Filter, ResultsView};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct ResultsPage {
    consultation: String,
    consultation_href: String,
    phase: String,
    version: i32,
    published_at: i64,
    results: ResultsView,
    /// What is declared beside the result of a vote.
    statement: Option<StatementView>,
}

impl ResultsPage {
    fn new(lang: Lang, found: PublishedResults, filter: &Filter, statement: Option<StatementView>) -> Self {
        Self {
            consultation_href: paths::consultation(&found.slug),
            consultation: found.consultation,
            phase: found.title,
            version: found.version,
            published_at: found.published_at,
            results: ResultsView::published(lang, &found.slug, found.results, filter),
            statement,
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
            statement: (version > 1).then(|| StatementView::sample(Lang::default(), withheld(version))),
        };
        (1..).zip(ResultsView::samples()).map(page).collect()
    }
}

/// A reason for each of a few samples.
fn withheld(sample: i32) -> Option<Withheld> {
    match sample {
        2 => Some(Withheld::FewBallots { ballots: 18 }),
        3 => Some(Withheld::OneOfAKind { alone: 12, ballots: 60 }),
        4 => Some(Withheld::Sheets),
        _ => None,
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    PhasePath(phase): PhasePath,
    Query(filter): Query<Filter>,
) -> Result<Response, PageFault> {
    let found = results::published(&cx, &Actor::Anyone, &phase).await?;
    let statement = ballot_log::statement(&cx, &Actor::Anyone, &phase).await?;
    let statement = statement.map(|statement| StatementView::new(frame.lang, &phase, statement));
    Ok(render(&frame, &ResultsPage::new(frame.lang, found, &filter, statement))?.into_response())
}
