//! What happens at the two ends of a vote: the first ballot freezes the rules, and the close seals the log.

use std::sync::atomic::Ordering;

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use tablee_core::Refusal;
use tablee_core::access::Role;
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::store::entities::{ballot, phase as phases};

use super::{cantine, heads, person, phase, vote, waiting};
use crate::on_both_databases;
use crate::support::NOW;
use crate::support::seed::CLOSES;

on_both_databases! {
    async fn the_first_ballot_is_judged_by_the_rules_that_it_freezes(app: App) {
        let options = cantine(app).await;
        let cast = |marked: usize| {
            let marks = options.iter().take(marked).map(|option| (option.clone(), String::new())).collect();
            let (cx, key) = (app.cx.clone(), SubmissionKey("a".to_owned()));
            async move { ballots::cast(&cx, &person(0), CastBallot { phase: phase(), marks, key }).await }
        };
        let edit = app.cx.db.begin().await.expect("a turn");
        let one = "UPDATE phases SET rules = REPLACE(rules, '\"at_most\":2', '\"at_most\":1')";
        edit.conn().execute_unprepared(one).await.expect("edited");
        let before = app.statements.load(Ordering::Relaxed);
        let first = tokio::spawn(cast(2));
        // Consultation, phase and options are read, by the rules of before, while the edit is not there yet.
        while app.statements.load(Ordering::Relaxed) < before + 3 {
            tokio::task::yield_now().await;
        }
        edit.commit().await.expect("kept");
        let refused = first.await.expect("no panic");
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
        let frozen = phases::Entity::find().one(app.cx.db.read()).await.expect("read").expect("a phase").frozen_at;
        assert_eq!((ballot::Entity::find().count(app.cx.db.read()).await.expect("a count"), frozen), (0, None));
        cast(1).await.expect("cast by the new rules");
        assert_eq!(waiting(app).await, 1);
    }

    async fn a_page_that_is_only_read_seals_no_log(app: App) {
        let options = cantine(app).await;
        vote(app, 0, "a", &[&options[0]]).await;
        app.clock.advance(CLOSES - NOW);
        let facilitator = app.member_of("cantine", Role::Facilitator, "").await;
        let auditor = app.one_of_two_auditors("cantine").await;
        facilitator.get("/espace/c/cantine/resultats/1").await.assert_status(409).assert_says("se calculent encore");
        auditor.get("/espace/c/cantine/urne/1/bulletins.json").await.assert_status(409);
        assert_eq!((heads(app).await.len(), waiting(app).await), (0, 1), "nothing was written");
        seal_due(&app.cx).await.expect("sealed");
        facilitator.get("/espace/c/cantine/resultats/1").await.assert_status(200).assert_says("Des fruits");
        auditor.get("/espace/c/cantine/urne/1/bulletins.json").await.assert_status(200);
    }
}
