//! Results that everyone may read: the last publication, and nothing before there is one.

use tablee_rules::timetable::Millis;

use super::PhaseResults;
use super::standing::in_words_that_stand;
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::participation::{PhaseAddress, any_public_phase};
use crate::store::results;
use crate::{Context, Refusal};

/// The published results of a phase.
#[derive(Clone, Debug)]
pub struct PublishedResults {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub title: String,
    /// When it closed.
    pub closed_at: Option<Millis>,
    /// Number of the version, from 1.
    pub version: i32,
    /// When this version was published.
    pub published_at: Millis,
    /// The results.
    pub results: PhaseResults,
}

/// The last published results of a phase, in the words that have not been taken down since. Without any, the phase has no results for anyone, as if it were not there.
///
/// # Errors
/// `NotFound`.
pub async fn published(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<PublishedResults, Refusal> {
    allow(actor, Action::ReadPublic, Scope::Anywhere)?;
    let found = any_public_phase(cx, address).await?;
    let last = results::last_publication(cx.db.read(), found.phase.id).await?;
    let last = last.ok_or(Refusal::NotFound)?;
    let results: PhaseResults = serde_json::from_str(&last.results).map_err(|_| Refusal::WrongState)?;
    let results = in_words_that_stand(cx, &found.phase, results).await?;
    Ok(PublishedResults {
        slug: found.consultation.slug,
        consultation: found.consultation.title,
        position: found.phase.position,
        title: found.phase.title,
        closed_at: found.phase.closes_at,
        version: last.version,
        published_at: last.published_at,
        results,
    })
}
