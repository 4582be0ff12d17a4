//! Auditors open a closed vote; long after the close, nothing can be opened any more, and the result stands.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;
use tablee_core::access::Role;
use tablee_core::jobs::housekeeping::erase_links_of_votes;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{audit_entry, ballot, participation, submission};
use tablee_rules::ballot_log::{AuditFinding, OpenedLog, audit};

use super::publishing::{downloaded, said, tablee};
use super::{cantine, publish, published, tamper, vote, wrong_with};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW};

const OPENED: &str = "/espace/c/cantine/urne/1/bulletins.json";

async fn auditor(app: &App) -> Browser {
    app.member_of("cantine", Role::Auditor, "").await
}

async fn opened(browser: &Browser) -> OpenedLog {
    let page = browser.get(OPENED).await;
    let file: Value = serde_json::from_str(&page.assert_status(200).body).expect("JSON");
    serde_json::from_value(file["opened"].clone()).expect("an opened log")
}

/// Ten voters, of whom three change their minds, are published.
async fn ten_voted(app: &App) -> Vec<String> {
    let options = cantine(app).await;
    for voter in 0..10 {
        vote(app, voter, "a", &[&options[voter % 3]]).await;
    }
    for voter in 0..3 {
        vote(app, voter, "b", &[&options[2]]).await;
    }
    app.clock.advance(CLOSES - NOW);
    publish(app).await;
    options
}

on_both_databases! {
    async fn an_auditor_opens_every_ballot_and_counts_again(app: App) {
        ten_voted(app).await;
        let browser = auditor(app).await;
        let opened = opened(&browser).await;
        assert_eq!(audit(&published(app).await, &opened), []);
        assert_eq!(opened.leaves.len(), 13);
        let passes: std::collections::BTreeSet<u64> = opened.leaves.iter().map(|leaf| leaf.pass).collect();
        assert_eq!(passes.len(), 10);
        let entries = audit_entry::Entity::find().all(app.cx.db.read()).await.expect("entries");
        assert!(entries.iter().any(|entry| entry.action == "ballots.opened"), "an opening is written down");
    }

    async fn the_audit_command_opens_ballots_without_an_installation(app: App) {
        ten_voted(app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = downloaded(app, folder.path()).await;
        let page = auditor(app).await.get(OPENED).await;
        let file = folder.path().join("bulletins.json");
        std::fs::write(&file, &page.assert_status(200).body).expect("written");
        files.push(file);
        let audited = tablee(&["audit"], &files);
        assert!(audited.status.success() && said(&audited).contains("each pass counts once"), "{}", said(&audited));
        let text = std::fs::read_to_string(&files[3]).expect("read");
        std::fs::write(&files[3], text.replacen("\"state\":\"replaced\"", "\"state\":\"cast\"", 1)).expect("written");
        let wrong = tablee(&["audit"], &files);
        assert_eq!(wrong.status.code(), Some(1));
        assert!(said(&wrong).contains("la même personne a voté de nouveau"), "{}", said(&wrong));
    }

    async fn a_ballot_that_was_changed_or_dropped_in_the_database_is_named(app: App) {
        let options = cantine(app).await;
        for voter in 0..10 {
            vote(app, voter, "a", &[&options[voter % 3]]).await;
        }
        let changed = format!("UPDATE ballots SET choice = REPLACE(choice, '{}', '{}')", options[0], options[1]);
        tamper(app, &changed).await;
        app.clock.advance(CLOSES - NOW);
        publish(app).await;
        let vote = published(app).await;
        assert_eq!(wrong_with(&vote), [], "figures alone cannot show it");
        let findings = audit(&vote, &opened(&auditor(app).await).await);
        let unopened = findings.iter().filter(|finding| matches!(finding, AuditFinding::DoesNotOpen { .. }));
        assert_eq!(unopened.count(), 4, "{findings:?}");
    }

    async fn only_auditors_open_ballots_and_only_once_the_vote_is_closed(app: App) {
        let options = cantine(app).await;
        vote(app, 0, "a", &[&options[0]]).await;
        app.seed("ailleurs").await;
        let browser = auditor(app).await;
        browser.get(OPENED).await.assert_status(409);
        app.clock.advance(CLOSES - NOW);
        seal_due(&app.cx).await.expect("sealed");
        for role in [Role::Administrator, Role::Facilitator, Role::Institution, Role::Reader] {
            app.member_of("cantine", role, "").await.get(OPENED).await.assert_status(403);
        }
        app.member_of("ailleurs", Role::Auditor, "").await.get(OPENED).await.assert_status(404);
        app.browser().get(OPENED).await.assert_status(303);
        app.browser().get("/api/v1/consultations/cantine/phases/1/ballot-log/opened").await.assert_status(401);
        auditor(app).await.get(OPENED).await.assert_status(200);
    }

    async fn thirty_days_after_the_close_links_are_gone_and_the_result_stands(app: App) {
        ten_voted(app).await;
        let before = published(app).await;
        app.clock.advance(30 * DAY - 1);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let read = app.cx.db.read();
        let linked = |rows: &[ballot::Model]| rows.iter().filter(|row| row.nonce.is_some() || row.leaf.is_some()).count();
        assert_eq!(linked(&ballot::Entity::find().all(read).await.expect("ballots")), 13, "not yet");
        app.clock.advance(1);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let rows = ballot::Entity::find().all(read).await.expect("ballots");
        assert_eq!((linked(&rows), rows.iter().filter(|row| row.replaced_by.is_some()).count()), (0, 0));
        assert!(rows.iter().filter(|row| !row.counts()).all(|row| row.choice == r#"{"marks":[]}"#));
        let participations = participation::Entity::find().all(read).await.expect("participations");
        assert!(participations.len() == 10 && participations.iter().all(|row| row.contribution_id.is_none()));
        assert_eq!(submission::Entity::find().count(read).await.expect("forms"), 0);
        assert_eq!(published(app).await, before);
        assert_eq!(wrong_with(&before), []);
        auditor(app).await.get(OPENED).await.assert_status(409).assert_says("effacés");
        erase_links_of_votes(&app.cx).await.expect("twice does no more");
    }

    async fn a_receipt_stays_after_links_are_gone_and_leads_to_no_ballot(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let page = "/c/cantine/etape/1/voter";
        let op = browser.get(page).await.value("op");
        browser.post(page, &[("op", &op), ("options", &options[0])]).await.assert_status(303);
        let thanks = browser.get("/c/cantine/etape/1/merci").await;
        let code = |page: &crate::support::Page, of: &str| page.texts(&format!(".{of} .code")).concat().replace(' ', "-");
        let (receipt, proof) = (code(&thanks, "receipt"), code(&thanks, "proof"));
        app.clock.advance(CLOSES - NOW);
        publish(app).await;
        app.clock.advance(30 * DAY);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let page = app.browser().get(&format!("/suivi/{receipt}")).await;
        page.assert_status(200).assert_says("Compté").assert_says("est effacé");
        assert!(!page.body.contains("Des fruits"));
        app.browser().get(&format!("/verifier/{proof}")).await.assert_status(200).assert_says("Ce vote est dans l’urne");
    }
}
