//! Results as the desk sees them before they are published.

use tablee_rules::timetable::{Millis, PhaseKind, PhaseMoment};
use uuid::Uuid;

use super::PhaseResults;
use super::figures::natural;
use super::kept::counted_once;
use crate::access::{Action, Actor};
use crate::cases::ballot_log::LINKS_LIFE;
use crate::cases::editor::find_and_allow;
use crate::cases::participation::PhaseAddress;
use crate::cases::retention;
use crate::cases::votes::draws_panel;
use crate::store::entities::{consultation, phase, proposal, publication, statement};
use crate::store::{alike_bursts, consultations, erasing, free_texts, moderation, results};
use crate::{Context, Refusal};

/// The phases of a consultation that give results.
#[derive(Clone, Debug)]
pub struct ResultsDesk {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// The phases, in order.
    pub phases: Vec<PhaseLine>,
    /// The last day on which contributions can be counted, while results wait to be published.
    pub publish_before: Option<Millis>,
}

/// A phase that gives results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseLine {
    /// Its position, from 1.
    pub position: i32,
    /// Its title.
    pub title: String,
    /// When it closes.
    pub closes_at: Option<Millis>,
    /// How far its results are.
    pub progress: PhaseProgress,
    /// How many votes alike came from one address within an hour; 0 below [`tablee_rules::alike::THRESHOLD`].
    pub alike: u64,
}

/// How far the results of a phase are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseProgress {
    /// It has not closed: nothing is counted before.
    NotClosed,
    /// It has closed; its results wait to be published.
    ToPublish,
    /// Published at that moment.
    Published(Millis),
}

/// The results of a closed phase as they would be published now.
#[derive(Clone, Debug)]
pub struct ResultsDraft {
    /// Slug of the consultation.
    pub slug: String,
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub title: String,
    /// The results.
    pub results: PhaseResults,
    /// Number that the next publication would have.
    pub version: i32,
    /// When each version was published, the first one first.
    pub published: Vec<Millis>,
    /// Whether the last publication says the same.
    pub unchanged: bool,
    /// Proposals of the consultation that are still to be read.
    pub proposals_waiting: u64,
    /// Free texts of the consultation that are still to be read.
    pub texts_waiting: u64,
    /// Added statements of the consultation that are still to be read.
    pub statements_waiting: u64,
    /// When links are erased, and people whom a panel's draw takes can be told no more; nothing for other votes.
    pub people_known_until: Option<Millis>,
}

/// The phases of a consultation with the progress of their results.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn overview(cx: &Context, actor: &Actor, slug: &str) -> Result<ResultsDesk, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::PublishResults, slug).await?;
    let phases = consultations::phases(cx.db.read(), consultation.id).await?;
    let published = results::publications(cx.db.read(), consultation.id).await?;
    let kept_until = retention::kept_until(&consultation, &phases);
    let alike = alike_bursts::by_phase(cx.db.read(), consultation.id).await?;
    let line = |phase: phase::Model| {
        let many = alike
            .iter()
            .find(|(id, _)| *id == phase.id)
            .map_or(0, |(_, many)| *many);
        let last = published.iter().rfind(|(id, _, _)| *id == phase.id);
        PhaseLine {
            progress: match last {
                Some((_, _, at)) => PhaseProgress::Published(*at),
                None if phase.moment(cx.clock.now()) == PhaseMoment::Done => PhaseProgress::ToPublish,
                None => PhaseProgress::NotClosed,
            },
            position: phase.position,
            title: phase.title,
            closes_at: phase.closes_at,
            alike: natural(many),
        }
    };
    let counted = phases.into_iter().filter(gives_results);
    let lines: Vec<PhaseLine> = counted.map(line).collect();
    let waits = lines.iter().any(|line| line.progress == PhaseProgress::ToPublish);
    Ok(ResultsDesk {
        publish_before: kept_until.filter(|_| waits),
        phases: lines,
        slug: consultation.slug,
        consultation: consultation.title,
    })
}

/// The results of a closed phase as they are now.
///
/// # Errors
/// `PhaseStillOpen`; `SignInNeeded`, `Forbidden`, `NotFound`.
pub async fn draft(cx: &Context, actor: &Actor, address: &PhaseAddress) -> Result<ResultsDraft, Refusal> {
    let consultation = find_and_allow(cx, actor, Action::PublishResults, &address.slug).await?;
    let phase = closed_phase(cx, &consultation, address.position).await?;
    let read = cx.db.read();
    let last = results::last_publication(read, phase.id).await?;
    let results = counted_once(cx, &phase)
        .await?
        .showing_alike(last.as_ref().is_some_and(showed_alike));
    let published = results::publications(read, consultation.id).await?;
    let own: Vec<(Uuid, i32, Millis)> = published.into_iter().filter(|(id, _, _)| *id == phase.id).collect();
    Ok(ResultsDraft {
        version: own.last().map_or(0, |(_, version, _)| *version) + 1,
        published: own.iter().map(|(_, _, at)| *at).collect(),
        unchanged: last.is_some_and(|last| same(&last.results, &results)),
        proposals_waiting: moderation::count_waiting::<proposal::Entity>(read, consultation.id).await?,
        texts_waiting: free_texts::count_waiting(read, consultation.id).await?,
        statements_waiting: moderation::count_waiting::<statement::Entity>(read, consultation.id).await?,
        people_known_until: phase
            .closes_at
            .filter(|_| draws_panel(&phase))
            .map(|closes| closes + LINKS_LIFE),
        results,
        slug: consultation.slug,
        consultation: consultation.title,
        position: phase.position,
        title: phase.title,
    })
}

/// Whether a publication leads to the whole result without votes alike.
fn showed_alike(last: &publication::Model) -> bool {
    serde_json::from_str::<PhaseResults>(&last.results).is_ok_and(|results| results.shows_alike())
}

/// Whether a publication says the same as these results.
pub(super) fn same(published: &str, results: &PhaseResults) -> bool {
    serde_json::to_string(results).is_ok_and(|written| written == published)
}

/// A phase whose results may be counted.
pub(super) async fn closed_phase(
    cx: &Context,
    consultation: &consultation::Model,
    position: i32,
) -> Result<phase::Model, Refusal> {
    let phase = consultations::phase_at(cx.db.read(), consultation.id, position).await?;
    let phase = phase.filter(gives_results).ok_or(Refusal::NotFound)?;
    if phase.moment(cx.clock.now()) != PhaseMoment::Done {
        return Err(Refusal::PhaseStillOpen);
    }
    if retention::is_over(cx, consultation).await? || erasing::is_erased(cx.db.read(), consultation.id).await? {
        return Err(Refusal::ContributionsErased);
    }
    Ok(phase)
}

/// Whether people contribute in a phase, so that there is something to count.
pub(super) fn gives_results(phase: &phase::Model) -> bool {
    phase.phase_kind().is_some_and(PhaseKind::takes_contributions)
}
