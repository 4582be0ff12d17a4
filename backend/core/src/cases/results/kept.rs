//! Counts of closed votes are kept: whoever opens the draft of results has no ballot counted again.

use tablee_rules::ballot_log::sha256;
use tablee_rules::timetable::{PhaseKind, PhaseMoment};
use tablee_rules::voting;

use super::decision::Counting;
use super::{PhaseResults, alike, count, decision, sealed};
use crate::cases::ballot_log;
use crate::cases::votes::draws_panel;
use crate::store::entities::{kept_count, lottery, phase};
use crate::store::{alike_bursts, ballots, kept_counts};
use crate::{Context, Refusal};

/// The results of a phase as they are now: those of a vote are counted once, and again when anything changes that they follow from.
///
/// # Errors
/// As [`count`].
pub(super) async fn counted_once(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    if phase.phase_kind() != Some(PhaseKind::Decision) {
        return count(cx, phase).await;
    }
    let made_from = source(cx, phase).await?;
    let kept = kept_counts::made_from(cx.db.read(), phase.id, &made_from).await?;
    if let Some(results) = kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
        return Ok(results);
    }
    let (results, counting) = decision::with_counting(cx, phase).await?;
    let results = alike::beside(cx, phase, results).await?;
    let panels = panels(counting).await?;
    let written = serde_json::to_string(&results).map_err(|_| Refusal::WrongState)?;
    let row =
        kept_count::Model { phase_id: phase.id, consultation_id: phase.consultation_id, made_from, results: written };
    let unit = cx.db.begin().await?;
    kept_counts::keep(unit.conn(), row).await?;
    if let Some(panels) = panels {
        let row = lottery::Model { phase_id: phase.id, consultation_id: phase.consultation_id, panels };
        kept_counts::keep_lottery(unit.conn(), row).await?;
    }
    unit.commit().await?;
    Ok(results)
}

/// The panels of which the draw takes one, as they are published; nothing for other votes.
async fn panels(counting: Counting) -> Result<Option<String>, Refusal> {
    if counting.results.tally.working.lottery.is_none() {
        return Ok(None);
    }
    let method = voting::method(&counting.results.rules.method).ok_or(Refusal::WrongState)?;
    // Beside the threads that answer requests: it takes as long as the draw.
    let written = move || {
        method
            .lottery(&counting.summary, &counting.paper)
            .map(|panels| panels.written())
    };
    tokio::task::spawn_blocking(written)
        .await
        .map_err(|_| Refusal::WrongState)
}

/// Counts the votes that have closed since. One that cannot be counted keeps no other waiting.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn keep_counts(cx: &Context) -> Result<(), Refusal> {
    for phase in kept_counts::missing(cx.db.read()).await? {
        if phase.moment(cx.clock.now()) != PhaseMoment::Done {
            continue;
        }
        if let Err(error) = counted_once(cx, &phase).await {
            tracing::error!(%error, phase = %phase.id, "a vote could not be counted");
        }
    }
    Ok(())
}

/// All that the results of a vote follow from besides its ballots: after the close those change no more, and the root of the log
/// tells them.
async fn source(cx: &Context, phase: &phase::Model) -> Result<String, Refusal> {
    let read = cx.db.read();
    let head = ballot_log::closing_head(cx, phase).await?;
    let draw = ballots::public_draw(read, phase.id).await?.map(|draw| draw.value);
    let options = ballots::options(read, phase.id).await?;
    let options: Vec<String> = options.iter().map(|option| format!("{option:?}")).collect();
    let alike = alike_bursts::of_phase(read, phase.id).await?;
    let alike: i64 = alike.iter().map(|burst| i64::from(burst.many)).sum();
    // Whom a panel's draw took is told in another way once links are erased.
    let linked = draws_panel(phase) && kept_counts::leads_to_leaves(read, phase.id).await?;
    let all = (&head.root, draw, &phase.rules, options, alike, linked, sealed::software());
    let written = serde_json::to_string(&all).map_err(|_| Refusal::WrongState)?;
    Ok(sha256(&[written.as_bytes()]).to_string())
}
