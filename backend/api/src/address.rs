//! How addresses name things: positions, numbers and ids, read strictly. What is written otherwise than it is shown names nothing.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde_json::Value;
use tablee_core::cases::editor::{PhaseEdit, Seen};
use tablee_core::cases::participation::PhaseAddress;
use uuid::Uuid;

/// A position or a number, from 1, in plain digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ordinal(pub i32);

/// An id as it is shown: 36 lower-case characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(pub Uuid);

/// The phase that an address names.
pub(crate) fn phase(slug: String, Ordinal(position): Ordinal) -> PhaseAddress {
    PhaseAddress { slug, position }
}

/// Which phase is edited, and what the caller had read of it.
pub(crate) fn edit_of(slug: String, position: Ordinal, seen: i64) -> PhaseEdit {
    PhaseEdit { slug, position: position.0, seen: Seen(seen) }
}

impl Ordinal {
    fn read(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|_| plain).map(Self)
    }

    /// The same, to count with.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or_default()
    }
}

impl Id {
    fn read(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        (id.to_string() == text).then_some(Self(id))
    }
}

macro_rules! written {
    ($type:ident, $name:literal, $schema:expr) => {
        impl Type for $type {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                $name.into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new($schema))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(self.as_raw_value().into_iter())
            }
        }

        impl ParseFromParameter for $type {
            fn parse_from_parameter(value: &str) -> ParseResult<Self> {
                Self::read(value).ok_or_else(|| ParseError::custom(concat!("not a ", $name)))
            }
        }
    };
}

written!(
    Ordinal,
    "number from 1",
    MetaSchema {
        minimum: Some(1.0),
        maximum: Some(f64::from(i32::MAX)),
        ..MetaSchema::new_with_format("integer", "int32")
    }
);
written!(
    Id,
    "id",
    MetaSchema {
        pattern: Some("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$".to_owned()),
        ..MetaSchema::new_with_format("string", "uuid")
    }
);

impl ParseFromJSON for Id {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(text)) => Self::parse_from_parameter(&text),
            other => Err(ParseError::expected_type(other.unwrap_or_default())),
        }
    }
}

impl ToJSON for Id {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.0.to_string()))
    }
}

impl ParseFromJSON for Ordinal {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::Number(number)) => Self::parse_from_parameter(&number.to_string()),
            other => Err(ParseError::expected_type(other.unwrap_or_default())),
        }
    }
}

impl ToJSON for Ordinal {
    fn to_json(&self) -> Option<Value> {
        Some(Value::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s13_numbers_and_ids_are_read_as_they_are_shown_and_in_no_other_way() {
        assert_eq!(Ordinal::read("12"), Some(Ordinal(12)));
        for text in ["", "0", "01", "+1", "-1", "1.0", "1e0", " 1", "1a", "2147483648", "１"] {
            assert_eq!(Ordinal::read(text), None, "{text:?}");
        }
        let id = "0210ae70-0000-4000-8000-00000000000a";
        assert_eq!(Id::read(id).map(|id| id.0.to_string()).as_deref(), Some(id));
        for text in ["0210ae70", "210", "0210ae70000040008000000000000000a", &id.to_uppercase(), &format!("{{{id}}}")] {
            assert_eq!(Id::read(text), None, "{text:?}");
        }
    }
}
