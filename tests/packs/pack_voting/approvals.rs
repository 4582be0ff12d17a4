//! Picking up to N, and agreeing or not.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablee_rules::voting::{Counted, Line, Method, Opinions, Standing, method};

use crate::{
    Adapter, Failure,
    election::{Election, pairs},
    result,
    scalar::name,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("approval", approval), ("agree_pass", agree_pass)];

/// People who agree, and people who saw the statement, in each opinion group.
type Groups = BTreeMap<String, (u64, u64)>;

/// A method of the rules by its stable name.
pub fn known(key: &str) -> Result<&'static dyn Method, Failure> {
    method(key).ok_or_else(|| format!("the rules have no method {key}").into())
}

fn approval(election: &Election) -> Result<Value, Failure> {
    let bounds =
        [("at_least", election.number("min_approvals", 0)?), ("at_most", election.number("max_approvals", 0)?)];
    let tally = known("approval")?.tally(&election.approvals(), &election.paper(&bounds)?, &election.lot());
    let mut fields = result::of(&tally);
    fields.insert("scores".to_owned(), result::scores(&tally));
    Ok(fields.into())
}

fn agree_pass(election: &Election) -> Result<Value, Failure> {
    let (method, paper) = (known("agree_pass")?, election.paper(&[])?);
    let ballots = election.ballots(|ballot| pairs(&ballot["v"]));
    let tally = method.tally(&ballots, &paper, &election.lot());
    let valid = |counted: &Counted| method.judge(&counted.ballot, &paper) == Ok(Standing::Valid);
    let groups = groups(election, ballots.iter().map(|counted| valid(counted).then_some(counted)));
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

/// What each group thinks of each statement, by these ballots, of which those that do not count are left out; all groups are there for all
/// statements.
fn groups<'b>(election: &Election, ballots: impl Iterator<Item = Option<&'b Counted>>) -> BTreeMap<String, Groups> {
    let group_of = |ballot: &Value| name(&ballot["g"]).ok();
    let cast = election.data.ballots.iter().map(|(_, ballot)| group_of(ballot));
    let known: Groups = cast.clone().flatten().map(|group| (group, (0, 0))).collect();
    let options = election.data.candidates.iter();
    let mut groups: BTreeMap<String, Groups> = options.map(|option| (option.clone(), known.clone())).collect();
    for (group, counted) in cast.zip(ballots) {
        let (Some(group), Some(Counted { ballot, times })) = (group, counted) else { continue };
        for mark in &ballot.marks {
            let of_option = groups.entry(mark.option.clone()).or_default();
            let (agree, seen) = of_option.entry(group.clone()).or_default();
            *agree += if mark.value == 1 { *times } else { 0 };
            *seen += times;
        }
    }
    groups
}
