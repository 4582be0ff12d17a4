//! For every voting method the published result is found again: from the recount file, and from the ballots by SQL.

use sea_orm::{ConnectionTrait, Statement};
use tablee_core::cases::ballots::{self, CastBallot, Marks};
use tablee_core::cases::participation::SubmissionKey;
use tablee_rules::ballot_log::{Published, Recount};
use tablee_rules::voting::{self, Counted, METHODS, Marking, Method, OptionNeed, Settings, VoteRules};

use super::publishing::counted_again;
use super::{person, phase, publish, published, tamper, wrong_with};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Kind, NOW};

const VOTERS: usize = 60;
const LABELS: [&str; 4] = ["Riz", "Pain", "Soupe", "Fruits"];

/// What voter `voter` marks, right by the rules of any method of that marking; few ballots are one of a kind.
fn marks(method: &dyn Method, options: &[String], voter: usize) -> Marks {
    let kind = voter % 7 % 4;
    let mark = |option: usize, value: String| (options[option % options.len()].clone(), value);
    match method.marking() {
        Marking::Choice => vec![mark(kind, String::new()), mark(kind + 1, String::new())],
        Marking::Answer => vec![mark(kind, String::new())],
        Marking::Opinion => (0..3)
            .map(|place| mark(kind + place, (place as i64 - 1).to_string()))
            .collect(),
        Marking::Grade => (0..4)
            .map(|option| mark(option, ((option + kind) % 5).to_string()))
            .collect(),
        Marking::Rank => (0..3)
            .map(|place| mark(kind + place, (place + 1).to_string()))
            .collect(),
        Marking::Points => (0..2)
            .map(|place| mark(kind + place, (2 + place).to_string()))
            .collect(),
    }
}

/// Every setting at its usual value, with money to share out where there is some.
fn rules(method: &dyn Method) -> VoteRules {
    let settings = method.settings().iter().filter(|setting| setting.name == "budget");
    let settings = Settings::new(settings.map(|setting| (setting.name, 25_000)));
    VoteRules {
        method: method.key().to_owned(),
        seats: if method.option_need() == OptionNeed::Quota { 8 } else { u32::from(method.fills_seats()) },
        settings,
        ..VoteRules::default()
    }
}

/// The ballots that count, equal ones together, read by SQL alone.
async fn by_sql(app: &App) -> Vec<Counted> {
    let read = app.cx.db.read();
    let sql = "SELECT choice, COUNT(*) AS times FROM ballots WHERE state = 'cast' GROUP BY choice";
    let rows = read
        .query_all_raw(Statement::from_string(read.get_database_backend(), sql))
        .await
        .expect("rows");
    let counted = rows.iter().map(|row| Counted {
        ballot: serde_json::from_str(&row.try_get::<String>("", "choice").expect("a choice")).expect("a ballot"),
        times: row.try_get::<i64>("", "times").expect("a count").unsigned_abs(),
    });
    counted.collect()
}

async fn held(app: &App, method: &'static dyn Method) -> Published {
    let options = app.seed("cantine").await.vote(1, &rules(method), &LABELS).await;
    if method.option_need() == OptionNeed::Cost {
        tamper(app, "UPDATE ballot_options SET cost = 10000").await;
    }
    if method.option_need() == OptionNeed::Quota {
        tamper(app, "UPDATE ballot_options SET feature = 'Plat', least = 1, most = 4").await;
    }
    for voter in 0..VOTERS {
        let key = SubmissionKey("a".to_owned());
        let command = CastBallot { phase: phase(), marks: marks(method, &options, voter), key };
        ballots::cast(&app.cx, &person(voter), command)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", method.key()));
    }
    app.clock.advance(CLOSES - NOW);
    publish(app).await;
    published(app).await
}

async fn is_found_again(app: &App, method: &'static dyn Method) {
    let vote = held(app, method).await;
    assert_eq!(wrong_with(&vote), [], "{}", method.key());
    assert!(matches!(vote.recount, Recount::Summary(_)), "{}", method.key());
    let shown = serde_json::to_value(&vote.result.tally).expect("JSON");
    let again = counted_again(&vote);
    assert_eq!(serde_json::to_value(again).expect("JSON"), shown, "{}", method.key());
    let paper = &vote.result.paper;
    let (standings, summary) = method.sum_up(&by_sql(app).await, paper);
    assert_eq!(standings.valid, VOTERS as u64, "{}", method.key());
    let second = voting::decide(method, standings, &summary, paper, &vote.result.lot());
    assert_eq!(serde_json::to_value(second).expect("JSON"), shown, "{}", method.key());
}

async fn every_method_is_found_again(kind: Kind) {
    for &method in METHODS {
        let Some(app) = App::start(kind).await else { return };
        is_found_again(&app, method).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_is_found_again_on_sqlite() {
    every_method_is_found_again(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_is_found_again_on_postgres() {
    every_method_is_found_again(Kind::Postgres).await;
}

on_both_databases! {
    async fn ballots_that_could_be_signatures_are_not_published(app: App) {
        let Some(&method) = METHODS.iter().find(|method| method.key() == "irv") else { panic!("instant run-off") };
        let options = app.seed("cantine").await.vote(1, &rules(method), &LABELS).await;
        for voter in 0..12 {
            let key = SubmissionKey("a".to_owned());
            let command = CastBallot { phase: phase(), marks: marks(method, &options, voter), key };
            ballots::cast(&app.cx, &person(voter), command).await.expect("cast");
        }
        app.clock.advance(CLOSES - NOW);
        publish(app).await;
        let vote = published(app).await;
        assert!(matches!(vote.recount, Recount::Withheld(_)), "{:?}", vote.recount);
        assert_eq!(wrong_with(&vote), []);
    }
}
