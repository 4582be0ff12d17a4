//! How many take part, as pages show it: whoever takes everything back is not counted, and counts once on coming back.

use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;
use sea_orm::EntityTrait;
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::ballots::{self, CastBallot, CorrectBallot};
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::published_proposals::ProposalAddress;
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::cases::{receipts, supports};
use tablee_core::store::entities::{
    answer_sheet, ballot, consultation, participation, pass, phase, proposal, statement_vote, support,
};
use tablee_core::{Context, Refusal};
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use uuid::Uuid;

use super::opinion::put as put_statement;
use crate::on_both_databases;
use crate::support::App;

fn person(name: &str) -> Actor {
    Actor::Resident(DeviceSecret(format!("device of {name}")))
}

fn at(position: i32) -> PhaseAddress {
    PhaseAddress { slug: "cantine".to_owned(), position }
}

fn marks(option: &str) -> Vec<(String, String)> {
    vec![(option.to_owned(), "1".to_owned())]
}

async fn cast(cx: &Context, name: &str, position: i32, option: &str, key: &str) -> Result<String, Refusal> {
    let command = CastBallot { phase: at(position), marks: marks(option), key: SubmissionKey(key.to_owned()) };
    Ok(ballots::cast(cx, &person(name), command).await?.to_string())
}

async fn correct(cx: &Context, code: &str, option: &str, key: &str) -> Result<(), Refusal> {
    let command = CorrectBallot { code: code.to_owned(), marks: marks(option), key: SubmissionKey(key.to_owned()) };
    ballots::correct(cx, &Actor::Anyone, command).await.map(|_| ())
}

async fn withdraw(app: &App, code: &str) {
    receipts::withdraw(&app.cx, &Actor::Anyone, code)
        .await
        .expect("withdrawn");
}

/// What pages show: participants of the consultation, then of each phase.
async fn shown(app: &App) -> (i32, Vec<i32>) {
    let read = app.cx.db.read();
    let consultation = consultation::Entity::find()
        .one(read)
        .await
        .expect("read")
        .expect("one");
    let mut phases = phase::Entity::find().all(read).await.expect("read");
    phases.sort_by_key(|phase| phase.position);
    (consultation.participants, phases.iter().map(|phase| phase.participants).collect())
}

/// The counters are those that one finds by counting what stands.
async fn assert_nothing_drifted(app: &App) {
    let read = app.cx.db.read();
    let mut standing: HashMap<Uuid, HashSet<Uuid>> = HashMap::new();
    for row in ballot::Entity::find().all(read).await.expect("read") {
        standing
            .entry(row.phase_id)
            .or_default()
            .extend((row.state == "cast").then_some(row.id));
    }
    for row in answer_sheet::Entity::find().all(read).await.expect("read") {
        standing
            .entry(row.phase_id)
            .or_default()
            .extend(row.counts().then_some(row.id));
    }
    for row in statement_vote::Entity::find().all(read).await.expect("read") {
        standing.entry(row.phase_id).or_default().insert(row.voter_id);
    }
    for row in proposal::Entity::find().all(read).await.expect("read") {
        standing
            .entry(row.phase_id)
            .or_default()
            .extend((row.state != "withdrawn").then_some(row.id));
        for support in support::Entity::find().all(read).await.expect("read") {
            if support.proposal_id == row.id {
                standing.entry(row.phase_id).or_default().insert(support.id);
            }
        }
    }
    let rows = participation::Entity::find().all(read).await.expect("read");
    for phase in phase::Entity::find().all(read).await.expect("read") {
        let of_phase = rows.iter().filter(|row| row.phase_id == phase.id);
        let contributions: i32 = of_phase.clone().map(|row| row.standing).sum();
        assert_eq!(contributions as usize, standing.get(&phase.id).map_or(0, HashSet::len), "phase {}", phase.position);
        assert_eq!(phase.participants as usize, of_phase.filter(|row| row.standing > 0).count(), "{}", phase.position);
    }
    let passes = pass::Entity::find().all(read).await.expect("read");
    for pass in &passes {
        let counted = rows
            .iter()
            .filter(|row| row.pass_id == pass.id && row.standing > 0)
            .count();
        assert_eq!(pass.phases as usize, counted);
    }
    assert_eq!(shown(app).await.0 as usize, passes.iter().filter(|pass| pass.phases > 0).count());
}

on_both_databases! {
    async fn a_ballot_taken_back_is_not_counted_and_counts_once_on_coming_back(app: App) {
        let seeded = app.seed("cantine").await;
        let options = seeded.decision(1, 1, &["Du pain", "Du riz"]).await;
        let code = cast(&app.cx, "Awa", 1, &options[0], "a").await.expect("cast");
        assert_eq!(shown(app).await, (1, vec![1]));
        withdraw(app, &code).await;
        withdraw(app, &code).await;
        assert_eq!(shown(app).await, (0, vec![0]));
        cast(&app.cx, "Awa", 1, &options[0], "a").await.expect("a form sent again is a receipt");
        assert_eq!(shown(app).await, (0, vec![0]), "a form sent again is no new ballot");
        cast(&app.cx, "Awa", 1, &options[1], "b").await.expect("cast");
        cast(&app.cx, "Awa", 1, &options[0], "c").await.expect("cast");
        assert_eq!(shown(app).await, (1, vec![1]));
        withdraw(app, &code).await;
        correct(&app.cx, &code, &options[1], "d").await.expect("corrected");
        correct(&app.cx, &code, &options[0], "e").await.expect("corrected");
        assert_eq!(shown(app).await, (1, vec![1]));
        assert_nothing_drifted(app).await;
    }

    async fn whoever_took_part_in_two_phases_stays_counted_until_both_are_taken_back(app: App) {
        let seeded = app.seed("cantine").await;
        let options = seeded.decision(1, 1, &["Du pain", "Du riz"]).await;
        let phase = seeded.phase(2, "questionnaire", "{}").await;
        seeded.question(phase, 1, "short_text", "{}", true).await;
        let phase = seeded.phase(3, "opinion", "{}").await;
        let statement = put_statement(app, seeded.id, phase, 1, "published").await;
        let ballot = cast(&app.cx, "Awa", 1, &options[0], "a").await.expect("cast");
        let send = || SendSheet { phase: at(2), entries: [(1, Entry::one("Oui"))].into() };
        let sheet = questionnaires::send_whole(&app.cx, &person("Awa"), send()).await.expect("sent").to_string();
        let say = || CastVote { phase: at(3), statement, vote: Vote::Agree };
        let votes = opinion::vote(&app.cx, &person("Awa"), say()).await.expect("said").to_string();
        assert_eq!(shown(app).await, (1, vec![1, 1, 1]));
        withdraw(app, &ballot).await;
        withdraw(app, &votes).await;
        assert_eq!(shown(app).await, (1, vec![0, 1, 0]));
        withdraw(app, &sheet).await;
        assert_eq!(shown(app).await, (0, vec![0, 0, 0]));
        questionnaires::send_whole(&app.cx, &person("Awa"), send()).await.expect("sent");
        opinion::vote(&app.cx, &person("Awa"), say()).await.expect("said");
        opinion::vote(&app.cx, &person("Awa"), say()).await.expect("said");
        assert_eq!(shown(app).await, (1, vec![0, 1, 1]));
        assert_nothing_drifted(app).await;
    }

    async fn one_proposal_or_support_that_stands_is_enough(app: App) {
        app.seed("cantine").await.phase(1, "proposal", "{}").await;
        let verger = app.proposes("cantine", 1, "Un verger", "Au soleil.").await;
        let unit = app.cx.db.begin().await.expect("a turn");
        let published = proposal::Entity::update_many()
            .col_expr(proposal::Column::State, sea_orm::sea_query::Expr::value("published"));
        published.exec(unit.conn()).await.expect("published");
        unit.commit().await.expect("kept");
        app.proposes("cantine", 1, "Un marché", "Le soir.").await;
        assert_eq!(shown(app).await, (2, vec![2]));
        let first = ProposalAddress { slug: "cantine".to_owned(), number: 1 };
        let author_of_second = person("Un marché");
        let support = supports::support(&app.cx, &author_of_second, &first).await.expect("supported").to_string();
        supports::support(&app.cx, &author_of_second, &first).await.expect("supported once");
        assert_nothing_drifted(app).await;
        withdraw(app, &verger).await;
        withdraw(app, &verger).await;
        assert_eq!(shown(app).await, (1, vec![1]));
        withdraw(app, &support).await;
        withdraw(app, &support).await;
        assert_eq!(shown(app).await, (1, vec![1]), "the other proposal stands");
        assert_nothing_drifted(app).await;
    }

    async fn no_order_of_coming_and_going_lets_the_counters_drift(app: App) {
        let seeded = app.seed("cantine").await;
        let options = [seeded.decision(1, 1, &["Pain", "Riz"]).await, seeded.decision(2, 1, &["Pain", "Riz"]).await];
        let mut acts = Vec::new();
        for name in ["Awa", "Paul", "Lina"] {
            for (position, options) in (1..).zip(&options) {
                let code = cast(&app.cx, name, position, &options[0], "first").await.expect("cast");
                for turn in 0..6 {
                    let (cx, code, options) = (app.cx.clone(), code.clone(), options.clone());
                    acts.push(tokio::spawn(async move {
                        let key = format!("{turn}");
                        match turn % 3 {
                            0 => receipts::withdraw(&cx, &Actor::Anyone, &code).await,
                            1 => cast(&cx, name, position, &options[1], &key).await.map(|_| ()),
                            _ => correct(&cx, &code, &options[0], &key).await,
                        }
                    }));
                }
            }
        }
        for act in join_all(acts).await {
            act.expect("no panic").expect("nobody is turned away");
        }
        assert_nothing_drifted(app).await;
    }
}
