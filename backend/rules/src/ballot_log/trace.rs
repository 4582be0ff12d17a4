//! What can be checked of a published count by its steps alone, where the ballots behind it are kept secret.

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::finding::Finding;
use super::published::PublishedResult;
use crate::voting::{Lot, Step};

/// Checks the steps of a count against each other, the paper and the lot; says how many there were to check.
///
/// Rounds: all valid ballots are in each, one of the options with the fewest goes out (the last of them in the lot), its ballots alone
/// move, the last round has one option. Shares: those who pay the same pay no more than the cost together, and all of it where nobody
/// pays less; what was paid for is what was spent.
///
/// # Errors
/// The first step, from 1, that does not add up.
pub fn check_trace(result: &PublishedResult) -> Result<usize, Finding> {
    let steps = &result.tally.working.steps;
    let valid = i64::try_from(result.tally.standings.valid).unwrap_or(i64::MAX);
    let rounds: Vec<(u64, &Step)> = numbered(steps, &["round"]);
    for (place, (number, round)) in rounds.iter().enumerate() {
        let next = rounds.get(place + 1).map(|(_, next)| *next);
        if !round_holds(round, next, valid, &result.lot()) {
            return Err(Finding::StepDoesNotAdd { step: *number });
        }
    }
    let paid = numbered(steps, &["share", "completed"]);
    let mut spent = 0i64;
    for (number, step) in &paid {
        let Some(cost) = share_cost(step, result) else { return Err(Finding::StepDoesNotAdd { step: *number }) };
        spent = spent.saturating_add(cost);
    }
    let said = result.tally.working.figures.get("spent");
    match paid.last() {
        Some((step, _)) if said.is_some_and(|said| *said != spent) => Err(Finding::StepDoesNotAdd { step: *step }),
        _ => Ok(rounds.len() + paid.len()),
    }
}

fn numbered<'s>(steps: &'s [Step], kinds: &[&str]) -> Vec<(u64, &'s Step)> {
    let steps = (1..).zip(steps);
    steps.filter(|(_, step)| kinds.contains(&step.kind.as_str())).collect()
}

fn round_holds(round: &Step, next: Option<&Step>, valid: i64, lot: &Lot) -> bool {
    let exhausted = |step: &Step| step.figures.get("exhausted").copied().unwrap_or(0);
    let all = round
        .counts
        .values()
        .fold(exhausted(round), |sum, count| sum.saturating_add(*count));
    let left: BTreeSet<&String> = round
        .counts
        .keys()
        .filter(|option| Some(*option) != round.option.as_ref())
        .collect();
    let goes_on = match (next, &round.option) {
        (None, None) => round.counts.len() == 1,
        (Some(next), Some(out)) => {
            let grown = next
                .counts
                .iter()
                .all(|(option, count)| round.counts.get(option).is_some_and(|had| had <= count));
            let fewest = round.counts.values().min();
            let lowest = round.counts.iter().filter(|(_, count)| Some(*count) == fewest);
            let last = lowest.map(|(option, _)| option).max_by_key(|option| lot.place(option));
            last == Some(out) && grown && left == next.counts.keys().collect() && exhausted(next) >= exhausted(round)
        }
        _ => false,
    };
    all == valid && goes_on
}

/// What a step paid for; nothing when it does not add up.
fn share_cost(step: &Step, result: &PublishedResult) -> Option<i64> {
    let figure = |name: &str| step.figures.get(name).copied();
    let (cost, supporters) = (figure("cost")?, figure("supporters")?);
    let priced = result.paper.costs.get(step.option.as_ref()?).copied().unwrap_or(1);
    if cost != priced || step.kind == "completed" {
        return (cost == priced).then_some(cost);
    }
    let payers = figure("payers").filter(|payers| (1..=supporters).contains(payers))?;
    let others = figure("others").filter(|others| (0..=supporters - payers).contains(others))?;
    let sum = |name: &str| -> Option<BigRational> { step.fractions.get(name)?.parse().ok() };
    let (payment, rest) = (sum("payment")?, sum("rest")?);
    let voters = |many: i64| BigRational::from_integer(many.into());
    // Each of the others pays less than a payer, and something.
    let less = if others == 0 { rest == voters(0) } else { rest > voters(0) && rest < &payment * voters(others) };
    (less && payment * voters(payers) + rest == voters(cost)).then_some(cost)
}
