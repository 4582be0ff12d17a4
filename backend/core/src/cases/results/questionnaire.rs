//! Results of a questionnaire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablee_rules::questions::{Answer, ChoiceLine, Decimal, OTHER, Options, QuestionTally, TallyDetail, question_kind};
use uuid::Uuid;

use super::figures::{self, Figure, natural};
use super::{Outcome, PhaseResults};
use crate::cases::moderation::{Subject, free_text};
use crate::cases::wordings::{self, EarlierWords, WordedPart};
use crate::store::entities::answer::AnswerReview;
use crate::store::entities::{phase, question};
use crate::store::questions;
use crate::store::results::{self, EqualAnswers};
use crate::{Context, Refusal};

/// What people answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionnaireResults {
    /// One entry a question, in their order.
    pub questions: Vec<QuestionFigures>,
}

/// What people answered to one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionFigures {
    /// The wording.
    pub label: String,
    /// The wording of the first answers, when it was mended since.
    pub first_label: Option<String>,
    /// What else read otherwise when people began to answer.
    #[serde(default)]
    pub earlier: Vec<EarlierWords>,
    /// People to whom it was put.
    pub asked: u64,
    /// Those who answered.
    pub answered: u64,
    /// Those who said "I do not know / prefer not to say".
    pub declined: u64,
    /// Those who passed over it.
    pub blank: u64,
    /// What the answers say.
    pub detail: QuestionDetail,
    /// The free texts that may be shown, in the order of the alphabet: nothing tells which ones one person wrote.
    pub texts: Vec<String>,
    /// Free texts that may not.
    pub texts_refused: u64,
    /// Free texts that nobody has read.
    pub texts_waiting: u64,
}

/// What the answers to a question say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionDetail {
    /// Words only.
    Texts,
    /// Choices.
    Choices {
        /// Whether one could choose several.
        several: bool,
        /// One line a choice.
        lines: Vec<Figure>,
    },
    /// Numbers.
    Numbers {
        /// Unit of the question.
        unit: String,
        /// Arithmetic mean; hidden with the lines.
        mean: Option<Decimal>,
        /// Middle value; hidden with the lines.
        median: Option<Decimal>,
        /// From, up to (not included), how many.
        bars: Vec<(Decimal, Decimal, Figure)>,
    },
    /// Points of a scale.
    Scale {
        /// What the first point means.
        low_label: String,
        /// What the last point means.
        high_label: String,
        /// Arithmetic mean; hidden with the lines.
        mean: Option<Decimal>,
        /// Middle point; hidden with the lines.
        median: Option<Decimal>,
        /// One line a point.
        lines: Vec<Figure>,
    },
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::sheets_by_channel(read, phase.id).await?);
    let answers = results::answers(read, phase.id).await?;
    let asked = questions::of_phase(read, phase.id).await?;
    let refused: BTreeMap<(Uuid, Uuid), String> = results::texts_refused(read, phase.id)
        .await?
        .into_iter()
        .map(|(sheet, question, reason)| ((sheet, question), reason))
        .collect();
    let refused: Vec<(String, i64)> = refused.into_values().map(|reason| (reason, 1)).collect();
    let questions = asked
        .into_iter()
        .map(|question| question_figures(question, &answers, people))
        .collect::<Result<_, _>>()?;
    Ok(PhaseResults {
        people,
        channels,
        refused: figures::refused(Subject::FreeText, &refused),
        outcome: Outcome::Questionnaire(QuestionnaireResults { questions }),
        alike: None,
        taken_down: 0,
    })
}

fn question_figures(row: question::Model, all: &[EqualAnswers], people: u64) -> Result<QuestionFigures, Refusal> {
    let kind = question_kind(&row.kind).ok_or(Refusal::WrongState)?;
    let options: Options = serde_json::from_str(&row.options).map_err(|_| Refusal::WrongState)?;
    let own: Vec<(&EqualAnswers, Answer)> = all
        .iter()
        .filter(|equal| equal.question_id == row.id)
        .filter_map(|equal| Some((equal, serde_json::from_str(&equal.value).ok()?)))
        .collect();
    let mut answers: Vec<Answer> = own
        .iter()
        .flat_map(|(equal, answer)| std::iter::repeat_n(answer.clone(), natural(equal.times) as usize))
        .collect();
    // A question left alone on the way has no row at all.
    answers.resize(answers.len().max(people as usize), Answer::Blank);
    let QuestionTally { asked, answered, declined, blank, detail } = kind.tally(&answers, &options);
    let texts_with = |review: AnswerReview| {
        let reviewed = own.iter().filter(move |(equal, _)| equal.review == review.key());
        reviewed.filter_map(|(equal, answer)| Some((free_text(answer)?, natural(equal.times))))
    };
    let mut texts: Vec<String> = texts_with(AnswerReview::Published)
        .flat_map(|(text, times)| std::iter::repeat_n(text.to_owned(), times as usize))
        .collect();
    texts.sort();
    let (label, earlier): (Vec<_>, Vec<_>) = wordings::earlier(&row)
        .into_iter()
        .partition(|words| words.part == WordedPart::Label);
    Ok(QuestionFigures {
        label: row.label,
        first_label: label.into_iter().next().map(|words| words.first),
        earlier,
        asked,
        answered,
        declined,
        blank,
        detail: shown(detail, options, answered),
        texts,
        texts_refused: texts_with(AnswerReview::Refused).map(|(_, times)| times).sum(),
        texts_waiting: texts_with(AnswerReview::Waiting).map(|(_, times)| times).sum(),
    })
}

fn shown(detail: TallyDetail, options: Options, answered: u64) -> QuestionDetail {
    let label = |line: &ChoiceLine| Some(line.label.clone()).filter(|_| line.key != OTHER);
    match detail {
        TallyDetail::Texts => QuestionDetail::Texts,
        TallyDetail::Choices { several: false, lines } => {
            let lines = lines.iter().map(|line| (label(line), line.count, line.share));
            QuestionDetail::Choices { several: false, lines: figures::exclusive(lines.collect()) }
        }
        TallyDetail::Choices { several: true, lines } => {
            let lines = lines.iter().map(|line| (label(line), line.count));
            QuestionDetail::Choices { several: true, lines: figures::several(lines.collect(), answered) }
        }
        TallyDetail::Numbers { mean, median, bars, .. } => {
            let counts = bars.iter().map(|bar| (None, bar.count, bar.share));
            let figures = figures::exclusive(counts.collect());
            let whole = nothing_hidden(&figures);
            let bars = bars.iter().zip(figures);
            QuestionDetail::Numbers {
                unit: options.unit,
                mean: mean.filter(|_| whole),
                median: median.filter(|_| whole),
                bars: bars.map(|(bar, figure)| (bar.from, bar.to, figure)).collect(),
            }
        }
        TallyDetail::Scale { mean, median, lines } => {
            let lines = lines
                .iter()
                .map(|line| (Some(line.label.clone()), line.count, line.share));
            let lines = figures::exclusive(lines.collect());
            let whole = nothing_hidden(&lines);
            QuestionDetail::Scale {
                low_label: options.low_label,
                high_label: options.high_label,
                mean: mean.filter(|_| whole),
                median: median.filter(|_| whole),
                lines,
            }
        }
    }
}

/// Whether every line is shown. Beside hidden ones, a mean and the number of answers give two of them back.
fn nothing_hidden(lines: &[Figure]) -> bool {
    lines.iter().all(|line| line.count.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(counts: [u64; 3]) -> QuestionDetail {
        let scale = question_kind("scale").expect("a type");
        let options = Options { points: Some(3), ..Options::default() };
        let point = |(point, count): (usize, u64)| {
            std::iter::repeat_n(Answer::Scale { point: point as u32 + 1 }, count as usize)
        };
        let answers: Vec<Answer> = counts.into_iter().enumerate().flat_map(point).collect();
        let tally = scale.tally(&answers, &options);
        shown(tally.detail, options, tally.answered)
    }

    #[test]
    fn a_mean_gives_no_hidden_group_back() {
        let of = |counts| match points(counts) {
            QuestionDetail::Scale { mean, median, lines, .. } => {
                (mean.is_some(), median.is_some(), lines.iter().filter(|line| line.count.is_none()).count())
            }
            other => panic!("no scale: {other:?}"),
        };
        assert_eq!(of([3, 8, 20]), (false, false, 2));
        assert_eq!(of([8, 8, 20]), (true, true, 0));
    }
}
