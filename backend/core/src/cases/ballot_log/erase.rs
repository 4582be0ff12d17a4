//! Long after the close, nothing leads from a person to a ballot any more, or from a ballot to its leaf. Log, heads and result stay.

use tablee_rules::opinion::Sheet;
use tablee_rules::timetable::PhaseKind;
use tablee_rules::voting::Ballot;
use uuid::Uuid;

use crate::ports::{DAY, Millis};
use crate::store::ballot_links;
use crate::{Context, Refusal};

/// Links are kept so long after the close, for auditors.
pub(crate) const LINKS_LIFE: Millis = 30 * DAY;

/// The votes that closed long ago and still have links, with the kind of their phase.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn linked_votes(cx: &Context) -> Result<Vec<(Uuid, String)>, Refusal> {
    Ok(ballot_links::linked_before(cx.db.read(), cx.clock.now() - LINKS_LIFE).await?)
}

/// Erases the links of a vote in a phase of that kind.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn erase_links(cx: &Context, vote: Uuid, kind: &str) -> Result<(), Refusal> {
    let nothing = match PhaseKind::from_key(kind) {
        Some(PhaseKind::Opinion) => serde_json::to_string(&Sheet::default()),
        _ => serde_json::to_string(&Ballot::default()),
    };
    let unit = cx.db.begin().await?;
    ballot_links::erase(unit.conn(), vote, &nothing.map_err(|_| Refusal::WrongState)?).await?;
    Ok(unit.commit().await?)
}
