//! What people were told when they took part stays true, or is shown as changed.

use serde_json::{Value, json};
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, CorrectAnswer, SendSheet};
use tablee_core::ports::DAY;
use tablee_rules::questions::Entry;

use super::editor::{send, set_phase, set_texts};
use crate::on_both_databases;
use crate::support::seed::OPENS;
use crate::support::{App, Browser, NOW, Page};

const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Oui"},{"key":"b","label":"Non"}]}"#;
const TEXTS: &str = "/espace/c/ecole/textes-libres";
const DRAFT: &str = "/espace/c/ecole/resultats/1";
const PUBLIC: &str = "/c/ecole/etape/1/resultats";
const JOURNAL: &str = "/espace/administration/journal";

/// A questionnaire with a choice, a short text and a scale.
async fn questionnaire(app: &App) {
    let seeded = app.seed("ecole").await;
    let phase = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(phase, 1, "single_choice", CHOICES, true).await;
    seeded.question(phase, 2, "short_text", "{}", false).await;
    let scale = r#"{"points":3,"low_label":"Peu","high_label":"Beaucoup"}"#;
    seeded.question(phase, 3, "scale", scale, false).await;
}

/// The answers of one person; gives the receipt code.
async fn answers(app: &App, number: usize, choice: &str, text: &str) -> String {
    let person = Actor::Resident(DeviceSecret(format!("device {number}")));
    let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
    let entries = [(1, Entry::one(choice)), (2, Entry::one(text)), (3, Entry::one("3"))].into();
    let sent = questionnaires::send_whole(&app.cx, &person, SendSheet { phase, entries }).await;
    sent.expect("sent").to_string()
}

async fn member(app: &App, role: Role) -> Browser {
    app.member_of("ecole", role, "").await
}

/// Decides on the first free text that waits.
async fn review(facilitator: &Browser, fields: &[(&str, &str)]) {
    let queue = facilitator.get(TEXTS).await;
    let (address, seen) = (queue.attributes(".card form", "action").remove(0), queue.value("seen"));
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    facilitator.post(&address, &fields).await.assert_status(303);
}

async fn publish(facilitator: &Browser) {
    let version = facilitator.get(DRAFT).await.assert_status(200).value("version");
    facilitator
        .post(DRAFT, &[("version", &version)])
        .await
        .assert_status(303);
}

/// Saves a question with other words.
async fn reword(editor: &Browser, number: u8, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/ecole/etapes/1/questions/{number}");
    send(editor, &page, &page, fields).await
}

async fn json_of(browser: &Browser, path: &str) -> Value {
    serde_json::from_str(&browser.get(path).await.assert_status(200).body).expect("JSON")
}

/// What is not shown, line by line, on a page of results.
fn left_out(page: &Page) -> Vec<String> {
    let headings = page.texts("h2");
    assert!(headings.contains(&"Ce qui n’est pas montré".to_owned()), "{headings:?}");
    page.texts("main > ul > li")
}

on_both_databases! {
    async fn the_author_of_a_refused_text_reads_why_by_receipt(app: App) {
        questionnaire(app).await;
        let code = answers(app, 1, "a", "Madame X est nulle.").await;
        let anyone = app.browser();
        let (page, program) = (format!("/suivi/{code}"), format!("/api/v1/receipts/{code}"));
        anyone.get(&page).await.assert_says("Madame X est nulle. En attente de lecture");
        assert_eq!(json_of(&anyone, &program).await["answers"][1]["review"], "waiting");
        let facilitator = member(app, Role::Facilitator).await;
        review(&facilitator, &[("decision", "refuse"), ("reason", "names_a_person"), ("words", "Dites-le sans nom.")]).await;
        let receipt = anyone.get(&page).await;
        receipt.assert_says("Madame X est nulle. Pas montré : Cela nomme une personne. Dites-le sans nom.");
        let told = json_of(&anyone, &program).await["answers"].clone();
        assert_eq!((&told[1]["review"], &told[1]["reason"]), (&json!("refused"), &json!("names_a_person")));
        assert_eq!(told[1]["reason_words"], "Dites-le sans nom.");
        assert!(told[0].get("review").is_none() && told[0].get("reason").is_none(), "a choice is not reviewed: {told}");
        let correction = CorrectAnswer { code: code.clone(), question: 2, entry: Entry::one("C’est trop lent.") };
        questionnaires::correct_answer(&app.cx, &Actor::Anyone, correction).await.expect("corrected");
        let receipt = anyone.get(&page).await;
        receipt.assert_says("C’est trop lent. En attente de lecture");
        assert!(!receipt.words().contains("Pas montré"), "other words were not refused: {}", receipt.words());
        review(&facilitator, &[("decision", "publish")]).await;
        anyone.get(&page).await.assert_says("C’est trop lent. Peut paraître dans les résultats");
    }

    async fn words_put_right_after_an_answer_keep_the_first_ones_beside_them(app: App) {
        questionnaire(app).await;
        let editor = member(app, Role::Facilitator).await;
        let first = [("label", "Un marché ?"), ("help", "Sur la place."), ("choices", "Oui\nNon"), ("required", "yes")];
        reword(&editor, 1, &first).await.assert_status(303);
        let before = app.browser().get("/c/ecole/etape/1/question/1").await;
        assert!(!before.words().contains("Au début"), "nobody had answered: {}", before.words());
        answers(app, 1, "a", "Un four").await;
        let changed = [("label", "Un marché le soir ?"), ("help", ""), ("choices", "Oui, souvent\nNon"), ("required", "yes")];
        reword(&editor, 1, &changed).await.assert_status(303);
        let scale = [("label", "Question scale ?"), ("points", "3"), ("low_label", "Un peu"), ("high_label", "Beaucoup")];
        reword(&editor, 3, &scale).await.assert_status(303);
        let told = [
            "Au début, la question était : « Un marché ? »",
            "Au début, l’aide était : « Sur la place. »",
            "Au début, « Oui, souvent » s’écrivait : « Oui »",
        ];
        let question = app.browser().get("/c/ecole/etape/1/question/1").await;
        question.assert_says("Des mots ont été corrigés ici.");
        for words in told {
            question.assert_says(words);
        }
        assert!(!question.words().contains("sens n’a pas changé"));
        app.browser().get("/c/ecole/etape/1/question/3").await
            .assert_says("Au début, le premier point voulait dire : « Peu »");
        editor.get("/espace/c/ecole/etapes/1/questions/1").await.assert_says(told[2]);
        let asked = json_of(&app.browser(), "/api/v1/consultations/ecole/phases/1/questions").await;
        let earlier = json!([
            {"part": "label", "first": "Un marché ?", "now": "Un marché le soir ?"},
            {"part": "help", "first": "Sur la place.", "now": ""},
            {"part": "choice", "first": "Oui", "now": "Oui, souvent"},
        ]);
        assert_eq!(asked["questions"][0]["earlier"], earlier);
        app.later(10 * DAY).await;
        let facilitator = member(app, Role::Facilitator).await;
        publish(&facilitator).await;
        let results = app.browser().get(PUBLIC).await;
        for words in told {
            results.assert_says(words);
        }
        let program = json_of(&app.browser(), "/api/v1/consultations/ecole/phases/1/results").await;
        assert_eq!(program["figures"]["outcome"]["questions"][0]["earlier"][1], earlier[2]);
        let journal = member(app, Role::Administrator).await.get(&format!("{JOURNAL}?action=question.edited")).await;
        journal.assert_says("Question : « Un marché le soir ? ». Avant : « Un marché ? »");
        journal.assert_says("Aide : rien. Avant : « Sur la place. »");
        journal.assert_says("Un choix : « Oui, souvent ». Avant : « Oui »");
    }

    async fn a_choice_never_takes_the_words_of_another_one_once_someone_answered(app: App) {
        questionnaire(app).await;
        answers(app, 1, "a", "Un four").await;
        let editor = member(app, Role::Facilitator).await;
        let choices = |choices| [("label", "Question single_choice ?"), ("choices", choices), ("required", "yes")];
        reword(&editor, 1, &choices("Non\nOui")).await.assert_status(409);
        reword(&editor, 1, &choices("Oui, bien sûr\nNon")).await.assert_status(303);
        let refused = reword(&editor, 1, &choices("Oui, bien sûr\nOui")).await;
        refused.assert_status(422).assert_says("Ces mots étaient ceux d’un autre choix.");
        assert_eq!(refused.texts("#choices"), ["Oui, bien sûr Oui"], "what was typed is kept");
        reword(&editor, 1, &choices("Oui\nNon")).await.assert_status(303);
        let question = app.browser().get("/c/ecole/etape/1/question/1").await;
        assert!(!question.words().contains("Au début"), "the first words are back: {}", question.words());
    }

    async fn nobody_is_told_that_all_is_shown_while_something_is_not(app: App) {
        questionnaire(app).await;
        for number in 0..14 {
            answers(app, number, if number < 8 { "a" } else { "b" }, &format!("Texte {number}")).await;
        }
        app.later(10 * DAY).await;
        let facilitator = member(app, Role::Facilitator).await;
        review(&facilitator, &[("decision", "refuse"), ("reason", "personal_data"), ("words", "")]).await;
        publish(&facilitator).await;
        let page = app.browser().get(PUBLIC).await;
        assert_eq!(left_out(&page), [
            "1 texte : Cela donne une adresse, un numéro ou une information privée.",
            "13 textes attendent d’être lus.",
        ]);
        let channels = ["Sur le site", "Avec une aide", "Sur papier", "En atelier"];
        assert_eq!(page.texts("[aria-labelledby=channels] tbody th"), channels);
        let figures = page.texts("[aria-labelledby=channels] tbody td");
        assert_eq!(figures, ["14", "100,0 %", "0", "0,0 %", "0", "0,0 %", "0", "0,0 %"]);
        assert!(!page.words().contains("Tout est montré"));
        for _ in 0..13 {
            review(&facilitator, &[("decision", "publish")]).await;
        }
        publish(&facilitator).await;
        let shown = app.browser().get(PUBLIC).await;
        assert_eq!(left_out(&shown).len(), 1);
        let queue = facilitator.get(TEXTS).await;
        let undo = queue.attributes("a[href$=annuler]", "href").remove(0);
        facilitator.post(&undo, &[]).await.assert_status(303);
        assert_eq!(left_out(&app.browser().get(PUBLIC).await)[1], "1 texte a été retiré depuis la publication.");
    }

    async fn hidden_figures_and_waiting_proposals_are_named(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        app.proposes("ecole", 1, "Un marché", "Pour tous.").await;
        app.later(10 * DAY).await;
        publish(&member(app, Role::Facilitator).await).await;
        let page = app.browser().get(PUBLIC).await;
        assert_eq!(left_out(&page), ["1 proposition attend d’être lue.", "Les chiffres des petits groupes sont cachés."]);
    }

    async fn all_is_shown_when_all_is(app: App) {
        questionnaire(app).await;
        for number in 0..12 {
            answers(app, number, "a", "").await;
        }
        app.later(10 * DAY).await;
        let facilitator = member(app, Role::Facilitator).await;
        facilitator.get(DRAFT).await.assert_says("Tout est montré.").assert_says("Aucune réponse sur 12.");
        publish(&facilitator).await;
        app.browser().get(PUBLIC).await.assert_says("Tout est montré.");
    }

    async fn promises_made_before_people_took_part_do_not_move_in_silence(app: App) {
        questionnaire(app).await;
        let editor = member(app, Role::Facilitator).await;
        set_texts(&editor, "ecole", &[("retention_months", "18"), ("moderation", "before"), ("decider", "La ville")]).await.assert_status(303);
        let before = app.browser().get("/c/ecole").await;
        before.assert_says("promise pour le 28 février 2027");
        assert!(!before.words().contains("a été changée"), "nobody had been promised anything");
        answers(app, 1, "a", "Un four").await;
        let longer = [("retention_months", "24"), ("purpose", "Un but tapé longtemps."), ("moderation", "before"), ("decider", "La ville")];
        let refused = set_texts(&editor, "ecole", &longer).await;
        refused.assert_status(422).assert_says("On leur a promis 18 mois");
        assert_eq!((refused.value("retention_months"), refused.texts("#purpose")), ("24".to_owned(), vec!["Un but tapé longtemps.".to_owned()]));
        app.browser().get("/c/ecole").await.assert_says("gardées 18 mois");
        let moved = [("retention_months", "6"), ("answer_due", "31/03/2027"), ("moderation", "after"), ("decider", "Le maire")];
        set_texts(&editor, "ecole", &moved).await.assert_status(303);
        let told = "Cette date a été changée le 23 novembre 2026 (avant : le 28 février 2027).";
        app.browser().get("/c/ecole").await.assert_says("promise pour le 31 mars 2027").assert_says(told);
        app.browser().get("/c/ecole/reponses").await.assert_says(told);
        let public = json_of(&app.browser(), "/api/v1/consultations/ecole").await;
        assert_eq!(public["answer_due_changed_at"], NOW);
        assert!(public["answer_due_at_first"].as_i64() < public["answer_due_at"].as_i64(), "{public}");
        let journal = member(app, Role::Administrator).await.get(&format!("{JOURNAL}?action=consultation.edited")).await;
        for words in [
            "Mois de garde des réponses : « 6 ». Avant : « 18 »",
            "Qui décide : « Le maire ». Avant : « La ville »",
            "Réponse promise pour le : mercredi 31 mars 2027 à 23 h 59. Avant : dimanche 28 février 2027 à 23 h 59",
        ] {
            journal.assert_says(words);
        }
        let back = [("retention_months", "6"), ("answer_due", "28/02/2027"), ("moderation", "after"), ("decider", "Le maire")];
        set_texts(&editor, "ecole", &back).await.assert_status(303);
        let kept = app.browser().get("/c/ecole").await;
        assert!(!kept.words().contains("a été changée"), "the promised day is back: {}", kept.words());
    }

    async fn the_journal_speaks_the_language_of_its_page(app: App) {
        questionnaire(app).await;
        answers(app, 1, "a", "Un four").await;
        let editor = member(app, Role::Facilitator).await;
        set_phase(&editor, "ecole", 1, &[("title", "Vos repas"), ("intro", "Dites tout.")]).await.assert_status(303);
        review(&editor, &[("decision", "refuse"), ("reason", "off_topic"), ("words", "")]).await;
        let chief = member(app, Role::Administrator).await;
        let journal = chief.get(JOURNAL).await;
        for words in [
            "Titre : « Vos repas ». Avant : « Étape questionnaire »",
            "Présentation : « Dites tout. ». Avant : « Dites ce que vous en pensez. »",
            "Décision : pas montré. Avant : en attente",
            "Raison : Cela parle d’autre chose.",
            "Rôle : Administration",
        ] {
            journal.assert_says(words);
        }
        for key in ["title", "intro", "review", "waiting", "refused", "off_topic"] {
            let cells = journal.texts("tbody td:nth-child(4)").join(" ");
            assert!(!cells.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == key), "{key} in {cells}");
        }
    }

    async fn a_card_says_until_when_a_step_is_open_and_a_receipt_leads_to_the_other_ones(app: App) {
        let seeded = app.seed("ecole").await;
        let phase = seeded.phase_between(1, "questionnaire", "{}", OPENS, NOW + 2 * DAY).await;
        seeded.question(phase, 1, "single_choice", CHOICES, true).await;
        seeded.decision(2, 1, &["Un four", "Un jardin"]).await;
        seeded.phase_between(3, "opinion", "{}", NOW + 3 * DAY, NOW + 4 * DAY).await;
        let person = app.browser();
        person.get("/").await.assert_says("Cette étape est ouverte jusqu’au 25 novembre 2026");
        person.get("/c/ecole").await.assert_says("Cette étape est ouverte jusqu’au mercredi 25 novembre 2026");
        person.get("/c/ecole/etape/1/question/1").await;
        person.post("/c/ecole/etape/1/question/1", &[("answer", "a")]).await.assert_status(303);
        let op = person.get("/c/ecole/etape/1/verifier").await.value("op");
        person.post("/c/ecole/etape/1/verifier", &[("op", &op)]).await.assert_status(303);
        let thanks = person.get("/c/ecole/etape/1/merci").await;
        thanks.assert_says("Vous pouvez aussi répondre ici Étape decision");
        assert!(thanks.attributes("main a", "href").contains(&"/c/ecole/etape/2".to_owned()));
        let ballot = person.get("/c/ecole/etape/2/voter").await;
        let option = ballot.attributes("[name=options]", "value").remove(0);
        person.post("/c/ecole/etape/2/voter", &[("op", &ballot.value("op")), ("options", &option)]).await.assert_status(303);
        let thanks = person.get("/c/ecole/etape/2/merci").await;
        assert!(!thanks.words().contains("Vous pouvez aussi répondre ici"), "all that is open is done: {}", thanks.words());
        app.clock.advance(5 * DAY);
        app.browser().get("/").await.assert_says("Ouvert jusqu’au 2 décembre 2026");
        app.browser().get("/c/ecole").await.assert_says("C’est ouvert jusqu’au mercredi 2 décembre 2026");
    }
}
