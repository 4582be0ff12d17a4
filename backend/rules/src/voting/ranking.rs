use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Choice, Count, Lot, Paper, Reason, TieRule, Working};
use crate::results::Share;

/// The figures of one option.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    pub figures: BTreeMap<String, i64>,
    /// Compared first to last, the greater ones first: what really makes the order.
    #[serde(skip)]
    pub order: Vec<f64>,
}

/// How many ballots count, and how many do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standings {
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that say nothing.
    pub blank: u64,
    /// Ballots that break a rule.
    pub invalid: u64,
}

impl Standings {
    /// Ballots cast: valid, blank and invalid.
    pub fn cast(&self) -> u64 {
        self.valid + self.blank + self.invalid
    }

    /// Adds those of other ballots.
    pub(super) fn add(&mut self, other: Self) {
        self.valid += other.valid;
        self.blank += other.blank;
        self.invalid += other.invalid;
    }
}

/// The result of a vote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many ballots count, and how many do not.
    #[serde(flatten)]
    pub standings: Standings,
    /// One line an option, best first; options that tie stay in the order of the paper.
    pub lines: Vec<Line>,
    /// Tie groups before any lot, best first.
    pub ranking: Vec<Vec<String>>,
    /// The options in the order that stands in the end, ties settled by the lot.
    pub order: Vec<String>,
    /// Options taken forward.
    pub winners: Vec<String>,
    /// The tie that changes who is taken forward; empty when none does.
    pub boundary_tie: Vec<String>,
    /// Why.
    pub working: Working,
}

/// Why all options tie when no ballot counts.
pub(super) fn no_ballot() -> Reason {
    Reason::new("no-ballot", &[], &[])
}

/// The last option taken forward and the first that is not, among options best first; nothing when they tie, or are the first two of
/// all.
pub(super) fn last_taken<T>(best: &[T], seats: u32, tie: impl Fn(&T, &T) -> bool) -> Option<(&T, &T)> {
    let first_out = seats as usize;
    let last = first_out.checked_sub(1).filter(|last| *last > 0)?;
    let pair = (best.get(last)?, best.get(first_out)?);
    (!tie(pair.0, pair.1)).then_some(pair)
}

/// How many options tie with the first one, besides the second, among options best first.
pub(super) fn others_ahead<T>(best: &[T], tie: impl Fn(&T, &T) -> bool) -> i64 {
    let many = best.iter().take_while(|other| tie(&best[0], other)).count();
    i64::try_from(many).map_or(0, |many| (many - 2).max(0))
}

/// Ranks the lines, groups ties, and says which options are taken forward: also when no ballot counts, by the lot alone.
pub(super) fn tally(standings: Standings, count: Count, paper: &Paper, lot: &Lot) -> Tally {
    let Count { mut lines, choice, working } = count;
    let ranking = rank(&mut lines);
    let Choice { order, winners, lot_between } = choice.unwrap_or_else(|| by_seats(&ranking, paper, lot));
    Tally { standings, lines, ranking, order, winners, boundary_tie: lot_between, working }
}

/// Sorts the lines, gives each its rank, and returns the tie groups.
fn rank(lines: &mut [Line]) -> Vec<Vec<String>> {
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
    ranking
}

fn best_first(left: &Line, right: &Line) -> Ordering {
    let pairs = left.order.iter().zip(&right.order);
    pairs
        .map(|(left, right)| right.total_cmp(left))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The options in the order of the ranking, each tie group in the order of the lot.
fn by_lot(ranking: &[Vec<String>], lot: &Lot) -> Vec<String> {
    let in_lot = |group: &Vec<String>| {
        let mut group = group.clone();
        group.sort_by_key(|option| lot.place(option));
        group
    };
    ranking.iter().flat_map(in_lot).collect()
}

/// The first options of the ranking, as many as there are seats; a tie at the last seat goes by the paper's rule.
fn by_seats(ranking: &[Vec<String>], paper: &Paper, lot: &Lot) -> Choice {
    let seats = paper.seats as usize;
    let order = by_lot(ranking, lot);
    let (clear, lot_between) = boundary(ranking, seats);
    let winners = match paper.ties {
        TieRule::Lot => order.iter().take(seats).cloned().collect(),
        TieRule::RunOff => order.iter().take(clear).cloned().collect(),
        TieRule::AllWin => order.iter().take(clear + lot_between.len()).cloned().collect(),
    };
    Choice { winners, order, lot_between }
}

/// How many options are taken forward whatever becomes of ties, and the group that has members on both sides of the last seat.
fn boundary(ranking: &[Vec<String>], seats: usize) -> (usize, Vec<String>) {
    let mut taken = 0;
    for group in ranking {
        if taken + group.len() > seats {
            let cut = if taken < seats { group.clone() } else { Vec::new() };
            return (taken, cut);
        }
        taken += group.len();
    }
    (taken, Vec::new())
}
