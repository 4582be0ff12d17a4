//! Voting in a decision phase: once each, changed until the close, withdrawn.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tablee_core::store::entities::{ballot, consultation, participation, phase};

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const VOTE: &str = "/c/cantine/etape/1/voter";

/// The choices of the ballots that count, blank ones as "".
async fn cast_ballots(app: &App) -> Vec<String> {
    let rows = ballot::Entity::find()
        .filter(ballot::Column::State.eq("cast"))
        .all(app.cx.db.read())
        .await
        .expect("ballots");
    rows.into_iter().map(|row| row.choice).collect()
}

async fn participants(app: &App) -> (i32, i32, usize) {
    let conn = app.cx.db.read();
    let phase = phase::Entity::find().one(conn).await.expect("read").expect("a phase");
    let consultation = consultation::Entity::find()
        .one(conn)
        .await
        .expect("read")
        .expect("a consultation");
    let rows = participation::Entity::find().all(conn).await.expect("participations");
    (consultation.participants, phase.participants, rows.len())
}

async fn vote(browser: &Browser, options: &[&str]) -> Page {
    let form = browser.get(VOTE).await;
    form.assert_status(200);
    send(browser, &form.value("op"), options).await
}

async fn send(browser: &Browser, op: &str, options: &[&str]) -> Page {
    let mut fields = vec![("op", op)];
    fields.extend(options.iter().map(|option| ("options", *option)));
    browser.post(VOTE, &fields).await
}

fn code(page: &Page) -> String {
    page.texts(".receipt .code").concat().replace(' ', "-")
}

async fn cantine(app: &App) -> Vec<String> {
    app.seed("cantine")
        .await
        .decision(1, 2, &["Des fruits", "Du pain frais", "Moins de sucre"])
        .await
}

on_both_databases! {
    async fn a_vote_gives_a_receipt_that_shows_it(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let sent = vote(&browser, &[&options[0], &options[2]]).await;
        sent.assert_status(303);
        assert_eq!(sent.location().as_deref(), Some("/c/cantine/etape/1/merci"));
        let thanks = browser.get("/c/cantine/etape/1/merci").await;
        thanks.assert_status(200).assert_says("Merci").assert_says("Des fruits").assert_says("Moins de sucre");
        assert_eq!(thanks.headers["cache-control"], "no-store");
        let elsewhere = app.browser().get(&format!("/suivi/{}", code(&thanks))).await;
        elsewhere.assert_status(200).assert_says("Compté").assert_says("Des fruits");
        assert!(!elsewhere.words().contains("Du pain frais"));
        assert_eq!(participants(app).await, (1, 1, 1));
    }

    async fn a_new_vote_takes_the_place_of_the_first_under_the_same_code(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        vote(&browser, &[&options[0]]).await.assert_status(303);
        let first = browser.get("/c/cantine/etape/1/merci").await;
        let form = browser.get(VOTE).await;
        form.assert_says("Vous avez déjà voté");
        assert_eq!(form.attributes("input[checked]", "value"), vec![options[0].clone()]);
        vote(&browser, &[&options[1]]).await.assert_status(303);
        let second = browser.get("/c/cantine/etape/1/merci").await;
        second.assert_says("Du pain frais");
        assert_eq!(code(&first), code(&second));
        let ballots = cast_ballots(app).await;
        assert_eq!(ballots.len(), 1);
        assert!(ballots[0].contains(&options[1]) && !ballots[0].contains(&options[0]));
        assert_eq!(participants(app).await, (1, 1, 1));
    }

    async fn f15_a_replayed_form_shows_the_same_receipt_and_changes_nothing(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let old = browser.get(VOTE).await.value("op");
        send(&browser, &old, &[&options[0]]).await.assert_status(303);
        vote(&browser, &[&options[1]]).await.assert_status(303);
        let before = browser.get("/c/cantine/etape/1/merci").await;
        send(&browser, &old, &[&options[0]]).await.assert_status(303);
        let after = browser.get("/c/cantine/etape/1/merci").await;
        assert_eq!(code(&before), code(&after));
        after.assert_says("Du pain frais");
        assert_eq!(cast_ballots(app).await.len(), 1);
    }

    async fn back_to_the_same_form_with_another_choice_changes_the_vote(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let op = browser.get(VOTE).await.value("op");
        send(&browser, &op, &[&options[0]]).await.assert_status(303);
        send(&browser, &op, &[&options[2]]).await.assert_status(303);
        browser.get("/c/cantine/etape/1/merci").await.assert_says("Moins de sucre");
        assert_eq!(cast_ballots(app).await.len(), 1);
    }

    async fn s1_fifty_parallel_votes_of_one_session_count_once(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let op = browser.get(VOTE).await.value("op");
        let tries = (0..50).map(|n| {
            let (browser, op, option) = (browser.clone(), op.clone(), options[n % 2].clone());
            tokio::spawn(async move { send(&browser, &if n % 2 == 0 { op } else { format!("{op}{n}") }, &[&option]).await.status })
        });
        for status in futures_util::future::join_all(tries).await {
            assert_eq!(status.expect("no panic"), 303);
        }
        assert_eq!(cast_ballots(app).await.len(), 1);
        assert_eq!(participants(app).await, (1, 1, 1));
    }

    async fn s1_two_sessions_are_two_voters_and_no_more(app: App) {
        let options = cantine(app).await;
        let people = [app.browser(), app.browser()];
        let mut ops = Vec::new();
        for person in &people {
            ops.push(person.get(VOTE).await.value("op"));
        }
        let tries = (0..50).map(|n| {
            let (person, op, option) = (people[n % 2].clone(), ops[n % 2].clone(), options[n % 3].clone());
            tokio::spawn(async move { send(&person, &op, &[&option]).await.status })
        });
        for status in futures_util::future::join_all(tries).await {
            assert_eq!(status.expect("no panic"), 303);
        }
        assert_eq!(cast_ballots(app).await.len(), 2);
        assert_eq!(participants(app).await, (2, 2, 2));
    }

    async fn the_next_person_is_shown_nothing_of_the_receipt(app: App) {
        let sent = app.browser().post("/appareil/suivant", &[("back", "/suivi/ABCD-EFGH-JKMN/merci")]).await;
        assert_eq!(sent.assert_status(303).location().as_deref(), Some("/appareil/suivant?back=%2F"));
    }

    async fn f16_a_browser_without_cookies_that_sends_twice_counts_once(app: App) {
        let options = cantine(app).await;
        let op = app.browser().get(VOTE).await.value("op");
        let first = send(&app.browser(), &op, &[&options[0]]).await;
        let second = send(&app.browser(), &op, &[&options[0]]).await;
        assert_eq!(first.location(), second.location());
        let receipt = first.location().expect("a way");
        assert!(receipt.starts_with("/suivi/"), "{receipt}");
        app.browser().get(&receipt).await.assert_status(200).assert_says("Des fruits");
        assert_eq!(cast_ballots(app).await.len(), 1);
    }

    async fn too_many_choices_are_refused_and_kept_on_the_page(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let all: Vec<&str> = options.iter().map(String::as_str).collect();
        let refused = vote(&browser, &all).await;
        refused.assert_status(422).assert_says("Gardez-en 2 au plus");
        assert_eq!(refused.attributes("input[checked]", "value"), options);
        assert_eq!(refused.attributes(".error-summary a", "href"), vec!["#options"]);
        assert!(refused.texts("title").concat().starts_with("Erreur : "));
        assert!(cast_ballots(app).await.is_empty());
        assert_eq!(participants(app).await, (0, 0, 0));
    }

    async fn options_of_nowhere_are_refused(app: App) {
        cantine(app).await;
        let browser = app.browser();
        vote(&browser, &["00000000-0000-0000-0000-000000000000"]).await.assert_status(422);
        vote(&browser, &["' OR 1=1 --"]).await.assert_status(422);
        assert!(cast_ballots(app).await.is_empty());
    }

    async fn a_blank_ballot_is_taken_and_said(app: App) {
        cantine(app).await;
        let browser = app.browser();
        vote(&browser, &[]).await.assert_status(303);
        browser.get("/c/cantine/etape/1/merci").await.assert_says("Vote blanc");
        assert_eq!(cast_ballots(app).await, vec![r#"{"marks":[]}"#]);
    }

    async fn f18_the_last_millisecond_counts_and_the_next_does_not(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let op = browser.get(VOTE).await.value("op");
        app.clock.advance(CLOSES - NOW - 1);
        send(&browser, &op, &[&options[0]]).await.assert_status(303);
        app.clock.advance(1);
        send(&browser, "another", &[&options[1]]).await.assert_status(409).assert_says("terminée");
        app.browser().get(VOTE).await.assert_status(409).assert_says("terminée");
        let ballots = cast_ballots(app).await;
        assert!(ballots.len() == 1 && ballots[0].contains(&options[0]));
    }

    async fn f23_a_form_sent_again_after_the_close_still_shows_its_receipt(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let op = browser.get(VOTE).await.value("op");
        send(&browser, &op, &[&options[0]]).await.assert_status(303);
        app.clock.advance(CLOSES - NOW);
        send(&browser, &op, &[&options[0]]).await.assert_status(303);
        let receipt = browser.get("/c/cantine/etape/1/merci").await;
        receipt.assert_status(200).assert_says("Votre code de preuve");
    }

    async fn a_phase_that_is_not_open_yet_says_so(app: App) {
        let options = cantine(app).await;
        app.clock.advance(crate::support::seed::OPENS - NOW - 1);
        app.browser().get(VOTE).await.assert_status(409).assert_says("pas encore ouverte");
        send(&app.browser(), "x", &[&options[0]]).await.assert_status(409);
        app.clock.advance(1);
        app.browser().get(VOTE).await.assert_status(200);
    }

    async fn a_draft_consultation_does_not_exist(app: App) {
        cantine(app).await;
        use sea_orm::sea_query::Expr;
        let unit = app.cx.db.begin().await.expect("a turn");
        consultation::Entity::update_many()
            .col_expr(consultation::Column::State, Expr::value("draft"))
            .exec(unit.conn())
            .await
            .expect("changed");
        unit.commit().await.expect("kept");
        let hidden = app.browser().get(VOTE).await;
        let missing = app.browser().get("/c/nulle-part/etape/1/voter").await;
        hidden.assert_status(404);
        missing.assert_status(404);
        assert_eq!(hidden.texts("main"), missing.texts("main"));
    }

    async fn someone_else_answers_now_on_the_same_phone(app: App) {
        let options = cantine(app).await;
        let phone = app.browser();
        vote(&phone, &[&options[0]]).await.assert_status(303);
        let sent = phone.post("/appareil/suivant", &[("back", "/c/cantine/etape/1/merci")]).await;
        let shown = sent.assert_status(303).location().expect("a page that can be opened again");
        let next = phone.get(&shown).await;
        next.assert_status(200).assert_says("prêt");
        assert_eq!(next.attributes("main a.button", "href"), vec!["/c/cantine/etape/1"]);
        phone.get("/c/cantine/etape/1/merci").await.assert_status(404);
        let form = phone.get(VOTE).await;
        assert!(form.attributes("input[checked]", "value").is_empty());
        vote(&phone, &[&options[1]]).await.assert_status(303);
        assert_eq!(cast_ballots(app).await.len(), 2);
        assert_eq!(participants(app).await, (2, 2, 2));
    }
}
