//! The turns that one participation has to put something forward: a proposal or a statement.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::participation::{OpenPhase, Reception, SubmissionKey, participation_of, receive_once, submission_hash};
use crate::access::Actor;
use crate::store::{Unit, participations};
use crate::{Context, Refusal};

/// What a participation has put forward, in its turns.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn put_forward(
    cx: &Context,
    conn: &impl ConnectionTrait,
    participation: Uuid,
    most: usize,
) -> Result<Vec<Uuid>, Refusal> {
    let keys = turns(most).map(|turn| submission_hash(&cx.secrets, participation, &turn));
    Ok(participations::received(conn, keys).await?)
}

/// How many turns the actor has left in a phase where each person has `most`.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn turns_left(cx: &Context, actor: &Actor, open: &OpenPhase, most: usize) -> Result<usize, Refusal> {
    let participation = match actor {
        Actor::Resident(device) => participation_of(cx, device, open).await?,
        Actor::Anyone | Actor::Member(_) | Actor::System => None,
    };
    let taken = match participation {
        Some(participation) => put_forward(cx, cx.db.read(), participation.id, most).await?.len(),
        None => 0,
    };
    Ok(most.saturating_sub(taken))
}

/// Takes one of the turns that a participation has: the key of each is unique, so that two tabs cannot share one. Says whether
/// one was left.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn take_turn(
    cx: &Context,
    unit: &Unit,
    open: &OpenPhase,
    participation: Uuid,
    contribution: Uuid,
    most: usize,
) -> Result<bool, Refusal> {
    for turn in turns(most) {
        if let Reception::First = receive_once(cx, unit, &open.phase, participation, &turn, contribution).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn turns(most: usize) -> impl Iterator<Item = SubmissionKey> {
    (1..=most).map(|turn| SubmissionKey(format!("turn\n{turn}")))
}
