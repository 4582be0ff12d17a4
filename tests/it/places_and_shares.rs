//! Points by place, and a budget by fair shares that is compared with most votes: from the settings to the result.

use serde_json::json;
use tablee_core::access::Role;

use super::ballot_log::publishing::{said, tablee};
use super::decisions::{draft, publish, read};
use super::editor::{DAY, change_state, list, set_phase, set_rules, set_texts};
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

/// Opens the decision of a draft whose rules are set.
async fn open(member: &Browser, slug: &str, lines: &str) {
    set_texts(member, slug, &[("title", "Choisir ensemble")])
        .await
        .assert_status(303);
    list(member, slug, 1, &[("do", "add"), ("lines", lines)])
        .await
        .assert_status(303);
    let dates =
        [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "2026-12-20"), ("closes-hour", "18:30")];
    set_phase(member, slug, 1, &dates).await.assert_status(303);
    change_state(member, slug, "schedule").await.assert_status(303);
}

/// Ids of the options, in the order of the paper.
async fn options(app: &App, slug: &str) -> Vec<String> {
    let ballot = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/ballot")).await;
    let ids = ballot["options"].as_array().expect("options").iter();
    ids.map(|option| option["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// Sends a page's form with these fields.
async fn send(browser: &Browser, path: &str, fields: &[(String, &str)]) -> Page {
    let op = browser.get(path).await.assert_status(200).value("op");
    let fields = fields.iter().map(|(name, value)| (name.as_str(), *value));
    let more = [("op", op.as_str()), ("channel", "paper"), ("consent", "signed")];
    let all: Vec<(&str, &str)> = more.into_iter().chain(fields).collect();
    browser.post(path, &all).await
}

/// What everyone reads after the close: the outcome by the API, and the page.
async fn results(app: &App, slug: &str) -> (serde_json::Value, Page) {
    app.later(40 * DAY).await;
    publish(&app.member(Role::Facilitator).await, slug).await;
    let found = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/results")).await;
    let page = app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await;
    page.assert_status(200);
    (found["figures"]["outcome"]["tally"].clone(), page)
}

/// What counting the published file again says.
async fn counted_again(app: &App, slug: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let page = app
        .browser()
        .get(&format!("/c/{slug}/etape/1/urne/recomptage.json"))
        .await;
    let file = folder.path().join("recomptage.json");
    std::fs::write(&file, &page.assert_status(200).body).expect("written");
    said(&tablee(&["recount"], &[file]))
}

on_both_databases! {
    async fn places_bring_the_points_that_the_facilitator_sets(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        let set = async |second: &str| {
            let settings = [("setting-first", "5"), ("setting-second", second), ("setting-third", "0"), ("seats", "1")];
            set_rules(&member, &slug, 1, "points_by_place", &settings).await
        };
        let refused = set("5").await;
        refused.assert_status(422).assert_says("Chaque place rapporte moins que celle d’avant.");
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#setting-second"]);
        assert_eq!((refused.value("setting-first"), refused.value("setting-second")), ("5".to_owned(), "5".to_owned()));
        set("2").await.assert_status(303);
        open(&member, &slug, "Un four\nUn jardin\nUn puits").await;
        let ids = options(app, &slug).await;
        let ranks = |given: [&'static str; 3]| -> Vec<(String, &str)> {
            ids.iter().map(|id| format!("option-{id}")).zip(given).collect()
        };
        let (vote, browser) = (format!("/c/{slug}/etape/1/voter"), app.browser());
        let ballot = browser.get(&vote).await;
        ballot.assert_says("Écrivez 1 à côté de votre préféré (5 points). Puis 2 pour le suivant (2 points). Chaque numéro sert une seule fois.");
        assert!(!ballot.words().contains("Puis 3"));
        let third = send(&browser, &vote, &ranks(["1", "2", "3"])).await;
        third.assert_status(422).assert_says("Écrivez des rangs de 1 à 2.");
        assert_eq!(third.attributes(".numbers input", "value"), ["1", "2", "3"]);
        send(&browser, &vote, &ranks(["1", "1", ""])).await.assert_status(422).assert_says("Deux choix ont le même rang.");
        send(&browser, &vote, &ranks(["1", "2", ""])).await.assert_status(303);
        browser.get(&format!("/c/{slug}/etape/1/merci")).await.assert_says("Un four : n° 1").assert_says("Un jardin : n° 2");
        let paper = member.get(&format!("/espace/c/{slug}/etapes/1/bulletin")).await;
        paper.assert_status(200).assert_says("Puis 2 pour le suivant (2 points).");
        let address = format!("{}/c/{slug}/etape/1", app.base);
        assert_eq!(paper.texts(".online .address"), [address.split_once("://").expect("a scheme").1]);
        for sheet in [["", "1", "2"], ["", "2", ""]] {
            send(&member, &format!("/espace/c/{slug}/saisie/1"), &ranks(sheet)).await.assert_status(200);
        }
        let (tally, page) = results(app, &slug).await;
        assert_eq!(tally["order"], json!([ids[1], ids[0], ids[2]]));
        assert_eq!(tally["lines"][0]["figures"], json!({"place_1": 1, "place_2": 2}));
        page.assert_says("Une première place : 5 points. Une deuxième : 2 points.");
        page.assert_says("« Un jardin » a le plus de points : 9, soit 4 de plus que « Un four ». Une personne l’a mis en premier.");
        assert_eq!(page.texts("[aria-labelledby=decision] tbody td"), ["1", "9", "2", "5", "3", "2"]);
        let given = page.texts("[aria-labelledby=decision] th .quiet");
        assert_eq!(given, ["En 1er : 1 · En 2e : 2", "En 1er : 1 · En 2e : 0", "En 1er : 0 · En 2e : 1"]);
        page.assert_says("Points de la deuxième place : 2").assert_says("Points de la troisième place : pas demandée");
        assert_eq!(page.attributes("[aria-labelledby=decision] svg.bar rect", "width"), ["100", "55", "22"]);
        assert!(counted_again(app, &slug).await.contains("This is the published result."));
    }

    async fn fair_shares_give_way_to_what_more_voters_prefer_and_both_are_shown(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        let settings = [
            ("setting-budget", "100"),
            ("setting-completion", "none"),
            ("setting-compare", "projects"),
            ("setting-voters_needed", "15"),
        ];
        set_rules(&member, &slug, 1, "budget_fair_shares", &settings).await.assert_status(303);
        open(&member, &slug, "Un four ; 60\nUn jardin ; 40\nUn puits ; 40\nUn banc ; 1").await;
        let ids = options(app, &slug).await;
        let vote = format!("/c/{slug}/etape/1/voter");
        let ballot = app.browser().get(&vote).await;
        ballot.assert_says("Un projet doit plaire à 15 % des votants au moins.").assert_says("Si plus de votants y gagnent, les projets les plus cochés sont pris.");
        for person in 0..10 {
            let picks: &[usize] = match person { 0..6 => &[0, 1], 6..9 => &[2], _ => &[2, 3] };
            let fields: Vec<(String, &str)> = picks.iter().map(|&pick| ("options".to_owned(), ids[pick].as_str())).collect();
            send(&app.browser(), &vote, &fields).await.assert_status(303);
        }
        let (tally, page) = results(app, &slug).await;
        assert_eq!(tally["winners"], json!([ids[1], ids[0]]));
        assert_eq!(tally["working"]["sets"], json!({"by_shares": [ids[1], ids[2]], "by_most_votes": [ids[1], ids[0]]}));
        page.assert_says("2 projets sur 4 sont retenus. Ils coûtent 100 € sur 100 €.");
        page.assert_says("6 personnes gagnent au compte par les plus choisis. 4 personnes gagnent aux parts égales. Les plus choisis sont donc retenus.");
        page.assert_says("Les parts égales retenaient 2 projets, pour 80 €.");
        page.assert_says("« Un banc » n’est pas retenu : une seule voix. Il en faut 2.");
        let rows = page.texts("[aria-labelledby=compared] tbody tr");
        assert_eq!(rows[..3], ["Un jardin Payé Payé", "Un four pas payé Payé", "Un puits Payé pas payé"]);
        assert_eq!(rows[4], "Personnes qui y gagnent 4 6");
        assert_eq!(page.attributes("[aria-labelledby=compared] svg.bar rect", "width"), ["40", "60"]);
        page.assert_says("Il n’est pas celui qui est gardé.");
        let again = counted_again(app, &slug).await;
        assert!(again.contains("The 2 steps of the published count add up."), "{again}");
    }
}
