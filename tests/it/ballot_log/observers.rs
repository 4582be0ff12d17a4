//! Observers have a public name, votes without two of them are warned of, and ballots that are withheld open to nobody alone.

use serde_json::Value;
use tablee_core::access::Role;
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_rules::voting::VoteRules;

use super::{json, person, phase, publish, voted_and_closed};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW};

const OPENED: &str = "/espace/c/cantine/urne/1/bulletins.json";
const MEMBERS: &str = "/espace/administration/membres";

/// Six people rank three dishes: few enough for a ballot to be somebody's signature.
async fn six_ranked(app: &App) {
    let rules = VoteRules { method: "irv".to_owned(), ..VoteRules::default() };
    let options = app
        .seed("cantine")
        .await
        .vote(1, &rules, &["Du pain", "Des fruits", "Du riz"])
        .await;
    for voter in 0..6 {
        let places = options.iter().cycle().skip(voter).take(3).zip(1..);
        let marks = places
            .map(|(option, place): (_, u8)| (option.clone(), place.to_string()))
            .collect();
        let command = CastBallot { phase: phase(), marks, key: SubmissionKey("a".to_owned()) };
        ballots::cast(&app.cx, &person(voter), command).await.expect("cast");
    }
    app.clock.advance(CLOSES - NOW);
    seal_due(&app.cx).await.expect("sealed");
}

on_both_databases! {
    async fn ballots_that_are_withheld_open_once_a_second_auditor_has_come(app: App) {
        six_ranked(app).await;
        let first = app.member_of("cantine", Role::Auditor, "").await;
        let alone = first.get(OPENED).await;
        alone.assert_status(409).assert_says("Ils s’ouvrent quand deux personnes au moins contrôlent ce vote");
        publish(app).await;
        first.get(OPENED).await.assert_status(409);
        first.get("/espace/c/cantine/urne/1/controle").await.assert_says("Ils s’ouvrent quand deux personnes au moins");
        let token = app.invite("second@cantine.example", Role::Auditor, "cantine", "cantine").await;
        app.member_of("cantine", Role::Reader, "").await;
        first.get(OPENED).await.assert_status(409);
        app.browser().post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        first.get(OPENED).await.assert_status(200);
        let page = first.get("/espace/c/cantine/urne/1/controle").await;
        assert!(!page.words().contains("Ils s’ouvrent"), "{}", page.words());
    }

    async fn ballots_open_to_one_auditor_where_figures_are_published(app: App) {
        voted_and_closed(app, 6).await;
        seal_due(&app.cx).await.expect("sealed");
        let alone = app.member_of("cantine", Role::Auditor, "").await;
        alone.get(OPENED).await.assert_status(200);
        publish(app).await;
        alone.get(OPENED).await.assert_status(200);
    }

    async fn an_auditor_of_another_consultation_is_no_second_one(app: App) {
        six_ranked(app).await;
        let first = app.member_of("cantine", Role::Auditor, "").await;
        app.seed("ailleurs").await;
        app.observer("ailleurs", "Le Journal").await;
        first.get(OPENED).await.assert_status(409);
        app.observer("cantine", "Le Journal").await;
        first.get(OPENED).await.assert_status(200);
    }

    async fn an_observer_gets_a_public_name_and_everyone_reads_it_once_they_came(app: App) {
        app.seed("cantine").await.decision(1, 1, &["Oui", "Non"]).await;
        let chief = app.member_of("cantine", Role::Administrator, "").await;
        chief.get(MEMBERS).await.assert_says("Ce nom sera public.");
        app.browser().get("/c/cantine/etape/1/urne").await.assert_says("Aucun observateur n’a encore donné de nom public");
        let invite = format!("{MEMBERS}/inviter");
        let fields = |role: &'static str, name: &'static str, public: &'static str| {
            [("structure", "cantine"), ("name", name), ("email", "awa@journal.example"), ("role", role), ("public_name", public)]
        };
        let refused = chief.post(&invite, &fields("reader", "Awa", "Le Journal")).await;
        refused.assert_status(422).assert_says("Un nom public va avec le rôle « Contrôle des votes »");
        assert_eq!(refused.attributes("#public_name", "value"), ["Le Journal"]);
        chief.post(&invite, &fields("auditor", "Awa", "  Le   Journal ")).await.assert_status(303);
        chief.get(MEMBERS).await.assert_says("nom public : Le Journal");
        app.browser().get("/c/cantine/etape/1/urne").await.assert_says("Aucun observateur");
        let awa = app.invite("awa@journal.example", Role::Reader, "cantine", "").await;
        app.browser().post(&format!("/connexion/{awa}"), &[]).await.assert_status(303);
        app.browser().get("/c/cantine/etape/1/urne").await.assert_says("Le Journal");
        let journal = chief.get("/espace/administration/journal?action=member.invited").await;
        journal.assert_says("Nom public : « Le Journal »");

        let taken = [("structure", "cantine"), ("name", "Ben"), ("email", "ben@ville.example"), ("role", "auditor"), ("public_name", "Le Journal")];
        chief.post(&invite, &taken).await.assert_status(422).assert_says("Une autre personne a déjà ce nom public");
        let member = chief.get(MEMBERS).await.attributes("form[action$='/donner'] [name=member]", "value").remove(1);
        let give = format!("{MEMBERS}/donner");
        let rename = |role: &'static str| {
            [("structure", "cantine".to_owned()), ("member", member.clone()), ("role", role.to_owned()), ("public_name", "L’Écho".to_owned())]
        };
        let wrong = rename("reader");
        let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = chief.post(&give, &wrong).await;
        refused.assert_status(422).assert_says("Un nom public va avec le rôle");
        assert!(refused.attributes("details[open] [name=public_name]", "value").contains(&"L’Écho".to_owned()), "nothing typed is lost");
        let right = rename("auditor");
        let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
        chief.post(&give, &right).await.assert_status(303);
        let page = app.browser().get("/c/cantine/etape/1/urne").await;
        page.assert_says("L’Écho");
        assert!(!page.words().contains("Le Journal"), "{}", page.words());
    }

    async fn a_vote_with_fewer_than_two_named_observers_is_warned_of_and_not_refused(app: App) {
        app.seed("cantine").await.decision(1, 1, &["Oui", "Non"]).await;
        let chief = app.member_of("cantine", Role::Administrator, "").await;
        let desk = async || chief.get("/espace/c/cantine").await.words();
        assert!(desk().await.contains("Aucun observateur n’a un nom public"));
        app.observer("cantine", "Le Journal").await;
        assert!(desk().await.contains("Un seul observateur a un nom public"));
        app.member_of("cantine", Role::Auditor, "").await;
        assert!(desk().await.contains("Un seul observateur"), "an auditor without a public name is no named observer");
        app.observer("cantine", "Les parents").await;
        assert!(!desk().await.contains("observateur"));
        app.seed("ecole").await.phase(1, "questionnaire", "{}").await;
        let other = app.member_of("ecole", Role::Administrator, "").await;
        assert!(!other.get("/espace/c/ecole").await.words().contains("observateur"), "nothing is sealed there");
    }

    async fn programs_are_told_of_public_names_as_pages_are(app: App) {
        app.seed("cantine").await.decision(1, 1, &["Oui", "Non"]).await;
        let chief = app.member_of("cantine", Role::Administrator, "").await;
        let op = chief.get("/espace/sessions").await.value("op");
        let made = chief.post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)]).await;
        let token = made.texts("code").remove(0);
        let send = async |path: &str, body: &Value| {
            let browser = app.browser();
            browser.send(browser.request(reqwest::Method::POST, path).bearer_auth(&token).json(body)).await
        };
        let members = "/api/v1/organisations/cantine/members";
        let read = async |path: &str| -> Value {
            let browser = app.browser();
            let page = browser.send(browser.request(reqwest::Method::GET, path).bearer_auth(&token)).await;
            serde_json::from_str(&page.assert_status(200).body).expect("JSON")
        };
        assert_eq!(read("/api/v1/consultations/cantine/desk").await["few_observers"], 0);
        let awa = json!({"email": "awa@journal.example", "name": "Awa", "role": "auditor", "public_name": "Le Journal"});
        send(members, &awa).await.assert_status(204);
        let listed = read(members).await;
        let found = listed["items"].as_array().expect("members").iter().find(|member| member["name"] == "Awa").cloned();
        let found = found.expect("Awa");
        assert_eq!(found["roles"][0]["public_name"], "Le Journal");
        let roles = format!("{members}/{}/roles", found["id"].as_str().expect("an id"));
        let wrong = send(&roles, &json!({"role": "reader", "public_name": "L’Écho"})).await;
        assert!(wrong.assert_status(422).body.contains("\"public_name\""), "{}", wrong.body);
        let log = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        assert_eq!(log["named_observers"], json!([]), "not before they have opened their invitation");
    }
}
