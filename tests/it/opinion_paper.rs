//! The paper sheet of an opinion phase: printed with its questions about people, typed as one, found in the log by its slip.

use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tablee_core::access::Role;
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::store::entities::{ballot, declaration, participation};
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::on_both_databases;
use crate::opinion::{assert_counters_are_the_votes, cantine};
use crate::opinion_results::{declares, person, phase, question};
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const SHEET: &str = "/espace/c/cantine/saisie/1";
const ENTRIES: &str = "/api/v1/consultations/cantine/phases/1/entries";

/// A sheet with the same vote on all statements, and an answer to the question about people.
async fn typed(desk: &Browser, op: &str, statements: &[Uuid], vote: &str, about: &[(&str, &str)]) -> Page {
    let mut fields = vec![("op", op), ("channel", "paper"), ("consent", "signed")];
    let names: Vec<String> = statements.iter().map(|id| format!("vote-{id}")).collect();
    fields.extend(names.iter().map(|name| (name.as_str(), vote)));
    fields.extend(about);
    desk.post(SHEET, &fields).await
}

fn code(page: &Page, of: &str) -> String {
    page.texts(&format!(".{of} .code")).concat().replace(' ', "-")
}

async fn says(app: &App, number: usize, statement: Uuid) {
    let command = CastVote { phase: phase(), statement, vote: Vote::Agree };
    opinion::vote(&app.cx, &person(number), command).await.expect("cast");
}

async fn declared(app: &App) -> Vec<Option<bool>> {
    let rows = declaration::Entity::find().all(app.cx.db.read()).await.expect("read");
    let mut declared: Vec<_> = rows.into_iter().map(|row| row.yes).collect();
    declared.sort();
    declared
}

on_both_databases! {
    async fn three_neighbours_on_paper_are_in_the_stratum(app: App) {
        let statements = cantine(app, 3).await;
        let question = question(app).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let paper = desk.get("/espace/c/cantine/etapes/1/bulletin").await;
        paper.assert_status(200).assert_says("Phrase numéro 3.").assert_says("Habitez-vous le quartier ?");
        paper.assert_says("Pour que sa voix se voie.").assert_says("Je préfère ne pas le dire");
        desk.get("/espace/c/cantine/saisie").await.assert_says("Feuille à imprimer");
        let form = desk.get(SHEET).await;
        form.assert_says("Habitez-vous le quartier ?").assert_says("Pour que sa voix se voie.");
        assert!(form.attributes("input[checked]", "value").is_empty(), "nothing is ticked beforehand");
        let about = format!("profil-{question}");
        for sheet in 0..3 {
            let op = format!("a sheet of the pile {sheet}");
            for _ in 0..2 {
                typed(&desk, &op, &statements, "agree", &[(&about, "oui")]).await.assert_status(200);
            }
        }
        assert_eq!(declared(app).await, [Some(true); 3]);
        for number in 0..9 {
            says(app, number, statements[0]).await;
            declares(app, number, question, number < 2).await;
        }
        app.clock.advance(CLOSES - NOW);
        analyse_changed(&app.cx).await.expect("computed");
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        desk.get("/espace/c/cantine/resultats/1").await.assert_says("Habitants du quartier : 5 personnes.");
        assert_counters_are_the_votes(app).await;
    }

    async fn a_sheet_is_kept_whole_or_not_at_all(app: App) {
        let statements = cantine(app, 2).await;
        let question = question(app).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let about = format!("profil-{question}");
        let nothing = typed(&desk, "a sheet without any vote", &[], "agree", &[(&about, "oui")]).await;
        nothing.assert_status(422).assert_says("Notez au moins un avis");
        assert_eq!(nothing.attributes("input[checked]", "value"), ["paper", "oui", "signed"], "what was typed is kept");
        let stranger = format!("profil-{}", Uuid::nil());
        typed(&desk, "an answer to no question", &statements, "agree", &[(&stranger, "oui")]).await.assert_status(404);
        let nobody = participation::Entity::find().count(app.cx.db.read()).await.expect("a count");
        assert_eq!((nobody, declared(app).await.len()), (0, 0));
        typed(&desk, "a sheet with two votes", &statements, "agree", &[(&about, "non")]).await.assert_status(200);
        assert_eq!(ballot::Entity::find().count(app.cx.db.read()).await.expect("a count"), 1, "one sheet, one leaf");
        typed(&desk, "someone who does not say", &statements, "pass", &[(&about, "sans")]).await.assert_status(200);
        typed(&desk, "someone who was not asked", &statements, "pass", &[]).await.assert_status(200);
        assert_eq!(declared(app).await, [None, Some(false)]);
    }

    async fn a_program_declares_for_whoever_it_enters(app: App) {
        let statements = cantine(app, 2).await;
        let question = question(app).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let op = desk.get("/espace/sessions").await.value("op");
        let made = desk.post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)]).await;
        let token = made.texts("code").remove(0);
        let browser = app.browser();
        let send = async |key: &str, said: serde_json::Value| {
            let mut body = json!({ "channel": "assisted", "consent": "oral" });
            body.as_object_mut().expect("an object").extend(said.as_object().expect("an object").clone());
            let request = browser.request(Method::POST, ENTRIES).bearer_auth(&token);
            browser.send(request.header("Idempotency-Key", key).json(&body)).await
        };
        let votes = json!([{ "statement": statements[0], "vote": "agree" }]);
        let profile = json!([{ "id": question, "answer": true }]);
        send("sheet number one of the pile", json!({ "votes": votes, "profile": profile })).await.assert_status(201);
        send("sheet number two of the pile", json!({ "votes": votes })).await.assert_status(201);
        assert_eq!(declared(app).await, [Some(true)]);
        let alone = send("sheet number three of the pile", json!({ "marks": [], "profile": profile })).await;
        alone.assert_status(422);
        let unknown = json!({ "votes": [{ "statement": Uuid::nil(), "vote": "agree" }], "profile": profile });
        send("sheet number four of the pile", unknown).await.assert_status(404);
        assert_eq!(declared(app).await, [Some(true)]);
    }

    async fn the_proof_code_of_a_slip_is_found_before_and_after_sealing(app: App) {
        let statements = cantine(app, 2).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let slip = typed(&desk, "a sheet of the pile", &statements, "agree", &[]).await;
        slip.assert_status(200).assert_says("son code de preuve change aussi");
        let proof = code(&slip, "proof");
        assert_eq!(slip.attributes(".proof a", "href"), [format!("/verifier/{proof}")]);
        let anyone = app.browser();
        anyone.get(&format!("/verifier/{proof}")).await.assert_status(200).assert_says("Ce vote est reçu");
        app.clock.advance(10 * 60 * 1000);
        seal_due(&app.cx).await.expect("sealed");
        let found = anyone.get(&format!("/verifier/{proof}")).await;
        found.assert_status(200).assert_says("Ce vote est dans l’urne").assert_says("n° 1 sur 1");
        let receipt = anyone.get(&format!("/suivi/{}", code(&slip, "receipt"))).await;
        assert_eq!(code(&receipt, "proof"), proof);
        let again = typed(&desk, "a sheet of the pile", &statements, "agree", &[]).await;
        assert_eq!(code(&again, "proof"), proof, "a sheet sent twice is one sheet");
        assert!(!again.body.contains("son code de preuve change aussi"), "it is sealed now");
    }
}
