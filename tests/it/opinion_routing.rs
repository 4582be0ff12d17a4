//! Which statement a person meets first: one that their neighbours have said too little of, and new ones in their turn.

use sea_orm::EntityTrait;
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::store::entities::phase;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::on_both_databases;
use crate::opinion::{cantine, put};
use crate::opinion_results::{self, declares, person, question};
use crate::support::App;

async fn says(app: &App, number: usize, statement: Uuid, vote: Vote) {
    let command = CastVote { phase: opinion_results::phase(), statement, vote };
    opinion::vote(&app.cx, &person(number), command).await.expect("cast");
}

/// The statements that a person has not seen, in the order in which they will meet them.
async fn to_meet(app: &App, number: usize) -> Vec<Uuid> {
    let open = opinion::open(&app.cx, &person(number), &opinion_results::phase())
        .await
        .expect("open");
    let unseen = open.statements.into_iter().filter(|statement| statement.vote.is_none());
    unseen.map(|statement| statement.id).collect()
}

/// Six neighbours and six others say something of all statements, the neighbours nothing of the one left out.
async fn twelve_people(app: &App, statements: &[Uuid], question: Uuid, left_out: Uuid) {
    for number in 0..12 {
        let neighbour = number % 2 == 0;
        for (place, statement) in statements.iter().enumerate() {
            if !(neighbour && *statement == left_out) {
                says(app, number, *statement, Vote::ALL[(number + place) % 3]).await;
            }
        }
        declares(app, number, question, neighbour).await;
    }
}

on_both_databases! {
    async fn a_neighbour_meets_first_what_neighbours_have_not_said(app: App) {
        let statements = cantine(app, 12).await;
        let question = question(app).await;
        twelve_people(app, &statements, question, statements[7]).await;
        analyse_changed(&app.cx).await.expect("computed");
        let (mut neighbours, mut others) = (0, 0);
        for number in 20..32 {
            says(app, number, statements[number % 6], Vote::Pass).await;
            declares(app, number, question, number % 2 == 0).await;
            let first = to_meet(app, number).await[0];
            *(if number % 2 == 0 { &mut neighbours } else { &mut others }) += usize::from(first == statements[7]);
        }
        assert_eq!(neighbours, 6, "each of the six neighbours");
        assert!(others < 4, "{others} of six others");
    }

    async fn a_statement_added_late_is_met_by_a_fair_share(app: App) {
        let statements = cantine(app, 9).await;
        for number in 0..12 {
            for (place, statement) in statements.iter().enumerate() {
                says(app, number, *statement, Vote::ALL[(number * 5 + place * 7 + number * place) % 3]).await;
            }
        }
        analyse_changed(&app.cx).await.expect("computed");
        let phase = phase::Entity::find().one(app.cx.db.read()).await.expect("read").expect("a phase");
        let late = put(app, phase.consultation_id, phase.id, 10, "published").await;
        let mut early = 0;
        for number in 100..160 {
            let order = to_meet(app, number).await;
            assert_eq!(order.len(), 10);
            early += usize::from(order[..5].contains(&late));
        }
        assert!((15..=45).contains(&early), "{early} of sixty newcomers meet it in the first half");
    }
}
