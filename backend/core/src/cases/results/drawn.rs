//! Whom the draw of a panel took: the volunteers' numbers are led to the leaves of the log, and told by proof codes.

use tablee_rules::ballot_log::{Hash256, Nonce, ProofCode, Volunteer, drawn_codes};
use tablee_rules::voting::{Standing, Tally};
use uuid::Uuid;

use super::decision;
use crate::cases::ballot_log;
use crate::cases::votes::{Vote, draws_panel};
use crate::store::entities::{drawn_leaf, phase};
use crate::store::{consultations, drawn_leaves};
use crate::{Context, Refusal};

/// The proof codes of those whom the draw took: from the ballots, or as they were kept when links were erased. None when nobody is
/// drawn, and when links were erased before the draw could be made.
///
/// # Errors
/// When the database refuses.
pub(super) async fn codes(
    cx: &Context,
    phase: &phase::Model,
    vote: &Vote,
    tally: &Tally,
) -> Result<Vec<ProofCode>, Refusal> {
    if tally.working.drawn_people().is_empty() {
        return Ok(Vec::new());
    }
    let linked = drawn_leaves::linked(cx.db.read(), phase.id).await?;
    if linked.is_empty() {
        let kept = drawn_leaves::kept(cx.db.read(), phase.id).await?;
        let mut codes: Vec<ProofCode> = kept.iter().filter_map(|code| ProofCode::parse(code).ok()).collect();
        codes.sort_unstable();
        return Ok(codes);
    }
    let volunteer = |(choice, nonce, leaf): (String, String, String)| {
        let ballot = serde_json::from_str(&choice).ok()?;
        let counts = vote.method.judge(&ballot, &vote.paper) == Ok(Standing::Valid);
        let (nonce, leaf) = (Nonce::from_hex(&nonce)?, Hash256::from_hex(&leaf)?);
        counts.then_some(Volunteer { ballot, nonce, leaf })
    };
    Ok(drawn_codes(linked.into_iter().filter_map(volunteer).collect(), tally))
}

/// Keeps the proof codes of a panel's draw before links are erased. Nothing is kept of other votes, nor of a draw that still waits
/// for the public draw named in its rules: that one cannot be made any more.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn keep_drawn(cx: &Context, phase: Uuid) -> Result<(), Refusal> {
    let found = consultations::phase_with_consultation(cx.db.read(), phase).await?;
    let (phase, _) = found.ok_or(Refusal::NotFound)?;
    if !draws_panel(&phase) {
        return Ok(());
    }
    ballot_log::close(cx, &phase).await?;
    let (_, counting) = decision::with_counting(cx, &phase).await?;
    if counting.results.provisional {
        return Ok(());
    }
    let unit = cx.db.begin().await?;
    for code in &counting.results.drawn {
        let row =
            drawn_leaf::Model { phase_id: phase.id, consultation_id: phase.consultation_id, code: code.compact() };
        drawn_leaves::keep(unit.conn(), row).await?;
    }
    Ok(unit.commit().await?)
}
