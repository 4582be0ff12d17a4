//! Mentions: for each option a gauge of how many gave which one, with the mark at the middle.

use serde::Serialize;
use tablee_core::cases::results::DecisionResults;
use tablee_rules::results::{Share, shares};
use tablee_rules::voting::{self, Line, Marking};

use super::super::share_words;
use super::{Labels, is_tied};
use crate::http::Lang;
use crate::pages::ballots::grade_word;

/// What each option was given.
#[derive(Serialize)]
pub(super) struct GradesView {
    /// The mentions, the best one first.
    key: Vec<KeyView>,
    options: Vec<GaugeView>,
    /// The mention that an option left alone was counted with.
    unanswered: String,
}

#[derive(Serialize)]
struct KeyView {
    word: String,
    tone: i64,
}

#[derive(Serialize)]
struct GaugeView {
    label: String,
    rank: u32,
    tied: bool,
    taken: bool,
    /// The word of the median mention.
    median: String,
    /// 1 when more ballots are above the median than below it.
    plus: i64,
    above: i64,
    below: i64,
    /// The mentions, the best one first.
    parts: Vec<PartView>,
}

/// One mention of a gauge: where it begins and how wide it is, in thousandths.
#[derive(Serialize)]
struct PartView {
    word: String,
    from: Share,
    width: Share,
    /// From 0 for the worst mention to 6 for the best, however many there are.
    tone: i64,
    count: i64,
    share: String,
}

impl GradesView {
    /// The gauges, where marks are grades.
    pub fn of(lang: Lang, labels: &Labels<'_>, results: &DecisionResults) -> Option<Self> {
        let method = voting::method(&results.rules.method).filter(|method| method.marking() == Marking::Grade)?;
        let usual = method.settings().iter().find(|setting| setting.name == "grades")?.usual;
        let grades = results.rules.settings.get("grades").unwrap_or(usual);
        let unanswered = results.rules.settings.get("unanswered").unwrap_or_default();
        let option = |line: &Line| GaugeView {
            label: labels.of(&line.option),
            rank: line.rank,
            tied: is_tied(&results.tally, line),
            plus: figure(line, "plus"),
            above: figure(line, "above"),
            below: figure(line, "below"),
            taken: results.tally.winners.contains(&line.option),
            median: grade_word(lang, grades, figure(line, "median")),
            parts: parts(lang, grades, line),
        };
        let key = |grade| KeyView { word: grade_word(lang, grades, grade), tone: tone(grades, grade) };
        Some(Self {
            key: (0..grades).rev().map(key).collect(),
            options: results.tally.lines.iter().map(option).collect(),
            unanswered: grade_word(lang, grades, unanswered),
        })
    }
}

fn figure(line: &Line, name: &str) -> i64 {
    line.figures.get(name).copied().unwrap_or_default()
}

fn tone(grades: i64, grade: i64) -> i64 {
    (grade * 6).checked_div(grades - 1).unwrap_or_default()
}

fn parts(lang: Lang, grades: i64, line: &Line) -> Vec<PartView> {
    let count = |grade: i64| line.figures.get(&format!("grade_{grade}")).copied().unwrap_or_default();
    let counts: Vec<u64> = (0..grades)
        .rev()
        .map(|grade| count(grade).max(0).unsigned_abs())
        .collect();
    let mut from = 0;
    let part = |(width, grade): (Share, i64)| {
        let view = PartView {
            word: grade_word(lang, grades, grade),
            from,
            width,
            tone: tone(grades, grade),
            count: count(grade),
            share: share_words(lang, width),
        };
        from += width;
        view
    };
    shares(&counts).into_iter().zip((0..grades).rev()).map(part).collect()
}
