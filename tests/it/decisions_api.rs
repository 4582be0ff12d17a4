//! How a decision decides, read and written by programs.

use serde_json::{Value, json};
use tablee_core::access::Role;
use tablee_rules::voting::METHODS;

use super::api::{Program, anyone, member, read};
use crate::on_both_databases;

/// The `seen` of what a program reads now.
async fn seen(program: &Program, base: &str) -> Value {
    read(&program.get(&format!("{base}/rules")).await)["seen"].clone()
}

on_both_databases! {
    async fn the_methods_are_listed_for_anyone_with_their_settings(app: App) {
        let methods = read(&anyone(app).get("/voting-methods").await);
        let listed = methods.as_array().expect("a list");
        assert_eq!(listed.len(), METHODS.len());
        for (method, rule) in listed.iter().zip(METHODS) {
            assert_eq!(method["key"], rule.key());
            assert!(["name", "how", "when", "when_not"].iter().all(|part| method[part].as_str().is_some_and(|text| !text.is_empty())));
            assert_eq!(method["settings"].as_array().map(Vec::len), Some(rule.settings().len()));
        }
    }

    async fn programs_read_and_write_how_a_decision_decides(app: App) {
        let program = member(app, "Ville", Role::Facilitator).await;
        let made = program.post("/consultations", json!({"title": "Un parc", "op": "first"})).await;
        let slug = read(&made)["slug"].as_str().expect("a slug").to_owned();
        let desk = read(&program.get(&format!("/consultations/{slug}/desk")).await);
        let phase = json!({"seen": desk["seen"], "kind": "decision", "title": "Choisir"});
        program.post(&format!("/consultations/{slug}/phases"), phase).await.assert_status(201);
        let base = format!("/consultations/{slug}/phases/1");
        let (rules, options) = (format!("{base}/rules"), format!("{base}/options"));
        let budget = json!([{"name": "budget", "value": 40_000}]);
        let change = json!({"seen": seen(&program, &base).await, "method": "budget_fair_shares", "settings": budget});
        program.put(&rules, change).await.assert_status(204);
        let wrong = json!({"seen": seen(&program, &base).await, "method": "approval", "settings": [{"name": "cap", "value": 1}]});
        let refused = program.put(&rules, wrong).await;
        assert_eq!(read(refused.assert_status(422))["faults"][0]["property"], "setting-cap");
        let new = json!([{"text": "Un four", "cost": 15_000}, {"text": "Un jardin", "detail": "Au soleil"}]);
        let add = json!({"seen": seen(&program, &base).await, "op": "one", "options": new});
        program.post(&options, add).await.assert_status(204);
        let kept = read(&program.get(&rules).await);
        assert_eq!((&kept["options"][0]["cost"], &kept["options"][1]["cost"]), (&json!(15_000), &Value::Null));
        let garden = format!("{options}/{}", kept["options"][1]["id"].as_str().expect("an id"));
        let refused = program.put(&garden, json!({"seen": kept["seen"], "option": {"text": "Un jardin", "cost": -1}})).await;
        assert_eq!(read(refused.assert_status(422))["faults"][0]["key"], "fault-money");
        let mended = json!({"seen": kept["seen"], "option": {"text": "Un jardin", "cost": 20_000}});
        program.put(&garden, mended).await.assert_status(204);
        let kept = read(&program.get(&rules).await);
        assert_eq!((&kept["method"], &kept["options"][1]["cost"]), (&json!("budget_fair_shares"), &json!(20_000)));
        let settings = kept["settings"].as_array().expect("settings");
        assert!(settings.contains(&json!({"name": "budget", "value": 40_000})), "{settings:?}");
        program.send(reqwest::Method::DELETE, &format!("{garden}?seen={}", kept["seen"]), None).await.assert_status(204);
        assert_eq!(read(&program.get(&rules).await)["options"].as_array().map(Vec::len), Some(1));
    }
}
