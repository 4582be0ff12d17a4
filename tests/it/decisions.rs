//! How a decision decides: choosing a method on the page that explains them, its rules, the freeze at the first ballot.

use serde_json::Value;
use tablee_core::access::Role;
use tablee_rules::voting::METHODS;

use super::editor::{DAY, add_phase, create, list, open_decision, set_rules, vote};
use crate::on_both_databases;
use crate::support::Browser;

/// A draft with one decision on these options, one a line.
pub async fn draft(member: &Browser, lines: &str) -> String {
    let slug = create(member, "Choisir ensemble").await;
    add_phase(member, &slug, "decision", "Choisir").await.assert_status(303);
    if !lines.is_empty() {
        list(member, &slug, 1, &[("do", "add"), ("lines", lines)])
            .await
            .assert_status(303);
    }
    slug
}

pub async fn publish(member: &Browser, slug: &str) {
    let draft = format!("/espace/c/{slug}/resultats/1");
    let version = member.get(&draft).await.assert_status(200).value("version");
    member.post(&draft, &[("version", &version)]).await.assert_status(303);
}

pub async fn read(browser: &Browser, path: &str) -> Value {
    let answer = browser.get(path).await;
    serde_json::from_str(&answer.assert_status(200).body).expect("JSON")
}

on_both_databases! {
    async fn every_method_is_explained_where_it_is_chosen_and_in_the_help(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "Un four\nUn jardin").await;
        let phase = member.get(&format!("/espace/c/{slug}/etapes/1")).await;
        let page = member.get(&format!("/espace/c/{slug}/etapes/1/methode")).await;
        phase.assert_says("Cocher les choix");
        let help = app.browser().get("/aide/votes").await;
        help.assert_status(200);
        let named = page.texts("main .card h2");
        assert_eq!(named.len(), METHODS.len());
        assert_eq!(help.texts("main h2"), named);
        for method in METHODS {
            let path = format!("/espace/c/{slug}/etapes/1/methode/{}", method.key());
            assert!(page.attributes("main .card a", "href").contains(&path), "{path}");
            member.get(&path).await.assert_status(200);
        }
        member.get(&format!("/espace/c/{slug}/etapes/1/methode/nonsense")).await.assert_status(404);
    }

    async fn wrong_rules_are_told_beside_their_field_and_nothing_typed_is_lost(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "Un four\nUn jardin").await;
        let wrong = [("setting-at_most", "beaucoup"), ("seats", "-1"), ("ties", "pile"), ("randomness", "Loto du 3 mars")];
        let page = set_rules(&member, &slug, 1, "approval", &wrong).await;
        page.assert_status(422).assert_says("nombre rond").assert_says("Choisissez dans la liste");
        assert_eq!(page.attributes(".error-summary a", "href"), ["#seats", "#ties", "#setting-at_most"]);
        assert_eq!((page.value("setting-at_most"), page.value("seats")), ("beaucoup".to_owned(), "-1".to_owned()));
        assert_eq!(page.value("randomness"), "Loto du 3 mars");
        let page = set_rules(&member, &slug, 1, "approval", &[("setting-at_most", "3")]).await;
        page.assert_status(422);
        assert_eq!(page.attributes(".error-summary a", "href"), ["#setting-at_most"]);
        let right = [("setting-at_most", "2"), ("seats", "1"), ("randomness", "Loto du 3 mars")];
        set_rules(&member, &slug, 1, "approval", &right).await.assert_status(303);
        let kept = member.get(&format!("/espace/c/{slug}/etapes/1/methode/approval")).await;
        assert_eq!((kept.value("setting-at_most"), kept.value("seats")), ("2".to_owned(), "1".to_owned()));
        assert_eq!(kept.attributes("[name=ties][checked]", "value"), ["lot"]);
        member.get(&format!("/espace/c/{slug}/etapes/1")).await.assert_says("Un choix sera retenu.");
    }

    async fn rules_that_the_options_outgrew_are_told_before_the_consultation_opens(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "Un four\nUn jardin\nUn puits").await;
        set_rules(&member, &slug, 1, "approval", &[("setting-at_most", "3")]).await.assert_status(303);
        let page = format!("/espace/c/{slug}/etapes/1");
        let first = member.get(&page).await.attributes("[name=entry]", "value").remove(0);
        list(&member, &slug, 1, &[("do", "remove"), ("sure", "1"), ("entry", &first)]).await.assert_status(303);
        let overview = member.get(&format!("/espace/c/{slug}")).await;
        let rules = format!("{page}/methode");
        assert!(overview.attributes("main a", "href").contains(&rules), "a way to the rules");
    }

    async fn the_first_ballot_freezes_rules_and_options_but_not_the_words(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        set_rules(&member, &slug, 1, "approval", &[("seats", "1")]).await.assert_status(303);
        vote(app, &slug).await;
        set_rules(&member, &slug, 1, "approval", &[("seats", "2")]).await.assert_status(409).assert_says("a déjà répondu");
        let rules = member.get(&format!("/espace/c/{slug}/etapes/1/methode/approval")).await;
        rules.assert_says("Les règles ne changent plus");
        assert_eq!(rules.value("seats"), "1");
        let page = format!("/espace/c/{slug}/etapes/1");
        let entry = member.get(&page).await.attributes("[name=entry]", "value").remove(0);
        for act in ["remove", "down"] {
            list(&member, &slug, 1, &[("do", act), ("sure", "1"), ("entry", &entry)]).await.assert_status(409);
        }
        list(&member, &slug, 1, &[("do", "save"), ("entry", &entry), ("text-1", "Un four à pain")]).await.assert_status(303);
        let mended = member.get(&page).await;
        assert_eq!(mended.texts("ol.cards h3"), ["Un four à pain", "Un jardin"]);
        mended.assert_says("Au début, ce choix était : « Un four »");
    }

    async fn who_may_not_edit_may_not_choose_a_method(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "Un four").await;
        let reader = app.member(Role::Reader).await;
        let page = format!("/espace/c/{slug}/etapes/1/methode/approval");
        reader.get(&page).await.assert_status(200);
        reader.post(&format!("{page}/garder"), &[("seen", "1"), ("ties", "lot")]).await.assert_status(403);
    }

    async fn a_named_public_draw_is_entered_once_before_the_results(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        set_rules(&member, &slug, 1, "approval", &[("seats", "1"), ("randomness", "Loto du 21 décembre")]).await.assert_status(303);
        vote(app, &slug).await;
        let (draft, draw) = (format!("/espace/c/{slug}/resultats/1"), format!("/espace/c/{slug}/resultats/1/tirage"));
        member.post(&draw, &[("value", "4 12 23")]).await.assert_status(409);
        app.later(40 * DAY).await;
        let member = app.member(Role::Facilitator).await;
        member.get(&draft).await.assert_says("Loto du 21 décembre");
        member.post(&draft, &[("version", "1")]).await.assert_status(409).assert_says("tirage public");
        member.post(&draw, &[("value", " ")]).await.assert_status(422).assert_says("Écrivez ce que le tirage a donné");
        for _ in 0..2 {
            member.post(&draw, &[("value", "4 12 23")]).await.assert_status(303);
        }
        member.post(&draw, &[("value", "1 2 3")]).await.assert_status(409).assert_says("Il ne change plus");
        publish(&member, &slug).await;
        let outcome = read(&app.browser(), &format!("/api/v1/consultations/{slug}/phases/1/results")).await;
        assert_eq!(outcome["figures"]["outcome"]["lot"]["draw"], "4 12 23");
        let journal = app.member(Role::Administrator).await.get("/espace/administration/journal").await;
        journal.assert_says("a écrit le résultat d’un tirage public");
    }

    async fn what_a_line_lacks_is_told_with_its_number(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = draft(&member, "").await;
        set_rules(&member, &slug, 1, "budget_most_votes", &[]).await.assert_status(422).assert_says("combien d’argent");
        set_rules(&member, &slug, 1, "budget_most_votes", &[("setting-budget", "9000")]).await.assert_status(303);
        let typed = "Un four ; 1500\nUn jardin ; cher";
        let page = list(&member, &slug, 1, &[("do", "add"), ("lines", typed)]).await;
        page.assert_status(422).assert_says("Ligne 2");
        assert_eq!(page.texts("textarea[name=lines]"), ["Un four ; 1500 Un jardin ; cher"]);
        list(&member, &slug, 1, &[("do", "add"), ("lines", "Un four ; 1500\nUn jardin")]).await.assert_status(303);
        let page = format!("/espace/c/{slug}/etapes/1");
        member.get(&page).await.assert_says("Coût : 1 500 €").assert_says("Coût à dire");
        let entries = member.get(&page).await.attributes("[name=entry]", "value");
        let garden = entries.last().expect("an entry");
        let fields = [("do", "save"), ("entry", garden), ("text-2", "Un jardin"), ("cost-2", "deux mille")];
        let refused = list(&member, &slug, 1, &fields).await;
        refused.assert_status(422);
        assert_eq!((refused.value("cost-2"), refused.attributes(".error-summary a", "href")), ("deux mille".to_owned(), vec!["#cost-2".to_owned()]));
    }
}
