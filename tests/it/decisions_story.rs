//! Every voting method, from the page on which it is chosen to a result that says why.

use serde_json::json;
use tablee_core::access::Role;
use tablee_rules::voting::{METHODS, Marking, Method, OptionNeed};

use super::ballot_log::publishing::{said, tablee};
use super::decisions::{draft, publish, read};
use super::editor::{DAY, change_state, list, set_phase, set_rules, set_texts};
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

/// A consultation with one open decision by this method, made on the pages that an editor goes through.
async fn opened(member: &Browser, method: &dyn Method) -> String {
    let slug = draft(member, "").await;
    set_texts(member, &slug, &[("title", "Choisir ensemble")])
        .await
        .assert_status(303);
    let budget = ("setting-budget", "40 000 €");
    let needed = if method.option_need() == OptionNeed::Cost { vec![budget] } else { Vec::new() };
    let members = method.option_need() == OptionNeed::Quota;
    let seats = method
        .fills_seats()
        .then_some(("seats", if members { "3" } else { "1" }));
    let fields: Vec<_> = needed.into_iter().chain(seats).collect();
    set_rules(member, &slug, 1, method.key(), &fields)
        .await
        .assert_status(303);
    let lines = match method.option_need() {
        OptionNeed::Words => "Un four\nUn jardin\nUn puits",
        OptionNeed::Cost => "Un four ; 15 000\nUn jardin;20000\nUn puits ; 30000 €",
        OptionNeed::Quota => "Moins de 40 ans ; Votre âge ; 1 ; 2\n40 ans ou plus ; Votre âge ; 1 ; 2",
    };
    list(member, &slug, 1, &[("do", "add"), ("lines", lines)])
        .await
        .assert_status(303);
    let dates =
        [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "2026-12-20"), ("closes-hour", "18:30")];
    set_phase(member, &slug, 1, &dates).await.assert_status(303);
    change_state(member, &slug, "schedule").await.assert_status(303);
    slug
}

/// What the `person`th of 30 marks: 18 prefer the first option, 12 the second, nobody the third.
fn marked(marking: Marking, person: usize) -> Vec<(usize, &'static str)> {
    let first = person % 5 < 3;
    match (marking, first) {
        (Marking::Choice | Marking::Answer, true) => vec![(0, "1")],
        (Marking::Choice | Marking::Answer, false) => vec![(1, "1")],
        (Marking::Opinion, true) => vec![(0, "agree"), (1, "disagree"), (2, "pass")],
        (Marking::Opinion, false) => vec![(0, "disagree"), (1, "agree"), (2, "pass")],
        (Marking::Grade, true) => vec![(0, "4"), (1, "2"), (2, "0")],
        (Marking::Grade, false) => vec![(0, "1"), (1, "4"), (2, "0")],
        (Marking::Rank, true) => vec![(0, "1"), (1, "2"), (2, "3")],
        (Marking::Rank, false) => vec![(0, "2"), (1, "1"), (2, "3")],
        (Marking::Points, true) => vec![(0, "8"), (1, "2")],
        (Marking::Points, false) => vec![(0, "3"), (1, "7")],
    }
}

/// The fields of a page or of a sheet that say these marks.
fn fields(marking: Marking, marks: Vec<(usize, &'static str)>, options: &[String]) -> Vec<(String, String)> {
    let field = |(option, mark): (usize, &str)| match marking {
        Marking::Choice => ("options".to_owned(), options[option].clone()),
        Marking::Answer => ("options-1".to_owned(), options[option].clone()),
        _ => (format!("option-{}", options[option]), mark.to_owned()),
    };
    marks.into_iter().map(field).collect()
}

async fn send(browser: &Browser, path: &str, more: &[(&str, &str)], fields: &[(String, String)]) -> Page {
    let op = browser.get(path).await.assert_status(200).value("op");
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = [("op", op.as_str())]
        .into_iter()
        .chain(more.iter().copied())
        .chain(fields)
        .collect();
    browser.post(path, &all).await
}

/// 27 people vote from their own devices, three on paper.
async fn thirty_vote(app: &App, member: &Browser, slug: &str, marking: Marking, options: &[String]) {
    for person in 0..27 {
        let page = format!("/c/{slug}/etape/1/voter");
        let cast = send(&app.browser(), &page, &[], &fields(marking, marked(marking, person), options)).await;
        cast.assert_status(303);
    }
    let path = format!("/espace/c/{slug}/saisie/1");
    for person in 27..30 {
        let how = [("channel", "paper"), ("consent", "signed")];
        let sheet = fields(marking, marked(marking, person), options);
        send(member, &path, &how, &sheet).await.assert_status(200);
    }
}

/// What the page says first of why.
fn why(method: &str) -> &'static str {
    match method {
        "approval" => "« Un four » est coché 18 fois, sur 30 bulletins. C’est 6 votes de plus que « Un jardin ».",
        "agree_pass" => "« Un four » : 18 d’accord, sur 30 avis tranchés.",
        "majority_judgment" => {
            "Plus de la moitié des bulletins donne « Très bien » ou mieux à « Un four » : 18 sur 30."
        }
        "schulze" => {
            "« Un four » gagne contre chaque autre choix, pris un par un. Le plus serré est face à « Un jardin » : 18 contre 12."
        }
        "irv" => "« Un four » est en tête sur plus de la moitié des bulletins : 18 sur 30.",
        "points" => {
            "« Un four » a le plus de points : 180, soit 60 de plus que « Un jardin ». Personnes qui lui en donnent : 30."
        }
        "points_by_place" => {
            "« Un four » a le plus de points : 78, soit 6 de plus que « Un jardin ». 18 personnes l’ont mis en premier."
        }
        "budget_most_votes" => "« Un puits » n’est pas retenu : personne ne l’a choisi.",
        "budget_fair_shares" => {
            "« Un four » est retenu. 18 personnes l’ont choisi. Chacune paie environ 833 € de sa part."
        }
        "priorities" => "« Un four » vient en premier : 18 voix pour 30 votants.",
        "panel" => "3 personnes sont tirées au sort, parmi 30 volontaires",
        other => panic!("no sentence for {other}"),
    }
}

/// A second person counts again, with nothing but the published files.
async fn counted_elsewhere(app: &App, slug: &str, method: &dyn Method) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for name in ["recomptage.json", "groupes.json"] {
        let page = app.browser().get(&format!("/c/{slug}/etape/1/urne/{name}")).await;
        if page.status == 200 {
            files.push(folder.path().join(name));
            std::fs::write(&files[files.len() - 1], &page.body).expect("written");
        }
    }
    let again = tablee(&["recount"], &files);
    let expected: &[&str] = match method.key() {
        "irv" => &["The 3 steps of the published count add up.", "30 are too few to hide among"],
        "budget_fair_shares" => &["The 2 steps of the published count add up.", "30 are too few to hide among"],
        "priorities" => &["30 are too few to hide among"],
        "panel" => &["draws from the 1000 published ones", "30 are too few to hide among"],
        _ => &["This is the published result."],
    };
    let published = expected == ["This is the published result."];
    assert_eq!(again.status.success(), published, "{}: {}", method.key(), said(&again));
    for words in expected {
        assert!(said(&again).contains(words), "{}: {}", method.key(), said(&again));
    }
}

on_both_databases! {
    async fn s30_every_method_goes_from_its_page_to_a_result_that_says_why(app: App) {
        let mut member = app.member(Role::Facilitator).await;
        let mut slugs = Vec::new();
        for method in METHODS {
            let slug = opened(&member, *method).await;
            let ballot = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/ballot")).await;
            let ids = ballot["options"].as_array().expect("options").iter();
            let options: Vec<String> = ids.map(|option| option["id"].as_str().expect("an id").to_owned()).collect();
            thirty_vote(app, &member, &slug, method.marking(), &options).await;
            slugs.push((*method, slug, options));
        }
        app.later(40 * DAY).await;
        member = app.member(Role::Facilitator).await;
        for (method, slug, options) in slugs {
            publish(&member, &slug).await;
            let outcome = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/results")).await;
            let outcome = &outcome["figures"]["outcome"];
            assert_eq!(outcome["rules"]["method"], method.key());
            let tally = &outcome["tally"];
            assert_eq!((&tally["valid"], &tally["blank"], &tally["invalid"]), (&json!(30), &json!(0), &json!(0)));
            let page = app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await;
            page.assert_status(200).assert_says("30 bulletins reçus").assert_says("Pourquoi ce résultat");
            page.assert_says(why(method.key()));
            let (tables, pictures) = (page.texts("main table"), page.attributes("main table svg, main svg.gauge", "viewBox"));
            assert!(!tables.is_empty() && !pictures.is_empty(), "{}: a table and a picture", method.key());
            counted_elsewhere(app, &slug, method).await;
            if method.option_need() == OptionNeed::Quota {
                page.assert_says("Moins de 40 ans");
                assert_eq!(outcome["drawn"].as_array().map(Vec::len), Some(3));
                continue;
            }
            page.assert_says("Un four");
            assert_eq!(tally["order"][0], json!(options[0]), "{}", method.key());
            assert_eq!(tally["winners"][0], json!(options[0]), "{}", method.key());
        }
    }
}
