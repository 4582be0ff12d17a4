//! Two ways to share out a budget, compared: what each funds, and how many people prefer it.

use serde::Serialize;
use tablee_rules::voting::Tally;

use super::Labels;

/// Equal shares beside most votes.
#[derive(Serialize)]
pub(super) struct ComparedView {
    /// Whether what equal shares fund stands.
    keeps_shares: bool,
    prefer_shares: i64,
    prefer_most_votes: i64,
    /// How many people prefer each, as parts of those who prefer one, in percent.
    shares_percent: i64,
    most_votes_percent: i64,
    shares_spent: i64,
    most_votes_spent: i64,
    /// The projects that either funds, in the order of the result.
    projects: Vec<ProjectView>,
}

#[derive(Serialize)]
struct ProjectView {
    label: String,
    by_shares: bool,
    by_most_votes: bool,
}

impl ComparedView {
    /// Both outcomes, where a count compared them.
    pub fn of(labels: &Labels<'_>, tally: &Tally) -> Option<Self> {
        let set = |name: &str| tally.working.sets.get(name);
        let figure = |name: &str| tally.working.figures.get(name).copied().unwrap_or_default();
        let (shares, most_votes) = (set("by_shares")?, set("by_most_votes")?);
        let project = |id: &String| ProjectView {
            label: labels.of(id),
            by_shares: shares.contains(id),
            by_most_votes: most_votes.contains(id),
        };
        let funded = tally
            .order
            .iter()
            .filter(|id| shares.contains(id) || most_votes.contains(id));
        let (prefer_shares, prefer_most_votes) = (figure("prefer_shares"), figure("prefer_most_votes"));
        let percent = |part: i64| part.saturating_mul(100) / prefer_shares.saturating_add(prefer_most_votes).max(1);
        Some(Self {
            keeps_shares: prefer_shares >= prefer_most_votes,
            shares_percent: percent(prefer_shares),
            most_votes_percent: percent(prefer_most_votes),
            prefer_shares,
            prefer_most_votes,
            shares_spent: figure("shares_spent"),
            most_votes_spent: figure("most_votes_spent"),
            projects: funded.map(project).collect(),
        })
    }
}
