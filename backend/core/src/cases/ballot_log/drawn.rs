//! Whether a vote is one of those that a panel's draw took: told once results are published, and never before.

use tablee_rules::ballot_log::{ProofCode, PublishedResult};

use crate::cases::votes::draws_panel;
use crate::store::ballot_log;
use crate::store::entities::phase;
use crate::{Context, Refusal};

/// Whether the vote of this proof code was drawn; nothing where no panel is drawn, or not yet.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn is_drawn(cx: &Context, phase: &phase::Model, code: &ProofCode) -> Result<Option<bool>, Refusal> {
    if !draws_panel(phase) {
        return Ok(None);
    }
    let Some(row) = ballot_log::last_result(cx.db.read(), phase.id).await? else { return Ok(None) };
    let result: PublishedResult = serde_json::from_str(&row.result).map_err(|_| Refusal::WrongState)?;
    Ok(Some(result.drawn.contains(code)))
}
