//! Facilitators enter for people: one sheet counts once, by its own channel, with recorded consent.

use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use tablee_core::access::Role;
use tablee_core::cases::facts::{Detail, Fact, FactValue};
use tablee_core::ports::DAY;
use tablee_core::store::entities::{answer_sheet, audit_entry, participation, proposal, statement};

use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const SHEET: &str = "/espace/c/ecole/saisie/1";
const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}]}"#;

async fn facilitator(app: &App) -> Browser {
    app.member_of("ecole", Role::Facilitator, "").await
}

async fn enter(browser: &Browser, op: &str, fields: &[(&str, &str)]) -> Page {
    let agreed = [("op", op), ("channel", "paper"), ("consent", "signed")];
    let fields: Vec<_> = agreed.into_iter().chain(fields.iter().copied()).collect();
    browser.post(SHEET, &fields).await
}

async fn api_token(browser: &Browser) -> String {
    let op = browser.get("/espace/sessions").await.value("op");
    let made = browser
        .post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)])
        .await;
    made.texts("code").remove(0)
}

fn code(slip: &Page) -> String {
    slip.texts(".receipt .code span").join("-")
}

async fn questionnaire(app: &App) {
    let seeded = app.seed("ecole").await;
    let phase = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(phase, 1, "single_choice", CHOICES, true).await;
    seeded.question(phase, 2, "short_text", "{}", true).await;
}

on_both_databases! {
    async fn a_paper_sheet_counts_once_and_gives_a_slip(app: App) {
        questionnaire(app).await;
        let browser = facilitator(app).await;
        browser.get("/espace/c/ecole/saisie").await.assert_says("Étape questionnaire");
        let op = browser.get(SHEET).await.assert_status(200).value("op");
        let answers = [("question-1", "a"), ("question-2-declined", "1")];
        let slip = enter(&browser, &op, &answers).await;
        slip.assert_status(200).assert_says("C’est enregistré.").assert_says("Feuille suivante");
        let again = enter(&browser, &op, &answers).await;
        assert_eq!(code(&slip), code(&again), "a sheet sent twice is one sheet");
        app.browser().get(&format!("/suivi/{}", code(&slip))).await.assert_says("Un marché");
        let next = browser.get(SHEET).await.value("op");
        assert_ne!(code(&enter(&browser, &next, &answers).await), code(&slip), "the next sheet is someone else");
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!(sheets.len(), 2);
        assert!(sheets.iter().all(|sheet| sheet.channel == "paper" && sheet.state == "sent"));
    }

    async fn consent_is_recorded_beside_the_member_and_never_beside_the_answers(app: App) {
        questionnaire(app).await;
        let browser = facilitator(app).await;
        let op = browser.get(SHEET).await.value("op");
        let answers = [("question-1", "b"), ("question-2", "Plus de bancs.")];
        let missing: Vec<_> = [("op", op.as_str())].into_iter().chain(answers).collect();
        let page = browser.post(SHEET, &missing).await;
        page.assert_status(422).assert_says("Dites comment la personne a donné son accord.");
        assert_eq!(page.value("question-2"), "Plus de bancs.");
        enter(&browser, &op, &answers).await.assert_status(200);
        let entered = audit_entry::Entity::find().filter(audit_entry::Column::Action.eq("contribution.entered"));
        let entries = entered.all(app.cx.db.read()).await.expect("read");
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!((entries.len(), sheets.len()), (1, 1));
        let facts = [
            Fact::about("phase", 1),
            Fact::about("channel", FactValue::name("paper")),
            Fact::about("consent", FactValue::name("signed")),
        ];
        assert_eq!(Detail::read(entries[0].detail.clone()), Detail::Facts(facts.into()));
        assert_eq!(entries[0].subject_id, Some(sheets[0].phase_id), "the phase, not the sheet");
    }

    async fn a_wrong_sheet_keeps_what_was_typed(app: App) {
        questionnaire(app).await;
        let browser = facilitator(app).await;
        let op = browser.get(SHEET).await.value("op");
        let page = enter(&browser, &op, &[("question-2", "Plus de bancs.")]).await;
        page.assert_status(422).assert_says("Répondez, ou cochez");
        assert_eq!(page.value("question-2"), "Plus de bancs.");
        assert_eq!(page.value("op"), op);
        let entries = participation::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert!(entries.is_empty(), "nobody has taken part yet");
    }

    async fn ballots_proposals_and_opinions_are_entered_too(app: App) {
        let seeded = app.seed("ecole").await;
        let options = seeded.decision(1, 2, &["Un marché", "Un jardin"]).await;
        seeded.phase(2, "proposal", "{}").await;
        let browser = facilitator(app).await;
        let op = browser.get(SHEET).await.value("op");
        enter(&browser, &op, &[("options", &options[0])]).await.assert_status(200);
        let path = "/espace/c/ecole/saisie/2";
        let op = browser.get(path).await.value("op");
        let fields =
            [("op", op.as_str()), ("channel", "workshop"), ("consent", "oral"), ("title", "Un four"), ("text", "Pour le pain.")];
        let first = browser.post(path, &fields).await;
        first.assert_status(200);
        assert_eq!(code(&first), code(&browser.post(path, &fields).await));
        let kept = proposal::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].channel.as_str(), kept[0].unread), ("workshop", true));
        app.later(10 * DAY).await;
        let later = app.member_of("ecole", Role::Administrator, "").await;
        later.get("/espace/c/ecole/resultats/1").await.assert_says("Un bulletin reçu");
        later.get("/espace/c/ecole/saisie").await.assert_says("Aucune étape n’est ouverte");
    }

    async fn opinions_are_entered_for_someone_who_is_helped(app: App) {
        let seeded = app.seed("ecole").await;
        let phase = seeded.phase(1, "opinion", "{}").await;
        let mut statements = Vec::new();
        for position in 1..=3 {
            statements.push(crate::opinion::put(app, seeded.id, phase, position, "published").await.to_string());
        }
        let browser = facilitator(app).await;
        let sheet = browser.get(SHEET).await;
        let op = sheet.assert_status(200).value("op");
        let names: Vec<String> = statements.iter().map(|id| format!("vote-{id}")).collect();
        for name in &names {
            assert_eq!(sheet.attributes(&format!("[name='{name}']"), "value"), ["agree", "disagree", "pass"]);
        }
        let helped = [("op", op.as_str()), ("channel", "assisted"), ("consent", "oral")];
        let empty = browser.post(SHEET, &helped).await;
        empty.assert_status(422);
        let said = [(names[0].as_str(), "agree"), (names[2].as_str(), "disagree")];
        let fields: Vec<_> = helped.into_iter().chain(said).collect();
        let slip = browser.post(SHEET, &fields).await;
        slip.assert_status(200);
        assert_eq!(code(&slip), code(&browser.post(SHEET, &fields).await), "a sheet sent twice is one sheet");
        let rows = statement::Entity::find().order_by_asc(statement::Column::Position).all(app.cx.db.read()).await;
        let counts: Vec<_> = rows.expect("read").iter().map(|row| (row.agree, row.disagree, row.pass)).collect();
        assert_eq!(counts, [(1, 0, 0), (0, 0, 0), (0, 1, 0)]);
        let people = participation::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!(people.iter().map(|row| row.channel.as_str()).collect::<Vec<_>>(), ["assisted"]);
        let chief = app.member_of("ecole", Role::Administrator, "").await;
        chief.get("/espace/administration/journal?action=contribution.entered").await
            .assert_says("Façon de répondre : Avec une aide").assert_says("Accord de la personne : Oui, elle l’a dit");
    }

    async fn a_program_enters_too_for_whoever_may(app: App) {
        let seeded = app.seed("ecole").await;
        let options = seeded.decision(1, 2, &["Un marché", "Un jardin"]).await;
        let phase = seeded.phase(2, "questionnaire", "{}").await;
        seeded.question(phase, 1, "short_text", "{}", true).await;
        let token = api_token(&facilitator(app).await).await;
        let send = async |position: i32, token: &str, body: Value| {
            let browser = app.browser();
            let path = format!("/api/v1/consultations/ecole/phases/{position}/entries");
            let request = browser.request(Method::POST, &path).bearer_auth(token);
            browser.send(request.header("Idempotency-Key", "sheet number one of the pile").json(&body)).await
        };
        let sheet = |said: Value| {
            let mut body = json!({"channel": "paper", "consent": "signed"});
            body.as_object_mut().expect("an object").extend(said.as_object().expect("an object").clone());
            body
        };
        let ballot = sheet(json!({"marks": [{"option": options[0]}]}));
        let first = send(1, &token, ballot.clone()).await;
        first.assert_status(201);
        assert_eq!(send(1, &token, ballot.clone()).await.body, first.body, "a sheet sent twice is one sheet");
        let answers = sheet(json!({"answers": [{"question": 1, "values": ["Plus de bancs."]}]}));
        send(2, &token, answers.clone()).await.assert_status(201);
        let channels = participation::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!(channels.iter().map(|row| row.channel.as_str()).collect::<Vec<_>>(), ["paper", "paper"]);
        for wrong in [sheet(json!({})), sheet(json!({"marks": [], "answers": []})), json!({"channel": "web", "consent": "oral", "marks": []})] {
            send(1, &token, wrong).await.assert_status(422);
        }
        send(1, &token, answers).await.assert_status(404);
        let reader = api_token(&app.member_of("ecole", Role::Reader, "").await).await;
        send(1, &reader, ballot).await.assert_status(403);
    }

    async fn s16_only_facilitators_and_administrators_enter(app: App) {
        questionnaire(app).await;
        app.seed("ailleurs").await;
        for role in [Role::Reader, Role::Institution] {
            let browser = app.member_of("ecole", role, "").await;
            enter(&browser, "abcdefghijklmnopqrst", &[("question-1", "a")]).await.assert_status(403);
        }
        let elsewhere = app.member_of("ailleurs", Role::Facilitator, "").await;
        enter(&elsewhere, "abcdefghijklmnopqrst", &[("question-1", "a")]).await.assert_status(404);
        app.browser().get(SHEET).await.assert_status(303);
    }
}
