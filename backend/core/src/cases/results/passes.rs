//! Passes given out beside voters, by channel, as far as few people allow.

use std::collections::BTreeMap;

use tablee_rules::ballot_log::{Channel as VoteChannel, PassesTogether, told_together};
use tablee_rules::results::Channel;
use uuid::Uuid;

use super::PhaseResults;
use super::figures::natural;
use crate::cases::ballot_log::OTHER_CHANNELS;
use crate::store::entities::{log_head, phase};
use crate::store::{ballot_log, results};
use crate::{Context, Refusal};

/// People of each channel, in the order of [`Channel::ALL`].
type ByChannel = [u64; Channel::ALL.len()];

/// What a published result tells of channels.
pub(super) struct Channels {
    /// Voters, and passes where they may be told.
    pub apart: BTreeMap<String, VoteChannel>,
    /// The passes of all other channels.
    pub together: Option<PassesTogether>,
}

/// Voters of a closed vote and passes given out until its log was closed by this head.
///
/// # Errors
/// When the database refuses.
pub(super) async fn channels(
    cx: &Context,
    phase: &phase::Model,
    head: &log_head::Model,
    people: &PhaseResults,
) -> Result<Channels, Refusal> {
    let Some(passes) = head.passes.as_deref().and_then(kept) else {
        return Ok(Channels { apart: voters(people), together: None });
    };
    let within = within(cx, phase, head).await?;
    let shown = |channel: Channel| {
        let mut figures = people.channels.iter();
        figures.any(|figure| figure.channel == channel && figure.count.is_some())
    };
    let hidden = Channel::ALL.map(|channel| !shown(channel));
    let together = told_together(&passes, &hidden, &within);
    Ok(told(people, &passes, &together))
}

/// Smaller counts that passes can be compared with: people counted in each phase that closed until then, and the passes given out
/// until other logs were closed before.
async fn within(cx: &Context, phase: &phase::Model, head: &log_head::Model) -> Result<Vec<Vec<u64>>, Refusal> {
    let read = cx.db.read();
    let closed = phase.closes_at.unwrap_or(head.made_at);
    let mut phases: BTreeMap<Uuid, ByChannel> = BTreeMap::from([(phase.id, ByChannel::default())]);
    for (phase, channel, people) in results::participants_until(read, phase.consultation_id, closed).await? {
        if let Some(channel) = Channel::from_key(&channel) {
            phases.entry(phase).or_default()[channel as usize] += natural(people);
        }
    }
    let heads = ballot_log::closing_passes(read, phase.consultation_id).await?;
    let before = heads
        .iter()
        .filter(|(of, number, at, _)| *at <= head.made_at && (*of, *number) != (head.phase_id, head.number));
    let before = before.filter_map(|(_, _, _, passes)| kept(passes));
    Ok(phases.into_values().chain(before).map(Vec::from).collect())
}

/// Passes as they were kept with a head.
fn kept(stored: &str) -> Option<ByChannel> {
    let counts: BTreeMap<String, i64> = serde_json::from_str(stored).ok()?;
    let count = |channel: Channel| counts.get(channel.key()).map_or(0, |count| natural(*count));
    Some(Channel::ALL.map(count))
}

/// Voters by channel, as far as small groups allow.
fn voters(results: &PhaseResults) -> BTreeMap<String, VoteChannel> {
    let shown = results.channels.iter();
    let shown = shown.filter_map(|figure| Some((figure.channel.key(), figure.count.filter(|count| *count > 0)?)));
    let shown: Vec<(&str, u64)> = shown.collect();
    let others = results.people - shown.iter().map(|(_, count)| count).sum::<u64>();
    let others = (others > 0).then_some((OTHER_CHANNELS, others));
    let channel = |(name, voters): (&str, u64)| (name.to_owned(), VoteChannel { passes: None, voters });
    shown.into_iter().chain(others).map(channel).collect()
}

fn told(people: &PhaseResults, passes: &ByChannel, together: &[bool]) -> Channels {
    let mut apart = voters(people);
    let given = || Channel::ALL.into_iter().zip(passes).zip(together);
    for ((channel, passes), _) in given().filter(|((_, passes), together)| !**together && **passes > 0) {
        apart.entry(channel.key().to_owned()).or_default().passes = Some(*passes);
    }
    let rest: Vec<(Channel, u64)> = given()
        .filter(|(_, together)| **together)
        .map(|((channel, passes), _)| (channel, *passes))
        .collect();
    let together = (!rest.is_empty()).then(|| PassesTogether {
        channels: rest.iter().map(|(channel, _)| channel.key().to_owned()).collect(),
        passes: rest.iter().map(|(_, passes)| passes).sum(),
    });
    Channels { apart, together }
}
