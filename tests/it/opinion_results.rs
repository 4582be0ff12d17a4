//! What the votes of an opinion phase say: computed beside the requests, and told in sentences before any figure.

use sea_orm::EntityTrait;
use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::strata::{EditStrata, StratumForm, edit_strata, strata as asked};
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::strata::{self, Declare};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::store::consultations;
use tablee_core::store::entities::statement;
use tablee_core::store::moderation::settle;
use tablee_rules::ballot_log::{Known, verify_opinions};
use tablee_rules::moderation::ModerationState;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::ballot_log::files;
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW};

const DRAFT: &str = "/espace/c/cantine/resultats/1";
const PUBLIC: &str = "/c/cantine/etape/1/resultats";

pub fn phase() -> PhaseAddress {
    PhaseAddress { slug: "cantine".to_owned(), position: 1 }
}

pub fn person(number: usize) -> Actor {
    Actor::Resident(DeviceSecret(format!("device {number}")))
}

/// One question about people: those who answer yes are to be the small group.
pub async fn question(app: &App) -> Uuid {
    let form = StratumForm {
        question: "Habitez-vous le quartier ?".to_owned(),
        reason: "Pour que sa voix se voie.".to_owned(),
        yes_label: "Habitants du quartier".to_owned(),
        no_label: "Autres personnes".to_owned(),
    };
    let seen: Seen = asked(&app.cx, &Actor::System, "cantine").await.expect("questions").seen;
    let edit = EditStrata { slug: "cantine".to_owned(), seen, questions: vec![form] };
    edit_strata(&app.cx, &Actor::System, edit).await.expect("kept");
    strata::form(&app.cx, &person(0), &phase())
        .await
        .expect("asked")
        .questions[0]
        .id
}

/// Six neighbours among thirty: all agree with the first statement, and only the neighbours refuse the second; the others split
/// people otherwise.
async fn votes(app: &App, statements: &[Uuid], question: Uuid) {
    for number in 0..30 {
        let neighbour = number < 6;
        for (place, statement) in statements.iter().enumerate() {
            let vote = match place {
                0 => Vote::Agree,
                1 if neighbour => Vote::Disagree,
                1 => Vote::Agree,
                _ if (number + place) % 2 == 0 => Vote::Agree,
                _ => Vote::Disagree,
            };
            let command = CastVote { phase: phase(), statement: *statement, vote };
            opinion::vote(&app.cx, &person(number), command).await.expect("cast");
        }
        declares(app, number, question, neighbour).await;
    }
}

/// What a person says of themselves.
pub async fn declares(app: &App, number: usize, question: Uuid, yes: bool) {
    let declare = Declare { phase: phase(), answers: vec![(question, Some(yes))] };
    strata::declare(&app.cx, &person(number), declare)
        .await
        .expect("declared");
}

async fn cast(app: &App, statement: Uuid, vote: Vote) {
    let command = CastVote { phase: phase(), statement, vote };
    opinion::vote(&app.cx, &person(1), command).await.expect("cast");
}

async fn facilitator(app: &App) -> Browser {
    app.member_of("cantine", Role::Facilitator, "").await
}

on_both_databases! {
    async fn a_small_group_that_refuses_is_told_of_before_any_figure(app: App) {
        let statements = cantine(app, 8).await;
        let question = question(app).await;
        votes(app, &statements, question).await;
        app.clock.advance(CLOSES - NOW);
        let desk = facilitator(app).await;
        desk.get(DRAFT).await.assert_status(409).assert_says("se calculent encore");
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1);
        let draft = desk.get(DRAFT).await;
        draft.assert_status(200);
        desk.post(DRAFT, &[("version", &draft.value("version"))]).await.assert_status(303);
        let page = app.browser().get(PUBLIC).await;
        page.assert_status(200);
        let sentences = page.texts(".sentences li");
        assert!(sentences[0].starts_with("Ce qui rassemble : « Phrase numéro 1. »"), "{sentences:?}");
        let refused = "Ce que refuse un groupe plus petit (Habitants du quartier) : « Phrase numéro 2. »";
        assert!(sentences.iter().any(|sentence| sentence.starts_with(refused)), "{sentences:?}");
        page.assert_says("Points de vigilance").assert_says("Autres personnes");
        let shared = page.texts("h3 .tag");
        assert_eq!(shared.len(), 1, "only the first statement is shared by all");
    }

    async fn a_statement_taken_down_after_the_publication_leaves_its_figures_only(app: App) {
        let statements = cantine(app, 3).await;
        cast(app, statements[0], Vote::Agree).await;
        app.clock.advance(CLOSES - NOW);
        analyse_changed(&app.cx).await.expect("computed");
        let desk = facilitator(app).await;
        let draft = desk.get(DRAFT).await;
        desk.post(DRAFT, &[("version", &draft.value("version"))]).await.assert_status(303);
        app.browser().get(PUBLIC).await.assert_says("Phrase numéro 1.");
        let unit = app.cx.db.begin().await.expect("a turn");
        settle::<statement::Entity>(unit.conn(), statements[0], ModerationState::Refused, None, false).await.expect("settled");
        let row = statement::Entity::find_by_id(statements[0]).one(unit.conn()).await.expect("read").expect("there");
        consultations::touch(unit.conn(), row.consultation_id).await.expect("touched");
        unit.commit().await.expect("kept");
        let page = app.browser().get(PUBLIC).await;
        assert!(!page.body.contains("Phrase numéro 1."), "{}", page.words());
        page.assert_says("Phrase retirée").assert_says("Phrase numéro 2.");
        let file = app.browser().get("/c/cantine/etape/1/urne/resultat.json").await;
        assert!(!file.body.contains("Phrase numéro 1.") && file.body.contains("Phrase numéro 2."), "words that were taken down");
        let files = serde_json::from_value(files(app).await).expect("published files");
        assert_eq!(verify_opinions(&files, &Known::default()), [], "the result is verified without them");
    }

    async fn opinions_are_computed_when_votes_change_and_only_then(app: App) {
        let statements = cantine(app, 2).await;
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1, "once, for an empty phase");
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 0);
        cast(app, statements[0], Vote::Agree).await;
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1);
        cast(app, statements[0], Vote::Agree).await;
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 0, "the same vote again says nothing new");
        cast(app, statements[0], Vote::Disagree).await;
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1);
        app.clock.advance(CLOSES - NOW);
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 1, "once more at the close");
        assert_eq!(analyse_changed(&app.cx).await.expect("computed"), 0);
    }
}
