//! Members and roles: who is let in, who is shut out, what is on record.

use reqwest::Method;
use serde_json::{Value, json};
use tablee_core::access::Role;

use crate::on_both_databases;
use crate::proposals::{cantine, propose, put};
use crate::support::link_token;

const MINUTE: i64 = 60_000;

on_both_databases! {
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
        let asked = [("structure", "ville"), ("member", members[1].as_str())];
        let ask = chief.post("/espace/administration/membres/retirer", &asked).await;
        ask.assert_status(200).assert_says("Retirer cette personne ?").assert_says("awa");
        awa.get("/espace").await.assert_status(200);
        let gone = [("structure", ask.value("structure")), ("member", ask.value("member")), ("sure", ask.value("sure"))];
        let gone: Vec<(&str, &str)> = gone.iter().map(|(name, value)| (*name, value.as_str())).collect();
        chief.post(&ask.attributes("main form", "action")[0], &gone).await.assert_status(303);
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
        let asked = [("structure", "ville"), ("role", roles[1].as_str())];
        let ask = chief.post("/espace/administration/membres/retirer-role", &asked).await;
        ask.assert_status(200).assert_says("Retirer ce rôle ?").assert_says("second");
        other.get("/espace/administration/journal").await.assert_status(200);
        let take =
            |role: &str| [("structure", "ville".to_owned()), ("role", role.to_owned()), ("sure", "1".to_owned())];
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

    async fn a_program_administers_as_the_page_does(app: App) {
        let chief = app.member(Role::Administrator).await;
        let op = chief.get("/espace/sessions").await.value("op");
        let made = chief.post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)]).await;
        let token = made.texts("code").remove(0);
        let call = async |method: Method, path: &str, body: Value| {
            let browser = app.browser();
            let request = browser.request(method, &format!("/api/v1/organisations{path}")).bearer_auth(&token);
            browser.send(if body.is_null() { request } else { request.json(&body) }).await
        };
        let members = async || -> Vec<Value> {
            let page: Value = serde_json::from_str(&call(Method::GET, "/ville/members", Value::Null).await.body).expect("a page");
            let mut list = page["items"].as_array().expect("a list").clone();
            list.sort_by_key(|member| member["name"] != "administrator");
            list
        };
        let awa = json!({"email": "awa@ville.example", "name": "Awa", "role": "reader"});
        call(Method::POST, "/ville/members", awa).await.assert_status(204);
        let awa = members().await[1].clone();
        assert_eq!((&awa["name"], &awa["masked_email"]), (&json!("Awa"), &json!("a…@ville.example")));
        let id = awa["id"].as_str().expect("an id");
        let read = call(Method::POST, &format!("/ville/members/{id}/address-readings"), Value::Null).await;
        let read: Value = serde_json::from_str(&read.assert_status(201).body).expect("an address");
        assert_eq!(read, json!({"email": "awa@ville.example"}));
        let journal = chief.get("/espace/administration/journal?action=address.read").await;
        assert_eq!(journal.texts("tbody tr").len(), 1);
        let role = json!({"role": "facilitator"});
        for _ in 0..2 {
            call(Method::POST, &format!("/ville/members/{id}/roles"), role.clone()).await.assert_status(204);
        }
        let roles = members().await[1]["roles"].as_array().expect("roles").clone();
        assert_eq!(roles.len(), 2);
        let first = roles[0]["id"].as_str().expect("an id");
        call(Method::DELETE, &format!("/ville/roles/{first}"), Value::Null).await.assert_status(204);
        call(Method::DELETE, &format!("/ville/members/{id}"), Value::Null).await.assert_status(204);
        assert_eq!(members().await.len(), 1);
        let own = members().await[0]["id"].as_str().expect("an id").to_owned();
        call(Method::DELETE, &format!("/ville/members/{own}"), Value::Null).await.assert_status(409);
        call(Method::PUT, "/ville", json!({"name": "Ville de Test"})).await.assert_status(204);
        let list: Value = serde_json::from_str(&call(Method::GET, "", Value::Null).await.body).expect("a list");
        assert_eq!(list, json!({"items": [{"slug": "ville", "name": "Ville de Test"}]}));
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
        journal.assert_says("administrator a lu une adresse de courriel");
    }

    async fn o32_an_address_gets_three_invitations_a_day(app: App) {
        let chief = app.member(Role::Administrator).await;
        app.mails().await;
        let typed = [("structure", "ville"), ("name", "Awa"), ("email", "awa@ville.example"), ("role", "reader")];
        let upper = [("structure", "ville"), ("name", "Awa"), ("email", "AWA@ville.example"), ("role", "reader")];
        for fields in [typed, typed, upper] {
            chief.post("/espace/administration/membres/inviter", &fields).await.assert_status(303);
        }
        chief.post("/espace/administration/membres/inviter", &upper).await.assert_status(429);
        assert_eq!(app.mails().await.len(), 3);
        let other = [("structure", "ville"), ("name", "Ben"), ("email", "ben@ville.example"), ("role", "reader")];
        chief.post("/espace/administration/membres/inviter", &other).await.assert_status(303);
        app.clock.advance(24 * 60 * MINUTE);
        let chief = app.member(Role::Administrator).await;
        chief.post("/espace/administration/membres/inviter", &typed).await.assert_status(303);
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

    async fn s15_who_administers_one_consultation_makes_no_organisation(app: App) {
        app.seed("ecole").await;
        let local = app.member_of("ecole", Role::Administrator, "ecole").await;
        local.get("/espace/c/ecole").await.assert_status(200);
        let path = "/espace/administration/structures";
        local.post(path, &[("name", "À moi")]).await.assert_status(403);
        for page in [path, "/espace/administration/membres", "/espace/administration/journal"] {
            local.get(page).await.assert_status(403);
        }
        assert!(!local.get("/espace").await.body.contains("/espace/administration"), "no way there");
        let chief = app.member(Role::Administrator).await;
        let taken = chief.post(path, &[("name", "À moi")]).await;
        taken.assert_status(303);
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

    async fn two_administrators_cannot_remove_each_other(app: App) {
        let (one, other) = (app.member(Role::Administrator).await, app.browser());
        let token = app.invite("other@ville.example", Role::Administrator, "Ville", "").await;
        other.post(&format!("/connexion/{token}"), &[]).await.assert_status(303);
        let page = one.get("/espace/administration/membres").await;
        let members = page.attributes("form[action$='/retirer'] [name=member]", "value");
        let path = "/espace/administration/membres/retirer";
        let first = [("structure", "ville"), ("member", members[1].as_str()), ("sure", "1")];
        let second = [("structure", "ville"), ("member", members[0].as_str()), ("sure", "1")];
        let (first, second) = tokio::join!(one.post(path, &first), other.post(path, &second));
        let done = [&first, &second].iter().filter(|page| page.location().is_some_and(|to| to.contains("fait="))).count();
        assert_eq!(done, 1, "{} {}", first.status, second.status);
    }

    async fn a_removed_member_s_programs_are_shut_out_too(app: App) {
        let chief = app.member(Role::Administrator).await;
        let awa = app.member(Role::Reader).await;
        let op = awa.get("/espace/sessions").await.value("op");
        let made = awa.post("/espace/sessions/jetons", &[("label", "Export"), ("op", &op)]).await;
        let secret = made.texts("code").remove(0);
        let page = chief.get("/espace/administration/membres").await;
        let members = page.attributes("form[action$='/retirer'] [name=member]", "value");
        let gone = [("structure", "ville"), ("member", members[1].as_str()), ("sure", "1")];
        chief.post("/espace/administration/membres/retirer", &gone).await.assert_status(303);
        let actor = tablee_core::cases::credentials::of_api_token(&app.cx, &secret).await;
        assert!(actor.is_err());
        awa.get("/espace/sessions").await.assert_status(303);
        app.mails().await;
        let asked = awa.post_and_follow("/connexion", &[("email", "reader@ville.example")]).await;
        asked.assert_status(200).assert_says("Regardez vos courriels");
        assert!(app.mails().await.is_empty());
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

    async fn the_desk_shows_what_waits_for_whom(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        propose(&app.browser(), "Un four à pain", "Pour cuire ensemble le samedi.").await;
        put(app, (&seeded, phase), 7, "Un jardin", "published").await;
        let says = async |role, words: &[&str]| {
            let desk = app.member_of("cantine", role, "").await.get("/espace").await;
            desk.assert_status(200).assert_says("Bien manger cantine");
            for wait in ["Une proposition à relire", "Une proposition attend votre réponse"] {
                assert_eq!(desk.words().contains(wait), words.contains(&wait), "{role:?}: {}", desk.words());
            }
        };
        says(Role::Facilitator, &["Une proposition à relire"]).await;
        says(Role::Institution, &["Une proposition attend votre réponse"]).await;
        says(Role::Administrator, &["Une proposition à relire", "Une proposition attend votre réponse"]).await;
        says(Role::Reader, &[]).await;
        app.guest("cantine").await.get("/espace").await.assert_says("Bien manger cantine");
        let stranger = app.member_of("Région", Role::Administrator, "").await.get("/espace").await;
        stranger.assert_says("Aucune consultation");
        assert!(!stranger.words().contains("cantine"));
    }
}
