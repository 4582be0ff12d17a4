//! Ballots that are answered by choosing one of several words.

use serde::Serialize;
use tablee_core::cases::ballots::{BallotChoice, BallotForm};
use tablee_rules::voting::Marking;

use super::{Filled, Reader, detail, field_of};
use crate::http::Lang;
use crate::view::form::words;
use crate::view::{ChoiceField, FieldOption};

/// One question, as `partials/field_radios` wants it.
#[derive(Serialize)]
pub(super) struct QuestionView {
    legend: String,
    hint: Option<String>,
    choice: ChoiceField,
}

/// The word of a grade; 0 is the worst.
pub(in crate::pages) fn grade_word(lang: Lang, grades: i64, grade: i64) -> String {
    words(lang, "vote-grade", &[("grades", grades.into()), ("grade", grade.into())])
}

/// The word of an opinion: above 0 to agree, below to disagree.
pub(super) fn opinion_word(lang: Lang, value: i64) -> String {
    let key = match value {
        1.. => "results-agree",
        0 => "results-pass",
        _ => "results-disagree",
    };
    words(lang, key, &[])
}

/// The questions of a ballot; none where marks are ticks or numbers.
pub(super) fn all(reader: &Reader<'_>, marking: Marking, form: &BallotForm, filled: &Filled) -> Vec<QuestionView> {
    let words = match marking {
        Marking::Grade => grades(reader.lang, form.settings.get("grades").copied().unwrap_or_default()),
        Marking::Opinion => opinions(reader.lang),
        Marking::Answer => return by_feature(reader.lang, form, filled),
        Marking::Choice | Marking::Rank | Marking::Points => return Vec::new(),
    };
    let question = |option: &BallotChoice| {
        let (name, chosen) = (field_of(option), filled.at(&option.id).unwrap_or_default());
        let options = words.iter().map(|(value, word)| FieldOption::of(value, word, chosen));
        QuestionView {
            legend: option.label.clone(),
            hint: detail(reader.lang, option),
            choice: ChoiceField { error: (reader.error_at)(&name), name, options: options.collect() },
        }
    };
    form.options.iter().map(question).collect()
}

/// One question for all options that answer it, in the order of the first of them.
fn by_feature(lang: Lang, form: &BallotForm, filled: &Filled) -> Vec<QuestionView> {
    let mut questions: Vec<QuestionView> = Vec::new();
    for option in &form.options {
        let feature = option.feature.clone().unwrap_or_default();
        let answer = FieldOption {
            value: option.id.clone(),
            label: option.label.clone(),
            checked: filled.at(&option.id).is_some(),
            hint: detail(lang, option),
            apart: false,
        };
        match questions.iter_mut().find(|question| question.legend == feature) {
            Some(question) => question.choice.options.push(answer),
            None => {
                let name = format!("options-{}", questions.len() + 1);
                let choice = ChoiceField { name, error: None, options: vec![answer] };
                questions.push(QuestionView { legend: feature, hint: None, choice });
            }
        }
    }
    questions
}

/// The grades, best first.
fn grades(lang: Lang, grades: i64) -> Vec<(String, String)> {
    let worst_first = (0..grades).map(|grade| (grade.to_string(), grade_word(lang, grades, grade)));
    worst_first.rev().collect()
}

fn opinions(lang: Lang) -> Vec<(String, String)> {
    [1, -1, 0]
        .map(|value| (value.to_string(), opinion_word(lang, value)))
        .into()
}
