//! What may be set in a question, as programs write it.

use poem_openapi::Object;
use tablee_core::cases::editor::questions::QuestionForm;

use crate::text::Text;

/// What may be set in a question. A type of question reads its own properties; all others may be left out.
#[derive(Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(crate) struct QuestionContent {
    /// Wording.
    label: Text,
    /// Shown under the wording.
    #[oai(default)]
    help: Text,
    /// Whether it must be answered, if only by "I do not know".
    #[oai(default)]
    required: bool,
    /// Choices, each in one line.
    #[oai(default, validator(max_items = 200))]
    choices: Vec<Text>,
    /// Whether "other, please say" comes last.
    #[oai(default)]
    other: bool,
    /// Fewest choices.
    at_least: Option<i64>,
    /// Most choices.
    at_most: Option<i64>,
    /// Smallest number, in digits: `0.5`.
    #[oai(default)]
    min: Text,
    /// Greatest number, in digits.
    #[oai(default)]
    max: Text,
    /// Unit of a number.
    #[oai(default)]
    unit: Text,
    /// Whether a number may have decimals.
    #[oai(default)]
    decimals: bool,
    /// Points of a scale.
    points: Option<i64>,
    /// Meaning of the first point.
    #[oai(default)]
    low_label: Text,
    /// Meaning of the last point.
    #[oai(default)]
    high_label: Text,
}

impl From<QuestionForm> for QuestionContent {
    fn from(form: QuestionForm) -> Self {
        Self {
            label: form.label.into(),
            help: form.help.into(),
            required: form.required,
            choices: form.choices.lines().map(|choice| Text(choice.to_owned())).collect(),
            other: form.other,
            at_least: form.at_least.parse().ok(),
            at_most: form.at_most.parse().ok(),
            min: form.min.into(),
            max: form.max.into(),
            unit: form.unit.into(),
            decimals: form.decimals,
            points: form.points.parse().ok(),
            low_label: form.low_label.into(),
            high_label: form.high_label.into(),
        }
    }
}

impl From<QuestionContent> for QuestionForm {
    fn from(content: QuestionContent) -> Self {
        let typed = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let choices: Vec<String> = content.choices.into_iter().map(|choice| choice.0).collect();
        Self {
            label: content.label.0,
            help: content.help.0,
            required: content.required,
            choices: choices.join("\n"),
            other: content.other,
            at_least: typed(content.at_least),
            at_most: typed(content.at_most),
            min: content.min.0,
            max: content.max.0,
            unit: content.unit.0,
            decimals: content.decimals,
            points: typed(content.points),
            low_label: content.low_label.0,
            high_label: content.high_label.0,
        }
    }
}
