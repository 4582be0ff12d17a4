//! A conversation on disk: votes, moderation, and what voters declared.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use csv::{Reader, StringRecord};
use tablee_rules::opinion::{Cast, LeftOut, StatementId, Strata, Stratum, Vote, VoterId, Votes};

/// The votes of the conversation in a folder: `votes.csv`, and `statements.csv` for what moderation left out.
pub fn votes(folder: &Path) -> Result<Votes, Box<dyn Error>> {
    let mut cast = Vec::new();
    for row in rows(&folder.join("votes.csv"))? {
        let mark = number::<i32>(&row, "vote")?;
        cast.push(Cast {
            voter: VoterId(number(&row, "voter")?),
            statement: StatementId(number(&row, "statement")?),
            vote: Vote::from_mark(mark).ok_or_else(|| format!("no vote is {mark}"))?,
        });
    }
    let mut left_out = BTreeMap::new();
    for row in rows(&folder.join("statements.csv"))? {
        let statement = StatementId(number(&row, "statement")?);
        if number::<i32>(&row, "moderated")? < 0 {
            left_out.insert(statement, LeftOut::Rejected);
        } else if row
            .get("meta")
            .is_some_and(|meta| ["1", "true"].contains(&meta.as_str()))
        {
            left_out.insert(statement, LeftOut::Meta);
        }
    }
    Ok(Votes::new(cast, &left_out))
}

/// Who lives in the priority area, when the conversation says so: the first column after the voter in `strata.csv`.
pub fn strata(folder: &Path) -> Result<Option<Strata>, Box<dyn Error>> {
    let path = folder.join("strata.csv");
    if !path.exists() {
        return Ok(None);
    }
    let mut declared = Vec::new();
    for row in rows(&path)? {
        let yes = number::<u8>(&row, "priority_area")? == 1;
        declared.push((VoterId(number(&row, "voter")?), Stratum { question: 0, yes }));
    }
    Ok(Some(Strata::new(declared)))
}

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = Reader::from_path(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let head = reader.headers()?.clone();
    let named = |row: StringRecord| {
        let fields = head.iter().zip(&row);
        fields
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect()
    };
    reader.into_records().map(|row| Ok(named(row?))).collect()
}

fn number<T: std::str::FromStr>(row: &Row, column: &str) -> Result<T, Box<dyn Error>> {
    let value = row.get(column).ok_or_else(|| format!("no column `{column}`"))?;
    value.parse().map_err(|_| format!("`{value}` is no {column}").into())
}
