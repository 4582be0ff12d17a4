//! Proposals, supports and votes through the JSON API: the same use-cases, the same limits.

use reqwest::Method;
use serde_json::{Value, json};

use super::proposals::{cantine, put, rows, supports_of};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW, Page};

const HERE: &str = "/api/v1/consultations/cantine";

/// A program with a pass.
struct Program<'a> {
    app: &'a App,
    pass: String,
}

async fn program(app: &App) -> Program<'_> {
    let made = app.browser().post("/api/v1/passes", &[]).await;
    Program { app, pass: json_of(&made)["pass"].as_str().expect("a pass").to_owned() }
}

impl Program<'_> {
    async fn send(&self, method: Method, path: &str, key: &str, body: &Value) -> Page {
        let browser = self.app.browser();
        let request = browser.request(method, path).header("Tablee-Pass", &self.pass);
        browser.send(request.header("Idempotency-Key", key).json(body)).await
    }

    async fn get(&self, path: &str) -> Page {
        let browser = self.app.browser();
        browser
            .send(browser.request(Method::GET, path).header("Tablee-Pass", &self.pass))
            .await
    }
}

fn json_of(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error} in {}", page.body))
}

fn code_of(page: &Page) -> String {
    json_of(page)["code"].as_str().expect("a code").to_owned()
}

fn assert_problem(page: &Page, status: u16, kind: &str) {
    page.assert_status(status);
    assert_eq!(page.headers["content-type"], "application/problem+json");
    assert_eq!(json_of(page)["type"], format!("urn:tablee:{kind}"));
}

on_both_databases! {
    async fn a_program_proposes_once_for_each_key_and_corrects_by_code(app: App) {
        cantine(app, "after").await;
        let path = format!("{HERE}/phases/1/proposals");
        let words = json!({"title": "Un verger", "text": "Des pommiers"});
        let one = program(app).await;
        let first = one.send(Method::POST, &path, "key-number-1", &words).await;
        first.assert_status(201);
        let again = one.send(Method::POST, &path, "key-number-1", &words).await;
        assert_eq!(code_of(&first), code_of(&again));
        assert_eq!(rows(app).await.len(), 1);
        let fixed = json!({"title": "Un grand verger", "text": "Des pommiers"});
        let path_by_code = format!("/api/v1/receipts/{}/proposal", code_of(&first));
        one.send(Method::PUT, &path_by_code, "unused", &fixed).await.assert_status(200);
        let read = json_of(&app.browser().get(&format!("{HERE}/proposals/1")).await);
        assert_eq!((read["title"].as_str(), read["received_on"].as_str()), (Some("Un grand verger"), Some("2026-11-23")));
        let found = one.send(Method::POST, &format!("{path}/similar"), "", &words).await;
        assert_eq!(json_of(&found)[0]["number"], 1);
    }

    async fn the_same_limits_hold_as_on_the_pages(app: App) {
        cantine(app, "after").await;
        let path = format!("{HERE}/phases/1/proposals");
        let one = program(app).await;
        let long = json!({"title": "é".repeat(121), "text": ""});
        let refused = one.send(Method::POST, &path, "key-number-0", &long).await;
        assert_problem(&refused, 422, "refusal-invalid");
        let faults = json_of(&refused)["faults"].clone();
        assert_eq!((&faults[0]["property"], &faults[1]["property"]), (&json!("title"), &json!("text")));
        for turn in 0..3 {
            let words = json!({"title": format!("Idée {turn}"), "text": "Texte"});
            one.send(Method::POST, &path, &format!("key-number-{turn}"), &words).await.assert_status(201);
        }
        let words = json!({"title": "Une de trop", "text": "Texte"});
        let over = one.send(Method::POST, &path, "key-number-4", &words).await;
        assert_problem(&over, 409, "refusal-proposal-limit");
        let no_pass = app.browser();
        let request = no_pass.request(Method::POST, &path).header("Idempotency-Key", "key-number-5").json(&words);
        assert_problem(&no_pass.send(request).await, 403, "refusal-forbidden");
        let unasked = json!({"title": "Un", "text": "Deux", "state": "published"});
        assert_eq!(program(app).await.send(Method::POST, &path, "key-number-6", &unasked).await.status, 400);
        app.clock.advance(CLOSES - NOW);
        let late = program(app).await.send(Method::POST, &path, "key-number-7", &words).await;
        assert_problem(&late, 409, "refusal-phase-closed");
    }

    async fn the_list_goes_by_cursor_and_hides_what_is_not_published(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        for number in 1..=25 {
            let state = if number == 3 { "refused" } else { "published" };
            put(app, (&seeded, phase), number, &format!("Idée {number}"), state).await;
        }
        let reader = app.browser();
        let mut page = json_of(&reader.get(&format!("{HERE}/proposals?order=most_supported")).await);
        assert_eq!(page["total"], 24);
        let mut numbers = Vec::new();
        loop {
            numbers.extend(page["proposals"].as_array().expect("a list").iter().map(|proposal| proposal["number"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            page = json_of(&reader.get(&format!("{HERE}/proposals?order=most_supported&after={next}")).await);
        }
        assert_eq!(numbers.len(), 24);
        assert!(!numbers.contains(&json!(3)));
        let hidden = reader.get(&format!("{HERE}/proposals/3")).await;
        let missing = reader.get(&format!("{HERE}/proposals/300")).await;
        assert_problem(&hidden, 404, "refusal-not-found");
        assert_eq!(hidden.body, missing.body);
        assert_eq!(reader.get(&format!("{HERE}/proposals?after=x")).await.status, 400);
        assert_eq!(reader.get(&format!("{HERE}/proposals/x")).await.status, 400);
    }

    async fn a_program_stands_behind_a_proposal_once(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un verger", "published").await;
        let (one, path) = (program(app).await, format!("{HERE}/proposals/1/supports"));
        let first = one.send(Method::POST, &path, "", &json!({})).await;
        let again = one.send(Method::POST, &path, "", &json!({})).await;
        first.assert_status(201);
        assert_eq!(code_of(&first), code_of(&again));
        assert_eq!(supports_of(app, 1).await, 1);
    }

    async fn a_program_votes_on_statements_and_changes_votes_by_code(app: App) {
        super::opinion::cantine(app, 2).await;
        let (one, list) = (program(app).await, format!("{HERE}/phases/1/statements"));
        let shown = json_of(&one.get(&list).await);
        assert_eq!((&shown["seen"], shown["statements"].as_array().map(Vec::len)), (&json!(0), Some(2)));
        assert!(shown["statements"][0].get("agree").is_none(), "results are not out yet");
        let next = shown["next"].as_str().expect("a next one").to_owned();
        let path = format!("{list}/{next}/vote");
        let voted = one.send(Method::PUT, &path, "", &json!({"vote": "agree"})).await;
        voted.assert_status(200);
        one.send(Method::PUT, &path, "", &json!({"vote": "agree"})).await.assert_status(200);
        let by_code = format!("/api/v1/receipts/{}/votes/{next}", code_of(&voted));
        one.send(Method::PUT, &by_code, "", &json!({"vote": "disagree"})).await.assert_status(200);
        let shown = json_of(&one.get(&list).await);
        assert_eq!((&shown["seen"], &shown["statements"][0]["vote"]), (&json!(1), &json!("disagree")));
        assert_ne!(shown["next"], json!(next));
        super::opinion::assert_counters_are_the_votes(app).await;
        assert_eq!(one.send(Method::PUT, &path, "", &json!({"vote": "maybe"})).await.status, 400);
        let nowhere = format!("{list}/00000000-0000-0000-0000-000000000000/vote");
        assert_problem(&one.send(Method::PUT, &nowhere, "", &json!({"vote": "agree"})).await, 404, "refusal-not-found");
    }
}
