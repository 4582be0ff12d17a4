//! Undoing a decision: a page that asks, a button that does.

use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::cases::moderation::{self, Subject, Undo, UndoableDecision};
use tablee_core::{Context, Refusal};

use super::kind::ModeratedKind;
use super::proposals::Proposals;
use super::statements::Statements;
use super::texts::FreeTexts;
use crate::http::{Lang, PageFault, SignedIn, see_other};
use crate::pages::desk::parts::Parts;
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(in crate::pages::desk) struct UndoPage {
    list: String,
    post_to: String,
    errors: Vec<FormError>,
    /// Whether there is something to undo.
    possible: bool,
    subject: &'static str,
    title: Option<String>,
    reason: Option<String>,
    /// When it is too late.
    until: Option<i64>,
}

impl UndoPage {
    fn new(slug: &str, post_to: &str, decision: UndoableDecision) -> Self {
        Self {
            list: list_of(slug, decision.subject),
            post_to: post_to.to_owned(),
            errors: Vec::new(),
            possible: true,
            subject: decision.subject.key(),
            title: decision.proposal.map(|(_, title)| title),
            reason: decision.reason,
            until: Some(decision.until),
        }
    }

    fn impossible(slug: &str, lang: Lang, refusal: &Refusal) -> Self {
        Self {
            list: list_of(slug, Subject::Proposal),
            post_to: String::new(),
            errors: Faults::of(refusal, lang)
                .0
                .into_iter()
                .map(|error| FormError { field: None, ..error })
                .collect(),
            possible: false,
            subject: Subject::Proposal.key(),
            title: None,
            reason: None,
            until: None,
        }
    }
}

fn list_of(slug: &str, subject: Subject) -> String {
    match subject {
        Subject::Proposal => Proposals::list(slug),
        Subject::FreeText => FreeTexts::list(slug),
        Subject::Statement => Statements::list(slug),
    }
}

impl Page for UndoPage {
    const TEMPLATE: &'static str = "desk/undo";

    fn title(&self) -> PageTitle {
        PageTitle::key("moderation-undo-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let decision = |subject, reason: Option<&str>| UndoableDecision {
            slug: "ecole".to_owned(),
            subject,
            proposal: (subject == Subject::Proposal).then(|| (3, "Un marché".to_owned())),
            reason: reason.map(str::to_owned),
            until: 1_795_432_200_000,
        };
        let late = Refusal::field("decision", "fault-moderation-too-late-to-undo");
        vec![
            Self::new("ecole", "/annuler", decision(Subject::Proposal, None)),
            Self::new("ecole", "/annuler", decision(Subject::FreeText, Some("insult"))),
            Self::impossible("ecole", Lang::default(), &late),
        ]
    }
}

fn command(parts: &Parts) -> Result<Undo, Refusal> {
    Ok(Undo { slug: parts.slug().to_owned(), decision: parts.read("decision")? })
}

fn impossible(frame: &PageFrame, parts: &Parts, refusal: &Refusal) -> Result<Response, PageFault> {
    let page = UndoPage::impossible(parts.slug(), frame.lang, refusal);
    Ok(render_with(frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
}

/// `GET /espace/c/SLUG/decisions/DECISION/annuler`
#[handler]
pub(in crate::pages::desk) async fn ask(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    match moderation::to_undo(&cx, &actor, &command(&parts)?).await {
        Ok(decision) => {
            let page = UndoPage::new(parts.slug(), &frame.path, decision);
            Ok(render(&frame, &page)?.into_response())
        }
        Err(refusal @ Refusal::Invalid(_)) => impossible(&frame, &parts, &refusal),
        Err(other) => Err(other.into()),
    }
}

/// `POST /espace/c/SLUG/decisions/DECISION/annuler`
#[handler]
pub(in crate::pages::desk) async fn undo(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
) -> Result<Response, PageFault> {
    match moderation::undo(&cx, &actor, &command(&parts)?).await {
        Ok(subject) => Ok(see_other(&format!("{}?fait=annule", list_of(parts.slug(), subject)))),
        Err(refusal @ Refusal::Invalid(_)) => impossible(&frame, &parts, &refusal),
        Err(other) => Err(other.into()),
    }
}
