//! Figures that marks add up to, option by option.

use std::collections::BTreeMap;

use super::{Counted, Paper, Summary, places::Numbers};

/// Figures of each option, in the order of the paper.
pub(super) type Figures = Vec<Vec<u64>>;

/// Adds up marks: `worth` says to which of an option's `width` figures a mark adds, and how much.
pub(super) fn added_up<Worth>(valid: &[Counted], paper: &Paper, width: usize, worth: impl Fn(i64) -> Worth) -> Figures
where
    Worth: IntoIterator<Item = (usize, u64)>,
{
    let numbers = Numbers::of(paper);
    let mut figures = vec![vec![0; width]; paper.options.len()];
    for counted in valid {
        for mark in &counted.ballot.marks {
            let Some(place) = numbers.find(&mark.option) else { continue };
            for (figure, amount) in worth(mark.value) {
                figures[place as usize][figure] += amount * counted.times;
            }
        }
    }
    figures
}

/// The summary of these figures, under these names.
pub(super) fn summary<Name: AsRef<str>>(valid: &[Counted], paper: &Paper, names: &[Name], figures: Figures) -> Summary {
    let named = |figures: Vec<u64>| -> BTreeMap<String, u64> {
        let names = names.iter().map(|name| name.as_ref().to_owned());
        names.zip(figures).collect()
    };
    Summary::Figures {
        ballots: ballots(valid),
        options: paper
            .options
            .iter()
            .cloned()
            .zip(figures.into_iter().map(named))
            .collect(),
        pairs: Vec::new(),
    }
}

/// How many ballots these are.
pub(super) fn ballots(valid: &[Counted]) -> u64 {
    valid.iter().map(|counted| counted.times).sum()
}

/// A count as a figure to show.
pub(super) fn shown(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
