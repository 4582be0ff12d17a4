//! The demonstration: a consultation made from a workshop's minutes and open now, and two that are over. All of it comes in by
//! the use-cases that people go through, at the times when they would have.

mod content;
mod crowd;
mod folder;
mod members;
mod observer;
mod stage;
mod team;
mod wishes;

use std::sync::Arc;

use tablee_core::access::Actor;
use tablee_core::cases::organisations;
use tablee_core::ports::{DAY, HandClock, Millis};
use tablee_core::{Context, Refusal};

pub use folder::{Folder, FolderState};

use content::{Consultation, DEMO};
use team::Team;

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A use-case refused.
    #[error("the demonstration was refused: {0:?}")]
    Refused(#[from] Refusal),
    /// A part of it that was made beside the others broke off.
    #[error("the demonstration broke off: {0}")]
    BrokeOff(#[from] tokio::task::JoinError),
    /// `demo.toml` has paper sheets in a phase for which the demonstration types none.
    #[error("the demonstration has paper sheets where none are typed")]
    PaperForAnotherPhase,
    /// What `demo.toml` names is not there.
    #[error("the demonstration does not hold together: {0} is missing")]
    Missing(String),
}

/// Loads the demonstration into an empty installation.
///
/// # Errors
/// See [`DemoError`].
pub async fn load(cx: &Context) -> Result<(), DemoError> {
    let now = five_in_the_afternoon(cx.clock.now());
    let founded = at(cx, now - days(120));
    let organisation = organisations::create(&founded, &Actor::System, &DEMO.organisation.name).await?;
    let team = Team::arrive(&founded, &organisation).await?;
    let past = tokio::spawn(over(cx.clone(), now, &DEMO.past, team.clone()));
    let ways = tokio::spawn(over(cx.clone(), now, &DEMO.ways, team.clone()));
    let current = tokio::spawn(open(cx.clone(), now, team));
    past.await??;
    ways.await??;
    current.await?
}

/// A consultation that is over: published, and answered.
async fn over(cx: Context, now: Millis, plan: &'static Consultation, team: Team) -> Result<(), DemoError> {
    let staged = stage::past(&cx, now, plan, &team.institution).await?;
    crowd::take_part(&cx, now, &staged, &team.facilitator).await?;
    members::moderate(&cx, now, &staged, &team.facilitator).await?;
    members::conclude(&cx, now, &staged, &team).await
}

/// The consultation that is open.
async fn open(cx: Context, now: Millis, team: Team) -> Result<(), DemoError> {
    let staged = stage::current(&cx, now, &DEMO.current, &team.institution).await?;
    crowd::take_part(&cx, now, &staged, &team.facilitator).await?;
    members::moderate(&cx, now, &staged, &team.facilitator).await
}

/// A link for each role that signs in once.
///
/// # Errors
/// See [`DemoError`].
pub async fn sign_in_links(cx: &Context) -> Result<Vec<(&'static str, String)>, DemoError> {
    let organisations = organisations::list(cx, &Actor::System).await?;
    let found = organisations.iter().find(|line| line.name == DEMO.organisation.name);
    let organisation = found.ok_or_else(|| DemoError::Missing(DEMO.organisation.name.clone()))?;
    let mut links = Vec::new();
    for member in &DEMO.member {
        let invited = team::invite_member(cx, &organisation.slug, member).await?;
        links.push((member.role.as_str(), format!("{}/connexion/{}", cx.settings.public_url, invited.token)));
    }
    Ok(links)
}

/// That hour, UTC, of that day: steps may open and close then.
fn five_in_the_afternoon(now: Millis) -> Millis {
    now - now % DAY + 17 * DAY / 24
}

/// The same context at another time.
fn at(cx: &Context, moment: Millis) -> Context {
    Context { clock: Arc::new(HandClock::at(moment)), ..cx.clone() }
}

fn days(count: i64) -> Millis {
    count * DAY
}
