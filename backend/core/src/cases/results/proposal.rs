//! Results of a proposal phase.

use serde::{Deserialize, Serialize};
use tablee_rules::moderation::ModerationState;

use super::figures::{self, natural};
use super::{Outcome, PhaseResults};
use crate::cases::moderation::Subject;
use crate::store::entities::phase;
use crate::store::results;
use crate::{Context, Refusal};

/// Proposals named in the results; the others are in the list of proposals.
const NAMED: u64 = 20;

/// What people put forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalResults {
    /// Proposals received, but for those that their authors took back.
    pub received: u64,
    /// Those that everyone can read.
    pub published: u64,
    /// Those that are still to be read.
    pub waiting: u64,
    /// The most supported ones.
    pub most_supported: Vec<ProposalFigure>,
}

/// A proposal and who stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalFigure {
    /// Its number.
    pub number: i32,
    /// Its title; nothing of it is kept in a publication, so that what is taken down later goes from the results as well.
    #[serde(skip)]
    pub title: Option<String>,
    /// People who said "this is mine too".
    pub supports: u64,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::participants_by_channel(read, phase.id).await?);
    let states = results::proposals_by_state(read, phase.id).await?;
    let named = results::most_supported(read, phase.id, NAMED).await?;
    let in_state = |wanted: ModerationState| {
        let counted = states.iter().filter(|(state, _, _)| state == wanted.key());
        counted.map(|(_, _, count)| natural(*count)).sum::<u64>()
    };
    let refused: Vec<(String, i64)> = states
        .iter()
        .filter(|(state, _, _)| state == ModerationState::Refused.key())
        .filter_map(|(_, reason, count)| Some((reason.clone()?, *count)))
        .collect();
    let (published, waiting) = (in_state(ModerationState::Published), in_state(ModerationState::Pending));
    let figure = |(number, title, supports): (i32, String, i32)| ProposalFigure {
        number,
        title: Some(title),
        supports: u64::try_from(supports).unwrap_or_default(),
    };
    let outcome = ProposalResults {
        received: published + waiting + in_state(ModerationState::Refused),
        published,
        waiting,
        most_supported: named.into_iter().map(figure).collect(),
    };
    Ok(PhaseResults {
        people,
        channels,
        refused: figures::refused(Subject::Proposal, &refused),
        outcome: Outcome::Proposal(outcome),
        alike: None,
        taken_down: 0,
    })
}
