//! A ballot as people fill it in: on a page of their own, by a receipt code, in a preview, on a sheet that is typed for them.
//!
//! How marks are asked for follows from what they mean ([`Marking`]): one partial each under `partials/ballots`. What a voting
//! method says around them is `partials/voting/METHOD/ballot`.

mod cast;
mod filled;
mod questions;
mod samples;
mod sums;

use std::collections::BTreeMap;

use serde::Serialize;
use tablee_core::cases::ballots::{BallotChoice, BallotForm};
use tablee_core::texts::TextValue;
use tablee_rules::voting::{self, Marking};

pub(super) use cast::CastView;
pub(super) use filled::{Filled, marks_of, only_asks};
pub(super) use questions::grade_word;
pub(super) use samples::{forms, refused};

use crate::http::Lang;
use crate::view::Field;
use crate::view::form::words;
use questions::QuestionView;
use sums::SumView;

/// The name of the check boxes of a ballot, and of the field that faults of the whole ballot are about.
pub(super) const OPTIONS: &str = "options";

/// A ballot to fill in.
#[derive(Serialize)]
pub(super) struct BallotView {
    method: &'static str,
    /// Stable name of what its marks mean.
    marking: &'static str,
    settings: BTreeMap<&'static str, i64>,
    name: &'static str,
    /// Whether `legend` is the main heading of the page.
    heading: bool,
    legend: String,
    /// What to do.
    hint: String,
    /// What a ballot without any mark is.
    blank: String,
    /// What is wrong with the ballot as a whole.
    error: Option<String>,
    /// Options to tick.
    options: Vec<TickView>,
    /// Questions of which one answer is chosen: one an option, or one for all options that answer it.
    questions: Vec<QuestionView>,
    /// Options beside which a number is written.
    numbers: Vec<NumberView>,
    /// What is shared out, and what is left of it.
    sum: Option<SumView>,
}

#[derive(Serialize)]
struct TickView {
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
    cost: Option<i64>,
}

#[derive(Serialize)]
struct NumberView {
    label: String,
    hint: Option<String>,
    field: Field,
}

/// Who reads the ballot, and what was wrong with it.
pub(super) struct Reader<'a> {
    /// Their language.
    pub lang: Lang,
    /// The heading above the ballot, and whether it is that of the page.
    pub legend: (&'a str, bool),
    /// What is wrong with a field.
    pub error_at: &'a dyn Fn(&str) -> Option<String>,
}

impl BallotView {
    /// The ballot with what is filled in.
    pub fn new(reader: &Reader<'_>, form: &BallotForm, filled: &Filled) -> Self {
        let marking = voting::method(form.method)
            .map(voting::Method::marking)
            .unwrap_or_default();
        let of = |wanted: &[Marking]| if wanted.contains(&marking) { &form.options[..] } else { &[] };
        let said = |what: &str| words(reader.lang, &format!("vote-{}-{what}", form.method), &settings_of(form));
        Self {
            method: form.method,
            marking: marking.key(),
            settings: form.settings.clone(),
            name: OPTIONS,
            heading: reader.legend.1,
            legend: reader.legend.0.to_owned(),
            hint: said("hint"),
            blank: said("blank"),
            error: (reader.error_at)(OPTIONS),
            options: of(&[Marking::Choice])
                .iter()
                .map(|option| tick(reader.lang, option, filled))
                .collect(),
            questions: questions::all(reader, marking, form, filled),
            numbers: filled
                .in_order(marking, of(&[Marking::Rank, Marking::Points]))
                .into_iter()
                .map(|option| number(reader, option, filled))
                .collect(),
            sum: sums::sum(marking, form, filled),
        }
    }
}

/// What the words of a method may say: its settings, and the grade of an option that is left alone.
fn settings_of(form: &BallotForm) -> Vec<(&'static str, TextValue<'static>)> {
    let settings = form.settings.iter().map(|(name, value)| (*name, (*value).into()));
    let grade = form.settings.get("unanswered").map(|grade| ("grade", (*grade).into()));
    settings.chain(grade).collect()
}

/// The name of the field of one option.
fn field_of(option: &BallotChoice) -> String {
    format!("option-{}", option.id)
}

/// A few words more about an option, and what it said at first.
fn detail(lang: Lang, option: &BallotChoice) -> Option<String> {
    let first = |key: &str, first: &Option<String>| {
        let first = first.clone()?;
        Some(words(lang, key, &[("first", first.into())]))
    };
    let detail = Some(option.detail.clone()).filter(|detail| !detail.is_empty());
    let empty = option.first_detail.as_ref().is_some_and(String::is_empty);
    let before = if empty { "vote-option-first-detail-none" } else { "vote-option-first-detail" };
    let said = [detail, first("vote-option-first", &option.first_label), first(before, &option.first_detail)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    Some(said.join(" · ")).filter(|said| !said.is_empty())
}

fn tick(lang: Lang, option: &BallotChoice, filled: &Filled) -> TickView {
    let cost = option
        .cost
        .map(|cost| words(lang, "vote-cost", &[("cost", cost.into())]));
    let hint: Vec<String> = cost.into_iter().chain(detail(lang, option)).collect();
    TickView {
        value: option.id.clone(),
        label: option.label.clone(),
        hint: Some(hint.join(" · ")).filter(|hint| !hint.is_empty()),
        checked: filled.at(&option.id).is_some(),
        cost: option.cost,
    }
}

fn number(reader: &Reader<'_>, option: &BallotChoice, filled: &Filled) -> NumberView {
    let name = field_of(option);
    let field =
        Field { error: (reader.error_at)(&name), value: filled.at(&option.id).unwrap_or_default().to_owned(), name };
    NumberView { label: option.label.clone(), hint: detail(reader.lang, option), field }
}
