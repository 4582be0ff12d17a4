//! What may still be taken out, or asked otherwise, when someone has begun and nobody has sent anything.

use futures_util::future::join_all;
use sea_orm::EntityTrait;
use tablee_core::Refusal;
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, SaveAnswer, SendSheet};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::jobs::count_votes::count_closed;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{answer, answer_sheet, log_head, opinion_analysis, phase, question};
use tablee_rules::questions::Entry;

use crate::editor::{
    add_phase, add_question, change_state, create, list, open_decision, send, set_phase, set_texts, vote,
};
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const DATES: [(&str, &str); 4] =
    [("opens-day", "2026-11-20"), ("opens-hour", "08:00"), ("closes-day", "2026-12-20"), ("closes-hour", "20:00")];

/// An open consultation that asks one thing of a list and one in words, then two opinions; gives its slug.
async fn essai(member: &Browser) -> String {
    let slug = create(member, "Essai").await;
    set_texts(member, &slug, &[]).await.assert_status(303);
    add_phase(member, &slug, "questionnaire", "Questions")
        .await
        .assert_status(303);
    add_phase(member, &slug, "opinion", "Avis").await.assert_status(303);
    add_question(member, &slug, "single_choice", &[("label", "Où ?"), ("choices", "Ici\nLà\nAilleurs")])
        .await
        .assert_status(303);
    add_question(member, &slug, "short_text", &[("label", "Quoi ?")])
        .await
        .assert_status(303);
    list(member, &slug, 2, &[("do", "add"), ("lines", "Les prix montent.\nLe choix manque.")])
        .await
        .assert_status(303);
    for n in [1, 2] {
        set_phase(member, &slug, n, &DATES).await.assert_status(303);
    }
    change_state(member, &slug, "schedule").await.assert_status(303);
    slug
}

fn phase_of(slug: &str) -> PhaseAddress {
    PhaseAddress { slug: slug.to_owned(), position: 1 }
}

fn someone(number: usize) -> Actor {
    Actor::Resident(DeviceSecret(format!("device {number}")))
}

async fn says(app: &App, actor: &Actor, slug: &str, question: usize, given: &str) {
    let answer = SaveAnswer { phase: phase_of(slug), question, entry: Entry::one(given) };
    questionnaires::save_answer(&app.cx, actor, answer).await.expect("kept");
}

/// Answers a question of the first phase, sending nothing.
async fn fill(browser: &Browser, slug: &str, number: u8, given: &str) {
    let page = format!("/c/{slug}/etape/1/question/{number}");
    browser.get(&page).await.assert_status(200);
    browser.post(&page, &[("answer", given)]).await.assert_status(303);
}

async fn send_sheet(browser: &Browser, slug: &str) -> Page {
    let page = format!("/c/{slug}/etape/1/verifier");
    let op = browser.get(&page).await.value("op");
    browser.post(&page, &[("op", &op)]).await
}

async fn answers(app: &App) -> Vec<answer::Model> {
    answer::Entity::find().all(app.cx.db.read()).await.expect("answers")
}

async fn remove_phase(member: &Browser, slug: &str, n: u8) -> Page {
    let page = format!("/espace/c/{slug}");
    send(member, &page, &format!("{page}/etapes/{n}/changer"), &[("do", "remove"), ("sure", "1")]).await
}

/// Waits until the vote is over and its log closed; gives a member who is signed in then.
async fn closed_and_counted(app: &App) -> Browser {
    app.clock.advance(40 * DAY);
    seal_due(&app.cx).await.expect("sealed");
    count_closed(&app.cx).await.expect("counted");
    app.member(Role::Facilitator).await
}

on_both_databases! {
    async fn a_vote_that_closed_without_any_ballot_opens_once_more_or_goes(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        let member = closed_and_counted(app).await;
        change_state(&member, &slug, "draft").await.assert_status(303);
        let later = [("opens-day", "2026-12-20"), ("closes-day", "2027-02-01"), ("closes-hour", "18:30")];
        set_phase(&member, &slug, 1, &later).await.assert_status(303);
        change_state(&member, &slug, "schedule").await.assert_status(303);
        vote(app, &slug).await;
        let member = closed_and_counted(app).await;
        let head = log_head::Entity::find().one(app.cx.db.read()).await.expect("read").expect("a head");
        assert!(head.closing && head.size == 1, "the vote is in the log: {head:?}");
        change_state(&member, &slug, "draft").await.assert_status(409);
    }

    async fn a_vote_that_closed_without_any_ballot_is_taken_out_of_the_draft(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        let member = closed_and_counted(app).await;
        change_state(&member, &slug, "draft").await.assert_status(303);
        remove_phase(&member, &slug, 1).await.assert_status(303);
    }

    async fn a_phase_of_a_draft_goes_with_what_was_begun_in_it(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        fill(&app.browser(), &slug, 2, "Des fruits").await;
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1);
        change_state(&member, &slug, "draft").await.assert_status(303);
        for _ in 0..2 {
            remove_phase(&member, &slug, 1).await.assert_status(303);
        }
        let left = phase::Entity::find().all(app.cx.db.read()).await.expect("phases");
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("sheets");
        assert_eq!((left.len(), sheets.len(), answers(app).await.len()), (0, 0, 0));
    }

    async fn opinions_of_a_draft_are_not_computed(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        change_state(&member, &slug, "draft").await.assert_status(303);
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 0);
        let rows = opinion_analysis::Entity::find().all(app.cx.db.read()).await.expect("analyses");
        assert!(rows.is_empty(), "{rows:?}");
    }

    async fn a_question_that_an_unsent_sheet_answers_can_be_taken_out(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let person = app.browser();
        fill(&person, &slug, 1, "c1").await;
        fill(&person, &slug, 2, "Des fruits").await;
        let page = format!("/espace/c/{slug}/etapes/1");
        send(&member, &page, &format!("{page}/questions/1/changer"), &[("do", "remove"), ("sure", "1")])
            .await.assert_status(303);
        send_sheet(&person, &slug).await.assert_status(303);
        let asked = question::Entity::find().all(app.cx.db.read()).await.expect("questions");
        let kept = answers(app).await;
        assert_eq!((asked.len(), kept.len(), kept[0].question_id), (1, 1, asked[0].id));
    }

    async fn an_unsent_answer_is_forgotten_when_its_question_asks_something_else(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let person = app.browser();
        fill(&person, &slug, 1, "c3").await;
        let page = format!("/espace/c/{slug}/etapes/1/questions/1");
        let save = |choices: &'static str| {
            let fields = [("label", "Où ?"), ("choices", choices)];
            let (member, page) = (&member, &page);
            async move { send(member, page, page, &fields).await.assert_status(303); }
        };
        save("Ici même\nLà\nAilleurs").await;
        assert_eq!(answers(app).await.len(), 1, "other words ask the same");
        save("Ici même\nLà").await;
        assert_eq!(answers(app).await.len(), 0, "this choice is gone");
        send_sheet(&person, &slug).await.assert_status(303);
        assert_eq!(answers(app).await.len(), 0);
    }

    async fn a_sheet_is_judged_by_the_questions_as_they_are_when_it_is_sent(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let person = app.browser();
        fill(&person, &slug, 1, "c3").await;
        // As an answer does that was accepted just before the question changed, and kept just after.
        let late = answers(app).await.remove(0);
        let unit = app.cx.db.begin().await.expect("a turn");
        let gone = answer::Model { value: late.value.replace("c3", "c9"), ..late };
        tablee_core::store::answer_sheets::put_answer(unit.conn(), gone).await.expect("kept");
        unit.commit().await.expect("kept");
        send_sheet(&person, &slug).await.assert_status(422);
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("sheets");
        assert!(sheets.iter().all(|sheet| !sheet.counts()), "{sheets:?}");
        fill(&person, &slug, 1, "c2").await;
        send_sheet(&person, &slug).await.assert_status(303);
    }

    async fn whoever_holds_the_receipt_of_a_statement_has_frozen_the_phase(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let person = app.browser();
        let write = format!("/c/{slug}/etape/2/phrase");
        let op = person.get(&write).await.value("op");
        let fields = [("op", op.as_str()), ("text", "Il manque des tables dehors."), ("step", "send")];
        person.post(&write, &fields).await.assert_status(303);
        change_state(&member, &slug, "draft").await.assert_status(409);
    }

    async fn whoever_declares_something_has_frozen_the_phase(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let editor = format!("/espace/c/{slug}/profils");
        let asked = [("question-1", "Habitez-vous le quartier ?"), ("reason-1", "Pour que sa voix se voie."),
            ("yes_label-1", "Le quartier"), ("no_label-1", "Les autres")];
        send(&member, &editor, &format!("{editor}/garder"), &asked).await.assert_status(303);
        let person = app.browser();
        person.get(&format!("/c/{slug}/etape/2/avis")).await.assert_status(200);
        person.post(&format!("/c/{slug}/etape/2/profil"), &[("op", "a-key-of-the-form")]).await.assert_status(303);
        change_state(&member, &slug, "draft").await.assert_status(409);
    }

    async fn an_answer_that_came_with_a_withdrawal_does_not_stand_in_the_way_of_the_next_sheet(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let person = app.browser();
        fill(&person, &slug, 1, "c1").await;
        send_sheet(&person, &slug).await.assert_status(303);
        let kept = answers(app).await.remove(0);
        let thanks = person.get(&format!("/c/{slug}/etape/1/merci")).await;
        let code = thanks.texts(".receipt .code").concat().replace(' ', "-");
        person.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(303);
        app.put::<answer::Entity>(kept).await;
        fill(&person, &slug, 1, "c2").await;
        send_sheet(&person, &slug).await.assert_status(303);
        let now = answers(app).await;
        assert!(now.len() == 1 && now[0].value.contains("c2"), "{now:?}");
    }

    async fn an_answer_saved_while_its_sheet_is_sent_is_on_the_sheet(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let both = |number| {
            let slug = &slug;
            async move {
                let actor = someone(number);
                says(app, &actor, slug, 1, "c1").await;
                let phase = phase_of(slug);
                let sent = questionnaires::send(&app.cx, &actor, &phase);
                let (receipt, ()) = tokio::join!(sent, says(app, &actor, slug, 2, "Des fruits"));
                receipt.expect("sent");
            }
        };
        join_all((0..12).map(both)).await;
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("sheets");
        assert!(sheets.len() == 12 && sheets.iter().all(|sheet| sheet.counts()), "{sheets:?}");
        assert_eq!(answers(app).await.len(), 24, "every answer that was kept is on a sheet that counts");
    }

    async fn an_answer_saved_while_its_sheet_is_taken_back_waits_for_the_next_one(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let both = |number| {
            let slug = &slug;
            async move {
                let actor = someone(number);
                let phase = phase_of(slug);
                says(app, &actor, slug, 1, "c1").await;
                let code = questionnaires::send(&app.cx, &actor, &phase).await.expect("sent").to_string();
                let back = questionnaires::withdraw(&app.cx, &actor, &code);
                let (back, ()) = tokio::join!(back, says(app, &actor, slug, 1, "c2"));
                back.expect("taken back");
                says(app, &actor, slug, 1, "c3").await;
                let again = questionnaires::send(&app.cx, &actor, &phase).await.expect("sent again");
                assert_eq!(again.to_string(), code);
            }
        };
        join_all((0..12).map(both)).await;
        let given = answers(app).await;
        assert!(given.len() == 12 && given.iter().all(|row| row.value.contains("c3")), "{given:?}");
    }

    async fn a_whole_sheet_sent_again_just_after_the_close_shows_its_receipt(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = essai(&member).await;
        let send = |number| {
            let command = SendSheet { phase: phase_of(&slug), entries: [(1, Entry::one("c1"))].into() };
            async move { questionnaires::send_whole(&app.cx, &someone(number), command).await }
        };
        let receipt = send(1).await.expect("sent");
        app.clock.advance(30 * crate::editor::DAY);
        assert_eq!(send(1).await.expect("the same"), receipt);
        assert!(matches!(send(2).await, Err(Refusal::PhaseClosed)));
    }
}
