//! What an entry of the audit log tells besides the deed: named values, old and new. Stored as stable JSON and rendered in the
//! reader's language; entries of older versions hold words instead.

use serde::{Deserialize, Serialize};
use tablee_rules::timetable::Millis;

/// A value in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactValue {
    /// Words that a member typed.
    Text(String),
    /// The stable name of something that every language has a word for.
    Name(String),
    /// A number.
    Number(i64),
    /// A moment.
    Moment(Millis),
}

/// One thing that a deed was about, or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Stable name: also the end of the translation key `fact-…`.
    pub name: String,
    /// What it was before; nothing for what did not change, or was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<FactValue>,
    /// What it is now; nothing for what was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<FactValue>,
}

/// What an entry of the log tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Named values.
    Facts(Vec<Fact>),
    /// Words, as older versions wrote them.
    Words(String),
}

impl Fact {
    /// What the deed was about.
    pub fn about(name: &str, value: impl Into<FactValue>) -> Self {
        Self { name: name.to_owned(), before: None, now: Some(value.into()) }
    }

    /// What it changed; nothing when that stayed.
    pub fn changed(name: &str, before: impl Into<FactValue>, now: impl Into<FactValue>) -> Option<Self> {
        Self::replaced(name, Some(before.into()), Some(now.into()))
    }

    /// A moment that it moved; nothing when it stayed.
    pub fn moved(name: &str, before: Option<Millis>, now: Option<Millis>) -> Option<Self> {
        Self::replaced(name, before.map(FactValue::Moment), now.map(FactValue::Moment))
    }

    /// What it changed, brought in or took away; nothing when that stayed.
    pub fn replaced(name: &str, before: Option<FactValue>, now: Option<FactValue>) -> Option<Self> {
        (before != now).then(|| Self { name: name.to_owned(), before, now })
    }

    /// The stored form.
    pub fn stored(facts: &[Self]) -> String {
        serde_json::to_string(facts).unwrap_or_default()
    }
}

impl FactValue {
    /// A stable name.
    pub fn name(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<&str> for FactValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for FactValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for FactValue {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for FactValue {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Detail {
    /// What a stored detail tells.
    pub fn read(stored: String) -> Self {
        match serde_json::from_str(&stored) {
            Ok(facts) => Self::Facts(facts),
            Err(_) => Self::Words(stored),
        }
    }
}
