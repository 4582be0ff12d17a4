//! Days of the calendar, as typed in a form or written in minutes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{faults::Fault, text};

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// From 1900 to 2200.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// Why a typed date is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was typed.
    Empty,
    /// Not `31/03/2026` nor `2026-03-31` nor `31 mars 2026`.
    Unreadable,
    /// The form is right, but the calendar has no such day.
    NoSuchDay,
}

impl Fault for DateFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-date-empty",
            Self::Unreadable => "fault-date-unreadable",
            Self::NoSuchDay => "fault-date-no-such-day",
        }
    }
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1900..=2200).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads a form field: `2026-03-31`, `31/03/2026` or `31 mars 2026`.
    pub fn parse(typed: &str) -> Result<Self, DateFault> {
        let folded = text::fold(typed);
        if folded.is_empty() {
            return Err(DateFault::Empty);
        }
        let parts: Vec<&str> = folded
            .split(['/', '-', '.', ' '])
            .filter(|part| !part.is_empty())
            .collect();
        let &[first, second, third] = parts.as_slice() else { return Err(DateFault::Unreadable) };
        let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
        let day = if day == "1er" { "1" } else { day };
        let month = month_number(month)
            .or_else(|| small_number(month))
            .ok_or(DateFault::Unreadable)?;
        let year = digits(year).filter(|_| year.len() == 4).ok_or(DateFault::Unreadable)?;
        let day = small_number(day).ok_or(DateFault::Unreadable)?;
        Self::new(year, month, day).ok_or(DateFault::NoSuchDay)
    }

    /// The first date written in a sentence, if any.
    pub fn find(sentence: &str) -> Option<Self> {
        let folded = text::fold(sentence);
        let words: Vec<&str> = folded
            .split(' ')
            .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        (0..words.len()).find_map(|start| {
            let numeric = Some(words[start]).filter(|word| word.len() <= 10 && word.contains(['/', '-', '.']));
            numeric.and_then(|word| Self::parse(word).ok()).or_else(|| {
                let named = words
                    .get(start..start + 3)
                    .filter(|named| month_number(named[1]).is_some())?;
                Self::parse(&named.join(" ")).ok()
            })
        })
    }
}

/// `2026-03-31`
impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn month_number(word: &str) -> Option<u8> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| *name == word)
        .map(|(number, _)| number)
}

fn digits(word: &str) -> Option<u16> {
    word.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| word.parse().ok())
        .flatten()
}

fn small_number(word: &str) -> Option<u8> {
    digits(word)
        .filter(|_| word.len() <= 2)
        .and_then(|number| u8::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn the_three_spellings_meet() {
        for typed in ["31/03/2026", "2026-03-31", "31 MARS 2026", " 31.03.2026 ", "31-3-2026"] {
            assert_eq!(Day::parse(typed), Ok(day(2026, 3, 31)), "{typed}");
        }
        assert_eq!(Day::parse("1er août 2026"), Ok(day(2026, 8, 1)));
    }

    #[test]
    fn faults_tell_form_from_calendar() {
        assert_eq!(Day::parse("  "), Err(DateFault::Empty));
        for typed in ["demain", "31/03", "31/03/26", "31/mrs/2026", "+1/02/2026"] {
            assert_eq!(Day::parse(typed), Err(DateFault::Unreadable), "{typed}");
        }
        for typed in ["31/02/2026", "29/02/2100", "0/1/2026", "1/13/2026"] {
            assert_eq!(Day::parse(typed), Err(DateFault::NoSuchDay), "{typed}");
        }
        assert_eq!(Day::parse("29/02/2028"), Ok(day(2028, 2, 29)));
    }

    #[test]
    fn a_date_is_found_in_a_sentence() {
        assert_eq!(Day::find("Les Rencontres de la Solidarité 31 MARS 2026"), Some(day(2026, 3, 31)));
        assert_eq!(Day::find("Réunion du mardi 31 mars 2026, à Dijon"), Some(day(2026, 3, 31)));
        assert_eq!(Day::find("Le (31/03/2026) à 14 h"), Some(day(2026, 3, 31)));
        assert_eq!(Day::find("Salle 12 du 3 avril"), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(year in 1900u16..=2200, month in 1u8..=12, number in 1u8..=28) {
            let shown = day(year, month, number);
            prop_assert_eq!(Day::parse(&shown.to_string()), Ok(shown));
            prop_assert_eq!(Day::parse(&format!("{number}/{month}/{year}")), Ok(shown));
        }

        #[test]
        fn reading_never_panics(typed in any::<String>()) {
            let _ = (Day::parse(&typed), Day::find(&typed));
        }
    }
}
