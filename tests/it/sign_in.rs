//! Signing in by mail, sessions and API tokens.

use tablee_core::access::Role;

use crate::on_both_databases;
use crate::support::link_token;

const MINUTE: i64 = 60_000;

on_both_databases! {
    async fn s12_a_mailed_link_signs_in_by_its_button_alone(app: App) {
        app.known_member("awa@ville.example", Role::Facilitator).await;
        app.mails().await;
        let awa = app.browser();
        let desk = awa.get("/espace/sessions?x=1").await;
        desk.assert_status(303);
        let ask = awa.get(&desk.location().expect("a way to sign in")).await;
        let retour = ask.value("retour");
        assert_eq!(retour, "/espace/sessions?x=1");
        let sent = awa.post_and_follow("/connexion", &[("email", " Awa@Ville.example "), ("retour", &retour)]).await;
        sent.assert_status(200).assert_says("Regardez vos courriels");
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].0, "awa@ville.example");
        let link = format!("/connexion/{}", link_token(&mails[0].1));
        for method in [reqwest::Method::GET, reqwest::Method::HEAD, reqwest::Method::GET] {
            let looked = awa.send(awa.request(method, &link)).await;
            looked.assert_status(200);
            assert!(!looked.headers.contains_key("set-cookie"), "{:?}", looked.headers);
        }
        awa.get("/espace").await.assert_status(303);
        let entered = awa.post(&link, &[]).await;
        entered.assert_status(303);
        assert_eq!(entered.location().as_deref(), Some("/espace/sessions?x=1"));
        awa.get("/espace").await.assert_status(200);
        let replayed = awa.post(&link, &[]).await;
        replayed.assert_status(409).assert_says("Ce lien a déjà servi");
        assert_eq!(replayed.attributes("main a.button", "href"), ["/connexion"]);
    }

    async fn o32_a_member_who_never_opened_the_invitation_gets_no_other_mail(app: App) {
        let token = app.invite("awa@ville.example", Role::Facilitator, "Ville", "").await;
        assert_eq!(app.mails().await.len(), 1);
        let awa = app.browser();
        awa.post("/connexion", &[("email", "awa@ville.example")]).await.assert_status(303);
        assert!(app.mails().await.is_empty(), "an address that nobody confirmed got a mail");
        app.browser().get(&format!("/connexion/{token}")).await.assert_status(200);
        awa.post("/connexion", &[("email", "awa@ville.example")]).await.assert_status(303);
        assert!(app.mails().await.is_empty(), "looking at the link confirmed the address");
        app.browser().post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        awa.post("/connexion", &[("email", "awa@ville.example")]).await.assert_status(303);
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn a_link_works_in_the_browser_that_asked_alone(app: App) {
        app.known_member("awa@ville.example", Role::Facilitator).await;
        app.mails().await;
        let (awa, thief) = (app.browser(), app.browser());
        awa.post("/connexion", &[("email", "awa@ville.example")]).await;
        thief.post("/connexion", &[("email", "thief@elsewhere.example")]).await;
        let link = format!("/connexion/{}", link_token(&app.mails().await[0].1));
        thief.get(&link).await.assert_status(409).assert_says("Ouvrez ce lien sur l’appareil");
        thief.post(&link, &[]).await.assert_status(409);
        thief.get("/espace").await.assert_status(303);
        awa.post(&link, &[]).await.assert_status(303);
        awa.get("/espace").await.assert_status(200);
    }

    async fn a_link_dies_after_fifteen_minutes_and_a_session_after_its_time(app: App) {
        app.known_member("awa@ville.example", Role::Reader).await;
        app.mails().await;
        let awa = app.browser();
        awa.post("/connexion", &[("email", "awa@ville.example")]).await;
        let old = format!("/connexion/{}", link_token(&app.mails().await[0].1));
        app.clock.advance(15 * MINUTE);
        awa.post(&old, &[]).await.assert_status(409);
        awa.post("/connexion", &[("email", "awa@ville.example")]).await;
        let link = format!("/connexion/{}", link_token(&app.mails().await[0].1));
        awa.post(&link, &[]).await.assert_status(303);
        for _ in 0..7 {
            app.clock.advance(100 * MINUTE);
            awa.get("/espace").await.assert_status(200);
        }
        app.clock.advance(30 * MINUTE);
        awa.get("/espace").await.assert_status(303);
        let idle = app.member(Role::Reader).await;
        app.clock.advance(120 * MINUTE);
        idle.get("/espace").await.assert_status(303);
    }

    async fn s21_a_known_and_an_unknown_address_get_the_same_answer(app: App) {
        app.known_member("awa@ville.example", Role::Reader).await;
        app.mails().await;
        let browser = app.browser();
        let known = browser.post("/connexion", &[("email", "awa@ville.example")]).await;
        let unknown = app.browser().post("/connexion", &[("email", "nobody@ville.example")]).await;
        assert_eq!((known.status, known.location(), &known.body), (unknown.status, unknown.location(), &unknown.body));
        let names = |page: &crate::support::Page| -> Vec<String> {
            let cookies = page.headers.get_all("set-cookie").iter();
            cookies.map(|cookie| cookie.to_str().expect("ASCII").split('=').next().expect("a name").to_owned()).collect()
        };
        assert_eq!(names(&known), names(&unknown));
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn s19_one_address_gets_three_mails_an_hour_and_one_client_is_held_back(app: App) {
        app.known_member("awa@ville.example", Role::Reader).await;
        app.mails().await;
        let browser = app.browser();
        for _ in 0..20 {
            let page = browser.post_and_follow("/connexion", &[("email", "awa@ville.example")]).await;
            page.assert_status(200).assert_says("Regardez vos courriels");
        }
        assert_eq!(app.mails().await.len(), 3);
        browser.post("/connexion", &[("email", "other@ville.example")]).await.assert_status(429);
        app.clock.advance(60 * MINUTE);
        browser.post("/connexion", &[("email", "awa@ville.example")]).await.assert_status(303);
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn what_is_no_address_is_said_beside_the_field(app: App) {
        let page = app.browser().post("/connexion", &[("email", "awa@ville"), ("retour", "//evil.example")]).await;
        page.assert_status(422).assert_says("Cette adresse n’est pas juste");
        assert_eq!(page.value("email"), "awa@ville");
        assert_eq!(page.value("retour"), "/espace");
        assert!(page.body.contains("<title>Erreur : "));
    }

    async fn asvs_3_7_2_signing_in_never_leads_to_another_site(app: App) {
        app.known_member("awa@ville.example", Role::Reader).await;
        app.mails().await;
        for retour in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            let awa = app.browser();
            awa.post("/connexion", &[("email", "awa@ville.example"), ("retour", retour)]).await.assert_status(303);
            let link = format!("/connexion/{}", link_token(&app.mails().await[0].1));
            assert_eq!(awa.post(&link, &[]).await.location().as_deref(), Some("/espace"), "{retour}");
        }
    }

    async fn asvs_7_2_4_signing_in_again_replaces_the_session(app: App) {
        let awa = app.member(Role::Facilitator).await;
        let other = app.invite("facilitator@ville.example", Role::Facilitator, "Ville", "").await;
        awa.post(&format!("/connexion/{other}"), &[]).await.assert_status(303);
        assert_eq!(awa.get("/espace/sessions").await.texts("tbody tr").len(), 1);
    }

    async fn an_ended_session_is_refused_on_its_next_request(app: App) {
        let phone = app.member(Role::Facilitator).await;
        let token = app.invite("facilitator@ville.example", Role::Facilitator, "Ville", "").await;
        let desktop = app.browser();
        desktop.post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        let page = desktop.get("/espace/sessions").await;
        assert_eq!(page.texts("tbody tr").len(), 2);
        let stranger = app.member_of("Région", Role::Reader, "").await;
        let session = page.value("session");
        stranger.post("/espace/sessions/terminer", &[("session", &session)]).await.assert_status(404);
        phone.get("/espace").await.assert_status(200);
        desktop.post("/espace/sessions/terminer", &[("session", &session)]).await.assert_status(303);
        phone.get("/espace").await.assert_status(303);
        phone.post("/espace/sessions/terminer", &[]).await.assert_status(401);
        desktop.post("/deconnexion", &[]).await.assert_status(303);
        desktop.get("/espace/sessions").await.assert_status(303);
    }

    async fn a_token_of_a_program_is_shown_once_and_can_be_revoked(app: App) {
        let awa = app.member(Role::Institution).await;
        let page = awa.get("/espace/sessions").await;
        let op = page.value("op");
        let made = awa.post("/espace/sessions/jetons", &[("label", "Export"), ("op", &op)]).await;
        made.assert_status(200).assert_says("Votre jeton est prêt");
        let secret = made.texts("code").remove(0);
        awa.post("/espace/sessions/jetons", &[("label", "Export"), ("op", &op)]).await.assert_status(409);
        let page = awa.get("/espace/sessions").await;
        assert!(!page.body.contains(&secret));
        let actor = tablee_core::cases::credentials::of_api_token(&app.cx, &secret).await;
        assert!(actor.is_ok());
        awa.post("/espace/sessions/jetons/retirer", &[("token", &page.value("token"))]).await.assert_status(303);
        let actor = tablee_core::cases::credentials::of_api_token(&app.cx, &secret).await;
        assert!(actor.is_err());
    }

    async fn a_link_pressed_many_times_at_once_signs_in_once(app: App) {
        let token = app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        let link = format!("/connexion/{token}");
        let presses = (0..12).map(|_| {
            let (browser, link) = (app.browser(), link.clone());
            async move { browser.post(&link, &[]).await.status.as_u16() }
        });
        let mut answers = futures_util::future::join_all(presses).await;
        answers.sort_unstable();
        assert_eq!(answers.remove(0), 303);
        assert!(answers.iter().all(|status| *status == 409), "{answers:?}");
    }
}
