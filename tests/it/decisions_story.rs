//! Every voting method, from the page on which it is chosen to a result that says why.

use serde_json::json;
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_rules::voting::{METHODS, Marking, Method, OptionNeed};

use super::decisions::{draft, publish, read};
use super::editor::{DAY, change_state, list, set_phase, set_rules, set_texts};
use crate::on_both_databases;
use crate::support::{App, Browser};

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

/// 27 people vote from their own devices, three on paper.
async fn thirty_vote(app: &App, member: &Browser, slug: &str, marking: Marking, options: &[String]) {
    for person in 0..27 {
        let actor = Actor::Resident(DeviceSecret(format!("device {person}")));
        let marks = marked(marking, person).into_iter();
        let marks = marks
            .map(|(option, mark)| (options[option].clone(), mark.to_owned()))
            .collect();
        let phase = PhaseAddress { slug: slug.to_owned(), position: 1 };
        let command = CastBallot { phase, marks, key: SubmissionKey("one".to_owned()) };
        ballots::cast(&app.cx, &actor, command).await.expect("a ballot");
    }
    let path = format!("/espace/c/{slug}/saisie/1");
    for person in 27..30 {
        let op = member.get(&path).await.value("op");
        let marks = marked(marking, person);
        let fields: Vec<(String, &str)> = marks
            .iter()
            .map(|(option, mark)| match marking {
                Marking::Choice => ("options".to_owned(), options[*option].as_str()),
                _ => (format!("option-{}", options[*option]), *mark),
            })
            .collect();
        let sent = [("op", op.as_str()), ("channel", "paper"), ("consent", "signed")];
        let all: Vec<(&str, &str)> = sent
            .into_iter()
            .chain(fields.iter().map(|(name, value)| (name.as_str(), *value)))
            .collect();
        member.post(&path, &all).await.assert_status(200);
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
            if method.option_need() == OptionNeed::Quota {
                page.assert_says("Moins de 40 ans").assert_says("3 personnes sont tirées au sort, parmi 30 volontaires");
                assert_eq!(outcome["drawn"].as_array().map(Vec::len), Some(3));
                continue;
            }
            page.assert_says("Un four");
            assert_eq!(tally["order"][0], json!(options[0]), "{}", method.key());
            assert_eq!(tally["winners"][0], json!(options[0]), "{}", method.key());
        }
    }
}
