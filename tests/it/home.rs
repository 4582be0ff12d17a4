//! The first page, a consultation's page, the start of a phase.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tablee_core::ports::DAY;
use tablee_core::store::entities::consultation;

use crate::on_both_databases;
use crate::support::seed::{CLOSES, OPENS};
use crate::support::{App, NOW};

async fn set_state(app: &App, slug: &str, state: &str) {
    let unit = app.cx.db.begin().await.expect("a turn");
    consultation::Entity::update_many()
        .col_expr(consultation::Column::State, Expr::value(state))
        .filter(consultation::Column::Slug.eq(slug))
        .exec(unit.conn())
        .await
        .expect("changed");
    tablee_core::store::consultations::touch(unit.conn(), id_of(app, slug).await)
        .await
        .expect("touched");
    unit.commit().await.expect("kept");
}

async fn id_of(app: &App, slug: &str) -> uuid::Uuid {
    let found = consultation::Entity::find()
        .filter(consultation::Column::Slug.eq(slug))
        .one(app.cx.db.read())
        .await;
    found.expect("read").expect("a consultation").id
}

on_both_databases! {
    async fn an_empty_site_says_so_and_where_to_go(app: App) {
        let page = app.browser().get("/").await;
        page.assert_status(200).assert_says("Rien n’est ouvert");
        assert_eq!(page.attributes(".empty a", "href"), vec!["/suivi"]);
    }

    async fn open_consultations_come_first_the_most_urgent_on_top(app: App) {
        app.seed("tard").await.phase_between(1, "opinion", "{}", OPENS, CLOSES + DAY).await;
        app.seed("urgent").await.phase_between(1, "opinion", "{}", OPENS, NOW + DAY).await;
        app.seed("bientot").await.phase_between(1, "opinion", "{}", NOW + DAY, CLOSES).await;
        app.seed("fini").await.phase_between(1, "opinion", "{}", OPENS, NOW).await;
        app.seed("cache").await.phase(1, "opinion", "{}").await;
        set_state(app, "cache", "draft").await;
        let page = app.browser().get("/").await;
        page.assert_status(200).assert_says("Ouvert jusqu’au 24 novembre 2026");
        assert_eq!(page.texts(".card h2"), vec!["Bien manger urgent", "Bien manger tard"]);
        assert_eq!(page.attributes("main ul a", "href"), vec!["/c/bientot", "/c/fini"]);
        assert!(!page.body.contains("cache</a>"));
    }

    async fn a_consultation_tells_purpose_decider_steps_and_one_way_in(app: App) {
        let seeded = app.seed("cantine").await;
        seeded.phase_between(1, "questionnaire", "{}", OPENS - DAY, OPENS).await;
        seeded.phase(2, "decision", r#"{"method":"approval"}"#).await;
        seeded.phase_between(3, "result", "{}", CLOSES, CLOSES + DAY).await;
        let page = app.browser().get("/c/cantine").await;
        page.assert_status(200);
        for words in ["Choisir ensemble", "La ville", "Une réponse vous est promise", "Personne n’a encore participé", "12 mois"] {
            page.assert_says(words);
        }
        assert_eq!(page.texts(".timeline > li > p:nth-child(2)"), vec!["Fini", "En ce moment", "À venir"]);
        assert_eq!(page.attributes("main a.button", "href"), vec!["/c/cantine/etape/2"]);
        let step = page.attributes(".timeline li", "aria-current");
        assert_eq!(step, vec!["", "step", ""]);
    }

    async fn the_page_follows_the_clock_and_the_votes(app: App) {
        let options = app.seed("cantine").await.decision(1, 0, &["Oui", "Non"]).await;
        let reader = app.browser();
        let first = reader.get("/c/cantine").await;
        first.assert_says("Personne n’a encore participé");
        let tag = first.headers["etag"].to_str().expect("ASCII").to_owned();
        let again = reader.request(reqwest::Method::GET, "/c/cantine").header("if-none-match", &tag);
        assert_eq!(reader.send(again).await.status, 304);
        let voter = app.browser();
        let op = voter.get("/c/cantine/etape/1/voter").await.value("op");
        voter.post("/c/cantine/etape/1/voter", &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        reader.get("/c/cantine").await.assert_says("1 personne a participé");
        app.clock.advance(CLOSES - NOW);
        let closed = reader.get("/c/cantine").await;
        closed.assert_says("On ne peut plus répondre");
        assert!(closed.attributes("main a.button", "href").is_empty());
        reader.get("/").await.assert_says("Rien n’est ouvert");
    }

    async fn public_pages_hold_nothing_personal(app: App) {
        app.seed("cantine").await.decision(1, 0, &["Oui"]).await;
        for path in ["/", "/c/cantine"] {
            let page = app.browser().get(path).await;
            page.assert_status(200);
            assert!(!page.headers.contains_key("set-cookie"), "{path}");
            assert!(page.headers["cache-control"].to_str().expect("ASCII").contains("public"), "{path}");
        }
        let form = app.browser().get("/c/cantine/etape/1/voter").await;
        assert_eq!(form.headers["cache-control"], "no-store");
        let cookie = form.headers["set-cookie"].to_str().expect("ASCII");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }

    async fn the_start_of_a_phase_leads_in_and_remembers_who_took_part(app: App) {
        let options = app.seed("cantine").await.decision(1, 0, &["Oui", "Non"]).await;
        let browser = app.browser();
        let start = browser.get("/c/cantine/etape/1").await;
        start.assert_status(200).assert_says("Dites ce que vous préférez");
        assert_eq!(start.attributes("main a.button", "href"), vec!["/c/cantine/etape/1/voter"]);
        let op = browser.get("/c/cantine/etape/1/voter").await.value("op");
        browser.post("/c/cantine/etape/1/voter", &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        let again = browser.get("/c/cantine/etape/1").await;
        again.assert_says("Vous avez déjà participé");
        assert_eq!(again.attributes("main .links a", "href"), vec!["/c/cantine/etape/1/merci"]);
        assert!(!app.browser().get("/c/cantine/etape/1").await.words().contains("déjà participé"));
        app.clock.advance(CLOSES - NOW);
        let over = browser.get("/c/cantine/etape/1").await;
        over.assert_says("Cette étape est terminée");
        assert!(over.attributes("main a.button", "href").is_empty());
    }

    async fn a_phase_to_come_says_when(app: App) {
        app.seed("cantine").await.phase_between(1, "opinion", "{}", NOW + DAY, CLOSES).await;
        app.browser().get("/c/cantine/etape/1").await.assert_status(200).assert_says("Cette étape ouvre le");
        app.browser().get("/c/cantine/etape/2").await.assert_status(404);
        app.browser().get("/c/cantine/etape/un").await.assert_status(404);
        app.browser().get("/c/inconnu").await.assert_status(404);
    }
}
