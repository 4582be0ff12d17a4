//! Budgets: what is spent on what, what is left, and what became of each project.

use serde::Serialize;
use tablee_core::cases::results::DecisionResults;
use tablee_rules::results::{Share, share};
use tablee_rules::voting::Tally;

use super::super::share_words;
use super::Labels;
use crate::http::Lang;

/// What became of the money.
#[derive(Serialize)]
pub(super) struct BudgetView {
    total: i64,
    spent: i64,
    left: i64,
    /// What is spent, of the total, in words.
    spent_share: String,
    /// What is left, of the total, in words.
    left_share: String,
    projects: Vec<ProjectView>,
}

/// One project, those that are funded first.
#[derive(Serialize)]
struct ProjectView {
    label: String,
    votes: i64,
    cost: i64,
    /// Its cost as a part of the budget, in words.
    share: String,
    /// Where it begins on the bar of the budget and how wide it is, in thousandths; no width when it is not funded.
    from: Share,
    width: Share,
    /// Which of the two shades it has on that bar.
    shade: usize,
    funded: bool,
    /// Stable name of what became of it, where the method says so.
    fate: Option<String>,
}

impl BudgetView {
    /// The budget, where a method shares one out.
    pub fn of(lang: Lang, labels: &Labels<'_>, results: &DecisionResults) -> Option<Self> {
        let tally = &results.tally;
        let figure = |name: &str| tally.working.figures.get(name).copied();
        let (total, spent, left) = (figure("budget")?, figure("spent")?, figure("left")?);
        let of_total = |part: i64| share(part.max(0).unsigned_abs(), total.max(1).unsigned_abs()).unwrap_or_default();
        let cost = |id: &String| {
            let option = results.options.iter().find(|option| option.id == *id);
            option.and_then(|option| option.cost).unwrap_or_default()
        };
        let mut from = 0;
        let project = |(place, id): (usize, &String)| {
            let (cost, funded) = (cost(id), tally.winners.contains(id));
            let width = if funded { of_total(cost).min(1000 - from) } else { 0 };
            let line = tally.lines.iter().find(|line| line.option == *id);
            let view = ProjectView {
                label: labels.of(id),
                votes: line.map_or(0, |line| line.score),
                cost,
                share: share_words(lang, of_total(cost)),
                from,
                width,
                shade: place % 2,
                funded,
                fate: fate(tally, id),
            };
            from += width;
            view
        };
        Some(Self {
            total,
            spent,
            left,
            spent_share: share_words(lang, of_total(spent)),
            left_share: share_words(lang, of_total(left)),
            projects: tally.order.iter().enumerate().map(project).collect(),
        })
    }
}

/// Kinds of steps that say why a project is not funded; others, of a count that does not stand, say nothing of it.
const FATES: [&str; 3] = ["too_dear", "stopped", "too_few"];

fn fate(tally: &Tally, id: &str) -> Option<String> {
    let mut steps = tally.working.steps.iter();
    steps
        .find(|step| step.option.as_deref() == Some(id) && FATES.contains(&step.kind.as_str()))
        .map(|step| step.kind.clone())
}
