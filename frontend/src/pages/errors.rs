//! What was wrong with a form, in the reader's words: for the summary above and for each field.

use serde::Serialize;
use tablee_core::FieldFault;
use tablee_core::texts::{TextValue, Texts};
use tablee_rules::ArgValue;

use crate::http::Lang;

/// One line of the summary; a fault of the whole form has no field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorLine {
    /// Id of the field that the line leads to.
    pub field: Option<String>,
    /// What to do about it.
    pub message: String,
}

/// The faults of a form, as `partials/error_summary` shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Errors(Vec<ErrorLine>);

impl Errors {
    /// What a use-case said of the fields, in words.
    pub fn of(lang: Lang, faults: &[FieldFault]) -> Self {
        let line = |fault: &FieldFault| ErrorLine { field: Some(fault.field.clone()), message: message(lang, fault) };
        Self(faults.iter().map(line).collect())
    }

    /// The one fault of one field.
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        Self(vec![ErrorLine { field: Some(field.to_owned()), message: message.into() }])
    }

    /// The words to show beside a field.
    pub fn at(&self, field: &str) -> Option<String> {
        let line = self.0.iter().find(|line| line.field.as_deref() == Some(field))?;
        Some(line.message.clone())
    }

    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn message(lang: Lang, fault: &FieldFault) -> String {
    let value = |value: &ArgValue| match value {
        ArgValue::Number(number) => TextValue::from(*number),
        ArgValue::Text(text) => TextValue::from(text.clone()),
    };
    let args: Vec<_> = fault
        .args
        .iter()
        .map(|(name, argument)| (name.as_str(), value(argument)))
        .collect();
    Texts::embedded()
        .text(lang.code(), &fault.key, &args)
        .unwrap_or_else(|missing| {
            tracing::error!(%missing, "a fault cannot be said");
            fault.key.clone()
        })
}
