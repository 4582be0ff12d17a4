//! The log opened for auditors: every ballot behind its leaf, though not whose it is. Each opening is written in the audit log.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tablee_rules::ballot_log::{LeafState, Nonce, OpenedLeaf, OpenedLog};
use tablee_rules::timetable::PhaseMoment;
use uuid::Uuid;

use super::observers::{audited, need_two_where_withheld};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::{self, Deed};
use crate::cases::facts::Fact;
use crate::cases::participation::PhaseAddress;
use crate::cases::said;
use crate::store::entities::ballot::{self, BallotState};
use crate::store::{ballot_links, ballot_log};
use crate::{Context, Refusal};

/// Leaves of one query.
const PAGE: u64 = 10_000;

/// Opens the log of a closed vote.
///
/// # Errors
/// `PhaseStillOpen`, `ResultsNotReady` until the log is closed too, `OneAuditor` as long as there is no second one where ballots are
/// withheld, `LinksErased` long after; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn opened_log(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<OpenedLog, Refusal> {
    allow(actor, Action::AuditBallots, Scope::Anywhere)?;
    let found = audited(cx, actor, address).await?;
    if found.phase.moment(cx.clock.now()) != PhaseMoment::Done {
        return Err(Refusal::PhaseStillOpen);
    }
    super::closing_head(cx, &found.phase).await?;
    need_two_where_withheld(cx, &found).await?;
    let versions = ballot_links::versions(cx.db.read(), found.phase.id).await?;
    let leaves = opened(in_order(cx, found.phase.id).await?, versions).ok_or(Refusal::LinksErased)?;
    let declared = said::declared(cx, &found.phase).await?;
    let detail = Fact::stored(&[Fact::about("phase", found.phase.position)]);
    let deed =
        Deed { action: "ballots.opened", subject_kind: "phases", subject: Some(found.phase.id), detail: &detail };
    let unit = cx.db.begin().await?;
    audit::record(cx, &unit, actor, found.scope(), deed).await?;
    unit.commit().await?;
    Ok(OpenedLog { consultation: found.consultation.id.to_string(), leaves, declared })
}

async fn in_order(cx: &Context, phase: Uuid) -> Result<Vec<String>, Refusal> {
    let mut leaves = Vec::new();
    loop {
        let from = i64::try_from(leaves.len()).unwrap_or(i64::MAX);
        let page = ballot_log::leaves(cx.db.read(), phase, from, PAGE).await?;
        if page.is_empty() {
            return Ok(leaves);
        }
        leaves.extend(page);
    }
}

/// What is behind each leaf; `None` when a leaf leads to nothing any more. Passes are numbered by the ids of their ballots, which
/// are random: an analysis of opinions goes through voters in that order, and so comes out the same.
fn opened(leaves: Vec<String>, versions: Vec<ballot::Model>) -> Option<Vec<OpenedLeaf>> {
    let pass_of = |row: &ballot::Model| row.replaced_by.unwrap_or(row.id);
    let ids: BTreeSet<Uuid> = versions.iter().map(pass_of).collect();
    let passes: BTreeMap<Uuid, u64> = ids.into_iter().zip(1..).collect();
    let by_leaf = versions.into_iter().filter_map(|row| Some((row.leaf.clone()?, row)));
    let mut by_leaf: BTreeMap<String, ballot::Model> = by_leaf.collect();
    let mut open = |leaf: String| {
        let row = by_leaf.remove(&leaf)?;
        let pass = passes[&pass_of(&row)];
        Some(opened_leaf(row, pass))
    };
    leaves.into_iter().map(&mut open).collect()
}

fn opened_leaf(row: ballot::Model, pass: u64) -> OpenedLeaf {
    let nonce = row.nonce.as_deref().and_then(Nonce::from_hex);
    OpenedLeaf {
        ballot: nonce
            .and_then(|_| serde_json::from_str(&row.choice).ok())
            .unwrap_or(Value::Null),
        nonce,
        pass,
        turn: u32::try_from(row.turn).unwrap_or_default(),
        state: match row.state.as_str() {
            state if state == BallotState::Cast.key() => LeafState::Cast,
            state if state == BallotState::Replaced.key() => LeafState::Replaced,
            _ => LeafState::Withdrawn,
        },
    }
}
