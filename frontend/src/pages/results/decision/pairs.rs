//! Comparisons two by two.

use serde::Serialize;
use tablee_core::cases::results::DecisionResults;

use super::{Labels, is_tied};

/// How many ballots prefer the option of the row to that of the column, best options first.
#[derive(Serialize)]
pub(super) struct PairsView {
    rows: Vec<RowView>,
    /// The option that beats each other one, when there is one.
    condorcet: Option<String>,
    /// The smallest group whose options beat all others, when no option does, in words.
    smith: Option<String>,
}

#[derive(Serialize)]
struct RowView {
    /// Its place in the table, from 1: the heading of its column.
    number: usize,
    label: String,
    rank: u32,
    tied: bool,
    taken: bool,
    wins: usize,
    /// Wins beside the most that an option can have, in percent.
    percent: usize,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    /// Whether two options meet here: not an option and itself.
    met: bool,
    count: u64,
    /// Whether more prefer the row to the column than the other way round.
    won: bool,
}

impl PairsView {
    /// The table, where a method compares pairs.
    pub fn of(labels: &Labels<'_>, results: &DecisionResults) -> Option<Self> {
        let pairs = &results.tally.working.pairs;
        let place = |id: &String| results.options.iter().position(|option| option.id == *id);
        let places: Vec<(&String, usize)> = results
            .tally
            .order
            .iter()
            .filter_map(|id| Some((id, place(id)?)))
            .collect();
        let count = |row: usize, column: usize| {
            pairs
                .get(row)
                .and_then(|row| row.get(column))
                .copied()
                .unwrap_or_default()
        };
        let cell = |row: usize, column: usize| CellView {
            met: row != column,
            count: count(row, column),
            won: count(row, column) > count(column, row),
        };
        let row = |(number, (id, place)): (usize, &(&String, usize))| {
            let cells: Vec<CellView> = places.iter().map(|(_, other)| cell(*place, *other)).collect();
            let wins = cells.iter().filter(|cell| cell.won).count();
            let line = results.tally.lines.iter().find(|line| line.option == **id);
            RowView {
                number,
                label: labels.of(id),
                rank: line.map_or(0, |line| line.rank),
                tied: line.is_some_and(|line| is_tied(&results.tally, line)),
                taken: results.tally.winners.contains(id),
                wins,
                percent: 100 * wins / places.len().saturating_sub(1).max(1),
                cells,
            }
        };
        let set = |name: &str| -> Vec<String> {
            let ids = results.tally.working.sets.get(name);
            ids.into_iter().flatten().map(|id| labels.of(id)).collect()
        };
        let condorcet = set("condorcet_winner").into_iter().next();
        let smith = set("smith_set");
        // A set of everybody says nothing: there is nobody outside for it to beat.
        let tells = condorcet.is_none() && smith.len() < places.len();
        let smith = tells.then(|| smith.join(", "));
        (!pairs.is_empty()).then(|| Self { rows: (1..).zip(&places).map(row).collect(), condorcet, smith })
    }
}
