use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Decimal, OTHER, OptionsFault};
use crate::{limits, text};

/// What a facilitator sets for a question. A type of question reads its own fields and leaves the others alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Choices, in the order shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Whether "other, please say" comes after the choices.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// Fewest choices of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Most choices of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Smallest number taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// Greatest number taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    /// Unit shown after a number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Whether a number may have decimals.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decimals: bool,
    /// Points of a scale, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// What the first point means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub low_label: String,
    /// What the last point means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub high_label: String,
}

/// One choice of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Stable name, kept when the wording is put right.
    pub key: String,
    /// Wording.
    pub label: String,
}

impl Options {
    /// Options of a question with these choices, given as key and wording.
    pub fn with_choices<'a>(choices: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let choices = choices
            .into_iter()
            .map(|(key, label)| Choice { key: key.to_owned(), label: label.to_owned() })
            .collect();
        Self { choices, ..Self::default() }
    }

    /// Keys that an answer may hold, [`OTHER`] last.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.choices
            .iter()
            .map(|choice| choice.key.as_str())
            .chain(self.other.then_some(OTHER))
    }

    /// Faults of the choices, whatever their number that may be chosen.
    pub(super) fn check_choices(&self) -> Vec<OptionsFault> {
        let mut faults = Vec::new();
        if self.keys().count() < 2 {
            faults.push(OptionsFault::TooFewChoices);
        }
        if self.choices.len() > limits::CHOICES {
            faults.push(OptionsFault::TooManyChoices { most: limits::CHOICES });
        }
        let mut labels = BTreeSet::new();
        let mut keys = BTreeSet::from([OTHER]);
        for (index, choice) in self.choices.iter().enumerate() {
            let position = index + 1;
            match text::length(&choice.label) {
                0 => faults.push(OptionsFault::EmptyChoice { position }),
                long if long > limits::LABEL => faults.push(OptionsFault::LongLabel { most: limits::LABEL }),
                _ if !labels.insert(text::fold(&choice.label)) => faults.push(OptionsFault::SameChoice { position }),
                _ => {}
            }
            if choice.key.is_empty() || !keys.insert(&choice.key) {
                faults.push(OptionsFault::SameKey { position });
            }
        }
        faults
    }

    /// Fault of a wording that would not fit beside a field.
    pub(super) fn check_labels(&self, labels: &[&str]) -> Option<OptionsFault> {
        let long = labels.iter().any(|label| text::length(label) > limits::LABEL);
        long.then_some(OptionsFault::LongLabel { most: limits::LABEL })
    }
}
