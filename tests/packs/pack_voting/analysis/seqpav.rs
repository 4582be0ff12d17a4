//! Sequential proportional approval voting (Thiele, 1895): each voter counts 1, ½, ⅓… for what they have got.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};

use super::patterns::Patterns;
use crate::{Failure, election::Election, result};

/// Takes the option that adds most, one after another, until the seats are filled or nobody picked what is left.
pub fn run(election: &Election) -> Result<Value, Failure> {
    let patterns = Patterns::of(election)?;
    let seats = usize::try_from(election.number("seats", 1)?)?;
    let lot = election.lot();
    let options = &election.data.candidates;
    let (mut chosen, mut marginals, mut ties) = (Vec::new(), Vec::new(), Vec::new());
    while chosen.len() < seats {
        let waiting = (0..options.len()).filter(|option| !chosen.contains(option));
        let gains: Vec<(BigRational, usize)> = waiting
            .map(|option| (gain(&patterns, &chosen, option), option))
            .collect();
        let zero = BigRational::from(BigInt::ZERO);
        let Some(most) = gains.iter().map(|(gain, _)| gain).max().filter(|most| **most > zero) else { break };
        let mut best: Vec<usize> = gains
            .iter()
            .filter(|(gain, _)| gain == most)
            .map(|(_, option)| *option)
            .collect();
        if best.len() > 1 {
            ties.push(best.iter().map(|&option| &options[option]).collect::<BTreeSet<_>>());
        }
        best.sort_by_key(|&option| lot.place(&options[option]));
        marginals.push(result::exact(most));
        chosen.push(best[0]);
    }
    let order: Vec<&String> = chosen.iter().map(|&option| &options[option]).collect();
    Ok(json!({ "order": order, "winners": order, "marginal": marginals, "ties": ties, "blank": patterns.blank }))
}

/// What an option adds for its supporters.
fn gain(patterns: &Patterns, chosen: &[usize], option: usize) -> BigRational {
    let supporters = patterns.ballots.iter().filter(|(_, picks)| picks.contains(&option));
    let gains = supporters.map(|(times, picks)| {
        let got = picks.iter().filter(|pick| chosen.contains(pick)).count();
        BigRational::new(BigInt::from(*times), BigInt::from(got + 1))
    });
    gains.sum()
}
