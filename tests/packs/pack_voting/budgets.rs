//! Sharing out a budget.

use serde_json::{Value, json};
use tablee_rules::voting::Tally;

use crate::{Adapter, Failure, approvals::known, election::Election, result};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("pb_greedy", most_votes), ("pb_mes", fair_shares)];

/// The names of the settings of fair shares, in the order of their values.
const UTILITIES: [&str; 2] = ["cost", "approval"];
const COMPLETIONS: [&str; 4] = ["add1u", "add1", "utilitarian", "none"];

fn most_votes(election: &Election) -> Result<Value, Failure> {
    let skip = election.flag("skip", true)?;
    let settings =
        [("budget", election.budget), ("threshold", election.number("min_votes", 1)?), ("skip", i64::from(skip))];
    let tally = known("budget_most_votes")?.tally(&election.approvals(), &election.paper(&settings)?, &election.lot());
    let mut fields = result::of(&tally);
    fields.extend(result::fields(json!({
        "votes": result::scores(&tally),
        "funded_order": tally.winners,
        "spent": election.in_units(&tally.working.figures["spent"].to_string())?,
        "left": election.in_units(&tally.working.figures["left"].to_string())?,
        "decisive_tie": !tally.working.sets["rivals"].is_empty(),
    })));
    Ok(fields.into())
}

fn fair_shares(election: &Election) -> Result<Value, Failure> {
    let settings = [
        ("budget", election.budget),
        ("utility", place(&UTILITIES, word(election, "utility", "cost"))?),
        ("completion", place(&COMPLETIONS, word(election, "completion", "none"))?),
        ("increment", election.sum("increment", 1)?),
    ];
    let tally = known("budget_fair_shares")?.tally(&election.approvals(), &election.paper(&settings)?, &election.lot());
    let endowment = tally.working.steps[0].fractions.get("endowment");
    let mut fields = result::of(&tally);
    fields.extend(result::fields(json!({
        "votes": result::scores(&tally),
        "voters": tally.standings.valid,
        "mes_order": options(&tally, &["free", "share"]),
        "completion_added": options(&tally, &["completed"]),
        "ties": ties(&tally),
        "trace": trace(&tally, election)?,
        "increments": tally.working.figures["increments"],
        "endowment": endowment.map(|endowment| election.in_units(endowment)).transpose()?,
        "spent": election.in_units(&tally.working.figures["spent"].to_string())?,
        "left": election.in_units(&tally.working.figures["left"].to_string())?,
    })));
    Ok(fields.into())
}

/// A parameter that is a word, or this one when it is left out.
fn word<'a>(election: &'a Election, name: &str, otherwise: &'a str) -> &'a str {
    election.param(name).and_then(Value::as_str).unwrap_or(otherwise)
}

fn place(names: &[&str], name: &str) -> Result<i64, Failure> {
    let place = names.iter().position(|known| *known == name);
    Ok(i64::try_from(place.ok_or_else(|| format!("no setting {name}"))?)?)
}

/// The options of the steps of these kinds, in order.
pub fn options(tally: &Tally, kinds: &[&str]) -> Vec<String> {
    let steps = tally.working.steps.iter();
    steps
        .filter(|step| kinds.contains(&step.kind.as_str()))
        .filter_map(|step| step.option.clone())
        .collect()
}

/// The options between which the lot decided, tie by tie.
pub fn ties(tally: &Tally) -> Vec<Vec<String>> {
    let ties = tally.working.steps.iter().filter(|step| step.kind == "tie");
    ties.map(|step| step.counts.keys().cloned().collect()).collect()
}

/// Each paid project with what a full payer paid.
fn trace(tally: &Tally, election: &Election) -> Result<Vec<Value>, Failure> {
    let paid = tally.working.steps.iter().filter(|step| step.kind == "share");
    paid.map(|step| Ok(json!([step.option, election.in_units(&step.fractions["payment"])?])))
        .collect()
}
