//! Results of a decision. What a voting method shows of them is `partials/voting/METHOD/results`.

use std::collections::BTreeMap;

use serde::Serialize;
use tablee_core::cases::results::{DecidedOption, DecisionResults, LotSource, Outcome};
use tablee_rules::voting::{Line, Standings, Tally, TieRule, VoteRules};

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
    provisional: bool,
    options: Vec<OptionView>,
    tied: Vec<String>,
    /// Stable name of what settles that tie.
    ties: &'static str,
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
        let label = |id: &String| label(&results.options, id);
        let tally = &results.tally;
        let option = |line: &Line| OptionView {
            label: label(&line.option),
            rank: line.rank,
            tied: tally.lines.iter().filter(|other| other.rank == line.rank).count() > 1,
            taken: tally.winners.contains(&line.option),
            score: line.score,
            percent: line.share.unwrap_or_default() / 10,
            share: line.share.map(|share| share_words(lang, share)),
            figures: line.figures.clone(),
        };
        Self {
            seats: results.rules.seats,
            cast: tally.standings.cast(),
            valid: tally.standings.valid,
            blank: tally.standings.blank,
            invalid: tally.standings.invalid,
            provisional: results.provisional,
            options: tally.lines.iter().map(option).collect(),
            tied: tally.boundary_tie.iter().map(label).collect(),
            ties: results.rules.ties.key(),
            method: results.rules.method,
        }
    }
}

fn label(options: &[DecidedOption], id: &str) -> String {
    let found = options.iter().find(|option| option.id == *id);
    found.map_or_else(String::new, |option| option.label.clone())
}

pub(super) fn sample(tie: bool) -> Outcome {
    let labels = ["Une cuisine", "Un marché", "Un jardin"];
    let option = |label: &str| DecidedOption {
        id: label.to_owned(),
        label: label.to_owned(),
        first_label: None,
        cost: None,
        quota: None,
    };
    let line = |(index, label): (usize, &&str)| {
        let score = if index == 0 { 6 } else { 3 };
        let rank = if tie { 1 + index.min(1) } else { 1 + index };
        Line {
            option: (*label).to_owned(),
            rank: rank as u32,
            score,
            share: Some(score as u16 * 100),
            ..Line::default()
        }
    };
    let chosen = |count: usize| labels.iter().take(count).map(|label| (*label).to_owned()).collect();
    let tally = Tally {
        standings: Standings { valid: 7, blank: 1, invalid: 1 },
        lines: labels.iter().enumerate().map(line).collect(),
        winners: if tie { chosen(1) } else { Vec::new() },
        boundary_tie: if tie { labels[1..].iter().map(|label| (*label).to_owned()).collect() } else { Vec::new() },
        ..Tally::default()
    };
    let rules = VoteRules {
        method: "approval".to_owned(),
        seats: if tie { 2 } else { 0 },
        ties: if tie { TieRule::RunOff } else { TieRule::Lot },
        ..VoteRules::default()
    };
    let options = labels.into_iter().map(option).collect();
    Outcome::Decision(DecisionResults { rules, options, tally, lot: LotSource::default(), provisional: tie })
}
