//! Which figures may be told of, so that nothing is said of fewer than five people.

use super::Figures;
use super::tallies::Tally;
use crate::results::{Cell, SMALLEST_CELL, protect, share};
use crate::voting::Opinions;

/// The quantile of the normal distribution that leaves 95 % between −z and z.
const Z_95: f64 = 1.959_964;

impl Figures {
    /// The figures of a tally; nothing when nobody saw the statement.
    fn of(tally: Tally) -> Option<Self> {
        let [agree, disagree, pass, seen] = [tally.agree, tally.disagree, tally.pass(), tally.seen].map(u64::from);
        let (low, high) = interval(agree as f64, seen as f64);
        let tenths = |part: f64| (1_000.0 * part).round() as u16;
        Some(Self {
            opinions: Opinions { agree, disagree, pass },
            agree: share(agree, seen)?,
            agree_low: tenths(low),
            agree_high: tenths(high),
            disagree: share(disagree, seen)?,
        })
    }

    /// Whether every share is the one that the opinions give.
    pub fn hold(&self) -> bool {
        let [agree, disagree, pass] =
            [self.opinions.agree, self.opinions.disagree, self.opinions.pass].map(u32::try_from);
        let (Ok(agree), Ok(disagree), Ok(pass)) = (agree, disagree, pass) else { return false };
        let seen = agree.checked_add(disagree).and_then(|sides| sides.checked_add(pass));
        seen.and_then(|seen| Self::of(Tally { agree, disagree, seen })) == Some(*self)
    }
}

/// The 95 % interval of a share (Wilson, JASA 22, 1927), within 0 and 1.
fn interval(part: f64, whole: f64) -> (f64, f64) {
    if whole <= 0.0 {
        return (0.0, 1.0);
    }
    let (share, square) = (part / whole, Z_95 * Z_95 / whole);
    let spread = (share * (1.0 - share) * square + square * square / 4.0).sqrt();
    let middle = share + square / 2.0;
    (((middle - spread) / (1.0 + square)).max(0.0), ((middle + spread) / (1.0 + square)).min(1.0))
}

/// The figures of all voters on a statement; nothing under five.
pub(super) fn of_all(tally: Tally) -> Option<Figures> {
    Figures::of(tally).filter(|figures| figures.opinions.seen() >= SMALLEST_CELL)
}

/// The figures of parts of all voters that exclude each other, as far as they may be told. `all` is published beside them,
/// so those who are in no part count as one more: what is hidden cannot be found by subtraction.
pub(super) fn of_parts(all: Tally, parts: &[Tally]) -> Vec<Option<Figures>> {
    let seen: Vec<u32> = parts.iter().map(|part| part.seen).collect();
    let shown = may_show(all.seen, &seen);
    parts
        .iter()
        .zip(shown)
        .map(|(&part, shown)| Figures::of(part).filter(|_| shown))
        .collect()
}

/// Which of the sizes of parts of a whole may be told beside it.
pub(super) fn may_show(whole: u32, parts: &[u32]) -> Vec<bool> {
    let rest = whole.saturating_sub(parts.iter().sum());
    let counts: Vec<u64> = parts.iter().chain([&rest]).map(|&count| u64::from(count)).collect();
    let cells = protect(&counts);
    cells[..parts.len()].iter().map(|cell| *cell != Cell::Hidden).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_wilson() {
        let (low, high) = interval(9.0, 10.0);
        assert!((low - 0.5958).abs() < 1e-4 && (high - 0.9821).abs() < 1e-4, "{low} {high}");
        assert_eq!(interval(0.0, 5.0).0, 0.0);
        assert_eq!(interval(5.0, 5.0).1, 1.0);
    }

    #[test]
    fn a_small_part_hides_another() {
        let seen = |seen| Tally { agree: seen, disagree: 0, seen };
        let shown = |all, parts: &[u32]| {
            let parts: Vec<Tally> = parts.iter().map(|&part| seen(part)).collect();
            of_parts(seen(all), &parts)
                .iter()
                .map(Option::is_some)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(30, &[20, 10]), [true, true]);
        assert_eq!(shown(30, &[26, 4]), [false, false], "four could be found by subtraction");
        assert_eq!(shown(33, &[20, 10]), [true, false], "three of no part could be");
        assert_eq!(shown(36, &[26, 4]), [true, false], "the six of no part hide the four");
        assert_eq!(shown(20, &[20, 0]), [true, false], "of nobody there is nothing to say");
        assert_eq!(of_all(seen(4)), None);
    }
}
