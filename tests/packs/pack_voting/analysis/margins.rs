//! Schulze's method with margins: a victory is as strong as its lead.

use serde_json::{Map, Value};

use super::standing;
use crate::{Failure, election::Election};

/// The fields that follow from comparing two by two.
pub fn fields(pairs: &[Vec<u64>], election: &Election) -> Result<Map<String, Value>, Failure> {
    standing::fields(ranking(pairs, &election.data.candidates), election)
}

/// Layer after layer, the options that none of those left is ahead of.
fn ranking(pairs: &[Vec<u64>], options: &[String]) -> Vec<Vec<String>> {
    let paths = strongest_paths(pairs);
    let mut left: Vec<usize> = (0..options.len()).collect();
    let mut ranking = Vec::new();
    while !left.is_empty() {
        let ahead = |option: usize| left.iter().any(|&other| paths[other][option] > paths[option][other]);
        let (behind, unbeaten): (Vec<usize>, Vec<usize>) = left.iter().partition(|&&option| ahead(option));
        ranking.push(unbeaten.into_iter().map(|option| options[option].clone()).collect());
        left = behind;
    }
    ranking
}

/// The strength of the strongest path between any two options; 0 where there is none.
fn strongest_paths(pairs: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let many = pairs.len();
    let lead = |row: usize, column: usize| pairs[row][column].saturating_sub(pairs[column][row]);
    let mut paths: Vec<Vec<u64>> = (0..many)
        .map(|row| (0..many).map(|column| lead(row, column)).collect())
        .collect();
    for by in 0..many {
        for from in 0..many {
            for to in 0..many {
                paths[from][to] = paths[from][to].max(paths[from][by].min(paths[by][to]));
            }
        }
    }
    paths
}
