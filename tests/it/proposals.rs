//! Writing a proposal, seeing the ones that resemble it, changing it, taking it back.

use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tablee_core::store::entities::{consultation, participation, proposal};
use uuid::Uuid;

use crate::on_both_databases;
use crate::support::seed::{CLOSES, Seeded};
use crate::support::{App, Browser, NOW, Page};

pub const WRITE: &str = "/c/cantine/etape/1/proposer";
pub const LIST: &str = "/c/cantine/propositions";

/// A consultation whose first phase takes proposals; `moderation` is "before" or "after".
pub async fn cantine<'a>(app: &'a App, moderation: &str) -> (Seeded<'a>, Uuid) {
    let seeded = app.seed("cantine").await;
    let phase = seeded.phase(1, "proposal", "{}").await;
    set(app, consultation::Column::Moderation, moderation).await;
    (seeded, phase)
}

/// Changes one column of the consultation.
async fn set(app: &App, column: consultation::Column, value: &str) {
    let unit = app.cx.db.begin().await.expect("a turn");
    consultation::Entity::update_many()
        .col_expr(column, sea_orm::sea_query::Expr::value(value))
        .exec(unit.conn())
        .await
        .expect("changed");
    unit.commit().await.expect("kept");
}

/// A proposal that is there already.
pub async fn put(app: &App, (seeded, phase): (&Seeded<'_>, Uuid), number: i32, title: &str, state: &str) -> Uuid {
    let id = app.cx.anonymous_id();
    let row = proposal::Model {
        id,
        consultation_id: seeded.id,
        phase_id: phase,
        number,
        title: title.to_owned(),
        text: format!("Le texte de : {title}"),
        folded: tablee_core::store::proposals::folded(title, &format!("Le texte de : {title}")),
        state: state.to_owned(),
        reason: None,
        reason_text: None,
        channel: "web".to_owned(),
        origin: "resident".to_owned(),
        day: app.cx.clock.today(),
        supports: 0,
        author: None,
        unread: false,
    };
    app.put::<proposal::Entity>(row).await;
    id
}

/// All proposals, oldest first.
pub async fn rows(app: &App) -> Vec<proposal::Model> {
    let rows = proposal::Entity::find().order_by_asc(proposal::Column::Number);
    rows.all(app.cx.db.read()).await.expect("proposals")
}

async fn participations(app: &App) -> usize {
    participation::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("read")
        .len()
}

async fn send(browser: &Browser, op: &str, title: &str, text: &str, step: &str) -> Page {
    browser
        .post(WRITE, &[("op", op), ("title", title), ("text", text), ("step", step)])
        .await
}

/// Writes a proposal from a fresh page and sends it whatever resembles it; gives the receipt's address.
pub async fn propose(browser: &Browser, title: &str, text: &str) -> String {
    let op = browser.get(WRITE).await.value("op");
    let sent = send(browser, &op, title, text, "send").await;
    receipt(&sent)
}

pub fn receipt(sent: &Page) -> String {
    sent.assert_status(303);
    let thanks = sent.location().expect("a way");
    thanks.strip_suffix("/merci").expect("the receipt").to_owned()
}

on_both_databases! {
    async fn a_proposal_waits_to_be_read_and_its_receipt_says_so(app: App) {
        cantine(app, "before").await;
        let browser = app.browser();
        let form = browser.get(WRITE).await;
        form.assert_status(200).assert_says("lit votre texte avant");
        let sent = send(&browser, &form.value("op"), "Un verger", "Des pommiers\n\nau bord du stade.", "").await;
        let thanks = browser.get(&sent.location().expect("a way")).await;
        thanks.assert_status(200).assert_says("Merci");
        let elsewhere = app.browser().get(&receipt(&sent)).await;
        elsewhere.assert_status(200).assert_says("Un verger").assert_says("En attente");
        let row = &rows(app).await[0];
        assert_eq!((row.state.as_str(), row.number, row.unread), ("pending", 1, true));
        assert_eq!(row.text, "Des pommiers\n\nau bord du stade.");
        assert_eq!(participations(app).await, 1);
    }

    async fn with_moderation_after_it_is_published_at_once(app: App) {
        cantine(app, "after").await;
        let browser = app.browser();
        let receipt = propose(&browser, "Un verger", "Des pommiers").await;
        app.browser().get(LIST).await.assert_says("Un verger");
        app.browser().get(&format!("{LIST}/1")).await.assert_status(200).assert_says("Des pommiers");
        app.browser().get(&receipt).await.assert_says("Publié");
        browser.get(&format!("{LIST}/1")).await.assert_says("C’est votre proposition");
    }

    async fn s3_what_is_not_published_does_not_exist_for_the_public(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        let states = ["pending", "refused", "withdrawn", "unheard-of"];
        for (number, state) in (1..).zip(states) {
            put(app, (&seeded, phase), number, "Un secret", state).await;
        }
        put(app, (&seeded, phase), 9, "Un verger", "published").await;
        let reader = app.browser();
        let missing = reader.get(&format!("{LIST}/77")).await;
        missing.assert_status(404);
        for number in 1..=4 {
            let hidden = reader.get(&format!("{LIST}/{number}")).await;
            hidden.assert_status(404);
            assert_eq!(hidden.texts("main h1, main .lead"), missing.texts("main h1, main .lead"));
            reader.post(&format!("{LIST}/{number}/soutenir"), &[("op", "x")]).await.assert_status(404);
        }
        for list in [LIST.to_owned(), format!("{LIST}?mots=secret"), format!("{LIST}?ordre=soutiens")] {
            assert!(!reader.get(&list).await.words().contains("Un secret"), "{list}");
        }
        let op = reader.get(WRITE).await.value("op");
        send(&reader, &op, "Un secret", "Gardé secret", "").await.assert_status(303);
        assert_eq!(rows(app).await.len(), 6);
    }

    async fn limits_and_empty_fields_are_said_and_what_was_typed_is_kept(app: App) {
        cantine(app, "before").await;
        let browser = app.browser();
        let op = browser.get(WRITE).await.value("op");
        let (title, text) = ("é".repeat(121), "à".repeat(2_001));
        let refused = send(&browser, &op, &title, &text, "").await;
        refused.assert_status(422).assert_says("titre est trop long. Ôtez 1 signe").assert_says("texte est trop long. Ôtez 1 signe");
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#title", "#text"]);
        assert!(refused.texts("title").concat().starts_with("Erreur : "));
        assert_eq!(refused.value("title"), title);
        assert_eq!(refused.texts("textarea"), [text]);
        assert_eq!(refused.value("op"), op);
        send(&browser, &op, " \u{200b} ", "\n", "").await.assert_status(422);
        assert!(rows(app).await.is_empty());
        send(&browser, &op, &"é".repeat(120), &"à".repeat(2_000), "").await.assert_status(303);
        assert_eq!(rows(app).await[0].title.chars().count(), 120);
    }

    async fn similar_proposals_are_shown_before_sending(app: App) {
        let (seeded, phase) = cantine(app, "before").await;
        put(app, (&seeded, phase), 1, "Un jardin partagé derrière l’école", "published").await;
        put(app, (&seeded, phase), 2, "Des cours de vélo le samedi", "published").await;
        let browser = app.browser();
        let op = browser.get(WRITE).await.value("op");
        let (title, text) = ("Faire un jardin partagé à l’école", "Un jardin\n\npour <tous>.");
        let asked = send(&browser, &op, title, text, "").await;
        asked.assert_status(200).assert_says("Est-ce aussi votre idée").assert_says("derrière l’école");
        assert!(!asked.words().contains("vélo"));
        assert_eq!(rows(app).await.len(), 2);
        assert_eq!(participations(app).await, 0);
        assert_eq!(asked.attributes(&format!("main a[href='{WRITE}']"), "href"), Vec::<String>::new(), "the empty form loses the text");
        let typed = (asked.value("title"), asked.attributes("input[name=text]", "value").concat());
        assert_eq!(typed, (title.to_owned(), text.to_owned()));
        let back = send(&browser, &op, title, text, "change").await;
        back.assert_status(200);
        assert_eq!(back.value("title"), title);
        send(&browser, &op, title, text, "send").await.assert_status(303);
        assert_eq!(rows(app).await[2].title, title);
    }

    async fn f15_f16_a_form_sent_again_makes_one_proposal_and_shows_the_same_receipt(app: App) {
        cantine(app, "after").await;
        let browser = app.browser();
        let op = browser.get(WRITE).await.value("op");
        let taps = (0..20).map(|_| {
            let (browser, op) = (browser.clone(), op.clone());
            tokio::spawn(async move { send(&browser, &op, "Un verger", "Des pommiers", "").await })
        });
        let mut receipts: Vec<String> = Vec::new();
        for tap in join_all(taps).await {
            receipts.push(receipt(&tap.expect("no panic")));
        }
        receipts.push(receipt(&send(&browser, &op, "Un verger", "Des pommiers", "").await));
        app.clock.advance(CLOSES - NOW);
        receipts.push(receipt(&send(&browser, &op, "Un verger", "Des pommiers", "send").await));
        receipts.dedup();
        assert_eq!(receipts.len(), 1);
        assert_eq!(rows(app).await.len(), 1);
        assert_eq!(participations(app).await, 1);
    }

    async fn f16_a_browser_without_cookies_that_sends_twice_makes_one(app: App) {
        cantine(app, "before").await;
        let op = app.browser().get(WRITE).await.value("op");
        let first = send(&app.browser(), &op, "Un verger", "Des pommiers", "").await;
        let second = send(&app.browser(), &op, "Un verger", "Des pommiers", "").await;
        assert_eq!(receipt(&first), receipt(&second));
        assert_eq!(rows(app).await.len(), 1);
    }

    async fn each_person_sends_three_even_from_twenty_tabs(app: App) {
        cantine(app, "before").await;
        let browser = app.browser();
        browser.get(WRITE).await.assert_status(200);
        let tabs = (0..20).map(|tab| {
            let browser = browser.clone();
            tokio::spawn(async move { send(&browser, &format!("op{tab}"), &format!("Idée {tab}"), "Texte", "send").await.status })
        });
        let mut answers: Vec<u16> = Vec::new();
        for status in join_all(tabs).await {
            answers.push(status.expect("no panic").as_u16());
        }
        answers.sort_unstable();
        assert_eq!(answers, [vec![303; 3], vec![409; 17]].concat());
        let numbers: Vec<i32> = rows(app).await.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
        let late = send(&browser, "late", "Trop tard", "Un long texte", "send").await;
        late.assert_status(409).assert_says("trois propositions");
        assert_eq!(late.texts("textarea"), ["Un long texte"], "what was typed is not lost");
        browser.get(WRITE).await.assert_status(200).assert_says("trois propositions");
        propose(&app.browser(), "Une autre personne", "Texte").await;
    }

    async fn many_people_at_once_get_a_number_each(app: App) {
        cantine(app, "before").await;
        let people = (0..30).map(|person| {
            let browser = app.browser();
            tokio::spawn(async move { send(&browser, &format!("op{person}"), &format!("Idée {person}"), "Texte", "send").await.status })
        });
        for status in join_all(people).await {
            assert_eq!(status.expect("no panic"), 303);
        }
        let numbers: Vec<i32> = rows(app).await.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
        assert_eq!(participations(app).await, 30);
    }

    async fn a_corrected_proposal_is_read_again_and_a_withdrawn_one_is_forgotten(app: App) {
        cantine(app, "after").await;
        let receipt = propose(&app.browser(), "Un verger", "Des pommiers").await;
        set(app, consultation::Column::Moderation, "before").await;
        let anyone = app.browser();
        let form = anyone.get(&format!("{receipt}/corriger")).await;
        form.assert_status(200).assert_says("relire");
        assert_eq!(form.value("title"), "Un verger");
        let correct = format!("{receipt}/corriger");
        let refused = anyone.post(&correct, &[("op", "a"), ("title", ""), ("text", "Des poiriers")]).await;
        refused.assert_status(422);
        assert_eq!(refused.texts("textarea"), ["Des poiriers"]);
        let same = anyone.post(&correct, &[("op", "a"), ("title", "Un verger"), ("text", "Des pommiers")]).await;
        same.assert_status(303);
        assert_eq!(rows(app).await[0].state, "published");
        anyone.post(&correct, &[("op", "a"), ("title", "Un verger"), ("text", "Des poiriers")]).await.assert_status(303);
        let row = rows(app).await.remove(0);
        assert_eq!((row.state.as_str(), row.text.as_str(), row.unread), ("pending", "Des poiriers", true));
        assert!(row.folded.contains("poiriers"));
        anyone.get(&format!("{LIST}/1")).await.assert_status(404);
        anyone.get(&format!("{receipt}/retirer")).await.assert_status(200);
        for _ in 0..2 {
            anyone.post(&format!("{receipt}/retirer"), &[]).await.assert_status(303);
        }
        let row = rows(app).await.remove(0);
        assert_eq!((row.state.as_str(), row.title.as_str(), row.text.as_str(), row.folded.trim()), ("withdrawn", "", "", ""));
        anyone.get(&receipt).await.assert_status(200).assert_says("Retiré");
        anyone.post(&correct, &[("op", "b"), ("title", "Un"), ("text", "Deux")]).await.assert_status(409);
        assert_eq!(rows(app).await[0].state, "withdrawn");
    }

    async fn s2_no_code_changes_someone_elses_proposal(app: App) {
        cantine(app, "after").await;
        let own = propose(&app.browser(), "Le mien", "Texte").await;
        propose(&app.browser(), "Le vôtre", "Texte").await;
        let other = app.browser();
        let mistyped = format!("{}{}", &own[..own.len() - 1], if own.ends_with('Q') { 'R' } else { 'Q' });
        for path in [mistyped.as_str(), "/suivi/AAAA-AAAA-AAAA", "/suivi/..%2f1", "/suivi/1"] {
            for act in ["corriger", "retirer"] {
                let answer = other.post(&format!("{path}/{act}"), &[("op", "x"), ("title", "Pris"), ("text", "Pris")]).await;
                assert!(matches!(answer.status.as_u16(), 400 | 404 | 422), "{path}/{act}: {}", answer.status);
            }
        }
        other.post(&format!("{own}/corriger"), &[("op", "x"), ("title", "Le mien encore"), ("text", "T")]).await.assert_status(303);
        let titles: Vec<String> = rows(app).await.into_iter().map(|row| row.title).collect();
        assert_eq!(titles, ["Le mien encore", "Le vôtre"]);
    }

    async fn f18_nothing_is_taken_or_changed_from_the_closing_millisecond_on(app: App) {
        cantine(app, "after").await;
        let browser = app.browser();
        let (op, late) = (browser.get(WRITE).await.value("op"), browser.get(WRITE).await.value("op"));
        app.clock.advance(CLOSES - NOW - 1);
        let receipt = receipt(&send(&browser, &op, "Un verger", "Des pommiers", "").await);
        app.clock.advance(1);
        send(&browser, &late, "Trop tard", "Texte", "").await.assert_status(409).assert_says("terminée");
        browser.get(WRITE).await.assert_status(409);
        browser.get(&receipt).await.assert_status(200).assert_says("Un verger");
        for act in ["corriger", "retirer"] {
            let fields = [("op", "x"), ("title", "Autre"), ("text", "Autre")];
            browser.post(&format!("{receipt}/{act}"), &fields).await.assert_status(409);
        }
        let rows = rows(app).await;
        assert_eq!((rows.len(), rows[0].title.as_str()), (1, "Un verger"));
    }

    async fn s7_what_people_type_is_shown_as_text(app: App) {
        cantine(app, "after").await;
        let attack = "\"><svg onload=alert(1)> {{7*7}} {{{x}}} \u{202e}evil";
        let browser = app.browser();
        let receipt = propose(&browser, attack, attack).await;
        let other = app.browser();
        let op = other.get(WRITE).await.value("op");
        let similar = send(&other, &op, attack, attack, "").await;
        similar.assert_status(200).assert_says("Est-ce aussi");
        let pages = [
            similar,
            send(&other, &op, attack, &format!("{attack}{}", "x".repeat(2_000)), "").await,
            other.get(LIST).await,
            other.get(&format!("{LIST}?mots=%22%3E%3Csvg+onload%3Dalert(1)%3E")).await,
            other.get(&format!("{LIST}/1")).await,
            other.get(&receipt).await,
            other.get(&format!("{receipt}/corriger")).await,
        ];
        for page in pages {
            assert!(page.attributes("[onload]", "onload").is_empty() && !page.body.contains("<svg onload"), "{}", page.body);
            assert!(!page.body.contains('\u{202e}') || page.status == 422, "{}", page.body);
            assert!(!page.words().contains("49"), "{}", page.words());
        }
    }

    async fn a_form_with_fields_that_we_did_not_ask_for_is_refused(app: App) {
        cantine(app, "before").await;
        let browser = app.browser();
        for field in ["state", "supports", "number", "channel"] {
            let fields = [("op", "x"), ("title", "Un"), ("text", "Deux"), (field, "published")];
            browser.post(WRITE, &fields).await.assert_status(400);
        }
        assert!(rows(app).await.is_empty());
    }

    async fn a_draft_consultation_and_a_phase_of_another_kind_do_not_exist(app: App) {
        let (seeded, _) = cantine(app, "before").await;
        seeded.phase(2, "opinion", "{}").await;
        app.browser().get("/c/cantine/etape/2/proposer").await.assert_status(404);
        app.browser().get("/c/cantine/etape/7/proposer").await.assert_status(404);
        set(app, consultation::Column::State, "draft").await;
        for path in [WRITE, LIST, "/c/cantine/propositions/1"] {
            app.browser().get(path).await.assert_status(404);
        }
        let sent = app.browser().post(WRITE, &[("op", "x"), ("title", "Un"), ("text", "Deux"), ("step", "send")]).await;
        sent.assert_status(404);
    }
}

/// People behind a proposal, as its counter says.
pub async fn supports_of(app: &App, number: i32) -> i32 {
    let row = proposal::Entity::find().filter(proposal::Column::Number.eq(number));
    row.one(app.cx.db.read())
        .await
        .expect("read")
        .expect("a proposal")
        .supports
}
