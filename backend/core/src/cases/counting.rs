//! How many take part, as pages show it: the people of whom a contribution stands. Who takes everything back is no longer
//! counted, and is counted once on coming back.
//!
//! Each function wants the participation as the unit has locked it, and comes before whatever else the unit locks.

use uuid::Uuid;

use crate::store::entities::{participation, phase};
use crate::store::{Unit, consultations, participations};
use crate::{Context, Refusal};

/// The participation whose only contribution that is, locked until the unit ends.
///
/// # Errors
/// `NotFound` when nothing leads back to it any more.
pub(crate) async fn lock_author(unit: &Unit, contribution: Uuid) -> Result<participation::Model, Refusal> {
    let found = participations::lock_of(unit.conn(), contribution).await?;
    found.ok_or(Refusal::NotFound)
}

/// Counts the only contribution that a participation has in its phase, however often it is written.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn count_only(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    participation: &participation::Model,
) -> Result<(), Refusal> {
    if participation.standing > 0 { Ok(()) } else { move_to(cx, unit, phase, participation, 1).await }
}

/// Counts one more contribution of a participation.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn count_another(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    participation: &participation::Model,
) -> Result<(), Refusal> {
    move_to(cx, unit, phase, participation, participation.standing + 1).await
}

/// Takes one contribution of a participation out of the count.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn uncount(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    participation: &participation::Model,
) -> Result<(), Refusal> {
    if participation.standing == 0 {
        return Ok(());
    }
    move_to(cx, unit, phase, participation, participation.standing - 1).await
}

async fn move_to(
    cx: &Context,
    unit: &Unit,
    phase: &phase::Model,
    participation: &participation::Model,
    standing: i32,
) -> Result<(), Refusal> {
    participations::set_standing(unit.conn(), participation.id, standing).await?;
    let people = match (participation.standing, standing) {
        (0, _) => 1,
        (_, 0) => -1,
        _ => return Ok(()),
    };
    let phases = participations::move_phases(unit.conn(), participation.pass_id, people).await?;
    let of_consultation = match (phases.before, phases.after) {
        (0, _) | (_, 0) => people,
        _ => 0,
    };
    Ok(consultations::move_participants(unit.conn(), phase, people, of_consultation, cx.clock.now()).await?)
}
