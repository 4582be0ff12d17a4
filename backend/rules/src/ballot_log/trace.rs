//! What can be checked of a published count by its steps alone, where the ballots behind it are kept secret.

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::finding::Finding;
use super::published::PublishedResult;
use crate::voting::{Lot, Step, TieRule};

/// Checks the steps of a count against each other, the paper and the lot; says how many there were to check.
///
/// Rounds: all valid ballots are in each, one of the options with the fewest goes out (the last of them in the lot), its ballots alone
/// move, the last round has one option. Shares: those who pay the same pay no more than the cost together, and all of it where nobody
/// pays less; what was paid for is what was spent. What is taken forward is what remains, or what was paid for.
///
/// # Errors
/// The first step, from 1, that does not add up, or 0 where there is none; an outcome that does not follow.
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
    // A comparison may have put another outcome in the place of what the shares paid for.
    let figures = &result.tally.working.figures;
    let said = figures.get("shares_spent").or_else(|| figures.get("spent"));
    let pays = result.method == "budget_fair_shares";
    if pays && said.is_some_and(|said| *said != spent) {
        let last = paid.last().map_or(0, |(step, _)| *step);
        return Err(Finding::StepDoesNotAdd { step: last });
    }
    if outcome_follows(result) { Ok(rounds.len() + paid.len()) } else { Err(Finding::OutcomeDoesNotFollow) }
}

/// Whether what is taken forward is what the steps come to; methods without such steps publish what they count from.
fn outcome_follows(result: &PublishedResult) -> bool {
    let (steps, tally) = (&result.tally.working.steps, &result.tally);
    match result.method.as_str() {
        "irv" if tally.standings.valid > 0 => {
            let last = steps.iter().rfind(|step| step.kind == "round");
            last.is_some_and(|last| taken_forward(result, &last.counts.keys().collect()))
        }
        "budget_fair_shares" | "priorities" => {
            let chosen = |step: &&Step| ["free", "share", "completed", "load"].contains(&step.kind.as_str());
            let chosen = steps.iter().filter(chosen).filter_map(|step| step.option.as_ref());
            taken_forward(result, &preferred(result, chosen.collect()))
        }
        _ => true,
    }
}

/// What stands of what the shares paid for, once it was compared with most votes.
fn preferred<'r>(result: &'r PublishedResult, by_shares: BTreeSet<&'r String>) -> BTreeSet<&'r String> {
    let figure = |name: &str| result.tally.working.figures.get(name).copied();
    match result.tally.working.sets.get("by_most_votes") {
        Some(most_votes) if figure("prefer_most_votes") > figure("prefer_shares") => most_votes.iter().collect(),
        _ => by_shares,
    }
}

/// Whether the winners are these, but for what may wait for a run-off or win beside them.
fn taken_forward(result: &PublishedResult, chosen: &BTreeSet<&String>) -> bool {
    let winners: BTreeSet<&String> = result.tally.winners.iter().collect();
    let open: BTreeSet<&String> = result.tally.boundary_tie.iter().collect();
    match result.paper.ties {
        TieRule::Lot => winners == *chosen,
        TieRule::RunOff => winners == chosen.difference(&open).copied().collect(),
        TieRule::AllWin => winners == chosen.union(&open).copied().collect(),
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
