//! Reading and taking part by the API: the same acts as on the pages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const BALLOT: &str = "/api/v1/consultations/cantine/phases/1/ballot";

/// A program: no cookies, no page before.
async fn call(program: &Browser, method: Method, path: &str, pass: &str, body: Option<Value>) -> Page {
    let mut request = program.request(method, path);
    if !pass.is_empty() {
        request = request.header("Tablee-Pass", pass);
    }
    program
        .send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
}

fn value(page: &Page) -> Value {
    serde_json::from_str(&page.body).expect("JSON")
}

async fn pass(program: &Browser) -> String {
    let made = call(program, Method::POST, "/api/v1/passes", "", None).await;
    value(&made)["pass"].as_str().expect("a pass").to_owned()
}

async fn cantine(app: &App) -> Vec<String> {
    let seeded = app.seed("cantine").await;
    let options = seeded.decision(1, 1, &["Des fruits", "Du pain"]).await;
    let phase = seeded.phase(2, "questionnaire", "{}").await;
    seeded.question(phase, 1, "short_text", "{}", true).await;
    seeded.question(phase, 2, "number", r#"{"max":9}"#, false).await;
    options
}

fn marks(option: &str) -> Option<Value> {
    Some(json!({ "marks": [{ "option": option }] }))
}

on_both_databases! {
    async fn consultations_are_listed_and_shown(app: App) {
        cantine(app).await;
        let program = app.browser();
        let list = value(&call(&program, Method::GET, "/api/v1/consultations", "", None).await);
        assert_eq!(list["items"][0]["slug"], "cantine");
        assert_eq!(list["items"][0]["state"], "open");
        let shown = value(&call(&program, Method::GET, "/api/v1/consultations/cantine", "", None).await);
        assert_eq!((&shown["title"], &shown["take_part"]), (&json!("Bien manger cantine"), &json!(1)));
        assert_eq!(shown["phases"][1]["kind"], "questionnaire");
        call(&program, Method::GET, "/api/v1/consultations/inconnue", "", None).await.assert_status(404);
        call(&program, Method::GET, "/api/v1/consultations?after=x", "", None).await.assert_status(400);
    }

    async fn a_list_goes_on_where_its_cursor_says(app: App) {
        for n in 0..53 {
            app.seed(&format!("c{n}")).await;
        }
        let program = app.browser();
        let first = value(&call(&program, Method::GET, "/api/v1/consultations", "", None).await);
        assert_eq!(first["items"].as_array().expect("items").len(), 50);
        let next = format!("/api/v1/consultations?after={}", first["next"].as_str().expect("a cursor"));
        let second = value(&call(&program, Method::GET, &next, "", None).await);
        assert_eq!(second["items"].as_array().expect("items").len(), 3);
        assert!(second["next"].is_null());
    }

    async fn a_pass_votes_once_changes_and_withdraws(app: App) {
        let options = cantine(app).await;
        let program = app.browser();
        let pass = pass(&program).await;
        let cast = call(&program, Method::PUT, BALLOT, &pass, marks(&options[0])).await;
        cast.assert_status(201);
        let code = value(&cast)["code"].as_str().expect("a code").to_owned();
        let again = call(&program, Method::PUT, BALLOT, &pass, marks(&options[1])).await;
        assert_eq!(value(&again)["code"], json!(code));
        let receipt = format!("/api/v1/receipts/{code}");
        let shown = value(&call(&program, Method::GET, &receipt, "", None).await);
        assert_eq!((&shown["state"], &shown["ballot"]), (&json!("counted"), &json!(["Du pain"])));
        call(&program, Method::PUT, &format!("{receipt}/ballot"), "", marks(&options[0])).await.assert_status(201);
        app.browser().get(&format!("/suivi/{code}")).await.assert_says("Des fruits");
        call(&program, Method::DELETE, &receipt, "", None).await.assert_status(204);
        assert_eq!(value(&call(&program, Method::GET, &receipt, "", None).await)["state"], "withdrawn");
        let summary = value(&call(&program, Method::GET, "/api/v1/consultations/cantine", "", None).await);
        assert_eq!(summary["participants"], 0);
    }

    async fn what_breaks_the_rules_is_a_problem_with_its_property(app: App) {
        let options = cantine(app).await;
        let program = app.browser();
        let pass = pass(&program).await;
        let both = json!({ "marks": [{ "option": options[0] }, { "option": options[1] }] });
        let refused = call(&program, Method::PUT, BALLOT, &pass, Some(both)).await;
        refused.assert_status(422);
        assert_eq!(refused.headers["content-type"], "application/problem+json");
        assert_eq!(value(&refused)["faults"][0]["property"], "options");
        call(&program, Method::PUT, BALLOT, "", marks(&options[0])).await.assert_status(403);
        call(&program, Method::PUT, BALLOT, "guessed", marks(&options[0])).await.assert_status(401);
        let odd = json!({ "marks": [], "role": "admin" });
        call(&program, Method::PUT, BALLOT, &pass, Some(odd)).await.assert_status(400);
        app.clock.advance(CLOSES - NOW);
        call(&program, Method::PUT, BALLOT, &pass, marks(&options[0])).await.assert_status(409);
    }

    async fn a_sheet_is_sent_whole_and_one_answer_corrected(app: App) {
        cantine(app).await;
        let program = app.browser();
        let pass = pass(&program).await;
        let answers = "/api/v1/consultations/cantine/phases/2/answers";
        let questions = "/api/v1/consultations/cantine/phases/2/questions";
        let asked = value(&call(&program, Method::GET, questions, &pass, None).await);
        assert_eq!(asked["questions"][1]["options"]["max"], 9);
        let wrong = json!({ "answers": [{ "question": 2, "values": ["10"] }, { "question": 3, "values": ["x"] }] });
        let refused = value(&call(&program, Method::POST, answers, &pass, Some(wrong)).await);
        let properties: Vec<_> = refused["faults"].as_array().expect("faults").iter().map(|fault| fault["property"].clone()).collect();
        assert_eq!(properties, ["question-1", "question-2", "question-3"]);
        let right = json!({ "answers": [{ "question": 1, "values": ["Du temps"] }, { "question": 2, "declined": true }] });
        let sent = call(&program, Method::POST, answers, &pass, Some(right.clone())).await;
        sent.assert_status(201);
        let replayed = call(&program, Method::POST, answers, &pass, Some(right)).await;
        assert_eq!(value(&sent), value(&replayed));
        let code = value(&sent)["code"].as_str().expect("a code").to_owned();
        let correction = format!("/api/v1/receipts/{code}/answers/2");
        call(&program, Method::PUT, &correction, "", Some(json!({ "values": ["7"] }))).await.assert_status(204);
        let shown = value(&call(&program, Method::GET, &format!("/api/v1/receipts/{code}"), "", None).await);
        assert_eq!(shown["answers"][1]["answer"]["value"], 7);
    }

    async fn s21_guessing_receipt_codes_by_the_api_is_limited_too(app: App) {
        cantine(app).await;
        let program = app.browser();
        for _ in 0..20 {
            call(&program, Method::GET, "/api/v1/receipts/0000-0000-0000", "", None).await.assert_status(404);
        }
        call(&program, Method::DELETE, "/api/v1/receipts/0000-0000-0000", "", None).await.assert_status(429);
        call(&program, Method::GET, "/api/v1/receipts/0000-0000-0001", "", None).await.assert_status(429);
    }
}
