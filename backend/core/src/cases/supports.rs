//! "This is mine too": standing behind a published proposal instead of writing it again.

use tablee_rules::limits;
use tablee_rules::moderation::ModerationState;
use tablee_rules::receipts::ReceiptCode;
use uuid::Uuid;

use super::contribution::{ContributionState, Held, hold};
use super::counting::{count_another, uncount};
use super::participation::{ContributionKind, contributor, enter, issue_receipt, must_be_open, receipt_code};
use super::proposals::ProposalContent;
use super::published_proposals::{ProposalAddress, answers_to, find};
use super::turns::put_forward;
use crate::access::{Action, Actor, Scope, allow};
use crate::store::entities::{participation, support};
use crate::store::moderation::state_of;
use crate::store::{Unit, consultations, participations, proposals};
use crate::{Context, Refusal};

/// The proposal that a support stands behind, as its receipt shows it.
#[derive(Clone, Debug)]
pub struct SupportContent {
    /// The proposal; none once the support is withdrawn, or while the proposal cannot be read by everyone.
    pub proposal: Option<ProposalContent>,
}

/// Stands behind a proposal. Doing it again gives the same receipt and counts once: the primary key holds it.
///
/// # Errors
/// `OwnProposal` for its author; `NotFound`, `PhaseNotOpen`, `PhaseClosed`.
pub async fn support(cx: &Context, actor: &Actor, address: &ProposalAddress) -> Result<ReceiptCode, Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let contributor = contributor(actor)?;
    let (open, proposal) = find(cx, address).await?;
    must_be_open(cx, &open.phase)?;
    let unit = cx.db.begin().await?;
    let participation = enter(cx, &unit, &contributor, &open).await?;
    let own = put_forward(cx, unit.conn(), participation.id, limits::PROPOSALS_EACH).await?;
    if own.contains(&proposal.id) {
        return Err(Refusal::OwnProposal);
    }
    if proposals::find_support(unit.conn(), proposal.id, participation.id)
        .await?
        .is_none()
    {
        count_another(cx, &unit, &open.phase, &participation).await?;
    }
    consultations::touch(unit.conn(), open.consultation.id).await?;
    let row = support::Model {
        id: cx.anonymous_id(),
        proposal_id: proposal.id,
        participation_id: participation.id,
        consultation_id: open.consultation.id,
    };
    let kept = proposals::support(unit.conn(), row).await?;
    let id = kept.ok_or(Refusal::NotFound)?;
    issue_receipt(cx, &unit, &open.phase, ContributionKind::Support, id).await?;
    unit.commit().await?;
    Ok(receipt_code(&cx.secrets, id))
}

/// Takes the support of a receipt code back. Doing it twice changes nothing more.
///
/// # Errors
/// `Invalid` on `code`; `NotFound`, `PhaseClosed`.
pub async fn withdraw(cx: &Context, actor: &Actor, code: &str) -> Result<(), Refusal> {
    allow(actor, Action::TakePart, Scope::Anywhere)?;
    let held = hold(cx, code).await?.changeable(cx, ContributionKind::Support)?;
    let unit = cx.db.begin().await?;
    must_be_open(cx, &held.phase)?;
    if let Some(author) = lock_supporter(&unit, held.contribution).await? {
        uncount(cx, &unit, &held.phase, &author).await?;
        consultations::touch(unit.conn(), held.consultation.id).await?;
        proposals::withdraw_support(unit.conn(), held.contribution).await?;
    }
    Ok(unit.commit().await?)
}

/// The participation that stands behind a proposal by this support, locked until the unit ends; nothing once it was taken back.
async fn lock_supporter(unit: &Unit, support: Uuid) -> Result<Option<participation::Model>, Refusal> {
    let Some(row) = proposals::support_by_id(unit.conn(), support).await? else { return Ok(None) };
    let author = participations::lock(unit.conn(), row.participation_id).await?;
    // Asked again behind the lock: a second tap may have taken it back meanwhile.
    let still = proposals::support_by_id(unit.conn(), support).await?;
    Ok(author.filter(|_| still.is_some()))
}

/// A support behind a receipt code.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn shown(cx: &Context, held: &Held) -> Result<(ContributionState, SupportContent), Refusal> {
    let Some(row) = proposals::supported(cx.db.read(), held.contribution).await? else {
        return Ok((ContributionState::Withdrawn, SupportContent { proposal: None }));
    };
    let proposal = match state_of(&row.state) {
        ModerationState::Published => Some(ProposalContent {
            answers: answers_to(cx, row.id).await?,
            number: row.number,
            title: row.title,
            text: row.text,
            supports: row.supports,
        }),
        ModerationState::Pending | ModerationState::Refused | ModerationState::Withdrawn => None,
    };
    Ok((ContributionState::Counted, SupportContent { proposal }))
}
