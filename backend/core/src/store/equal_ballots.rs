//! Equal ballots in the count, read page by page: a million of them fit in no memory that one would want to give them.

use futures_util::TryStreamExt;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, StreamTrait};
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

/// Equal ballots of one channel: as they are stored, how they came, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EqualBallots<'p> {
    /// What they choose.
    pub choice: &'p str,
    /// By which channel they came.
    pub channel: &'p str,
    /// How many.
    pub times: u64,
}

/// Some of the equal ballots of a phase, one text after the other: a row of a database costs more than what is in it.
#[derive(Debug, Default)]
pub struct Page(String);

/// Different ballots on a page of SQLite.
const ROWS: usize = 4_096;
/// Bytes from which a page of PostgreSQL is full.
const FULL: usize = 1 << 20;

/// One entry of a page. Lengths keep its parts apart, whatever they say.
const ENTRY: &str = "times || ' ' || octet_length(channel) || ' ' || octet_length(choice) || ' ' || channel || choice";
/// Ballots in the count, word for word by the condition of the index that SQLite reads them from.
const IN_COUNT: &str = "FROM ballots WHERE state = 'cast' AND NOT sheet AND phase_id";

/// Hands over the equal ballots of a phase, each once, as long as somebody takes the pages.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_over(read: &DatabaseConnection, phase: Uuid, pages: Sender<Page>) -> Result<(), DbErr> {
    match read.get_database_backend() {
        DbBackend::Sqlite => pages_of_sqlite(read, phase, pages).await,
        _ => pages_of_postgres(read, phase, pages).await,
    }
}

/// Equal ballots stand together in the index: each page goes on after the last ballot of the one before.
async fn pages_of_sqlite(read: &DatabaseConnection, phase: Uuid, pages: Sender<Page>) -> Result<(), DbErr> {
    let sql = sqlite_page();
    let mut last = (String::new(), String::new());
    loop {
        let values = [phase.into(), last.0.into(), last.1.into()];
        let row = read
            .query_one_raw(Statement::from_sql_and_values(DbBackend::Sqlite, &sql, values))
            .await?;
        let text: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        let page = Page(text.unwrap_or_default());
        let Some((choice, channel)) = page.ballots().map(|ballots| (ballots.choice, ballots.channel)).max() else {
            return Ok(());
        };
        last = (choice.to_owned(), channel.to_owned());
        let full = page.ballots().count() == ROWS;
        if pages.send(page).await.is_err() || !full {
            return Ok(());
        }
    }
}

fn sqlite_page() -> String {
    format!(
        "SELECT group_concat({ENTRY}, '') FROM (SELECT choice, channel, COUNT(*) AS times {IN_COUNT} = ? \
         AND (choice, channel) > (?, ?) GROUP BY choice, channel \
         ORDER BY choice, channel LIMIT {ROWS})"
    )
}

/// PostgreSQL groups all ballots at once.
async fn pages_of_postgres(read: &DatabaseConnection, phase: Uuid, pages: Sender<Page>) -> Result<(), DbErr> {
    let sql = format!(
        "SELECT {ENTRY} FROM (SELECT choice, channel, COUNT(*) AS times {IN_COUNT} = $1 GROUP BY choice, channel) AS equal"
    );
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [phase.into()]);
    let mut rows = read.stream_raw(statement).await?;
    let mut page = Page::default();
    while let Some(row) = rows.try_next().await? {
        page.0.push_str(&row.try_get_by_index::<String>(0)?);
        if page.0.len() >= FULL && pages.send(std::mem::take(&mut page)).await.is_err() {
            return Ok(());
        }
    }
    // Whoever takes no more pages misses none.
    let _ = pages.send(page).await;
    Ok(())
}

impl Page {
    /// What is on it.
    pub fn ballots(&self) -> impl Iterator<Item = EqualBallots<'_>> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let (times, after) = rest.split_once(' ')?;
            let (of_channel, after) = after.split_once(' ')?;
            let (of_choice, after) = after.split_once(' ')?;
            let (channel, after) = after.split_at_checked(of_channel.parse().ok()?)?;
            let (choice, after) = after.split_at_checked(of_choice.parse().ok()?)?;
            rest = after;
            Some(EqualBallots { choice, channel, times: times.parse().ok()? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::connect;

    #[tokio::test]
    async fn sqlite_counts_ballots_from_their_index_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("tablee.db").display());
        let db = connect(&url).await.expect("a database");
        let sql = format!("EXPLAIN QUERY PLAN {}", sqlite_page());
        let values = [Uuid::nil().into(), "".into(), "".into()];
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
        let rows = db.read().query_all_raw(statement).await.expect("a plan");
        let plan: Vec<String> = rows
            .iter()
            .map(|row| row.try_get("", "detail").expect("a step"))
            .collect();
        let step = "SEARCH ballots USING COVERING INDEX index_ballots_equal (phase_id=? AND state=? AND (choice,channel)>(?,?))";
        assert!(plan.contains(&step.to_owned()), "{plan:?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "groups stand together in the index: {plan:?}");
    }

    #[test]
    fn ballots_are_told_apart_by_their_length_whatever_they_say() {
        let page = Page("12 3 14 web1 5 2 paper é3 1 0 \u{20}1 3 2 web{}".to_owned());
        let found: Vec<_> = page
            .ballots()
            .map(|ballots| (ballots.times, ballots.channel, ballots.choice))
            .collect();
        assert_eq!(found, [(12, "web", "1 5 2 paper é"), (3, " ", ""), (1, "web", "{}")]);
    }
}
