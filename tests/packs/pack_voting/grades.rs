//! Rating each option.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablee_rules::voting::{Line, Standings, Summary, Tally};

use crate::{
    Adapter, Failure,
    approvals::known,
    election::{Election, elements},
    result,
    scalar::whole,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("majority_judgment", majority_judgment)];

fn majority_judgment(election: &Election) -> Result<Value, Failure> {
    let grades = grades(election)?;
    let settings = [("grades", i64::try_from(grades)?), ("unanswered", election.number("default_grade", 0)?)];
    let (paper, lot, method) = (election.paper(&settings)?, election.lot(), known("majority_judgment")?);
    let tally = match &election.data.tallies {
        None => method.tally(&election.ballots(read), &paper, &lot),
        Some(tallies) => {
            let summary = summary(tallies, &paper.options, grades, election.number("default_grade", 0)?)?;
            let standings = Standings { valid: summary.ballots(), ..Standings::default() };
            method.recount(standings, &summary, &paper, &lot)
        }
    };
    let judges = tally.standings.valid;
    let mut fields = result::of(&tally);
    fields.insert("judges".to_owned(), json!(judges));
    fields.insert("options".to_owned(), options(&tally, grades));
    Ok(fields.into())
}

/// How many grades there are: a list of their words, or their number.
fn grades(election: &Election) -> Result<usize, Failure> {
    match election.param("grades") {
        Some(Value::Array(words)) => Ok(words.len()),
        Some(number) => whole(number),
        None => Err("no grades".into()),
    }
}

/// A ballot with a grade, or null, for each option.
fn read(ballot: &Value) -> Result<Vec<(usize, i64)>, Failure> {
    let given = elements(ballot)?.iter().enumerate();
    given
        .filter(|(_, grade)| !grade.is_null())
        .map(|(place, grade)| Ok((place, whole(grade)?)))
        .collect()
}

/// Judges who gave an option no grade give it the one for no answer.
fn summary(
    tallies: &BTreeMap<String, Vec<u64>>,
    options: &[String],
    grades: usize,
    unanswered: i64,
) -> Result<Summary, Failure> {
    let judges = tallies.values().map(|counts| counts.iter().sum()).max().unwrap_or(0);
    let unanswered = usize::try_from(unanswered)?;
    let named = |option: &String| {
        let mut counts = tallies.get(option).cloned().unwrap_or_default();
        counts.resize(grades.max(counts.len()), 0);
        let missing = judges - counts.iter().sum::<u64>();
        *counts.get_mut(unanswered).ok_or("no grade for no answer")? += missing;
        let named = (0..)
            .zip(counts)
            .map(|(grade, count)| (format!("grade_{grade}"), count));
        Ok((option.clone(), named.collect()))
    };
    let options = options.iter().map(named).collect::<Result<_, Failure>>()?;
    Ok(Summary::Figures { ballots: judges, options, pairs: Vec::new() })
}

fn options(tally: &Tally, grades: usize) -> Value {
    let of = |line: &Line| (line.option.clone(), gauge(line, grades, tally.standings.valid > 0));
    tally.lines.iter().map(of).collect::<Map<_, _>>().into()
}

fn gauge(line: &Line, grades: usize, judged: bool) -> Value {
    let figure = |name: &str| line.figures.get(name).copied().unwrap_or(0);
    let counts: Vec<i64> = (0..grades).map(|grade| figure(&format!("grade_{grade}"))).collect();
    json!({
        "counts": counts,
        "median": judged.then(|| figure("median")),
        "above": figure("above"),
        "below": figure("below"),
        "gauge": judged.then(|| if figure("plus") == 1 { "+" } else { "-" }),
    })
}
