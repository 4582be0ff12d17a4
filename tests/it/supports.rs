//! "This is mine too", and reading the list of proposals.

use futures_util::future::join_all;
use sea_orm::EntityTrait;
use tablee_core::store::entities::support;

use super::proposals::{LIST, cantine, propose, put, receipt, supports_of};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const FIRST: &str = "/c/cantine/propositions/1";

async fn stand_behind(browser: &Browser, path: &str) -> Page {
    let op = browser.get(path).await.value("op");
    browser.post(&format!("{path}/soutenir"), &[("op", &op)]).await
}

async fn behind(app: &App) -> usize {
    support::Entity::find().all(app.cx.db.read()).await.expect("read").len()
}

on_both_databases! {
    async fn standing_behind_a_proposal_gives_a_receipt_and_counts(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un verger", "published").await;
        let browser = app.browser();
        let receipt = receipt(&stand_behind(&browser, FIRST).await);
        browser.get(FIRST).await.assert_says("Une personne soutient").assert_says("Vous avez dit");
        app.browser().get(&receipt).await.assert_status(200).assert_says("Un verger").assert_says("aussi mon idée");
        assert_eq!(app.browser().get(&format!("{receipt}/corriger")).await.status, 404);
        for _ in 0..2 {
            app.browser().post(&format!("{receipt}/retirer"), &[]).await.assert_status(303);
        }
        assert_eq!((supports_of(app, 1).await, behind(app).await), (0, 0));
        app.browser().get(&receipt).await.assert_says("Retiré");
        stand_behind(&browser, FIRST).await.assert_status(303);
        assert_eq!(supports_of(app, 1).await, 1);
    }

    async fn s1_fifty_taps_of_one_person_count_once(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un verger", "published").await;
        let people = [app.browser(), app.browser()];
        for person in &people {
            person.get("/c/cantine/etape/1/proposer").await.assert_status(200);
        }
        let taps = (0..50).map(|tap| {
            let person = people[tap % 2].clone();
            tokio::spawn(async move { person.post(&format!("{FIRST}/soutenir"), &[("op", "x")]).await })
        });
        let mut receipts = Vec::new();
        for tap in join_all(taps).await {
            receipts.push(receipt(&tap.expect("no panic")));
        }
        receipts.sort();
        receipts.dedup();
        assert_eq!(receipts.len(), 2);
        assert_eq!((supports_of(app, 1).await, behind(app).await), (2, 2));
    }

    async fn f16_without_cookies_a_double_tap_counts_once(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un verger", "published").await;
        let op = app.browser().get(FIRST).await.value("op");
        for _ in 0..2 {
            app.browser().post(&format!("{FIRST}/soutenir"), &[("op", &op)]).await.assert_status(303);
        }
        assert_eq!(supports_of(app, 1).await, 1);
    }

    async fn an_author_does_not_count_twice(app: App) {
        cantine(app, "after").await;
        let author = app.browser();
        propose(&author, "Un verger", "Des pommiers").await;
        author.post(&format!("{FIRST}/soutenir"), &[("op", "x")]).await.assert_status(409).assert_says("votre proposition");
        assert_eq!((supports_of(app, 1).await, behind(app).await), (0, 0));
    }

    async fn a_support_keeps_the_words_of_a_hidden_proposal_hidden(app: App) {
        cantine(app, "after").await;
        let own = propose(&app.browser(), "Un verger", "Des pommiers").await;
        let receipt = receipt(&stand_behind(&app.browser(), FIRST).await);
        app.browser().post(&format!("{own}/retirer"), &[]).await.assert_status(303);
        let page = app.browser().get(&receipt).await;
        page.assert_status(200).assert_says("ne se voit plus");
        assert!(!page.words().contains("verger"));
        app.browser().post(&format!("{receipt}/retirer"), &[]).await.assert_status(303);
    }

    async fn f18_after_the_close_nobody_stands_behind_any_more(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un verger", "published").await;
        let browser = app.browser();
        app.clock.advance(CLOSES - NOW - 1);
        let receipt = receipt(&stand_behind(&browser, FIRST).await);
        app.clock.advance(1);
        app.browser().post(&format!("{FIRST}/soutenir"), &[("op", "x")]).await.assert_status(409);
        app.browser().post(&format!("{receipt}/retirer"), &[]).await.assert_status(409);
        app.browser().get(FIRST).await.assert_status(200).assert_says("plus soutenir");
        assert_eq!(supports_of(app, 1).await, 1);
    }

    async fn the_list_turns_its_pages_in_both_orders(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        for number in 1..=45 {
            put(app, (&seeded, phase), number, &format!("Idée numéro {number}"), "published").await;
        }
        for _ in 0..2 {
            stand_behind(&app.browser(), &format!("{LIST}/7")).await.assert_status(303);
        }
        stand_behind(&app.browser(), &format!("{LIST}/30")).await.assert_status(303);
        let reader = app.browser();
        let newest = reader.get(LIST).await;
        newest.assert_says("45 propositions");
        assert_eq!(newest.texts(".card h2")[0], "Idée numéro 45");
        assert!(newest.attributes("a[rel=prev]", "href").is_empty());
        let supported = reader.get(&format!("{LIST}?ordre=soutiens")).await;
        assert_eq!(supported.texts(".card h2")[..3], ["Idée numéro 7", "Idée numéro 30", "Idée numéro 45"]);
        for first in [newest, supported] {
            let (mut page, mut seen) = (first.clone(), first.texts(".card h2"));
            while let Some(next) = page.attributes("a[rel=next]", "href").first() {
                page = reader.get(next).await;
                seen.extend(page.texts(".card h2"));
            }
            assert_eq!(seen.len(), 45);
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 45);
            let before = page.attributes("a[rel=prev]", "href");
            let before = reader.get(&before[0]).await;
            let before = reader.get(&before.attributes("a[rel=prev]", "href")[0]).await;
            assert_eq!(before.texts(".card h2"), first.texts(".card h2"));
        }
    }

    async fn a_search_finds_folded_words_and_nothing_else(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Épicerie à prix d’ami", "published").await;
        put(app, (&seeded, phase), 2, "Un verger 100 % bio", "published").await;
        let reader = app.browser();
        let found = |page: Page| page.texts(".card h2");
        assert_eq!(found(reader.get(&format!("{LIST}?mots=EPICERIE+ami")).await), ["Épicerie à prix d’ami"]);
        assert_eq!(found(reader.get(&format!("{LIST}?mots=100")).await), ["Un verger 100 % bio"]);
        reader.get(&format!("{LIST}?mots=%25")).await.assert_says("2 propositions");
        reader.get(&format!("{LIST}?mots=zzz")).await.assert_says("Aucune proposition n’a ces mots");
        for odd in ["apres=nonsense", "apres=999999999999-1", "ordre=%00", "mots=%27+OR+1%3D1+--", "inconnu=1"] {
            let page = reader.get(&format!("{LIST}?{odd}")).await;
            assert_eq!(page.status, 200, "{odd}");
        }
    }

    async fn an_empty_list_says_so(app: App) {
        cantine(app, "before").await;
        app.browser().get(LIST).await.assert_status(200).assert_says("pas encore de proposition");
    }
}
