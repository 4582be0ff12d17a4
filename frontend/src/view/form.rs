//! Fields of forms as the partials want them, with what is wrong beside each.

use serde::Serialize;
use tablee_core::Refusal;
use tablee_core::refusal::FieldFault;
use tablee_core::texts::{TextValue, Texts};
use tablee_rules::ArgValue;

use crate::http::Lang;

/// A text field: see `partials/field_text`, `field_textarea`, `field_date`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name of the field, and its id.
    pub name: String,
    /// What it holds.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// A choice among several: see `partials/field_radios`, `field_checkboxes`, `field_select`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChoiceField {
    /// Name of the field, and the id of its first option.
    pub name: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What can be chosen.
    pub options: Vec<FieldOption>,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldOption {
    /// What the form sends.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Whether it is chosen.
    pub checked: bool,
    /// A few words more.
    pub hint: Option<String>,
    /// Whether it stands apart, after "or".
    pub apart: bool,
}

/// One line of the error summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormError {
    /// Where to go, if it is about one field.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What is wrong with a form, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<FormError>);

impl Faults {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// What a use-case said: one line a field, or one line for all.
    pub fn of(refusal: &Refusal, lang: Lang) -> Self {
        let Refusal::Invalid(faults) = refusal else {
            return Self(vec![FormError { field: None, message: words(lang, refusal.key(), &[]) }]);
        };
        let errors = faults
            .iter()
            .map(|fault| FormError { field: Some(fault.field.clone()), message: fault_words(lang, fault) });
        Self(errors.collect())
    }

    /// The same faults beside fields of other names; beside none where there is no other name.
    pub fn renamed(&self, name: impl Fn(&str) -> Option<String>) -> Self {
        let rename = |error: &FormError| FormError {
            field: error.field.as_deref().and_then(&name),
            message: error.message.clone(),
        };
        Self(self.0.iter().map(rename).collect())
    }

    /// Whether something is wrong.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// What is wrong with one field.
    pub fn about(&self, field: &str) -> Option<String> {
        let found = self.0.iter().find(|error| error.field.as_deref() == Some(field));
        found.map(|error| error.message.clone())
    }

    /// A text field that holds this.
    pub fn field(&self, name: &str, value: impl Into<String>) -> Field {
        Field { name: name.to_owned(), value: value.into(), error: self.about(name) }
    }

    /// A choice among these.
    pub fn choice(&self, name: &str, options: Vec<FieldOption>) -> ChoiceField {
        ChoiceField { name: name.to_owned(), error: self.about(name), options }
    }
}

impl FieldOption {
    /// Something that can be chosen, chosen when it is the `current` one.
    pub fn of(value: &str, label: impl Into<String>, current: &str) -> Self {
        Self { value: value.to_owned(), label: label.into(), checked: value == current, hint: None, apart: false }
    }
}

/// A text of the interface; the key itself if it is missing, which the tests on samples rule out.
pub fn words(lang: Lang, key: &str, args: &[(&str, TextValue<'_>)]) -> String {
    Texts::embedded()
        .lookup(lang.code(), key, args)
        .unwrap_or_else(|| key.to_owned())
}

/// What a fault says.
pub fn fault_words(lang: Lang, fault: &FieldFault) -> String {
    let args: Vec<(&str, &ArgValue)> = fault.args.iter().map(|(name, value)| (name.as_str(), value)).collect();
    words_of_rule(lang, &fault.key, &args)
}

/// A text whose arguments a rule gave.
pub fn words_of_rule(lang: Lang, key: &str, args: &[(&str, &ArgValue)]) -> String {
    let args: Vec<(&str, TextValue<'_>)> = args
        .iter()
        .map(|(name, value)| match value {
            ArgValue::Number(number) => (*name, TextValue::from(*number)),
            ArgValue::Text(text) => (*name, TextValue::from(text.as_str())),
        })
        .collect();
    words(lang, key, &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_beside_its_field_or_above_the_form() {
        let lang = Lang::default();
        let faults = Faults::of(&Refusal::field("day", "fault-date-empty"), lang);
        assert!(faults.about("day").is_some_and(|message| message.contains("date")));
        assert_eq!(faults.field("title", "x").error, None);
        let faults = Faults::of(&Refusal::ChangedMeanwhile, lang);
        assert!(faults.any() && faults.0[0].field.is_none());
    }
}
