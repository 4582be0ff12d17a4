//! Comparisons two by two.

use serde::Serialize;
use tablee_core::cases::results::DecisionResults;

use super::Labels;

/// How many ballots prefer the option of the row to that of the column, best options first.
#[derive(Serialize)]
pub(super) struct PairsView {
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    /// Its place in the table, from 1: the heading of its column.
    number: usize,
    label: String,
    taken: bool,
    wins: usize,
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
            RowView {
                number,
                label: labels.of(id),
                taken: results.tally.winners.contains(id),
                wins: cells.iter().filter(|cell| cell.won).count(),
                cells,
            }
        };
        (!pairs.is_empty()).then(|| Self { rows: (1..).zip(&places).map(row).collect() })
    }
}
