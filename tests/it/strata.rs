//! The yes-or-no questions by which a small group is not outvoted in silence: asked with their reason, answered or not.

use sea_orm::EntityTrait;
use tablee_core::access::Role;
use tablee_core::store::entities::{declaration, stratum};
use uuid::Uuid;

use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::{App, Browser, Page};

const NEXT: &str = "/c/cantine/etape/1/avis";
const PROFILE: &str = "/c/cantine/etape/1/profil";
const EDITOR: &str = "/espace/c/cantine/profils";
const QUESTION: [(&str, &str); 4] = [
    ("question-1", "Habitez-vous le quartier ?"),
    ("reason-1", "Pour que la voix du quartier se voie."),
    ("yes_label-1", "Le quartier"),
    ("no_label-1", "Les autres"),
];

async fn save(desk: &Browser, fields: &[(&str, &str)]) -> Page {
    let seen = desk.get(EDITOR).await.assert_status(200).value("seen");
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    desk.post(&format!("{EDITOR}/garder"), &fields).await
}

async fn vote_on_the_next(browser: &Browser) -> Page {
    let page = browser.get(NEXT).await;
    let (op, statement) = (page.value("op"), page.value("statement"));
    let sent = browser
        .post(NEXT, &[("op", &op), ("statement", &statement), ("vote", "agree")])
        .await;
    sent.assert_status(303);
    browser.get(NEXT).await
}

async fn declared(app: &App) -> Vec<Option<bool>> {
    let rows = declaration::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("declarations");
    rows.into_iter().map(|row| row.yes).collect()
}

async fn one_question(app: &App) -> (Browser, Uuid) {
    cantine(app, 3).await;
    let desk = app.member_of("cantine", Role::Facilitator, "").await;
    save(&desk, &QUESTION).await.assert_status(303);
    let rows = stratum::Entity::find().all(app.cx.db.read()).await.expect("questions");
    (desk, rows[0].id)
}

on_both_databases! {
    async fn whoever_has_voted_is_asked_once_and_may_pass(app: App) {
        let (_, id) = one_question(app).await;
        let person = app.browser();
        person.get(NEXT).await.assert_status(200);
        let asked = vote_on_the_next(&person).await;
        assert_eq!(asked.location().as_deref(), Some(PROFILE));
        let page = person.get(PROFILE).await;
        page.assert_says("Habitez-vous le quartier").assert_says("Pour que la voix du quartier se voie.");
        assert!(page.attributes("input[checked]", "value").is_empty(), "nothing is ticked beforehand");
        assert_eq!(page.attributes("main a.back", "href"), ["/c/cantine/etape/1"], "the next statement leads back here");
        let ticked = format!("profil-{id}");
        let passes = [("op", page.value("op")), ("passer", "oui".to_owned()), (&ticked, "oui".to_owned())];
        let passes: Vec<(&str, &str)> = passes.iter().map(|(name, value)| (&**name, value.as_str())).collect();
        person.post(PROFILE, &passes).await.assert_status(303);
        assert_eq!(declared(app).await, [None]);
        person.get(NEXT).await.assert_status(200).assert_says("Et vous");
        let other = app.browser();
        vote_on_the_next(&other).await;
        let name = format!("profil-{id}");
        other.post(PROFILE, &[("op", "a-key-of-the-form"), (&name, "non")]).await.assert_status(303);
        assert_eq!(other.get(PROFILE).await.attributes("input[checked]", "value"), ["non"]);
        other.post(PROFILE, &[("op", "a-key-of-the-form"), (&name, "oui")]).await.assert_status(303);
        let mut said = declared(app).await;
        said.sort();
        assert_eq!(said, [None, Some(true)]);
    }

    async fn without_questions_nobody_is_asked(app: App) {
        cantine(app, 2).await;
        let person = app.browser();
        vote_on_the_next(&person).await.assert_status(200);
        person.get(PROFILE).await.assert_status(404);
    }

    async fn what_was_declared_goes_with_the_votes(app: App) {
        let (_, id) = one_question(app).await;
        let person = app.browser();
        vote_on_the_next(&person).await;
        person.post(PROFILE, &[("op", "a-key-of-the-form"), (&format!("profil-{id}"), "oui")]).await.assert_status(303);
        let thanks = person.get("/c/cantine/etape/1/merci").await;
        let code = thanks.texts(".receipt .code").concat().replace(' ', "-");
        person.post(&format!("/suivi/{code}/retirer"), &[]).await.assert_status(303);
        assert_eq!(declared(app).await, []);
    }

    async fn questions_have_a_reason_sort_nobody_by_origin_and_stay_once_asked(app: App) {
        cantine(app, 2).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let refused = save(&desk, &[("question-1", "Habitez-vous le quartier ?")]).await;
        refused.assert_status(422);
        assert_eq!(refused.value("question-1"), "Habitez-vous le quartier ?");
        let mut origin = QUESTION;
        origin[0].1 = "Quelle est votre origine ethnique ?";
        save(&desk, &origin).await.assert_status(422);
        save(&desk, &QUESTION).await.assert_status(303);
        desk.get(EDITOR).await.assert_status(200);
        save(&desk, &[]).await.assert_status(303);
        assert!(stratum::Entity::find().all(app.cx.db.read()).await.expect("read").is_empty());
        save(&desk, &QUESTION).await.assert_status(303);
        let seen = desk.get(EDITOR).await.value("seen");
        let person = app.browser();
        vote_on_the_next(&person).await;
        person.post(PROFILE, &[("op", "a-key-of-the-form")]).await.assert_status(303);
        desk.post(&format!("{EDITOR}/garder"), &[("seen", &seen)]).await.assert_status(409);
        desk.get(EDITOR).await.assert_says("Ces questions ne changent plus");
    }
}
