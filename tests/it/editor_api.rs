//! Consultations prepared from nothing to their schedule by programs alone.

use reqwest::Method;
use serde_json::{Value, json};
use tablee_core::access::Role;

use super::api::{Program, anyone, member, read};
use crate::on_both_databases;
use crate::support::Page;

/// A consultation that a program prepares.
struct Desk {
    program: Program,
    base: String,
}

impl Desk {
    async fn create(program: Program, title: &str) -> Self {
        let made = program
            .post("/consultations", json!({"title": title, "op": "first"}))
            .await;
        let slug = read(made.assert_status(201))["slug"]
            .as_str()
            .expect("a slug")
            .to_owned();
        Self { program, base: format!("/consultations/{slug}") }
    }

    async fn get(&self, path: &str) -> Value {
        read(
            self.program
                .get(&format!("{}{path}", self.base))
                .await
                .assert_status(200),
        )
    }

    /// The `seen` of the consultation as it is now.
    async fn seen(&self) -> Value {
        self.get("/desk").await["seen"].clone()
    }

    /// Sends a body with what it is based on.
    async fn send(&self, method: Method, path: &str, mut body: Value) -> Page {
        body["seen"] = self.seen().await;
        self.program
            .send(method, &format!("{}{path}", self.base), Some(&body))
            .await
    }

    async fn post(&self, path: &str, body: Value) -> Page {
        self.send(Method::POST, path, body).await
    }

    async fn put(&self, path: &str, body: Value) -> Page {
        self.send(Method::PUT, path, body).await
    }

    async fn delete(&self, path: &str) -> Page {
        let path = format!("{}{path}?seen={}", self.base, self.seen().await);
        self.program.send(Method::DELETE, &path, None).await
    }

    async fn add_phase(&self, kind: &str, title: &str) {
        self.post("/phases", json!({"kind": kind, "title": title}))
            .await
            .assert_status(201);
    }

    /// Titles of the phases, in order.
    async fn phases(&self) -> Vec<Value> {
        let desk = self.get("/desk").await;
        desk["phases"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|phase| phase["title"].clone())
            .collect()
    }

    /// One property of all that is listed there.
    async fn listed(&self, path: &str, list: &str, property: &str) -> Vec<Value> {
        let found = self.get(path).await;
        found[list]
            .as_array()
            .expect("a list")
            .iter()
            .map(|line| line[property].clone())
            .collect()
    }
}

fn texts() -> Value {
    json!({
        "title": "Bien manger", "summary": "La Ville veut aider. Dites ce qui manque.",
        "purpose": "Les prix peuvent changer.", "decider": "Le conseil de la Ville", "territory": "Les Tilleuls",
        "answer_due": "2027-02-28", "moderation": "after", "controller": "Ville",
        "legal_basis": "Mission de service public", "retention_months": "12", "contact": "donnees@ville.example",
    })
}

const QUESTIONS: &str = "/desk/phases/1/questions";
const STATEMENTS: &str = "/desk/phases/2/statements";

async fn prepare_phases(desk: &Desk) {
    for (kind, title) in [("opinion", "Vos avis"), ("questionnaire", "Vos repas"), ("result", "De trop")] {
        desk.add_phase(kind, title).await;
    }
    desk.post("/desk/phases/2/move", json!({"towards": "up"}))
        .await
        .assert_status(204);
    desk.delete("/desk/phases/3").await.assert_status(204);
    assert_eq!(desk.phases().await, ["Vos repas", "Vos avis"]);
}

async fn prepare_questions(desk: &Desk) {
    let choice = json!({"label": "Où mangez-vous ?", "choices": ["Chez moi", "Ailleurs"]});
    let scale = json!({"label": "Est-ce bon ?", "points": 5, "low_label": "Non", "high_label": "Oui"});
    let excess = json!({"label": "De trop ?"});
    for (kind, question) in [("single_choice", choice), ("scale", scale), ("short_text", excess)] {
        let new = json!({"kind": kind, "question": question, "op": kind});
        desk.post(QUESTIONS, new.clone()).await.assert_status(204);
        desk.post(QUESTIONS, new).await.assert_status(204);
    }
    desk.post(&format!("{QUESTIONS}/1/move"), json!({"towards": "down"}))
        .await
        .assert_status(204);
    desk.delete(&format!("{QUESTIONS}/3")).await.assert_status(204);
    assert_eq!(desk.listed(QUESTIONS, "questions", "label").await, ["Est-ce bon ?", "Où mangez-vous ?"]);
    let mut known = desk.get(&format!("{QUESTIONS}/2")).await["question"].clone();
    assert_eq!(known["choices"], json!(["Chez moi", "Ailleurs"]));
    known["choices"] = json!(["Chez moi", "À l’école", "Ailleurs"]);
    desk.put(&format!("{QUESTIONS}/2"), json!({"question": known.clone()}))
        .await
        .assert_status(204);
    assert_eq!(desk.get(&format!("{QUESTIONS}/2")).await["question"], known);
    let single = json!({"kind": "single_choice", "question": {"label": "Une ?", "choices": ["Seule"]}});
    let refused = desk.post(QUESTIONS, single).await;
    assert_eq!(read(refused.assert_status(422))["faults"][0]["property"], "choices");
}

async fn prepare_statements(desk: &Desk) {
    let lines = "Les prix montent.\nLe choix manque.\nDe trop.";
    desk.post(STATEMENTS, json!({"lines": lines, "op": "one"}))
        .await
        .assert_status(204);
    let ids = desk.listed(STATEMENTS, "statements", "id").await;
    let path = |index: usize| format!("{STATEMENTS}/{}", ids[index].as_str().expect("an id"));
    desk.put(&path(1), json!({"text": "Le choix manque ici."}))
        .await
        .assert_status(204);
    desk.post(&format!("{}/move", path(0)), json!({"towards": "down"}))
        .await
        .assert_status(204);
    desk.delete(&path(2)).await.assert_status(204);
    let listed = desk.listed(STATEMENTS, "statements", "text").await;
    assert_eq!(listed, ["Le choix manque ici.", "Les prix montent."]);
    desk.post("/desk/phases/1/statements", json!({"lines": "Nulle part."}))
        .await
        .assert_status(404);
}

async fn set_dates(desk: &Desk) {
    let (opens, closes) =
        (json!({"day": "2026-12-01", "hour": "08:00"}), json!({"day": "2026-12-20", "hour": "20:00"}));
    let backwards = json!({"phase": {"title": "Vos repas", "opens": closes, "closes": opens}});
    let refused = desk.put("/desk/phases/1", backwards).await;
    assert_eq!(read(refused.assert_status(422))["faults"][0]["property"], "closes-day");
    for (position, title) in [(1, "Vos repas"), (2, "Vos avis")] {
        let phase = json!({"title": title, "intro": "Dites tout.", "opens": opens, "closes": closes});
        let path = format!("/desk/phases/{position}");
        desk.put(&path, json!({"phase": phase.clone()}))
            .await
            .assert_status(204);
        assert_eq!(desk.get(&path).await["phase"], phase);
    }
}

on_both_databases! {
    async fn a_program_prepares_and_schedules_a_whole_consultation(app: App) {
        let desk = Desk::create(member(app, "Ville", Role::Facilitator).await, "Un essai").await;
        desk.post("/schedule", json!({})).await.assert_status(422);
        desk.put("/texts", json!({"texts": texts()})).await.assert_status(204);
        prepare_phases(&desk).await;
        prepare_questions(&desk).await;
        prepare_statements(&desk).await;
        set_dates(&desk).await;
        assert_eq!(desk.get("/desk").await["missing"], json!([]));
        desk.post("/schedule", json!({})).await.assert_status(204);
        assert_eq!(desk.get("/desk").await["state"], "scheduled");
        desk.delete("/desk/phases/2").await.assert_status(409);
        let public = read(anyone(app).get(&desk.base).await.assert_status(200));
        assert_eq!(public["title"], "Bien manger");
        desk.post("/unschedule", json!({})).await.assert_status(204);
        anyone(app).get(&desk.base).await.assert_status(404);
    }

    async fn a_reader_reads_what_is_prepared_and_changes_nothing(app: App) {
        let desk = Desk::create(member(app, "Ville", Role::Facilitator).await, "Un essai").await;
        prepare_phases(&desk).await;
        desk.post(STATEMENTS, json!({"lines": "Les prix montent."})).await.assert_status(204);
        let before = desk.get("/desk").await;
        let statement = desk.listed(STATEMENTS, "statements", "id").await.remove(0);
        let statement = format!("{STATEMENTS}/{}", statement.as_str().expect("an id"));
        let reader = Desk { program: member(app, "Ville", Role::Reader).await, base: desk.base.clone() };
        assert_eq!(reader.get("/desk/phases/1").await["may_edit"], false);
        assert_eq!(reader.listed(STATEMENTS, "statements", "text").await, ["Les prix montent."]);
        let question = json!({"kind": "short_text", "question": {"label": "Et ?"}});
        let step = json!({"towards": "up"});
        for (path, body) in [
            ("/phases", json!({"kind": "opinion", "title": "Autre"})), (QUESTIONS, question), ("/schedule", json!({})),
            (STATEMENTS, json!({"lines": "Autre."})), ("/desk/phases/2/move", step.clone()),
            (&format!("{statement}/move"), step),
        ] {
            reader.post(path, body).await.assert_status(403);
        }
        reader.put("/desk/phases/1", json!({"phase": {"title": "Autre"}})).await.assert_status(403);
        reader.put(&statement, json!({"text": "Autre."})).await.assert_status(403);
        reader.delete(&statement).await.assert_status(403);
        reader.delete("/desk/phases/1").await.assert_status(403);
        assert_eq!(desk.get("/desk").await, {
            let mut same = before;
            same["may_edit"] = json!(true);
            same
        });
    }

    async fn two_programs_do_not_overwrite_each_other(app: App) {
        let desk = Desk::create(member(app, "Ville", Role::Facilitator).await, "Un essai").await;
        desk.add_phase("opinion", "Vos avis").await;
        let seen = desk.seen().await;
        app.clock.advance(1);
        desk.put("/desk/phases/1", json!({"phase": {"title": "Premier"}})).await.assert_status(204);
        let late = json!({"seen": seen, "phase": {"title": "Second"}});
        desk.program.put(&format!("{}/desk/phases/1", desk.base), late).await.assert_status(409);
        assert_eq!(desk.phases().await, ["Premier"]);
    }

    async fn a_program_puts_minutes_right_and_places_them(app: App) {
        let program = member(app, "Ville", Role::Facilitator).await;
        let report = "# Atelier\n\n## Freins\n\n- Le prix : tout est cher\n- Le temps : on court. On saute des repas.\n- Le lieu : c’est loin\n";
        let made = program.post_text("/minutes?op=once", report).await;
        let slug = read(made.assert_status(201))["slug"].as_str().expect("a slug").to_owned();
        let desk = Desk { program, base: format!("/consultations/{slug}") };
        let items = items(&desk).await;
        assert_eq!(titles(&items), ["Le prix", "Le temps", "Le lieu"]);
        let path = |index: usize| format!("/desk/minutes/items/{}", items[index]["id"].as_str().expect("an id"));
        let reader = Desk { program: member(app, "Ville", Role::Reader).await, base: desk.base.clone() };
        assert_eq!(reader.get("/desk/minutes").await["may_edit"], false);
        reader.delete(&path(0)).await.assert_status(403);
        reader.post(&format!("{}/merge", path(0)), json!({})).await.assert_status(403);
        let content = json!({"kind": "barrier", "title": "Les prix", "text": "Tout est cher."});
        desk.put(&path(0), json!({"content": content})).await.assert_status(204);
        desk.post(&format!("{}/split", path(1)), json!({"at": 1, "title": "La faim"})).await.assert_status(204);
        assert_eq!(titles(&self::items(&desk).await), ["Les prix", "Le temps", "La faim", "Le lieu"]);
        desk.post(&format!("{}/merge", path(1)), json!({})).await.assert_status(204);
        desk.delete(&path(2)).await.assert_status(204);
        desk.delete(&path(0)).await.assert_status(204);
        desk.post(&format!("{}/restore", path(0)), json!({})).await.assert_status(204);
        let placement = json!({"conditions_as_statements": false, "with_questionnaire": false});
        desk.post("/desk/minutes/placement", placement).await.assert_status(204);
        let states: Vec<Value> = self::items(&desk).await.iter().map(|item| item["state"].clone()).collect();
        assert_eq!(states, ["placed", "placed", "dropped"]);
        assert_eq!(desk.get("/desk/phases/1").await["entries"], 2);
    }

    async fn a_program_sees_and_ends_what_speaks_for_its_member(app: App) {
        let program = member(app, "Ville", Role::Facilitator).await;
        let own = read(program.get("/own/sessions").await.assert_status(200));
        assert_eq!((own["sessions"].as_array().map(Vec::len), own["tokens"][0]["label"].as_str()), (Some(1), Some("Test")));
        let session = format!("/own/sessions/{}", own["sessions"][0]["id"].as_str().expect("an id"));
        let stranger = member(app, "Ailleurs", Role::Facilitator).await;
        stranger.send(Method::DELETE, &session, None).await.assert_status(404);
        program.send(Method::DELETE, &session, None).await.assert_status(204);
        assert_eq!(read(&program.get("/own/sessions").await)["sessions"], json!([]));
        let token = format!("/own/tokens/{}", own["tokens"][0]["id"].as_str().expect("an id"));
        program.send(Method::DELETE, &token, None).await.assert_status(204);
        program.get("/own/sessions").await.assert_status(401);
    }
}

/// What was understood of minutes, in order.
async fn items(desk: &Desk) -> Vec<Value> {
    let draft = desk.get("/desk/minutes").await;
    let rows = draft["rows"].as_array().expect("a list");
    rows.iter().filter_map(|row| row.get("item").cloned()).collect()
}

fn titles(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| item["content"]["title"].as_str())
        .collect()
}
