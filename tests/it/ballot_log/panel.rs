//! A panel's draw in the log: audited to the codes, and told for as long as links lead nowhere.

use serde_json::Value;
use tablee_core::Refusal;
use tablee_core::access::{Actor, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::cases::results::{self, EnterDraw, PublishResults};
use tablee_core::jobs::count_votes::count_closed;
use tablee_core::jobs::housekeeping::erase_links_of_votes;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::DAY;
use tablee_rules::ballot_log::{AuditFinding, OpenedLog, ProofCode, Published, Recount, audit, sha256};
use tablee_rules::voting::VoteRules;

use super::publishing::{counted_again, downloaded, said, tablee};
use super::{json, person, phase, publish, published, tamper, wrong_with};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW};

const LABELS: [&str; 4] = ["Jeune", "Vieux", "Nord", "Sud"];

/// Volunteers of four kinds for a panel of six, until the phase closes.
async fn volunteered(app: &App, volunteers: usize, randomness: &str) {
    let rules =
        VoteRules { method: "panel".to_owned(), seats: 6, randomness: randomness.to_owned(), ..VoteRules::default() };
    let options = app.seed("cantine").await.vote(1, &rules, &LABELS).await;
    let quotas = "UPDATE ballot_options SET least = 2, most = 4, \
                  feature = CASE WHEN label IN ('Jeune', 'Vieux') THEN 'Âge' ELSE 'Lieu' END";
    tamper(app, quotas).await;
    for voter in 0..volunteers {
        let answers = [&options[voter % 2], &options[2 + voter / 2 % 2]];
        let marks = answers.map(|option| (option.clone(), String::new())).into();
        let command = CastBallot { phase: phase(), marks, key: SubmissionKey("a".to_owned()) };
        ballots::cast(&app.cx, &person(voter), command).await.expect("cast");
    }
    app.clock.advance(CLOSES - NOW);
}

async fn opened(app: &App) -> OpenedLog {
    let auditor = app.one_of_two_auditors("cantine").await;
    let page = auditor.get("/espace/c/cantine/urne/1/bulletins.json").await;
    let file: Value = serde_json::from_str(&page.assert_status(200).body).expect("JSON");
    serde_json::from_value(file["opened"].clone()).expect("an opened log")
}

/// The panels of which the draw takes one, as anyone reads them.
async fn lottery(app: &App) -> String {
    app.browser()
        .get("/c/cantine/etape/1/urne/groupes.json")
        .await
        .assert_status(200)
        .body
        .clone()
}

/// Whether the code is drawn, as anyone may ask.
async fn drawn(app: &App, code: &ProofCode) -> Value {
    json(app, &format!("/api/v1/votes/{code}")).await["drawn"].clone()
}

on_both_databases! {
    async fn auditors_find_the_same_people_and_name_codes_that_were_exchanged(app: App) {
        volunteered(app, 60, "").await;
        publish(app).await;
        let vote: Published = published(app).await;
        assert_eq!((wrong_with(&vote), vote.result.drawn.len()), (Vec::new(), 6));
        assert!(matches!(vote.recount, Recount::Summary(_)));
        let again = counted_again(&vote);
        assert_eq!(again.working.drawn_people(), vote.result.tally.working.drawn_people());
        let opened = opened(app).await;
        assert_eq!(audit(&vote, &opened), []);
        let mut exchanged = vote.clone();
        let other = vote.log.leaves.iter().map(ProofCode::of).find(|code| !vote.result.drawn.contains(code));
        exchanged.result.drawn[0] = other.expect("somebody else");
        exchanged.result.drawn.sort();
        assert_eq!(audit(&exchanged, &opened), [AuditFinding::OtherDrawn]);
    }

    async fn the_commands_recount_and_audit_a_draw_without_an_installation(app: App) {
        volunteered(app, 60, "").await;
        publish(app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = downloaded(app, folder.path()).await;
        let again = tablee(&["recount"], &files[2..]);
        assert!(again.status.success() && said(&again).contains("This is the published result."), "{}", said(&again));
        assert!(said(&again).contains("Drawn: 6 people"), "{}", said(&again));
        let auditor = app.one_of_two_auditors("cantine").await;
        let page = auditor.get("/espace/c/cantine/urne/1/bulletins.json").await;
        files.push(folder.path().join("bulletins.json"));
        std::fs::write(&files[3], &page.assert_status(200).body).expect("written");
        let audited = tablee(&["audit"], &files);
        assert!(audited.status.success(), "{}", said(&audited));
    }

    async fn few_volunteers_are_recounted_by_auditors_alone(app: App) {
        volunteered(app, 24, "").await;
        publish(app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = downloaded(app, folder.path()).await;
        files.push(folder.path().join("groupes.json"));
        std::fs::write(&files[3], lottery(app).await).expect("written");
        let again = tablee(&["recount"], &files[2..]);
        assert_eq!(again.status.code(), Some(1));
        assert!(said(&again).contains("draws from the 1000 published ones") && said(&again).contains("too few to hide among"), "{}", said(&again));
        assert!(tablee(&["verify"], &files).status.success());
        let other = lottery(app).await.replacen("[[", "[[99,", 1);
        std::fs::write(&files[3], other).expect("written");
        assert!(said(&tablee(&["recount"], &files[2..])).contains("ne sont pas ceux que le résultat annonce"));
        assert_eq!(tablee(&["verify"], &files).status.code(), Some(1));
        let vote = published(app).await;
        assert!(matches!(vote.recount, Recount::Withheld(_)));
        assert_eq!((wrong_with(&vote), vote.result.drawn.len()), (Vec::new(), 6));
        assert_eq!(audit(&vote, &opened(app).await), []);
    }

    async fn who_is_drawn_stays_known_by_code_once_links_are_erased(app: App) {
        volunteered(app, 24, "").await;
        publish(app).await;
        let before = published(app).await;
        app.clock.advance(31 * DAY);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let draft = results::draft(&app.cx, &Actor::System, &phase()).await.expect("a draft");
        assert!(draft.unchanged, "the codes are still the published ones");
        assert_eq!(published(app).await, before);
        assert_eq!(drawn(app, &before.result.drawn[0]).await, true);
        let other = before.log.leaves.iter().map(ProofCode::of).find(|code| !before.result.drawn.contains(code));
        assert_eq!(drawn(app, &other.expect("somebody else")).await, false);
    }

    async fn a_draw_that_is_published_late_still_names_its_people(app: App) {
        volunteered(app, 24, "").await;
        seal_due(&app.cx).await.expect("sealed");
        let early = results::draft(&app.cx, &Actor::System, &phase()).await.expect("a draft");
        app.clock.advance(31 * DAY);
        for _ in 0..2 {
            erase_links_of_votes(&app.cx).await.expect("erased");
        }
        publish(app).await;
        let results::Outcome::Decision(early) = early.results.outcome else { panic!("a decision") };
        let vote = published(app).await;
        assert_eq!((wrong_with(&vote), vote.result.drawn), (Vec::new(), early.drawn));
    }

    async fn a_draw_that_waits_for_its_public_draw_beyond_the_links_is_not_published(app: App) {
        volunteered(app, 24, "Loto du 21 décembre").await;
        app.clock.advance(31 * DAY);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let command = EnterDraw { phase: phase(), value: "4 12 23".to_owned() };
        results::enter_draw(&app.cx, &Actor::System, command).await.expect("entered");
        let command = PublishResults { phase: phase(), version: 1, alike_in_full: false };
        let refused = results::publish(&app.cx, &Actor::System, command).await;
        assert!(matches!(refused, Err(Refusal::LinksErased)), "{refused:?}");
    }

    async fn nobody_is_drawn_from_other_panels_than_those_published_before(app: App) {
        volunteered(app, 24, "").await;
        seal_due(&app.cx).await.expect("sealed");
        count_closed(&app.cx).await.expect("counted");
        // As another version of the rules may have made them.
        tamper(app, "UPDATE lotteries SET panels = '{\"lottery\":[[1,2,3,4,5,6]]}'").await;
        let before = lottery(app).await;
        let command = PublishResults { phase: phase(), version: 1, alike_in_full: false };
        let refused = results::publish(&app.cx, &Actor::System, command).await;
        assert!(matches!(refused, Err(Refusal::WrongState)), "{refused:?}");
        assert_eq!(lottery(app).await, before, "what everyone has read stays");
    }

    async fn another_public_draw_may_draw_other_people(app: App) {
        volunteered(app, 24, "Loto du 21 décembre").await;
        seal_due(&app.cx).await.expect("sealed");
        let results::Outcome::Decision(trial) =
            results::draft(&app.cx, &Actor::System, &phase()).await.expect("a draft").results.outcome else { panic!("a decision") };
        assert!(trial.provisional);
        let before = lottery(app).await;
        app.browser().get("/c/cantine/etape/1/urne").await.assert_says("Les 1000 groupes : le sort en prend un");
        let desk = app.member_of("cantine", Role::Facilitator, "").await;
        let draft = desk.get("/espace/c/cantine/resultats/1").await;
        draft.assert_says("Ceci est un essai").assert_says("plus personne ne saura qui est tiré");
        let command = EnterDraw { phase: phase(), value: "4 12 23".to_owned() };
        results::enter_draw(&app.cx, &Actor::System, command).await.expect("entered");
        publish(app).await;
        let vote = published(app).await;
        assert_eq!(wrong_with(&vote), []);
        assert_ne!(vote.result.drawn, trial.drawn);
        assert_eq!(lottery(app).await, before, "the panels are there before the draw, and stay");
        assert_eq!(vote.result.tally.working.lottery, Some(sha256(&[before.as_bytes()]).to_string()));
        let result = app.browser().get("/c/cantine/etape/1/resultats").await;
        result.assert_says("L’empreinte SHA-256 du fichier des groupes").assert_says("Nombre de personnes à tirer au sort : 6");
        assert!(!result.words().contains("En cas d’égalité"), "people are drawn, not ranked");
    }
}
