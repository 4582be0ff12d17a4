//! What the log of votes costs the casting of one: see README.md beside this file.

mod one_vote;
mod sheets;

use std::time::Instant;

use one_vote::{Failure, NOW, decision};
use tablee::app;
use tablee::config::{Config, Overrides};
use tablee_core::Context;
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::{CountingRandom, HandClock};
use tablee_core::secrets::Secrets;
use tablee_core::store::entities::{phase, waiting_leaf};
use tablee_core::store::{ballot_log, ballots as ballot_rows};
use tablee_rules::ballot_log::{Nonce, ProofCode, commitment, leaf_hash};

const VOTES: usize = 20_000;
const TOGETHER: usize = 64;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let overrides = Overrides { data_dir: Some(folder.path().into()), listen: None };
    let config = Config::load(std::path::Path::new("/nonexistent"), None, overrides)?;
    let clock = std::sync::Arc::new(HandClock::at(NOW));
    let db = tablee_core::connect(&config.database_url).await?;
    let random = std::sync::Arc::new(CountingRandom::seeded(1));
    let cx = app::context(&config, db, Secrets::new([7; 32]), clock.clone(), random);
    let (phase, options) = decision(&cx, 4).await?;

    let started = Instant::now();
    cast_all(&cx, &options).await?;
    let cast = started.elapsed().as_secs_f64() / VOTES as f64;
    let logged = log_alone(&cx, phase).await?;
    println!("one vote                {:>8.1} µs", cast * 1e6);
    println!("of which for the log    {:>8.1} µs", logged * 1e6);
    println!("with / without the log  ×{:.2}", cast / (cast - logged));

    clock.advance(10 * 60 * 1000);
    let started = Instant::now();
    seal_due(&cx).await.map_err(|error| error.to_string())?;
    let sealed = started.elapsed();
    println!("sealing {VOTES} leaves    {:>8.1} ms", sealed.as_secs_f64() * 1e3);
    sheets::measure(&cx).await?;
    Ok(())
}

async fn cast_all(cx: &Context, options: &[String]) -> Result<(), Failure> {
    let voters = (0..TOGETHER).map(|first| {
        let (cx, options) = (cx.clone(), options.to_vec());
        tokio::spawn(async move {
            for voter in (first..VOTES).step_by(TOGETHER) {
                let command = CastBallot {
                    phase: PhaseAddress { slug: "vote".to_owned(), position: 1 },
                    marks: vec![(options[voter % options.len()].clone(), String::new())],
                    key: SubmissionKey("a".to_owned()),
                };
                let person = Actor::Resident(DeviceSecret(format!("device {voter}")));
                ballots::cast(&cx, &person, command)
                    .await
                    .map_err(|error| error.to_string())?;
            }
            Ok::<(), String>(())
        })
    });
    for voter in futures_util::future::join_all(voters).await {
        voter??;
    }
    Ok(())
}

/// Seconds that one vote takes for what the log adds to it: the lock on its ballot, nonce and hashes, the waiting leaf. Undone in the end.
async fn log_alone(cx: &Context, phase: phase::Model) -> Result<f64, Failure> {
    let said = serde_json::json!({ "marks": [{ "option": "a", "value": 1 }] });
    let unit = cx.db.begin().await?;
    let started = Instant::now();
    for _ in 0..VOTES {
        ballot_rows::locked(unit.conn(), cx.anonymous_id()).await?;
        let mut nonce = Nonce([0; 32]);
        cx.random.fill(&mut nonce.0);
        let leaf = leaf_hash(&commitment(&phase.consultation_id.to_string(), &nonce, &said));
        let row = waiting_leaf::Model {
            phase_id: phase.id,
            consultation_id: phase.consultation_id,
            hash: leaf.to_string(),
            code: ProofCode::of(&leaf).compact(),
            batch: 0,
        };
        ballot_log::wait(unit.conn(), row).await?;
    }
    Ok(started.elapsed().as_secs_f64() / VOTES as f64)
}
