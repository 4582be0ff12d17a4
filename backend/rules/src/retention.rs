//! Until when the contributions of a consultation are kept, as its page promises.

use crate::dates::Day;
use crate::timetable::{Millis, PhaseDates};

/// When the last phase that takes contributions closes; `None` when none does.
pub fn last_close(phases: &[PhaseDates]) -> Option<Millis> {
    let contributing = phases.iter().filter(|phase| phase.kind.takes_contributions());
    contributing.map(|phase| phase.span.closes_at).max()
}

/// The last day on which contributions are kept: so many months after the day of the last close, the end of the month where the
/// month reached is shorter. `None` without a promise, that is for no month, and past the calendar of [`Day`].
pub fn kept_until(last_close: Day, months: u16) -> Option<Day> {
    if months == 0 {
        return None;
    }
    let counted = u32::from(last_close.year) * 12 + u32::from(last_close.month) - 1 + u32::from(months);
    let year = u16::try_from(counted / 12).ok()?;
    let month = u8::try_from(counted % 12 + 1).ok()?;
    (28..=last_close.day)
        .rev()
        .chain([last_close.day.min(28)])
        .find_map(|day| Day::new(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timetable::{PhaseKind, Span};
    use proptest::prelude::*;

    fn day(typed: &str) -> Day {
        Day::parse(typed).unwrap()
    }

    fn phase(kind: PhaseKind, closes_at: Millis) -> PhaseDates {
        PhaseDates { kind, span: Span { opens_at: 0, closes_at } }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (close, months, until) in [
            ("2026-12-02", 12, "2027-12-02"),
            ("2026-12-02", 1, "2027-01-02"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-08-31", 1, "2026-09-30"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-01-31", 120, "2036-01-31"),
        ] {
            assert_eq!(kept_until(day(close), months), Some(day(until)), "{close} and {months} months");
        }
    }

    #[test]
    fn nothing_is_promised_for_no_month_or_past_the_calendar() {
        assert_eq!(kept_until(day("2026-12-02"), 0), None);
        assert_eq!(kept_until(day("2200-12-02"), 1), None);
    }

    #[test]
    fn the_last_close_is_that_of_what_people_contribute_to() {
        let phases = [phase(PhaseKind::Decision, 20), phase(PhaseKind::Opinion, 10), phase(PhaseKind::Followup, 90)];
        assert_eq!(last_close(&phases), Some(20));
        assert_eq!(last_close(&phases[2..]), None);
    }

    proptest! {
        #[test]
        fn it_is_the_same_day_so_many_months_later(
            (year, month, number) in (1900u16..2100, 1u8..=12, 1u8..=28), months in 1u16..=600,
        ) {
            let close = Day::new(year, month, number).unwrap();
            let until = kept_until(close, months).unwrap();
            prop_assert_eq!(until.day, number);
            let passed = (u32::from(until.year) * 12 + u32::from(until.month)) - (u32::from(year) * 12 + u32::from(month));
            prop_assert_eq!(passed, u32::from(months));
        }
    }
}
