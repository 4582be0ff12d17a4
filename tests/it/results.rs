//! Results: hidden until they are published, equal to what the database holds, small groups protected.

use std::sync::atomic::Ordering;

use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::moderation::{self, DecisionForm, ReviewText, WaitingText};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::ports::DAY;
use tablee_core::secrets::Purpose;
use tablee_core::store::entities::{answer, consultation, publication};
use tablee_rules::questions::Entry;
use tablee_rules::voting::{Lot, Seed, VoteRules};

use crate::on_both_databases;
use crate::support::{App, Browser, NOW};

const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}]}"#;
const PUBLIC: &str = "/c/ecole/etape/1/resultats";
const DRAFT: &str = "/espace/c/ecole/resultats/1";

fn phase() -> PhaseAddress {
    PhaseAddress { slug: "ecole".to_owned(), position: 1 }
}

fn person(number: usize) -> Actor {
    Actor::Resident(DeviceSecret(format!("device {number}")))
}

/// `a` people choose the market, `b` the garden; each writes a line.
pub async fn answered(app: &App, a: usize, b: usize) {
    let seeded = app.seed("ecole").await;
    let id = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(id, 1, "single_choice", CHOICES, true).await;
    seeded.question(id, 2, "short_text", "{}", false).await;
    for number in 0..a + b {
        let choice = if number < a { "a" } else { "b" };
        let entries = [(1, Entry::one(choice)), (2, Entry::one(format!("Texte {number}")))].into();
        questionnaires::send_whole(&app.cx, &person(number), SendSheet { phase: phase(), entries })
            .await
            .expect("sent");
    }
}

fn approval() -> VoteRules {
    VoteRules { method: "approval".to_owned(), ..VoteRules::default() }
}

/// One ballot for each list of options, by their number; returns the options' ids.
async fn voted(app: &App, rules: VoteRules, ballots_cast: &[&[usize]]) -> Vec<String> {
    let seeded = app.seed("ecole").await;
    let options = seeded.vote(1, &rules, &["Un marché", "Un jardin", "Une cuisine"]).await;
    for (number, chosen) in ballots_cast.iter().enumerate() {
        let marks = chosen
            .iter()
            .map(|option| (options[*option].clone(), String::new()))
            .collect();
        let command = CastBallot { phase: phase(), marks, key: SubmissionKey(format!("key {number}")) };
        ballots::cast(&app.cx, &person(number), command).await.expect("cast");
    }
    options
}

/// What the phase gave, as programs read it.
async fn published(app: &App) -> serde_json::Value {
    let answer = app.browser().get("/api/v1/consultations/ecole/phases/1/results").await;
    let figures: serde_json::Value = serde_json::from_str(&answer.assert_status(200).body).expect("JSON");
    figures["figures"]["outcome"].clone()
}

fn hex(text: &serde_json::Value) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(text.as_str().expect("a text").as_bytes())
        .expect("hexadecimal")
}

pub async fn facilitator(app: &App) -> Browser {
    app.member_of("ecole", Role::Facilitator, "").await
}

pub async fn publish(browser: &Browser) {
    let version = browser.get(DRAFT).await.assert_status(200).value("version");
    browser.post(DRAFT, &[("version", &version)]).await.assert_status(303);
}

/// How many sent answers hold this text, counted by the database alone.
async fn counted(app: &App, holds: &str) -> i64 {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM answers a JOIN answer_sheets s ON s.id = a.sheet_id \
         WHERE s.state = 'sent' AND a.value LIKE '%{holds}%'"
    );
    let read = app.cx.db.read();
    let statement = Statement::from_string(read.get_database_backend(), sql);
    let row = read.query_one_raw(statement).await.expect("a count").expect("a row");
    row.try_get("", "n").expect("a number")
}

on_both_databases! {
    async fn phases_of_results_and_of_answers_lead_to_what_they_present(app: App) {
        let seeded = app.seed("ecole").await;
        let asked = seeded.phase_between(1, "questionnaire", "{}", NOW - 5 * DAY, NOW - DAY).await;
        seeded.phase(2, "result", "{}").await;
        seeded.phase(3, "answer", "{}").await;
        let links = |page: &crate::support::Page| page.attributes("main ul.links a", "href");
        let early = app.browser().get("/c/ecole/etape/2").await;
        early.assert_says("Les résultats ne sont pas encore publiés.");
        assert!(links(&early).is_empty(), "{:?}", links(&early));
        app.put::<publication::Entity>(publication::Model {
            id: app.cx.dated_id(),
            consultation_id: seeded.id,
            phase_id: asked,
            version: 1,
            results: "{}".to_owned(),
            member_id: None,
            published_at: NOW,
        })
        .await;
        let page = app.browser().get("/c/ecole/etape/2").await;
        assert!(!page.words().contains("pas encore publiés"));
        assert_eq!(links(&page), [PUBLIC]);
        let answers = app.browser().get("/c/ecole/etape/3").await;
        assert_eq!(links(&answers), ["/c/ecole/reponses", "/c/ecole/propositions"]);
    }

    async fn s24_results_stay_hidden_until_they_are_published(app: App) {
        answered(app, 8, 6).await;
        let (browser, anyone) = (facilitator(app).await, app.browser());
        browser.get(DRAFT).await.assert_status(409);
        app.later(10 * DAY).await;
        let browser = { let _ = browser; app.member_of("ecole", Role::Administrator, "").await };
        let missing = anyone.get("/c/ecole/etape/9/resultats").await;
        let hidden = anyone.get(PUBLIC).await;
        hidden.assert_status(404);
        assert_eq!(hidden.texts("main"), missing.texts("main"), "hidden results look like none at all");
        let draft = browser.get(DRAFT).await;
        draft.assert_status(200).assert_says("14 personnes ont répondu").assert_says("57,1 %");
        browser.get(PUBLIC).await.assert_status(404);
        publish(&browser).await;
        let page = anyone.get(PUBLIC).await;
        page.assert_status(200).assert_says("14 personnes ont répondu").assert_says("pas une élection");
        let figures = page.texts("[aria-labelledby=question-1] td");
        assert_eq!(figures[0], counted(app, "\"a\"").await.to_string());
        assert_eq!(figures[2], counted(app, "\"b\"").await.to_string());
        assert!(!page.body.contains("Texte 1"), "nobody has read the free texts");
        page.assert_says("14 textes restent à relire");
        let kept = consultation::Entity::find().one(app.cx.db.read()).await.expect("read").expect("one");
        assert_eq!(kept.state, "published");
    }

    async fn a_text_refused_after_the_publication_leaves_the_results(app: App) {
        answered(app, 8, 6).await;
        app.clock.advance(10 * DAY);
        let waiting = moderation::free_texts(&app.cx, &Actor::System, "ecole", None).await.expect("texts").items;
        let judge = async |decision: &str, text: &WaitingText| {
            let reason = "personal_data".to_owned();
            let form = DecisionForm { decision: decision.to_owned(), reason, words: String::new() };
            let (sheet, question, seen) = (text.sheet, text.question_id, text.seen.clone());
            let command = ReviewText { slug: "ecole".to_owned(), sheet, question, seen, form };
            moderation::review(&app.cx, &Actor::System, command).await.expect("judged");
        };
        judge("publish", &waiting[0]).await;
        judge("publish", &waiting[1]).await;
        publish(&facilitator(app).await).await;
        let anyone = app.browser();
        anyone.get(PUBLIC).await.assert_says(&waiting[0].text).assert_says(&waiting[1].text);
        judge("refuse", &waiting[0]).await;
        let texts = anyone.get(PUBLIC).await.texts("main li");
        assert!(!texts.contains(&waiting[0].text) && texts.contains(&waiting[1].text), "{texts:?}");
        let program = anyone.get("/api/v1/consultations/ecole/phases/1/results").await;
        let told = format!("{:?}", waiting[0].text);
        assert!(!program.assert_status(200).body.contains(&told), "{}", program.body);
    }

    async fn a_page_of_results_stays_light_however_much_people_wrote(app: App) {
        let seeded = app.seed("ecole").await;
        let phase_id = seeded.phase(1, "questionnaire", "{}").await;
        for position in [1, 2] {
            seeded.question(phase_id, position, "long_text", "{}", false).await;
        }
        // Words that pack badly, as those of three hundred people do: no two texts alike.
        let text = |number: usize| {
            let hash = |part: usize| app.cx.secrets.hash(Purpose::Seen, &[format!("{number} {part}").as_bytes()]);
            format!("{number:03} {}", (0..3).map(hash).collect::<Vec<_>>().join(" "))
        };
        for number in 0..300 {
            let entries = [(1, Entry::one(text(number)))].into();
            let sheet = SendSheet { phase: phase(), entries };
            questionnaires::send_whole(&app.cx, &person(number), sheet).await.expect("sent");
        }
        let unit = app.cx.db.begin().await.expect("a turn");
        answer::Entity::update_many()
            .col_expr(answer::Column::Review, Expr::value("published"))
            .exec(unit.conn())
            .await
            .expect("reviewed");
        unit.commit().await.expect("kept");
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        publish(&browser).await;
        let anyone = app.browser();
        let weight = async |path: &str| {
            let request = anyone.request(Method::GET, path).header("accept-encoding", "br");
            let answer = request.send().await.expect("an answer");
            assert_eq!((answer.status().as_u16(), &answer.headers()["content-encoding"]), (200, &"br".parse().expect("a value")));
            answer.bytes().await.expect("a body").len()
        };
        assert!(weight(PUBLIC).await <= 14_600);
        let page = anyone.get(PUBLIC).await;
        let mut texts = page.texts("li.words");
        assert_eq!(texts.len(), 20);
        page.assert_says("Lire la suite : encore 280 textes");
        let mut next = page.attributes("main a[href*='/textes/']", "href");
        while let Some(path) = next.pop() {
            assert!(weight(&path).await <= 14_600);
            let page = anyone.get(&path).await;
            page.assert_says(&format!("Textes {} à {}, sur 300.", texts.len() + 1, texts.len() + 20));
            texts.extend(page.texts("li.words"));
            next = page.attributes("main a[rel=next]", "href");
        }
        assert_eq!(texts, (0..300).map(text).collect::<Vec<_>>());
        for (question, after) in [("1", "300"), ("2", "0"), ("3", "0"), ("0", "0"), ("x", "0")] {
            anyone.get(&format!("{PUBLIC}/textes/{question}?apres={after}")).await.assert_status(404);
        }
        anyone.get(&format!("{PUBLIC}/textes/1?apres=-1")).await.assert_status(400);
        let draft = browser.get(DRAFT).await;
        draft.assert_says("280 autres textes");
        assert_eq!(draft.texts("li.words").len(), 20);
    }

    async fn public_results_are_kept_ready_until_they_change(app: App) {
        answered(app, 8, 6).await;
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        publish(&browser).await;
        let anyone = app.browser();
        let first = anyone.get(PUBLIC).await;
        let before = app.statements.load(Ordering::Relaxed);
        let known = anyone.request(Method::GET, PUBLIC).header("if-none-match", &first.headers["etag"]);
        anyone.send(known).await.assert_status(304);
        assert_eq!(app.statements.load(Ordering::Relaxed) - before, 1, "a page in memory asks for its version only");
        let text = browser.get("/espace/c/ecole/textes-libres").await;
        let (address, seen) = (text.attributes(".card form", "action").remove(0), text.value("seen"));
        browser.post(&address, &[("decision", "publish"), ("seen", &seen)]).await.assert_status(303);
        publish(&browser).await;
        let known = anyone.request(Method::GET, PUBLIC).header("if-none-match", &first.headers["etag"]);
        anyone.send(known).await.assert_status(200).assert_says("Version n° 2");
    }

    async fn small_groups_are_hidden_with_a_second_one(app: App) {
        answered(app, 12, 2).await;
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        publish(&browser).await;
        let page = app.browser().get(PUBLIC).await;
        let figures = page.texts("[aria-labelledby=question-1] td");
        assert_eq!(figures, ["caché", "caché", "caché", "caché"]);
        page.assert_says("Un petit groupe est caché");
    }

    async fn a_publication_is_never_edited(app: App) {
        answered(app, 8, 6).await;
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        publish(&browser).await;
        browser.post(DRAFT, &[("version", "1")]).await.assert_status(303);
        browser.post(DRAFT, &[("version", "7")]).await.assert_status(409);
        browser.get(DRAFT).await.assert_says("Ce sont les résultats déjà publiés.");
        let text = browser.get("/espace/c/ecole/textes-libres").await;
        let (address, seen) = (text.attributes(".card form", "action").remove(0), text.value("seen"));
        browser.post(&address, &[("decision", "publish"), ("seen", &seen)]).await.assert_status(303);
        publish(&browser).await;
        let rows = publication::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().any(|row| !row.results.contains("Texte")), "the first version stays as it was");
        let page = app.browser().get(PUBLIC).await;
        page.assert_says("Version n° 2").assert_says("Texte ").assert_says("13 textes restent à relire");
    }

    async fn a_decision_says_blank_ballots_and_ties_in_words(app: App) {
        voted(app, approval(), &[&[0, 1], &[0], &[0, 2], &[1], &[2], &[]]).await;
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        publish(&browser).await;
        let page = app.browser().get(PUBLIC).await;
        page.assert_says("6 bulletins reçus").assert_says("5 bulletins comptent").assert_says("Un bulletin blanc");
        page.assert_says("à égalité");
        let votes = page.texts("tbody tr td:nth-child(3)");
        assert_eq!(votes[..3], ["3", "2", "2"]);
        assert_eq!(page.texts("tbody tr td:nth-child(4)")[0], "60,0 %");
    }

    async fn the_public_lot_settles_the_last_seat_and_shows_from_what(app: App) {
        let options = voted(app, VoteRules { seats: 2, ..approval() }, &[&[0, 1], &[0], &[0, 2], &[1], &[2], &[]]).await;
        app.later(10 * DAY).await;
        publish(&facilitator(app).await).await;
        let outcome = published(app).await;
        let lot = &outcome["lot"];
        let seed: Seed = hex(&lot["seed"]).try_into().expect("32 bytes");
        assert_eq!(seed, Lot::seed(&hex(&lot["root"]).try_into().expect("32 bytes"), ""));
        let drawn = Lot::drawn(&seed, &options);
        let second = if drawn.place(&options[1]) < drawn.place(&options[2]) { &options[1] } else { &options[2] };
        assert_eq!(outcome["tally"]["winners"], serde_json::json!([options[0], second]));
        assert_eq!(outcome["tally"]["boundary_tie"], serde_json::json!([options[1], options[2]]));
        app.browser().get(PUBLIC).await.assert_says("Un tirage au sort public a décidé.");
    }

    async fn nothing_is_decided_without_a_valid_ballot(app: App) {
        voted(app, VoteRules { seats: 2, ..approval() }, &[&[], &[]]).await;
        app.later(10 * DAY).await;
        publish(&facilitator(app).await).await;
        let outcome = published(app).await;
        assert_eq!((&outcome["tally"]["winners"], &outcome["tally"]["blank"]), (&serde_json::json!([]), &2.into()));
        app.browser().get(PUBLIC).await.assert_says("Rien n’est décidé");
    }

    async fn a_page_of_results_costs_the_same_for_few_and_for_many(app: App) {
        answered(app, 8, 6).await;
        let more = app.seed("marche").await;
        let id = more.phase(1, "questionnaire", "{}").await;
        more.question(id, 1, "single_choice", CHOICES, true).await;
        for number in 0..60 {
            let phase = PhaseAddress { slug: "marche".to_owned(), position: 1 };
            let entries = [(1, Entry::one("a"))].into();
            let sheet = SendSheet { phase, entries };
            questionnaires::send_whole(&app.cx, &person(number), sheet).await.expect("sent");
        }
        app.later(10 * DAY).await;
        let mut costs = Vec::new();
        for slug in ["ecole", "marche"] {
            let browser = app.member_of(slug, Role::Facilitator, "").await;
            let draft = format!("/espace/c/{slug}/resultats/1");
            let version = browser.get(&draft).await.value("version");
            let before = app.statements.load(Ordering::Relaxed);
            browser.get(&draft).await.assert_status(200);
            browser.post(&draft, &[("version", &version)]).await.assert_status(303);
            app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await.assert_status(200);
            browser.get(&format!("/espace/c/{slug}/textes-libres")).await.assert_status(200);
            costs.push(app.statements.load(Ordering::Relaxed) - before);
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0] < 60, "{costs:?}");
    }

    async fn s3_hidden_results_are_no_results_for_programs_either(app: App) {
        answered(app, 8, 6).await;
        app.later(10 * DAY).await;
        let anyone = app.browser();
        let path = "/api/v1/consultations/ecole/phases/1/results";
        let (hidden, missing) = (anyone.get(path).await, anyone.get(&path.replace("phases/1", "phases/9")).await);
        hidden.assert_status(404);
        assert_eq!(hidden.body, missing.body);
        anyone.get(&format!("{path}/draft")).await.assert_status(401);
        publish(&facilitator(app).await).await;
        let published = anyone.get(path).await;
        published.assert_status(200);
        let figures: serde_json::Value = serde_json::from_str(&published.body).expect("JSON");
        assert_eq!(figures["figures"]["people"], 14);
        let lines = &figures["figures"]["outcome"]["questions"][0]["detail"]["lines"];
        assert_eq!((&lines[0]["count"], &lines[1]["count"]), (&8.into(), &6.into()));
    }

    async fn s16_only_facilitators_and_administrators_publish(app: App) {
        answered(app, 1, 0).await;
        app.seed("ailleurs").await;
        app.later(10 * DAY).await;
        for role in [Role::Reader, Role::Institution] {
            let browser = app.member_of("ecole", role, "").await;
            browser.get(DRAFT).await.assert_status(403);
            browser.post(DRAFT, &[("version", "1")]).await.assert_status(403);
        }
        let elsewhere = app.member_of("ailleurs", Role::Facilitator, "").await;
        elsewhere.get(DRAFT).await.assert_status(404);
        elsewhere.post(DRAFT, &[("version", "1")]).await.assert_status(404);
        app.browser().get(DRAFT).await.assert_status(303);
        let browser = app.member_of("ecole", Role::Administrator, "").await;
        let page = browser.get(DRAFT).await;
        page.assert_status(200);
        assert_eq!(page.texts("[aria-labelledby=question-1] td")[0], "caché", "one answer is nobody's figure");
    }
}
