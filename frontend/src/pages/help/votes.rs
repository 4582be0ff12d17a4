//! Every voting method, explained to anyone.

use poem::handler;
use poem::web::Html;
use serde::Serialize;
use tablee_rules::voting::METHODS;

use crate::view::{Page, PageFrame, PageTitle, RenderFault, render};

#[derive(Serialize)]
pub(super) struct VotesPage {
    methods: Vec<&'static str>,
}

impl VotesPage {
    fn new() -> Self {
        Self { methods: METHODS.iter().map(|method| method.key()).collect() }
    }
}

impl Page for VotesPage {
    const TEMPLATE: &'static str = "help/votes";

    fn title(&self) -> PageTitle {
        PageTitle::key("help-votes-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self::new()]
    }
}

/// `GET /aide/votes`
#[handler]
pub(super) fn votes(frame: PageFrame) -> Result<Html<String>, RenderFault> {
    render(&frame, &VotesPage::new())
}
