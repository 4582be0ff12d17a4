//! Official answers: drafts, publication together, versions, and the public clock.

use sea_orm::EntityTrait;
use tablee_core::access::{Actor, Role};
use tablee_core::cases::moderation::{self, DecideProposal, DecisionForm};
use tablee_core::ports::DAY;
use tablee_core::store::entities::official_answer;

use crate::on_both_databases;
use crate::support::{App, Browser, Page};

pub const LIST: &str = "/espace/c/ecole/reponses";
const HOSTILE: &str = r#"Car "><svg onload=alert(1)> {{7*7}}"#;

/// Two published proposals and one that still waits.
pub async fn proposals(app: &App) {
    app.seed("ecole").await.phase(1, "proposal", "{}").await;
    for (number, title) in [(1, "Un marché"), (2, "Un jardin"), (3, "Un four")] {
        app.proposes("ecole", 1, title, "Pour tous.").await;
        if number < 3 {
            let found = moderation::one(&app.cx, &Actor::System, "ecole", number)
                .await
                .expect("there");
            let form = DecisionForm { decision: "publish".to_owned(), ..DecisionForm::default() };
            let command = DecideProposal { slug: "ecole".to_owned(), number, seen: found.seen, form };
            moderation::decide(&app.cx, &Actor::System, command)
                .await
                .expect("published");
        }
    }
}

pub async fn institution(app: &App) -> Browser {
    app.member_of("ecole", Role::Institution, "").await
}

pub fn answer<'a>(verdict: &'a str, reason: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("verdict", verdict),
        ("reason", reason),
        ("details", "Nous commençons au printemps."),
        ("body", "Mairie"),
        ("person", "Ana Diallo"),
        ("due", "31/03/2027"),
    ]
}

/// Keeps a draft by the form as it is now.
pub async fn write(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let seen = browser.get(path).await.assert_status(200).value("seen");
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    browser.post(path, &fields).await
}

pub async fn publish_all(browser: &Browser) -> Page {
    let ids = browser.get(LIST).await.attributes("[name=answers]", "value");
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("answers", id.as_str())).collect();
    browser.post(LIST, &fields).await
}

on_both_databases! {
    async fn answers_are_drafted_then_published_together(app: App) {
        proposals(app).await;
        let (browser, anyone) = (institution(app).await, app.browser());
        browser.get(LIST).await.assert_says("Répondu : 0. Brouillons : 0. Sans réponse : 2.");
        write(&browser, &format!("{LIST}/1"), &answer("retained", HOSTILE)).await.assert_status(303);
        write(&browser, &format!("{LIST}/2"), &answer("not_retained", "Trop cher.")).await.assert_status(303);
        browser.get(&format!("{LIST}/1")).await.assert_says("Votre brouillon").assert_says(HOSTILE);
        anyone.get("/c/ecole/reponses").await.assert_says("Aucune réponse").assert_says("promise avant le");
        assert!(!anyone.get("/c/ecole/propositions/1").await.body.contains("Ana Diallo"), "a draft is hidden");
        publish_all(&browser).await.assert_status(303);
        let page = anyone.get("/c/ecole/reponses").await;
        page.assert_says("2 réponses").assert_says("Retenue").assert_says("Trop cher.").assert_says(HOSTILE);
        assert!(!page.body.contains("<svg onload"), "S7: a reason is text");
        anyone.get("/c/ecole/propositions/1").await.assert_says("Ana Diallo");
        publish_all(&browser).await.assert_status(422).assert_says("Cochez au moins une réponse.");
    }

    async fn a_changed_answer_is_a_new_version(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        let path = format!("{LIST}/1");
        write(&browser, &path, &answer("under_study", "Nous cherchons un lieu.")).await.assert_status(303);
        write(&browser, &path, &answer("partly", "Un lieu est trouvé.")).await.assert_status(303);
        publish_all(&browser).await.assert_status(303);
        write(&browser, &path, &answer("partly", "Un lieu est trouvé.")).await.assert_status(422)
            .assert_says("Rien n’a changé.");
        write(&browser, &path, &answer("retained", "Le lieu ouvre.")).await.assert_status(303);
        let anyone = app.browser();
        anyone.get("/c/ecole/reponses").await.assert_says("Un lieu est trouvé.");
        publish_all(&browser).await.assert_status(303);
        anyone.get("/c/ecole/reponses").await.assert_says("Le lieu ouvre.");
        let page = anyone.get("/c/ecole/propositions/1").await;
        page.assert_says("Le lieu ouvre.").assert_says("Un lieu est trouvé.");
        let rows = official_answer::Entity::find().all(app.cx.db.read()).await.expect("read");
        let mut versions: Vec<_> = rows.iter().map(|row| (row.version, row.verdict.as_str())).collect();
        versions.sort_unstable();
        assert_eq!(versions, [(1, "partly"), (2, "retained")]);
    }

    async fn what_is_missing_is_said_beside_its_field(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        let fields = [("verdict", "retained"), ("reason", ""), ("body", "Mairie"), ("person", "Ana Diallo")];
        let page = browser.post(&format!("{LIST}/1"), &fields).await;
        page.assert_status(422).assert_says("Dites pourquoi.").assert_says("Donnez une date");
        assert_eq!(page.value("body"), "Mairie");
        browser.get(&format!("{LIST}/3")).await.assert_status(404);
    }

    async fn two_who_write_the_same_draft_do_not_erase_each_other(app: App) {
        proposals(app).await;
        let (one, other) = (institution(app).await, app.member_of("ecole", Role::Administrator, "").await);
        let path = format!("{LIST}/1");
        let seen = other.get(&path).await.value("seen");
        write(&one, &path, &answer("retained", "Le premier texte.")).await.assert_status(303);
        let mut late = answer("partly", "Le second texte.");
        late.push(("seen", seen.as_str()));
        let page = other.post(&path, &late).await;
        page.assert_status(409).assert_says("Une autre personne").assert_says("Le premier texte.");
        assert_eq!(page.texts("textarea")[0], "Le second texte.");
        one.get(&path).await.assert_says("Le premier texte.");
        let seen = page.value("seen");
        late.retain(|(name, _)| *name != "seen");
        late.push(("seen", seen.as_str()));
        other.post(&path, &late).await.assert_status(303);
        one.get(&path).await.assert_says("Le second texte.");
    }

    async fn a_draft_for_a_proposal_taken_down_meanwhile_is_not_published(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        write(&browser, &format!("{LIST}/1"), &answer("retained", "Oui.")).await.assert_status(303);
        let draft = browser.get(LIST).await.value("answers");
        let seen = moderation::one(&app.cx, &Actor::System, "ecole", 1).await.expect("there").seen;
        let form = DecisionForm { decision: "refuse".to_owned(), reason: "insult".to_owned(), words: String::new() };
        let command = DecideProposal { slug: "ecole".to_owned(), number: 1, seen, form };
        moderation::decide(&app.cx, &Actor::System, command).await.expect("refused");
        let sent = browser.post(LIST, &[("answers", &draft)]).await;
        let told = browser.get(&sent.location().expect("the list")).await;
        told.assert_says("Une réponse n’est pas publiée : sa proposition n’est plus en ligne. Votre brouillon est gardé.");
        assert!(!told.words().contains("déjà publié"), "{}", told.words());
        let row = official_answer::Entity::find().one(app.cx.db.read()).await.expect("read").expect("one");
        assert!(!row.is_published());
    }

    async fn what_became_of_each_ticked_draft_is_told(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        write(&browser, &format!("{LIST}/1"), &answer("already_done", "Il y en a un le jeudi.")).await.assert_status(303);
        write(&browser, &format!("{LIST}/2"), &answer("retained", "Oui.")).await.assert_status(303);
        let ids = browser.get(LIST).await.attributes("[name=answers]", "value");
        let both = [("answers", ids[0].as_str()), ("answers", ids[1].as_str())];
        browser.post(&format!("{LIST}/2/supprimer"), &[("sure", "1")]).await.assert_status(303);
        let done = browser.post_and_follow(LIST, &both).await;
        done.assert_says("La réponse est publiée.").assert_says("Un brouillon n’existe plus. Quelqu’un l’a supprimé.");
        app.browser().get("/c/ecole/reponses").await.assert_says("Déjà faite").assert_says("Il y en a un le jeudi.");
        let again = browser.post_and_follow(LIST, &both[..1]).await;
        again.assert_says("Une réponse était déjà publiée.");
        assert!(!again.words().contains("est publiée."), "nothing more was published: {}", again.words());
    }

    async fn a_receipt_says_answered_and_programs_read_the_answer(app: App) {
        app.seed("ecole").await.phase(1, "proposal", "{}").await;
        let code = app.proposes("ecole", 1, "Un marché", "Pour tous.").await;
        let (anyone, page) = (app.browser(), format!("/suivi/{code}"));
        let program = async || {
            let answer = anyone.get(&format!("/api/v1/receipts/{code}")).await;
            serde_json::from_str::<serde_json::Value>(&answer.assert_status(200).body).expect("JSON")
        };
        assert_eq!(anyone.get(&page).await.texts(".tag"), ["En attente de lecture"]);
        let seen = moderation::one(&app.cx, &Actor::System, "ecole", 1).await.expect("there").seen;
        let form = DecisionForm { decision: "publish".to_owned(), ..DecisionForm::default() };
        let command = DecideProposal { slug: "ecole".to_owned(), number: 1, seen, form };
        moderation::decide(&app.cx, &Actor::System, command).await.expect("published");
        assert_eq!(anyone.get(&page).await.texts(".tag"), ["Publié"]);
        let told = program().await;
        assert_eq!((&told["state"], &told["proposal"]["answers"]), (&"published".into(), &serde_json::json!([])));
        assert_eq!(told["closes_at"], crate::support::seed::CLOSES);
        let browser = institution(app).await;
        write(&browser, &format!("{LIST}/1"), &answer("partly", "Un jour sur deux.")).await.assert_status(303);
        publish_all(&browser).await.assert_status(303);
        let receipt = anyone.get(&page).await;
        receipt.assert_says("Répondu").assert_says("Un jour sur deux.").assert_says("Retenue en partie");
        let told = program().await;
        assert_eq!((&told["state"], &told["proposal"]["answers"][0]["verdict"]), (&"answered".into(), &"partly".into()));
        assert_eq!(told["proposal"]["answers"][0]["person"], "Ana Diallo");
    }

    async fn a_draft_goes_after_a_question(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        let path = format!("{LIST}/1");
        write(&browser, &path, &answer("retained", "Oui.")).await.assert_status(303);
        let asked = browser.post(&format!("{path}/supprimer"), &[]).await;
        asked.assert_status(200).assert_says("Supprimer ce brouillon ?").assert_says("Un marché");
        browser.get(&path).await.assert_says("Votre brouillon");
        let to = asked.attributes("main form", "action").remove(0);
        browser.post(&to, &[("sure", "1")]).await.assert_status(303);
        assert!(!browser.get(&path).await.words().contains("Votre brouillon"));
    }

    async fn the_public_clock_says_how_many_are_late(app: App) {
        proposals(app).await;
        app.clock.advance(61 * DAY);
        app.browser().get("/c/ecole/reponses").await.assert_says("La date est passée. 2 propositions attendent encore.");
        institution(app).await.get(LIST).await.assert_says("Vous aviez promis une réponse");
    }

    async fn s16_facilitators_do_not_answer_for_the_institution(app: App) {
        proposals(app).await;
        app.seed("ailleurs").await;
        for role in [Role::Facilitator, Role::Reader] {
            let browser = app.member_of("ecole", role, "").await;
            browser.get(LIST).await.assert_status(403);
            browser.post(&format!("{LIST}/1"), &answer("retained", "Oui.")).await.assert_status(403);
        }
        let elsewhere = app.member_of("ailleurs", Role::Institution, "").await;
        elsewhere.get(&format!("{LIST}/1")).await.assert_status(404);
        elsewhere.post(&format!("{LIST}/1"), &answer("retained", "Oui.")).await.assert_status(404);
        app.browser().get(LIST).await.assert_status(303);
    }
}
