//! "How to decide?": every voting method, with what a facilitator reads before choosing one.

use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::editor::rules::{self, RulesView};
use tablee_rules::voting::METHODS;

use super::page;
use crate::http::{PageFault, SignedIn};
use crate::view::{Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct MethodPage {
    slug: String,
    position: i32,
    phase: String,
    may_change: bool,
    methods: Vec<MethodRow>,
}

#[derive(Serialize)]
struct MethodRow {
    method: &'static str,
    current: bool,
}

impl MethodPage {
    fn new(slug: &str, view: RulesView) -> Self {
        let row = |method: &'static str| MethodRow { method, current: view.current == Some(method) };
        Self {
            slug: slug.to_owned(),
            position: view.position,
            phase: view.title,
            may_change: view.may_edit && !view.frozen,
            methods: METHODS.iter().map(|method| row(method.key())).collect(),
        }
    }
}

impl Page for MethodPage {
    const TEMPLATE: &'static str = "desk/editor/method";

    fn title(&self) -> PageTitle {
        PageTitle::key("editor-method-title")
    }

    fn samples() -> Vec<Self> {
        let sample = |frozen| Self::new("ecole", super::rules::sample("approval", frozen));
        vec![sample(false), sample(true)]
    }
}

/// `GET /espace/c/SLUG/etapes/N/methode`
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
) -> Result<Response, PageFault> {
    let view = rules::rules(&cx, &actor, &slug, n, None).await?;
    page(&frame, &MethodPage::new(&slug, view), StatusCode::OK)
}
