//! Dates in plain words, in the time of the place where the consultations are held.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{MissingText, Texts};

static PARIS: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC));

/// How much of a moment is told. In French: "31 mars 2026", "mardi 31 mars 2026", "18 h 30", "mardi 31 mars 2026 à 18 h 30".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// Day, month and year.
    Day,
    /// Weekday, day, month and year.
    Full,
    /// Hour and minute.
    Time,
    /// All of it.
    DateTime,
}

impl Texts {
    /// The moment `ms` (milliseconds since 1970, UTC) in words, in Paris time. A moment that no calendar holds counts as 1970.
    ///
    /// # Errors
    /// [`MissingText`] when the language lacks the words of a date.
    pub fn date(&self, lang: &str, ms: i64, style: DateStyle) -> Result<String, MissingText> {
        let moment = in_paris(ms);
        match style {
            DateStyle::Day => self.day(lang, &moment),
            DateStyle::Full => self.full(lang, &moment),
            DateStyle::Time => self.time(lang, &moment),
            DateStyle::DateTime => {
                let (date, time) = (self.full(lang, &moment)?, self.time(lang, &moment)?);
                self.text(lang, "date-datetime", &[("date", date.into()), ("time", time.into())])
            }
        }
    }

    fn day(&self, lang: &str, moment: &Zoned) -> Result<String, MissingText> {
        let month = self.text(lang, &format!("month-{}", moment.month()), &[])?;
        // A year is not a count: as a string it gets no space.
        let year = moment.year().to_string();
        self.text(lang, "date-day", &[("day", moment.day().into()), ("month", month.into()), ("year", year.into())])
    }

    fn full(&self, lang: &str, moment: &Zoned) -> Result<String, MissingText> {
        let weekday = self.text(lang, &format!("weekday-{}", moment.weekday().to_monday_one_offset()), &[])?;
        let date = self.day(lang, moment)?;
        self.text(lang, "date-full", &[("weekday", weekday.into()), ("date", date.into())])
    }

    fn time(&self, lang: &str, moment: &Zoned) -> Result<String, MissingText> {
        let minutes = format!("{:02}", moment.minute());
        self.text(
            lang,
            "date-time",
            &[("hour", moment.hour().into()), ("minute", moment.minute().into()), ("minutes", minutes.into())],
        )
    }
}

/// The moment for machines, as the `datetime` attribute of `<time>` wants it: `2026-03-31T18:30+02:00`.
pub fn machine_date(ms: i64) -> String {
    in_paris(ms).strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// Noon in Paris of a day written as `2026-03-31`; `None` for what is no day.
pub fn noon_of(day: &str) -> Option<i64> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let noon = day.at(12, 0, 0, 0).to_zoned(PARIS.clone()).ok()?;
    Some(noon.timestamp().as_millisecond())
}

fn in_paris(ms: i64) -> Zoned {
    Timestamp::from_millisecond(ms)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(PARIS.clone())
}
