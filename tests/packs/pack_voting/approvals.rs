//! Picking up to N, and agreeing or not.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablee_rules::voting::{Line, Method, Opinions, method};

use crate::{Adapter, Failure, election::Election, result};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("approval", approval), ("agree_pass", agree_pass)];

/// People who agree, and people who saw the statement, in each opinion group.
type Groups = BTreeMap<u64, (u64, u64)>;

/// A method of the rules by its stable name.
pub fn known(key: &str) -> Result<&'static dyn Method, Failure> {
    method(key).ok_or_else(|| format!("the rules have no method {key}").into())
}

fn approval(election: &Election) -> Result<Value, Failure> {
    let bounds = [("at_least", election.number("min_approvals", 0)), ("at_most", election.number("max_approvals", 0))];
    let tally = known("approval")?.tally(&election.approvals()?, &election.paper(&bounds), &election.lot());
    let mut fields = result::of(&tally);
    fields.insert("scores".to_owned(), result::scores(&tally));
    Ok(fields.into())
}

fn agree_pass(election: &Election) -> Result<Value, Failure> {
    let ballots = election.ballots(|ballot| Ok(serde_json::from_value(ballot["v"].clone())?))?;
    let tally = known("agree_pass")?.tally(&ballots, &election.paper(&[]), &election.lot());
    let groups = groups(election)?;
    let statement = |line: &Line| (line.option.clone(), statement(line, groups.get(&line.option)));
    let mut fields = result::of(&tally);
    fields.insert("statements".to_owned(), tally.lines.iter().map(statement).collect::<Map<_, _>>().into());
    Ok(fields.into())
}

fn statement(line: &Line, groups: Option<&Groups>) -> Value {
    let figure = |name: &str| line.figures.get(name).copied().unwrap_or(0);
    let count = |name: &str| u64::try_from(figure(name)).unwrap_or(0);
    let opinions = Opinions { agree: count("agree"), disagree: count("disagree"), pass: count("pass") };
    json!({
        "agree": opinions.agree,
        "disagree": opinions.disagree,
        "pass": opinions.pass,
        "seen": figure("seen"),
        "net": figure("net"),
        "support": result::fraction(opinions.agree, opinions.agree + opinions.disagree),
        "wilson_low": opinions.wilson_low(),
        "group_consensus": groups.map(consensus),
    })
}

/// How far every opinion group agrees: the product over groups of (agree + 1) / (seen + 2) (Small et al., RECERCA, 2021).
fn consensus(groups: &Groups) -> f64 {
    groups
        .values()
        .map(|&(agree, seen)| (agree + 1) as f64 / (seen + 2) as f64)
        .product()
}

/// What each group thinks of each statement; all groups are there for all statements.
fn groups(election: &Election) -> Result<BTreeMap<String, Groups>, Failure> {
    let group_of = |ballot: &Value| ballot["g"].as_u64();
    let known: Groups = election
        .data
        .ballots
        .iter()
        .filter_map(|(_, ballot)| Some((group_of(ballot)?, (0, 0))))
        .collect();
    let mut groups: BTreeMap<String, Groups> = election
        .data
        .candidates
        .iter()
        .map(|option| (option.clone(), known.clone()))
        .collect();
    for (times, ballot) in &election.data.ballots {
        let Some(group) = group_of(ballot) else { continue };
        let votes: Vec<(usize, i64)> = serde_json::from_value(ballot["v"].clone())?;
        for (place, value) in votes {
            let of_option = groups.entry(election.option(place)?.to_owned()).or_default();
            let (agree, seen) = of_option.entry(group).or_default();
            *agree += if value == 1 { *times } else { 0 };
            *seen += times;
        }
    }
    Ok(groups)
}
