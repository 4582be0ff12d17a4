//! Members: signing in by mail, sessions, roles, and what is shown to whom.

use tablee_core::access::Role;

use crate::on_both_databases;
use crate::support::link_token;

const MINUTE: i64 = 60_000;

on_both_databases! {
    async fn s12_a_mailed_link_signs_in_by_its_button_alone(app: App) {
        app.invite("awa@ville.example", Role::Facilitator, "Ville", "").await;
        app.mails().await;
        let awa = app.browser();
        let desk = awa.get("/espace/sessions?x=1").await;
        desk.assert_status(303);
        let ask = awa.get(&desk.location().expect("a way to sign in")).await;
        let retour = ask.value("retour");
        assert_eq!(retour, "/espace/sessions?x=1");
        let sent = awa.post_and_follow("/connexion", &[("email", " Awa@Ville.example "), ("retour", &retour)]).await;
        sent.assert_status(200).assert_says("Regardez vos mails");
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

    async fn a_link_works_in_the_browser_that_asked_alone(app: App) {
        app.invite("awa@ville.example", Role::Facilitator, "Ville", "").await;
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
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
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
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
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
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        app.mails().await;
        let browser = app.browser();
        for _ in 0..20 {
            let page = browser.post_and_follow("/connexion", &[("email", "awa@ville.example")]).await;
            page.assert_status(200).assert_says("Regardez vos mails");
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
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        app.mails().await;
        for retour in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            let awa = app.browser();
            awa.post("/connexion", &[("email", "awa@ville.example"), ("retour", retour)]).await.assert_status(303);
            let link = format!("/connexion/{}", link_token(&app.mails().await[0].1));
            assert_eq!(awa.post(&link, &[]).await.location().as_deref(), Some("/espace"), "{retour}");
        }
    }

    async fn s17_fields_that_no_form_has_are_refused(app: App) {
        let chief = app.member(Role::Administrator).await;
        let reader = app.member(Role::Reader).await;
        let forged = [("label", "x"), ("op", "00000000-0000-0000-0000-000000000001"), ("role", "administrator")];
        reader.post("/espace/sessions/jetons", &forged).await.assert_status(400);
        let forged = [("email", "x@ville.example"), ("is_admin", "1")];
        app.browser().post("/connexion", &forged).await.assert_status(400);
        let forged = [
            ("structure", "ville"), ("email", "new@ville.example"), ("name", "New"), ("role", "reader"),
            ("member_id", "1"),
        ];
        chief.post("/espace/administration/membres/inviter", &forged).await.assert_status(400);
        assert!(app.mails().await.iter().all(|(recipient, _)| recipient != "new@ville.example"));
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
        phone.post("/espace/sessions/terminer", &[]).await.assert_status(303);
        desktop.post("/deconnexion", &[]).await.assert_status(303);
        desktop.get("/espace/sessions").await.assert_status(303);
    }

    async fn s11_an_invitation_works_once_for_a_week_and_not_after_a_removal(app: App) {
        let chief = app.member(Role::Administrator).await;
        let token = app.invite("awa@ville.example", Role::Institution, "Ville", "").await;
        let awa = app.browser();
        awa.get(&format!("/connexion/{token}")).await.assert_status(200).assert_says("Bonjour awa");
        awa.post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        app.browser().post(&format!("/connexion/{token}"), &[]).await.assert_status(409);
        let late = app.invite("awa@ville.example", Role::Institution, "Ville", "").await;
        let pending = app.invite("awa@ville.example", Role::Institution, "Ville", "").await;
        let card = chief.get("/espace/administration/membres").await;
        let members = card.attributes("form[action$='/retirer'] [name=member]", "value");
        let gone = [("structure", "ville"), ("member", members[1].as_str())];
        chief.post("/espace/administration/membres/retirer", &gone).await.assert_status(303);
        awa.get("/espace").await.assert_status(303);
        app.browser().post(&format!("/connexion/{pending}"), &[]).await.assert_status(409);
        let again = app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        app.browser().post(&format!("/connexion/{late}"), &[]).await.assert_status(409);
        app.clock.advance(7 * 24 * 60 * MINUTE);
        app.browser().post(&format!("/connexion/{again}"), &[]).await.assert_status(409);
    }

    async fn s22_a_role_that_is_taken_is_gone_on_the_next_request(app: App) {
        let chief = app.member(Role::Administrator).await;
        let second = app.invite("second@ville.example", Role::Administrator, "Ville", "").await;
        let other = app.browser();
        other.post(&format!("/connexion/{second}"), &[]).await.assert_status(303);
        other.get("/espace/administration/journal").await.assert_status(200);
        let page = chief.get("/espace/administration/membres").await;
        let roles = page.attributes("form[action$='/retirer-role'] [name=role]", "value");
        let take = |role: &str| [("structure", "ville".to_owned()), ("role", role.to_owned())];
        let fields = take(&roles[1]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        chief.post("/espace/administration/membres/retirer-role", &fields).await.assert_status(303);
        other.get("/espace/administration/journal").await.assert_status(303);
        let fields = take(&roles[0]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let last = chief.post("/espace/administration/membres/retirer-role", &fields).await;
        last.assert_status(409).assert_says("Il faut au moins une personne qui administre");
        chief.get("/espace/administration/membres").await.assert_status(200);
    }

    async fn an_address_is_masked_and_reading_it_is_on_record(app: App) {
        let chief = app.member(Role::Administrator).await;
        let page = chief.get("/espace/administration/membres").await;
        page.assert_says("a…@ville.example");
        assert!(!page.body.contains("administrator@ville.example"));
        let member = page.value("member");
        let shown = chief
            .post("/espace/administration/membres/adresse", &[("structure", "ville"), ("member", &member)])
            .await;
        shown.assert_status(200).assert_says("administrator@ville.example");
        let journal = chief.get("/espace/administration/journal?action=address.read").await;
        assert_eq!(journal.texts("tbody tr").len(), 1);
        journal.assert_says("administrator a lu une adresse mail");
    }

    async fn an_administrator_invites_by_the_page(app: App) {
        let chief = app.member(Role::Administrator).await;
        app.mails().await;
        let typed = [("structure", "ville"), ("name", " "), ("email", "x"), ("role", "king")];
        let refused = chief.post("/espace/administration/membres/inviter", &typed).await;
        refused.assert_status(422).assert_says("3 points sont à revoir");
        assert_eq!(refused.value("email"), "x");
        let typed = [("structure", "ville"), ("name", "Nadia"), ("email", "nadia@ville.example"), ("role", "facilitator")];
        let done = chief.post_and_follow("/espace/administration/membres/inviter", &typed).await;
        done.assert_status(200).assert_says("L’invitation est partie");
        done.assert_says("Nadia");
        let mails = app.mails().await;
        assert_eq!(mails[0].0, "nadia@ville.example");
        let nadia = app.browser();
        nadia.post(&format!("/connexion/{}", link_token(&mails[0].1)), &[]).await.assert_status(303);
        nadia.get("/espace").await.assert_status(200).assert_says("Mon espace");
        nadia.get("/espace/administration/membres").await.assert_status(403);
        assert!(!nadia.get("/espace").await.body.contains("/espace/administration"));
    }

    async fn s15_an_administrator_of_another_organisation_sees_nothing_of_it(app: App) {
        let chief = app.member(Role::Administrator).await;
        let stranger = app.member_of("Région", Role::Administrator, "").await;
        let member = chief.get("/espace/administration/membres").await.value("member");
        stranger.get("/espace/administration/membres?structure=ville").await.assert_status(404);
        for action in ["adresse", "retirer"] {
            let path = format!("/espace/administration/membres/{action}");
            stranger.post(&path, &[("structure", "ville"), ("member", &member)]).await.assert_status(404);
            stranger.post(&path, &[("structure", "region"), ("member", &member)]).await.assert_status(404);
        }
        let rename = [("structure", "ville"), ("name", "À nous")];
        stranger.post("/espace/administration/structures/renommer", &rename).await.assert_status(404);
        let journal = stranger.get("/espace/administration/journal").await;
        assert!(!journal.words().contains("Ville"), "{}", journal.words());
    }

    async fn organisations_are_made_and_renamed(app: App) {
        let chief = app.member(Role::Administrator).await;
        let path = "/espace/administration/structures";
        chief.post(path, &[("name", "")]).await.assert_status(422).assert_says("Donnez un nom");
        chief.post(path, &[("name", "Centre social")]).await.assert_status(303);
        chief.post(path, &[("name", "centre SOCIAL")]).await.assert_status(422).assert_says("déjà pris");
        let rename = [("structure", "centre-social"), ("name", "Maison pour tous")];
        chief.post(&format!("{path}/renommer"), &rename).await.assert_status(303);
        let names = chief.get(path).await.attributes("[name=name]", "value");
        assert!(names.contains(&"Maison pour tous".to_owned()), "{names:?}");
        chief.get("/espace/administration/membres?structure=centre-social").await.assert_status(200);
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

    async fn the_log_is_read_page_by_page(app: App) {
        let chief = app.member(Role::Administrator).await;
        for number in 0..60 {
            let rename = [("structure", "ville".to_owned()), ("name", format!("Ville {number}"))];
            let rename: Vec<(&str, &str)> = rename.iter().map(|(name, value)| (*name, value.as_str())).collect();
            chief.post("/espace/administration/structures/renommer", &rename).await.assert_status(303);
        }
        let first = chief.get("/espace/administration/journal?action=organisation.renamed").await;
        assert_eq!(first.texts("tbody tr").len(), 50);
        let next = first.attributes("a[rel=next]", "href").remove(0);
        assert_eq!(chief.get(&next).await.texts("tbody tr").len(), 10);
        chief.get("/espace/administration/journal?apres=nonsense&action=%27;--").await.assert_status(200);
        chief.get("/espace/administration/journal?consultation=nowhere").await.assert_status(404);
    }
}
