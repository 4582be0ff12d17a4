//! What was wrong with a form, in the reader's words: for the summary above and for each field.

use serde::Serialize;
use tablee_core::refusal::RefusalClass;
use tablee_core::{FieldFault, Refusal};

use crate::http::Lang;
use crate::view::form::{fault_words, words};

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
        let line =
            |fault: &FieldFault| ErrorLine { field: Some(fault.field.clone()), message: fault_words(lang, fault) };
        Self(faults.iter().map(line).collect())
    }

    /// Why a form was not taken: fault by fault, or one line for the whole of it.
    pub fn of_refusal(lang: Lang, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Invalid(faults) => Self::of(lang, faults),
            whole => Self(vec![ErrorLine { field: None, message: words(lang, whole.key(), &[]) }]),
        }
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

/// Whether a form is shown again with this refusal above it. Any other refusal has a page of its own.
pub fn stays_on_form(refusal: &Refusal) -> bool {
    use RefusalClass::{Conflict, Invalid, TooMany, Unavailable};
    matches!(refusal.class(), Invalid | Conflict | TooMany | Unavailable)
}
