//! Programs: what they may see, how strictly they are read, and what members do by token.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tablee_core::access::Role;

use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const API: &str = "/api/v1";

/// What a program sends with each call.
#[derive(Clone)]
enum Credential {
    None,
    Pass(String),
    Token(String),
}

pub struct Program {
    browser: Browser,
    credential: Credential,
}

impl Program {
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.browser.request(method, &format!("{API}{path}"));
        match &self.credential {
            Credential::None => request,
            Credential::Pass(pass) => request.header("Tablee-Pass", pass),
            Credential::Token(token) => request.bearer_auth(token),
        }
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Page {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        self.browser.send(request).await
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Page {
        self.send(Method::POST, path, Some(&body)).await
    }

    /// Sends words as they are, in whatever encoding.
    pub async fn post_text(&self, path: &str, words: impl Into<Vec<u8>>) -> Page {
        let request = self.request(Method::POST, path).header("content-type", "text/plain");
        self.browser.send(request.body(words.into())).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Page {
        self.send(Method::PUT, path, Some(&body)).await
    }
}

pub fn anyone(app: &App) -> Program {
    Program { browser: app.browser(), credential: Credential::None }
}

async fn participant(app: &App) -> Program {
    let made = anyone(app).send(Method::POST, "/passes", None).await;
    made.assert_status(201);
    let pass = read(&made)["pass"].as_str().expect("a pass").to_owned();
    Program { browser: app.browser(), credential: Credential::Pass(pass) }
}

pub async fn member(app: &App, organisation: &str, role: Role) -> Program {
    let browser = app.member_of(organisation, role, "").await;
    let op = browser.get("/espace/sessions").await.value("op");
    let made = browser
        .post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)])
        .await;
    Program { browser: app.browser(), credential: Credential::Token(made.texts("code").remove(0)) }
}

pub fn read(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error} in {}", page.body))
}

#[track_caller]
fn assert_problem(page: &Page, status: u16, kind: &str) {
    page.assert_status(status);
    assert_eq!(page.headers["content-type"], "application/problem+json");
    let problem = read(page);
    assert_eq!((&problem["type"], &problem["status"]), (&json!(format!("urn:tablee:{kind}")), &json!(status)));
    assert!(problem["title"].as_str().is_some_and(|title| title.contains(' ')), "{problem}");
}

on_both_databases! {
    async fn a_member_writes_and_imports_by_token(app: App) {
        let editor = member(app, "Ville", Role::Facilitator).await;
        let made = editor.post("/consultations", json!({"title": "Un parc", "op": "first"})).await;
        made.assert_status(201);
        let again = editor.post("/consultations", json!({"title": "Un parc", "op": "first"})).await;
        assert_eq!(read(&made), read(&again));
        let slug = read(&made)["slug"].as_str().expect("a slug").to_owned();
        let desk = read(&editor.get(&format!("/consultations/{slug}/desk")).await);
        let mut texts = desk["texts"].clone();
        texts["purpose"] = json!("Choisir les arbres.");
        let change = json!({"seen": desk["seen"], "texts": texts});
        editor.put(&format!("/consultations/{slug}/texts"), change.clone()).await.assert_status(204);
        let early = editor.post(&format!("/consultations/{slug}/schedule"), json!({"seen": 0})).await;
        assert_problem(&early, 422, "refusal-invalid");
        let report = "# Atelier\n\n## Freins\n\n- Le prix : tout est cher\n";
        let read_only = editor.post_text("/minutes/dry-run", report).await;
        assert_eq!(read(read_only.assert_status(200))["counts"]["barriers"], 1);
        let imported = editor.post_text("/minutes?op=once", report).await;
        imported.assert_status(201);
        assert_eq!(read(&imported), read(&editor.post_text("/minutes?op=once", report).await));
        let chief = member(app, "Ville", Role::Administrator).await;
        let log = read(&chief.get("/audit").await);
        let actions: Vec<_> = log["items"].as_array().expect("a list").iter().map(|entry| &entry["action"]).collect();
        assert!(actions.contains(&&json!("minutes.imported")) && actions.contains(&&json!("consultation.created")));
        assert_problem(&editor.get("/audit").await, 403, "refusal-forbidden");
    }

    async fn s3_what_is_hidden_answers_as_what_is_missing(app: App) {
        let editor = member(app, "Ville", Role::Facilitator).await;
        editor.post("/consultations", json!({"title": "Brouillon"})).await.assert_status(201);
        let stranger = member(app, "Ailleurs", Role::Administrator).await;
        let outsiders = [anyone(app), participant(app).await, stranger];
        let phase = "phases/1";
        for tail in ["", "/proposals", "/answers", "/workshop", &format!("/{phase}"), &format!("/{phase}/results")] {
            for outsider in &outsiders {
                let hidden = outsider.get(&format!("/consultations/brouillon{tail}")).await;
                let missing = outsider.get(&format!("/consultations/nulle-part{tail}")).await;
                assert_problem(&hidden, 404, "refusal-not-found");
                assert_eq!(hidden.body, missing.body, "{tail}");
            }
        }
        let desk = outsiders[2].get("/consultations/brouillon/desk").await;
        assert_problem(&desk, 404, "refusal-not-found");
        assert_eq!(desk.body, outsiders[2].get("/consultations/nulle-part/desk").await.body);
        let listed = anyone(app).get("/consultations").await;
        assert_eq!(read(&listed)["items"], json!([]));
    }

    async fn s13_ids_and_numbers_are_read_strictly(app: App) {
        let seeded = app.seed("cantine").await;
        seeded.decision(1, 2, &["Des fruits", "Du pain"]).await;
        for position in ["0", "01", "+1", "-1", "1.0", "1a", "%201", "4294967297"] {
            let answer = anyone(app).get(&format!("/consultations/cantine/phases/{position}")).await;
            assert_problem(&answer, 400, "refusal-malformed");
        }
        let voter = participant(app).await;
        for id in ["0210ae70", "0210AE70-0000-4000-8000-000000000000", "%7B0210ae70-0000-4000-8000-000000000000%7D"] {
            let path = format!("/consultations/cantine/phases/1/statements/{id}/vote");
            assert_problem(&voter.put(&path, json!({"vote": "agree"})).await, 400, "refusal-malformed");
        }
        for cursor in ["x", "1", "ge", "%00"] {
            let answer = anyone(app).get(&format!("/consultations?after={cursor}")).await;
            assert_problem(&answer, 400, "refusal-malformed");
        }
    }

    async fn s17_no_property_is_taken_but_those_offered(app: App) {
        let options = app.seed("cantine").await.decision(1, 2, &["Des fruits", "Du pain"]).await;
        let (voter, ballot) = (participant(app).await, "/consultations/cantine/phases/1/ballot");
        for extra in ["state", "channel", "votes", "member_id"] {
            let mut body = json!({"marks": [{"option": options[0]}]});
            body[extra] = json!("paper");
            voter.put(ballot, body).await.assert_status(400);
        }
        let known = anyone(app).get("/consultations?role=admin&limit=1").await;
        known.assert_status(200);
    }

    async fn only_words_are_taken_for_words(app: App) {
        app.seed("cantine").await.phase(1, "proposal", "{}").await;
        let author = participant(app).await;
        for odd in [json!(false), json!(1), json!(null), json!(["a"])] {
            let path = "/consultations/cantine/phases/1/proposals/similar";
            let answer = author.post(path, json!({"title": odd, "text": "b"})).await;
            assert_problem(&answer, 400, "refusal-malformed");
        }
    }

    async fn credentials_that_are_none_open_nothing(app: App) {
        app.seed("cantine").await.decision(1, 2, &["Des fruits", "Du pain"]).await;
        let with = |credential| Program { browser: app.browser(), credential };
        let pass = with(Credential::Pass("guess".to_owned()));
        let refused = pass.get("/consultations/cantine/phases/1/ballot").await;
        assert_problem(&refused, 401, "refusal-sign-in-needed");
        let token = with(Credential::Token("a".repeat(32)));
        let refused = token.get("/consultations/cantine/desk").await;
        assert_problem(&refused, 401, "refusal-sign-in-needed");
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
        let nobody = anyone(app).put("/consultations/cantine/phases/1/ballot", json!({"marks": []})).await;
        assert_problem(&nobody, 403, "refusal-forbidden");
    }

    async fn f15_u0000_and_large_bodies_are_refused(app: App) {
        app.seed("cantine").await.phase(1, "proposal", "{}").await;
        let author = participant(app).await;
        let path = "/consultations/cantine/phases/1/proposals/similar";
        let nul = author.post(path, json!({"title": "a\0b", "text": "c"})).await;
        assert_problem(&nul, 400, "refusal-malformed");
        let backslash = author.post(path, json!({"title": r"a\u0000", "text": "c"})).await;
        backslash.assert_status(200);
        author.post(path, json!({"title": "a", "text": "c".repeat(70_000)})).await.assert_status(413);
        assert_problem(&anyone(app).get("/consultations/a%00b").await, 400, "refusal-malformed");
    }

    async fn an_address_can_be_left_and_is_asked_first(app: App) {
        app.seed("cantine").await;
        let left = anyone(app).post("/consultations/cantine/follow", json!({"email": "ana@example.org"})).await;
        left.assert_status(202);
        let mails = app.mails().await;
        assert_eq!(mails.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
        let wrong = anyone(app).post("/consultations/cantine/follow", json!({"email": "ana"})).await;
        assert_problem(&wrong, 422, "refusal-invalid");
    }

    async fn a_list_goes_on_where_it_was_while_rows_are_added(app: App) {
        for number in 0..5 {
            app.seed(&format!("n{number}")).await;
            app.clock.advance(1);
        }
        let mut slugs = Vec::new();
        let mut path = "/consultations?limit=2".to_owned();
        loop {
            let page = read(anyone(app).get(&path).await.assert_status(200));
            let items = page["items"].as_array().expect("a list");
            slugs.extend(items.iter().map(|item| item["slug"].as_str().expect("a slug").to_owned()));
            app.clock.advance(1);
            app.seed(&format!("late{}", slugs.len())).await;
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/consultations?limit=2&after={next}");
        }
        assert_eq!(slugs, ["n4", "n3", "n2", "n1", "n0"]);
    }

    async fn a_seen_that_nobody_can_have_read_is_one_that_has_changed(app: App) {
        app.seed("ecole").await;
        let editor = member(app, "ecole", Role::Facilitator).await;
        for seen in [i64::MAX, i64::MIN] {
            let put = editor.put("/consultations/ecole/strata", json!({ "seen": seen, "questions": [] })).await;
            put.assert_status(409);
        }
    }

    async fn lists_of_an_administrator_go_on_where_they_were(app: App) {
        let chief = member(app, "Ville", Role::Administrator).await;
        for number in 0..4 {
            chief.post("/organisations", json!({ "name": format!("Centre {number}") })).await.assert_status(201);
            let someone = json!({ "email": format!("p{number}@ville.example"), "name": format!("P{number}"), "role": "reader" });
            chief.post("/organisations/ville/members", someone.clone()).await.assert_status(204);
            let again = json!({ "email": format!("p{number}@ville.example"), "name": "x", "role": "facilitator" });
            chief.post("/organisations/ville/members", again).await.assert_status(204);
        }
        for (path, name, expected) in [
            ("/organisations", "slug", vec!["centre-0", "centre-1", "centre-2", "centre-3", "ville"]),
            ("/organisations/ville/members", "name", vec!["P0", "P1", "P2", "P3", "administrator"]),
        ] {
            for limit in [1, 2, 5, 50] {
                let (mut found, mut after) = (Vec::new(), String::new());
                loop {
                    let page = read(chief.get(&format!("{path}?limit={limit}{after}")).await.assert_status(200));
                    let items = page["items"].as_array().expect("a list");
                    assert!((1..=limit).contains(&items.len()), "{page}");
                    found.extend(items.iter().map(|item| item[name].as_str().expect("a name").to_owned()));
                    let Some(next) = page["next"].as_str() else { break };
                    after = format!("&after={next}");
                }
                found.sort();
                assert_eq!(found, expected, "{path} by {limit}");
            }
            chief.get(&format!("{path}?limit=0")).await.assert_status(400);
            assert_problem(&chief.get(&format!("{path}?after=x")).await, 400, "refusal-malformed");
        }
        // Two roles are one line, with both.
        let page = read(chief.get("/organisations/ville/members").await.assert_status(200));
        let roles: usize = page["items"].as_array().expect("a list").iter().map(|item| item["roles"].as_array().expect("roles").len()).sum();
        assert_eq!(roles, 9);
    }

    async fn the_document_tells_of_every_operation(app: App) {
        // Two resources with one path would hide each other's methods: a reader keeps the last of two equal keys.
        let document = anyone(app).get("/openapi.json").await;
        let paths = read(&document)["paths"].as_object().expect("paths").clone();
        let told: usize = paths.values().map(|methods| methods.as_object().map_or(0, serde_json::Map::len)).sum();
        assert_eq!(told, document.body.matches("\"operationId\"").count());
    }

    async fn what_is_refused_before_an_operation_is_told_as_the_document_says(app: App) {
        let browser = app.browser();
        let document = read(&browser.get("/api/v1/openapi.json").await);
        let described = &document["components"]["schemas"]["ProblemDetails"];
        let needed: Vec<&str> = described["required"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
        let path = "/api/v1/passes";
        let post = || browser.request(Method::POST, path);
        let foreign = {
            let mut request = post().build().expect("a request");
            request.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a value"));
            browser.execute(request).await
        };
        let answers = [
            (403, foreign),
            (404, browser.get("/api/v1/nowhere").await),
            (404, browser.get("/api/nowhere").await),
            (405, browser.send(browser.request(Method::DELETE, path)).await),
            (405, browser.send(browser.request(Method::TRACE, path)).await),
            (413, browser.send(post().body(vec![b'x'; 64 * 1024 + 1])).await),
            (415, browser.send(post().header("content-encoding", "gzip").body("x")).await),
        ];
        for (status, answer) in answers {
            answer.assert_status(status);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
            let problem = read(&answer);
            let members = problem.as_object().expect("an object");
            assert!(needed.iter().all(|name| members.contains_key(*name)), "{problem}");
            assert!(members.keys().all(|name| described["properties"].get(name).is_some()), "{problem}");
            assert!(members["type"].as_str().is_some_and(|kind| kind.starts_with("urn:tablee:")), "{problem}");
        }
        for (path, operations) in document["paths"].as_object().expect("paths") {
            for (method, operation) in operations.as_object().expect("operations") {
                for status in ["400", "403", "405", "408", "413", "415", "500", "503"] {
                    let told = &operation["responses"][status]["content"];
                    let told = told.as_object().and_then(|told| told.values().next());
                    let schema = told.map(|told| told["schema"]["$ref"].as_str().unwrap_or_default());
                    assert_eq!(schema, Some("#/components/schemas/ProblemDetails"), "{method} {path}: {status}");
                }
            }
        }
    }

    async fn the_help_page_lists_the_operations(app: App) {
        let help = app.browser().get("/aide/api").await;
        help.assert_status(200).assert_says("/api/v1/consultations/{slug}").assert_says("/api/v1/receipts/{code}");
        // Its group, what it takes and what must be there, and what it answers.
        help.assert_says("Participation").assert_says("title*: string").assert_says("limit: integer");
        let head = anyone(app).send(Method::HEAD, "/consultations", None).await;
        head.assert_status(200);
        assert!(head.body.is_empty());
        let wrong = anyone(app).send(Method::PATCH, "/passes", None).await;
        assert_problem(&wrong, 405, "refusal-malformed");
        assert_eq!(wrong.headers["allow"], "POST");
    }
}
