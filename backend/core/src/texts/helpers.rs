//! What templates of pages and mails call to get words.
//!
//! All take their language from `page.lang` at the **root** of what is rendered, whatever partial or loop they stand in:
//! a page's layout object and a mail's both have it.

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson};
use serde_json::Value;

use super::dates::{DateStyle, machine_date};
use super::{TextValue, Texts};

/// Adds `t`, `date`, `day`, `time`, `datetime`, `iso`, `number` and `concat` to a registry.
///
/// `{{t "key" name=value}}` fails on a missing key; what the helpers give is escaped like any value.
pub fn register_text_helpers(registry: &mut Handlebars<'_>, texts: &'static Texts) {
    let mut register = |name: &'static str, words: Words| {
        registry.register_helper(name, Box::new(TextHelper { name, texts, words }));
    };
    register("t", |call| call.text());
    register("day", |call| call.date(DateStyle::Day));
    register("date", |call| call.date(DateStyle::Full));
    register("time", |call| call.date(DateStyle::Time));
    register("datetime", |call| call.date(DateStyle::DateTime));
    register("iso", |call| Ok(machine_date(call.moment()?)));
    register("number", |call| call.number());
    register("concat", |call| call.concat());
}

/// What a helper gives.
type Words = fn(&Call<'_, '_>) -> Result<String, RenderError>;

/// One helper: its name in templates, and what it says.
struct TextHelper {
    name: &'static str,
    texts: &'static Texts,
    words: Words,
}

impl HelperDef for TextHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        root: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let words = (self.words)(&Call { name: self.name, texts: self.texts, helper, root })?;
        Ok(ScopedJson::Derived(Value::String(words)))
    }
}

/// One call of a helper in a template.
struct Call<'c, 'rc> {
    name: &'static str,
    texts: &'static Texts,
    helper: &'c Helper<'rc>,
    root: &'c Context,
}

impl Call<'_, '_> {
    fn text(&self) -> Result<String, RenderError> {
        let key = self
            .parameter()?
            .as_str()
            .ok_or(RenderErrorReason::InvalidParamType("the key of a text"))?;
        let args = self
            .helper
            .hash()
            .iter()
            .map(|(name, value)| Ok((*name, text_value(key, name, value.is_value_missing(), value.value())?)))
            .collect::<Result<Vec<_>, RenderError>>()?;
        found(self.texts.text(self.language()?, key, &args))
    }

    fn date(&self, style: DateStyle) -> Result<String, RenderError> {
        found(self.texts.date(self.language()?, self.moment()?, style))
    }

    fn number(&self) -> Result<String, RenderError> {
        let number = self
            .parameter()?
            .as_f64()
            .ok_or(RenderErrorReason::InvalidParamType("a number"))?;
        found(
            self.texts
                .text(self.language()?, "number", &[("number", number.into())]),
        )
    }

    fn concat(&self) -> Result<String, RenderError> {
        let mut whole = String::new();
        for part in self.helper.params() {
            match part.value() {
                _ if part.is_value_missing() => {
                    return Err(RenderError::strict_error(part.relative_path()));
                }
                Value::String(text) => whole.push_str(text),
                other => whole.push_str(&other.to_string()),
            }
        }
        Ok(whole)
    }

    fn language(&self) -> Result<&str, RenderError> {
        self.root
            .data()
            .pointer("/page/lang")
            .and_then(Value::as_str)
            .ok_or_else(|| RenderErrorReason::MissingVariable(Some("page.lang".to_owned())).into())
    }

    fn parameter(&self) -> Result<&Value, RenderError> {
        let parameter = self
            .helper
            .param(0)
            .ok_or(RenderErrorReason::ParamNotFoundForIndex(self.name, 0))?;
        if parameter.is_value_missing() {
            return Err(RenderError::strict_error(parameter.relative_path()));
        }
        Ok(parameter.value())
    }

    fn moment(&self) -> Result<i64, RenderError> {
        self.parameter()?
            .as_i64()
            .ok_or_else(|| RenderErrorReason::InvalidParamType("a moment in milliseconds").into())
    }
}

fn found(text: Result<String, super::MissingText>) -> Result<String, RenderError> {
    text.map_err(|missing| RenderErrorReason::NestedError(Box::new(missing)).into())
}

fn text_value<'v>(key: &str, name: &str, missing: bool, value: &'v Value) -> Result<TextValue<'v>, RenderError> {
    match value {
        Value::String(text) => Ok(TextValue::from(text.as_str())),
        Value::Number(number) => Ok(TextValue::from(number.as_f64().unwrap_or_default())),
        Value::Bool(truth) => Ok(TextValue::from(if *truth { "true" } else { "false" })),
        _ => {
            let what = if missing { "missing" } else { "neither text nor number" };
            Err(RenderErrorReason::Other(format!("{name}= of the text {key:?} is {what}")).into())
        }
    }
}
