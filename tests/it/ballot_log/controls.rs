//! Observers sign a result that they audited: everyone reads it, and nobody signs for somebody else.

use std::path::{Path, PathBuf};

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use tablee_core::access::{Actor, Role};
use tablee_core::cases::results::{self, PublishResults};
use tablee_rules::ballot_log::{Known, Note, Signer, VerifierKey, seal_text, verify};

use super::publishing::{downloaded, said, tablee};
use super::{json, phase, publish, published, tamper, voted_and_closed};
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const RESULTS: &str = "/c/cantine/etape/1/resultats";
const URN: &str = "/c/cantine/etape/1/urne";
const OPENED: &str = "/espace/c/cantine/urne/1/bulletins.json";
const SIGN: &str = "/espace/c/cantine/urne/1/controle";
const API: &str = "/api/v1/consultations/cantine/phases/1/ballot-log/control";

fn signer(name: &str, seed: u8) -> Signer {
    Signer::new(name, &[seed; 32]).expect("a name")
}

/// The published result, signed by this key.
async fn signed(app: &App, signer: &Signer) -> String {
    let vote = published(app).await;
    Note::signed(&seal_text(&vote.log.origin, &vote.result.hash()), signer).to_string()
}

async fn sends(browser: &Browser, key: &str, note: &str) -> Page {
    browser.post(SIGN, &[("key", key), ("note", note)]).await
}

/// Signs as the observer's own program does, and sends it.
async fn signs(app: &App, browser: &Browser, signer: &Signer) {
    let note = signed(app, signer).await;
    sends(browser, &signer.verifier().to_string(), &note)
        .await
        .assert_status(303);
}

async fn ten_voted(app: &App) {
    voted_and_closed(app, 10).await;
    publish(app).await;
}

async fn publish_again(app: &App, version: i32) {
    let command = PublishResults { phase: phase(), version, alike_in_full: false };
    results::publish(&app.cx, &Actor::System, command)
        .await
        .expect("published");
}

/// All files of the vote, the auditors' one last.
async fn auditors_files(app: &App, auditor: &Browser, folder: &Path) -> Vec<PathBuf> {
    let mut files = downloaded(app, folder).await;
    files.push(folder.join("bulletins.json"));
    std::fs::write(&files[3], &auditor.get(OPENED).await.assert_status(200).body).expect("written");
    files
}

async fn token(member: &Browser) -> String {
    let op = member.get("/espace/sessions").await.value("op");
    let made = member
        .post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)])
        .await;
    made.texts("code").remove(0)
}

on_both_databases! {
    async fn an_observer_audits_signs_and_is_named_beside_the_result(app: App) {
        ten_voted(app).await;
        let press = app.observer("cantine", "Le Journal").await;
        assert!(!app.browser().get(RESULTS).await.words().contains("Contrôlé"), "nothing is claimed when nobody signed");
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = auditors_files(app, &press, folder.path()).await;
        let (key_file, note_file) = (folder.path().join("key"), folder.path().join("note"));
        let [key_path, note_path] = [&key_file, &note_file].map(|file| file.to_str().expect("a path"));
        let options = ["audit", "--sign", key_path, "--note", note_path, "--name", "journal"];
        let audited = tablee(&options, &files);
        assert!(audited.status.success() && said(&audited).contains("You signed this result"), "{}", said(&audited));
        let key = said(&audited).split_whitespace().find(|word| word.starts_with("journal+")).expect("a key").to_owned();
        let note = std::fs::read_to_string(&note_file).expect("a note");
        assert!(tablee(&options, &files).status.success(), "the same key signs again");
        assert_eq!(std::fs::read_to_string(&note_file).expect("a note"), note);

        press.get(SIGN).await.assert_status(200).assert_says("Votre nom public : Le Journal");
        let form = Form::new().text("key", key.clone()).part("file", Part::text(note.clone()).file_name("controle.txt"));
        press.send(press.request(Method::POST, SIGN).multipart(form)).await.assert_status(303);
        press.get(&format!("{SIGN}?fait=signe")).await.assert_says("Votre signature est publiée").assert_says("Votre clé est connue");
        app.browser().get(URN).await.assert_says("Contrôlé par Le Journal le").assert_says("Observateurs");
        let page = app.browser().get(RESULTS).await;
        page.assert_says("Contrôlé par Le Journal le").assert_says("tous les bulletins ont été ouverts");
        let path = page.attributes("a[href*='/urne/controles/']", "href").remove(0);
        assert_eq!(app.browser().get(&path).await.assert_status(200).body, note);
        let chief = app.member_of("cantine", Role::Administrator, "").await;
        let journal = chief.get("/espace/administration/journal?action=control.signed").await;
        journal.assert_says("a contrôlé et signé un résultat").assert_says("Le Journal");

        files.truncate(3);
        files[1] = downloaded(app, folder.path()).await.remove(1);
        let verified = tablee(&["verify", "--observer", &key], &files);
        assert!(verified.status.success() && said(&verified).contains("The observer journal signed"), "{}", said(&verified));
        let unasked = said(&tablee(&["verify"], &files));
        assert!(unasked.contains("were not checked: journal."), "{unasked}");
        let missing = tablee(&["verify", "--observer", &signer("mairie", 9).verifier().to_string()], &files);
        assert!(!missing.status.success() && said(&missing).contains("mairie n’a pas signé ce résultat"), "{}", said(&missing));
        let forged = tablee(&["verify", "--observer", &signer("journal", 9).verifier().to_string()], &files);
        assert!(!forged.status.success() && said(&forged).contains("au nom de journal n’est pas bonne"), "{}", said(&forged));
        let alone = tablee(&["verify", "--observer", &key], &files[..1]);
        assert!(!alone.status.success() && said(&alone).contains("journal n’a pas signé"), "a log alone: {}", said(&alone));
    }

    async fn nothing_is_signed_that_is_wrong_or_with_a_key_that_others_read(app: App) {
        ten_voted(app).await;
        let press = app.observer("cantine", "Le Journal").await;
        let folder = tempfile::tempdir().expect("a folder");
        let files = auditors_files(app, &press, folder.path()).await;
        let (key_file, note_file) = (folder.path().join("key"), folder.path().join("note"));
        let [key, note] = [&key_file, &note_file].map(|file| file.to_str().expect("a path"));
        let sign = |name: &[&str]| tablee(&[&["audit", "--sign", key, "--note", note], name].concat(), &files);
        assert!(said(&sign(&[])).contains("give --name"));
        assert!(said(&sign(&["--name", "le journal"])).contains("no space"));
        let honest = std::fs::read_to_string(&files[3]).expect("read");
        std::fs::write(&files[3], honest.replacen("\"pass\":1,", "\"pass\":2,", 1)).expect("written");
        assert_eq!(sign(&["--name", "journal"]).status.code(), Some(1));
        assert!(!key_file.exists() && !note_file.exists(), "neither key nor note are made for a result that is wrong");
        std::fs::write(&files[3], honest).expect("written");
        assert!(sign(&["--name", "journal"]).status.success());
        assert!(said(&sign(&["--name", "autre"])).contains("is named journal"));
        std::fs::write(&note_file, "kept").expect("written");
        assert!(said(&sign(&[])).contains("holds something else"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |mode| std::fs::set_permissions(&key_file, std::fs::Permissions::from_mode(mode));
            let made = std::fs::metadata(&key_file).expect("a key").permissions().mode();
            assert_eq!(made & 0o777, 0o600);
            mode(0o644).expect("set");
            assert!(said(&sign(&[])).contains("chmod 600"));
        }
        std::fs::write(&key_file, "no key").expect("written");
        assert!(said(&sign(&[])).contains("holds no key"));
    }

    async fn a_note_that_is_not_the_observers_own_or_of_something_else_is_refused(app: App) {
        ten_voted(app).await;
        let press = app.observer("cantine", "Le Journal").await;
        let parents = app.observer("cantine", "Les parents").await;
        let (own, other) = (signer("journal", 3), signer("parents", 4));
        signs(app, &parents, &other).await;
        let (key, note) = (own.verifier().to_string(), signed(app, &own).await);
        let elsewhere = Note::signed(&seal_text("elsewhere/c/x/etape/1", &published(app).await.result.hash()), &own);
        let wrong = [
            (key.as_str(), "Je signe.\n", "Ce n’est pas une note signée"),
            (&key, &elsewhere.to_string(), "Cette note parle d’un autre vote"),
            (&key, &note.replacen("result ", "result 0", 1), "Cette note parle d’un autre résultat"),
            (&key, &signed(app, &other).await, "n’est pas signée avec votre clé"),
            ("journal", &note, "Cette clé n’est pas entière"),
            ("", &note, "Donnez votre clé"),
            (&other.verifier().to_string(), &signed(app, &other).await, "déjà celle d’une autre personne"),
            (&signer("journal", 4).verifier().to_string(), &note, "déjà celle d’une autre personne"),
            (&signer("parents", 3).verifier().to_string(), &note, "Une autre clé porte déjà ce nom"),
            (&published(app).await.log.key, &note, "sont ceux de l’urne"),
        ];
        for (key, note, words) in wrong {
            let page = sends(&press, key, note).await;
            page.assert_status(422).assert_says(words);
            assert_eq!(page.value("key"), key, "nothing typed is lost");
            assert_eq!(page.texts("textarea[name=note]")[0], note.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let both = Form::new().text("key", key.clone()).text("note", note.clone()).part("file", Part::text(note.clone()).file_name("n"));
        let both = press.send(press.request(Method::POST, SIGN).multipart(both)).await;
        both.assert_status(422).assert_says("Gardez l’un des deux");
        let unnamed = app.member_of("cantine", Role::Auditor, "").await;
        sends(&unnamed, &key, &note).await.assert_status(409).assert_says("il vous faut un nom public");
        assert!(!app.browser().get(RESULTS).await.words().contains("Le Journal"));

        sends(&press, &key, &note.replace('\n', "\r\n")).await.assert_status(303);
        let second = signer("journal-2", 5);
        let page = sends(&press, &second.verifier().to_string(), &signed(app, &second).await).await;
        page.assert_status(422).assert_says("déjà signé ici avec une autre clé");
        sends(&press, "", &note).await.assert_status(303);
        let vote = published(app).await;
        assert_eq!(Note::parse(&vote.seal).expect("a note").names().count(), 3, "signed again is signed once");
        let known = Known { observers: vec![own.verifier(), other.verifier()], ..Known::default() };
        assert_eq!(verify(&vote, &known), []);
    }

    async fn a_signature_is_taken_back_in_the_open(app: App) {
        ten_voted(app).await;
        let press = app.observer("cantine", "Le Journal").await;
        let own = signer("journal", 3);
        let undo = format!("{SIGN}/reprendre");
        press.post(&undo, &[]).await.assert_status(409);
        signs(app, &press, &own).await;
        let path = app.browser().get(RESULTS).await.attributes("a[href*='/urne/controles/']", "href").remove(0);
        press.post_and_follow(&undo, &[]).await.assert_status(200).assert_says("Votre signature est reprise");
        let page = app.browser().get(RESULTS).await;
        page.assert_says("Le Journal avait contrôlé ce résultat, puis a repris sa signature le");
        assert!(!page.words().contains("Contrôlé par"), "{}", page.words());
        app.browser().get(&path).await.assert_status(404);
        let vote = published(app).await;
        assert_eq!(verify(&vote, &Known::default()), []);
        assert!(!vote.seal.contains("journal"), "{}", vote.seal);
        let chief = app.member_of("cantine", Role::Administrator, "").await;
        chief.get("/espace/administration/journal?action=control.taken-back").await.assert_says("a repris sa signature");
        let other = signer("autre", 5);
        sends(&press, &other.verifier().to_string(), &signed(app, &other).await).await.assert_status(422);
        signs(app, &press, &own).await;
        app.browser().get(RESULTS).await.assert_says("Contrôlé par Le Journal le");
    }

    async fn a_corrected_result_loses_its_signatures_and_says_so(app: App) {
        ten_voted(app).await;
        let press = app.observer("cantine", "Le Journal").await;
        let own = signer("journal", 3);
        let before = signed(app, &own).await;
        signs(app, &press, &own).await;
        publish_again(app, 2).await;
        app.browser().get(RESULTS).await.assert_says("Contrôlé par Le Journal");
        tamper(app, "UPDATE ballot_options SET label = 'Des fruits frais' WHERE label = 'Des fruits'").await;
        publish_again(app, 3).await;
        let page = app.browser().get(RESULTS).await;
        page.assert_says("Le contrôle de la version d’avant ne compte plus : Le Journal");
        assert!(!page.words().contains("Contrôlé par"), "{}", page.words());
        assert!(!published(app).await.seal.contains("journal"));
        sends(&press, "", &before).await.assert_status(422).assert_says("parle d’un résultat corrigé depuis");
        signs(app, &press, &own).await;
        let page = app.browser().get(RESULTS).await;
        page.assert_says("Contrôlé par Le Journal");
        assert!(!page.words().contains("ne compte plus"), "{}", page.words());
    }

    async fn programs_sign_and_take_back_as_the_page_does(app: App) {
        voted_and_closed(app, 10).await;
        let token = token(&app.observer("cantine", "Le Journal").await).await;
        let call = async |method: Method, body: Value| {
            let browser = app.browser();
            let request = browser.request(method, API).bearer_auth(&token);
            browser.send(if body.is_null() { request } else { request.json(&body) }).await
        };
        let own = signer("journal", 3);
        let early = call(Method::PUT, json!({"note": "x", "key": own.verifier().to_string()})).await;
        assert!(early.assert_status(409).body.contains("pas encore publié"), "{}", early.body);
        publish(app).await;
        let body = json!({"note": signed(app, &own).await, "key": own.verifier().to_string()});
        let wrong = call(Method::PUT, json!({"note": "x", "key": own.verifier().to_string()})).await;
        assert!(wrong.assert_status(422).body.contains("\"note\""), "{}", wrong.body);
        for _ in 0..2 {
            call(Method::PUT, body.clone()).await.assert_status(204);
        }
        let files = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log/published").await;
        let controls = files["controls"].as_array().expect("a list");
        assert_eq!((controls.len(), &controls[0]["name"]), (1, &json!("Le Journal")));
        let key: VerifierKey = controls[0]["key"].as_str().expect("a key").parse().expect("a key");
        assert!(Note::parse(files["seal"].as_str().expect("a seal")).expect("a note").is_signed_by(&key));
        let log = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        assert_eq!(log["named_observers"], json!(["Le Journal"]));
        call(Method::DELETE, Value::Null).await.assert_status(204);
        call(Method::DELETE, Value::Null).await.assert_status(409);
        let files = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log/published").await;
        assert_eq!((&files["controls"], &files["taken_back"]), (&json!([]), &json!(["Le Journal"])));
    }
}
