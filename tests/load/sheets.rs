//! What the sealing of opinion votes costs: every vote writes the voter's whole sheet anew.

use std::time::Instant;

use sea_orm::ConnectionTrait;
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{phase, statement};
use tablee_core::store::rows::insert;
use tablee_core::{Context, Uuid};
use tablee_rules::opinion::Vote;

use crate::{Failure, NOW, TOGETHER};

const VOTERS: usize = 640;
const STATEMENTS: usize = 40;
/// The index of equal ballots as it was when sheets had a part in it.
const ALL_IN_THE_INDEX: &str = "CREATE INDEX all_in_the_index ON ballots (phase_id, state, choice, channel)";

/// Casts the votes of a phase twice, in two phases: as it is, and with sheets in the index of equal ballots.
pub async fn measure(cx: &Context) -> Result<(), Failure> {
    let apart = cast_all(cx, 2).await?;
    let unit = cx.db.begin().await?;
    unit.conn().execute_unprepared(ALL_IN_THE_INDEX).await?;
    unit.commit().await?;
    let together = cast_all(cx, 3).await?;
    println!("one opinion vote        {:>8.1} µs", apart * 1e6);
    println!("with sheets in an index {:>8.1} µs", together * 1e6);
    println!("with / without          ×{:.2}", together / apart);
    Ok(())
}

/// Seconds for one vote of an opinion phase at that position.
async fn cast_all(cx: &Context, position: i32) -> Result<f64, Failure> {
    let statements = phase_at(cx, position).await?;
    let started = Instant::now();
    let voters = (0..TOGETHER).map(|first| {
        let (cx, statements) = (cx.clone(), statements.clone());
        tokio::spawn(async move {
            for voter in (first..VOTERS).step_by(TOGETHER) {
                let person = Actor::Resident(DeviceSecret(format!("device {voter}")));
                for (place, &statement) in statements.iter().enumerate() {
                    let phase = PhaseAddress { slug: "vote".to_owned(), position };
                    let vote = Vote::ALL[(voter * 7 + place * place) % 3];
                    opinion::vote(&cx, &person, CastVote { phase, statement, vote })
                        .await
                        .map_err(|error| error.to_string())?;
                }
            }
            Ok::<(), String>(())
        })
    });
    for voter in futures_util::future::join_all(voters).await {
        voter??;
    }
    Ok(started.elapsed().as_secs_f64() / (VOTERS * STATEMENTS) as f64)
}

async fn phase_at(cx: &Context, position: i32) -> Result<Vec<Uuid>, Failure> {
    let row = phase::Model {
        id: cx.dated_id(),
        consultation_id: Uuid::nil(),
        position,
        kind: "opinion".to_owned(),
        title: String::new(),
        intro: String::new(),
        opens_at: Some(NOW - DAY),
        closes_at: Some(NOW + DAY),
        rules: "{}".to_owned(),
        frozen_at: None,
        participants: 0,
    };
    let unit = cx.db.begin().await?;
    insert::<phase::Entity, _>(unit.conn(), row.clone()).await?;
    let mut statements = Vec::new();
    for number in 1..=STATEMENTS {
        let statement = statement::Model {
            id: cx.dated_id(),
            consultation_id: row.consultation_id,
            phase_id: row.id,
            position: number as i32,
            text: number.to_string(),
            state: "published".to_owned(),
            agree: 0,
            disagree: 0,
            pass: 0,
            origin: "desk".to_owned(),
            channel: "web".to_owned(),
            day: 0,
            unread: false,
            reason: None,
            reason_text: None,
            apart: false,
            salt: None,
        };
        statements.push(statement.id);
        insert::<statement::Entity, _>(unit.conn(), statement).await?;
    }
    unit.commit().await?;
    Ok(statements)
}
