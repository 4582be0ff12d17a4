//! Ranking options, compared two by two or round by round.

use serde_json::{Map, Value, json};
use tablee_rules::voting::{Counted, Step, Tally};

use crate::{
    Adapter, Failure,
    analysis::margins,
    approvals::known,
    election::{Election, elements, places},
    result,
    scalar::whole,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("schulze", schulze), ("irv", irv)];

/// The result of Schulze's method, by which all rules that compare two by two start.
pub fn compared(election: &Election) -> Result<Tally, Failure> {
    Ok(known("schulze")?.tally(&election.ballots(read), &election.paper(&[])?, &election.lot()))
}

fn schulze(election: &Election) -> Result<Value, Failure> {
    let tally = compared(election)?;
    let sets = &tally.working.sets;
    let winner = sets.get("condorcet_winner").and_then(|winner| winner.first());
    let mut fields = result::of(&tally);
    if election.param("strength").and_then(Value::as_str) == Some("margins") {
        fields.extend(margins::fields(&tally.working.pairs, election)?);
    }
    fields.insert("condorcet_winner".to_owned(), json!(winner));
    fields.insert("smith_set".to_owned(), json!(sets.get("smith_set")));
    fields.insert("pairwise".to_owned(), pairwise(&tally, election));
    Ok(fields.into())
}

/// How many ballots rank the one option above the other.
fn pairwise(tally: &Tally, election: &Election) -> Value {
    let options = &election.data.candidates;
    let row = |(option, row): (&String, &Vec<u64>)| {
        let others = options.iter().zip(row).filter(|(other, _)| *other != option);
        let counts: Map<String, Value> = others.map(|(other, count)| (other.clone(), json!(count))).collect();
        (option.clone(), Value::from(counts))
    };
    options
        .iter()
        .zip(&tally.working.pairs)
        .map(row)
        .collect::<Map<_, _>>()
        .into()
}

fn irv(election: &Election) -> Result<Value, Failure> {
    let (irv, schulze, paper) = (known("irv")?, known("schulze")?, election.paper(&[])?);
    // A ballot that breaks another rule than that against ties is invalid as a whole, and not cut.
    let cut = |counted: Counted| match schulze.judge(&counted.ballot, &paper) {
        Ok(_) => Counted { ballot: irv.readable(counted.ballot), ..counted },
        Err(_) => counted,
    };
    let ballots: Vec<Counted> = election.ballots(read).into_iter().map(cut).collect();
    let tally = irv.tally(&ballots, &paper, &election.lot());
    let steps = &tally.working.steps;
    let mut fields = result::of(&tally);
    fields.extend(result::fields(json!({
        "put_winners": tally.working.sets.get("put_winners"),
        "majority_round": tally.working.figures.get("majority_round"),
        "rounds": steps.iter().map(round).collect::<Vec<_>>(),
        "ties": (1..).zip(steps).filter_map(tie).collect::<Vec<_>>(),
    })));
    Ok(fields.into())
}

fn round(step: &Step) -> Value {
    json!({ "tally": step.counts, "exhausted": step.figures.get("exhausted"), "eliminated": step.option })
}

/// The options between which the lot said who goes out.
fn tie((round, step): (usize, &Step)) -> Option<Value> {
    let out = step.option.as_ref()?;
    let fewest = step.counts.values().min();
    let tied = step
        .counts
        .iter()
        .filter(|(_, count)| Some(*count) == fewest)
        .map(|(option, _)| option);
    let tied: Vec<&String> = tied.collect();
    (tied.len() > 1).then(|| json!({ "round": round, "tied": tied, "eliminated": out }))
}

/// A ballot such as `[3,[1,2],0]`, the best first, a list being a tie: places with their ranks from 1.
pub fn read(ballot: &Value) -> Result<Vec<(usize, i64)>, Failure> {
    let mut groups = elements(ballot)?
        .iter()
        .map(|group| match group {
            Value::Array(_) => places(group),
            place => Ok(vec![whole(place)?]),
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    groups.retain(|group| !group.is_empty());
    let ranked = (1..).zip(groups);
    Ok(ranked
        .flat_map(|(rank, group)| group.into_iter().map(move |place| (place, rank)))
        .collect())
}
