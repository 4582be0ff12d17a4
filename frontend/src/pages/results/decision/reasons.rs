//! What a method says of its result, in the reader's words.

use std::collections::BTreeMap;

use tablee_core::texts::{TextValue, Texts};
use tablee_rules::voting::{Reason, Step};

use super::Labels;
use crate::http::Lang;
use crate::view::form::words;

/// One sentence a reason, with the labels of the options that it names.
pub(super) fn sentences(lang: Lang, labels: &Labels<'_>, reasons: &[Reason]) -> Vec<String> {
    let sentence = |reason: &Reason| {
        let named = reason.options.iter();
        let named = named.map(|(name, id)| (name.as_str(), named_option(lang, labels, name, id).into()));
        let args: Vec<(&str, TextValue<'_>)> = named.chain(figures(&reason.numbers)).collect();
        words(lang, &format!("why-{}", reason.key), &args)
    };
    reasons.iter().map(sentence).collect()
}

/// The words of an option: where options are answers, with their question; where the question itself is asked for, these words alone.
fn named_option(lang: Lang, labels: &Labels<'_>, name: &str, id: &str) -> String {
    let label = labels.of(id);
    match labels.question(id) {
        Some(question) if name == "question" => question.to_owned(),
        Some(question) => {
            words(lang, "results-panel-label", &[("answer", label.into()), ("question", question.to_owned().into())])
        }
        None => label,
    }
}

/// One sentence a step, for the kinds of step that have words of their own, those of the method first.
pub(super) fn steps(lang: Lang, labels: &Labels<'_>, method: &str, steps: &[Step]) -> Vec<String> {
    let sentence = |step: &Step| {
        let option = labels.of(step.option.as_deref().unwrap_or_default());
        let amounts = step
            .fractions
            .iter()
            .map(|(name, exact)| (name.as_str(), rounded(exact).into()));
        let args: Vec<(&str, TextValue<'_>)> = [("option", option.into())]
            .into_iter()
            .chain(figures(&step.figures))
            .chain(amounts)
            .collect();
        let found = |key: String| Texts::embedded().lookup(lang.code(), &key, &args);
        found(format!("results-step-{method}-{}", step.kind)).or_else(|| found(format!("results-step-{}", step.kind)))
    };
    steps.iter().filter_map(sentence).collect()
}

fn figures(figures: &BTreeMap<String, i64>) -> impl Iterator<Item = (&str, TextValue<'static>)> {
    figures.iter().map(|(name, number)| (name.as_str(), (*number).into()))
}

/// An exact figure, written `p` or `p/q`, as one reads it: to the unit from ten on, else to the hundredth.
fn rounded(exact: &str) -> f64 {
    let (over, under) = exact.split_once('/').unwrap_or((exact, "1"));
    let number = |digits: &str| digits.parse::<f64>().unwrap_or_default();
    let exact = number(over) / number(under).max(1.0);
    if exact.abs() < 10.0 { (exact * 100.0).round() / 100.0 } else { exact.round() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_figures_are_rounded_for_reading() {
        assert_eq!([rounded("7"), rounded("1000/3"), rounded("1/8"), rounded("-1/3")], [7.0, 333.0, 0.13, -0.33]);
    }
}
