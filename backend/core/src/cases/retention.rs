//! Contributions are kept as long as the page of their consultation promises, and not a day longer. What was published stays.

use tablee_rules::retention;
use tablee_rules::timetable::PhaseDates;

use crate::access::{Actor, Scope};
use crate::cases::audit::{self, Deed};
use crate::cases::facts::{Fact, FactValue};
use crate::cases::moments::{day_of, noon_of};
use crate::ports::Millis;
use crate::store::consultations;
use crate::store::entities::{consultation, erasure, phase};
use crate::store::erasing::{self, Part};
use crate::{Context, Refusal};

/// Rows that one unit erases.
const BATCH: u64 = 500;

/// The last day, at noon in Paris, on which the contributions of a consultation are kept; `None` while not all its dates are set.
pub(crate) fn kept_until(row: &consultation::Model, phases: &[phase::Model]) -> Option<Millis> {
    let contributing = |phase: &&phase::Model| phase.phase_kind().is_some_and(|kind| kind.takes_contributions());
    let dates: Option<Vec<PhaseDates>> = phases.iter().filter(contributing).map(phase::Model::dates).collect();
    let last = day_of(retention::last_close(&dates?)?)?;
    let until = retention::kept_until(last, u16::try_from(row.retention_months).ok()?)?;
    Some(noon_of(until))
}

/// Whether the last day of a consultation's contributions is over: some may be erased already.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn is_over(cx: &Context, row: &consultation::Model) -> Result<bool, Refusal> {
    let phases = consultations::phases(cx.db.read(), row.id).await?;
    Ok(kept_until(row, &phases).is_some_and(|until| day_of(cx.clock.now()) > day_of(until)))
}

/// Erases the contributions of every consultation whose last day is over; says how many consultations that was; one that cannot be
/// erased keeps no other waiting. Begun again after a stop, or done by two nodes at once, it comes to the same and is told once.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn erase_contributions(cx: &Context) -> Result<usize, Refusal> {
    let today = day_of(cx.clock.now());
    let mut erased = 0;
    for row in erasing::to_watch(cx.db.read()).await? {
        let phases = consultations::phases(cx.db.read(), row.id).await?;
        let Some(until) = kept_until(&row, &phases) else { continue };
        if today > day_of(until) {
            match erase(cx, &row, until).await {
                Ok(done) => erased += usize::from(done),
                Err(error) => tracing::error!(%error, consultation = %row.id, "contributions could not be erased"),
            }
        }
    }
    Ok(erased)
}

async fn erase(cx: &Context, row: &consultation::Model, until: Millis) -> Result<bool, Refusal> {
    loop {
        let unit = cx.db.begin().await?;
        let untied = erasing::untie_texts(unit.conn(), row.id, BATCH, || cx.anonymous_id()).await?;
        unit.commit().await?;
        if untied == 0 {
            break;
        }
    }
    for part in Part::ALL {
        loop {
            let unit = cx.db.begin().await?;
            let erased = erasing::erase(unit.conn(), part, row.id, BATCH).await?;
            unit.commit().await?;
            if erased == 0 {
                break;
            }
        }
    }
    let unit = cx.db.begin().await?;
    let done = erasure::Model { consultation_id: row.id, erased_at: cx.clock.now() };
    if !erasing::note(unit.conn(), done).await? {
        return Ok(false);
    }
    consultations::touch(unit.conn(), row.id).await?;
    let detail = Fact::stored(&[Fact::about("kept-until", FactValue::Moment(until))]);
    let deed =
        Deed { action: "contributions.erased", subject_kind: "consultations", subject: Some(row.id), detail: &detail };
    let scope = Scope::Consultation { organisation: row.organisation_id, consultation: row.id };
    audit::record(cx, &unit, &Actor::System, scope, deed).await?;
    unit.commit().await?;
    Ok(true)
}
