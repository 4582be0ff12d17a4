//! What a sheet asks, all on one page for quick typing: its fields, and what they said.

use serde::Serialize;
use tablee_core::cases::assisted::{EntryForm, Said};
use tablee_core::cases::questionnaires::AskedQuestion;
use tablee_rules::opinion::Vote;
use tablee_rules::questions::{Entry, OTHER};
use tablee_rules::voting::{Method, method};

use crate::http::Lang;
use crate::pages::about_people::{QuestionView, answers};
use crate::pages::ballots::{BallotView, Filled, Reader, marks_of};
use crate::pages::fields::Fields;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption};

/// What stands on a sheet; `kind` names the partial under `partials/entry`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Content {
    Questionnaire {
        questions: Vec<QuestionFields>,
    },
    Proposal {
        title: Field,
        text: Field,
    },
    Opinion {
        statements: Vec<StatementFields>,
        about: Vec<QuestionView>,
    },
    Decision {
        ballot: Box<BallotView>,
        /// Whether two options at the same rank cut a ballot on paper.
        cut: bool,
        spoiled: ChoiceField,
    },
}

/// The fields of one question.
#[derive(Serialize)]
pub(super) struct QuestionFields {
    label: String,
    hint: String,
    /// `text`, `long`, `one` or `several`: which partial takes it.
    shape: &'static str,
    text: Field,
    choice: ChoiceField,
    other: Option<Field>,
    declined: Option<ChoiceField>,
}

/// The choice on one statement.
#[derive(Serialize)]
pub(super) struct StatementFields {
    text: String,
    choice: ChoiceField,
}

/// The box of a ballot on paper that breaks the rules.
const SPOILED: &str = "spoiled";
/// The value that stands for "I do not know" among the choices of a question.
const DECLINED: &str = "_declined";

impl Content {
    /// The fields of an empty form, or of one that was sent and is wrong.
    pub fn new(lang: Lang, form: &EntryForm, typed: &Fields, faults: &Faults) -> Self {
        match form {
            EntryForm::Questionnaire(sheet) => {
                let numbered = (1..).zip(&sheet.questions);
                let questions = numbered.map(|(number, asked)| question(lang, number, asked, typed, faults));
                Self::Questionnaire { questions: questions.collect() }
            }
            EntryForm::Proposal(_) => Self::Proposal {
                title: faults.field("title", typed.one("title")),
                text: faults.field("text", typed.one("text")),
            },
            EntryForm::Opinion(sheet) => {
                let statements = sheet.phase.statements.iter().enumerate();
                let statements = statements.map(|(index, judged)| StatementFields {
                    text: judged.text.clone(),
                    choice: vote(lang, &format!("vote-{}", judged.id), index == 0, typed, faults),
                });
                let about = sheet.about.iter();
                let about = about.map(|question| QuestionView::typed(lang, question, typed));
                Self::Opinion { statements: statements.collect(), about: about.collect() }
            }
            EntryForm::Decision(ballot) => {
                let legend = words(lang, "entry-ballot", &[]);
                let reader = Reader { lang, legend: (&legend, false), error_at: &|field| faults.about(field) };
                let spoiled = FieldOption::of("1", words(lang, "entry-spoiled-yes", &[]), typed.one(SPOILED));
                Self::Decision {
                    ballot: Box::new(BallotView::new(&reader, ballot, &Filled::typed(typed))),
                    cut: method(ballot.method).is_some_and(Method::cuts_sheets),
                    spoiled: faults.choice(SPOILED, vec![spoiled]),
                }
            }
        }
    }
}

/// What a sheet says, read by the fields of its form.
pub(super) fn said(form: &EntryForm, typed: &Fields) -> Said {
    match form {
        EntryForm::Questionnaire(sheet) => {
            let numbered = (1..).zip(&sheet.questions);
            Said::Answers(
                numbered
                    .map(|(number, asked)| (number, entry(number, asked, typed)))
                    .collect(),
            )
        }
        EntryForm::Proposal(_) => {
            Said::Proposal { title: typed.one("title").to_owned(), text: typed.one("text").to_owned() }
        }
        EntryForm::Opinion(sheet) => {
            let vote = |id| Vote::from_key(typed.one(&format!("vote-{id}")));
            let votes = sheet
                .phase
                .statements
                .iter()
                .filter_map(|judged| Some((judged.id, vote(judged.id)?)));
            Said::Votes { votes: votes.collect(), about: answers(typed) }
        }
        EntryForm::Decision(_) if typed.one(SPOILED) == "1" => Said::Spoiled,
        EntryForm::Decision(_) => Said::Marks(marks_of(typed)),
    }
}

fn name_of(number: usize) -> String {
    format!("question-{number}")
}

fn entry(number: usize, asked: &AskedQuestion, typed: &Fields) -> Entry {
    let name = name_of(number);
    let declined = typed.all(&format!("{name}-declined")).next().is_some();
    let others = asked.options.other;
    Entry {
        declined: declined || typed.all(&name).any(|value| value == DECLINED),
        values: typed
            .all(&name)
            .filter(|value| *value != DECLINED)
            .map(str::to_owned)
            .collect(),
        other: if others { typed.one(&format!("{name}-other")).to_owned() } else { String::new() },
    }
}

fn question(lang: Lang, number: usize, asked: &AskedQuestion, typed: &Fields, faults: &Faults) -> QuestionFields {
    let name = name_of(number);
    let shape = match asked.kind {
        "single_choice" | "scale" => "one",
        "several_choices" => "several",
        "long_text" => "long",
        _ => "text",
    };
    let chosen: Vec<&str> = typed.all(&name).collect();
    let declined_words = words(lang, "question-declined", &[]);
    let choices = choices(lang, asked)
        .into_iter()
        .chain([(DECLINED.to_owned(), declined_words.clone())]);
    let options = choices.map(|(value, label)| FieldOption {
        checked: chosen.contains(&value.as_str()),
        apart: value == DECLINED,
        value,
        label,
        hint: None,
    });
    let apart = format!("{name}-declined");
    let declined = FieldOption::of("1", declined_words, typed.one(&apart));
    QuestionFields {
        label: format!("{number}. {}", asked.label),
        hint: asked.help.clone(),
        shape,
        text: faults.field(&name, chosen.first().copied().unwrap_or_default()),
        choice: faults.choice(&name, options.collect()),
        other: asked.options.other.then(|| {
            let name = format!("{name}-other");
            faults.field(&name, typed.one(&name))
        }),
        declined: matches!(shape, "text" | "long").then(|| faults.choice(&apart, vec![declined])),
    }
}

fn choices(lang: Lang, asked: &AskedQuestion) -> Vec<(String, String)> {
    if asked.kind == "scale" {
        let points = 1..=asked.options.points.unwrap_or_default();
        return points.map(|point| (point.to_string(), point.to_string())).collect();
    }
    let listed = asked
        .options
        .choices
        .iter()
        .map(|choice| (choice.key.clone(), choice.label.clone()));
    let other = asked
        .options
        .other
        .then(|| (OTHER.to_owned(), words(lang, "question-other", &[])));
    listed.chain(other).collect()
}

fn vote(lang: Lang, name: &str, first: bool, typed: &Fields, faults: &Faults) -> ChoiceField {
    let option = |vote: Vote| {
        let label = words(lang, &format!("results-{}", vote.key()), &[]);
        FieldOption::of(vote.key(), label, typed.one(name))
    };
    // A sheet without any vote is at fault as a whole: the first statement says so.
    let error = faults.about(name).or_else(|| faults.about("votes").filter(|_| first));
    ChoiceField { name: name.to_owned(), error, options: Vote::ALL.map(option).into() }
}
