//! A panel drawn among volunteers: from the quotas that a facilitator types to the receipt that says who is drawn.

use serde_json::Value;
use tablee_core::access::Role;
use tablee_rules::ballot_log::ProofCode;

use super::decisions::{draft, publish, read};
use super::editor::{DAY, change_state, list, set_phase, set_rules, set_texts};
use crate::on_both_databases;
use crate::support::{App, Browser};

const LINES: &str = "Moins de 40 ans ; Votre âge ; 2 ; 4
40 ans ou plus ; Votre âge ; 2 ; 4
Au nord ; Votre quartier ; 3 ; 3
Au sud ; Votre quartier ; 3 ; 3";

/// Somebody who took part: the receipt code, and the proof code of the vote.
struct Person {
    receipt: String,
    proof: String,
}

/// A draft with a panel of this size and these answers.
async fn drafted(member: &Browser, seats: &str, lines: &str) -> String {
    let slug = draft(member, "").await;
    set_texts(member, &slug, &[("title", "Un jury d’habitants")])
        .await
        .assert_status(303);
    set_rules(member, &slug, 1, "panel", &[("seats", seats)])
        .await
        .assert_status(303);
    list(member, &slug, 1, &[("do", "add"), ("lines", lines)])
        .await
        .assert_status(303);
    slug
}

async fn opened(member: &Browser, seats: &str, lines: &str) -> String {
    let slug = drafted(member, seats, lines).await;
    let dates =
        [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "2026-12-20"), ("closes-hour", "18:30")];
    set_phase(member, &slug, 1, &dates).await.assert_status(303);
    change_state(member, &slug, "schedule").await.assert_status(303);
    slug
}

/// Fills in the ballot page of a phone: each number says which answer to a question, and `None` leaves it.
async fn volunteer(app: &App, slug: &str, answers: [Option<usize>; 2]) -> Person {
    let phone = app.browser();
    let path = format!("/c/{slug}/etape/1/voter");
    let page = phone.get(&path).await;
    let op = page.value("op");
    let mut fields = vec![("op".to_owned(), op)];
    for (answer, name) in answers.into_iter().zip(["options-1", "options-2"]) {
        let ids = page.attributes(&format!("[name={name}]"), "value");
        fields.extend(answer.map(|answer| (name.to_owned(), ids[answer].clone())));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    phone.post(&path, &fields).await.assert_status(303);
    let thanks = phone.get(&format!("/c/{slug}/etape/1/merci")).await;
    let code = |of: &str| thanks.texts(&format!(".{of} .code")).concat().replace(' ', "-");
    Person { receipt: code("receipt"), proof: code("proof") }
}

async fn volunteers(app: &App, slug: &str, many: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for person in 0..many {
        people.push(volunteer(app, slug, [Some(person % 2), Some(usize::from(person % 3 == 0))]).await);
    }
    people
}

/// How many of the panel give each answer, as the page says.
fn members(page: &crate::support::Page) -> Vec<u32> {
    let cells = page.texts("[aria-labelledby^=panel-] td:last-child");
    cells.iter().map(|cell| cell.parse().expect("a number")).collect()
}

async fn receipt_in_api(app: &App, code: &str) -> Value {
    read(&app.browser(), &format!("/api/v1/receipts/{code}")).await
}

on_both_databases! {
    async fn a_panel_goes_from_its_quotas_to_receipts_that_say_who_is_drawn(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = opened(&member, "6", LINES).await;
        let mut people = volunteers(app, &slug, 24).await;
        people.push(volunteer(app, &slug, [None, None]).await);
        let results = format!("/c/{slug}/etape/1/resultats");
        app.later(40 * DAY).await;
        let closed = app.browser().get(&format!("/suivi/{}", people[0].receipt)).await;
        assert!(!closed.words().contains("au sort"), "nothing before the results are published");
        assert_eq!(receipt_in_api(app, &people[0].receipt).await.get("drawn"), None);
        let vote = read(&app.browser(), &format!("/api/v1/votes/{}", people[0].proof)).await;
        assert_eq!(vote.get("drawn"), None);
        app.browser().get(&results).await.assert_status(404);
        let member = app.member(Role::Facilitator).await;
        let draft = member.get(&format!("/espace/c/{slug}/resultats/1")).await;
        let codes = draft.texts("main li code");
        assert_eq!(codes.len(), 6);
        publish(&member, &slug).await;
        let page = app.browser().get(&results).await;
        page.assert_says("6 personnes sont tirées au sort, parmi 24 volontaires").assert_says("Chacun avait");
        page.assert_says("1000 groupes").assert_says("Un bulletin blanc").assert_says("Votre quartier");
        assert_eq!(page.texts("main li code"), codes, "the panel is the one of the draft");
        let read_back: Vec<ProofCode> = codes.iter().map(|code| ProofCode::parse(code).expect("a code")).collect();
        assert!(read_back.is_sorted(), "their order tells nothing");
        let members = members(&page);
        assert_eq!((members[0] + members[1], members[2], members[3]), (6, 3, 3));
        assert!((2..=4).contains(&members[0]), "{members:?}");
        let mut drawn = 0;
        for person in &people {
            let chosen = codes.contains(&person.proof);
            drawn += usize::from(chosen);
            let receipt = app.browser().get(&format!("/suivi/{}", person.receipt)).await;
            let found = app.browser().get(&format!("/verifier/{}", person.proof)).await;
            if chosen {
                receipt.assert_says("Vous êtes tiré au sort").assert_says("Écrivez à : donnees@ville.example");
                found.assert_says("Ce code est tiré au sort");
            } else {
                receipt.assert_says("Vous n’avez pas été tiré au sort");
                found.assert_says("Ce code n’a pas été tiré au sort");
            }
            assert_eq!(receipt_in_api(app, &person.receipt).await["drawn"], chosen);
            let vote = read(&app.browser(), &format!("/api/v1/votes/{}", person.proof)).await;
            assert_eq!(vote["drawn"], chosen);
        }
        assert_eq!(drawn, 6);
    }

    async fn a_volunteer_answers_every_question_on_a_page_that_loses_nothing(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = opened(&member, "6", LINES).await;
        let (phone, path) = (app.browser(), format!("/c/{slug}/etape/1/voter"));
        let page = phone.get(&path).await;
        page.assert_says("Vous voulez être dans le groupe ?");
        assert_eq!(page.texts("legend"), ["Votre âge", "Votre quartier"]);
        let (op, age) = (page.value("op"), page.attributes("[name=options-1]", "value"));
        let refused = phone.post(&path, &[("op", &op), ("options-1", &age[1])]).await;
        refused.assert_status(422).assert_says("Il manque une réponse");
        assert_eq!(refused.attributes("[name=options-1][checked]", "value"), [age[1].clone()]);
        let twice = [("op", op.as_str()), (&format!("option-{}", age[0]), "1"), (&format!("option-{}", age[1]), "1")];
        phone.post(&path, &twice).await.assert_status(422).assert_says("une seule réponse à chaque question");
        let place = page.attributes("[name=options-2]", "value");
        phone.post(&path, &[("op", &op), ("options-1", &age[1]), ("options-2", &place[0])]).await.assert_status(303);
        let recorded = phone.get(&format!("/c/{slug}/etape/1/merci")).await;
        recorded.assert_says("40 ans ou plus").assert_says("Au nord");
        let paper = member.get(&format!("/espace/c/{slug}/etapes/1/bulletin")).await;
        paper.assert_status(200).assert_says("Votre quartier").assert_says("Moins de 40 ans");
        let entry = format!("/espace/c/{slug}/saisie/1");
        let sheet = member.get(&entry).await;
        let fields = [("op", sheet.value("op")), ("channel", "paper".to_owned()), ("consent", "signed".to_owned())];
        let fields = fields.into_iter().chain([("options-1", age[0].clone()), ("options-2", place[1].clone())]);
        let fields: Vec<(&str, String)> = fields.collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        member.post(&entry, &fields).await.assert_status(200);
    }

    async fn quotas_are_typed_and_told_wrong_before_the_panel_opens(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        let form = member.get(&format!("/espace/c/{slug}/etapes/1/methode/panel")).await;
        form.assert_says("Nombre de personnes à tirer au sort");
        assert!(!form.words().contains("En cas d’égalité"), "nothing ties in a draw");
        let page = set_rules(&member, &slug, 1, "panel", &[]).await;
        page.assert_status(422).assert_says("Dites combien de personnes");
        assert_eq!(page.attributes(".error-summary a", "href"), ["#seats"]);
        let slug = drafted(&member, "9", LINES).await;
        let phase = member.get(&format!("/espace/c/{slug}/etapes/1")).await;
        phase.assert_says("9 personnes seront tirées au sort").assert_says("Votre âge : de 2 à 4 personnes");
        let overview = member.get(&format!("/espace/c/{slug}")).await;
        overview.assert_says("Pour « Votre âge », on ne peut choisir que 8 personnes. Il y a 9 places.");
        let one = drafted(&member, "2", "Jeunes ; Votre âge ; 1 ; 3\nRetraités").await;
        member.get(&format!("/espace/c/{one}")).await.assert_says("Une réponse n’a pas de question ou pas de quota");
    }

    async fn volunteers_who_cannot_meet_the_quotas_are_told_so_by_everyone(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = opened(&member, "6", LINES).await;
        let mut people = Vec::new();
        for person in 0..12 {
            people.push(volunteer(app, &slug, [Some(0), Some(person % 2)]).await);
        }
        app.later(40 * DAY).await;
        let member = app.member(Role::Facilitator).await;
        let why = "Pour « 40 ans ou plus (Votre âge) », il faut 2 personnes au moins. Personne n’a donné cette réponse.";
        let draft = member.get(&format!("/espace/c/{slug}/resultats/1")).await;
        draft.assert_says("Personne n’est tiré au sort").assert_says(why);
        publish(&member, &slug).await;
        let page = app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await;
        page.assert_says(why);
        assert!(page.texts("main li code").is_empty());
        let receipt = app.browser().get(&format!("/suivi/{}", people[0].receipt)).await;
        receipt.assert_says("Vous n’avez pas été tiré au sort");
    }

    async fn small_groups_of_volunteers_are_not_told(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = opened(&member, "2", "Jeunes ; Votre âge ; 1 ; 2\nVieux ; Votre âge ; 0 ; 1\nIci ; Lieu ; 0 ; 2\nLà ; Lieu ; 0 ; 2").await;
        for person in 0..12 {
            volunteer(app, &slug, [Some(usize::from(person < 3)), Some(person % 2)]).await;
        }
        app.later(40 * DAY).await;
        publish(&app.member(Role::Facilitator).await, &slug).await;
        let page = app.browser().get(&format!("/c/{slug}/etape/1/resultats")).await;
        assert_eq!(page.texts("[aria-labelledby^=panel-] td:nth-child(2)"), ["caché", "caché", "6", "6"]);
        let outcome = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/results")).await;
        let lines = outcome["figures"]["outcome"]["tally"]["lines"].as_array().expect("lines").clone();
        assert!(lines[..2].iter().all(|line| line["figures"].get("volunteers").is_none()), "{lines:?}");
    }
}
