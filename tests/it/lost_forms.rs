//! A form that cannot be taken now is not lost: whatever was typed is on the page that says why.

use tablee_core::access::Role;

use crate::editor::create;
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{NOW, Page};

/// What a page would send again.
fn hidden(page: &Page) -> Vec<(String, String)> {
    let names = page.attributes("main input[type=hidden]", "name");
    names
        .into_iter()
        .zip(page.attributes("main input[type=hidden]", "value"))
        .collect()
}

on_both_databases! {
    async fn a_form_sent_after_the_session_ended_is_sent_again_once_signed_in(app: App) {
        let token = app.invite("awa@ville.example", Role::Facilitator, "Ville", "").await;
        let awa = app.browser();
        awa.post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        let slug = create(&awa, "Essai").await;
        let page = format!("/espace/c/{slug}");
        let (seen, op) = (awa.get(&page).await.value("seen"), awa.get(&page).await.value("op"));
        app.clock.advance(3 * 60 * 60 * 1000);
        let fields = [("seen", seen.as_str()), ("op", &op), ("kind", "opinion"), ("title", "Ce qu’on \"pense\" & dit")];
        let late = awa.post(&format!("{page}/etapes"), &fields).await;
        late.assert_status(401).assert_says("Votre session est finie").assert_says(fields[3].1);
        assert_eq!(late.attributes("main form", "action"), [format!("{page}/etapes")]);
        let again = hidden(&late);
        assert_eq!(again, fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
        app.mails().await;
        awa.post("/connexion", &[("email", "awa@ville.example")]).await.assert_status(303);
        let link = crate::support::link_token(&app.mails().await[0].1);
        awa.post(&format!("/connexion/{link}"), &[]).await.assert_status(303);
        let again: Vec<_> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        awa.post(&format!("{page}/etapes"), &again).await.assert_status(303);
        awa.get(&page).await.assert_says(fields[3].1);
    }

    async fn pasted_minutes_are_not_lost_with_the_session(app: App) {
        let parts = reqwest::multipart::Form::new().text("title", "Atelier du 3 mai").text("minutes", "Une ligne\nUne autre");
        let browser = app.browser();
        let late = browser.send(browser.request(reqwest::Method::POST, "/espace/importer").multipart(parts)).await;
        late.assert_status(401).assert_says("Une ligne Une autre");
        assert_eq!(late.attributes("main form", "action"), ["/espace/importer"]);
        let again: Vec<_> = hidden(&late).into_iter().map(|(name, _)| name).collect();
        assert_eq!(again, ["minutes", "title"]);
    }

    async fn a_proposal_that_comes_too_late_can_still_be_copied(app: App) {
        app.seed("cantine").await.phase(1, "proposal", "{}").await;
        let path = "/c/cantine/etape/1/proposer";
        let browser = app.browser();
        let op = browser.get(path).await.value("op");
        app.clock.advance(CLOSES - NOW);
        let text = "Des pommiers,\net <des> poiriers.";
        let late = browser.post(path, &[("op", &op), ("title", "Un verger"), ("text", text)]).await;
        late.assert_status(409).assert_says("Un verger").assert_says("et <des> poiriers.").assert_says("Copiez-le");
        assert!(hidden(&late).is_empty(), "it would not be taken later either");
        assert!(!late.words().contains(&op));
    }

    async fn a_statement_that_comes_too_late_stays_in_its_field(app: App) {
        app.seed("cantine").await.phase(1, "opinion", "{}").await;
        let path = "/c/cantine/etape/1/phrase";
        let browser = app.browser();
        let op = browser.get(path).await.value("op");
        app.clock.advance(CLOSES - NOW);
        let late = browser.post(path, &[("op", &op), ("text", "Le pain est bon.")]).await;
        late.assert_status(409);
        assert_eq!(late.texts("textarea[name=text]"), ["Le pain est bon."]);
        assert_eq!((late.texts(".error-summary li").len(), late.attributes(".error-summary a", "href").len()), (1, 0));
    }

    async fn an_address_left_too_often_can_be_sent_later(app: App) {
        app.seed("cantine").await;
        let path = "/c/cantine/courriel";
        for n in 0..5 {
            app.browser().post(path, &[("email", &format!("n{n}@ville.example"))]).await.assert_status(303);
        }
        let held_back = app.browser().post(path, &[("email", "awa@ville.example")]).await;
        held_back.assert_status(429);
        assert_eq!(hidden(&held_back), [("email".to_owned(), "awa@ville.example".to_owned())]);
        assert_eq!(held_back.attributes("main form", "action"), [path]);
    }

    async fn an_error_page_knows_the_member(app: App) {
        let member = app.member(Role::Facilitator).await;
        let nowhere = member.get("/espace/c/nulle-part").await;
        nowhere.assert_status(404);
        assert_eq!(nowhere.attributes("main a", "href"), ["/espace"]);
        assert_eq!(nowhere.attributes("header form", "action"), ["/deconnexion"]);
        assert_eq!(app.browser().get("/nulle-part").await.attributes("main a", "href"), ["/"]);
    }
}
