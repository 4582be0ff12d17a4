//! The workshop that a consultation was made from, as everyone reads it.

use tablee_rules::dates::Day;

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::moments::noon_of;
use crate::ports::Millis;
use crate::store::entities::actor;
use crate::store::{consultations, workshops};
use crate::{Context, Refusal};

/// A workshop, its minutes and who was or was not around the table.
#[derive(Clone, Debug)]
pub struct WorkshopView {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Title of the workshop.
    pub title: String,
    /// Noon of the day on which it was held.
    pub held_on: Option<Millis>,
    /// Its minutes, whole.
    pub minutes: String,
    /// Families around the table.
    pub around_table: Vec<ActorFamily>,
    /// Families that are missing.
    pub missing: Vec<ActorFamily>,
}

/// A family of actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorFamily {
    /// Its name.
    pub name: String,
    /// Its members; maybe none is named.
    pub members: Vec<String>,
}

/// The workshop of a public consultation.
///
/// # Errors
/// `NotFound` when the consultation is not public or was not made from minutes.
pub async fn public_view(cx: &Context, actor: &Actor, slug: &str) -> Result<WorkshopView, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let conn = cx.db.read();
    let found = consultations::by_slug(conn, slug).await?.ok_or(Refusal::NotFound)?;
    if !found.stored_state().is_public() {
        return Err(Refusal::NotFound);
    }
    let workshop = workshops::of_consultation(conn, found.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let actors = workshops::actors(conn, found.id).await?;
    Ok(WorkshopView {
        slug: found.slug,
        consultation: found.title,
        title: workshop.title,
        held_on: workshop.held_on.and_then(|day| Day::parse(&day).ok()).map(noon_of),
        minutes: workshop.minutes,
        around_table: families(&actors, "around_table"),
        missing: families(&actors, "missing"),
    })
}

fn families(actors: &[actor::Model], presence: &str) -> Vec<ActorFamily> {
    let mut families: Vec<ActorFamily> = Vec::new();
    for actor in actors.iter().filter(|actor| actor.presence == presence) {
        let named = (!actor.name.is_empty()).then(|| actor.name.clone());
        match families.last_mut().filter(|family| family.name == actor.family) {
            Some(family) => family.members.extend(named),
            None => families.push(ActorFamily { name: actor.family.clone(), members: named.into_iter().collect() }),
        }
    }
    families
}
