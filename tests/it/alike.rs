//! Many votes that say the same and come from one address: noticed, told with totals with and without, and never left out.

use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::ports::DAY;
use tablee_core::store::entities::alike_burst;
use tablee_rules::alike::{THRESHOLD, WINDOW};
use tablee_rules::voting::VoteRules;

use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const VOTE: &str = "/c/ecole/etape/1/voter";
const DESK: &str = "/espace/c/ecole/resultats";
const DRAFT: &str = "/espace/c/ecole/resultats/1";
const PUBLIC: &str = "/c/ecole/etape/1/resultats";
const OPINION: &str = "/c/cantine/etape/1/avis";

async fn bursts(app: &App) -> Vec<alike_burst::Model> {
    alike_burst::Entity::find().all(app.cx.db.read()).await.expect("bursts")
}

/// Votes by page for one option, with a form that this browser opens.
async fn votes_for(browser: &Browser, option: &str) -> Page {
    let op = browser.get(VOTE).await.value("op");
    browser.post(VOTE, &[("op", &op), ("options", option)]).await
}

/// So many people at one address vote for an option.
async fn crowd(app: &App, people: usize, option: &str) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for _ in 0..people {
        let browser = app.browser();
        votes_for(&browser, option).await.assert_status(303);
        browsers.push(browser);
    }
    browsers
}

/// So many people vote for an option by another way than their own device.
async fn helped(app: &App, people: usize, option: &str) {
    for person in 0..people {
        let actor = Actor::Resident(DeviceSecret(format!("person {person}")));
        let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
        let marks = vec![(option.to_owned(), String::new())];
        let command = CastBallot { phase, marks, key: SubmissionKey(person.to_string()) };
        ballots::cast(&app.cx, &actor, command).await.expect("cast");
    }
}

async fn facilitator(app: &App, slug: &str) -> Browser {
    app.member_of(slug, Role::Facilitator, "").await
}

async fn put(browser: &Browser, path: &str, pass: &str, vote: &str) -> Page {
    let request = browser.request(Method::PUT, path).header("Tablee-Pass", pass);
    browser.send(request.json(&json!({"vote": vote}))).await
}

async fn agrees(browser: &Browser) -> Page {
    let page = browser.get(OPINION).await;
    let fields = [("op", page.value("op")), ("statement", page.value("statement")), ("vote", "agree".to_owned())];
    browser
        .post(OPINION, &fields.each_ref().map(|(name, value)| (*name, value.as_str())))
        .await
}

on_both_databases! {
    async fn s28_a_crowd_at_one_address_is_told_with_totals_with_and_without(app: App) {
        let rules = VoteRules { method: "approval".to_owned(), seats: 1, ..VoteRules::default() };
        let options = app.seed("ecole").await.vote(1, &rules, &["Un marché", "Un jardin"]).await;
        helped(app, 21, &options[1]).await;
        assert_eq!(bursts(app).await, [], "nobody's own device");
        crowd(app, THRESHOLD - 1, &options[0]).await;
        assert_eq!(bursts(app).await, [], "nothing is kept below the threshold");
        let more = crowd(app, 6, &options[0]).await;
        let kept = bursts(app).await;
        assert_eq!(kept.iter().map(|burst| burst.many).collect::<Vec<_>>(), [25]);
        assert_eq!(i64::from(kept[0].day), NOW / DAY);

        // A ballot that is changed, or sent again, is no new one.
        let op = more[0].get(VOTE).await.value("op");
        for _ in 0..2 {
            more[0].post(VOTE, &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        }
        votes_for(&more[1], &options[1]).await.assert_status(303);
        assert_eq!(bursts(app).await, kept);

        let desk = facilitator(app, "ecole").await;
        desk.get(DESK).await.assert_says("25 votes pareils sont venus d’une même connexion.");
        app.later(CLOSES - NOW).await;
        let desk = { let _ = desk; app.member_of("ecole", Role::Administrator, "").await };
        let draft = desk.get(DRAFT).await;
        draft.assert_status(200).assert_says("46 personnes ont répondu").assert_says("Rien n’est retiré.");
        draft.assert_says("24 bulletins sur 46 sont pareils et sont venus vite d’une même connexion.");
        draft.assert_says("Sans eux, il en reste 22. Sans eux, le résultat est autre : « Un jardin ».");
        assert_eq!(draft.texts("section[aria-labelledby=alike-title] td"), ["24 (rang 1)", "0 (rang 2)", "22 (rang 2)", "22 (rang 1)"]);
        let without = desk.get(&format!("{DRAFT}?sans=pareils")).await;
        without.assert_status(200).assert_says("22 personnes ont répondu").assert_says("22 bulletins comptent");
        assert_eq!(without.texts("ol strong"), ["Un jardin"]);

        let version = draft.value("version");
        desk.post(DRAFT, &[("version", &version)]).await.assert_status(303);
        let page = app.browser().get(PUBLIC).await;
        page.assert_says("24 bulletins sur 46").assert_says("Tous ces votes comptent.");
        assert_eq!(page.texts("ol strong"), ["Un marché"]);
        assert!(!page.body.contains("?sans=pareils"), "the whole result without them is the facilitator's choice");
        let asked = app.browser().get(&format!("{PUBLIC}?sans=pareils")).await;
        assert_eq!(asked.texts("ol strong"), ["Un marché"], "nor is it shown to whoever knows the address");

        let version = desk.get(DRAFT).await.value("version");
        desk.post(DRAFT, &[("version", &version), ("alike_in_full", "yes")]).await.assert_status(303);
        app.browser().get(PUBLIC).await.assert_says("Voir le résultat sans ces bulletins");
        let page = app.browser().get(&format!("{PUBLIC}?sans=pareils")).await;
        page.assert_says("les bulletins pareils ne sont pas comptés");
        assert_eq!(page.texts("ol strong"), ["Un jardin"]);
    }

    async fn a_voter_sees_no_difference(app: App) {
        let options = app.seed("ecole").await.decision(1, 0, &["Un marché", "Un jardin"]).await;
        let first = app.browser();
        let before = votes_for(&first, &options[0]).await;
        crowd(app, THRESHOLD, &options[0]).await;
        let last = app.browser();
        let after = votes_for(&last, &options[0]).await;
        assert_eq!(bursts(app).await.len(), 1);
        assert_eq!((before.status, &before.body, before.location()), (after.status, &after.body, after.location()));
        let thanks = "/c/ecole/etape/1/merci";
        let headings = (first.get(thanks).await.texts("h1, h2"), last.get(thanks).await.texts("h1, h2"));
        assert_eq!(headings.0, headings.1);
    }

    async fn a_slow_crowd_is_not_noticed_and_results_say_nothing(app: App) {
        let options = app.seed("ecole").await.decision(1, 0, &["Un marché", "Un jardin"]).await;
        crowd(app, THRESHOLD - 1, &options[0]).await;
        app.clock.advance(WINDOW);
        crowd(app, THRESHOLD - 1, &options[0]).await;
        crowd(app, THRESHOLD - 1, &options[1]).await;
        assert_eq!(bursts(app).await, []);
        let desk = facilitator(app, "ecole").await;
        assert!(!desk.get(DESK).await.words().contains("pareils"));
        app.later(CLOSES - NOW).await;
        let desk = { let _ = desk; app.member_of("ecole", Role::Administrator, "").await };
        let draft = desk.get(DRAFT).await;
        assert!(!draft.assert_status(200).words().contains("pareils"));
        let same = desk.get(&format!("{DRAFT}?sans=pareils")).await;
        assert_eq!(same.words(), draft.words(), "there is nothing to leave out");
    }

    async fn votes_of_programs_and_those_added_by_code_are_noticed_once(app: App) {
        let statements = cantine(app, 2).await;
        for _ in 0..THRESHOLD {
            let browser = app.browser();
            let made: Value = serde_json::from_str(&browser.post("/api/v1/passes", &[]).await.body).expect("JSON");
            let pass = made["pass"].as_str().expect("a pass");
            let path = format!("/api/v1/consultations/cantine/phases/1/statements/{}/vote", statements[0]);
            let cast = put(&browser, &path, pass, "agree").await;
            let receipt: Value = serde_json::from_str(&cast.assert_status(200).body).expect("JSON");
            let code = receipt["code"].as_str().expect("a code");
            let added = format!("/api/v1/receipts/{code}/votes/{}", statements[1]);
            for vote in ["disagree", "disagree", "agree"] {
                put(&browser, &added, pass, vote).await.assert_status(200);
            }
            put(&browser, &path, pass, "pass").await.assert_status(200);
        }
        let mut kept: Vec<_> = bursts(app).await.into_iter().map(|burst| (burst.statement_id, burst.choice, burst.many)).collect();
        kept.sort();
        let mut expected =
            vec![(Some(statements[0]), "agree".to_owned(), 20), (Some(statements[1]), "disagree".to_owned(), 20)];
        expected.sort();
        assert_eq!(kept, expected, "the first vote of each person on each statement");
    }

    async fn opinions_alike_are_told_by_statement(app: App) {
        let statements = cantine(app, 1).await;
        for _ in 0..THRESHOLD + 2 {
            agrees(&app.browser()).await.assert_status(303);
        }
        let kept = bursts(app).await;
        assert_eq!((kept.len(), kept[0].statement_id, kept[0].many), (1, Some(statements[0]), 22));
        assert_eq!(kept[0].choice, "agree");
        for person in 0..6 {
            let browser = app.browser();
            let page = browser.get(OPINION).await;
            let vote = if person == 0 { "pass" } else { "disagree" };
            let (op, statement) = (page.value("op"), page.value("statement"));
            browser.post(OPINION, &[("op", &op), ("statement", &statement), ("vote", vote)]).await.assert_status(303);
        }
        app.later(CLOSES - NOW).await;
        analyse_changed(&app.cx).await.expect("computed");
        let desk = facilitator(app, "cantine").await;
        let place = "/espace/c/cantine/resultats/1";
        let draft = desk.get(place).await;
        draft.assert_status(200).assert_says("Rien n’est retiré.");
        let told = ["D’accord : 22. Pas d’accord : 5. Passe : 1.", "D’accord : 0. Pas d’accord : 5. Passe : 1."];
        assert_eq!(draft.texts("section[aria-labelledby=alike-title] td"), told);
        desk.post(place, &[("version", &draft.value("version"))]).await.assert_status(303);
        let page = app.browser().get("/c/cantine/etape/1/resultats").await;
        assert_eq!(page.texts("section[aria-labelledby=alike-title] td"), told);
        let answer = app.browser().get("/api/v1/consultations/cantine/phases/1/results").await;
        let json: Value = serde_json::from_str(&answer.assert_status(200).body).expect("JSON");
        assert_eq!(json["figures"]["alike"]["statements"][0]["without"]["disagree"], 5);
    }
}
