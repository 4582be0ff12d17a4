//! A question as its template shows it: one partial under `partials/questions` for each type.

use serde::Serialize;
use tablee_core::Refusal;
use tablee_core::cases::questionnaires::{AskedQuestion, Questionnaire};
use tablee_core::texts::Texts;
use tablee_rules::limits;
use tablee_rules::questions::{Answer, Entry, OTHER, Options};

use crate::http::Lang;
use crate::pages::earlier_words::{self, EarlierView};
use crate::pages::errors::Errors;
use crate::pages::fields::Fields;
use crate::pages::resident::words::text;
use crate::view::{Page, PageTitle};

/// The field of an answer, and of its faults.
const ANSWER: &str = "answer";
/// The words beside "other".
const OTHER_WORDS: &str = "other";
/// "I do not know or prefer not to say": a field of its own, or one of the choices.
const DECLINED: &str = "declined";
/// No key of a choice starts so.
const DECLINED_CHOICE: &str = "_declined";

/// The page of one question.
#[derive(Serialize)]
pub(in crate::pages) struct QuestionPage {
    back: String,
    post_to: String,
    errors: Errors,
    step: usize,
    total: usize,
    /// Whether the sheet was sent: a change then counts at once.
    sent: bool,
    title: String,
    kind: &'static str,
    heading: String,
    help: Option<String>,
    earlier: Vec<EarlierView>,
    max: usize,
    inputmode: &'static str,
    field: AnswerField,
    other: Option<WordsField>,
    decline: DeclineField,
}

#[derive(Serialize)]
struct AnswerField {
    name: &'static str,
    value: String,
    error: Option<String>,
    options: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct ChoiceView {
    value: String,
    label: String,
    checked: bool,
    apart: bool,
}

#[derive(Serialize)]
struct WordsField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

#[derive(Serialize)]
struct DeclineField {
    name: &'static str,
    error: Option<String>,
    options: Vec<ChoiceView>,
}

/// Reads what the form of any type of question sent.
pub(in crate::pages::resident) fn entry_of(fields: &Fields) -> Entry {
    let chosen = fields.all(ANSWER);
    let declined = fields.all(DECLINED).next().is_some() || fields.all(ANSWER).any(|value| value == DECLINED_CHOICE);
    Entry {
        values: chosen
            .filter(|value| *value != DECLINED_CHOICE)
            .map(str::to_owned)
            .collect(),
        other: fields.one(OTHER_WORDS).to_owned(),
        declined,
    }
}

impl QuestionPage {
    /// Question `number` (from 1) of a sheet.
    ///
    /// # Errors
    /// `NotFound` when the sheet has no such question.
    pub fn of(
        lang: Lang,
        sheet: &Questionnaire,
        number: usize,
        post_to: String,
        back: String,
    ) -> Result<Self, Refusal> {
        let index = number.checked_sub(1).ok_or(Refusal::NotFound)?;
        let question = sheet.questions.get(index).ok_or(Refusal::NotFound)?;
        let mut page = Self::empty(lang, question);
        page.title = question.label.clone();
        (page.step, page.total) = (number, sheet.questions.len());
        page.sent = sheet.receipt.is_some();
        (page.post_to, page.back) = (post_to, back);
        page.fill(&question.answer.as_ref().map(Answer::entry).unwrap_or_default());
        Ok(page)
    }

    /// The same with what was typed, and what is wrong with it.
    pub fn refused(mut self, entry: &Entry, errors: Errors) -> Self {
        self.fill(entry);
        self.field.error = errors.at(ANSWER);
        if let Some(other) = &mut self.other {
            other.error = errors.at(OTHER_WORDS);
        }
        self.errors = errors;
        self
    }

    fn empty(lang: Lang, question: &AskedQuestion) -> Self {
        let options = &question.options;
        let mut choices = choices_of(lang, question.kind, options);
        let declined = ChoiceView {
            value: String::new(),
            label: text(lang, "question-declined", &[]),
            checked: false,
            apart: true,
        };
        let mut apart = Vec::new();
        if choices.is_empty() {
            apart.push(ChoiceView { value: "1".to_owned(), ..declined });
        } else {
            choices.push(ChoiceView { value: DECLINED_CHOICE.to_owned(), ..declined });
        }
        let other = choices.iter().any(|choice| choice.value == OTHER);
        Self {
            back: String::new(),
            post_to: String::new(),
            errors: Errors::default(),
            step: 1,
            total: 1,
            sent: false,
            title: String::new(),
            kind: question.kind,
            heading: heading(lang, question),
            help: help(lang, question),
            earlier: EarlierView::all(&question.earlier),
            max: if question.kind == "long_text" { limits::LONG_TEXT } else { limits::SHORT_TEXT },
            inputmode: if options.decimals { "decimal" } else { "numeric" },
            field: AnswerField { name: ANSWER, value: String::new(), error: None, options: choices },
            other: other.then(|| WordsField { name: OTHER_WORDS, value: String::new(), error: None }),
            decline: DeclineField { name: DECLINED, error: None, options: apart },
        }
    }

    fn fill(&mut self, entry: &Entry) {
        self.field.value = entry.values.first().cloned().unwrap_or_default();
        for choice in &mut self.field.options {
            choice.checked =
                if choice.value == DECLINED_CHOICE { entry.declined } else { entry.values.contains(&choice.value) };
        }
        for choice in &mut self.decline.options {
            choice.checked = entry.declined;
        }
        if let Some(other) = &mut self.other {
            other.value.clone_from(&entry.other);
        }
    }
}

fn heading(lang: Lang, question: &AskedQuestion) -> String {
    if question.required {
        return question.label.clone();
    }
    let label = question.label.clone().into();
    let marked = Texts::embedded().lookup(lang.code(), "common-optional", &[("label", label)]);
    marked.unwrap_or_else(|| question.label.clone())
}

/// The facilitator's help, and what the type of question adds to it: a unit, the ends of a scale.
fn help(lang: Lang, question: &AskedQuestion) -> Option<String> {
    let Options { unit, low_label, high_label, .. } = &question.options;
    let texts = Texts::embedded();
    let added = match question.kind {
        "number" if !unit.is_empty() => texts.lookup(lang.code(), "question-unit", &[("unit", unit.clone().into())]),
        "scale" => {
            let ends = [("low", low_label.clone().into()), ("high", high_label.clone().into())];
            texts.lookup(lang.code(), "question-scale", &ends)
        }
        _ => None,
    };
    let parts = [question.help.clone(), added.unwrap_or_default()];
    let help = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    Some(help).filter(|help| !help.is_empty())
}

fn choices_of(lang: Lang, kind: &str, options: &Options) -> Vec<ChoiceView> {
    let choice = |value: String, label: String| ChoiceView { value, label, checked: false, apart: false };
    if kind == "scale" {
        let points = 1..=options.points.unwrap_or_default();
        return points
            .map(|point| choice(point.to_string(), point.to_string()))
            .collect();
    }
    let listed = options
        .choices
        .iter()
        .map(|listed| choice(listed.key.clone(), listed.label.clone()));
    let other = options
        .other
        .then(|| choice(OTHER.to_owned(), text(lang, "question-other", &[])));
    listed.chain(other).collect()
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "resident/question";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.title.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let sample = |kind: &'static str, options: Options, required: bool| {
            let question = AskedQuestion {
                id: uuid::Uuid::nil(),
                kind,
                label: "Que manque-t-il ?".to_owned(),
                help: if required { String::new() } else { "Une aide.".to_owned() },
                required,
                earlier: if required { Vec::new() } else { earlier_words::samples() },
                options,
                answer: None,
                review: None,
            };
            let mut page = Self::empty(Lang::default(), &question);
            page.title = question.label;
            page
        };
        let choices = || Options { other: true, ..Options::with_choices([("a", "Un marché"), ("b", "Un jardin")]) };
        let scale = || Options {
            points: Some(5),
            low_label: "Not at all".to_owned(),
            high_label: "Very much".to_owned(),
            ..Options::default()
        };
        let number = || Options { unit: "euros".to_owned(), decimals: true, ..Options::default() };
        let plain = [
            ("short_text", Options::default()),
            ("long_text", Options::default()),
            ("single_choice", choices()),
            ("several_choices", choices()),
            ("number", number()),
            ("scale", scale()),
        ];
        let wrong = sample("several_choices", choices(), true)
            .refused(&Entry::several(["a", "other"]), Errors::one(OTHER_WORDS, "Dites quoi."));
        plain
            .into_iter()
            .flat_map(|(kind, options)| [sample(kind, options.clone(), true), sample(kind, options, false)])
            .chain([wrong])
            .collect()
    }
}
