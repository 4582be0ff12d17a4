//! The pages of help, and what every page has.

use crate::on_both_databases;

on_both_databases! {
    async fn the_help_pages_open_for_anyone(app: App) {
        let browser = app.browser();
        for path in ["/aide", "/accessibilite", "/donnees-personnelles", "/aide/api"] {
            let page = browser.get(path).await;
            page.assert_status(200);
            assert_eq!(page.texts("h1").len(), 1, "{path}");
        }
        browser.get("/donnees-personnelles").await.assert_says("s’effacent après la fin de l’étape");
        browser.get("/accessibilite").await.assert_says("non conforme");
    }

    async fn an_unknown_page_says_so_in_plain_words(app: App) {
        let page = app.browser().get("/nulle-part").await;
        page.assert_status(404).assert_says("n’existe pas");
    }

    async fn an_unknown_operation_of_the_api_is_a_problem(app: App) {
        let answer = app.browser().get("/api/v1/nowhere").await;
        answer.assert_status(404);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }

    async fn a_pass_can_be_made_by_the_api(app: App) {
        let answer = app.browser().post("/api/v1/passes", &[]).await;
        answer.assert_status(201);
    }
}
