use serde::{Deserialize, Serialize};

use super::Decimal;
use crate::text;

/// The key of the choice "other, please say", never that of a choice of the facilitator.
pub const OTHER: &str = "other";

/// An answer as it is kept. The JSON form is stable: `{"kind":"choices","chosen":["a"],"other":null}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// "I do not know" or "I prefer not to say".
    Declined,
    /// An optional question passed over.
    Blank,
    /// Words, cleaned.
    Text {
        /// What was written.
        text: String,
    },
    /// One or several choices, in the order of the question.
    Choices {
        /// Keys of the choices; [`OTHER`] when the person chose to say something else.
        chosen: Vec<String>,
        /// What that something else is, when it was said.
        other: Option<String>,
    },
    /// A number, in the unit of the question.
    Number {
        /// The value.
        value: Decimal,
    },
    /// A point of a scale.
    Scale {
        /// From 1.
        point: u32,
    },
}

impl Answer {
    /// The entry that gives this answer again, so that it can be judged by options that have changed since.
    pub fn entry(&self) -> Entry {
        match self {
            Self::Declined => Entry::declined(),
            Self::Blank => Entry::default(),
            Self::Text { text } => Entry::one(text),
            Self::Choices { chosen, other } => {
                Entry { other: other.clone().unwrap_or_default(), ..Entry::several(chosen) }
            }
            Self::Number { value } => Entry::one(value.to_string()),
            Self::Scale { point } => Entry::one(point.to_string()),
        }
    }
}

/// What a person sent for one question, as the form gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The text, the number, the point, or the keys of the choices.
    pub values: Vec<String>,
    /// The words beside "other, please say".
    pub other: String,
    /// Whether "I do not know / prefer not to say" was ticked.
    pub declined: bool,
}

impl Entry {
    /// An entry of one value.
    pub fn one(value: impl Into<String>) -> Self {
        Self { values: vec![value.into()], ..Self::default() }
    }

    /// An entry of several choices.
    pub fn several<V: Into<String>>(values: impl IntoIterator<Item = V>) -> Self {
        Self { values: values.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The entry of a person who does not know or prefers not to say.
    pub fn declined() -> Self {
        Self { declined: true, ..Self::default() }
    }

    /// The same without empty values, its texts cleaned.
    pub(super) fn cleaned(&self) -> Self {
        let values = self
            .values
            .iter()
            .map(|value| text::clean_text(value))
            .filter(|value| !value.is_empty())
            .collect();
        Self { values, other: text::clean_line(&self.other), declined: self.declined }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.values.is_empty() && self.other.is_empty()
    }

    /// The only value, for questions that take one.
    pub(super) fn only_value(&self) -> Option<&str> {
        match self.values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }
}
