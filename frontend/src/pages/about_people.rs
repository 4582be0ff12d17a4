//! The yes-or-no questions about people, wherever they stand: answered by the person, typed for them, on paper.

use serde::Serialize;
use tablee_core::cases::strata::StratumQuestion;
use uuid::Uuid;

use super::fields::Fields;
use crate::http::Lang;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, FieldOption};

/// Answers, as forms send them.
const YES: &str = "oui";
const NO: &str = "non";
const UNSAID: &str = "sans";
/// What the names of the fields start with; the number of the question follows.
const NAME: &str = "profil-";

/// One question with its reason and its three answers.
#[derive(Serialize)]
pub(in crate::pages) struct QuestionView {
    question: String,
    reason: String,
    field: ChoiceField,
}

impl QuestionView {
    /// The question with what was answered before.
    pub fn answered(lang: Lang, question: StratumQuestion) -> Self {
        let answer = match question.answer {
            Some(true) => YES,
            Some(false) => NO,
            None => "",
        };
        Self::new(lang, question, answer)
    }

    /// The question with what was typed in a form.
    pub fn typed(lang: Lang, question: &StratumQuestion, typed: &Fields) -> Self {
        Self::new(lang, question.clone(), typed.one(&name(question.id)))
    }

    fn new(lang: Lang, question: StratumQuestion, answer: &str) -> Self {
        let option = |key| FieldOption::of(key, words(lang, &format!("profile-{key}"), &[]), answer);
        Self {
            field: Faults::none().choice(&name(question.id), [YES, NO, UNSAID].map(option).into()),
            question: question.question,
            reason: question.reason,
        }
    }

    /// The questions that samples of pages ask.
    pub fn asked_in_samples() -> Vec<StratumQuestion> {
        let question = |answer| StratumQuestion {
            id: Uuid::nil(),
            question: "Do you live here?".to_owned(),
            reason: "A reason.".to_owned(),
            answer,
        };
        vec![question(None), question(Some(true)), question(Some(false))]
    }
}

/// What a form answers: yes, no, or that nothing is said.
pub(in crate::pages) fn answers(fields: &Fields) -> Vec<(Uuid, Option<bool>)> {
    let said = |value: &str| match value {
        YES => Some(true),
        NO => Some(false),
        _ => None,
    };
    fields
        .prefixed(NAME)
        .filter_map(|(id, value)| Some((id.parse().ok()?, said(value))))
        .collect()
}

fn name(question: Uuid) -> String {
    format!("{NAME}{question}")
}
