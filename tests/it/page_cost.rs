//! What a page costs: a fixed number of statements, whatever the number of contributions.

use std::sync::atomic::Ordering;

use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::opinion::{self as statement_votes, CastVote};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;

use super::{opinion, proposals};
use crate::on_both_databases;
use crate::support::{App, Browser};

fn phase(position: i32) -> PhaseAddress {
    PhaseAddress { slug: "cantine".to_owned(), position }
}

/// So many people vote and answer the questionnaire.
async fn take_part(app: &App, people: std::ops::Range<usize>, option: &str) {
    for person in people {
        let actor = Actor::Resident(DeviceSecret(format!("person {person}")));
        let marks = vec![(option.to_owned(), String::new())];
        let ballot = CastBallot { phase: phase(1), marks, key: SubmissionKey(person.to_string()) };
        ballots::cast(&app.cx, &actor, ballot).await.expect("a vote");
        let entries = [(1, Entry::one("Du temps"))].into();
        questionnaires::send_whole(&app.cx, &actor, SendSheet { phase: phase(2), entries })
            .await
            .expect("a sheet");
    }
}

async fn cost(app: &App, browser: &Browser, path: &str) -> u64 {
    let before = app.statements.load(Ordering::Relaxed);
    browser.get(path).await.assert_status(200);
    app.statements.load(Ordering::Relaxed) - before
}

on_both_databases! {
    async fn a_page_costs_the_same_with_3_and_with_300_contributions(app: App) {
        let seeded = app.seed("cantine").await;
        let options = seeded.decision(1, 0, &["Oui", "Non"]).await;
        let questionnaire = seeded.phase(2, "questionnaire", "{}").await;
        for position in 1..=3 {
            seeded.question(questionnaire, position, "short_text", "{}", false).await;
        }
        let browser = app.browser();
        let op = browser.get("/c/cantine/etape/1/voter").await.value("op");
        browser.post("/c/cantine/etape/1/voter", &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        let receipt = browser.get("/c/cantine/etape/1/merci").await.attributes("main a[href^='/suivi/']", "href").remove(0);
        let receipt = receipt.trim_end_matches("/imprimer").to_owned();
        let paths = [
            "/",
            "/c/cantine",
            "/c/cantine/etape/1",
            "/c/cantine/etape/1/voter",
            "/c/cantine/etape/1/merci",
            "/c/cantine/etape/2/question/2",
            "/c/cantine/etape/2/verifier",
            &receipt,
        ];
        take_part(app, 0..3, &options[0]).await;
        let mut few = Vec::new();
        for path in paths {
            few.push(cost(app, &browser, path).await);
        }
        take_part(app, 3..300, &options[1]).await;
        let mut many = Vec::new();
        for path in paths {
            many.push(cost(app, &browser, path).await);
        }
        assert_eq!(few, many, "{paths:?}");
        assert!(many.iter().all(|cost| (1..=10).contains(cost)), "{many:?}");
        let mut kept = Vec::new();
        for path in &paths[..2] {
            kept.push(cost(app, &browser, path).await);
        }
        assert_eq!(kept, [1, 1], "a page in memory asks for its version only");
    }

    async fn voices_cost_the_same_with_3_and_with_300_of_them(app: App) {
        let (seeded, phase) = proposals::cantine(app, "before").await;
        let opinion = seeded.phase(2, "opinion", "{}").await;
        let browser = app.browser();
        let op = browser.get(proposals::WRITE).await.value("op");
        let paths = [
            "/c/cantine/propositions",
            "/c/cantine/propositions?ordre=soutiens&mots=verger",
            "/c/cantine/propositions/1",
            "/c/cantine/etape/1/proposer",
            "/c/cantine/etape/2/avis",
        ];
        let mut costs = Vec::new();
        for numbers in [1..4, 4..301] {
            for number in numbers {
                proposals::put(app, (&seeded, phase), number, &format!("Un verger {number}"), "published").await;
                opinion::put(app, seeded.id, opinion, number, "published").await;
            }
            let mut now = Vec::new();
            for path in paths {
                now.push(cost(app, &browser, path).await);
            }
            let before = app.statements.load(Ordering::Relaxed);
            let typed = [("op", op.as_str()), ("title", "Un verger"), ("text", "Le texte")];
            browser.post(proposals::WRITE, &typed).await.assert_status(200).assert_says("aussi votre idée");
            now.push(app.statements.load(Ordering::Relaxed) - before);
            costs.push(now);
        }
        assert_eq!(costs[0], costs[1], "{paths:?}");
        assert!(costs[0].iter().all(|cost| (1..=10).contains(cost)), "{costs:?}");
    }

    async fn the_desk_costs_the_same_with_3_and_with_300_contributions(app: App) {
        let (seeded, phase_id) = proposals::cantine(app, "before").await;
        let opinion = seeded.phase(2, "opinion", "{}").await;
        let questionnaire = seeded.phase(3, "questionnaire", "{}").await;
        seeded.question(questionnaire, 1, "short_text", "{}", false).await;
        let browser = app.member_of("cantine", Role::Administrator, "").await;
        let paths = [
            "/espace",
            "/espace/c/cantine",
            "/espace/c/cantine/moderation",
            "/espace/c/cantine/phrases",
            "/espace/c/cantine/textes-libres",
            "/espace/c/cantine/reponses",
            "/espace/administration/journal",
            "/espace/administration/membres",
        ];
        let mut costs = Vec::new();
        for numbers in [1..4, 4..301] {
            for number in numbers {
                let waits = format!("Un four {number}");
                proposals::put(app, (&seeded, phase_id), number, &format!("Un verger {number}"), "published").await;
                proposals::put(app, (&seeded, phase_id), 1000 + number, &waits, "pending").await;
                opinion::put(app, seeded.id, opinion, number, "pending").await;
                let actor = Actor::Resident(DeviceSecret(format!("person {number}")));
                let entries = [(1, Entry::one(format!("Du temps {number}")))].into();
                let sheet = SendSheet { phase: phase(3), entries };
                questionnaires::send_whole(&app.cx, &actor, sheet).await.expect("a sheet");
                app.invite(&format!("p{number}@cantine.example"), Role::Reader, "cantine", "").await;
            }
            let mut now = Vec::new();
            for path in paths {
                now.push(cost(app, &browser, path).await);
            }
            costs.push(now);
        }
        assert_eq!(costs[0], costs[1], "{paths:?}");
        assert!(costs[0].iter().all(|cost| (1..=16).contains(cost)), "{costs:?}");
    }

    async fn opinions_cost_the_same_with_3_and_with_300_voters(app: App) {
        let statements = opinion::cantine(app, 4).await;
        let browser = app.browser();
        let first = statements[0].to_string();
        let fields = [("op", "x"), ("statement", first.as_str()), ("vote", "agree")];
        browser.post("/c/cantine/etape/1/avis", &fields).await.assert_status(303);
        let receipt = browser.get("/c/cantine/etape/1/merci").await.attributes("main a[href^='/suivi/']", "href").remove(0);
        let receipt = receipt.trim_end_matches("/imprimer").to_owned();
        let paths = ["/c/cantine/etape/1/avis", "/c/cantine/etape/1/merci", &receipt, "/c/cantine/etape/1/urne"];
        let mut costs = Vec::new();
        for voters in [0..3, 3..300] {
            for voter in voters {
                let command = CastVote { phase: phase(1), statement: statements[voter % 4], vote: Vote::Agree };
                let person = Actor::Resident(DeviceSecret(format!("voter {voter}")));
                statement_votes::vote(&app.cx, &person, command).await.expect("a vote");
            }
            let mut now = Vec::new();
            for path in paths {
                now.push(cost(app, &browser, path).await);
            }
            costs.push(now);
        }
        assert_eq!(costs[0], costs[1], "{paths:?}");
        assert!(costs[0].iter().all(|cost| (1..=10).contains(cost)), "{costs:?}");
    }
}
