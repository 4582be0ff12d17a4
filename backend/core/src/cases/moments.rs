//! Moments as members type them, a day and an hour in Paris, and as they are stored.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use tablee_rules::dates::Day;

use crate::ports::Millis;
use crate::{FieldFault, Refusal};

/// A day and an hour as typed: `2026-03-31` or `31/03/2026`, and `18:30`, `18h30` or `18`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedMoment {
    /// The day.
    pub day: String,
    /// The hour; blank means midnight.
    pub hour: String,
}

impl TypedMoment {
    /// How a stored moment is shown in a form; blank when there is none.
    pub fn of(moment: Option<Millis>) -> Self {
        let Some(local) = moment.and_then(in_paris) else { return Self::default() };
        Self { day: local.date().to_string(), hour: format!("{:02}:{:02}", local.hour(), local.minute()) }
    }

    /// The moment, or none when both fields are blank. `field` names the two form fields: `field-day` and `field-hour`.
    ///
    /// # Errors
    /// One fault per field.
    pub(crate) fn read(&self, field: &str) -> Result<Option<Millis>, FieldFault> {
        if self.day.trim().is_empty() && self.hour.trim().is_empty() {
            return Ok(None);
        }
        let day = Day::parse(&self.day).map_err(|fault| FieldFault::of(format!("{field}-day"), &fault))?;
        let (hour, minute) =
            read_hour(&self.hour).ok_or_else(|| FieldFault::new(format!("{field}-hour"), "fault-hour-unreadable"))?;
        let unreadable = || FieldFault::new(format!("{field}-day"), "fault-date-unreadable");
        let date = civil(day).ok_or_else(unreadable)?;
        stored(date.at(hour, minute, 0, 0)).map(Some).ok_or_else(unreadable)
    }
}

/// The end of a typed day, or none when it is blank.
///
/// # Errors
/// What is wrong with the day.
pub(crate) fn end_of_typed_day(typed: &str, field: &str) -> Result<Option<Millis>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day = Day::parse(typed).map_err(|fault| Refusal::fault(field, &fault))?;
    let moment = civil(day).and_then(|date| stored(date.at(23, 59, 0, 0)));
    moment
        .map(Some)
        .ok_or_else(|| Refusal::field(field, "fault-date-unreadable"))
}

/// The first moment of the day in Paris, so many days after the day of `now`, at this hour.
pub(crate) fn at_hour(now: Millis, days: i64, hour: i8) -> Millis {
    let local = in_paris(now).and_then(|local| local.date().checked_add(days.days()).ok());
    local.and_then(|date| stored(date.at(hour, 0, 0, 0))).unwrap_or(now)
}

/// The middle of a day in Paris, so that it shows as that day everywhere.
pub fn noon_of(day: Day) -> Millis {
    civil(day)
        .and_then(|date| stored(date.at(12, 0, 0, 0)))
        .unwrap_or_default()
}

/// The day of a moment in Paris.
pub(crate) fn day_of(moment: Millis) -> Option<Day> {
    let date = in_paris(moment)?.date();
    Day::new(u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

fn in_paris(moment: Millis) -> Option<DateTime> {
    let moment = Timestamp::from_millisecond(moment).ok()?;
    Some(moment.to_zoned(paris()).datetime())
}

fn stored(local: DateTime) -> Option<Millis> {
    Some(local.to_zoned(paris()).ok()?.timestamp().as_millisecond())
}

fn civil(day: Day) -> Option<Date> {
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn read_hour(typed: &str) -> Option<(i8, i8)> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Some((0, 0));
    }
    let (hour, minute) = typed
        .split_once([':', 'h'])
        .map_or((typed.as_str(), ""), |(hour, minute)| (hour.trim(), minute.trim()));
    let small = |text: &str, most: i8| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .filter(|&number: &i8| number <= most)
    };
    let minute = if minute.is_empty() { Some(0) } else { small(minute, 59) };
    Some((small(hour, 23)?, minute?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, hour: &str) -> TypedMoment {
        TypedMoment { day: day.to_owned(), hour: hour.to_owned() }
    }

    #[test]
    fn what_is_shown_is_read_back_in_winter_and_summer() {
        for (day, hour) in [("2026-01-15", "08:00"), ("2026-07-15", "18:30"), ("2026-03-29", "03:30")] {
            let moment = typed(day, hour).read("opens").unwrap();
            assert_eq!(TypedMoment::of(moment), typed(day, hour));
        }
        assert_eq!(typed("15/07/2026", "18h30").read("opens").unwrap(), Some(1_784_133_000_000));
        assert_eq!(typed("", "").read("opens").unwrap(), None);
    }

    #[test]
    fn a_fault_names_the_field() {
        assert_eq!(typed("31/02/2026", "").read("opens").unwrap_err().field, "opens-day");
        for hour in ["25", "9:60", "midi", "-1", "9:5:3", "1 0"] {
            assert_eq!(typed("31/03/2026", hour).read("closes").unwrap_err().field, "closes-hour", "{hour}");
        }
    }

    #[test]
    fn suggested_hours_are_local() {
        let noon = typed("2026-03-28", "12:00").read("x").unwrap().unwrap();
        assert_eq!(TypedMoment::of(Some(at_hour(noon, 1, 8))), typed("2026-03-29", "08:00"));
    }
}
