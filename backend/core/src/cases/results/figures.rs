//! Figures that may be shown: small groups hidden, shares that add up.

use serde::{Deserialize, Serialize};
use tablee_rules::moderation::ReasonKind;
use tablee_rules::results::{Cell, Channel, SMALLEST_BREAKDOWN, SMALLEST_CELL, Share, by_channel, protect, share};

use crate::cases::moderation::Subject;

/// One line of a chart that is also a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Wording; nothing for "other".
    pub label: Option<String>,
    /// How many; nothing when a small group is hidden.
    pub count: Option<u64>,
    /// Their share, in tenths of a percent.
    pub share: Option<Share>,
}

/// How many took part by one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelFigure {
    /// The channel.
    pub channel: Channel,
    /// How many; nothing when a small group is hidden.
    pub count: Option<u64>,
    /// Their share, in tenths of a percent.
    pub share: Option<Share>,
}

/// How many contributions were not shown for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFigure {
    /// What was refused: see [`Subject`].
    pub subject: String,
    /// Stable name of the reason.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// A count of a database, which is never negative.
pub(super) fn natural(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// People by channel, small groups hidden, and their number.
pub(super) fn channels(counts: Vec<(String, i64)>) -> (u64, Vec<ChannelFigure>) {
    let known = counts
        .into_iter()
        .filter_map(|(key, count)| Some((Channel::from_key(&key)?, natural(count))));
    let lines = by_channel(known);
    let cells = protect(&lines.iter().map(|line| line.count).collect::<Vec<_>>());
    let people = lines.iter().map(|line| line.count).sum();
    let figures = lines.iter().zip(cells).map(|(line, cell)| match cell {
        Cell::Shown { count } => ChannelFigure { channel: line.channel, count: Some(count), share: Some(line.share) },
        Cell::Hidden => ChannelFigure { channel: line.channel, count: None, share: None },
    });
    (people, figures.collect())
}

/// What was refused, in the order of the reasons.
pub(super) fn refused(subject: Subject, counts: &[(String, i64)]) -> Vec<RefusedFigure> {
    let line = |kind: ReasonKind| {
        let count: u64 = counts
            .iter()
            .filter(|(reason, _)| reason == kind.key())
            .map(|(_, count)| natural(*count))
            .sum();
        RefusedFigure { subject: subject.key().to_owned(), reason: kind.key().to_owned(), count }
    };
    ReasonKind::ALL
        .map(line)
        .into_iter()
        .filter(|line| line.count > 0)
        .collect()
}

/// Lines that exclude each other, each with its own share.
pub(super) fn exclusive(lines: Vec<(Option<String>, u64, Share)>) -> Vec<Figure> {
    let cells = protect(&lines.iter().map(|(_, count, _)| *count).collect::<Vec<_>>());
    let shown = |((label, _, share), cell)| match cell {
        Cell::Shown { count } => Figure { label, count: Some(count), share: Some(share) },
        Cell::Hidden => Figure { label, count: None, share: None },
    };
    lines.into_iter().zip(cells).map(shown).collect()
}

/// Lines of which a person may have chosen several: nothing can be found by subtraction, only small cells are hidden.
pub(super) fn several(lines: Vec<(Option<String>, u64)>, people: u64) -> Vec<Figure> {
    let shown = |(label, count)| {
        let hidden = people < SMALLEST_BREAKDOWN || (1..SMALLEST_CELL).contains(&count);
        if hidden {
            Figure { label, count: None, share: None }
        } else {
            Figure { label, count: Some(count), share: share(count, people) }
        }
    };
    lines.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_are_hidden_by_every_way() {
        let lines = |counts: &[u64]| counts.iter().map(|&count| (None, count)).collect::<Vec<_>>();
        let shown = |figures: Vec<Figure>| figures.iter().map(|figure| figure.count).collect::<Vec<_>>();
        assert_eq!(shown(several(lines(&[12, 3, 0]), 14)), [Some(12), None, Some(0)]);
        assert_eq!(shown(several(lines(&[9, 8]), 10)), [None, None]);
        let (people, by_channel) = channels(vec![("web".to_owned(), 20), ("paper".to_owned(), 2)]);
        assert_eq!(people, 22);
        assert_eq!(by_channel.iter().filter(|figure| figure.count.is_none()).count(), 2);
    }
}
