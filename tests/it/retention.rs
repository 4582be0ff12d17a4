//! Contributions go at the date that the page of their consultation promises; what was published stays as it was.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::published_proposals::ProposalAddress;
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::cases::results::{self, PublishResults};
use tablee_core::cases::supports;
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::jobs::housekeeping::erase_contributions;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::{DAY, Millis};
use tablee_core::store::entities as rows;
use tablee_core::store::rows::update;
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use uuid::Uuid;

use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW};

/// Noon of 2 December 2027, the last day: phases close on 2 December 2026, and twelve months are promised.
const LAST_DAY: Millis = CLOSES + 365 * DAY;
const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}]}"#;
const PUBLIC: [&str; 12] = [
    "/c/ecole",
    "/c/ecole/etape/1/resultats",
    "/c/ecole/etape/2/resultats",
    "/c/ecole/etape/3/resultats",
    "/c/ecole/etape/4/resultats",
    "/c/ecole/propositions",
    "/c/ecole/propositions/1",
    "/c/ecole/reponses",
    "/c/ecole/etape/4/urne",
    "/c/ecole/etape/4/urne/urne.json",
    "/c/ecole/etape/4/urne/resultat.json",
    "/c/ecole/etape/4/urne/recomptage.json",
];

fn phase(position: i32) -> PhaseAddress {
    PhaseAddress { slug: "ecole".to_owned(), position }
}

fn person(number: usize) -> Actor {
    Actor::Resident(DeviceSecret(format!("device {number}")))
}

fn key(number: usize) -> SubmissionKey {
    SubmissionKey(format!("key {number}"))
}

/// One person's answers, vote on the statement, support of the first proposal, and ballot; gives the receipt of the answers.
async fn takes_part(app: &App, number: usize, statement: Uuid, option: &str) -> String {
    let (cx, actor) = (&app.cx, person(number));
    let entries = [(1, Entry::one("a")), (2, Entry::one(format!("Texte {number}")))].into();
    let sheet = questionnaires::send_whole(cx, &actor, SendSheet { phase: phase(1), entries });
    let receipt = sheet.await.expect("sent").to_string();
    let proposal = ProposalAddress { slug: "ecole".to_owned(), number: 1 };
    supports::support(cx, &actor, &proposal).await.expect("supported");
    let vote = CastVote { phase: phase(3), statement, vote: Vote::Agree };
    opinion::vote(cx, &actor, vote).await.expect("voted");
    let marks = vec![(option.to_owned(), String::new())];
    ballots::cast(cx, &actor, CastBallot { phase: phase(4), marks, key: key(number) })
        .await
        .expect("cast");
    receipt
}

/// Someone who follows a consultation by mail.
async fn follows(app: &App, contact: Uuid, consultation: Uuid) {
    let topic = format!("topic of {consultation}");
    let row = rows::follow::Model { contact_id: contact, topic, consultation_id: consultation, stopped_at: None };
    app.put::<rows::follow::Entity>(row).await;
}

async fn contact(app: &App, email: &str) -> Uuid {
    let row = rows::contact::Model {
        id: app.cx.anonymous_id(),
        email: email.to_owned(),
        email_folded: email.to_owned(),
        lang: "fr".to_owned(),
        confirmed_at: Some(NOW),
        proof: None,
        created_at: NOW,
    };
    let id = row.id;
    app.put::<rows::contact::Entity>(row).await;
    id
}

async fn published_proposal(app: &App) {
    let found = rows::proposal::Entity::find().filter(rows::proposal::Column::Number.eq(1));
    let row = found.one(app.cx.db.read()).await.expect("read").expect("a proposal");
    let unit = app.cx.db.begin().await.expect("a turn");
    let shown = rows::proposal::Model { state: "published".to_owned(), unread: false, ..row };
    update::<rows::proposal::Entity, _>(unit.conn(), shown)
        .await
        .expect("kept");
    unit.commit().await.expect("kept");
}

/// A facilitator lets everyone read one text.
async fn published_text(app: &App, text: &str) {
    let unit = app.cx.db.begin().await.expect("a turn");
    let shown = rows::answer::Entity::update_many()
        .col_expr(rows::answer::Column::Review, Expr::value("published"))
        .filter(rows::answer::Column::Value.contains(format!("{text}\"")))
        .exec(unit.conn())
        .await
        .expect("kept");
    assert_eq!(shown.rows_affected, 1);
    unit.commit().await.expect("kept");
}

/// A facilitator lets everyone read all texts.
async fn published_texts(app: &App) {
    let unit = app.cx.db.begin().await.expect("a turn");
    rows::answer::Entity::update_many()
        .col_expr(rows::answer::Column::Review, Expr::value("published"))
        .exec(unit.conn())
        .await
        .expect("kept");
    unit.commit().await.expect("kept");
}

/// A consultation of four phases in which twelve people took part, its results published; gives the receipts of their answers, and
/// that of a proposal that nobody published.
async fn ecole(app: &App) -> Vec<String> {
    let seeded = app.seed("ecole").await;
    let questionnaire = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(questionnaire, 1, "single_choice", CHOICES, true).await;
    seeded.question(questionnaire, 2, "short_text", "{}", false).await;
    seeded.phase(2, "proposal", "{}").await;
    let opinion = seeded.phase(3, "opinion", "{}").await;
    let statement = crate::opinion::put(app, seeded.id, opinion, 1, "published").await;
    crate::opinion::put(app, seeded.id, opinion, 2, "refused").await;
    let options = seeded.decision(4, 2, &["Des fruits", "Du pain frais"]).await;
    app.proposes("ecole", 2, "Un marché", "Le samedi matin.").await;
    let waiting = app.proposes("ecole", 2, "Un puits", "Derrière la salle.").await;
    published_proposal(app).await;
    let mut receipts = vec![waiting];
    for number in 0..12 {
        receipts.push(takes_part(app, number, statement, &options[number % 2]).await);
    }
    published_text(app, "Texte 7").await;
    let elsewhere = app.seed("ailleurs").await.id;
    follows(app, contact(app, "one@ville.example").await, seeded.id).await;
    let both = contact(app, "both@ville.example").await;
    follows(app, both, seeded.id).await;
    follows(app, both, elsewhere).await;
    app.clock.advance(CLOSES - NOW);
    seal_due(&app.cx).await.expect("sealed");
    assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1);
    for position in 1..=4 {
        let command = PublishResults { phase: phase(position), version: 1, alike_in_full: false };
        results::publish(&app.cx, &Actor::System, command)
            .await
            .expect("published");
    }
    receipts
}

/// How many rows of what people sent there are, by table.
async fn left(app: &App) -> Vec<(&'static str, u64)> {
    let read = app.cx.db.read();
    macro_rules! count {
        ($($table:ident),*) => {
            vec![$((stringify!($table), rows::$table::Entity::find().count(read).await.expect("counted"))),*]
        };
    }
    count!(
        answer,
        answer_sheet,
        statement_vote,
        declaration,
        opinion_analysis,
        ballot,
        support,
        receipt,
        submission,
        participation,
        pass,
        moderation_decision,
        proposal,
        statement,
        follow,
        contact
    )
}

async fn read(app: &App) -> Vec<String> {
    let mut pages = Vec::new();
    for path in PUBLIC {
        pages.push(app.browser().get(path).await.assert_status(200).words());
    }
    pages
}

on_both_databases! {
    async fn contributions_go_after_the_promised_day_and_what_was_published_stays(app: App) {
        let receipts = ecole(app).await;
        app.clock.advance(LAST_DAY - CLOSES);
        app.browser().get("/c/ecole").await.assert_says("gardées 12 mois").assert_says("jusqu’au 2 décembre 2027");
        let (rows_before, pages_before) = (left(app).await, read(app).await);
        erase_contributions(&app.cx).await.expect("erased");
        assert_eq!(left(app).await, rows_before, "the last day is not over");
        app.browser().get(&format!("/suivi/{}", receipts[1])).await.assert_status(200).assert_says("Texte 0");

        app.clock.advance(DAY);
        let (one, other) = tokio::join!(erase_contributions(&app.cx), erase_contributions(&app.cx));
        one.expect("erased");
        other.expect("by two nodes at once");
        let kept: Vec<_> = left(app).await.into_iter().filter(|(_, count)| *count > 0).collect();
        let text = [("answer", 1), ("answer_sheet", 1)];
        assert_eq!(kept[..2], text, "what everyone reads in the results");
        assert_eq!(kept[2..], [("proposal", 1), ("statement", 1), ("follow", 1), ("contact", 1)]);
        let proposal = rows::proposal::Entity::find().one(app.cx.db.read()).await.expect("read").expect("it stays");
        assert_eq!((proposal.number, proposal.supports, proposal.author), (1, 12, None));
        app.browser().get(PUBLIC[1]).await.assert_says("Texte 7");
        for (path, (before, after)) in PUBLIC.iter().zip(pages_before.iter().zip(read(app).await)) {
            assert_eq!(*before, after, "{path}");
        }
        for receipt in &receipts[..2] {
            app.browser().get(&format!("/suivi/{receipt}")).await
                .assert_status(404).assert_says("Un code s’efface avec les réponses, à la date promise");
        }
        erase_contributions(&app.cx).await.expect("twice does no more");
        let told = rows::audit_entry::Entity::find()
            .filter(rows::audit_entry::Column::Action.eq("contributions.erased"))
            .all(app.cx.db.read()).await.expect("the journal");
        assert_eq!((told.len(), told[0].member_id), (1, None));
        let day = app.member_of("ecole", Role::Administrator, "").await;
        day.get("/espace/administration/journal").await.assert_says("Gardé jusqu’au : jeudi 2 décembre 2027");
    }

    async fn texts_that_stay_are_tied_to_nobody_and_those_of_results_that_were_never_published_go(app: App) {
        let seeded = app.seed("ecole").await;
        for position in [1, 2] {
            let questionnaire = seeded.phase(position, "questionnaire", "{}").await;
            seeded.question(questionnaire, 1, "short_text", "{}", true).await;
            seeded.question(questionnaire, 2, "short_text", "{}", true).await;
            let entries = [(1, Entry::one("Un texte")), (2, Entry::one("Un autre"))].into();
            let send = SendSheet { phase: phase(position), entries };
            questionnaires::send_whole(&app.cx, &person(1), send).await.expect("sent");
        }
        published_texts(app).await;
        app.clock.advance(CLOSES - NOW);
        let command = PublishResults { phase: phase(1), version: 1, alike_in_full: false };
        results::publish(&app.cx, &Actor::System, command).await.expect("published");
        app.clock.advance(LAST_DAY + DAY - CLOSES);
        erase_contributions(&app.cx).await.expect("erased");
        let read = app.cx.db.read();
        let texts = rows::answer::Entity::find().all(read).await.expect("read");
        assert_eq!(texts.len(), 2, "those of the first step alone");
        assert_ne!(texts[0].sheet_id, texts[1].sheet_id, "nothing says that one person wrote both");
        let sheets = rows::answer_sheet::Entity::find().all(read).await.expect("read");
        let bare = |sheet: &rows::answer_sheet::Model| (sheet.channel.as_str(), sheet.day) == ("", 0);
        assert!(sheets.len() == 2 && sheets.iter().all(bare), "nor when, nor how: {sheets:?}");
        app.browser().get("/c/ecole/etape/1/resultats").await.assert_says("Un texte").assert_says("Un autre");
    }

    async fn nothing_is_counted_anew_from_the_promised_day_on(app: App) {
        ecole(app).await;
        app.clock.advance(LAST_DAY + DAY - CLOSES);
        let desk = app.member_of("ecole", Role::Facilitator, "").await;
        desk.get("/espace/c/ecole/resultats/4").await.assert_status(409).assert_says("Les réponses sont effacées");
    }

    async fn nothing_is_counted_anew_once_contributions_are_erased(app: App) {
        ecole(app).await;
        app.clock.advance(LAST_DAY + DAY - CLOSES);
        erase_contributions(&app.cx).await.expect("erased");
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 0);
        let desk = app.member_of("ecole", Role::Facilitator, "").await;
        for position in 1..=4 {
            let draft = format!("/espace/c/ecole/resultats/{position}");
            desk.get(&draft).await.assert_status(409).assert_says("Les réponses sont effacées");
            desk.post(&draft, &[("version", "2")]).await.assert_status(409);
        }
        let journal = app.member_of("ecole", Role::Administrator, "").await;
        journal.get("/espace/administration/journal").await.assert_says("a effacé les réponses, à la date promise");
    }
}
