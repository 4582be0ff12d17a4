//! Results on the desk: which phases are counted, a draft of each, its publication.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::cases::desk;
use tablee_core::cases::results::{
    self, EnterDraw, PhaseLine, PhaseProgress, PublishResults, ResultsDesk, ResultsDraft,
};
use tablee_core::{Context, Refusal};

use super::nav::{NavItem, consultation_nav};
use super::parts::Parts;
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::results::{Filter, ResultsView};
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(super) struct ResultsPage {
    nav: Vec<NavItem>,
    slug: String,
    done: bool,
    publish_before: Option<i64>,
    phases: Vec<PhaseView>,
}

#[derive(Serialize)]
struct PhaseView {
    position: String,
    title: String,
    closes_at: Option<i64>,
    progress: &'static str,
    published_at: Option<i64>,
    /// How many votes alike came from one address.
    alike: u64,
}

impl From<PhaseLine> for PhaseView {
    fn from(line: PhaseLine) -> Self {
        let (progress, published_at) = match line.progress {
            PhaseProgress::NotClosed => ("open", None),
            PhaseProgress::ToPublish => ("draft", None),
            PhaseProgress::Published(at) => ("published", Some(at)),
        };
        Self {
            position: line.position.to_string(),
            title: line.title,
            closes_at: line.closes_at,
            progress,
            published_at,
            alike: line.alike,
        }
    }
}

impl ResultsPage {
    fn new(nav: Vec<NavItem>, desk: ResultsDesk, done: bool) -> Self {
        let phases = desk.phases.into_iter().map(PhaseView::from).collect();
        Self { nav, slug: desk.slug, done, publish_before: desk.publish_before, phases }
    }
}

impl Page for ResultsPage {
    const TEMPLATE: &'static str = "desk/results";

    fn title(&self) -> PageTitle {
        PageTitle::key("desk-results-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |position, progress| PhaseLine {
            position,
            title: "Vos idées".to_owned(),
            closes_at: Some(1_795_431_600_000),
            progress,
            alike: if position > 1 { 20 } else { 0 },
        };
        let desk = |phases: Vec<PhaseLine>| ResultsDesk {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            publish_before: (!phases.is_empty()).then_some(1_795_431_600_000),
            phases,
        };
        let phases = vec![
            line(1, PhaseProgress::Published(1_795_431_600_000)),
            line(2, PhaseProgress::ToPublish),
            line(3, PhaseProgress::NotClosed),
        ];
        vec![Self::new(Vec::new(), desk(Vec::new()), false), Self::new(Vec::new(), desk(phases), true)]
    }
}

#[derive(Deserialize)]
struct Way {
    fait: Option<String>,
}

/// `GET /espace/c/SLUG/resultats`
#[handler]
pub(super) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    Query(way): Query<Way>,
) -> Result<Response, PageFault> {
    let found = results::overview(&cx, &actor, parts.slug()).await?;
    let place = desk::place(&cx, &actor, parts.slug()).await?;
    let nav = consultation_nav(&place, frame.lang, &frame.path);
    Ok(render(&frame, &ResultsPage::new(nav, found, way.fait.is_some()))?.into_response())
}

#[derive(Serialize)]
pub(super) struct DraftPage {
    slug: String,
    position: String,
    phase: String,
    version: i32,
    published: Vec<i64>,
    unchanged: bool,
    proposals_waiting: u64,
    texts_waiting: u64,
    statements_waiting: u64,
    /// Whether somebody has yet to read something: said beside the button too.
    waiting: bool,
    errors: Vec<FormError>,
    /// The public draw to be entered first, by its name.
    draw: Option<String>,
    draw_value: Field,
    /// The moment from which people whom the draw takes can be told no more.
    draw_before: Option<i64>,
    results: ResultsView,
}

impl DraftPage {
    fn new(lang: Lang, draft: ResultsDraft, filter: &Filter, typed: String, faults: Faults) -> Self {
        let draw = draft.results.awaited_draw().map(str::to_owned);
        let results = ResultsView::filtered(lang, &draft.slug, draft.results, filter);
        Self {
            draw,
            draw_value: faults.field("value", typed),
            draw_before: draft.people_known_until,
            errors: faults.0,
            slug: draft.slug,
            position: draft.position.to_string(),
            phase: draft.title,
            version: draft.version,
            published: draft.published,
            // With ballots alike, what the report leads to can be decided anew.
            unchanged: draft.unchanged && !results.has_alike_ballots(),
            proposals_waiting: draft.proposals_waiting,
            texts_waiting: draft.texts_waiting,
            statements_waiting: draft.statements_waiting,
            waiting: draft.proposals_waiting + draft.texts_waiting + draft.statements_waiting > 0,
            results,
        }
    }
}

impl Page for DraftPage {
    const TEMPLATE: &'static str = "desk/results_draft";

    fn title(&self) -> PageTitle {
        PageTitle::Text("results-title", vec![("phase", self.phase.clone().into())])
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let page = |(version, results): (i32, ResultsView)| Self {
            slug: "ecole".to_owned(),
            position: "1".to_owned(),
            phase: "Vos idées".to_owned(),
            version,
            published: (1..version).map(|_| 1_795_431_600_000).collect(),
            unchanged: version == 2,
            proposals_waiting: 1,
            texts_waiting: 2,
            statements_waiting: 1,
            waiting: version == 1,
            errors: Vec::new(),
            draw: (version == 3).then(|| "Loto".to_owned()),
            draw_value: Faults::none().field("value", ""),
            draw_before: (version == 3).then_some(1_795_431_600_000),
            results,
        };
        (1..).zip(ResultsView::samples()).map(page).collect()
    }
}

/// `GET /espace/c/SLUG/resultats/POSITION`
#[handler]
pub(super) async fn show_draft(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    Query(filter): Query<Filter>,
) -> Result<Response, PageFault> {
    let draft = results::draft(&cx, &actor, &parts.phase()?).await?;
    let page = DraftPage::new(frame.lang, draft, &filter, String::new(), Faults::none());
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishForm {
    /// As the draft announced it. What is no number was not sent by our page.
    #[serde(default)]
    version: String,
    #[serde(default)]
    alike_in_full: String,
}

/// `POST /espace/c/SLUG/resultats/POSITION`
#[handler]
pub(super) async fn publish(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    parts: Parts,
    LimitedForm(form): LimitedForm<PublishForm>,
) -> Result<Response, PageFault> {
    let command = PublishResults {
        phase: parts.phase()?,
        version: form.version.parse().unwrap_or_default(),
        alike_in_full: !form.alike_in_full.is_empty(),
    };
    results::publish(&cx, &actor, command).await?;
    Ok(see_other(&format!("/espace/c/{}/resultats?fait=publie", parts.slug())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrawForm {
    #[serde(default)]
    value: String,
}

/// `POST /espace/c/SLUG/resultats/POSITION/tirage`
#[handler]
pub(super) async fn enter_draw(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(form): LimitedForm<DrawForm>,
) -> Result<Response, PageFault> {
    let phase = parts.phase()?;
    let command = EnterDraw { phase: phase.clone(), value: form.value.clone() };
    match results::enter_draw(&cx, &actor, command).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{}/resultats/{}", phase.slug, phase.position))),
        Err(refusal @ Refusal::Invalid(_)) => {
            let draft = results::draft(&cx, &actor, &phase).await?;
            let page =
                DraftPage::new(frame.lang, draft, &Filter::default(), form.value, Faults::of(&refusal, frame.lang));
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(refusal) => Err(refusal.into()),
    }
}
