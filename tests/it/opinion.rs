//! Agree, disagree or pass, one statement at a time.

use futures_util::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};
use tablee_core::Refusal;
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::store::entities::{phase, statement, statement_vote};
use tablee_core::store::statements::FROM_THE_DESK;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const OPINION: &str = "/c/cantine/etape/1/avis";
const THANKS: &str = "/c/cantine/etape/1/merci";

/// An opinion phase with so many statements; gives their ids in the order they were written.
pub async fn cantine(app: &App, statements: i32) -> Vec<Uuid> {
    let seeded = app.seed("cantine").await;
    let phase = seeded.phase(1, "opinion", "{}").await;
    let mut ids = Vec::new();
    for position in 1..=statements {
        ids.push(put(app, seeded.id, phase, position, "published").await);
    }
    ids
}

pub async fn put(app: &App, consultation: Uuid, phase: Uuid, position: i32, state: &str) -> Uuid {
    let row = statement::Model {
        id: app.cx.dated_id(),
        consultation_id: consultation,
        phase_id: phase,
        position,
        text: format!("Phrase numéro {position}."),
        state: state.to_owned(),
        agree: 0,
        disagree: 0,
        pass: 0,
        origin: FROM_THE_DESK.to_owned(),
        channel: "web".to_owned(),
        day: 0,
        unread: false,
        reason: None,
        reason_text: None,
        apart: false,
        salt: None,
    };
    let id = row.id;
    app.put::<statement::Entity>(row).await;
    id
}

/// Agree, disagree and pass of each statement, in the order they were written.
async fn counters(app: &App) -> Vec<(i32, i32, i32)> {
    let rows = statement::Entity::find().order_by_asc(statement::Column::Position);
    let rows = rows.all(app.cx.db.read()).await.expect("statements");
    rows.iter().map(|row| (row.agree, row.disagree, row.pass)).collect()
}

/// Fails unless every counter is the number of votes that say so.
pub async fn assert_counters_are_the_votes(app: &App) {
    let votes = statement_vote::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("votes");
    for row in statement::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("statements")
    {
        let of = |choice| {
            votes
                .iter()
                .filter(|vote| vote.statement_id == row.id && vote.choice == choice)
                .count() as i32
        };
        assert_eq!((row.agree, row.disagree, row.pass), (of(1), of(-1), of(0)), "{}", row.text);
    }
}

async fn participants(app: &App) -> i32 {
    phase::Entity::find()
        .one(app.cx.db.read())
        .await
        .expect("read")
        .expect("a phase")
        .participants
}

/// Votes on the statement of the page, and goes where the answer leads.
async fn press(browser: &Browser, page: &Page, button: &str) -> Page {
    let (op, statement) = (page.value("op"), page.value("statement"));
    browser
        .post_and_follow(OPINION, &[("op", &op), ("statement", &statement), ("vote", button)])
        .await
}

async fn vote(browser: &Browser, statement: Uuid, button: &str) -> Page {
    let statement = statement.to_string();
    browser
        .post(OPINION, &[("op", "x"), ("statement", &statement), ("vote", button)])
        .await
}

fn code(thanks: &Page) -> String {
    thanks.texts(".receipt .code").concat().replace(' ', "-")
}

on_both_databases! {
    async fn a_vote_sent_again_just_after_the_close_shows_its_receipt(app: App) {
        let statement = cantine(app, 1).await[0];
        let person = Actor::Resident(DeviceSecret("someone".to_owned()));
        let cast = |vote| {
            let phase = PhaseAddress { slug: "cantine".to_owned(), position: 1 };
            opinion::vote(&app.cx, &person, CastVote { phase, statement, vote })
        };
        let receipt = cast(Vote::Agree).await.expect("cast");
        app.clock.advance(CLOSES - NOW);
        assert_eq!(cast(Vote::Agree).await.expect("the same"), receipt);
        assert!(matches!(cast(Vote::Pass).await, Err(Refusal::PhaseClosed)));
    }

    async fn a_browser_without_cookies_goes_on_by_its_code_as_one_person(app: App) {
        cantine(app, 3).await;
        // Each request from a browser of its own: what it kept is never sent.
        let form = app.browser().get(OPINION).await;
        let mut page = press(&app.browser(), &form, "agree").await;
        let path = format!("/suivi/{}", code(&page));
        for _ in 0..2 {
            let next = page.attributes("main a[href*='/corriger/']", "href")[0].clone();
            app.browser().get(&next).await.assert_status(200);
            app.browser().post(&next, &[("vote", "agree")]).await.assert_status(303);
            page = app.browser().get(&path).await;
        }
        assert_eq!((participants(app).await, counters(app).await), (1, vec![(1, 0, 0); 3]));
    }

    async fn one_goes_through_all_statements_and_is_thanked(app: App) {
        cantine(app, 3).await;
        let browser = app.browser();
        let mut page = browser.get(OPINION).await;
        let mut met = Vec::new();
        for (step, button) in (1..).zip(["agree", "disagree", "pass"]) {
            page.assert_status(200).assert_says(&format!("Phrase {step} sur 3"));
            assert_eq!(page.texts("button[name=vote]"), ["D’accord", "Pas d’accord", "Je passe"]);
            met.extend(page.texts(".statement"));
            page = press(&browser, &page, button).await;
        }
        met.sort();
        met.dedup();
        assert_eq!(met.len(), 3);
        assert_eq!(page.location().as_deref(), Some(THANKS));
        let thanks = browser.get(THANKS).await;
        thanks.assert_status(200).assert_says("Merci").assert_says("3 phrases sur 3");
        let elsewhere = app.browser().get(&format!("/suivi/{}", code(&thanks))).await;
        elsewhere.assert_status(200).assert_says("Pas d’accord").assert_says("Je passe");
        assert_counters_are_the_votes(app).await;
        assert_eq!(participants(app).await, 1);
    }

    async fn one_stops_comes_back_and_goes_on_with_the_next_unseen(app: App) {
        cantine(app, 5).await;
        let browser = app.browser();
        let first = browser.get(OPINION).await;
        assert!(first.attributes("a", "href").iter().all(|link| link != THANKS), "nothing to thank for yet");
        let second = press(&browser, &first, "agree").await;
        assert!(second.attributes("a", "href").iter().any(|link| link == THANKS));
        browser.get(THANKS).await.assert_status(200).assert_says("une phrase sur 5");
        app.clock.advance(3_600_000);
        let again = browser.get(OPINION).await;
        assert_eq!(again.texts(".statement"), second.texts(".statement"));
        again.assert_says("Phrase 2 sur 5");
    }

    async fn one_goes_back_and_changes_a_vote_and_both_counters_move(app: App) {
        cantine(app, 3).await;
        let browser = app.browser();
        let first = browser.get(OPINION).await;
        let second = press(&browser, &first, "agree").await;
        let back = second.attributes("main .links a", "href");
        let back = back.iter().find(|link| link.contains("phrase=")).expect("a way back");
        let again = browser.get(back).await;
        assert_eq!(again.texts(".statement"), first.texts(".statement"));
        again.assert_says("Vous avez dit : d’accord");
        let next = press(&browser, &again, "disagree").await;
        assert_eq!(next.texts(".statement"), second.texts(".statement"));
        let totals = counters(app).await.into_iter().fold((0, 0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2));
        assert_eq!(totals, (0, 1, 0));
        assert_counters_are_the_votes(app).await;
    }

    async fn the_code_changes_votes_adds_some_and_withdraws_them_all(app: App) {
        let ids = cantine(app, 3).await;
        let browser = app.browser();
        browser.get(OPINION).await.assert_status(200);
        vote(&browser, ids[0], "agree").await.assert_status(303);
        let code = code(&browser.get(THANKS).await);
        let other = app.browser();
        let list = other.get(&format!("/suivi/{code}/corriger")).await;
        list.assert_status(200).assert_says("Phrase numéro 3");
        let one = other.get(&format!("/suivi/{code}/corriger/1")).await;
        one.assert_status(200).assert_says("Vous avez dit : d’accord");
        let path = |number: i32| format!("/suivi/{code}/corriger/{number}");
        let changed = other.post(&path(1), &[("op", "x"), ("vote", "pass")]).await;
        assert_eq!(changed.location(), Some(format!("/suivi/{code}/corriger")));
        let added = other.post(&path(2), &[("op", "x"), ("vote", "disagree")]).await;
        assert_eq!(added.location(), Some(path(3)));
        assert_eq!(counters(app).await, [(0, 0, 1), (0, 1, 0), (0, 0, 0)]);
        other.post(&path(4), &[("op", "x"), ("vote", "agree")]).await.assert_status(404);
        other.post(&path(0), &[("op", "x"), ("vote", "agree")]).await.assert_status(404);
        other.post(&path(1), &[("op", "x"), ("vote", "maybe")]).await.assert_status(422);
        for _ in 0..2 {
            other.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(303);
        }
        assert_eq!(counters(app).await, [(0, 0, 0); 3]);
        other.get(&format!("/suivi/{code}")).await.assert_says("Retiré");
        assert_eq!(participants(app).await, 0);
    }

    async fn s1_fifty_parallel_votes_of_two_people_count_twice(app: App) {
        let ids = cantine(app, 2).await;
        let people = [app.browser(), app.browser()];
        for person in &people {
            person.get(OPINION).await.assert_status(200);
        }
        let buttons = ["agree", "disagree", "pass"];
        let taps = (0..50).map(|tap| {
            let (person, id) = (people[tap % 2].clone(), ids[0]);
            tokio::spawn(async move { vote(&person, id, buttons[tap % 3]).await.status })
        });
        for status in join_all(taps).await {
            assert_eq!(status.expect("no panic"), 303);
        }
        let (agree, disagree, pass) = counters(app).await[0];
        assert_eq!(agree + disagree + pass, 2);
        assert_counters_are_the_votes(app).await;
        assert_eq!(participants(app).await, 2);
    }

    async fn votes_and_a_withdrawal_at_the_same_time_leave_counters_right(app: App) {
        let ids = cantine(app, 6).await;
        let browser = app.browser();
        browser.get(OPINION).await.assert_status(200);
        vote(&browser, ids[0], "agree").await.assert_status(303);
        let code = code(&browser.get(THANKS).await);
        let acts = (0..40).map(|act| {
            let (browser, id, code) = (browser.clone(), ids[act % 6], code.clone());
            tokio::spawn(async move {
                match act % 5 {
                    0 => browser.post(&format!("/suivi/{code}/retirer"), &[]).await.status,
                    1 => browser.post(&format!("/suivi/{code}/corriger/1"), &[("vote", "pass")]).await.status,
                    _ => vote(&browser, id, if act % 2 == 0 { "agree" } else { "disagree" }).await.status,
                }
            })
        });
        for status in join_all(acts).await {
            // 409: withdrawn a moment before; 503: the database asks to try again.
            assert!(matches!(status.expect("no panic").as_u16(), 303 | 409 | 503));
        }
        assert_counters_are_the_votes(app).await;
    }

    async fn people_meet_the_statements_in_orders_of_their_own(app: App) {
        cantine(app, 30).await;
        let mut first = Vec::new();
        for _ in 0..8 {
            let browser = app.browser();
            let page = browser.get(OPINION).await;
            assert_eq!(page.texts(".statement"), browser.get(OPINION).await.texts(".statement"));
            first.extend(page.texts(".statement"));
        }
        first.sort();
        first.dedup();
        assert!(first.len() > 2, "{first:?}");
    }

    async fn s2_s3_only_published_statements_of_this_phase_take_votes(app: App) {
        let ids = cantine(app, 1).await;
        let other = app.seed("ecole").await;
        let phase = other.phase(1, "opinion", "{}").await;
        let elsewhere = put(app, other.id, phase, 1, "published").await;
        let hidden = put(app, other.id, phase, 2, "pending").await;
        let browser = app.browser();
        for id in [elsewhere, hidden, Uuid::nil()] {
            vote(&browser, id, "agree").await.assert_status(404);
        }
        let shown = app.browser().get("/c/ecole/etape/1/avis").await;
        shown.assert_says("sur 1");
        vote(&browser, ids[0], "maybe").await.assert_status(422);
        vote(&browser, ids[0], "").await.assert_status(422);
        assert_eq!(participants(app).await, 0);
        assert_counters_are_the_votes(app).await;
        assert!(statement_vote::Entity::find().all(app.cx.db.read()).await.expect("votes").is_empty());
    }

    async fn f18_the_last_millisecond_counts_and_the_next_does_not(app: App) {
        let ids = cantine(app, 2).await;
        let browser = app.browser();
        browser.get(OPINION).await.assert_status(200);
        app.clock.advance(CLOSES - NOW - 1);
        vote(&browser, ids[0], "agree").await.assert_status(303);
        let code = code(&browser.get(THANKS).await);
        app.clock.advance(1);
        vote(&browser, ids[1], "agree").await.assert_status(409);
        vote(&browser, ids[0], "pass").await.assert_status(409);
        browser.post(&format!("/suivi/{code}/corriger/1"), &[("vote", "pass")]).await.assert_status(409);
        browser.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(409);
        assert_eq!(counters(app).await, [(1, 0, 0), (0, 0, 0)]);
        let receipt = browser.get(&format!("/suivi/{code}")).await;
        receipt.assert_status(200).assert_says("une phrase sur 2");
        assert!(!receipt.body.contains("Phrase numéro 1"), "a closed phase shows no vote");
    }

    async fn a_phase_without_statements_says_so(app: App) {
        cantine(app, 0).await;
        app.browser().get(OPINION).await.assert_status(200).assert_says("pas encore de phrase");
    }

    async fn someone_else_answers_now_on_the_same_phone(app: App) {
        let ids = cantine(app, 2).await;
        let phone = app.browser();
        vote(&phone, ids[0], "agree").await.assert_status(303);
        phone.post("/appareil/suivant", &[("back", OPINION)]).await.assert_status(303);
        phone.get(OPINION).await.assert_says("Phrase 1 sur 2");
        vote(&phone, ids[0], "agree").await.assert_status(303);
        assert_eq!(counters(app).await[0], (2, 0, 0));
        assert_eq!(participants(app).await, 2);
    }
}
