//! Results of a decision. What a voting method shows of them is `partials/voting/METHOD/results`.

use std::collections::BTreeMap;

use serde::Serialize;
use tablee_core::cases::results::{DecisionResults, OptionFigures, Outcome};

use super::share_words;
use crate::http::Lang;

#[derive(Serialize)]
pub(super) struct DecisionView {
    method: String,
    seats: u32,
    cast: u64,
    valid: u64,
    blank: u64,
    invalid: u64,
    options: Vec<OptionView>,
    open_tie: Vec<String>,
}

#[derive(Serialize)]
struct OptionView {
    label: String,
    rank: u32,
    tied: bool,
    taken: bool,
    score: i64,
    percent: u16,
    share: Option<String>,
    figures: BTreeMap<String, i64>,
}

impl DecisionView {
    pub fn new(lang: Lang, results: DecisionResults) -> Self {
        let option = |option: OptionFigures| OptionView {
            label: option.label,
            rank: option.rank,
            tied: option.tied,
            taken: option.taken,
            score: option.score,
            percent: option.share.unwrap_or_default() / 10,
            share: option.share.map(|share| share_words(lang, share)),
            figures: option.figures,
        };
        Self {
            method: results.method,
            seats: results.seats,
            cast: results.cast,
            valid: results.valid,
            blank: results.blank,
            invalid: results.invalid,
            options: results.options.into_iter().map(option).collect(),
            open_tie: results.open_tie,
        }
    }
}

pub(super) fn sample(tie: bool) -> Outcome {
    let option = |label: &str, rank, score| OptionFigures {
        label: label.to_owned(),
        rank,
        tied: tie && rank > 1,
        taken: rank == 1,
        score,
        share: Some(score as u16 * 100),
        figures: BTreeMap::new(),
    };
    let labels = ["Un marché", "Un jardin"].map(str::to_owned).to_vec();
    Outcome::Decision(DecisionResults {
        method: "approval".to_owned(),
        seats: if tie { 2 } else { 0 },
        cast: 9,
        valid: 7,
        blank: 1,
        invalid: 1,
        options: vec![option("Une cuisine", 1, 6), option("Un marché", 2, 3), option("Un jardin", 2, 3)],
        open_tie: if tie { labels } else { Vec::new() },
    })
}
