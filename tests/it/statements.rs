//! Residents add statements; a facilitator reads each one before anyone else meets it.

use sea_orm::EntityTrait;
use tablee_core::access::Role;
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::store::entities::statement;
use tablee_core::store::moderation::settle;
use tablee_rules::moderation::{ModerationState, Reason, ReasonKind};

use crate::ballot_log::publish;
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const WRITE: &str = "/c/cantine/etape/1/phrase";
const NEXT: &str = "/c/cantine/etape/1/avis";
const QUEUE: &str = "/espace/c/cantine/phrases";

async fn send(browser: &Browser, op: &str, text: &str, step: &str) -> Page {
    browser.post(WRITE, &[("op", op), ("text", text), ("step", step)]).await
}

/// Adds a statement from a fresh page whatever resembles it; gives the receipt's address.
async fn add(browser: &Browser, text: &str) -> String {
    let op = browser.get(WRITE).await.value("op");
    let sent = send(browser, &op, text, "send").await;
    sent.assert_status(303);
    let thanks = sent.location().expect("a receipt");
    thanks.trim_end_matches("/merci").to_owned()
}

async fn decide(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let path = browser.get(QUEUE).await.attributes("article form", "action").remove(0);
    let seen = browser.get(&path).await.assert_status(200).value("seen");
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    browser.post(&path, &fields).await
}

async fn rows(app: &App) -> Vec<statement::Model> {
    statement::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("statements")
}

/// The words of every statement that a newcomer meets.
async fn met_by_a_newcomer(app: &App) -> Vec<String> {
    let browser = app.browser();
    let mut met = Vec::new();
    loop {
        let page = browser.get(NEXT).await;
        if page.location().is_some() {
            return met;
        }
        met.extend(page.texts(".statement"));
        let (op, statement) = (page.value("op"), page.value("statement"));
        browser
            .post(NEXT, &[("op", &op), ("statement", &statement), ("vote", "agree")])
            .await
            .assert_status(303);
    }
}

on_both_databases! {
    async fn a_statement_is_met_once_a_facilitator_has_read_it(app: App) {
        cantine(app, 2).await;
        let author = app.browser();
        author.get(NEXT).await.assert_says("Ajouter une phrase");
        let receipt = add(&author, "Il manque des tables dehors.").await;
        author.get(&receipt).await.assert_says("Il manque des tables dehors.").assert_says("Changer");
        assert_eq!(met_by_a_newcomer(app).await.len(), 2);
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        desk.get("/espace/c/cantine/moderation").await.assert_says("Une phrase ajoutée attend aussi");
        desk.get(QUEUE).await.assert_says("Il manque des tables dehors.");
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        desk.get(QUEUE).await.assert_says("Toutes les phrases sont lues");
        let met = met_by_a_newcomer(app).await;
        assert!(met.contains(&"Il manque des tables dehors.".to_owned()), "{met:?}");
        app.browser().get(&receipt).await.assert_says("Publié");
    }

    async fn a_refusal_tells_the_author_why_and_can_be_answered(app: App) {
        cantine(app, 1).await;
        let receipt = add(&app.browser(), "Madame X est nulle.").await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        decide(&desk, &[("decision", "refuse")]).await.assert_status(422).assert_says("raison");
        let fields = [("decision", "refuse"), ("reason", "names_a_person"), ("words", "Dites-le sans nom.")];
        decide(&desk, &fields).await.assert_status(303);
        let anyone = app.browser();
        anyone.get(&receipt).await.assert_says("Cela nomme une personne.").assert_says("Dites-le sans nom.");
        let correct = format!("{receipt}/corriger");
        anyone.get(&correct).await.assert_status(200).assert_says("Madame X est nulle.");
        anyone.post(&correct, &[("text", "")]).await.assert_status(422).assert_says("Écrivez une phrase");
        anyone.post(&correct, &[("text", "L’accueil est froid.")]).await.assert_status(303);
        desk.get(QUEUE).await.assert_says("L’accueil est froid.");
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        assert!(met_by_a_newcomer(app).await.contains(&"L’accueil est froid.".to_owned()));
    }

    async fn words_that_people_vote_on_stay_and_can_be_taken_back_whole(app: App) {
        cantine(app, 1).await;
        let author = app.browser();
        let receipt = add(&author, "Il manque des tables dehors.").await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        author.get(&format!("{receipt}/corriger")).await.assert_status(409);
        assert!(!author.get(&receipt).await.body.contains("/corriger"));
        author.post(&format!("{receipt}/retirer"), &[]).await.assert_status(303);
        author.get(&receipt).await.assert_says("Retiré");
        assert_eq!(met_by_a_newcomer(app).await.len(), 1);
        assert!(rows(app).await.iter().all(|row| row.text != "Il manque des tables dehors."));
    }

    async fn what_is_hidden_is_told_with_its_reason(app: App) {
        let written = cantine(app, 2).await;
        let author = app.browser();
        let receipt = add(&author, "Il manque des tables dehors.").await;
        add(&app.browser(), "Madame X est nulle.").await;
        add(&app.browser(), "Achetez mes légumes.").await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        decide(&desk, &[("decision", "refuse"), ("reason", "names_a_person")]).await.assert_status(303);
        decide(&desk, &[("decision", "refuse"), ("reason", "advertising")]).await.assert_status(303);
        assert!(met_by_a_newcomer(app).await.contains(&"Il manque des tables dehors.".to_owned()));
        author.post(&format!("{receipt}/retirer"), &[]).await.assert_status(303);
        let unit = app.cx.db.begin().await.expect("a turn");
        let reason = Some(Reason { kind: ReasonKind::Insult, text: String::new() });
        settle::<statement::Entity>(unit.conn(), written[1], ModerationState::Refused, reason.as_ref(), false).await.expect("settled");
        unit.commit().await.expect("kept");
        app.clock.advance(CLOSES - NOW);
        analyse_changed(&app.cx).await.expect("computed");
        publish(app).await;
        let page = app.browser().get("/c/cantine/etape/1/resultats").await;
        page.assert_status(200).assert_says("4 phrases ont été cachées.");
        for reason in ["1 : Cela nomme une personne.", "1 : Des mots peuvent blesser.", "1 : C’est de la publicité.", "1 : Son auteur l’a retirée."] {
            page.assert_says(reason);
        }
    }

    async fn a_decision_on_a_statement_can_be_undone(app: App) {
        cantine(app, 1).await;
        add(&app.browser(), "Il manque des tables dehors.").await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        let undo = desk.get(QUEUE).await.attributes("li a", "href").into_iter().find(|href| href.ends_with("/annuler"));
        let undo = undo.expect("a way to undo");
        desk.get(&undo).await.assert_status(200);
        let undone = desk.post(&undo, &[]).await;
        undone.assert_status(303);
        assert!(undone.location().expect("a list").starts_with(QUEUE));
        desk.get(QUEUE).await.assert_says("Une phrase attend");
        assert_eq!(met_by_a_newcomer(app).await.len(), 1);
    }

    async fn a_statement_taken_down_by_mistake_is_kept(app: App) {
        cantine(app, 1).await;
        add(&app.browser(), "Il manque des tables dehors.").await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let path = desk.get(QUEUE).await.attributes("article form", "action").remove(0);
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        let seen = desk.get(&path).await.value("seen");
        desk.post(&path, &[("decision", "refuse"), ("reason", "insult"), ("seen", &seen)]).await.assert_status(303);
        let undo = desk.get(QUEUE).await.attributes("a[href$=annuler]", "href").remove(0);
        desk.post(&undo, &[]).await.assert_status(303);
        desk.get(QUEUE).await.assert_says("Déjà en ligne").assert_says("Garder en ligne");
        decide(&desk, &[("decision", "publish")]).await.assert_status(303);
        desk.get(QUEUE).await.assert_says("Toutes les phrases sont lues");
        assert!(met_by_a_newcomer(app).await.contains(&"Il manque des tables dehors.".to_owned()));
    }

    async fn what_resembles_it_is_shown_first_and_nothing_typed_is_lost(app: App) {
        cantine(app, 1).await;
        let author = app.browser();
        let op = author.get(WRITE).await.value("op");
        send(&author, &op, " ", "").await.assert_status(422).assert_says("Écrivez une phrase");
        let long = "é".repeat(141);
        let refused = send(&author, &op, &long, "").await;
        refused.assert_status(422).assert_says("Ôtez 1 signe").assert_says(&long);
        let similar = send(&author, &op, "La phrase numéro 1 !", "").await;
        similar.assert_status(200).assert_says("Est-ce déjà dit").assert_says("Phrase numéro 1.");
        assert_eq!(rows(app).await.len(), 1);
        send(&author, &op, "La phrase numéro 1 !", "change").await.assert_says("La phrase numéro 1 !");
        let kept = send(&author, &op, "La phrase numéro 1 !", "send").await;
        let again = send(&author, &op, "La phrase numéro 1 !", "send").await;
        assert_eq!((kept.location(), rows(app).await.len()), (again.location(), 2));
    }

    async fn each_person_adds_three_and_none_after_the_close(app: App) {
        cantine(app, 1).await;
        let author = app.browser();
        for text in ["Les chaises sont dures.", "Le pain est bon.", "Trop de bruit à midi."] {
            add(&author, text).await;
        }
        author.get(WRITE).await.assert_says("Vous avez ajouté vos trois phrases");
        send(&author, "another-key", "Encore une idée.", "send").await.assert_status(409);
        assert_eq!(rows(app).await.len(), 4);
        app.clock.advance(CLOSES - NOW);
        send(&app.browser(), "a-late-key", "Une idée en retard.", "send").await.assert_status(409);
        assert_eq!(rows(app).await.len(), 4);
    }
}
