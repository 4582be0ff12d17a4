//! Counts that go round by round, the last option leaving after each.

use serde::Serialize;
use tablee_rules::voting::{Step, Tally};

use super::Labels;

/// What each option had in each round.
#[derive(Serialize)]
pub(super) struct RoundsView {
    /// Numbers of the rounds, from 1.
    numbers: Vec<usize>,
    /// The options, the winner first, then the last one to leave.
    rows: Vec<RowView>,
    /// Ballots that name no option any more, by round.
    exhausted: Vec<i64>,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    taken: bool,
    /// Nothing for rounds after it left.
    cells: Vec<Option<CellView>>,
}

#[derive(Serialize)]
struct CellView {
    count: i64,
    /// Of the valid ballots.
    percent: i64,
    /// Whether the option leaves after this round.
    out: bool,
}

impl RoundsView {
    /// The rounds up to the last two options, where a count has any.
    pub fn of(labels: &Labels<'_>, tally: &Tally) -> Option<Self> {
        let rounds: Vec<&Step> = tally
            .working
            .steps
            .iter()
            .filter(|step| step.kind == "round" && step.counts.len() > 1)
            .collect();
        let valid = i64::try_from(tally.standings.valid).unwrap_or(i64::MAX).max(1);
        let cell = |id: &String, step: &Step| {
            let count = *step.counts.get(id)?;
            let percent = count.saturating_mul(100) / valid;
            Some(CellView { count, percent, out: step.option.as_ref() == Some(id) })
        };
        let row = |id: &String| RowView {
            label: labels.of(id),
            taken: tally.winners.contains(id),
            cells: rounds.iter().map(|step| cell(id, step)).collect(),
        };
        (!rounds.is_empty()).then(|| Self {
            numbers: (1..=rounds.len()).collect(),
            rows: tally.order.iter().map(row).collect(),
            exhausted: rounds
                .iter()
                .map(|step| step.figures.get("exhausted").copied().unwrap_or_default())
                .collect(),
        })
    }
}
