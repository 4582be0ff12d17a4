//! The proposals to answer, and the drafts to publish together.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::answers::{
    self, AnswerLine, AnswerProgress, AnswersDesk, DraftLine, PublishAnswers, PublishedAnswers,
};
use tablee_core::cases::desk;
use tablee_core::cases::published_proposals::{Place, Turn};
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::pages::desk::parts::Parts;
use crate::pages::turns::{TurnQuery, turns};
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(in crate::pages::desk) struct AnswersPage {
    nav: Vec<NavItem>,
    slug: String,
    errors: Vec<FormError>,
    error: Option<String>,
    done: Option<Done>,
    due_at: Option<i64>,
    overdue: bool,
    proposals: u64,
    answered: u64,
    drafted: u64,
    missing: u64,
    drafts: Vec<DraftView>,
    lines: Vec<LineView>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct DraftView {
    id: String,
    number: String,
    title: String,
    verdict: String,
    reason: String,
    changed: bool,
    checked: bool,
}

#[derive(Serialize)]
struct LineView {
    number: String,
    title: String,
    supports: i32,
    progress: &'static str,
    verdict: Option<String>,
}

impl From<AnswerLine> for LineView {
    fn from(line: AnswerLine) -> Self {
        Self {
            number: line.number.to_string(),
            title: line.title,
            supports: line.supports,
            progress: line.progress.key(),
            verdict: match line.progress {
                AnswerProgress::Published(verdict) | AnswerProgress::Redrafted(verdict) => Some(verdict),
                AnswerProgress::Missing | AnswerProgress::Drafted => None,
            },
        }
    }
}

impl AnswersPage {
    fn new(nav: Vec<NavItem>, desk: AnswersDesk, faults: Faults, checked: &[Uuid]) -> Self {
        let (previous, next) = turns(&format!("/espace/c/{}/reponses", desk.slug), desk.before, desk.after);
        let draft = |line: DraftLine| DraftView {
            checked: checked.contains(&line.id),
            id: line.id.to_string(),
            number: line.number.to_string(),
            title: line.title,
            verdict: line.verdict,
            reason: line.reason,
            changed: line.version > 1,
        };
        Self {
            nav,
            error: faults.about("answers"),
            errors: faults.0,
            done: None,
            due_at: desk.due_at,
            overdue: desk.overdue,
            proposals: desk.progress.proposals,
            answered: desk.progress.answered,
            drafted: desk.progress.drafts,
            missing: desk.progress.proposals.saturating_sub(desk.progress.answered),
            drafts: desk.drafts.into_iter().map(draft).collect(),
            lines: desk.lines.into_iter().map(LineView::from).collect(),
            slug: desk.slug,
            previous,
            next,
        }
    }
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "desk/answers";

    fn title(&self) -> PageTitle {
        PageTitle::key("desk-answers-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |progress| AnswerLine { number: 3, title: "Un marché".to_owned(), supports: 7, progress };
        let draft = |version| DraftLine {
            id: Uuid::nil(),
            number: 3,
            title: "Un marché".to_owned(),
            verdict: "partly".to_owned(),
            reason: "A reason.".to_owned(),
            version,
        };
        let desk = |drafts, lines: Vec<AnswerLine>| AnswersDesk {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            due_at: (!lines.is_empty()).then_some(1_795_431_600_000),
            overdue: !lines.is_empty(),
            progress: Default::default(),
            drafts,
            before: None,
            after: lines
                .last()
                .map(|line| Place { supports: line.supports, number: line.number }),
            lines,
        };
        let lines = [
            AnswerProgress::Missing,
            AnswerProgress::Drafted,
            AnswerProgress::Published("retained".to_owned()),
            AnswerProgress::Redrafted("partly".to_owned()),
        ];
        let full = || desk(vec![draft(1), draft(2)], lines.clone().map(line).into());
        let wrong = Faults::of(&Refusal::field("answers", "fault-official-none-chosen"), Default::default());
        let mut done = Self::new(Vec::new(), full(), Faults::none(), &[]);
        done.done = Some(Done { fait: Some(2), deja: 1, caches: 1, partis: 1 });
        vec![
            Self::new(Vec::new(), desk(Vec::new(), Vec::new()), Faults::none(), &[]),
            Self::new(Vec::new(), full(), wrong, &[]),
            done,
        ]
    }
}

async fn page_for(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    slug: &str,
    turn: Turn,
) -> Result<(Vec<NavItem>, AnswersDesk), Refusal> {
    let found = answers::desk(cx, actor, slug, turn).await?;
    let place = desk::place(cx, actor, slug).await?;
    Ok((consultation_nav(&place, frame.lang, &frame.path), found))
}

/// What became of the drafts that were ticked, as the address tells.
#[derive(Deserialize, Serialize)]
struct Done {
    fait: Option<usize>,
    #[serde(default)]
    deja: usize,
    #[serde(default)]
    caches: usize,
    #[serde(default)]
    partis: usize,
}

/// `GET /espace/c/SLUG/reponses`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    Query(query): Query<TurnQuery>,
    Query(done): Query<Done>,
) -> Result<Response, PageFault> {
    let (nav, found) = page_for(&cx, &actor, &frame, parts.slug(), query.turn()).await?;
    let page = AnswersPage {
        done: Some(done).filter(|done| done.fait.is_some()),
        ..AnswersPage::new(nav, found, Faults::none(), &[])
    };
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishForm {
    #[serde(default)]
    answers: Vec<Uuid>,
}

/// `POST /espace/c/SLUG/reponses`: publishes the drafts that are ticked.
#[handler]
pub(in crate::pages::desk) async fn publish(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    LimitedForm(form): LimitedForm<PublishForm>,
) -> Result<Response, PageFault> {
    let command = PublishAnswers { slug: parts.slug().to_owned(), answers: form.answers.clone() };
    match answers::publish(&cx, &actor, command).await {
        Ok(PublishedAnswers { published, already, hidden, gone }) => {
            let told = format!("fait={published}&deja={already}&caches={hidden}&partis={gone}");
            Ok(see_other(&format!("/espace/c/{}/reponses?{told}", parts.slug())))
        }
        Err(refusal @ Refusal::Invalid(_)) => {
            let (nav, found) = page_for(&cx, &actor, &frame, parts.slug(), Turn::First).await?;
            let page = AnswersPage::new(nav, found, Faults::of(&refusal, frame.lang), &form.answers);
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}
