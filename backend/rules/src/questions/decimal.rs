use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number with up to three decimals, kept exactly; a JSON number outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    /// The furthest value from zero, on either side.
    pub const LARGEST: Self = Self(1_000_000_000_000_000);

    /// A whole number.
    pub fn whole(value: i32) -> Self {
        Self(i64::from(value) * 1_000)
    }

    /// A number given in thousandths; nothing beyond [`Self::LARGEST`].
    pub fn from_thousandths(thousandths: i64) -> Option<Self> {
        (-Self::LARGEST.0..=Self::LARGEST.0)
            .contains(&thousandths)
            .then_some(Self(thousandths))
    }

    /// The value in thousandths.
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// Whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.0 % 1_000 == 0
    }

    /// Reads a number as French people write it: comma or point for the decimals, spaces between thousands.
    pub fn parse(typed: &str) -> Option<Self> {
        let compact: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        let (negative, magnitude) = match compact.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, compact.strip_prefix('+').unwrap_or(&compact)),
        };
        let (whole, decimals) = magnitude.split_once([',', '.']).unwrap_or((magnitude, ""));
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let well_formed = !whole.is_empty() && whole.len() <= 13 && decimals.len() <= 3;
        if !well_formed || !only_digits(whole) || !only_digits(decimals) || magnitude.ends_with([',', '.']) {
            return None;
        }
        let thousandths = whole.parse::<i64>().ok()? * 1_000 + format!("{decimals:0<3}").parse::<i64>().ok()?;
        Self::from_thousandths(if negative { -thousandths } else { thousandths })
    }
}

/// As written in French: `1234,5`.
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 1_000, self.0.abs() % 1_000);
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        write!(out, "{sign}{whole},{}", format!("{rest:03}").trim_end_matches('0'))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_whole() {
            serializer.serialize_i64(self.0 / 1_000)
        } else {
            serializer.serialize_f64(self.0 as f64 / 1_000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let thousandths = (f64::deserialize(deserializer)? * 1_000.0).round();
        if thousandths.abs() <= Self::LARGEST.0 as f64 {
            return Ok(Self(thousandths as i64));
        }
        Err(serde::de::Error::custom("a number too far from zero"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn french_numbers_are_read() {
        for (typed, thousandths) in
            [("12,5", 12_500), ("1 234", 1_234_000), ("1\u{202f}234,05", 1_234_050), ("-0.125", -125), ("+3", 3_000)]
        {
            assert_eq!(Decimal::parse(typed).map(Decimal::thousandths), Some(thousandths), "{typed}");
        }
        for typed in ["", "douze", "1,2,3", ",5", "5,", "1,2345", "1e3", "--1", "99999999999999"] {
            assert_eq!(Decimal::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn json_is_a_plain_number() {
        assert_eq!(serde_json::to_string(&[Decimal::whole(4), Decimal(-12_500)]).unwrap(), "[4,-12.5]");
        assert!(serde_json::from_str::<Decimal>("1e300").is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_or_kept_is_read_back(thousandths in -Decimal::LARGEST.0..=Decimal::LARGEST.0) {
            let value = Decimal(thousandths);
            prop_assert_eq!(Decimal::parse(&value.to_string()), Some(value));
            let json = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), value);
        }
    }
}
