//! The receipts of a proposal, and of standing behind one.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::proposals::{self, CorrectProposal, ProposalContent};
use tablee_core::cases::published_proposals::ProposalAddress;
use tablee_core::cases::supports::SupportContent;
use tablee_core::{Context, Refusal};

use crate::http::PageFault;
use crate::http::see_other;
use crate::pages::errors::Errors;
use crate::pages::fields::Fields;
use crate::pages::official_answer::AnswerView;
use crate::pages::resident::paths;
use crate::pages::resident::propose::ProposePage;
use crate::view::{PageFrame, render, render_with};

/// The words of a proposal, and what was answered.
#[derive(Serialize)]
pub(super) struct ProposalView {
    title: String,
    text: String,
    supports: i32,
    /// Where everyone reads it, once it is published.
    href: String,
    answers: Vec<AnswerView>,
}

/// The proposal behind which someone stands; none while it cannot be read by everyone.
#[derive(Default, Serialize)]
pub(super) struct SupportView {
    proposal: Option<ProposalView>,
}

impl ProposalView {
    pub(super) fn of(slug: &str, proposal: ProposalContent) -> Self {
        Self {
            href: paths::proposal(&ProposalAddress { slug: slug.to_owned(), number: proposal.number }),
            title: proposal.title,
            text: proposal.text,
            supports: proposal.supports,
            answers: proposal.answers.into_iter().map(AnswerView::from).collect(),
        }
    }

    pub(super) fn sample() -> Self {
        let proposal = ProposalContent {
            number: 3,
            title: "Benches".to_owned(),
            text: "A text.".to_owned(),
            supports: 1,
            answers: vec![AnswerView::sample()],
        };
        Self::of("ecole", proposal)
    }
}

impl SupportView {
    pub(super) fn of(slug: &str, support: SupportContent) -> Self {
        Self { proposal: support.proposal.map(|proposal| ProposalView::of(slug, proposal)) }
    }

    pub(super) fn sample() -> Self {
        Self { proposal: Some(ProposalView::sample()) }
    }
}

/// The page on which the proposal gets other words.
pub(super) async fn form(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    Ok(render(frame, &page(cx, code).await?)?.into_response())
}

pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageFault> {
    let (title, text) = (fields.one("title"), fields.one("text"));
    let command = CorrectProposal { code: code.to_owned(), title: title.to_owned(), text: text.to_owned() };
    match proposals::correct(cx, &Actor::Anyone, command).await {
        Ok(code) => Ok(see_other(&paths::receipt(&code))),
        Err(Refusal::Invalid(faults)) => {
            let page = page(cx, code)
                .await?
                .refused(title, text, Errors::of(frame.lang, &faults));
            Ok(render_with(frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(cx: &Context, code: &str) -> Result<ProposePage, PageFault> {
    let form = proposals::correction_form(cx, &Actor::Anyone, code).await?;
    let receipt = format!("/suivi/{code}");
    Ok(ProposePage::to_correct(form, format!("{receipt}/corriger"), receipt, paths::fresh_op(cx)))
}
