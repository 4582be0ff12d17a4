//! Rules of a vote at the desk: what is refused before it opens, what is frozen after, sheets that break rules, ties on the page.

use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tablee_core::access::Role;
use tablee_rules::voting::{Settings, VoteRules};

use super::decisions::{draft, publish, read};
use super::editor::{DAY, change_state, list, set_phase, set_rules, set_texts};
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const SHEET: &str = "/espace/c/ecole/saisie/1";
const OUTCOME: &str = "/api/v1/consultations/ecole/phases/1/results";

async fn vote_by(app: &App, method: &str, seats: u32, labels: &[&str]) -> Vec<String> {
    let rules = VoteRules { method: method.to_owned(), seats, settings: Settings::default(), ..VoteRules::default() };
    app.seed("ecole").await.vote(1, &rules, labels).await
}

async fn facilitator(app: &App) -> Browser {
    app.member_of("ecole", Role::Facilitator, "").await
}

async fn sheet(browser: &Browser, channel: &str, fields: &[(&str, &str)]) -> Page {
    let op = browser.get(SHEET).await.assert_status(200).value("op");
    let agreed = [("op", op.as_str()), ("channel", channel), ("consent", "signed")];
    let fields: Vec<_> = agreed.into_iter().chain(fields.iter().copied()).collect();
    browser.post(SHEET, &fields).await
}

fn code(slip: &Page) -> String {
    slip.texts(".receipt .code span").join("-")
}

/// What everyone reads once the vote has closed and its results are published.
async fn outcome(app: &App) -> (Value, Page) {
    app.later(10 * DAY).await;
    publish(&facilitator(app).await, "ecole").await;
    let found = read(&app.browser(), OUTCOME).await["figures"]["outcome"].clone();
    (found, app.browser().get("/c/ecole/etape/1/resultats").await)
}

on_both_databases! {
    async fn a_sheet_that_breaks_the_rules_counts_as_invalid(app: App) {
        let options = vote_by(app, "points", 1, &["Un marché", "Un jardin"]).await;
        let browser = facilitator(app).await;
        let field = format!("option-{}", options[0]);
        let typed = [(field.as_str(), "99")];
        sheet(&browser, "paper", &typed).await.assert_status(422).assert_says("ne respecte pas les règles");
        let spoiled = [(field.as_str(), "99"), ("spoiled", "1")];
        let refused = sheet(&browser, "assisted", &spoiled).await;
        refused.assert_status(422).assert_says("Seul un bulletin papier peut être hors des règles");
        assert_eq!((refused.value(&field), refused.attributes("[name=spoiled][checked]", "value")), ("99".to_owned(), vec!["1".to_owned()]));
        let slip = sheet(&browser, "paper", &spoiled).await;
        slip.assert_status(200).assert_says("C’est enregistré.");
        app.browser().get(&format!("/suivi/{}", code(&slip))).await.assert_says("ne respecte pas les règles");
        sheet(&browser, "paper", &[(field.as_str(), "3")]).await.assert_status(200);
        sheet(&browser, "paper", &[]).await.assert_status(200);
        let op = browser.get("/espace/sessions").await.value("op");
        let token = browser.post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)]).await.texts("code").remove(0);
        let send = async |body: Value| {
            let request = browser.request(Method::POST, "/api/v1/consultations/ecole/phases/1/entries").bearer_auth(&token);
            browser.send(request.json(&body)).await
        };
        send(json!({"channel": "paper", "consent": "oral", "spoiled": true})).await.assert_status(201);
        send(json!({"channel": "workshop", "consent": "oral", "spoiled": true})).await.assert_status(422);
        send(json!({"channel": "paper", "consent": "oral", "spoiled": true, "marks": []})).await.assert_status(422);
        send(json!({"channel": "paper", "consent": "oral", "spoiled": false})).await.assert_status(422);
        let (found, page) = outcome(app).await;
        let counts = ["valid", "blank", "invalid"].map(|name| found["tally"][name].clone());
        assert_eq!(counts, [json!(1), json!(1), json!(2)]);
        page.assert_says("4 bulletins reçus").assert_says("Un bulletin blanc.").assert_says("2 bulletins hors des règles.");
    }

    async fn a_paper_ranking_counts_up_to_its_first_tie(app: App) {
        let options = vote_by(app, "irv", 0, &["Un four", "Un jardin", "Un puits"]).await;
        let browser = facilitator(app).await;
        browser.get(SHEET).await.assert_says("le bulletin compte jusqu’au rang d’avant");
        let fields: Vec<String> = options.iter().map(|id| format!("option-{id}")).collect();
        let tied = [(fields[0].as_str(), "1"), (fields[1].as_str(), "2"), (fields[2].as_str(), "2")];
        sheet(&browser, "assisted", &tied).await.assert_status(422);
        let slip = sheet(&browser, "paper", &tied).await;
        let receipt = app.browser().get(&format!("/suivi/{}", code(slip.assert_status(200)))).await;
        assert!(receipt.assert_says("Un four").body.contains("Un four") && !receipt.body.contains("Un puits"));
        let (found, page) = outcome(app).await;
        assert_eq!((&found["tally"]["valid"], &found["tally"]["winners"]), (&json!(1), &json!([options[0]])));
        page.assert_says("Aucun bulletin blanc.").assert_says("Aucun bulletin hors des règles.");
    }

    async fn tied_options_share_their_rank_on_the_page(app: App) {
        let options = vote_by(app, "schulze", 1, &["Un four", "Un jardin", "Un puits"]).await;
        let browser = facilitator(app).await;
        let fields: Vec<String> = options.iter().map(|id| format!("option-{id}")).collect();
        for ranks in [["1", "2", "3"], ["2", "1", "3"]] {
            let marks: Vec<(&str, &str)> = fields.iter().map(String::as_str).zip(ranks).collect();
            sheet(&browser, "paper", &marks).await.assert_status(200);
        }
        let (found, page) = outcome(app).await;
        assert_eq!(found["tally"]["ranking"], json!([[options[0], options[1]], [options[2]]]));
        let rows = page.texts("table.pairs tbody th .quiet");
        assert_eq!(rows, ["rang 1, à égalité", "rang 1, à égalité", "rang 3"]);
        page.assert_says("Ceux de ce groupe gagnent contre tous ceux du dehors : ").assert_says("Rien ne met « Un four » devant « Un jardin »");
        page.assert_says("Il y avait une place. Un choix est retenu.").assert_says("Un tirage au sort public a décidé.");
    }

    async fn a_vote_that_takes_everything_is_refused_and_nothing_typed_is_lost(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "Un four\nUn jardin").await;
        for method in ["approval", "agree_pass", "majority_judgment", "schulze", "points", "points_by_place", "priorities"] {
            let page = set_rules(&member, &slug, 1, method, &[("seats", "2"), ("randomness", "Loto")]).await;
            page.assert_status(422).assert_says("Il y a 2 choix : retenez-en un seul.");
            assert_eq!(page.attributes(".error-summary a", "href"), ["#seats"], "{method}");
            assert_eq!((page.value("seats"), page.value("randomness")), ("2".to_owned(), "Loto".to_owned()));
            set_rules(&member, &slug, 1, method, &[("seats", "1")]).await.assert_status(303);
        }
        let none = set_rules(&member, &slug, 1, "priorities", &[("seats", "")]).await;
        none.assert_status(422).assert_says("Dites combien de priorités retenir.");
    }

    async fn only_rules_for_ties_that_a_method_takes_are_offered(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        let offered = async |method: &str| {
            let page = member.get(&format!("/espace/c/{slug}/etapes/1/methode/{method}")).await;
            page.attributes("[name=ties]", "value")
        };
        assert_eq!(offered("approval").await, ["lot", "run_off", "all_win"]);
        for method in ["budget_most_votes", "budget_fair_shares", "panel"] {
            assert_eq!(offered(method).await, ["lot"], "{method}");
        }
        let methods = read(&app.browser(), "/api/v1/voting-methods").await;
        let of = |key: &str| methods.as_array().and_then(|all| all.iter().find(|one| one["key"] == key)).map(|one| one["tie_rules"].clone());
        assert_eq!((of("budget_fair_shares"), of("irv")), (Some(json!(["lot"])), Some(json!(["lot", "run_off", "all_win"]))));
    }

    async fn money_and_options_are_frozen_and_first_words_are_kept_for_everyone(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        set_texts(&member, &slug, &[]).await.assert_status(303);
        set_rules(&member, &slug, 1, "budget_fair_shares", &[("setting-budget", "9000")]).await.assert_status(303);
        list(&member, &slug, 1, &[("do", "add"), ("lines", "Un four ; 1500\nUn jardin ; 2000")]).await.assert_status(303);
        let page = format!("/espace/c/{slug}/etapes/1");
        let entries = member.get(&page).await.attributes("[name=entry]", "value");
        let first = entries[0].clone();
        let words = [("do", "save"), ("entry", first.as_str()), ("text-1", "Un four"), ("detail-1", "Au bois."), ("cost-1", "1500")];
        list(&member, &slug, 1, &words).await.assert_status(303);
        let dates = [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "2026-12-20"), ("closes-hour", "18:30")];
        set_phase(&member, &slug, 1, &dates).await.assert_status(303);
        change_state(&member, &slug, "schedule").await.assert_status(303);
        let path = format!("/c/{slug}/etape/1/voter");
        let resident = app.browser();
        let op = resident.get(&path).await.value("op");
        resident.post(&path, &[("op", &op), ("options", &first)]).await;
        for settings in [[("setting-budget", "9001"), ("setting-utility", "cost")], [("setting-budget", "9000"), ("setting-utility", "approval")]] {
            set_rules(&member, &slug, 1, "budget_fair_shares", &settings).await.assert_status(409).assert_says("a déjà répondu");
        }
        let dear = [("do", "save"), ("entry", first.as_str()), ("text-1", "Un four"), ("detail-1", "Au bois."), ("cost-1", "1501")];
        list(&member, &slug, 1, &dear).await.assert_status(409);
        list(&member, &slug, 1, &[("do", "add"), ("lines", "Un puits ; 10")]).await.assert_status(409);
        list(&member, &slug, 1, &[("do", "remove"), ("sure", "1"), ("entry", &first)]).await.assert_status(409);
        let mended = [("do", "save"), ("entry", first.as_str()), ("text-1", "Un four à pain"), ("detail-1", "Au gaz.")];
        list(&member, &slug, 1, &mended).await.assert_status(303);
        member.get(&page).await.assert_says("Au début, il était décrit ainsi : « Au bois. »").assert_says("Coût : 1 500 €");
        app.browser().get(&path).await.assert_says("Au début : « Un four »").assert_says("Décrit ainsi au début : « Au bois. »");
        let ballot = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/ballot")).await;
        assert_eq!((&ballot["options"][0]["first_label"], &ballot["options"][0]["first_detail"]), (&json!("Un four"), &json!("Au bois.")));
        app.later(40 * DAY).await;
        let member = app.member(Role::Facilitator).await;
        publish(&member, &slug).await;
        let results = app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await;
        results.assert_says("était : « Un four »").assert_says("était décrit ainsi : « Au bois. »");
        let signed = read(&app.browser(), &format!("/c/{slug}/etape/1/urne/resultat.json")).await;
        assert_eq!(signed["result"]["first_words"][&first], json!({"label": "Un four", "detail": "Au bois."}));
    }

    async fn no_page_counts_the_ballots_of_a_closed_vote_again(app: App) {
        let rules = VoteRules { method: "approval".to_owned(), seats: 1, randomness: "Loto".to_owned(), ..VoteRules::default() };
        let options = app.seed("ecole").await.vote(1, &rules, &["Un four", "Un jardin"]).await;
        let browser = facilitator(app).await;
        for option in &options {
            sheet(&browser, "paper", &[("options", option)]).await.assert_status(200);
        }
        app.later(10 * DAY).await;
        let draft = "/espace/c/ecole/resultats/1";
        let browser = facilitator(app).await;
        // Ballots that went behind the program's back: whoever counts them now finds none.
        let gone = app.cx.db.begin().await.expect("a turn");
        gone.conn().execute_unprepared("UPDATE ballots SET state = 'withdrawn'").await.expect("written");
        gone.commit().await.expect("kept");
        for _ in 0..2 {
            browser.get(draft).await.assert_says("2 bulletins reçus").assert_says("n’est pas encore connu");
        }
        browser.post(&format!("{draft}/tirage"), &[("value", "4 12 23")]).await.assert_status(303);
        browser.get(draft).await.assert_says("Aucun bulletin reçu");
    }

    async fn quotas_are_frozen_by_the_first_volunteer(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        set_texts(&member, &slug, &[]).await.assert_status(303);
        set_rules(&member, &slug, 1, "panel", &[("seats", "2")]).await.assert_status(303);
        let lines = "Jeune ; Âge ; 1 ; 1\nAdulte ; Âge ; 1 ; 1";
        list(&member, &slug, 1, &[("do", "add"), ("lines", lines)]).await.assert_status(303);
        let dates = [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "2026-12-20"), ("closes-hour", "18:30")];
        set_phase(&member, &slug, 1, &dates).await.assert_status(303);
        change_state(&member, &slug, "schedule").await.assert_status(303);
        let path = format!("/c/{slug}/etape/1/voter");
        let resident = app.browser();
        let shown = resident.get(&path).await;
        let (op, young) = (shown.value("op"), shown.attributes("[name=options-1]", "value").remove(0));
        resident.post(&path, &[("op", &op), ("options-1", &young)]).await;
        let wider = [("do", "save"), ("entry", young.as_str()), ("text-1", "Jeune"), ("feature-1", "Âge"), ("least-1", "0"), ("most-1", "2")];
        list(&member, &slug, 1, &wider).await.assert_status(409);
        set_rules(&member, &slug, 1, "panel", &[("seats", "3")]).await.assert_status(409);
        list(&member, &slug, 1, &[("do", "save"), ("entry", &young), ("text-1", "Jeune habitant")]).await.assert_status(303);
    }
}
