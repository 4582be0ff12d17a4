//! What members see before something cannot be taken back, and after something was done.

use sea_orm::EntityTrait;
use tablee_core::access::Role;
use tablee_core::jobs::housekeeping::erase_contributions;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{answer_sheet, contact};

use super::editor::{add_phase, add_question, change_state, create, open_decision, send, set_phase, set_texts, vote};
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW};

const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}]}"#;
/// Twelve months after the close of the seeded phases.
const PROMISED: i64 = CLOSES + 366 * DAY;

async fn facilitator(app: &App, slug: &str) -> Browser {
    app.member_of(slug, Role::Facilitator, "").await
}

on_both_databases! {
    async fn the_page_of_a_consultation_is_seen_before_it_is_scheduled(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Bien manger").await;
        set_texts(&member, &slug, &[]).await.assert_status(303);
        add_phase(&member, &slug, "questionnaire", "Vos repas").await.assert_status(303);
        add_question(&member, &slug, "short_text", &[("label", "Que manque-t-il ?")]).await.assert_status(303);
        add_phase(&member, &slug, "result", "Ce qui a été dit").await.assert_status(303);
        let dates = [("opens-day", "2026-12-01"), ("closes-day", "2026-12-20")];
        set_phase(&member, &slug, 1, &dates).await.assert_status(303);
        let path = format!("/espace/c/{slug}/apercu");
        assert!(member.get(&format!("/espace/c/{slug}")).await.attributes("main a", "href").contains(&path));
        let page = member.get(&path).await;
        page.assert_status(200).assert_says("Aperçu : rien n’est envoyé.");
        for words in ["Les prix peuvent changer.", "Le conseil de la Ville", "promise pour le 28 février 2027", "Ce qui a été dit"] {
            page.assert_says(words);
        }
        assert_eq!(page.texts(".timeline h3"), ["Vos repas", "Ce qui a été dit"]);
        let button = page.attributes("main a.button", "href");
        assert_eq!(button, [format!("/espace/c/{slug}/etapes/1/apercu/1")]);
        let question = member.get(&button[0]).await;
        question.assert_status(200).assert_says("Que manque-t-il ?");
        let check = member.post_and_follow(&button[0], &[("answer", "Un four")]).await;
        check.assert_status(200).assert_says("Que manque-t-il ? Pas de réponse").assert_says("Aperçu : rien n’est envoyé.");
        let done = member.post(&check.attributes("main form", "action")[0], &[("op", "x")]).await;
        assert_eq!(done.location(), Some(format!("/espace/c/{slug}/etapes/1")));
        let sheets = answer_sheet::Entity::find().all(app.cx.db.read()).await.expect("read");
        assert!(sheets.is_empty(), "{sheets:?}");
        app.browser().get(&path).await.assert_status(303);
        app.browser().get(&format!("/c/{slug}")).await.assert_status(404);
        app.member_of("Ailleurs", Role::Facilitator, "").await.get(&path).await.assert_status(404);
    }

    async fn putting_a_consultation_away_is_asked_first(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        vote(app, &slug).await;
        app.clock.advance(40 * DAY);
        let member = app.member(Role::Facilitator).await;
        let (page, path) = (format!("/espace/c/{slug}"), format!("/espace/c/{slug}/etat"));
        let asked = send(&member, &format!("{page}/textes"), &path, &[("go", "archive")]).await;
        asked.assert_status(200).assert_says("Ranger cette consultation ?").assert_says("revenir en arrière");
        member.get(&page).await.assert_says("Fermée");
        let fields = [("seen", asked.value("seen")), ("go", asked.value("go")), ("sure", asked.value("sure"))];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        member.post(&path, &fields).await.assert_status(303);
        member.get(&page).await.assert_says("Rangée");
    }

    async fn what_was_done_to_organisations_sessions_and_tokens_is_told(app: App) {
        let chief = app.member(Role::Administrator).await;
        let path = "/espace/administration/structures";
        chief.post_and_follow(path, &[("name", "Centre social")]).await.assert_says("La structure est ajoutée.");
        let renamed = [("structure", "ville"), ("name", "La Ville")];
        chief.post_and_follow(&format!("{path}/renommer"), &renamed).await.assert_says("Le nom est changé.");
        let here = "/espace/sessions";
        let op = chief.get(here).await.value("op");
        chief.post(&format!("{here}/jetons"), &[("label", "Export"), ("op", &op)]).await.assert_status(200);
        let token = chief.get(here).await.value("token");
        chief.post_and_follow(&format!("{here}/jetons/retirer"), &[("token", &token)]).await
            .assert_says("Le jeton est retiré. Il ne marche plus.");
    }

    async fn ending_all_other_sessions_puts_the_other_browsers_out(app: App) {
        let here = "/espace/sessions";
        let (one, other) = (app.member(Role::Facilitator).await, app.member(Role::Facilitator).await);
        let third = app.member(Role::Facilitator).await;
        other.get(here).await.assert_status(200);
        let page = one.get(here).await;
        assert_eq!(page.texts("tbody tr").len(), 3);
        let session = page.value("session");
        one.post_and_follow("/espace/sessions/terminer", &[("session", &session)]).await
            .assert_says("Cet appareil est déconnecté.");
        assert_eq!(one.get(here).await.texts("tbody tr").len(), 2);
        one.post_and_follow("/espace/sessions/terminer", &[]).await
            .assert_says("Tous les autres appareils sont déconnectés.");
        for out in [&other, &third] {
            out.get(here).await.assert_status(303);
            out.get("/espace").await.assert_status(303);
        }
        assert_eq!(one.get(here).await.assert_status(200).texts("tbody tr").len(), 1);
    }

    async fn added_statements_that_wait_are_counted_before_results_are_published(app: App) {
        cantine(app, 3).await;
        let person = app.browser();
        let write = "/c/cantine/etape/1/phrase";
        let op = person.get(write).await.value("op");
        person.post(write, &[("op", &op), ("text", "Les bus sont rares le dimanche."), ("step", "send")]).await.assert_status(303);
        let desk = facilitator(app, "cantine").await.get("/espace").await;
        desk.assert_says("Une phrase ajoutée à relire");
        assert!(desk.attributes("main .card li a", "href").contains(&"/espace/c/cantine/phrases".to_owned()));
        let reader = app.member_of("cantine", Role::Reader, "").await.get("/espace").await;
        reader.assert_says("Bien manger cantine");
        assert!(!reader.words().contains("à relire"), "whoever may not moderate is not asked to");
        app.clock.advance(CLOSES - NOW);
        tablee_core::jobs::analyse_opinions::analyse_changed(&app.cx).await.expect("computed");
        let draft = facilitator(app, "cantine").await.get("/espace/c/cantine/resultats/1").await;
        draft.assert_status(200).assert_says("Une phrase attend.");
        draft.assert_says("Tout n’est pas relu. Ce qui attend ne sera pas montré, et la page le dira.");
        draft.assert_says("1 phrase ajoutée attend d’être lue.");
    }

    async fn a_kind_of_phase_that_does_nothing_is_not_offered(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Essai").await;
        let offered = member.get(&format!("/espace/c/{slug}")).await.attributes("[name=kind] option", "value");
        assert!(offered.contains(&"answer".to_owned()) && !offered.contains(&"followup".to_owned()), "{offered:?}");
        add_phase(&member, &slug, "followup", "Suivi").await.assert_status(422);
        member.get(&format!("/espace/c/{slug}/etapes/1")).await.assert_status(404);
    }

    async fn results_are_to_be_published_before_contributions_go(app: App) {
        let seeded = app.seed("ecole").await;
        let phase = seeded.phase(1, "questionnaire", "{}").await;
        seeded.question(phase, 1, "single_choice", CHOICES, true).await;
        let open = facilitator(app, "ecole").await.get("/espace/c/ecole/resultats").await;
        assert!(!open.words().contains("seront effacées"), "nothing waits to be published: {}", open.words());
        app.later(10 * DAY).await;
        let desk = facilitator(app, "ecole").await;
        desk.get("/espace/c/ecole/resultats").await
            .assert_says("Les réponses seront effacées après le 2 décembre 2027. Publiez les résultats avant");
        let draft = "/espace/c/ecole/resultats/1";
        let version = desk.get(draft).await.value("version");
        desk.post(draft, &[("version", &version)]).await.assert_status(303);
        let published = desk.get("/espace/c/ecole/resultats").await;
        assert!(!published.words().contains("seront effacées"), "{}", published.words());
    }

    async fn no_address_is_taken_that_nothing_would_erase(app: App) {
        app.seed("ecole").await.phase(1, "questionnaire", "{}").await;
        let leave = "/c/ecole/courriel";
        app.browser().get(leave).await.assert_status(200);
        app.clock.advance(PROMISED - NOW);
        for erased in [false, true] {
            if erased {
                erase_contributions(&app.cx).await.expect("erased");
            }
            app.browser().get(leave).await.assert_status(409).assert_says("Les réponses sont effacées");
            app.browser().post(leave, &[("email", "awa@ville.example")]).await.assert_status(409);
        }
        assert!(contact::Entity::find().all(app.cx.db.read()).await.expect("read").is_empty());
        assert!(app.mails().await.is_empty());
    }

    async fn an_erased_consultation_is_not_opened_again(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        app.clock.advance(PROMISED + 30 * DAY - NOW);
        erase_contributions(&app.cx).await.expect("erased");
        let member = app.member(Role::Facilitator).await;
        change_state(&member, &slug, "draft").await.assert_status(409);
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Fermée");
    }

    async fn an_open_phase_that_is_extended_takes_answers_in_the_added_time(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        vote(app, &slug).await;
        let earlier = set_phase(&member, &slug, 1, &[("closes-day", "19/12/2026")]).await;
        earlier.assert_status(409);
        set_phase(&member, &slug, 1, &[("closes-day", "24/12/2026")]).await.assert_status(303);
        // 21 December 2026, after the close that was announced at first.
        app.clock.advance(28 * DAY);
        let person = app.browser();
        let page = format!("/c/{slug}/etape/1/voter");
        let ballot = person.get(&page).await;
        ballot.assert_status(200);
        let option = ballot.attributes("[name=options]", "value").remove(0);
        let fields = [("op", ballot.value("op")), ("options", option)];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        person.post(&page, &fields).await.assert_status(303);
        app.browser().get(&format!("/c/{slug}")).await.assert_says("2 personnes ont participé");
        app.clock.advance(4 * DAY);
        let late = app.browser().get(&page).await;
        assert_ne!(late.status, 200, "{}", late.words());
    }

    async fn a_sheet_sent_again_just_after_the_close_gives_its_slip(app: App) {
        let seeded = app.seed("ecole").await;
        let phase = seeded.phase(1, "questionnaire", "{}").await;
        seeded.question(phase, 1, "single_choice", CHOICES, true).await;
        let options = seeded.decision(2, 1, &["Un four", "Un jardin"]).await;
        seeded.phase(3, "proposal", "{}").await;
        app.clock.advance(CLOSES - NOW - 1);
        let desk = facilitator(app, "ecole").await;
        let sheets: [(&str, Vec<(&str, &str)>); 3] = [
            ("/espace/c/ecole/saisie/1", vec![("question-1", "a")]),
            ("/espace/c/ecole/saisie/2", vec![("options", options[0].as_str())]),
            ("/espace/c/ecole/saisie/3", vec![("title", "Un four"), ("text", "Pour le pain.")]),
        ];
        let mut sent = Vec::new();
        for (path, said) in &sheets {
            let op = desk.get(path).await.assert_status(200).value("op");
            let mut fields = vec![("op".to_owned(), op), ("channel".to_owned(), "paper".to_owned())];
            fields.push(("consent".to_owned(), "signed".to_owned()));
            fields.extend(said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            let plain: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let slip = desk.post(path, &plain).await;
            sent.push((*path, fields.clone(), slip.assert_status(200).texts(".receipt .code")));
        }
        app.clock.advance(1);
        for (path, fields, code) in sent {
            let plain: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let again = desk.post(path, &plain).await;
            assert_eq!(again.assert_status(200).texts(".receipt .code"), code, "{path}");
            let fresh: Vec<_> = plain.iter().map(|(name, value)| if *name == "op" { (*name, "another sheet of the pile") } else { (*name, *value) }).collect();
            let late = desk.post(path, &fresh).await;
            assert_ne!(late.status, 200, "{path}: {}", late.words());
            late.assert_says("terminée");
            desk.get(path).await.assert_status(404);
        }
    }
}
