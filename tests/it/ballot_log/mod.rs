//! The log of a vote: a leaf for each version of a ballot, sealed in batches, its heads signed.

mod apart;
mod auditing;
mod checking;
mod controls;
mod freezing;
mod methods;
mod observers;
mod opinions;
mod panel;
mod passes;
pub mod publishing;
mod sheets;
mod watching;
mod whole_story;

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde_json::{Value, json};
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::results::{self, PublishResults};
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::store::entities::{ballot, log_head, log_leaf, waiting_leaf};
use tablee_rules::ballot_log::{
    Checkpoint, Finding, Hash256, Known, Nonce, Published, Tree, commitment, leaf_hash, verify,
};

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW};

const BATCH: i64 = 10 * 60 * 1000;

fn person(number: usize) -> Actor {
    Actor::Resident(DeviceSecret(format!("device {number}")))
}

async fn vote(app: &App, voter: usize, key: &str, chosen: &[&String]) {
    let marks = chosen.iter().map(|option| ((*option).clone(), String::new())).collect();
    let command = CastBallot { phase: phase(), marks, key: SubmissionKey(key.to_owned()) };
    ballots::cast(&app.cx, &person(voter), command).await.expect("cast");
}

async fn cantine(app: &App) -> Vec<String> {
    app.seed("cantine")
        .await
        .decision(1, 2, &["Des fruits", "Du pain frais", "Moins de sucre"])
        .await
}

fn phase() -> PhaseAddress {
    PhaseAddress { slug: "cantine".to_owned(), position: 1 }
}

/// Everyone votes for one option in turn, and the phase closes.
async fn voted_and_closed(app: &App, voters: usize) -> Vec<String> {
    let options = cantine(app).await;
    for voter in 0..voters {
        vote(app, voter, "a", &[&options[voter % 3]]).await;
    }
    app.clock.advance(CLOSES - NOW);
    options
}

pub async fn publish(app: &App) {
    let command = PublishResults { phase: phase(), version: 1, alike_in_full: false };
    results::publish(&app.cx, &Actor::System, command)
        .await
        .expect("published");
}

async fn json(app: &App, path: &str) -> Value {
    let page = app.browser().get(path).await;
    serde_json::from_str(&page.assert_status(200).body).expect("JSON")
}

/// The published files, as anyone downloads them, in one.
pub async fn files(app: &App) -> Value {
    let log = json(app, "/c/cantine/etape/1/urne/urne.json").await;
    let result = json(app, "/c/cantine/etape/1/urne/resultat.json").await;
    let recount = json(app, "/c/cantine/etape/1/urne/recomptage.json").await;
    assert_eq!(result["result"], recount["result"]);
    let mut files = json!({
        "log": log["log"], "result": result["result"], "recount": recount["recount"], "seal": result["seal"]
    });
    if result["words"].is_object() {
        files["words"] = result["words"].clone();
    }
    files
}

/// The published files of a decision.
async fn published(app: &App) -> Published {
    serde_json::from_value(files(app).await).expect("published files")
}

/// What is wrong with them, to someone who knows nothing else.
fn wrong_with(published: &Published) -> Vec<Finding> {
    verify(published, &Known::default())
}

/// Writes to the database behind everyone's back.
async fn tamper(app: &App, sql: &str) {
    let unit = app.cx.db.begin().await.expect("a turn");
    unit.conn().execute_unprepared(sql).await.expect("done");
    unit.commit().await.expect("kept");
}

async fn log(app: &App) -> Vec<Hash256> {
    let rows = log_leaf::Entity::find()
        .order_by_asc(log_leaf::Column::Position)
        .all(app.cx.db.read())
        .await
        .expect("leaves");
    rows.iter()
        .map(|row| Hash256::from_hex(&row.hash).expect("a hash"))
        .collect()
}

async fn heads(app: &App) -> Vec<log_head::Model> {
    let heads = log_head::Entity::find().order_by_asc(log_head::Column::Number);
    heads.all(app.cx.db.read()).await.expect("heads")
}

async fn waiting(app: &App) -> usize {
    waiting_leaf::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("leaves")
        .len()
}

on_both_databases! {
    async fn a_leaf_waits_for_the_end_of_its_batch_and_enters_once(app: App) {
        let options = cantine(app).await;
        for (voter, option) in options.iter().take(3).enumerate() {
            vote(app, voter, "a", &[option]).await;
        }
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 0, "the batch is not over");
        app.clock.advance(BATCH);
        vote(app, 3, "a", &[]).await;
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 1);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 0, "nothing is due any more");
        let leaves = log(app).await;
        assert_eq!((leaves.len(), waiting(app).await), (3, 1));
        assert!(leaves.is_sorted(), "the order of the hashes is nobody's order");
        let head = heads(app).await.remove(0);
        assert_eq!((head.size, head.made_at, head.closing), (3, NOW + BATCH, false));
        assert_eq!(head.root, Tree::new(leaves).root().to_string());
    }

    async fn every_version_has_a_leaf_that_nonce_and_ballot_open(app: App) {
        let options = cantine(app).await;
        vote(app, 0, "a", &[&options[0]]).await;
        vote(app, 0, "a", &[&options[0]]).await;
        vote(app, 0, "b", &[&options[1], &options[2]]).await;
        vote(app, 1, "a", &[]).await;
        vote(app, 0, "a", &[&options[0]]).await;
        let rows = ballot::Entity::find().order_by_asc(ballot::Column::Turn).all(app.cx.db.read()).await.expect("ballots");
        assert_eq!(rows.len(), 3, "replays make no version");
        for row in &rows {
            let nonce = Nonce::from_hex(row.nonce.as_deref().expect("a nonce")).expect("32 bytes");
            let said = serde_json::from_str(&row.choice).expect("JSON");
            let leaf = leaf_hash(&commitment(&row.consultation_id.to_string(), &nonce, &said));
            assert_eq!(row.leaf, Some(leaf.to_string()));
        }
        let replaced: Vec<_> = rows.iter().filter(|row| row.state == "replaced").collect();
        let last = rows.iter().find(|row| row.turn == 2).expect("the second version");
        assert_eq!((replaced.len(), replaced[0].turn, replaced[0].replaced_by), (1, 1, Some(last.id)));
        assert!(replaced[0].choice.contains(&options[0]) && last.choice.contains(&options[1]));
        assert_eq!(waiting(app).await, 3);
    }

    async fn the_closing_head_comes_once_and_covers_everything(app: App) {
        let options = cantine(app).await;
        vote(app, 0, "a", &[&options[0]]).await;
        app.clock.advance(BATCH);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 1);
        app.clock.advance(CLOSES - NOW - BATCH - 1);
        vote(app, 1, "a", &[&options[1]]).await;
        vote(app, 0, "b", &[&options[2]]).await;
        app.clock.advance(1);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 1);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 0);
        let heads = heads(app).await;
        assert_eq!(heads.iter().map(|head| (head.size, head.closing)).collect::<Vec<_>>(), [(1, false), (3, true)]);
        assert_eq!(waiting(app).await, 0);
        let tree = Tree::new(log(app).await);
        for head in &heads {
            let text = head.note.split("\n\n").next().expect("a text");
            let read = Checkpoint::parse(&format!("{text}\n")).expect("a checkpoint");
            assert_eq!((read.size as i64, read.time), (head.size, Some(head.made_at)));
            assert_eq!(Some(read.root), tree.root_at(read.size));
            assert!(read.origin.ends_with("/c/cantine/etape/1"), "{}", read.origin);
        }
    }

    async fn an_empty_box_is_closed_with_a_head_too(app: App) {
        cantine(app).await;
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 0);
        app.clock.advance(CLOSES - NOW);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 1);
        assert_eq!(seal_due(&app.cx).await.expect("sealed"), 0);
        let head = heads(app).await.remove(0);
        assert_eq!((head.size, head.closing, head.root), (0, true, Tree::default().root().to_string()));
    }

    async fn nodes_that_seal_at_once_make_one_head(app: App) {
        let options = cantine(app).await;
        for voter in 0..20 {
            vote(app, voter, "a", &[&options[voter % 3]]).await;
        }
        app.clock.advance(BATCH);
        let nodes = (0..8).map(|_| { let cx = app.cx.clone(); tokio::spawn(async move { seal_due(&cx).await }) });
        let made = futures_util::future::join_all(nodes).await;
        let made: usize = made.into_iter().map(|made| made.expect("no panic").expect("sealed")).sum();
        assert_eq!((made, heads(app).await.len(), log(app).await.len()), (1, 1, 20));
    }

    async fn a_withdrawn_ballot_keeps_its_leaf_and_says_nothing(app: App) {
        let options = cantine(app).await;
        vote(app, 0, "a", &[&options[0]]).await;
        let marks = vec![(options[1].clone(), String::new())];
        let command = CastBallot { phase: phase(), marks, key: SubmissionKey("b".to_owned()) };
        let code = ballots::cast(&app.cx, &person(0), command).await.expect("cast");
        ballots::withdraw(&app.cx, &person(0), &code.to_string()).await.expect("withdrawn");
        vote(app, 0, "c", &[&options[2]]).await;
        let rows = ballot::Entity::find().order_by_asc(ballot::Column::Turn).all(app.cx.db.read()).await.expect("ballots");
        let told: Vec<_> = rows.iter().map(|row| (row.state.as_str(), row.nonce.is_some(), row.choice.contains("option"))).collect();
        assert_eq!(told, [("replaced", false, false), ("replaced", false, false), ("cast", true, true)]);
        assert_eq!(waiting(app).await, 3, "what was in the box stays in the log");
    }
}
