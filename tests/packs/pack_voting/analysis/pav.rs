//! Proportional approval voting (Thiele, 1895): the committees of the greatest sum of 1 + ½ + … + 1/k over the voters, of
//! whom each has k members that they picked. Exact, by branch and bound: an option never adds more to a larger committee.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::patterns::Patterns;
use crate::{Failure, election::Election, result};

struct Search<'a> {
    patterns: &'a Patterns,
    seats: usize,
    /// A whole number that 1 to the number of seats divide: what a first member is worth.
    unit: u64,
    best: u64,
    committees: Vec<Vec<usize>>,
}

/// The best committees of an election.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let patterns = Patterns::of(election)?;
    let options = &election.data.candidates;
    let seats = usize::try_from(election.number("seats", 1)?)?.min(options.len());
    let unit = (1..=seats as u64).fold(1, |unit, number| unit / common_divisor(unit, number) * number);
    let mut search = Search { patterns: &patterns, seats, unit, best: 0, committees: Vec::new() };
    search.extend(&mut Vec::new(), 0, (0..options.len()).collect());
    let mut committees: Vec<Vec<&String>> = search
        .committees
        .iter()
        .map(|committee| committee.iter().map(|&option| &options[option]).collect())
        .collect();
    committees.iter_mut().for_each(|committee| committee.sort());
    Ok(json!({ "score": result::fraction(search.best, unit), "winners": committees.first(), "committees": committees }))
}

impl Search<'_> {
    /// Tries every way to complete a committee of this score with some of the options that are still open.
    fn extend(&mut self, committee: &mut Vec<usize>, score: u64, open: Vec<usize>) {
        let wanted = self.seats - committee.len();
        if wanted == 0 {
            if score > self.best {
                self.committees.clear();
            }
            self.best = score;
            return self.committees.push(committee.clone());
        }
        let mut gains: Vec<(u64, usize)> = open
            .into_iter()
            .map(|option| (self.gain(committee, option), option))
            .collect();
        gains.sort_by_key(|&(gain, option)| (Reverse(gain), option));
        for first in 0..=gains.len() - wanted {
            let most: u64 = gains[first..first + wanted].iter().map(|(gain, _)| gain).sum();
            if score + most < self.best {
                return;
            }
            let (gain, option) = gains[first];
            committee.push(option);
            self.extend(committee, score + gain, gains[first + 1..].iter().map(|(_, option)| *option).collect());
            committee.pop();
        }
    }

    fn gain(&self, committee: &[usize], option: usize) -> u64 {
        let supporters = self
            .patterns
            .ballots
            .iter()
            .filter(|(_, picks)| picks.contains(&option));
        let gain = |(times, picks): &(u64, Vec<usize>)| {
            let got = picks.iter().filter(|pick| committee.contains(pick)).count() as u64;
            times * self.unit / (got + 1)
        };
        supporters.map(gain).sum()
    }
}

fn common_divisor(left: u64, right: u64) -> u64 {
    if right == 0 { left } else { common_divisor(right, left % right) }
}
