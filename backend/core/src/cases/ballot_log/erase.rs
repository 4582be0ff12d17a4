//! Long after the close, nothing leads from a person to a ballot any more, or from a ballot to its leaf. Log, heads and result stay.

use tablee_rules::opinion::Sheet;
use tablee_rules::timetable::PhaseKind;
use tablee_rules::voting::Ballot;

use crate::ports::{DAY, Millis};
use crate::store::ballot_links;
use crate::{Context, Refusal};

/// Links are kept so long after the close, for auditors.
pub(crate) const LINKS_LIFE: Millis = 30 * DAY;

/// Erases the links of phases that closed long ago; says how many phases that was.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn erase_links(cx: &Context) -> Result<usize, Refusal> {
    let due = ballot_links::linked_before(cx.db.read(), cx.clock.now() - LINKS_LIFE).await?;
    for (phase, kind) in &due {
        let nothing = match PhaseKind::from_key(kind) {
            Some(PhaseKind::Opinion) => serde_json::to_string(&Sheet::default()),
            _ => serde_json::to_string(&Ballot::default()),
        };
        let unit = cx.db.begin().await?;
        ballot_links::erase(unit.conn(), *phase, &nothing.map_err(|_| Refusal::WrongState)?).await?;
        unit.commit().await?;
    }
    Ok(due.len())
}
