//! Changing a contribution by its receipt code: each kind has its own form.

use poem::web::{Data, Path};
use poem::{Response, handler};
use tablee_core::access::Actor;
use tablee_core::cases::participation::ContributionKind;
use tablee_core::cases::receipts;
use tablee_core::{Context, Refusal};

use super::{answer_sheet, ballot, proposal, statement, votes};
use crate::http::{FromClient, LimitedForm, PageFault};
use crate::pages::fields::Fields;
use crate::view::PageFrame;

#[handler]
pub(in crate::pages::resident) async fn correction(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    match receipts::contribution(&cx, &Actor::Anyone, &code).await?.kind {
        ContributionKind::Ballot => ballot::form(&frame, &cx, &code).await,
        ContributionKind::AnswerSheet => answer_sheet::list(&frame, &cx, &code).await,
        ContributionKind::Proposal => proposal::form(&frame, &cx, &code).await,
        ContributionKind::Votes => votes::list(&frame, &cx, &code).await,
        ContributionKind::Statement => statement::form(&frame, &cx, &code).await,
        ContributionKind::Support => Err(Refusal::NotFound.into()),
    }
}

#[handler]
pub(in crate::pages::resident) async fn correct(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    match receipts::contribution(&cx, &Actor::Anyone, &code).await?.kind {
        ContributionKind::Ballot => ballot::correct(&frame, &cx, &code, &fields).await,
        ContributionKind::Proposal => proposal::correct(&frame, &cx, &code, &fields).await,
        ContributionKind::Statement => statement::correct(&frame, &cx, &code, &fields).await,
        ContributionKind::AnswerSheet | ContributionKind::Support | ContributionKind::Votes => {
            Err(Refusal::NotFound.into())
        }
    }
}

#[handler]
pub(in crate::pages::resident) async fn correction_of_answer(
    frame: PageFrame,
    cx: Data<&Context>,
    Path((code, number)): Path<(String, usize)>,
) -> Result<Response, PageFault> {
    match receipts::contribution(&cx, &Actor::Anyone, &code).await?.kind {
        ContributionKind::Votes => votes::statement(&frame, &cx, &code, number).await,
        _ => answer_sheet::question(&frame, &cx, &code, number).await,
    }
}

#[handler]
pub(in crate::pages::resident) async fn correct_answer(
    frame: PageFrame,
    cx: Data<&Context>,
    FromClient(client): FromClient,
    Path((code, number)): Path<(String, usize)>,
    LimitedForm(fields): LimitedForm<Fields>,
) -> Result<Response, PageFault> {
    match receipts::contribution(&cx, &Actor::Anyone, &code).await?.kind {
        ContributionKind::Votes => votes::correct(&frame, &cx, &code, number, (client, &fields)).await,
        _ => answer_sheet::correct(&frame, &cx, &code, number, &fields).await,
    }
}
