//! Votes keep coming while the server is killed again and again: each acknowledged one is counted exactly once.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::ports::{DAY, Millis};
use tablee_core::store::entities::{ballot, participation, phase, receipt};
use tokio::sync::watch;

use crate::on_both_databases;
use crate::support::{App, Browser, NOW, Server};

const VOTE: &str = "/c/panne/etape/1/voter";
const VOTERS: usize = 160;
const AT_ONCE: usize = 12;
const KILLS: usize = 4;
/// Long past and far to come: the server under test goes by the real time.
const ALWAYS: (Millis, Millis) = (0, NOW + 50_000 * DAY);
const PATIENCE: Duration = Duration::from_secs(120);

/// Votes as someone does whose line breaks: the same form again until an answer says that it is taken.
async fn vote(mut site: watch::Receiver<String>, options: Vec<String>) {
    let mut browser = Browser::new("");
    let mut op = None;
    loop {
        browser = browser.moved_to(&site.borrow_and_update().clone());
        match attempt(&browser, &mut op, &options).await {
            Ok(()) => return,
            Err(_) => site.changed().await.expect("a server to come"),
        }
    }
}

async fn attempt(browser: &Browser, op: &mut Option<String>, options: &[String]) -> reqwest::Result<()> {
    if op.is_none() {
        let form = browser.try_send(browser.request(reqwest::Method::GET, VOTE)).await?;
        *op = Some(form.assert_status(200).value("op"));
    }
    let fields: Vec<_> = op
        .iter()
        .map(|op| ("op", op))
        .chain(options.iter().map(|option| ("options", option)))
        .collect();
    let answer = browser
        .try_send(browser.request(reqwest::Method::POST, VOTE).form(&fields))
        .await?;
    answer.assert_status(303);
    Ok(())
}

/// The options of ballot number `number`: no two numbers give the same.
fn choice(options: &[String], number: usize) -> Vec<String> {
    let marked = |index: &usize| number >> index & 1 == 1;
    (0..options.len())
        .filter(marked)
        .map(|index| options[index].clone())
        .collect()
}

/// The numbers of the ballots that count, in order.
async fn counted(app: &App, options: &[String]) -> Vec<usize> {
    let cast = ballot::Entity::find().filter(ballot::Column::State.eq("cast"));
    let rows = cast.all(app.cx.db.read()).await.expect("ballots");
    let number = |row: &ballot::Model| {
        let marked = |index: &usize| row.choice.contains(&options[*index]);
        (0..options.len()).filter(marked).map(|index| 1 << index).sum()
    };
    let mut numbers: Vec<usize> = rows.iter().map(number).collect();
    numbers.sort_unstable();
    numbers
}

/// Sends every ballot, a few at once, through a server that is killed each time that so many more are acknowledged.
async fn vote_through_kills(app: &App, options: &[String]) {
    let mut server = Server::start(app).await;
    let (site, moves) = watch::channel(server.base.clone());
    let (count, mut acknowledged) = watch::channel(0);
    let voters: Vec<_> = (0..AT_ONCE)
        .map(|first| {
            let (moves, count, options) = (moves.clone(), count.clone(), options.to_vec());
            tokio::spawn(async move {
                for number in (first + 1..=VOTERS).step_by(AT_ONCE) {
                    vote(moves.clone(), choice(&options, number)).await;
                    count.send_modify(|count| *count += 1);
                }
            })
        })
        .collect();
    for kill in 1..=KILLS {
        let due = VOTERS * kill / (KILLS + 1);
        acknowledged.wait_for(|count| *count >= due).await.expect("voters");
        drop(server);
        server = Server::start(app).await;
        site.send_replace(server.base.clone());
    }
    for voter in voters {
        voter.await.expect("all acknowledged");
    }
}

on_both_databases! {
    async fn f1_every_acknowledged_vote_is_counted_once_however_often_the_server_is_killed(app: App) {
        let labels = ["Riz", "Pain", "Soupe", "Fruits", "Légumes", "Fromage", "Poisson", "Lentilles"];
        let options = app.seed("panne").await.decision_between(1, 8, &labels, ALWAYS).await;
        tokio::time::timeout(PATIENCE, vote_through_kills(app, &options)).await.expect("in time");
        assert_eq!(counted(app, &options).await, (1..=VOTERS).collect::<Vec<_>>());
        let conn = app.cx.db.read();
        assert_eq!(participation::Entity::find().count(conn).await.expect("participations"), VOTERS as u64);
        assert_eq!(receipt::Entity::find().count(conn).await.expect("receipts"), VOTERS as u64);
        let phase = phase::Entity::find().one(conn).await.expect("read").expect("a phase");
        assert_eq!(phase.participants, VOTERS as i32);
    }
}
