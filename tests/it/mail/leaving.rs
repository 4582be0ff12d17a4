//! Leaving an address, confirming it, stopping: the pages, and what they do.

use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use tablee_core::jobs::housekeeping::erase_what_is_past;
use tablee_core::mail::transport::Memory;
use tablee_core::secrets::Purpose;
use tablee_core::store::entities::{confirmation, contact, follow, rate};

use super::seed::{rows, seed, send};
use crate::on_both_databases;
use crate::support::App;

const ADDRESS: &str = "awa@ville.example";
const PAGE: &str = "/c/bien-manger/courriel";

/// The path of the first link in the last mail that goes below this.
fn link(mailer: &Memory, below: &str, base: &str) -> String {
    let sent = mailer.sent();
    let message = mail_parser::MessageParser::default()
        .parse(&sent.last().expect("it is there").message)
        .expect("it is there")
        .body_text(0)
        .expect("it is there")
        .into_owned();
    let found = message.lines().find(|line| line.starts_with(&format!("{base}{below}")));
    found.unwrap_or_else(|| panic!("no {below} in\n{message}"))[base.len()..].to_owned()
}

async fn leave(app: &App, address: &str) -> u16 {
    app.browser().post(PAGE, &[("email", address)]).await.status.as_u16()
}

/// Leaves the address, and confirms it as a person would.
async fn follow_by_mail(app: &App, mailer: &Memory) {
    assert_eq!(leave(app, ADDRESS).await, 303);
    send(&app.cx, mailer).await;
    let confirm = link(mailer, "/courriel/confirmer/", &app.base);
    app.browser()
        .post_and_follow(&confirm, &[])
        .await
        .assert_status(200)
        .assert_says("confirmée");
}

on_both_databases! {
    async fn an_address_is_left_confirmed_and_told(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        let seed = seed(cx).await;
        let browser = app.browser();
        browser.get(PAGE).await.assert_status(200).assert_says("Bien manger");
        let sent = browser.post_and_follow(PAGE, &[("email", " Awa@Ville.example ")]).await;
        sent.assert_status(200).assert_says("24 heures");
        send(cx, &mailer).await;
        assert_eq!(mailer.sent()[0].recipient, "Awa@Ville.example");
        let confirm = link(&mailer, "/courriel/confirmer/", &app.base);
        browser.post_and_follow(&confirm, &[]).await.assert_status(200).assert_says("confirmée");
        browser.post_and_follow(&confirm, &[]).await.assert_status(200);
        let contact = contact::Entity::find().one(cx.db.read()).await.expect("the database answers").expect("it is there");
        // O32: the proof names the text that was agreed to, the time and a hash of the client.
        let proof = contact.proof.expect("it is there");
        assert!(proof.contains("mail-confirm-1") && proof.contains("\"at\"") && !proof.contains("127.0.0.1"), "{proof}");
        seed.tell(cx, &[contact.id]).await;
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().last().expect("it is there").kind, "results_published");
    }

    async fn the_page_to_leave_an_address_leads_back_to_where_one_was(app: App) {
        let options = app.seed("cantine").await.decision(1, 1, &["Des fruits", "Du pain"]).await;
        let voter = app.browser();
        let op = voter.get("/c/cantine/etape/1/voter").await.value("op");
        voter.post("/c/cantine/etape/1/voter", &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        let thanks = voter.get("/c/cantine/etape/1/merci").await;
        let code = thanks.texts(".receipt .code").concat().replace(' ', "-");
        let receipt = format!("/suivi/{code}");
        for from in [receipt.as_str(), "/c/cantine/etape/1/urne", "/c/cantine"] {
            let page = app.browser().get(&format!("{from}/courriel")).await;
            assert_eq!(page.attributes("a.back", "href"), [from]);
            let answer = app.browser().post(&format!("{from}/courriel"), &[("email", ADDRESS)]).await;
            assert_eq!(answer.location(), Some(format!("{from}/courriel/envoye")));
            let sent = app.browser().get(&format!("{from}/courriel/envoye")).await;
            sent.assert_status(200).assert_says("24 heures");
            assert_eq!(sent.attributes("main a", "href"), [from]);
        }
        let watch = app.browser().get("/c/cantine/etape/1/urne/courriel").await;
        watch.assert_says("chaque empreinte, toutes les dix minutes au plus");
        assert!(!watch.words().contains("une décision, une réponse"), "{}", watch.words());
    }

    async fn an_address_left_from_a_vote_follows_the_consultation_alone(app: App) {
        let seeded = app.seed("cantine").await;
        let options = seeded.decision(1, 1, &["Des fruits", "Du pain"]).await;
        seeded.phase(2, "proposal", "{}").await;
        let voter = app.browser();
        let op = voter.get("/c/cantine/etape/1/voter").await.value("op");
        voter.post("/c/cantine/etape/1/voter", &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        let thanks = voter.get("/c/cantine/etape/1/merci").await;
        let ballot = thanks.texts(".receipt .code").concat().replace(' ', "-");
        let proposal = app.proposes("cantine", 2, "Un verger", "Des pommiers.").await;
        let topic = app.cx.secrets.hash(Purpose::Topic, &[b"consultation", seeded.id.as_bytes()]);
        for (code, topics, words) in [(ballot, 1, "Rien ne la relie à ce que vous avez dit"), (proposal, 2, "Nous la relions à votre texte")] {
            let path = format!("/suivi/{code}/courriel");
            app.browser().get(&path).await.assert_says(words);
            app.browser().post(&path, &[("email", &format!("{code}@ville.example"))]).await.assert_status(303);
            let asked = confirmation::Entity::find().all(app.cx.db.read()).await.expect("the database answers");
            let kept: Vec<_> = asked.iter().map(|row| row.topics.split(' ').collect::<Vec<_>>()).collect();
            assert!(kept.iter().any(|kept| kept.len() == topics && kept.contains(&topic.as_str())), "{topics}: {kept:?}");
        }
    }

    async fn what_is_no_address_is_refused_on_the_same_page(app: App) {
        seed(&app.cx).await;
        for typed in ["", "awa", "awa@ville", "awa@ville.example\r\nBcc: x@y.example", "é@ville.example"] {
            let page = app.browser().post(PAGE, &[("email", typed)]).await;
            page.assert_status(422);
            assert_eq!(page.texts(".error-summary").len(), 1, "{typed:?}");
        }
        assert_eq!(rows(&app.cx).await.len(), 0);
    }

    async fn o33_a_known_address_looks_like_an_unknown_one(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        seed(cx).await;
        follow_by_mail(app, &mailer).await;
        let (known, unknown) = (
            app.browser().post(PAGE, &[("email", ADDRESS)]).await,
            app.browser().post(PAGE, &[("email", "new@ville.example")]).await,
        );
        assert_eq!((known.status, known.location()), (unknown.status, unknown.location()));
        assert_eq!(known.body, unknown.body);
        send(cx, &mailer).await;
        let kinds: Vec<_> = mailer.sent().iter().map(|mail| mail.kind).collect();
        assert_eq!(kinds, ["confirm_address"; 3]);
    }

    async fn o32_an_address_gets_three_questions_a_day_and_a_client_leaves_five_an_hour(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        seed(cx).await;
        for _ in 0..5 {
            assert_eq!(leave(app, ADDRESS).await, 303);
        }
        assert_eq!(leave(app, "other@ville.example").await, 429);
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().len(), 3);
    }

    async fn o33_past_the_limit_of_an_address_something_is_written_all_the_same(app: App) {
        let cx = &app.cx;
        seed(cx).await;
        let counts = async || rate::Entity::find().count(cx.db.read()).await.expect("the database answers");
        for _ in 0..3 {
            assert_eq!(leave(app, ADDRESS).await, 303);
        }
        // One count of the client, one of the address.
        assert_eq!(counts().await, 2);
        assert_eq!(leave(app, ADDRESS).await, 303);
        assert_eq!((counts().await, rows(cx).await.len()), (3, 3));
    }

    async fn o32_a_link_works_for_a_day_and_an_unconfirmed_address_is_erased_after_a_week(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        seed(cx).await;
        assert_eq!(leave(app, ADDRESS).await, 303);
        send(cx, &mailer).await;
        let confirm = link(&mailer, "/courriel/confirmer/", &app.base);
        app.clock.advance(24 * 3_600_000 - 1);
        app.browser().get(&confirm).await.assert_status(200);
        app.clock.advance(2 * 3_600_000);
        app.browser().get(&confirm).await.assert_status(409);
        app.browser().post(&confirm, &[]).await.assert_status(409);
        erase_what_is_past(cx).await.expect("the database answers");
        assert!(contact::Entity::find().one(cx.db.read()).await.expect("the database answers").is_some());
        app.clock.advance(7 * 24 * 3_600_000);
        erase_what_is_past(cx).await.expect("the database answers");
        assert!(contact::Entity::find().one(cx.db.read()).await.expect("the database answers").is_none());
        assert!(confirmation::Entity::find().one(cx.db.read()).await.expect("the database answers").is_none());
    }

    async fn an_address_left_again_after_almost_a_week_keeps_its_new_link(app: App) {
        let cx = &app.cx;
        seed(cx).await;
        assert_eq!(leave(app, ADDRESS).await, 303);
        app.clock.advance(7 * 24 * 3_600_000 - 3_600_000);
        assert_eq!(leave(app, ADDRESS).await, 303);
        app.clock.advance(2 * 3_600_000);
        erase_what_is_past(cx).await.expect("the database answers");
        assert!(contact::Entity::find().one(cx.db.read()).await.expect("the database answers").is_some());
        app.clock.advance(24 * 3_600_000);
        erase_what_is_past(cx).await.expect("the database answers");
        assert!(contact::Entity::find().one(cx.db.read()).await.expect("the database answers").is_none());
    }

    async fn o29_a_program_that_opens_links_changes_nothing(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        let seed = seed(cx).await;
        assert_eq!(leave(app, ADDRESS).await, 303);
        send(cx, &mailer).await;
        let confirm = link(&mailer, "/courriel/confirmer/", &app.base);
        for method in [Method::GET, Method::HEAD] {
            let browser = app.browser();
            browser.send(browser.request(method, &confirm)).await.assert_status(200);
        }
        assert!(follow::Entity::find().one(cx.db.read()).await.expect("the database answers").is_none());
        app.browser().post(&confirm, &[]).await.assert_status(303);
        let contact = contact::Entity::find().one(cx.db.read()).await.expect("the database answers").expect("it is there");
        seed.tell(cx, &[contact.id]).await;
        send(cx, &mailer).await;
        let stop = link(&mailer, "/courriel/arreter/", &app.base);
        for method in [Method::GET, Method::HEAD] {
            let browser = app.browser();
            browser.send(browser.request(method, &stop)).await.assert_status(200);
        }
        let followed = follow::Entity::find().one(cx.db.read()).await.expect("the database answers").expect("it is there");
        assert_eq!(followed.stopped_at, None);
    }

    async fn o28_o30_one_click_stops_at_once_and_can_be_undone(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        let seed = seed(cx).await;
        follow_by_mail(app, &mailer).await;
        let contact = contact::Entity::find().one(cx.db.read()).await.expect("the database answers").expect("it is there").id;
        seed.tell(cx, &[contact]).await;
        send(cx, &mailer).await;
        let stop = link(&mailer, "/courriel/arreter/", &app.base);
        seed.tell(cx, &[contact]).await;
        // As a mail program sends it: no cookie, from another site, either encoding.
        let program = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("it is there");
        let url = format!("{}{stop}", app.base);
        let form = program.post(&url).header("Sec-Fetch-Site", "cross-site").form(&[("List-Unsubscribe", "One-Click")]);
        assert_eq!(form.send().await.expect("an answer").status(), 200);
        let parts = reqwest::multipart::Form::new().text("List-Unsubscribe", "One-Click");
        assert_eq!(program.post(&url).multipart(parts).send().await.expect("an answer").status(), 200);
        assert_eq!(program.post(&url).send().await.expect("an answer").status(), 200);
        let told = mailer.sent().len();
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().len(), told, "a queued mail left after the stop");
        app.browser().get(&stop).await.assert_says("ne recevrez plus");
        app.browser().post(&format!("{stop}/reprendre"), &[]).await.assert_status(200).assert_says("Arrêter");
        seed.tell(cx, &[contact]).await;
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().len(), told + 1);
        app.browser().post(&format!("{stop}/effacer"), &[]).await.assert_status(200).assert_says("effacée");
        assert!(contact::Entity::find().one(cx.db.read()).await.expect("the database answers").is_none());
        app.browser().post(&stop, &[]).await.assert_status(200);
    }

    async fn o31_a_broken_link_says_where_to_write(app: App) {
        let (cx, mailer) = (&app.cx, Memory::default());
        let seed = seed(cx).await;
        let contact = seed.follower(cx, ADDRESS, true).await;
        seed.tell(cx, &[contact]).await;
        send(cx, &mailer).await;
        let stop = link(&mailer, "/courriel/arreter/", &app.base);
        for broken in [&stop[..stop.len() - 1], &format!("{stop}%20"), "/courriel/arreter/x", "/courriel/arreter/%ff"] {
            let browser = app.browser();
            for method in [Method::GET, Method::POST] {
                let page = browser.send(browser.request(method, broken)).await;
                assert_eq!(page.status, 400, "{broken}");
            }
        }
        app.browser().get("/courriel/arreter/x").await.assert_says(&cx.settings.mail_reply_to);
        app.browser().post(&stop.to_uppercase().replace("/COURRIEL/ARRETER/", "/courriel/arreter/"), &[]).await.assert_status(200);
    }
}
