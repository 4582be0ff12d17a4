//! Statements about the consultation itself: set apart by a facilitator, they form no groups, results say so, and anyone verifies it.

use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use tablee_core::access::Role;
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::store::entities::{audit_entry, opinion_analysis};
use tablee_rules::ballot_log::{StatementWords, audit_opinions};
use tablee_rules::opinion::{Routing, StatementId};
use uuid::Uuid;

use super::opinions::{closes_and_is_published, opened, published, says, wrong_with};
use super::tamper;
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const APART: &str = "/espace/c/cantine/etapes/1/a-part";
const PREPARED: &str = "/api/v1/consultations/cantine/desk/phases/1/statements";

async fn facilitator(app: &App) -> Browser {
    app.member_of("cantine", Role::Facilitator, "").await
}

async fn press(desk: &Browser, statement: Uuid, button: &str) -> Page {
    let seen = desk.get(APART).await.value("seen");
    let statement = statement.to_string();
    desk.post(APART, &[("seen", &seen), ("statement", &statement), ("do", button)])
        .await
}

fn number(statement: Uuid) -> StatementId {
    StatementId(statement.as_u128())
}

async fn deeds(app: &App, action: &str) -> u64 {
    let found = audit_entry::Entity::find().filter(audit_entry::Column::Action.eq(action));
    found.count(app.cx.db.read()).await.expect("a count")
}

async fn routing(app: &App) -> Routing {
    analyse_changed(&app.cx).await.expect("computed");
    let row = opinion_analysis::Entity::find().one(app.cx.db.read()).await;
    serde_json::from_str(&row.expect("read").expect("computed").routing).expect("JSON")
}

on_both_databases! {
    async fn a_statement_set_apart_forms_no_group_and_is_told_by_itself(app: App) {
        let statements = cantine(app, 4).await;
        let desk = facilitator(app).await;
        let phase = desk.get("/espace/c/cantine/etapes/1").await;
        assert_eq!(phase.attributes("a[href$='/a-part']", "href"), [APART]);
        desk.get(APART).await.assert_status(200).assert_says("Phrase numéro 4.");
        for voter in 0..12 {
            says(app, voter, &statements).await;
        }
        let of = |routing: &Routing, statement| routing.statements.iter().find(|routed| routed.statement == number(statement)).map(|routed| routed.priority);
        let before = routing(app).await;
        assert!(of(&before, statements[1]).is_some_and(|priority| (priority - 49.0).abs() > 1.0));
        for _ in 0..2 {
            let done = press(&desk, statements[1], "apart").await;
            assert_eq!(done.assert_status(303).location(), Some(format!("{APART}?fait=oui")));
        }
        assert_eq!(deeds(app, "statement.set-apart").await, 1, "twice is once");
        assert_eq!(of(&routing(app).await, statements[1]), Some(49.0));
        let stale = [("seen", "1"), ("statement", &statements[0].to_string()), ("do", "apart")];
        assert_eq!(desk.post(APART, &stale).await.location(), Some(format!("{APART}?fait=non")));
        press(&desk, Uuid::nil(), "apart").await.assert_status(404);
        closes_and_is_published(app).await;

        let closed = facilitator(app).await.get(APART).await;
        assert!(closed.assert_says("Rien ne change plus.").texts("main form").is_empty());
        let files = published(app).await;
        assert_eq!(wrong_with(&files), []);
        assert_eq!(audit_opinions(&files, &opened(app).await), []);
        let apart = files.result.statements.iter().filter(|total| total.apart).map(|total| total.statement);
        assert_eq!(apart.collect::<Vec<_>>(), [number(statements[1])]);
        assert_eq!(files.result.analysis.statements.len(), 3);
        assert!(!files.result.analysis.statements.iter().any(|figures| figures.statement == number(statements[1])));
        let page = app.browser().get("/c/cantine/etape/1/resultats").await;
        page.assert_says("Les phrases sur la consultation Elles parlent de la consultation, pas du sujet.");
        assert_eq!(page.texts("[aria-labelledby=apart-1] tbody td.number")[..2], ["4", "33,4 %"]);
        assert_eq!(page.texts("h3").iter().filter(|title| title.contains("Phrase numéro 2.")).count(), 1);
    }

    async fn programs_set_statements_apart_and_put_them_back(app: App) {
        let statements = cantine(app, 2).await;
        let desk = facilitator(app).await;
        let op = desk.get("/espace/sessions").await.value("op");
        let token = desk.post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)]).await.texts("code").remove(0);
        let listed = async || -> Value {
            let page = desk.send(desk.request(Method::GET, PREPARED).bearer_auth(&token)).await;
            serde_json::from_str(&page.assert_status(200).body).expect("JSON")
        };
        let put = async |body: Value| {
            let request = desk.request(Method::PUT, &format!("{PREPARED}/{}/apart", statements[0])).bearer_auth(&token);
            desk.send(request.json(&body)).await
        };
        assert_eq!(listed().await["statements"][0]["apart"], json!(false));
        put(json!({"seen": listed().await["seen"], "apart": true})).await.assert_status(204);
        assert_eq!(listed().await["statements"][0]["apart"], json!(true));
        put(json!({"seen": 1, "apart": false})).await.assert_status(409);
        put(json!({"seen": listed().await["seen"], "apart": false})).await.assert_status(204);
        assert_eq!(listed().await["statements"][0]["apart"], json!(false));
        app.clock.advance(CLOSES - NOW);
        let late = put(json!({"seen": listed().await["seen"], "apart": true})).await;
        assert!(late.assert_status(409).body.contains("phase-closed"), "{}", late.body);
        assert_eq!((deeds(app, "statement.set-apart").await, deeds(app, "statement.put-back").await), (1, 1));
    }

    async fn words_are_published_with_a_salt_that_stays_from_version_to_version_and_goes_with_them(app: App) {
        let statements = cantine(app, 3).await;
        for voter in 0..6 {
            says(app, voter, &statements).await;
        }
        closes_and_is_published(app).await;
        let first = published(app).await;
        assert_eq!(wrong_with(&first), []);
        let salted = |words: &StatementWords| matches!(words, StatementWords::Salted(_));
        assert!(first.words.len() == 3 && first.words.values().all(salted));
        let desk = facilitator(app).await;
        let draft = "/espace/c/cantine/resultats/1";
        desk.post(draft, &[("version", "2")]).await.assert_status(303);
        let second = published(app).await;
        assert_eq!((&second.words, second.result.hash()), (&first.words, first.result.hash()));
        tamper(app, "UPDATE statements SET state = 'refused' WHERE position = 2").await;
        let after = published(app).await;
        assert_eq!((after.words.len(), wrong_with(&after)), (2, vec![]));
        let page = app.browser().get("/c/cantine/etape/1/urne/resultat.json").await;
        let StatementWords::Salted(gone) = &first.words[&number(statements[1])] else { panic!("salted") };
        assert!(!page.body.contains(&gone.text) && !page.body.contains(&gone.salt.to_hex()));
    }
}
