//! Results of a questionnaire.

use serde::Serialize;
use tablee_core::cases::results::{Figure, Outcome, QuestionDetail, QuestionFigures, QuestionnaireResults};
use tablee_rules::questions::Decimal;

use super::{Row, figure_row};
use crate::http::Lang;
use crate::pages::earlier_words::{self, EarlierView};
use crate::view::form::words;

#[derive(Serialize)]
pub(super) struct QuestionnaireView {
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct QuestionView {
    table_id: String,
    label: String,
    first_label: Option<String>,
    earlier: Vec<EarlierView>,
    asked: u64,
    answered: u64,
    declined: u64,
    blank: u64,
    several: bool,
    rows: Vec<Row>,
    /// Whether some rows are kept back because few people stand behind them.
    hidden: bool,
    mean: Option<String>,
    median: Option<String>,
    unit: String,
    low_label: String,
    high_label: String,
    texts: Vec<String>,
    texts_refused: u64,
    texts_waiting: u64,
}

impl QuestionnaireView {
    pub fn new(lang: Lang, results: QuestionnaireResults) -> Self {
        let questions = (1..).zip(results.questions);
        Self {
            questions: questions
                .map(|(number, figures)| question(lang, number, figures))
                .collect(),
        }
    }
}

/// What the types of questions have to show besides texts.
#[derive(Default)]
struct Shown {
    several: bool,
    rows: Vec<Row>,
    mean: Option<Decimal>,
    median: Option<Decimal>,
    unit: String,
    ends: (String, String),
}

/// A mean says no more than the people it comes from.
fn to_the_tenth(mean: Decimal) -> String {
    let tenths = (mean.thousandths() + 50).div_euclid(100);
    Decimal::from_thousandths(tenths * 100).unwrap_or(mean).to_string()
}

fn question(lang: Lang, number: usize, figures: QuestionFigures) -> QuestionView {
    let shown = shown(lang, figures.detail);
    QuestionView {
        table_id: format!("question-{number}"),
        label: figures.label,
        first_label: figures.first_label,
        earlier: EarlierView::all(&figures.earlier),
        asked: figures.asked,
        answered: figures.answered,
        declined: figures.declined,
        blank: figures.blank,
        several: shown.several,
        hidden: shown.rows.iter().any(|row| row.count.is_none()),
        rows: shown.rows,
        mean: shown.mean.map(to_the_tenth),
        median: shown.median.map(|median| median.to_string()),
        unit: if shown.unit.is_empty() { String::new() } else { format!("\u{a0}{}", shown.unit) },
        low_label: shown.ends.0,
        high_label: shown.ends.1,
        texts: figures.texts,
        texts_refused: figures.texts_refused,
        texts_waiting: figures.texts_waiting,
    }
}

fn shown(lang: Lang, detail: QuestionDetail) -> Shown {
    let rows = |lines: Vec<Figure>| lines.iter().map(|line| figure_row(lang, line)).collect();
    match detail {
        QuestionDetail::Texts => Shown::default(),
        QuestionDetail::Choices { several, lines } => Shown { several, rows: rows(lines), ..Shown::default() },
        QuestionDetail::Numbers { unit, mean, median, bars } => {
            let bar = |(from, to, figure): (Decimal, Decimal, Figure)| {
                let ends = [("from", from.to_string().into()), ("to", to.to_string().into())];
                figure_row(lang, &Figure { label: Some(words(lang, "results-bar", &ends)), ..figure })
            };
            Shown { rows: bars.into_iter().map(bar).collect(), mean, median, unit, ..Shown::default() }
        }
        QuestionDetail::Scale { low_label, high_label, mean, median, lines } => {
            Shown { rows: rows(lines), mean, median, ends: (low_label, high_label), ..Shown::default() }
        }
    }
}

pub(super) fn sample() -> Outcome {
    let line =
        |count: Option<u64>| Figure { label: count.map(|_| "Un marché".to_owned()), count, share: count.map(|_| 523) };
    let lines = || vec![line(Some(12)), line(None)];
    let question = |detail| QuestionFigures {
        label: "Que manque-t-il ?".to_owned(),
        first_label: Some("Que manque-t-il ici ?".to_owned()),
        earlier: earlier_words::samples(),
        asked: 24,
        answered: 20,
        declined: 2,
        blank: 2,
        detail,
        texts: vec!["Un jardin.".to_owned()],
        texts_refused: 1,
        texts_waiting: 1,
    };
    let details = [
        QuestionDetail::Texts,
        QuestionDetail::Choices { several: false, lines: lines() },
        QuestionDetail::Choices { several: true, lines: lines() },
        QuestionDetail::Numbers {
            unit: "euros".to_owned(),
            mean: Some(Decimal::whole(12)),
            median: Some(Decimal::whole(10)),
            bars: vec![(Decimal::whole(0), Decimal::whole(20), line(Some(20)))],
        },
        QuestionDetail::Scale {
            low_label: "Low".to_owned(),
            high_label: "Beaucoup".to_owned(),
            mean: None,
            median: None,
            lines: lines(),
        },
    ];
    Outcome::Questionnaire(QuestionnaireResults { questions: details.map(question).into() })
}
