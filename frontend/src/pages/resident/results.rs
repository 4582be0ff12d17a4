//! The published results of a phase, and the free texts among them that one page does not hold.

use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::results::{self, PublishedResults};
use tablee_core::cases::{ballot_log, consultations};
use tablee_core::{Context, Refusal};
use tablee_rules::ballot_log::Withheld;

use super::ballot_box::StatementView;
use super::paths::{self, PhasePath, QuestionPath};
use super::public;
use crate::http::{Lang, PageFault, PublicPages};
use crate::pages::results::{Filter, Place, ResultsView, TextsView};
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
    fn new(
        lang: Lang,
        address: &PhaseAddress,
        found: PublishedResults,
        filter: &Filter,
        statement: Option<StatementView>,
    ) -> Self {
        let published_at = paths::results(address);
        let place = Place { slug: &found.slug, published_at: Some(&published_at) };
        Self {
            consultation_href: paths::consultation(&found.slug),
            consultation: found.consultation,
            phase: found.title,
            version: found.version,
            published_at: found.published_at,
            results: ResultsView::published(lang, place, found.results, filter),
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
    request: &Request,
    frame: PageFrame,
    cx: Data<&Context>,
    pages: Data<&PublicPages>,
    PhasePath(phase): PhasePath,
    Query(filter): Query<Filter>,
) -> Result<Response, PageFault> {
    let version = consultations::version(&cx, &Actor::Anyone, &phase.slug).await?;
    let route = format!("{}?{}", frame.path, if filter.without_alike() { "sans" } else { "" });
    let make = async {
        let found = results::published(&cx, &Actor::Anyone, &phase).await?;
        let statement = ballot_log::statement(&cx, &Actor::Anyone, &phase).await?;
        let statement = statement.map(|statement| StatementView::new(frame.lang, &phase, statement));
        Ok(render(&frame, &ResultsPage::new(frame.lang, &phase, found, &filter, statement))?.0)
    };
    public::serve_at(&route, request, &frame, &pages, version, Box::pin(make)).await
}

/// The free texts of one question, where they go on.
#[derive(Serialize)]
pub(super) struct TextsPage {
    results_href: String,
    phase: String,
    texts: TextsView,
}

impl Page for TextsPage {
    const TEMPLATE: &'static str = "resident/results_texts";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.texts.question().to_owned())
    }

    fn samples() -> Vec<Self> {
        let page = |texts| Self {
            results_href: "/c/ecole/etape/1/resultats".to_owned(),
            phase: "Vos idées".to_owned(),
            texts,
        };
        [true, false].map(TextsView::sample).map(page).into()
    }
}

/// After which text a page begins.
#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    apres: usize,
}

/// `GET …/resultats/textes/:number`
#[handler]
pub(super) async fn more_texts(
    request: &Request,
    frame: PageFrame,
    cx: Data<&Context>,
    pages: Data<&PublicPages>,
    QuestionPath(phase, number): QuestionPath,
    Query(After { apres }): Query<After>,
) -> Result<Response, PageFault> {
    let version = consultations::version(&cx, &Actor::Anyone, &phase.slug).await?;
    let route = format!("{}?{apres}", frame.path);
    let make = async {
        let found = results::published(&cx, &Actor::Anyone, &phase).await?;
        let results_href = paths::results(&phase);
        let texts = TextsView::of(found.results.outcome, &results_href, number, apres).ok_or(Refusal::NotFound)?;
        Ok(render(&frame, &TextsPage { results_href, phase: found.title, texts })?.0)
    };
    public::serve_at(&route, request, &frame, &pages, version, Box::pin(make)).await
}
