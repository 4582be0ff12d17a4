use serde::Serialize;

use super::{Answer, Decimal, Options};
use crate::results::{Share, share, shares};

/// Most bars of the chart of a number question.
const MOST_BARS: i64 = 10;

/// The figures of one question. Free texts are never in it: they are published one by one, once reviewed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionTally {
    /// People to whom the question was put.
    pub asked: u64,
    /// Those who answered it.
    pub answered: u64,
    /// Those who said "I do not know / prefer not to say".
    pub declined: u64,
    /// Those who passed over it.
    pub blank: u64,
    /// What the answers say.
    pub detail: TallyDetail,
}

/// What the answers to a question say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TallyDetail {
    /// Words, to be read and not counted.
    Texts,
    /// How often each choice was chosen, in the order of the question.
    Choices {
        /// Whether a person may choose several, so that the lines do not exclude each other.
        several: bool,
        /// One line a choice, "other" last.
        lines: Vec<ChoiceLine>,
    },
    /// Numbers; the five figures are missing when nobody answered.
    Numbers {
        /// Arithmetic mean, to the nearest thousandth.
        mean: Option<Decimal>,
        /// Middle value, or the mean of the two middle ones.
        median: Option<Decimal>,
        /// Smallest answer.
        lowest: Option<Decimal>,
        /// Greatest answer.
        highest: Option<Decimal>,
        /// Histogram in bars of one width.
        bars: Vec<Bar>,
    },
    /// Points of a scale.
    Scale {
        /// Arithmetic mean, to the nearest thousandth.
        mean: Option<Decimal>,
        /// Middle point, or the mean of the two middle ones.
        median: Option<Decimal>,
        /// One line a point, from 1; the label is the point.
        lines: Vec<ChoiceLine>,
    },
}

/// One line of a chart of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChoiceLine {
    /// Key of the choice, or the point.
    pub key: String,
    /// Wording; empty for "other", whose wording belongs to the interface.
    pub label: String,
    /// People who chose it.
    pub count: u64,
    /// Their share of those who answered. The shares of one-choice questions and scales add up to 100,0 %.
    pub share: Share,
}

/// One bar of a histogram: numbers from `from` up to `to`, the end belonging to the next bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Start, included.
    pub from: Decimal,
    /// End, not included.
    pub to: Decimal,
    /// Answers in it.
    pub count: u64,
    /// Their share; all add up to 100,0 %.
    pub share: Share,
}

/// The lines of a question with choices; `exclusive` when an answer holds one choice.
pub(super) fn choice_lines(answers: &[Answer], options: &Options, exclusive: bool) -> Vec<ChoiceLine> {
    let chosen: Vec<&[String]> = answers
        .iter()
        .filter_map(|answer| match answer {
            Answer::Choices { chosen, .. } => Some(chosen.as_slice()),
            _ => None,
        })
        .collect();
    let count = |key: &str| {
        chosen
            .iter()
            .filter(|chosen| chosen.iter().any(|chosen| chosen == key))
            .count() as u64
    };
    let counts: Vec<u64> = options.keys().map(count).collect();
    let shares = if exclusive {
        shares(&counts)
    } else {
        counts
            .iter()
            .map(|&count| share(count, chosen.len() as u64).unwrap_or(0))
            .collect()
    };
    let labels = options
        .choices
        .iter()
        .map(|choice| choice.label.clone())
        .chain([String::new()]);
    let lines = options.keys().zip(labels).zip(counts).zip(shares);
    lines
        .map(|(((key, label), count), share)| ChoiceLine { key: key.to_owned(), label, count, share })
        .collect()
}

/// Mean, median and histogram of numbers.
pub(super) fn numbers(values: impl Iterator<Item = Decimal>) -> TallyDetail {
    let mut values: Vec<i64> = values.map(Decimal::thousandths).collect();
    values.sort_unstable();
    TallyDetail::Numbers {
        mean: mean(&values),
        median: median(&values),
        lowest: values.first().copied().and_then(Decimal::from_thousandths),
        highest: values.last().copied().and_then(Decimal::from_thousandths),
        bars: bars(&values),
    }
}

/// Counts, mean and median of the points of a scale.
pub(super) fn scale(points: impl Iterator<Item = u32>, last: u32) -> TallyDetail {
    let mut values: Vec<i64> = points
        .filter(|point| (1..=last).contains(point))
        .map(|point| i64::from(point) * 1_000)
        .collect();
    values.sort_unstable();
    let counts: Vec<u64> = (1..=last)
        .map(|point| {
            values
                .iter()
                .filter(|&&value| value == i64::from(point) * 1_000)
                .count() as u64
        })
        .collect();
    let lines = (1..=last).zip(&counts).zip(shares(&counts));
    TallyDetail::Scale {
        mean: mean(&values),
        median: median(&values),
        lines: lines
            .map(|((point, &count), share)| ChoiceLine {
                key: point.to_string(),
                label: point.to_string(),
                count,
                share,
            })
            .collect(),
    }
}

fn mean(sorted: &[i64]) -> Option<Decimal> {
    rounded_quotient(sorted.iter().map(|&value| i128::from(value)).sum(), sorted.len())
}

fn median(sorted: &[i64]) -> Option<Decimal> {
    let (below, above) = (sorted.get((sorted.len().max(1) - 1) / 2)?, sorted.get(sorted.len() / 2)?);
    rounded_quotient(i128::from(*below) + i128::from(*above), 2)
}

/// Rounded to the nearest, half away from zero.
fn rounded_quotient(sum: i128, count: usize) -> Option<Decimal> {
    let count = i128::try_from(count).ok().filter(|&count| count > 0)?;
    let rounded = (2 * sum.abs() + count) / (2 * count) * sum.signum();
    i64::try_from(rounded).ok().and_then(Decimal::from_thousandths)
}

/// At most [`MOST_BARS`] bars of a readable width: 1, 2 or 5 times a power of ten.
fn bars(sorted: &[i64]) -> Vec<Bar> {
    let (Some(&lowest), Some(&highest)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let finest = if sorted.iter().all(|value| value % 1_000 == 0) { 1_000 } else { 1 };
    let mut widths = (0..=15).flat_map(|power| [1, 2, 5].map(|digit| digit * 10i64.pow(power)));
    let few_bars = |width: &i64| *width >= finest && highest.div_euclid(*width) - lowest.div_euclid(*width) < MOST_BARS;
    let width = widths.find(few_bars).unwrap_or(Decimal::LARGEST.thousandths());
    let first = lowest.div_euclid(width);
    let mut counts = vec![0u64; (highest.div_euclid(width) - first + 1) as usize];
    for value in sorted {
        counts[(value.div_euclid(width) - first) as usize] += 1;
    }
    let edge =
        |index: i64| Decimal::from_thousandths((first + index).saturating_mul(width)).unwrap_or(Decimal::LARGEST);
    let lines = (0i64..).zip(&counts).zip(shares(&counts));
    lines
        .map(|((index, &count), share)| Bar { from: edge(index), to: edge(index + 1), count, share })
        .collect()
}
