//! How long it takes to count a million ballots out of the database: see README.md beside this file.

mod one_vote;
#[path = "../support/postgres.rs"]
mod postgres;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use one_vote::{Failure, NOW, decision};
use sea_orm::{EntityTrait, IntoActiveModel};
use tablee::app;
use tablee::config::{Config, Overrides};
use tablee_core::Context;
use tablee_core::access::{Actor, Grant, Member, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::results;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::{CountingRandom, DAY, HandClock};
use tablee_core::secrets::Secrets;
use tablee_core::store::entities::{ballot, kept_count, phase};
use tablee_rules::voting::{Ballot, Mark};

const BALLOTS: usize = 1_000_000;
const GOAL: Duration = Duration::from_secs(1);
/// Rows of one statement, and statements of one transaction.
const ROWS: usize = 1_000;
const STATEMENTS: usize = 50;
const RUNS: usize = 3;

/// A vote of a certain shape.
struct Shape {
    name: &'static str,
    options: i32,
    /// Options on each ballot.
    picks: usize,
}

const FEW: Shape = Shape { name: "few different ballots", options: 4, picks: 2 };
const MANY: Shape = Shape { name: "many different ballots", options: 40, picks: 5 };

#[tokio::main]
async fn main() -> Result<(), Failure> {
    for shape in [FEW, MANY] {
        let folder = tempfile::tempdir()?;
        let overrides = Overrides { data_dir: Some(folder.path().into()), listen: None };
        let config = Config::load(std::path::Path::new("/nonexistent"), None, overrides)?;
        measure("SQLite", &shape, &config, &config.database_url).await?;
        let Some(cluster) = postgres::cluster() else { continue };
        let database = cluster.fresh_database(|_| std::future::ready(())).await;
        measure("PostgreSQL", &shape, &config, database.url()).await?;
    }
    Ok(())
}

async fn measure(name: &str, shape: &Shape, config: &Config, url: &str) -> Result<(), Failure> {
    let clock = Arc::new(HandClock::at(NOW));
    let db = tablee_core::connect(url).await?;
    let random = Arc::new(CountingRandom::seeded(1));
    let cx = app::context(config, db, Secrets::new([7; 32]), clock.clone(), random);
    let (phase, options) = decision(&cx, shape.options).await?;
    let different = fill(&cx, &phase, &options, shape.picks).await?;
    clock.advance(2 * DAY);
    seal_due(&cx).await.map_err(|error| error.to_string())?;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        forget_count(&cx).await?;
        times.push(open(&cx, &phase).await?);
    }
    times.sort_unstable();
    let count = times[RUNS / 2];
    println!(
        "{name}, {} ({different}): counted in {:.2} s, ×{:.2} of the goal of {:.0} s; opened again in {:.1} ms; at most {} MB",
        shape.name,
        count.as_secs_f64(),
        count.as_secs_f64() / GOAL.as_secs_f64(),
        GOAL.as_secs_f64(),
        open(&cx, &phase).await?.as_secs_f64() * 1e3,
        peak_memory()?,
    );
    Ok(())
}

/// Forgets the count that was kept.
async fn forget_count(cx: &Context) -> Result<(), Failure> {
    let unit = cx.db.begin().await?;
    kept_count::Entity::delete_many().exec(unit.conn()).await?;
    Ok(unit.commit().await?)
}

/// How long the draft of the results takes.
async fn open(cx: &Context, phase: &phase::Model) -> Result<Duration, Failure> {
    let grant = Grant { organisation: phase.id, consultation: None, role: Role::Facilitator };
    let member = Member { id: phase.id, name: "Facilitator".to_owned(), credential: phase.id, grants: vec![grant] };
    let address = PhaseAddress { slug: "vote".to_owned(), position: 1 };
    let started = Instant::now();
    let draft = results::draft(cx, &Actor::Member(Arc::new(member)), &address).await;
    let took = started.elapsed();
    let people = draft.map_err(|error| error.to_string())?.results.people;
    if people == BALLOTS as u64 { Ok(took) } else { Err(format!("{people} ballots were counted").into()) }
}

/// Puts the ballots into the box; says how many are different.
async fn fill(cx: &Context, phase: &phase::Model, options: &[String], picks: usize) -> Result<usize, Failure> {
    let mut random = Random(7);
    // Their hashes: the ballots themselves would take more memory than counting them.
    let mut different = std::collections::BTreeSet::new();
    for _ in 0..BALLOTS / ROWS / STATEMENTS {
        let unit = cx.db.begin().await?;
        for _ in 0..STATEMENTS {
            let rows: Vec<_> = (0..ROWS)
                .map(|_| row(cx, phase, choice(options, picks, &mut random)))
                .collect();
            different.extend(rows.iter().map(|row| hash(&row.choice)));
            let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
            ballot::Entity::insert_many(rows)
                .exec_without_returning(unit.conn())
                .await?;
        }
        unit.commit().await?;
    }
    Ok(different.len())
}

fn hash(choice: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    choice.hash(&mut hasher);
    hasher.finish()
}

fn choice(options: &[String], picks: usize, random: &mut Random) -> String {
    let mut picked: Vec<usize> = Vec::new();
    while picked.len() < picks {
        let option = (random.next() % options.len() as u64) as usize;
        if !picked.contains(&option) {
            picked.push(option);
        }
    }
    picked.sort_unstable();
    let marks = picked
        .into_iter()
        .map(|option| Mark { option: options[option].clone(), value: 1 });
    serde_json::to_string(&Ballot { marks: marks.collect() }).unwrap_or_default()
}

fn row(cx: &Context, phase: &phase::Model, choice: String) -> ballot::Model {
    let id = cx.anonymous_id();
    let hidden = format!("{0}{0}", id.simple());
    ballot::Model {
        id,
        consultation_id: phase.consultation_id,
        phase_id: phase.id,
        channel: "web".to_owned(),
        choice,
        state: "cast".to_owned(),
        nonce: Some(hidden.clone()),
        leaf: Some(hidden),
        replaced_by: None,
        turn: 1,
        sheet: false,
    }
}

/// The most memory that this program ever held, in megabytes.
fn peak_memory() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: u64 = line.unwrap_or_default().trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024)
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same ballots on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
