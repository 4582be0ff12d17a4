//! Results of a decision: why, what is taken forward, and the figures. What a voting method shows of them is
//! `partials/voting/METHOD/results`.

mod budget;
mod compared;
mod gauge;
mod pairs;
mod panel;
mod places;
mod reasons;
mod rounds;
mod samples;

use std::collections::BTreeMap;

use serde::Serialize;
use tablee_core::cases::results::{DecidedOption, DecisionResults};
use tablee_rules::results::Share;
use tablee_rules::voting::{self, Line, Tally, TieRule, VoteRules};

pub(super) use samples::samples;

use super::share_words;
use crate::http::Lang;
use budget::BudgetView;
use compared::ComparedView;
use gauge::GradesView;
use pairs::PairsView;
use panel::PanelView;
use places::PlacesView;
use rounds::RoundsView;

#[derive(Serialize)]
pub(super) struct DecisionView {
    method: String,
    seats: u32,
    cast: u64,
    valid: u64,
    blank: u64,
    invalid: u64,
    provisional: bool,
    /// Why this came out, in sentences, the most important one first.
    reasons: Vec<String>,
    /// What is taken forward, in order.
    winners: Vec<String>,
    /// Whether they are taken in order, not as a set.
    in_order: bool,
    /// The options, best first.
    options: Vec<OptionView>,
    /// The options between which something other than votes decided.
    tied: Vec<TiedView>,
    /// Stable name of what settles that tie.
    ties: &'static str,
    /// What the public lot was drawn from, when it decided something.
    lot: Option<LotView>,
    grades: Option<GradesView>,
    pairs: Option<PairsView>,
    rounds: Option<RoundsView>,
    budget: Option<BudgetView>,
    compared: Option<ComparedView>,
    panel: Option<PanelView>,
    places: Option<PlacesView>,
    /// What happened, in sentences, for counts that go by steps.
    steps: Vec<String>,
    /// Options whose words were put right after the first ballots.
    reworded: Vec<RewordedView>,
}

#[derive(Serialize)]
struct RewordedView {
    label: String,
    first: Option<String>,
    /// Whether other words about it were put right too, and what they were.
    described: bool,
    detail: String,
}

#[derive(Serialize)]
struct OptionView {
    label: String,
    rank: u32,
    tied: bool,
    taken: bool,
    score: i64,
    /// The score beside the best one, in percent.
    of_best: i64,
    percent: u16,
    share: Option<String>,
    /// The share that is sure to agree, where the method says so.
    low: Option<String>,
    figures: BTreeMap<String, i64>,
}

#[derive(Serialize)]
struct TiedView {
    label: String,
    id: String,
}

#[derive(Serialize)]
struct LotView {
    root: String,
    randomness: String,
    draw: String,
    seed: String,
}

fn reworded(option: &DecidedOption) -> Option<RewordedView> {
    let (first, detail) = (option.first_label.clone(), option.first_detail.clone());
    (first.is_some() || detail.is_some()).then(|| RewordedView {
        label: option.label.clone(),
        first,
        described: detail.is_some(),
        detail: detail.unwrap_or_default(),
    })
}

/// Labels of options, by id.
struct Labels<'a>(&'a [DecidedOption]);

impl Labels<'_> {
    fn of(&self, id: &str) -> String {
        let found = self.0.iter().find(|option| option.id == *id);
        found.map_or_else(String::new, |option| option.label.clone())
    }

    /// The question that an option answers.
    fn question(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|option| option.id == *id)?;
        found.quota.as_ref().map(|quota| quota.feature.as_str())
    }
}

impl DecisionView {
    pub fn new(lang: Lang, results: DecisionResults) -> Self {
        let (labels, tally) = (Labels(&results.options), &results.tally);
        let best = tally
            .lines
            .iter()
            .map(|line| line.score)
            .max()
            .unwrap_or_default()
            .max(1);
        let tied = |id: &String| TiedView { label: labels.of(id), id: id.clone() };
        Self {
            seats: results.rules.seats,
            cast: tally.standings.cast(),
            valid: tally.standings.valid,
            blank: tally.standings.blank,
            invalid: tally.standings.invalid,
            provisional: results.provisional,
            reasons: reasons::sentences(lang, &labels, &tally.working.reasons),
            winners: tally.winners.iter().map(|id| labels.of(id)).collect(),
            in_order: in_order(&results.rules),
            options: tally
                .lines
                .iter()
                .map(|line| option(lang, &labels, tally, line, best))
                .collect(),
            tied: tally.boundary_tie.iter().map(tied).collect(),
            reworded: results.options.iter().filter_map(reworded).collect(),
            ties: results.rules.ties.key(),
            lot: lot(&results),
            grades: GradesView::of(lang, &labels, &results),
            pairs: PairsView::of(&labels, &results),
            rounds: RoundsView::of(&labels, tally),
            budget: BudgetView::of(lang, &labels, &results),
            compared: ComparedView::of(&labels, tally),
            panel: PanelView::of(&results),
            places: PlacesView::of(&results),
            steps: reasons::steps(lang, &labels, &results.rules.method, &tally.working.steps),
            method: results.rules.method,
        }
    }
}

/// Whether another option has the same rank.
fn is_tied(tally: &Tally, line: &Line) -> bool {
    tally.lines.iter().filter(|other| other.rank == line.rank).count() > 1
}

fn in_order(rules: &VoteRules) -> bool {
    voting::method(&rules.method).is_none_or(|method| method.takes_in_order(&rules.settings))
}

fn option(lang: Lang, labels: &Labels<'_>, tally: &Tally, line: &Line, best: i64) -> OptionView {
    let low = line.figures.get("low").and_then(|low| Share::try_from(*low).ok());
    OptionView {
        label: labels.of(&line.option),
        rank: line.rank,
        tied: is_tied(tally, line),
        taken: tally.winners.contains(&line.option),
        score: line.score,
        of_best: line.score.max(0).saturating_mul(100) / best,
        percent: line.share.unwrap_or_default() / 10,
        share: line.share.map(|share| share_words(lang, share)),
        low: low.map(|low| share_words(lang, low)),
        figures: line.figures.clone(),
    }
}

fn lot(results: &DecisionResults) -> Option<LotView> {
    let decided = !results.tally.boundary_tie.is_empty() && results.rules.ties == TieRule::Lot;
    decided.then(|| source(results))
}

fn source(results: &DecisionResults) -> LotView {
    let source = results.lot.clone();
    LotView { root: source.root, randomness: results.rules.randomness.clone(), draw: source.draw, seed: source.seed }
}
