//! A conversation on disk: votes, moderation, and what voters declared.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::str::FromStr;

use csv::{Reader, StringRecord};
use tablee_rules::opinion::{Cast, LeftOut, StatementId, Strata, Stratum, Vote, VoterId, Votes};

/// The votes of the conversation in a folder: `votes.csv`, and `statements.csv` for what moderation left out.
pub fn votes(folder: &Path) -> Result<Votes, Box<dyn Error>> {
    let mut left_out = BTreeMap::new();
    let mut statements = Table::open(folder, "statements.csv")?;
    while let Some(row) = statements.next()? {
        let statement = StatementId(row.number("statement")?);
        if row.number::<i32>("moderated")? < 0 {
            left_out.insert(statement, LeftOut::Rejected);
        } else if row.field("meta").is_ok_and(|meta| ["1", "true"].contains(&meta)) {
            left_out.insert(statement, LeftOut::Meta);
        }
    }
    let mut table = Table::open(folder, "votes.csv")?;
    let mut failure = None;
    let cast = std::iter::from_fn(|| {
        next_cast(&mut table).unwrap_or_else(|error| {
            failure = Some(error);
            None
        })
    });
    let votes = Votes::new(cast, &left_out);
    failure.map_or(Ok(votes), Err)
}

/// Who lives in the priority area, when the conversation says so.
pub fn strata(folder: &Path) -> Result<Option<Strata>, Box<dyn Error>> {
    if !folder.join("strata.csv").exists() {
        return Ok(None);
    }
    let mut declared = Vec::new();
    let mut table = Table::open(folder, "strata.csv")?;
    while let Some(row) = table.next()? {
        let yes = row.number::<u8>("priority_area")? == 1;
        declared.push((VoterId(row.number("voter")?), Stratum { question: 0, yes }));
    }
    Ok(Some(Strata::new(declared)))
}

fn next_cast(table: &mut Table) -> Result<Option<Cast>, Box<dyn Error>> {
    let Some(row) = table.next()? else { return Ok(None) };
    let mark = row.number("vote")?;
    Ok(Some(Cast {
        voter: VoterId(row.number("voter")?),
        statement: StatementId(row.number("statement")?),
        vote: Vote::from_mark(mark).ok_or_else(|| format!("no vote is {mark}"))?,
    }))
}

/// A file of which one row is held at a time.
struct Table {
    reader: Reader<std::fs::File>,
    head: StringRecord,
    row: StringRecord,
}

impl Table {
    fn open(folder: &Path, name: &str) -> Result<Self, Box<dyn Error>> {
        let path = folder.join(name);
        let mut reader = Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let head = reader.headers()?.clone();
        Ok(Self { reader, head, row: StringRecord::new() })
    }

    fn next(&mut self) -> Result<Option<&Self>, Box<dyn Error>> {
        Ok(if self.reader.read_record(&mut self.row)? { Some(self) } else { None })
    }

    fn field(&self, column: &str) -> Result<&str, Box<dyn Error>> {
        let place = self.head.iter().position(|name| name == column);
        let field = place.and_then(|place| self.row.get(place)).map(str::trim);
        field.ok_or_else(|| format!("no column `{column}`").into())
    }

    fn number<T: FromStr>(&self, column: &str) -> Result<T, Box<dyn Error>> {
        let field = self.field(column)?;
        field.parse().map_err(|_| format!("`{field}` is no {column}").into())
    }
}
