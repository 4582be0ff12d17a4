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
    registry.register_helper("t", Box::new(TextHelper(texts)));
    registry.register_helper("day", Box::new(DateHelper(texts, DateStyle::Day)));
    registry.register_helper("date", Box::new(DateHelper(texts, DateStyle::Full)));
    registry.register_helper("time", Box::new(DateHelper(texts, DateStyle::Time)));
    registry.register_helper("datetime", Box::new(DateHelper(texts, DateStyle::DateTime)));
    registry.register_helper("number", Box::new(NumberHelper(texts)));
    registry.register_helper("iso", Box::new(MachineDateHelper));
    registry.register_helper("concat", Box::new(ConcatHelper));
}

struct TextHelper(&'static Texts);

impl HelperDef for TextHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        root: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let key = parameter(helper, "t")?
            .as_str()
            .ok_or(RenderErrorReason::InvalidParamType("the key of a text"))?;
        let args = helper
            .hash()
            .iter()
            .map(|(name, value)| Ok((*name, text_value(key, name, value.is_value_missing(), value.value())?)))
            .collect::<Result<Vec<_>, RenderError>>()?;
        given(self.0.text(language(root)?, key, &args))
    }
}

struct DateHelper(&'static Texts, DateStyle);

impl HelperDef for DateHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        root: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        given(self.0.date(language(root)?, moment(helper)?, self.1))
    }
}

struct MachineDateHelper;

impl HelperDef for MachineDateHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(machine_date(moment(helper)?).into_json())
    }
}

struct NumberHelper(&'static Texts);

impl HelperDef for NumberHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        root: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let number = parameter(helper, "number")?
            .as_f64()
            .ok_or(RenderErrorReason::InvalidParamType("a number"))?;
        given(self.0.text(language(root)?, "number", &[("number", number.into())]))
    }
}

struct ConcatHelper;

impl HelperDef for ConcatHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let mut whole = String::new();
        for part in helper.params() {
            match part.value() {
                _ if part.is_value_missing() => {
                    return Err(RenderError::strict_error(part.relative_path()));
                }
                Value::String(text) => whole.push_str(text),
                other => whole.push_str(&other.to_string()),
            }
        }
        Ok(whole.into_json())
    }
}

trait IntoJson {
    fn into_json<'rc>(self) -> ScopedJson<'rc>;
}

impl IntoJson for String {
    fn into_json<'rc>(self) -> ScopedJson<'rc> {
        ScopedJson::Derived(Value::String(self))
    }
}

fn given<'rc>(text: Result<String, super::MissingText>) -> Result<ScopedJson<'rc>, RenderError> {
    text.map(IntoJson::into_json)
        .map_err(|missing| RenderErrorReason::NestedError(Box::new(missing)).into())
}

fn language(root: &Context) -> Result<&str, RenderError> {
    root.data()
        .pointer("/page/lang")
        .and_then(Value::as_str)
        .ok_or_else(|| RenderErrorReason::MissingVariable(Some("page.lang".to_owned())).into())
}

fn parameter<'h>(helper: &'h Helper<'_>, name: &'static str) -> Result<&'h Value, RenderError> {
    let parameter = helper
        .param(0)
        .ok_or(RenderErrorReason::ParamNotFoundForIndex(name, 0))?;
    if parameter.is_value_missing() {
        return Err(RenderError::strict_error(parameter.relative_path()));
    }
    Ok(parameter.value())
}

fn moment(helper: &Helper<'_>) -> Result<i64, RenderError> {
    parameter(helper, "date")?
        .as_i64()
        .ok_or_else(|| RenderErrorReason::InvalidParamType("a moment in milliseconds").into())
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
