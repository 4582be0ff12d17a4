//! What holds between the parts of the project, read off its sources. Each rule is first proven to catch what it forbids.

mod circles;
mod layers;
mod rule;
mod sizes;
mod source;
mod texts;
mod words;

use circles::circles;
use source::{Source, project};

const CASE: &str = "backend/core/src/cases/ballots.rs";
const PAGE: &str = "frontend/src/pages/resident/home.rs";
const TEMPLATE: &str = "frontend/templates/pages/resident/home.hbs";

#[test]
fn core_modules_know_each_other_in_one_direction() {
    let rule = layers::CORE_MODULES;
    rule.catches("backend/core/src/store/ballots.rs", "use crate::cases::ballots::cast;");
    rule.catches("backend/core/src/store/ballots.rs", "use crate::{Refusal, mail::{kinds, outbox}};");
    rule.catches("backend/core/src/store/ballots.rs", "fn f() { super::super::mail::send(); }");
    rule.catches(CASE, "use crate::{access::{self, Actor}, mail::sender::deliver};");
    rule.catches("backend/core/src/mail/sender.rs", "let view = crate::cases::ballots::view();");
    rule.catches("backend/core/src/newcomer.rs", "fn f() {}");
    rule.accepts(CASE, "use crate::{Context, Refusal, access::Actor, mail::kinds::{answer, results}, store};");
    rule.accepts(CASE, "use super::proposals::view; use self::inner::f; // crate::jobs::x");
    rule.holds();
}

#[test]
fn pages_and_api_call_cases_and_rules_alone() {
    let rule = layers::OUTSIDE_THE_CORE;
    rule.catches(PAGE, "use tablee_core::store::entities;");
    rule.catches(PAGE, "use tablee_core::{Context, mail};");
    rule.catches(PAGE, "use tablee_core::Db;");
    rule.catches("backend/api/src/ballots.rs", "use tablee_site::http::session;");
    rule.accepts(PAGE, "use tablee_core::{Context, Refusal, access::Actor, cases::ballots}; use tablee_rules::voting;");
    rule.holds();
}

#[test]
fn cargo_keeps_the_walls() {
    let rule = layers::PACKAGES;
    rule.catches("frontend/Cargo.toml", "[dependencies]\nsea-orm.workspace = true\n");
    rule.catches("backend/rules/Cargo.toml", "[dependencies]\ntablee-core.workspace = true\n");
    rule.accepts(
        "backend/rules/Cargo.toml",
        "[dependencies]\nserde.workspace = true\n[dev-dependencies]\ntokio = \"1\"\n",
    );
    rule.holds();
}

#[test]
fn every_case_asks_who_may() {
    let rule = layers::CASES_ASK;
    rule.catches(CASE, "pub async fn cast(cx: &Context, actor: &Actor) -> R { write().await }");
    rule.catches(CASE, "pub async fn cast(cx: &Context) -> R { allow(actor, X, S)?; }");
    rule.accepts(CASE, "pub async fn cast(cx: &Context, actor: &Actor) -> R { allow(actor, X, S)?; }");
    rule.holds();
}

#[test]
fn cases_know_each_other_without_circles() {
    let receipts = Source::new("backend/core/src/cases/receipts.rs", "use super::{ballots, consent};");
    let ballots = |code| Source::new(CASE, code);
    let circle = circles(&[receipts, ballots("use crate::cases::receipts::hold;")]);
    assert_eq!(circle.into_iter().collect::<Vec<_>>(), [["ballots", "receipts"]]);
    let inner = Source::new("backend/core/src/cases/ballots/inner.rs", "use super::cast; use crate::store;");
    assert!(circles(&[ballots("use super::consent; fn f() { inner::g() }"), inner]).is_empty());

    let found = circles(project());
    assert!(found.is_empty(), "These modules of cases lead back to each other:\n{found:?}");
}

#[test]
fn clocks_are_read_in_ports_alone() {
    let rule = words::CLOCK;
    rule.catches(CASE, "let now = SystemTime::now();");
    rule.catches(PAGE, "let started = std::time::Instant::now();");
    rule.accepts("frontend/src/http/trace.rs", "let started = Instant::now();");
    rule.accepts(
        CASE,
        "// SystemTime::now()\nlet word = \"Utc::now\";\n#[cfg(test)]\nmod tests { fn f() { Utc::now() } }",
    );
    rule.holds();
}

#[test]
fn chance_is_drawn_in_ports_alone() {
    let rule = words::CHANCE;
    rule.catches(CASE, "let id = Uuid::new_v4();");
    rule.catches(PAGE, "getrandom::fill(&mut bytes);");
    rule.accepts("backend/core/src/ports.rs", "getrandom::fill(&mut bytes);");
    rule.holds();
}

#[test]
fn the_database_library_stays_in_the_core() {
    let rule = words::DATABASE;
    rule.catches(PAGE, "use sea_orm::EntityTrait;");
    rule.accepts(CASE, "use sea_orm::EntityTrait;");
    rule.holds();
}

#[test]
fn sql_stays_in_the_store() {
    let rule = words::SQL;
    rule.catches(CASE, "query(\"SELECT id FROM ballots\")");
    rule.catches(CASE, "query(r#\"\n  UPDATE ballots\n SET choice = 1\"#)");
    rule.accepts(CASE, "info!(\"select one of these\")");
    rule.holds();
}

#[test]
fn the_web_framework_stays_outside_the_core() {
    let rule = words::WEB_FRAMEWORK;
    rule.catches(CASE, "use poem::http::StatusCode;");
    rule.accepts("backend/main.rs", "use poem::Server;");
    rule.holds();
}

#[test]
fn writes_go_through_the_unit_of_work() {
    let rule = words::UNIT_OF_WORK;
    rule.catches(CASE, "let tx = connection.begin().await?;");
    rule.catches(CASE, "let tx = cx.db.read()\n    .begin_with_options(o).await?;\nconn.begin()");
    rule.accepts(CASE, "let unit = cx.db.begin().await?;");
    rule.accepts(CASE, "let unit = cx\n    .db\n    .begin()\n    .await?;");
    rule.holds();
}

#[test]
fn nothing_is_left_for_later() {
    let rule = words::LEFTOVERS;
    rule.catches(CASE, "#[allow(dead_code)]\nfn f() {}");
    rule.catches(CASE, concat!("// TO", "DO: later"));
    rule.catches(CASE, "let x = y.unwrap();");
    rule.catches("tests/it/votes.rs", "tokio::time::sleep(second).await;");
    rule.accepts("tests/it/votes.rs", "let x = y.unwrap();");
    rule.accepts("tests/it/votes.rs", "#[tokio::test(start_paused = true)]\nasync fn f() { sleep(second).await; }");
    rule.holds();
}

#[test]
fn templates_escape_everything() {
    let rule = words::ESCAPING;
    rule.catches(TEMPLATE, "<p>{{{text}}}</p>");
    rule.catches(TEMPLATE, "<p>{{& text}}</p>");
    rule.accepts(TEMPLATE, "<p>{{text}}</p>");
    rule.holds();
}

#[test]
fn rows_are_never_sent_as_they_are() {
    let rule = words::ENTITIES;
    rule.catches("backend/core/src/store/entities/pass.rs", "#[derive(Clone, Serialize)]\nstruct Model;");
    rule.accepts("backend/core/src/cases/passes.rs", "#[derive(Clone, Serialize)]\nstruct View;");
    rule.holds();
}

#[test]
fn code_holds_no_interface_text() {
    let rule = texts::IN_CODE;
    rule.catches(PAGE, "title(\"Votre avis est reçu\")");
    rule.catches(CASE, "title(\"Tapez le code sur la page\")");
    rule.accepts(CASE, "info!(\"the mail was sent\"); t(\"refusal-phase-closed\"); 'é'");
    rule.holds();
}

#[test]
fn templates_hold_no_interface_text() {
    let rule = texts::IN_TEMPLATES;
    rule.catches(TEMPLATE, "<p>Merci</p>");
    rule.catches(TEMPLATE, "<img alt=\"Un plan\" src=\"{{plan}}\">");
    rule.accepts(
        TEMPLATE,
        "{{!-- why --}}<p class=\"lead\">{{t \"home-lead\" name=site}}&nbsp;: {{#if a}}{{n}}{{/if}}</p>",
    );
    rule.holds();
}

#[test]
fn style_sheets_serve_both_directions() {
    let rule = words::BOTH_DIRECTIONS;
    rule.catches("frontend/assets/css/10-base.css", ".a { margin-left: 1rem }");
    rule.catches("frontend/assets/css/10-base.css", ".a { text-align: right }");
    rule.catches("frontend/assets/css/10-base.css", ".a{left:0}");
    rule.accepts(
        "frontend/assets/css/10-base.css",
        ".a { margin-inline-start: 1rem; text-align: end; overflow-x: auto }",
    );
    rule.holds();
}

#[test]
fn files_are_short() {
    let rule = sizes::FILES;
    rule.catches(PAGE, &"x\n".repeat(401));
    rule.accepts(PAGE, &"x\n".repeat(400));
    rule.holds();
}

#[test]
fn handlers_are_short() {
    let rule = sizes::HANDLERS;
    let body = "    step();\n".repeat(29);
    rule.catches(PAGE, &format!("#[handler]\npub async fn show() {{\n{body}}}\n"));
    rule.accepts(PAGE, &format!("fn before() {{}}\npub async fn show() {{\n{body}}}\n"));
    rule.accepts(PAGE, "#[handler]\npub async fn show() {\n    step();\n}\n");
    rule.holds();
}

#[test]
fn cases_are_short() {
    let rule = sizes::CASES;
    let body = "    step();\n".repeat(59);
    rule.catches(CASE, &format!("pub async fn cast() {{\n{body}}}\n"));
    rule.holds();
}
