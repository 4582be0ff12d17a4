//! The receipt of votes on statements: each one can be changed, and counts at once.

use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use serde::Serialize;
use tablee_core::access::Actor;
use tablee_core::cases::opinion::{
    self, CorrectVote, JudgedStatement, OpinionPhase, RecordedSheet, SheetProof, SheetReceipt, VotesContent,
};
use tablee_core::cases::rate_limits::Client;
use tablee_core::{Context, Refusal};
use tablee_rules::opinion::Vote;

use super::answer_sheet::CorrectionPage;
use super::proof::{OpenedView, ProofCard};
use crate::http::{Lang, PageFault, see_other};
use crate::pages::fields::Fields;
use crate::pages::resident::opinion::OpinionPage;
use crate::pages::resident::paths;
use crate::pages::resident::words::{SummaryRow, text};
use crate::view::{PageFrame, render};

/// Statements and votes.
#[derive(Serialize)]
pub(super) struct VotesView {
    /// What was said, as long as the phase is open.
    rows: Vec<SummaryRow>,
    seen: usize,
    total: usize,
    /// Rank of the first statement not voted on.
    next: Option<usize>,
    /// What finds them in the log, once they are sealed.
    proof: Option<ProofCard>,
    /// Whether they are to be sealed with their batch.
    waiting: bool,
    /// Whether nothing leads to them any more.
    erased: bool,
    /// What the code can be computed again from, as long as the phase is open.
    opened: Option<OpenedView>,
}

impl VotesView {
    pub(super) fn of(cx: &Context, lang: Lang, mut content: VotesContent) -> Self {
        let sheet = content.sheet.take();
        let view = Self::listed(lang, content);
        let Some(SheetReceipt { proof, recorded }) = sheet else { return view };
        let opened = recorded.map(OpenedView::from);
        match proof {
            SheetProof::Sealed(code) => Self { proof: Some(ProofCard::of(cx, &code)), opened, ..view },
            SheetProof::Waiting(_) => Self { waiting: true, opened, ..view },
            SheetProof::Erased => Self { erased: true, ..view },
        }
    }

    fn listed(lang: Lang, content: VotesContent) -> Self {
        let rows: Vec<_> = content
            .votes
            .iter()
            .map(|statement| row(lang, statement, None))
            .collect();
        let (seen, total, next) = (content.seen, content.total, content.next);
        Self { rows, seen, total, next, proof: None, waiting: false, erased: false, opened: None }
    }

    /// Votes that wait, that are sealed, that are closed, and to which nothing leads any more.
    pub(super) fn samples() -> Vec<Self> {
        let listed = || {
            let text = "A statement.".to_owned();
            let votes = vec![JudgedStatement { id: uuid::Uuid::nil(), text, vote: Some(Vote::Pass) }];
            Self::listed(Lang::default(), VotesContent { votes, seen: 1, total: 2, next: Some(2), sheet: None })
        };
        vec![
            Self { waiting: true, opened: Some(OpenedView::sample()), ..listed() },
            Self { proof: Some(ProofCard::sample()), ..listed() },
            Self { proof: Some(ProofCard::sample()), rows: Vec::new(), next: None, ..listed() },
            Self { erased: true, rows: Vec::new(), seen: 0, ..listed() },
        ]
    }
}

impl From<RecordedSheet> for OpenedView {
    fn from(recorded: RecordedSheet) -> Self {
        Self { consultation: recorded.consultation, nonce: recorded.nonce, json: recorded.json }
    }
}

fn row(lang: Lang, statement: &JudgedStatement, href: Option<String>) -> SummaryRow {
    let key = |vote| match vote {
        Vote::Agree => "opinion-agree",
        Vote::Disagree => "opinion-disagree",
        Vote::Pass => "opinion-pass",
    };
    let answer = statement.vote.map(|vote| text(lang, key(vote), &[]));
    SummaryRow { id: None, question: statement.text.clone(), answer, href, review: None }
}

/// All statements, each with the link that changes its vote.
pub(super) async fn list(frame: &PageFrame, cx: &Context, code: &str) -> Result<Response, PageFault> {
    let found = opinion::correction_form(cx, &Actor::Anyone, code).await?;
    let numbered = (1..).zip(&found.statements);
    let rows = numbered
        .map(|(number, statement)| row(frame.lang, statement, Some(address(code, number))))
        .collect();
    Ok(render(frame, &CorrectionPage { back: format!("/suivi/{code}"), rows })?.into_response())
}

/// One statement with its three buttons.
pub(super) async fn statement(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    number: usize,
) -> Result<Response, PageFault> {
    let found = opinion::correction_form(cx, &Actor::Anyone, code).await?;
    statement_at(&found, number)?;
    let page = OpinionPage::by_code(&found, number - 1, format!("/suivi/{code}/corriger"), paths::fresh_op(cx));
    Ok(render(frame, &page)?.into_response())
}

/// After a changed vote, back to all of them; after a new one, on to the next statement.
pub(super) async fn correct(
    frame: &PageFrame,
    cx: &Context,
    code: &str,
    number: usize,
    (client, fields): (Client, &Fields),
) -> Result<Response, PageFault> {
    let found = opinion::correction_form(cx, &Actor::Anyone, code).await?;
    let before = statement_at(&found, number)?;
    let Some(vote) = Vote::from_key(fields.one("vote")) else {
        return Ok(statement(frame, cx, code, number)
            .await?
            .with_status(StatusCode::UNPROCESSABLE_ENTITY)
            .into_response());
    };
    opinion::correct(cx, &Actor::Anyone, client, CorrectVote { code: code.to_owned(), statement: before.id, vote })
        .await?;
    let unseen = (1..)
        .zip(&found.statements)
        .filter(|(_, statement)| statement.vote.is_none());
    let next = unseen.map(|(unseen, _)| unseen).find(|&unseen| unseen > number);
    let next = next.filter(|_| before.vote.is_none());
    Ok(see_other(&next.map_or_else(|| format!("/suivi/{code}/corriger"), |next| address(code, next))))
}

fn statement_at(found: &OpinionPhase, number: usize) -> Result<&JudgedStatement, Refusal> {
    let place = number.checked_sub(1).ok_or(Refusal::NotFound)?;
    found.statements.get(place).ok_or(Refusal::NotFound)
}

fn address(code: &str, number: usize) -> String {
    format!("/suivi/{code}/corriger/{number}")
}
