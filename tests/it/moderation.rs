//! Facilitators read what people send, decide with a reason, and may change their mind for a while.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::proposals::{self, CorrectProposal};
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::store::entities::{answer, audit_entry, consultation, delivery, moderation_decision, proposal};
use tablee_rules::moderation::UNDO_WINDOW;
use tablee_rules::questions::Entry;

use crate::mail::seed::{rows, set};
use crate::on_both_databases;
use crate::support::{App, Browser};

const QUEUE: &str = "/espace/c/ecole/moderation";
const HOSTILE: &str = r#"Non "><svg onload=alert(1)> {{7*7}}"#;

async fn facilitator(app: &App) -> Browser {
    app.member_of("ecole", Role::Facilitator, "").await
}

async fn decide(browser: &Browser, number: u32, fields: &[(&str, &str)]) -> crate::support::Page {
    let path = format!("{QUEUE}/{number}");
    let seen = browser.get(&path).await.assert_status(200).value("seen");
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    browser.post(&path, &fields).await
}

/// Someone leaves an address on that page, and confirms it.
async fn follows(app: &App, page: &str) {
    let person = app.browser();
    person
        .post(page, &[("email", "awa@ville.example")])
        .await
        .assert_status(303);
    let (_, text) = app.mails().await.remove(0);
    let link = text
        .split_whitespace()
        .find_map(|word| word.strip_prefix(app.base.as_str()));
    person.post(link.expect("a link"), &[]).await.assert_status(303);
}

/// The mails of decisions that have not left.
async fn waiting_news(app: &App) -> Vec<delivery::Model> {
    let rows = rows(&app.cx).await.into_iter();
    rows.filter(|row| row.kind == "moderation_decision" && row.state == "queued")
        .collect()
}

async fn read_after(app: &App) {
    let unit = app.cx.db.begin().await.expect("a turn");
    consultation::Entity::update_many()
        .col_expr(consultation::Column::Moderation, sea_orm::sea_query::Expr::value("after"))
        .exec(unit.conn())
        .await
        .expect("changed");
    unit.commit().await.expect("kept");
}

on_both_databases! {
    async fn a_decision_reaches_the_author_and_the_log(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let kept = app.proposes("ecole", 1, "Un marché le soir", "Après le travail.").await;
        let refused = app.proposes("ecole", 1, "Un mot de trop", "Monsieur X est nul.").await;
        let browser = facilitator(app).await;
        browser.get(QUEUE).await.assert_says("Un marché le soir").assert_says("2 propositions attendent");
        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
        let fields = [("decision", "refuse"), ("reason", "names_a_person"), ("words", HOSTILE)];
        decide(&browser, 2, &fields).await.assert_status(303);
        browser.get(QUEUE).await.assert_says("Aucune proposition n’attend");
        let anyone = app.browser();
        anyone.get(&format!("/suivi/{kept}")).await.assert_says("Publié");
        let receipt = anyone.get(&format!("/suivi/{refused}")).await;
        receipt.assert_says("Cela nomme une personne.").assert_says(HOSTILE);
        assert!(!receipt.body.contains("<svg onload"), "S7: a reason is text");
        let actions: Vec<String> = audit_entry::Entity::find().all(app.cx.db.read()).await.expect("a log")
            .into_iter().map(|entry| entry.action).filter(|action| action == "proposal.moderated").collect();
        assert_eq!(actions.len(), 2);
    }

    async fn a_refusal_without_a_reason_keeps_what_was_typed(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        let browser = facilitator(app).await;
        let page = decide(&browser, 1, &[("decision", "refuse"), ("words", "Dites-le autrement.")]).await;
        page.assert_status(422).assert_says("Choisissez une raison dans la liste.").assert_says("Dites-le autrement.");
        assert_eq!(page.texts("title")[0].split(' ').next(), Some("Erreur"));
        browser.get(QUEUE).await.assert_says("Un jardin");
    }

    async fn undoing_takes_two_steps_within_ten_minutes(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        let browser = facilitator(app).await;
        decide(&browser, 1, &[("decision", "refuse"), ("reason", "insult")]).await;
        let page = browser.get(QUEUE).await;
        let undo = page.attributes("a[href$=annuler]", "href").remove(0);
        let page = browser.get(&undo).await;
        page.assert_status(200).assert_says("Annuler cette décision ?").assert_says("jusqu’à");
        browser.get(QUEUE).await.assert_says("Aucune proposition n’attend");
        browser.post(&undo, &[]).await.assert_status(303);
        browser.get(QUEUE).await.assert_says("Une proposition attend.").assert_says("Annulé");
        browser.post(&undo, &[]).await.assert_status(422).assert_says("rien à annuler");
        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
        let undo = browser.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        app.clock.advance(UNDO_WINDOW);
        browser.get(&undo).await.assert_status(422).assert_says("trop tard");
        browser.post(&undo, &[]).await.assert_status(422);
        // Too late to undo, never too late to decide anew.
        decide(&browser, 1, &[("decision", "refuse"), ("reason", "insult")]).await.assert_status(303);
        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
    }

    async fn undoing_a_publication_puts_the_refusal_back_with_its_reason(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let code = app.proposes("ecole", 1, "Un jardin", "Monsieur X est nul.").await;
        let browser = facilitator(app).await;
        let refusal = [("decision", "refuse"), ("reason", "names_a_person"), ("words", "Dites-le sans nom.")];
        decide(&browser, 1, &refusal).await.assert_status(303);
        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
        let undo = browser.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        browser.post(&undo, &[]).await.assert_status(303);
        let receipt = app.browser().get(&format!("/suivi/{code}")).await;
        receipt.assert_says("Cela nomme une personne.").assert_says("Dites-le sans nom.");
        let row = proposal::Entity::find().one(app.cx.db.read()).await.expect("read").expect("one");
        assert_eq!((row.state.as_str(), row.reason.as_deref(), row.unread), ("refused", Some("names_a_person"), false));
        browser.get(QUEUE).await.assert_says("Aucune proposition n’attend");
    }

    async fn nobody_is_told_before_it_is_too_late_to_undo(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let code = app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        let browser = facilitator(app).await;
        app.mails().await;
        follows(app, &format!("/suivi/{code}/courriel")).await;
        decide(&browser, 1, &[("decision", "refuse"), ("reason", "insult")]).await.assert_status(303);
        assert!(app.mails().await.is_empty(), "a mail left while the decision could be undone");
        let waiting = waiting_news(app).await.remove(0);
        let wait = waiting.next_at - app.cx.db.now().await.expect("the database answers");
        assert!((UNDO_WINDOW - 60_000..=UNDO_WINDOW + 5 * 60_000).contains(&wait), "{wait}");
        assert_eq!(waiting.next_at % (5 * 60_000), 0, "the row tells when the decision was taken");

        let undo = browser.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        browser.post(&undo, &[]).await.assert_status(303);
        assert!(waiting_news(app).await.is_empty(), "the mail of an undone decision waits still");

        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
        let undo = browser.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        set(&app.cx, delivery::Column::NextAt, 0i64).await;
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].1.contains("publiée"), "{}", mails[0].1);
        browser.post(&undo, &[]).await.assert_status(422).assert_says("trop tard");
    }

    async fn o10_a_decision_that_its_author_overtook_is_told_to_nobody(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let browser = facilitator(app).await;
        let refusal = [("decision", "refuse"), ("reason", "insult")];
        let publication = [("decision", "publish")];
        let cases = [
            ("Un four", &publication[..], false),
            ("Un marché", &publication[..], true),
            ("Un verger", &refusal[..], false),
            ("Un jardin", &refusal[..], true),
        ];
        for (number, (title, decision, withdrawn)) in (1..).zip(cases) {
            let code = app.proposes("ecole", 1, title, "Pour tous.").await;
            app.mails().await;
            let person = app.browser();
            let address = format!("p{number}@ville.example");
            person.post(&format!("/suivi/{code}/courriel"), &[("email", &address)]).await.assert_status(303);
            let (_, text) = app.mails().await.remove(0);
            let link = text.split_whitespace().find_map(|word| word.strip_prefix(app.base.as_str()));
            person.post(link.expect("a link"), &[]).await.assert_status(303);
            decide(&browser, number, decision).await.assert_status(303);
            assert_eq!(waiting_news(app).await.len(), 1);
            if withdrawn {
                proposals::withdraw(&app.cx, &Actor::Anyone, &code).await.expect("withdrawn");
            } else {
                let text = "Autrement dit.".to_owned();
                let other = CorrectProposal { code, title: title.to_owned(), text };
                proposals::correct(&app.cx, &Actor::Anyone, other).await.expect("corrected");
            }
            set(&app.cx, delivery::Column::NextAt, 0i64).await;
            assert!(app.mails().await.is_empty(), "{title}: a decision was told that no longer stands");
        }
        let outdated = rows(&app.cx).await.into_iter().filter(|row| row.kind == "moderation_decision");
        let reasons: Vec<_> = outdated.map(|row| row.skip_reason.expect("skipped")).collect();
        assert_eq!(reasons, ["outdated"; 4]);
    }

    async fn words_changed_meanwhile_are_read_again(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let code = app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        let browser = facilitator(app).await;
        let seen = browser.get(&format!("{QUEUE}/1")).await.value("seen");
        let other = CorrectProposal { code, title: "Un jardin".to_owned(), text: "Pour moi seul.".to_owned() };
        proposals::correct(&app.cx, &Actor::Anyone, other).await.expect("corrected");
        let page = browser.post(&format!("{QUEUE}/1"), &[("decision", "publish"), ("seen", &seen)]).await;
        page.assert_status(409).assert_says("Pour moi seul.");
        browser.get(QUEUE).await.assert_says("Pour moi seul.");
    }

    async fn after_publication_every_text_is_read_once(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        read_after(app).await;
        let code = app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        let browser = facilitator(app).await;
        browser.get(QUEUE).await.assert_says("Déjà en ligne");
        decide(&browser, 1, &[("decision", "publish")]).await.assert_status(303);
        browser.get(QUEUE).await.assert_says("Aucune proposition n’attend");
        let other = CorrectProposal { code, title: "Un jardin".to_owned(), text: "Autre chose.".to_owned() };
        proposals::correct(&app.cx, &Actor::Anyone, other).await.expect("corrected");
        browser.get(QUEUE).await.assert_says("Autre chose.");
        decide(&browser, 1, &[("decision", "refuse"), ("reason", "off_topic")]).await.assert_status(303);
        let undo = browser.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        browser.post(&undo, &[]).await.assert_status(303);
        browser.get(QUEUE).await.assert_says("Déjà en ligne");
    }

    async fn free_texts_are_read_before_anyone_sees_them(app: App) {
        let seeded = app.seed("ecole").await;
        let phase = seeded.phase(1, "questionnaire", "{}").await;
        seeded.question(phase, 1, "long_text", "{}", true).await;
        let entries = [(1, Entry::one("Un lieu pour cuisiner."))].into();
        let command = SendSheet { phase: PhaseAddress { slug: "ecole".to_owned(), position: 1 }, entries };
        let person = Actor::Resident(DeviceSecret("device".to_owned()));
        questionnaires::send_whole(&app.cx, &person, command).await.expect("sent");
        let browser = facilitator(app).await;
        let page = browser.get("/espace/c/ecole/textes-libres").await;
        page.assert_says("Un lieu pour cuisiner.");
        let address = page.attributes(".card form", "action").remove(0);
        let seen = page.value("seen");
        let fields = [("decision", "refuse"), ("reason", "other"), ("words", ""), ("seen", seen.as_str())];
        browser.post(&address, &fields).await.assert_status(422);
        browser.post(&address, &[("decision", "publish"), ("seen", &seen)]).await.assert_status(303);
        browser.post(&address, &[("decision", "publish"), ("seen", &seen)]).await.assert_status(409);
        let published = answer::Entity::find().filter(answer::Column::Review.eq("published"));
        assert_eq!(published.count(app.cx.db.read()).await.expect("a count"), 1);
        let page = browser.get("/espace/c/ecole/textes-libres").await;
        page.assert_says("Aucun texte n’attend");
        let undo = page.attributes("a[href$=annuler]", "href").remove(0);
        browser.post(&undo, &[]).await.assert_status(303);
        browser.get("/espace/c/ecole/textes-libres").await.assert_says("Un lieu pour cuisiner.");
        let decisions = moderation_decision::Entity::find().count(app.cx.db.read()).await.expect("a count");
        assert_eq!(decisions, 1, "an undo takes no decision away");
    }

    async fn s3_only_who_moderates_here_sees_what_waits(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        app.seed("ailleurs").await;
        app.proposes("ecole", 1, "Un jardin", "Pour tous.").await;
        app.browser().get(QUEUE).await.assert_status(303);
        for role in [Role::Reader, Role::Institution] {
            app.member_of("ecole", role, "").await.get(QUEUE).await.assert_status(403);
        }
        let elsewhere = app.member_of("ailleurs", Role::Facilitator, "").await;
        for path in [QUEUE, "/espace/c/ecole/moderation/1", "/espace/c/nulle-part/moderation"] {
            elsewhere.get(path).await.assert_status(404);
        }
        let fields = [("decision", "publish"), ("seen", "x")];
        elsewhere.post("/espace/c/ecole/moderation/1", &fields).await.assert_status(404);
    }
}
