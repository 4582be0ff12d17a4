//! Coming back with a receipt code.

use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;
use tablee_core::access::Role;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{ballot, receipt};
use tablee_rules::voting::VoteRules;

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const VOTE: &str = "/c/cantine/etape/1/voter";

/// A vote for the first option of two; the code and the options.
async fn voted(app: &App) -> (String, Vec<String>) {
    let options = app
        .seed("cantine")
        .await
        .decision(1, 1, &["Des fruits", "Du pain"])
        .await;
    let browser = app.browser();
    let op = browser.get(VOTE).await.value("op");
    browser
        .post(VOTE, &[("op", &op), ("options", &options[0])])
        .await
        .assert_status(303);
    let thanks = browser.get("/c/cantine/etape/1/merci").await;
    (thanks.texts(".receipt .code").concat().replace(' ', "-"), options)
}

async fn typed(browser: &Browser, code: &str) -> Page {
    browser.post("/suivi", &[("code", code)]).await
}

/// The same code with one symbol replaced.
fn mistyped(code: &str, at: usize) -> String {
    let other = if &code[at..=at] == "7" { "8" } else { "7" };
    format!("{}{other}{}", &code[..at], &code[at + 1..])
}

async fn state(app: &App) -> String {
    let found = ballot::Entity::find().one(app.cx.db.read()).await.expect("read");
    found.expect("a ballot").state
}

/// What a camera reads in the drawing of this part of a page, four pixels a module.
pub fn read_qr(page: &Page, part: &str) -> String {
    const SCALE: usize = 4;
    let size: usize = page.attributes(&format!("{part} svg.qr"), "viewBox")[0]
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
        .expect("a size");
    let mut black = vec![false; size * size];
    // Runs of black modules, each `Mx yhWv1h-Wz`.
    for run in page.attributes(&format!("{part} svg.qr path"), "d")[1].split_terminator('z') {
        let (place, rest) = run.trim_start_matches('M').split_once('h').expect("a run");
        let (x, y) = place.split_once(' ').expect("a place");
        let (x, y): (usize, usize) = (x.parse().expect("x"), y.parse().expect("y"));
        let (width, _) = rest.split_once('v').expect("a width");
        let width: usize = width.parse().expect("a number");
        black[y * size + x..y * size + x + width].fill(true);
    }
    let dark = |x: usize, y: usize| if black[y / SCALE * size + x / SCALE] { 0 } else { 255 };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, dark);
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the page");
    grids[0].decode().expect("a readable code").1
}

on_both_databases! {
    async fn the_drawing_of_a_receipt_leads_back_to_it(app: App) {
        let (code, _) = voted(app).await;
        let browser = app.browser();
        for page in [format!("/suivi/{code}"), format!("/suivi/{code}/imprimer")] {
            let address = read_qr(&browser.get(&page).await, ".receipt");
            assert_eq!(address, format!("{}/suivi/{code}", app.cx.settings.public_url), "{page}");
            let path = address.strip_prefix(app.base.as_str()).expect("an address of this site");
            app.browser().get(path).await.assert_status(200).assert_says("Des fruits");
        }
    }

    async fn drawings_on_paper_lead_to_the_vote_and_those_of_slips_to_its_proof(app: App) {
        let rules = VoteRules { method: "approval".to_owned(), ..VoteRules::default() };
        let options = app.seed("cantine").await.vote(1, &rules, &["Des fruits", "Du pain"]).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let ballot = desk.get("/espace/c/cantine/etapes/1/bulletin").await;
        let address = read_qr(&ballot, ".online");
        assert_eq!(address, format!("{}/c/cantine/etape/1", app.cx.settings.public_url));
        assert_eq!(ballot.texts(".online .address"), [address.split_once("://").expect("a scheme").1]);
        let path = address.strip_prefix(app.base.as_str()).expect("an address of this site");
        app.browser().get(path).await.assert_status(200).assert_says("Dites ce que vous préférez.");
        let sheet = "/espace/c/cantine/saisie/1";
        let op = desk.get(sheet).await.value("op");
        let fields = [("op", op.as_str()), ("channel", "paper"), ("consent", "signed"), ("options", &options[0])];
        let slip = desk.post(sheet, &fields).await;
        let proof = slip.assert_status(200).texts(".proof .code").concat().replace(' ', "-");
        let address = read_qr(&slip, ".proof");
        assert_eq!(address, format!("{}/verifier/{proof}", app.cx.settings.public_url));
        let path = address.strip_prefix(app.base.as_str()).expect("an address of this site");
        app.browser().get(path).await.assert_status(200).assert_says("Ce vote est");
    }

    async fn a_code_is_found_however_it_is_typed(app: App) {
        let (code, _) = voted(app).await;
        let browser = app.browser();
        browser.get("/suivi").await.assert_status(200);
        for way in [code.clone(), code.to_lowercase(), code.replace('-', " "), format!(" {} ", code.replace('-', ""))] {
            let found = typed(&browser, &way).await;
            assert_eq!(found.location(), Some(format!("/suivi/{code}")), "{way}");
        }
        let odd = browser.get(&format!("/suivi/{}", code.to_lowercase())).await;
        assert_eq!(odd.location(), Some(format!("/suivi/{code}")));
        browser.get(&format!("/suivi/{code}")).await.assert_status(200).assert_says("Des fruits");
    }

    async fn a_mistyped_code_says_which_sign_looks_wrong(app: App) {
        let (code, _) = voted(app).await;
        let wrong = mistyped(&code, 2);
        let page = typed(&app.browser(), &wrong).await;
        page.assert_status(422).assert_says("Le signe n° 3 semble faux");
        page.assert_says(&format!("« {} »", &code[2..=2]));
        assert_eq!(page.value("code"), wrong);
        assert_eq!(page.attributes(".error-summary a", "href"), vec!["#code"]);
        typed(&app.browser(), "").await.assert_status(422).assert_says("Tapez votre code");
        typed(&app.browser(), "ABC").await.assert_status(422).assert_says("Il en faut 12");
        let by_address = app.browser().get(&format!("/suivi/{wrong}")).await;
        by_address.assert_status(404).assert_says("Le signe n° 3 semble faux");
        assert_eq!(by_address.value("code"), wrong);
    }

    async fn s21_codes_that_nobody_has_are_limited_and_mistakes_are_not(app: App) {
        let (code, _) = voted(app).await;
        let guesser = app.browser();
        for _ in 0..30 {
            typed(&guesser, &mistyped(&code, 0)).await.assert_status(422);
        }
        let unknown = "0000-0000-0000";
        for n in 0..20 {
            let page = if n % 2 == 0 { typed(&guesser, unknown).await } else { guesser.get(&format!("/suivi/{unknown}")).await };
            page.assert_status(if n % 2 == 0 { 422 } else { 404 }).assert_says("Nous ne trouvons pas ce code");
        }
        for path in ["", "/corriger", "/retirer", "/imprimer", "/merci"] {
            guesser.get(&format!("/suivi/{unknown}{path}")).await.assert_status(429);
        }
        typed(&guesser, unknown).await.assert_status(429).assert_says("trop d’essais");
        guesser.get(&format!("/suivi/{code}")).await.assert_status(429);
        app.clock.advance(DAY / 24);
        guesser.get(&format!("/suivi/{code}")).await.assert_status(200);
    }

    async fn s21_programs_guess_codes_no_more_than_people(app: App) {
        let (code, options) = voted(app).await;
        let program = app.browser();
        let put = async |path: String, body: serde_json::Value| {
            program.send(program.request(Method::PUT, &format!("/api/v1/receipts/{path}")).json(&body)).await
        };
        let unknown = "0000-0000-0000";
        let vote = format!("{unknown}/votes/{}", options[0]);
        let said = json!({"vote": "agree"});
        let words = json!({"title": "Un four", "text": "Pour tous."});
        for _ in 0..10 {
            put(vote.clone(), said.clone()).await.assert_status(404);
            put(format!("{unknown}/proposal"), words.clone()).await.assert_status(404);
        }
        put(vote, said).await.assert_status(429);
        put(format!("{unknown}/proposal"), words).await.assert_status(429);
        program.get(&format!("/suivi/{code}")).await.assert_status(429);
    }

    async fn the_ballot_is_corrected_from_another_device(app: App) {
        let (code, options) = voted(app).await;
        let elsewhere = app.browser();
        let form = elsewhere.get(&format!("/suivi/{code}/corriger")).await;
        form.assert_status(200);
        assert_eq!(form.attributes("input[checked]", "value"), vec![options[0].clone()]);
        let op = form.value("op");
        let path = format!("/suivi/{code}/corriger");
        let both = [("op", op.as_str()), ("options", &options[0]), ("options", &options[1])];
        elsewhere.post(&path, &both).await.assert_status(422).assert_says("Gardez-en 1 au plus");
        let saved = elsewhere.post(&path, &[("op", &op), ("options", &options[1])]).await;
        assert_eq!(saved.location(), Some(format!("/suivi/{code}/merci")));
        elsewhere.get(&format!("/suivi/{code}")).await.assert_says("Du pain");
        let versions = ballot::Entity::find().all(app.cx.db.read()).await.expect("ballots");
        assert_eq!(versions.iter().filter(|version| version.counts()).count(), 1);
    }

    async fn a_ballot_is_withdrawn_after_a_question_and_says_nothing_any_more(app: App) {
        let (code, options) = voted(app).await;
        let path = format!("/suivi/{code}/retirer");
        let browser = app.browser();
        browser.get(&path).await.assert_status(200).assert_says("Retirer");
        assert_eq!(state(app).await, "cast", "asking changes nothing");
        let done = browser.post(&path, &[]).await;
        assert_eq!(done.location(), Some(format!("/suivi/{code}")));
        browser.post(&path, &[]).await.assert_status(303);
        let row = ballot::Entity::find().one(app.cx.db.read()).await.expect("read").expect("a ballot");
        assert_eq!(row.state, "withdrawn");
        assert!(!row.choice.contains(&options[0]));
        let shown = browser.get(&format!("/suivi/{code}")).await;
        shown.assert_says("Retiré");
        assert!(!shown.words().contains("Des fruits"));
    }

    async fn s2_nobody_changes_a_contribution_without_its_code(app: App) {
        let (code, options) = voted(app).await;
        let thief = app.browser();
        let unknown = "/suivi/0000-0000-0000";
        thief.post(&format!("{unknown}/retirer"), &[]).await.assert_status(404);
        thief.post(&format!("{unknown}/corriger"), &[("op", "x"), ("options", &options[1])]).await.assert_status(404);
        thief.post(&format!("/suivi/{}/retirer", mistyped(&code, 5)), &[]).await.assert_status(404);
        thief.get("/c/cantine/etape/1/merci").await.assert_status(404);
        assert_eq!(state(app).await, "cast");
    }

    async fn after_the_close_it_can_be_read_and_not_changed(app: App) {
        let (code, options) = voted(app).await;
        app.clock.advance(CLOSES - NOW);
        let browser = app.browser();
        let shown = browser.get(&format!("/suivi/{code}")).await;
        shown.assert_status(200).assert_says("Votre code de preuve");
        assert!(!shown.body.contains("Des fruits"), "nobody can be made to show a vote that is over");
        assert!(shown.attributes("a[href$='/corriger'], a[href$='/retirer']", "href").is_empty());
        browser.get(&format!("/suivi/{code}/corriger")).await.assert_status(409);
        let back = browser.get(&format!("/suivi/{code}/retirer")).await;
        assert_eq!(back.assert_status(303).location(), Some(format!("/suivi/{code}")));
        browser.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(409);
        let fields = [("op", "x"), ("options", options[1].as_str())];
        browser.post(&format!("/suivi/{code}/corriger"), &fields).await.assert_status(409).assert_says("terminée");
        assert_eq!(state(app).await, "cast");
    }

    async fn the_printed_page_has_code_address_and_drawing(app: App) {
        let (code, _) = voted(app).await;
        let page = app.browser().get(&format!("/suivi/{code}/imprimer")).await;
        page.assert_status(200).assert_says("Des fruits").assert_says("/suivi");
        assert_eq!(page.texts(".receipt .code").concat().replace(' ', "-"), code);
        let paths = page.attributes(".qr path", "d");
        assert!(paths.last().is_some_and(|path| path.len() > 500), "{paths:?}");
    }

    async fn s24_the_code_itself_is_nowhere_in_the_database(app: App) {
        let (code, _) = voted(app).await;
        let row = receipt::Entity::find().one(app.cx.db.read()).await.expect("read").expect("a receipt");
        let compact = code.replace('-', "").to_lowercase();
        for stored in [row.code_hash, row.contribution_id.to_string(), row.kind] {
            assert!(!stored.to_lowercase().contains(&compact));
        }
    }
}
