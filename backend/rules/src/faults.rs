//! What every refusal of a rule has in common.

use serde::Serialize;

/// The value of one argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ArgValue {
    /// A number, so that the message can choose its plural.
    Number(i64),
    /// A text shown as it is.
    Text(String),
}

/// Named arguments of a message, in the order of the message.
pub type Args = Vec<(&'static str, ArgValue)>;

/// A reason why an input cannot be taken as it is, to be told in the reader's language.
pub trait Fault {
    /// The Fluent message: `fault-…`.
    fn key(&self) -> &'static str;

    /// What the message needs to be said.
    fn args(&self) -> Args {
        Vec::new()
    }
}

/// A numeric argument.
pub(crate) fn number(name: &'static str, value: impl TryInto<i64>) -> (&'static str, ArgValue) {
    (name, ArgValue::Number(value.try_into().unwrap_or(i64::MAX)))
}

/// A textual argument.
pub(crate) fn text(name: &'static str, value: impl Into<String>) -> (&'static str, ArgValue) {
    (name, ArgValue::Text(value.into()))
}
