//! One person's votes on statements, and what they say of themselves, from one sheet.

use std::collections::BTreeMap;

use tablee_rules::opinion::Vote;
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use crate::cases::counting::count_only;
use crate::cases::opinion::{self, earlier_votes, voter_of};
use crate::cases::participation::{
    Contributor, PhaseAddress, enter as enter_phase, must_be_open, public_phase, receipt_code,
};
use crate::cases::strata;
use crate::store::statements;
use crate::{Context, Refusal};

/// Votes by statement, and answers to questions about people.
type Sheet = (Vec<(Uuid, Vote)>, Vec<(Uuid, Option<bool>)>);

/// Keeps a whole sheet or nothing of it; sent again, it says the same again.
pub(super) async fn enter(
    cx: &Context,
    contributor: &Contributor,
    phase: &PhaseAddress,
    (votes, about): Sheet,
) -> Result<ReceiptCode, Refusal> {
    if votes.is_empty() {
        return Err(Refusal::field("votes", "fault-entry-no-vote"));
    }
    let open = public_phase(cx, phase, PhaseKind::Opinion).await?;
    if let Err(refusal) = must_be_open(cx, &open.phase) {
        return earlier_votes(cx, contributor, &open, &votes).await?.ok_or(refusal);
    }
    // By ascending number: sheets that are entered at the same time wait for each other's counters in one order.
    let votes: BTreeMap<Uuid, Vote> = votes.into_iter().collect();
    let put_to_the_vote = statements::published(cx.db.read(), open.phase.id).await?;
    if !votes.keys().all(|id| put_to_the_vote.iter().any(|row| row.id == *id)) {
        return Err(Refusal::NotFound);
    }
    let unit = cx.db.begin().await?;
    let participation = enter_phase(cx, &unit, contributor, &open).await?;
    let voter = voter_of(cx, &unit, &open.phase, &participation).await?;
    count_only(cx, &unit, &open.phase, &participation).await?;
    if !about.is_empty() {
        strata::put(cx, &unit, &open, (voter, &about)).await?;
    }
    let rows = votes
        .into_iter()
        .map(|(id, vote)| opinion::row(&open.phase, voter, id, vote));
    opinion::put(cx, &unit, &open.phase, (contributor.channel, rows.collect())).await?;
    unit.commit().await?;
    Ok(receipt_code(&cx.secrets, voter))
}
