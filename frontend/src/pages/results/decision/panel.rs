//! Panels: who was drawn, told by codes, and how the panel fits its quotas.

use serde::Serialize;
use tablee_core::cases::results::{DecidedOption, DecisionResults};
use tablee_rules::voting::Line;

use super::{LotView, source};

/// A panel that was drawn among volunteers, or could not be.
#[derive(Serialize)]
pub(super) struct PanelView {
    /// The questions, each with its answers.
    questions: Vec<QuestionView>,
    /// How many people are drawn.
    drawn: usize,
    /// Proof codes of those who are drawn.
    codes: Vec<String>,
    /// The number of the panel in the lottery.
    number: Option<i64>,
    /// The hash of the lottery.
    lottery: Option<String>,
    /// What the public lot was drawn from.
    lot: LotView,
}

#[derive(Serialize)]
struct QuestionView {
    table_id: String,
    words: String,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    label: String,
    least: u32,
    most: u32,
    /// Nothing when a small group is hidden.
    volunteers: Option<i64>,
    members: i64,
    /// Members of the panel who give it, in percent.
    percent: u16,
}

impl PanelView {
    /// The panel, where a method draws one.
    pub fn of(results: &DecisionResults) -> Option<Self> {
        let mut questions: Vec<QuestionView> = Vec::new();
        for (option, line) in results
            .options
            .iter()
            .filter_map(|option| Some((option, line(results, option)?)))
        {
            let quota = option.quota.as_ref()?;
            let answer = AnswerView {
                label: option.label.clone(),
                least: quota.least,
                most: quota.most,
                volunteers: line.figures.get("volunteers").copied(),
                members: line.score,
                percent: line.share.unwrap_or_default() / 10,
            };
            match questions.iter_mut().find(|question| question.words == quota.feature) {
                Some(question) => question.answers.push(answer),
                None => questions.push(QuestionView {
                    table_id: format!("panel-{}", questions.len() + 1),
                    words: quota.feature.clone(),
                    answers: vec![answer],
                }),
            }
        }
        let working = &results.tally.working;
        (!questions.is_empty()).then(|| Self {
            questions,
            drawn: working.drawn_people().len(),
            codes: results.drawn.iter().map(ToString::to_string).collect(),
            number: working.figures.get("panel").copied(),
            lottery: working.lottery.clone(),
            lot: source(results),
        })
    }
}

fn line<'r>(results: &'r DecisionResults, option: &DecidedOption) -> Option<&'r Line> {
    results.tally.lines.iter().find(|line| line.option == option.id)
}
