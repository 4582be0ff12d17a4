use std::{cmp::Ordering, collections::BTreeMap};

use serde::Serialize;

use super::Paper;
use crate::results::Share;

/// The figures of one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Id of the option.
    pub option: String,
    /// From 1; options that tie have the same rank, and the next rank skips them.
    pub rank: u32,
    /// What the order goes by, or the nearest thing to it that a person can read.
    pub score: i64,
    /// The share to show beside the score; what it is a share of is said by the method.
    pub share: Option<Share>,
    /// Other figures, by stable name.
    pub figures: BTreeMap<&'static str, i64>,
    /// Compared first to last, the greater ones first: what really makes the order.
    #[serde(skip)]
    pub order: Vec<f64>,
}

/// The result of a vote, before any lot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tally {
    /// Ballots cast: valid, blank and invalid.
    pub cast: u64,
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that say nothing.
    pub blank: u64,
    /// Ballots that break a rule.
    pub invalid: u64,
    /// One line an option, best first; options that tie stay in the order of the paper.
    pub lines: Vec<Line>,
    /// Tie groups, best first.
    pub ranking: Vec<Vec<String>>,
    /// The tie group that the last seat cuts: the public lot decides in it. Empty when a tie changes nothing.
    pub boundary_tie: Vec<String>,
}

/// Ranks the lines and groups ties.
pub(super) fn tally(valid: u64, blank: u64, invalid: u64, mut lines: Vec<Line>, paper: &Paper) -> Tally {
    lines.sort_by(best_first);
    let mut ranking: Vec<Vec<String>> = Vec::new();
    for index in 0..lines.len() {
        let tied = index > 0 && best_first(&lines[index - 1], &lines[index]).is_eq();
        lines[index].rank = if tied { lines[index - 1].rank } else { index as u32 + 1 };
        let option = lines[index].option.clone();
        match ranking.last_mut().filter(|_| tied) {
            Some(group) => group.push(option),
            None => ranking.push(vec![option]),
        }
    }
    let boundary_tie = boundary_tie(&ranking, paper.seats as usize);
    Tally { cast: valid + blank + invalid, valid, blank, invalid, lines, ranking, boundary_tie }
}

fn best_first(left: &Line, right: &Line) -> Ordering {
    let pairs = left.order.iter().zip(&right.order);
    pairs
        .map(|(left, right)| right.total_cmp(left))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The group that has members on both sides of the last seat.
fn boundary_tie(ranking: &[Vec<String>], seats: usize) -> Vec<String> {
    let mut taken = 0;
    for group in ranking {
        if taken < seats && seats < taken + group.len() {
            return group.clone();
        }
        taken += group.len();
    }
    Vec::new()
}
