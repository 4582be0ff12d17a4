//! Ballots of the voting methods: reckoned and put in order without being cast, refused with all that was typed, shown back.

use sea_orm::{EntityTrait, PaginatorTrait};
use tablee_core::access::Role;
use tablee_core::ports::DAY;
use tablee_core::store::entities::ballot;
use tablee_rules::voting::{Settings, VoteRules};

use crate::on_both_databases;
use crate::support::{App, Browser, Page};

const VOTE: &str = "/c/cantine/etape/1/voter";
const LABELS: [&str; 3] = ["Des fruits", "Du pain frais", "Moins de sucre"];

async fn cantine(app: &App, method: &str, settings: &[(&str, i64)]) -> Vec<String> {
    let rules = VoteRules {
        method: method.to_owned(),
        seats: 1,
        settings: Settings::new(settings.iter().copied()),
        ..VoteRules::default()
    };
    app.seed("cantine").await.vote(1, &rules, &LABELS).await
}

/// Sends what is written beside each option, and which button was pressed.
async fn send(browser: &Browser, path: &str, options: &[String], written: [&str; 3], button: &str) -> Page {
    let op = browser.get(path).await.assert_status(200).value("op");
    let names: Vec<String> = options.iter().map(|id| format!("option-{id}")).collect();
    let mut fields = vec![("op", op.as_str()), ("channel", "paper"), ("consent", "oral")];
    fields.extend(names.iter().map(String::as_str).zip(written));
    if !button.is_empty() {
        fields.push(("do", button));
    }
    browser.post(path, &fields).await
}

fn written(page: &Page) -> Vec<String> {
    page.attributes(".numbers input", "value")
}

async fn ballots(app: &App) -> u64 {
    ballot::Entity::find().count(app.cx.db.read()).await.expect("a count")
}

on_both_databases! {
    async fn points_left_are_reckoned_without_casting_anything(app: App) {
        let options = cantine(app, "points", &[("total", 10), ("cap", 6)]).await;
        let browser = app.browser();
        let page = send(&browser, VOTE, &options, ["4", "", "3"], "reckon").await;
        page.assert_status(200);
        assert_eq!(page.texts("output"), ["3"]);
        assert_eq!(written(&page), ["4", "", "3"]);
        assert!(page.texts(".error-summary").is_empty());
        let over = send(&browser, VOTE, &options, ["6", "6", ""], "reckon").await;
        assert_eq!(over.texts("output"), ["-2"]);
        over.assert_status(200).assert_says("2 points de trop");
        assert_eq!(ballots(app).await, 0);
        let refused = send(&browser, VOTE, &options, ["6", "6", ""], "").await;
        refused.assert_status(422);
        assert_eq!(written(&refused), ["6", "6", ""]);
        assert_eq!(ballots(app).await, 0);
        send(&browser, VOTE, &options, ["6", "", "1"], "").await.assert_status(303);
        let thanks = browser.get("/c/cantine/etape/1/merci").await;
        thanks.assert_says("6 points").assert_says("1 point");
        assert_eq!(written(&browser.get(VOTE).await), ["6", "", "1"], "the ballot that was cast");
    }

    async fn ranks_come_back_in_order_without_being_cast(app: App) {
        let options = cantine(app, "schulze", &[]).await;
        let browser = app.browser();
        let page = send(&browser, VOTE, &options, ["3", "", "1"], "order").await;
        page.assert_status(200);
        assert_eq!(page.texts(".numbers label"), ["Moins de sucre", "Des fruits", "Du pain frais"]);
        assert_eq!(written(&page), ["1", "3", ""]);
        assert_eq!(ballots(app).await, 0);
        send(&browser, VOTE, &options, ["2", "2", "1"], "").await.assert_status(303);
        let thanks = browser.get("/c/cantine/etape/1/merci").await;
        assert_eq!(thanks.texts("main li strong"), ["n° 1", "n° 2", "n° 2"]);
    }

    async fn equal_ranks_and_words_for_numbers_are_refused_and_kept(app: App) {
        let options = cantine(app, "irv", &[]).await;
        let browser = app.browser();
        let equal = send(&browser, VOTE, &options, ["1", "1", "2"], "").await;
        equal.assert_status(422);
        assert_eq!(equal.attributes(".error-summary a", "href"), ["#options"]);
        assert_eq!(written(&equal), ["1", "1", "2"]);
        let words = send(&browser, VOTE, &options, ["1", "deux", "3"], "").await;
        words.assert_status(422);
        let field = format!("option-{}", options[1]);
        assert_eq!(words.attributes(".error-summary a", "href"), [format!("#{field}")]);
        assert_eq!(words.attributes("[aria-invalid]", "name"), [field]);
        assert_eq!(written(&words), ["1", "3", "deux"]);
        assert_eq!(ballots(app).await, 0);
    }

    async fn mentions_are_words_on_the_ballot_on_the_receipt_and_in_the_results(app: App) {
        let options = cantine(app, "majority_judgment", &[("grades", 3)]).await;
        let browser = app.browser();
        browser.get(VOTE).await.assert_says("Un choix laissé vide reçoit « À rejeter », la moins bonne mention.");
        send(&browser, VOTE, &options, ["2", "0", ""], "").await.assert_status(303);
        browser.get("/c/cantine/etape/1/merci").await.assert_says("Des fruits : Bien").assert_says("À rejeter");
        assert_eq!(browser.get(VOTE).await.attributes("input[checked]", "value"), ["2", "0"]);
        app.later(10 * DAY).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let results = desk.get("/espace/c/cantine/resultats/1").await;
        results.assert_says("Pourquoi ce résultat").assert_says("Mention : Bien");
        results.assert_says("Pas de réponse à un choix ? Il a compté comme « À rejeter ».");
        assert_eq!(results.texts("ol li strong"), ["Des fruits"], "what is taken forward");
    }

    async fn a_sheet_that_is_typed_asks_like_the_page_of_the_voter(app: App) {
        let options = cantine(app, "points", &[("total", 10)]).await;
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let path = "/espace/c/cantine/saisie/1";
        let page = send(&desk, path, &options, ["4", "x", "3"], "reckon").await;
        page.assert_status(200);
        assert_eq!((page.texts("output"), written(&page)), (vec!["3".to_owned()], ["4", "x", "3"].map(str::to_owned).into()));
        send(&desk, path, &options, ["4", "x", "3"], "").await.assert_status(422);
        send(&desk, path, &options, ["4", "", "3"], "").await.assert_status(200).assert_says("C’est enregistré.");
        assert_eq!(ballots(app).await, 1);
    }
}
