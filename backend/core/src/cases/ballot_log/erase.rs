//! Long after the close, nothing leads from a person to a ballot any more, or from a ballot to its leaf. Log, heads and result stay.

use tablee_rules::voting::Ballot;

use crate::ports::{DAY, Millis};
use crate::store::ballot_links;
use crate::{Context, Refusal};

/// Links are kept so long after the close, for auditors.
pub(crate) const LINKS_LIFE: Millis = 30 * DAY;

/// Erases the links of votes that closed long ago; says how many votes that was.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn erase_links(cx: &Context) -> Result<usize, Refusal> {
    let due = ballot_links::linked_before(cx.db.read(), cx.clock.now() - LINKS_LIFE).await?;
    let nothing = serde_json::to_string(&Ballot::default()).map_err(|_| Refusal::WrongState)?;
    for phase in &due {
        let unit = cx.db.begin().await?;
        ballot_links::erase(unit.conn(), *phase, &nothing).await?;
        unit.commit().await?;
    }
    Ok(due.len())
}
