//! Answering a questionnaire: one question a page, kept as one goes, sent once, changed until the close.

use sea_orm::EntityTrait;
use tablee_core::jobs::housekeeping::erase_what_is_past;
use tablee_core::store::entities::{answer, answer_sheet, participation, phase};

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const PHASE: &str = "/c/cantine/etape/1";
const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}],"other":true}"#;

/// One question of each type; only the first must be answered.
async fn cantine(app: &App) {
    let seeded = app.seed("cantine").await;
    let phase = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(phase, 1, "single_choice", CHOICES, true).await;
    seeded.question(phase, 2, "several_choices", CHOICES, false).await;
    seeded
        .question(phase, 3, "number", r#"{"min":0,"max":50,"unit":"euros"}"#, false)
        .await;
    let scale = r#"{"points":5,"low_label":"Pas du tout","high_label":"Beaucoup"}"#;
    seeded.question(phase, 4, "scale", scale, false).await;
    seeded.question(phase, 5, "short_text", "{}", false).await;
    seeded.question(phase, 6, "long_text", "{}", false).await;
}

async fn answer_question(browser: &Browser, number: usize, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{PHASE}/question/{number}"), fields).await
}

async fn send(browser: &Browser) -> Page {
    let op = browser.get(&format!("{PHASE}/verifier")).await.value("op");
    browser.post(&format!("{PHASE}/verifier"), &[("op", &op)]).await
}

/// Answers the first question and sends.
async fn sent(browser: &Browser) -> String {
    browser.get(&format!("{PHASE}/question/1")).await.assert_status(200);
    answer_question(browser, 1, &[("answer", "a")]).await.assert_status(303);
    send(browser).await.assert_status(303);
    code(&browser.get(&format!("{PHASE}/merci")).await)
}

fn code(page: &Page) -> String {
    page.texts(".receipt .code").concat().replace(' ', "-")
}

async fn sheets(app: &App) -> Vec<answer_sheet::Model> {
    answer_sheet::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("sheets")
}

async fn counted(app: &App) -> usize {
    sheets(app).await.iter().filter(|sheet| sheet.counts()).count()
}

on_both_databases! {
    async fn every_type_of_question_is_asked_answered_looked_over_and_sent(app: App) {
        cantine(app).await;
        let browser = app.browser();
        let answers: [&[(&str, &str)]; 6] = [
            &[("answer", "b")],
            &[("answer", "a"), ("answer", "other"), ("other", "Un four")],
            &[("answer", "12,50")],
            &[("answer", "4")],
            &[("answer", "Du temps")],
            &[("declined", "1")],
        ];
        for (number, fields) in (1..).zip(answers) {
            let page = browser.get(&format!("{PHASE}/question/{number}")).await;
            page.assert_status(200).assert_says(&format!("Question {number} sur 6"));
            assert_eq!(page.texts("h1").len(), 1, "question {number}");
            assert!(page.attributes("input[checked]", "value").is_empty(), "nothing is chosen beforehand");
            let fields = if number == 3 { &[("answer", "12")][..] } else { fields };
            let next = answer_question(&browser, number, fields).await;
            next.assert_status(303);
            let expected = if number == 6 { "verifier".to_owned() } else { format!("question/{}", number + 1) };
            assert_eq!(next.location(), Some(format!("{PHASE}/{expected}")));
        }
        let check = browser.get(&format!("{PHASE}/verifier")).await;
        for words in ["Un jardin", "Un marché", "Autre : Un four", "12 euros", "4 sur 5", "Du temps", "Je ne sais pas"] {
            check.assert_says(words);
        }
        assert_eq!(counted(app).await, 0, "a draft does not count");
        send(&browser).await.assert_status(303);
        let thanks = browser.get(&format!("{PHASE}/merci")).await;
        thanks.assert_says("Merci").assert_says("Autre : Un four");
        assert_eq!(counted(app).await, 1);
        app.browser().get(&format!("/suivi/{}", code(&thanks))).await.assert_status(200).assert_says("12 euros");
    }

    async fn answers_that_were_not_sent_are_erased_after_the_close(app: App) {
        cantine(app).await;
        let forgetful = app.browser();
        answer_question(&forgetful, 1, &[("answer", "b")]).await.assert_status(303);
        answer_question(&forgetful, 5, &[("answer", "Un secret")]).await.assert_status(303);
        sent(&app.browser()).await;
        app.clock.advance(CLOSES - NOW - 1);
        erase_what_is_past(&app.cx).await.expect("the database answers");
        assert_eq!(sheets(app).await.len(), 2, "a draft can be sent until the close");
        app.clock.advance(1);
        erase_what_is_past(&app.cx).await.expect("the database answers");
        let left = sheets(app).await;
        assert_eq!((left.len(), left[0].counts()), (1, true));
        let answers = answer::Entity::find().all(app.cx.db.read()).await.expect("answers");
        assert!(!answers.is_empty() && answers.iter().all(|answer| answer.sheet_id == left[0].id), "{answers:?}");
    }

    async fn an_optional_question_says_so_and_may_be_passed_over(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/1")).await;
        let page = browser.get(&format!("{PHASE}/question/2")).await;
        page.assert_says("(facultatif)");
        let first = browser.get(&format!("{PHASE}/question/1")).await;
        assert!(!first.words().contains("facultatif"));
        answer_question(&browser, 2, &[]).await.assert_status(303);
        sent(&browser).await;
        assert_eq!(counted(app).await, 1);
    }

    async fn a_required_question_left_blank_is_asked_for(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/1")).await;
        let refused = answer_question(&browser, 1, &[]).await;
        refused.assert_status(422).assert_says("Répondez, ou cochez");
        assert_eq!(refused.attributes(".error-summary a", "href"), vec!["#answer"]);
        let refused = send(&browser).await;
        refused.assert_status(422).assert_says("Question 1 : répondez");
        assert_eq!(refused.attributes(".error-summary a", "href"), vec!["#question-1"]);
        assert_eq!(refused.attributes("#question-1 a", "href"), vec![format!("{PHASE}/question/1?retour=verifier")]);
        assert_eq!(counted(app).await, 0);
        answer_question(&browser, 1, &[("answer", "_declined")]).await.assert_status(303);
        send(&browser).await.assert_status(303);
    }

    async fn what_was_typed_is_kept_when_it_is_refused(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/3")).await;
        let refused = answer_question(&browser, 3, &[("answer", "douze")]).await;
        refused.assert_status(422).assert_says("en chiffres");
        assert_eq!(refused.value("answer"), "douze");
        assert!(refused.texts("title").concat().starts_with("Erreur : "));
        let long = "é".repeat(301);
        let refused = answer_question(&browser, 5, &[("answer", &long)]).await;
        refused.assert_status(422);
        assert_eq!(refused.value("answer"), long);
    }

    async fn answers_are_found_again_on_the_same_device_and_nowhere_else(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/1")).await;
        answer_question(&browser, 1, &[("answer", "b")]).await.assert_status(303);
        let again = browser.get(&format!("{PHASE}/question/1")).await;
        assert_eq!(again.attributes("input[checked]", "value"), vec!["b"]);
        let other = app.browser().get(&format!("{PHASE}/question/1")).await;
        assert!(other.attributes("input[checked]", "value").is_empty());
        browser.post("/appareil/suivant", &[("back", PHASE)]).await.assert_status(303);
        let next = browser.get(&format!("{PHASE}/question/1")).await;
        assert!(next.attributes("input[checked]", "value").is_empty());
        assert_eq!(sheets(app).await.len(), 1);
    }

    async fn a_change_from_the_list_comes_back_to_the_list(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/1")).await;
        answer_question(&browser, 1, &[("answer", "b")]).await.assert_status(303);
        let page = browser.get(&format!("{PHASE}/question/1?retour=verifier")).await;
        assert_eq!(page.attributes("main a.back", "href"), vec![format!("{PHASE}/verifier")]);
        let form = page.attributes("main form", "action");
        let saved = browser.post(&form[0], &[("answer", "a")]).await;
        assert_eq!(saved.location(), Some(format!("{PHASE}/verifier")));
        browser.get(&format!("{PHASE}/verifier")).await.assert_says("Un marché");
    }

    async fn f16_sending_twice_sends_once_and_gives_the_same_receipt(app: App) {
        cantine(app).await;
        let browser = app.browser();
        let first = sent(&browser).await;
        let op = "an older form";
        browser.post(&format!("{PHASE}/verifier"), &[("op", op)]).await.assert_status(303);
        assert_eq!(code(&browser.get(&format!("{PHASE}/merci")).await), first);
        assert_eq!((counted(app).await, sheets(app).await.len()), (1, 1));
    }

    async fn s1_fifty_parallel_sendings_count_once(app: App) {
        cantine(app).await;
        let browser = app.browser();
        browser.get(&format!("{PHASE}/question/1")).await;
        answer_question(&browser, 1, &[("answer", "a")]).await.assert_status(303);
        let op = browser.get(&format!("{PHASE}/verifier")).await.value("op");
        let tries = (0..50).map(|_| {
            let (browser, op) = (browser.clone(), op.clone());
            tokio::spawn(async move { browser.post(&format!("{PHASE}/verifier"), &[("op", &op)]).await.status })
        });
        for status in futures_util::future::join_all(tries).await {
            assert_eq!(status.expect("no panic"), 303);
        }
        assert_eq!((counted(app).await, sheets(app).await.len()), (1, 1));
        let conn = app.cx.db.read();
        assert_eq!(participation::Entity::find().all(conn).await.expect("rows").len(), 1);
        let phase = phase::Entity::find().one(conn).await.expect("read").expect("a phase");
        assert_eq!(phase.participants, 1);
        assert!(phase.frozen_at.is_some(), "the first contribution freezes the questions");
    }

    async fn after_sending_the_same_device_changes_an_answer_that_counts_at_once(app: App) {
        cantine(app).await;
        let browser = app.browser();
        let code = sent(&browser).await;
        let page = browser.get(&format!("{PHASE}/question/1")).await;
        page.assert_says("déjà envoyées");
        answer_question(&browser, 1, &[("answer", "b")]).await.assert_status(303);
        app.browser().get(&format!("/suivi/{code}")).await.assert_says("Un jardin");
        let check = browser.get(&format!("{PHASE}/verifier")).await;
        check.assert_says("Vos réponses sont envoyées");
        assert!(check.attributes(&format!("form[action='{PHASE}/verifier']"), "action").is_empty());
        assert_eq!((counted(app).await, sheets(app).await.len()), (1, 1));
    }

    async fn with_the_code_another_device_changes_an_answer(app: App) {
        cantine(app).await;
        let code = sent(&app.browser()).await;
        let elsewhere = app.browser();
        let list = elsewhere.get(&format!("/suivi/{code}/corriger")).await;
        list.assert_status(200);
        assert_eq!(list.attributes("#question-3 a", "href"), vec![format!("/suivi/{code}/corriger/3")]);
        let refused = elsewhere.post(&format!("/suivi/{code}/corriger/3"), &[("answer", "51")]).await;
        refused.assert_status(422).assert_says("trop grand");
        let saved = elsewhere.post(&format!("/suivi/{code}/corriger/3"), &[("answer", "7")]).await;
        assert_eq!(saved.location(), Some(format!("/suivi/{code}/corriger")));
        elsewhere.get(&format!("/suivi/{code}")).await.assert_says("7 euros");
        elsewhere.get(&format!("/suivi/{code}/corriger/7")).await.assert_status(404);
    }

    async fn a_withdrawn_sheet_is_empty_and_may_be_filled_in_again(app: App) {
        cantine(app).await;
        let browser = app.browser();
        let code = sent(&browser).await;
        app.browser().get(&format!("/suivi/{code}/retirer")).await.assert_status(200).assert_says("effacé");
        for _ in 0..2 {
            app.browser().post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(303);
        }
        assert_eq!(counted(app).await, 0);
        assert!(answer::Entity::find().all(app.cx.db.read()).await.expect("answers").is_empty());
        let shown = app.browser().get(&format!("/suivi/{code}")).await;
        shown.assert_says("Retiré");
        assert!(shown.attributes("a[href$='/corriger']", "href").is_empty());
        app.browser().post(&format!("/suivi/{code}/corriger/1"), &[("answer", "a")]).await.assert_status(409);
        assert_eq!(sent(&browser).await, code);
        assert_eq!((counted(app).await, sheets(app).await.len()), (1, 1));
    }

    async fn f18_nothing_is_taken_or_changed_from_the_closing_millisecond_on(app: App) {
        cantine(app).await;
        let (early, late) = (app.browser(), app.browser());
        let code = sent(&early).await;
        late.get(&format!("{PHASE}/question/1")).await;
        app.clock.advance(CLOSES - NOW - 1);
        answer_question(&late, 1, &[("answer", "a")]).await.assert_status(303);
        app.clock.advance(1);
        answer_question(&late, 1, &[("answer", "b")]).await.assert_status(409).assert_says("terminée");
        late.post(&format!("{PHASE}/verifier"), &[("op", "x")]).await.assert_status(409);
        early.post(&format!("{PHASE}/verifier"), &[("op", "x")]).await.assert_status(303);
        early.post(&format!("/suivi/{code}/corriger/1"), &[("answer", "b")]).await.assert_status(409);
        early.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(409);
        early.get(&format!("/suivi/{code}")).await.assert_status(200).assert_says("Un marché");
        assert_eq!(counted(app).await, 1);
    }

    async fn s7_what_people_type_is_shown_as_text(app: App) {
        cantine(app).await;
        let browser = app.browser();
        let payload = "\"><svg onload=alert(1)>{{7*7}}{{{x}}}";
        browser.get(&format!("{PHASE}/question/5")).await;
        answer_question(&browser, 5, &[("answer", payload)]).await.assert_status(303);
        let code = sent(&browser).await;
        let paths = [
            format!("{PHASE}/question/5"),
            format!("{PHASE}/verifier"),
            format!("{PHASE}/merci"),
            format!("/suivi/{code}"),
            format!("/suivi/{code}/imprimer"),
            format!("/suivi/{code}/corriger"),
        ];
        for path in paths {
            let page = browser.get(&path).await;
            page.assert_status(200);
            assert!(!page.body.contains("<svg onload"), "{path}");
            assert!(page.body.contains("{{7*7}}"), "{path}");
        }
    }

    async fn what_other_means_is_asked_beside_its_field(app: App) {
        cantine(app).await;
        for fields in [&[("answer", "other")][..], &[("answer", "a"), ("other", "Un four")]] {
            let page = answer_question(&app.browser(), 1, fields).await;
            page.assert_status(422);
            assert_eq!(page.attributes(".error-summary a", "href"), ["#other"]);
            assert_eq!(page.attributes("#other", "aria-invalid"), ["true"]);
        }
    }

    async fn two_browsers_without_cookies_never_share_answers(app: App) {
        cantine(app).await;
        answer_question(&app.browser(), 5, &[("answer", "Un secret")]).await.assert_status(303);
        let other = app.browser();
        let saved = answer_question(&other, 1, &[("answer", "a")]).await;
        saved.assert_status(303);
        assert!(!other.get(&format!("{PHASE}/verifier")).await.words().contains("Un secret"));
        let forgetful = app.browser().get(&format!("{PHASE}/verifier")).await;
        forgetful.assert_says("n’a rien gardé");
        assert_eq!(forgetful.attributes(&format!("form[action='{PHASE}/verifier']"), "method"), Vec::<String>::new());
    }

    async fn a_question_that_does_not_exist_is_not_found(app: App) {
        cantine(app).await;
        for path in ["question/0", "question/7", "question/99999999999999999999", "question/x"] {
            app.browser().get(&format!("{PHASE}/{path}")).await.assert_status(404);
        }
        answer_question(&app.browser(), 7, &[("answer", "a")]).await.assert_status(404);
    }
}
