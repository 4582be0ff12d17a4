//! The institution's answers to all proposals, and the public clock on those that are missing.

use poem::web::{Data, Path, Query};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::answers::{self, AnswerVersion, AnsweredProposal, PublicAnswers};
use tablee_core::cases::consultations::MovedDay;
use tablee_core::cases::published_proposals::Place;

use super::paths;
use super::words::MovedView;
use crate::http::PageFault;
use crate::pages::official_answer::AnswerView;
use crate::pages::turns::{TurnQuery, turns};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Serialize)]
pub(super) struct AnswersPage {
    consultation: String,
    consultation_href: String,
    decider: String,
    due_at: Option<i64>,
    moved: Option<MovedView>,
    late: u64,
    proposals: u64,
    answered: u64,
    items: Vec<ItemView>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct ItemView {
    href: String,
    title: String,
    supports: i32,
    answer: Option<AnswerView>,
}

impl AnswersPage {
    fn new(found: PublicAnswers) -> Self {
        let consultation_href = paths::consultation(&found.slug);
        let (previous, next) = turns(&format!("{consultation_href}/reponses"), found.before, found.after);
        let item = |item: AnsweredProposal| ItemView {
            href: format!("{consultation_href}/propositions/{}", item.number),
            title: item.title,
            supports: item.supports,
            answer: item.answer.map(AnswerView::from),
        };
        Self {
            items: found.items.into_iter().map(item).collect(),
            consultation: found.consultation,
            decider: found.decider,
            due_at: found.due_at,
            moved: found.due_before.map(MovedView::from),
            late: found.late,
            proposals: found.proposals,
            answered: found.answered,
            consultation_href,
            previous,
            next,
        }
    }
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "resident/answers";

    fn title(&self) -> PageTitle {
        PageTitle::key("answers-title")
    }

    fn samples() -> Vec<Self> {
        let item = |answer: Option<AnswerVersion>| AnsweredProposal {
            number: 3,
            title: "Un marché".to_owned(),
            supports: 7,
            answer,
        };
        let page = |items: Vec<AnsweredProposal>, late| PublicAnswers {
            slug: "ecole".to_owned(),
            consultation: "École".to_owned(),
            decider: "La ville".to_owned(),
            due_at: (late != 1).then_some(1_795_431_600_000),
            due_before: (late == 2).then_some(MovedDay { first: 1_795_431_600_000, changed_at: 1_795_431_600_000 }),
            late,
            proposals: items.len() as u64,
            answered: late,
            before: None,
            after: items
                .last()
                .map(|item| Place { supports: item.supports, number: item.number }),
            items,
        };
        let full = || vec![item(Some(AnswerView::sample())), item(None)];
        [page(Vec::new(), 0), page(full(), 2), page(full(), 1), page(full(), 0)]
            .map(Self::new)
            .into()
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(slug): Path<String>,
    Query(query): Query<TurnQuery>,
) -> Result<Response, PageFault> {
    let found = answers::list(&cx, &Actor::Anyone, &slug, query.turn()).await?;
    Ok(render(&frame, &AnswersPage::new(found))?.into_response())
}
