//! The demonstration: a consultation made from a workshop's minutes and open now, and one that is over. All of it comes in by
//! the use-cases that people go through, at the times when they would have.

mod content;
mod crowd;
mod members;
mod stage;

use std::sync::Arc;

use tablee_core::access::Actor;
use tablee_core::cases::members::{Invite, invite};
use tablee_core::cases::organisations;
use tablee_core::ports::{DAY, HandClock, Millis};
use tablee_core::{Context, Refusal};

use content::Demo;

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// `demo.toml` does not hold together.
    #[error("the demonstration cannot be read: {0}")]
    Content(#[from] toml::de::Error),
    /// A use-case refused.
    #[error("the demonstration was refused: {0:?}")]
    Refused(#[from] Refusal),
    /// The data folder holds something else.
    #[error("the data folder holds no demonstration; choose another with --data, or start over with --fresh")]
    NotADemonstration,
}

/// Loads the demonstration into an empty installation; does nothing in one that has an organisation.
///
/// # Errors
/// See [`DemoError`].
pub async fn load(cx: &Context) -> Result<(), DemoError> {
    if !organisations::list(cx, &Actor::System).await?.is_empty() {
        return Ok(());
    }
    let demo = Demo::embedded()?;
    organisations::create(cx, &Actor::System, &demo.organisation.name).await?;
    let now = six_in_the_evening(cx.clock.now());
    let past = stage::past(cx, now, &demo.past).await?;
    crowd::take_part(cx, now, &past).await?;
    members::moderate(cx, now, &past).await?;
    members::conclude(cx, now, &past).await?;
    let current = stage::current(cx, now, &demo.current).await?;
    crowd::take_part(cx, now, &current).await?;
    members::moderate(cx, now, &current).await
}

/// A link for each role that signs in once.
///
/// # Errors
/// See [`DemoError`].
pub async fn sign_in_links(cx: &Context) -> Result<Vec<(String, String)>, DemoError> {
    let organisations = organisations::list(cx, &Actor::System).await?;
    let organisation = organisations.first().ok_or(DemoError::NotADemonstration)?;
    let mut links = Vec::new();
    for member in Demo::embedded()?.member {
        let invitation = Invite {
            organisation: organisation.slug.clone(),
            email: member.email,
            name: member.name,
            role: member.role.clone(),
            consultation: String::new(),
        };
        let invited = invite(cx, &Actor::System, invitation).await?;
        links.push((member.role, format!("{}/connexion/{}", cx.settings.public_url, invited.token)));
    }
    Ok(links)
}

/// Five in the afternoon, UTC, of that day: an hour at which steps may open and close.
fn six_in_the_evening(now: Millis) -> Millis {
    now - now % DAY + 17 * DAY / 24
}

/// The same context at another time.
fn at(cx: &Context, moment: Millis) -> Context {
    Context { clock: Arc::new(HandClock::at(moment)), ..cx.clone() }
}

fn days(count: i64) -> Millis {
    count * DAY
}
