//! Votes keep coming while the server is killed again and again: each acknowledged one is counted exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::ports::{DAY, Millis};
use tablee_core::store::entities::{ballot, delivery, participation, phase, receipt};
use tokio::sync::watch;

use crate::mail::seed::{rows, seed, set};
use crate::on_both_databases;
use crate::support::mail_server::{Answer, MailServer, Said};
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

/// Mails that wait, and those that are acknowledged before the server is killed.
const MAILS: usize = 12;
const ACKNOWLEDGED: usize = 5;
/// As many as a worker has in conversation at once.
const IN_FLIGHT: usize = 4;

/// How often each Message-ID came in, and to how many people.
fn copies(server: &MailServer) -> Vec<usize> {
    let mut copies: BTreeMap<(String, String), usize> = BTreeMap::new();
    for message in server.heard().messages {
        let header = |name: &str| {
            message
                .lines()
                .find(|line| line.starts_with(name))
                .expect("a header")
                .to_owned()
        };
        *copies.entry((header("To: "), header("Message-ID: "))).or_default() += 1;
    }
    let recipients: BTreeSet<&String> = copies.keys().map(|(recipient, _)| recipient).collect();
    assert_eq!(recipients.len(), copies.len(), "someone got two mails under two ids");
    let mut copies: Vec<usize> = copies.into_values().collect();
    copies.sort_unstable();
    copies
}

on_both_databases! {
    async fn o17_mails_in_flight_when_the_server_is_killed_come_twice_under_one_id_and_no_others(app: App) {
        // What waits is sealed under the key of the installation.
        std::fs::write(&app.config.secret_file, [7; 32]).expect("a key");
        let seed = seed(&app.cx).await;
        let mut contacts = Vec::new();
        for number in 0..MAILS {
            contacts.push(seed.follower(&app.cx, &format!("p{number}@ville.example"), true).await);
        }
        seed.tell(&app.cx, &contacts).await;
        // Takes a few, then keeps silent with the text in hand, until it hears of other connections.
        let after_the_kill = Arc::new(AtomicBool::new(false));
        let killed = after_the_kill.clone();
        let silent = move |said: Said<'_>| {
            let late = said.line == "." && said.messages > ACKNOWLEDGED && !killed.load(Ordering::SeqCst);
            if late { Answer::Silence } else { Answer::Yes }
        };
        let mail_server = MailServer::start(silent).await;
        let url = format!("smtp://{}", mail_server.address);
        let settings = [("TABLEE_SMTP_URL", url.as_str()), ("TABLEE_MAIL_FROM", "tablee@ville.example")];
        let server = Server::start_with(app, &settings).await;
        tokio::time::timeout(PATIENCE, mail_server.has_messages(ACKNOWLEDGED + IN_FLIGHT)).await.expect("in time");
        drop(server);
        after_the_kill.store(true, Ordering::SeqCst);
        // Two minutes pass: the leases of the dead worker are over.
        set(&app.cx, delivery::Column::LeaseUntil, 0i64).await;
        let server = Server::start_with(app, &settings).await;
        tokio::time::timeout(PATIENCE, mail_server.has_messages(MAILS + IN_FLIGHT)).await.expect("in time");
        let all_sent = async {
            while rows(&app.cx).await.iter().any(|row| row.state != "sent") {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, all_sent).await.expect("in time");
        drop(server);
        let expected: Vec<usize> = [vec![1; MAILS - IN_FLIGHT], vec![2; IN_FLIGHT]].concat();
        assert_eq!(copies(&mail_server), expected);
    }

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
