//! What whoever runs the program reads of its work.

use std::io::Write;
use std::sync::{Arc, Mutex};

use sea_orm::ConnectionTrait;
use tablee_core::access::Role;
use tablee_core::jobs::send_mail::send_due;
use tablee_core::mail::transport::Memory;
use tablee_core::ports::SendFault;
use tracing::subscriber::DefaultGuard;

use crate::on_both_databases;
use crate::proposals::receipt;
use crate::support::{App, Browser, Kind, Server, link_token};

on_both_databases! {
    async fn a_request_is_told_by_its_route_and_never_by_its_path(app: App) {
        let server = Server::start(app).await;
        let page = Browser::new(&server.base).get("/suivi/J2XE-V3VG-HG5M").await;
        let id = page.headers["x-request-id"].to_str().expect("ASCII").to_owned();
        let log = server.log();
        let line = log.lines().find(|line| line.contains(&id)).unwrap_or_else(|| panic!("{id} is not told:\n{log}"));
        assert!(line.contains("/suivi/:code"), "{line}");
        assert!(!log.contains("J2XE"), "{log}");
    }
}

/// What is told while a test runs on one thread.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<u8>>>);

impl Write for Told {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("lines").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Told {
    /// Keeps what is told from now on, and lets go with the guard. Says nothing of the browsers of the test.
    fn keep(level: &str) -> (Self, DefaultGuard) {
        let told = Self::default();
        let writer = told.clone();
        let filter = format!("{level},reqwest=off,cookie_store=off,hyper_util::client=off,html5ever=off,selectors=off");
        let log = tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
            .with_ansi(false)
            .with_writer(move || writer.clone());
        (told, tracing::subscriber::set_default(log.finish()))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("lines").clone()).expect("UTF-8")
    }
}

#[tokio::test]
async fn what_the_database_refuses_is_told_with_the_number_that_the_reader_sees() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    app.seed("ecole").await;
    let unit = app.cx.db.begin().await.expect("a turn");
    unit.conn()
        .execute_unprepared("ALTER TABLE consultations RENAME TO gone")
        .await
        .expect("renamed");
    unit.commit().await.expect("kept");
    let (told, guard) = Told::keep("error");
    let mut ids = Vec::new();
    for path in ["/", "/c/ecole", "/api/v1/consultations"] {
        let answer = app.browser().get(path).await;
        answer.assert_status(503);
        ids.push(answer.headers["x-request-id"].to_str().expect("ASCII").to_owned());
        assert!(path.starts_with("/api") || answer.body.contains(&ids[ids.len() - 1]), "{}", answer.body);
    }
    drop(guard);
    let log = told.text();
    for id in ids {
        let line = log
            .lines()
            .find(|line| line.contains(&id))
            .unwrap_or_else(|| panic!("no {id} in\n{log}"));
        assert!(line.contains("no such table: consultations"), "{line}");
    }
}

/// A person proposes, answers, reads the receipt and leaves an address.
async fn resident(app: &App) -> Vec<String> {
    let person = app.browser();
    let op = person.get("/c/ecole/etape/1/proposer").await.value("op");
    let typed = [
        ("op", op.as_str()),
        ("step", "send"),
        ("title", "Un verger secret"),
        ("text", "Ma voisine Mariam est malade."),
    ];
    person
        .post("/c/ecole/etape/1/proposer", &[("op", &op), ("title", ""), ("text", "Texte refusé et secret")])
        .await;
    let receipt = receipt(&person.post("/c/ecole/etape/1/proposer", &typed).await);
    let code = receipt.strip_prefix("/suivi/").expect("a code").to_owned();
    person.get(&format!("/suivi/{code}")).await.assert_status(200);
    person.get(&format!("/suivi/{code}/imprimer")).await.assert_status(200);
    person.post("/suivi", &[("code", &code)]).await;
    person.post("/suivi", &[("code", "2222-2222-2222")]).await;
    person
        .post("/c/ecole/etape/2/question/1", &[("answer", "J’ai faim le soir")])
        .await
        .assert_status(303);
    person
        .post(&format!("/suivi/{code}/courriel"), &[("email", "awa.diallo@ville.example")])
        .await
        .assert_status(303);
    person.get("/c/ecole/propositions?mots=diabète").await;
    let program = person.request(reqwest::Method::POST, "/api/v1/consultations/ecole/phases/1/proposals");
    person
        .send(
            program
                .header("content-type", "application/json")
                .body("{\"title\": Awa Diallo}"),
        )
        .await;
    vec![code.clone(), code.replace('-', "")]
}

#[tokio::test]
async fn asvs_16_2_5_no_word_and_no_address_of_anyone_is_told_even_to_who_looks_closely() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let seeded = app.seed("ecole").await;
    seeded.phase(1, "proposal", "{}").await;
    let questionnaire = seeded.phase(2, "questionnaire", "{}").await;
    seeded.question(questionnaire, 1, "short_text", "{}", false).await;
    let (told, guard) = Told::keep("debug");
    let mut secrets = resident(&app).await;
    // The confirmation leaves, is used, and later mails to the same address fail in every way.
    let mails = app.mails().await;
    let (_, text) = &mails[0];
    let link = text
        .split_whitespace()
        .find_map(|word| word.strip_prefix(app.base.as_str()))
        .expect("a link");
    app.browser().post(link, &[]).await.assert_status(303);
    secrets.push(link.rsplit('/').next().expect("a token").to_owned());
    for fault in [SendFault::TryAgain, SendFault::ShutOut, SendFault::Rejected, SendFault::NoSuchAddress] {
        app.invite("awa.diallo@ville.example", Role::Facilitator, "ecole", "")
            .await;
        let mailer = Memory::default();
        mailer.answer_with(move |_| Err(fault("550 5.7.1 <awa.diallo@ville.example>: not here".to_owned())));
        send_due(&app.cx, Arc::new(mailer))
            .await
            .expect("the outbox is readable");
    }
    let token = app
        .invite("awa.diallo@ville.example", Role::Facilitator, "ecole", "")
        .await;
    let member = app.browser();
    member
        .post(&format!("/connexion/{token}"), &[])
        .await
        .assert_status(303);
    member
        .post("/connexion", &[("email", "awa.diallo@ville.example")])
        .await;
    secrets.extend(
        app.mails()
            .await
            .iter()
            .filter(|(_, text)| text.contains("/connexion/"))
            .map(|(_, text)| link_token(text)),
    );
    member
        .get("/espace/c/ecole/moderation")
        .await
        .assert_status(200)
        .assert_says("Mariam");
    secrets.push(token);
    drop(guard);
    let log = told.text();
    // It did listen: to each request, and to each mail that failed.
    assert!(log.contains("/suivi/:code/courriel") && log.contains("5.7.1 (address) not here"), "{log}");
    let words = ["awa", "diallo", "Mariam", "malade", "verger", "secret", "faim", "diab", "ville.example"];
    for secret in words.iter().map(|word| (*word).to_owned()).chain(secrets) {
        let line = log
            .lines()
            .find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
        assert_eq!(line, None, "{secret} is told");
    }
}
