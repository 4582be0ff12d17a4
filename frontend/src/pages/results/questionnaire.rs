//! Results of a questionnaire. Free texts are shown a few at a time, so that a page stays light however much people wrote.

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
    /// How many more texts there are.
    texts_left: usize,
    /// Where those are read; nothing before they are published.
    texts_next: Option<String>,
    texts_refused: u64,
    texts_waiting: u64,
}

impl QuestionnaireView {
    /// `published_at` is the address of the published results, below which the texts go on.
    pub fn new(lang: Lang, results: QuestionnaireResults, published_at: Option<&str>) -> Self {
        let with_texts = results.questions.iter().filter(|figures| !figures.texts.is_empty());
        let share = PAGE_CHARACTERS / with_texts.count().max(1);
        let questions = (1..).zip(results.questions);
        Self {
            questions: questions
                .map(|(number, figures)| question(lang, number, figures, share, published_at))
                .collect(),
        }
    }
}

/// Free texts of a question on one page, at most.
const PAGE_TEXTS: usize = 20;

/// Characters of free texts on one page, of all questions together: about a third of what a page may weigh once packed.
const PAGE_CHARACTERS: usize = 12_000;

/// How many of these texts go on one page: at most [`PAGE_TEXTS`], no more characters than that, and one at least.
fn texts_on_a_page(texts: &[String], characters: usize) -> usize {
    let mut left = characters;
    let fits = |text: &&String| {
        let length = text.chars().count();
        let fits = length <= left;
        left = left.saturating_sub(length);
        fits
    };
    let fitting = texts.iter().take(PAGE_TEXTS).take_while(fits).count();
    fitting.max(1).min(texts.len())
}

/// The texts of a question after so many.
#[derive(Serialize)]
pub(in crate::pages) struct TextsView {
    question: String,
    texts: Vec<String>,
    /// Number of the first text shown, from 1.
    first: usize,
    last: usize,
    all: usize,
    next: Option<String>,
}

impl TextsView {
    /// The page of the texts of question `number`, from 1, after the first `after` ones; nothing when there are none.
    pub fn of(outcome: Outcome, results_at: &str, number: usize, after: usize) -> Option<Self> {
        let Outcome::Questionnaire(results) = outcome else { return None };
        let figures = results.questions.into_iter().nth(number.checked_sub(1)?)?;
        let rest = figures.texts.get(after..).filter(|rest| !rest.is_empty())?;
        let shown = texts_on_a_page(rest, PAGE_CHARACTERS);
        let last = after + shown;
        Some(Self {
            question: figures.label,
            first: after + 1,
            last,
            all: figures.texts.len(),
            next: (last < figures.texts.len()).then(|| texts_path(results_at, number, last)),
            texts: rest[..shown].to_vec(),
        })
    }

    /// The question that people answered.
    pub fn question(&self) -> &str {
        &self.question
    }

    pub fn sample(next: bool) -> Self {
        Self {
            question: "Que manque-t-il ?".to_owned(),
            texts: vec!["Un jardin.".to_owned()],
            first: 21,
            last: 21,
            all: 21 + usize::from(next),
            next: next.then(|| texts_path("/c/ecole/etape/1/resultats", 1, 21)),
        }
    }
}

/// Where the texts of a question go on after so many.
fn texts_path(results_at: &str, number: usize, after: usize) -> String {
    format!("{results_at}/textes/{number}?apres={after}")
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

fn question(
    lang: Lang,
    number: usize,
    mut figures: QuestionFigures,
    characters: usize,
    published_at: Option<&str>,
) -> QuestionView {
    let shown = shown(lang, figures.detail);
    let rest = figures.texts.split_off(texts_on_a_page(&figures.texts, characters));
    let more = published_at.filter(|_| !rest.is_empty());
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
        texts_left: rest.len(),
        texts_next: more.map(|results_at| texts_path(results_at, number, figures.texts.len())),
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
        texts: vec!["Un jardin.".to_owned(); PAGE_TEXTS + 1],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_a_few_texts_and_no_more_characters_than_it_may() {
        let texts = |many: usize, length: usize| vec!["é".repeat(length); many];
        assert_eq!(texts_on_a_page(&texts(21, 10), 1000), 20);
        assert_eq!(texts_on_a_page(&texts(20, 50), 1000), 20);
        assert_eq!(texts_on_a_page(&texts(20, 51), 1000), 19);
        assert_eq!(texts_on_a_page(&texts(3, 2000), 1000), 1);
        assert_eq!(texts_on_a_page(&texts(2, 10), 1000), 2);
        assert_eq!(texts_on_a_page(&[], 1000), 0);
    }
}
