//! Observers leave an address, confirm it, and receive every signed head.

use std::sync::Arc;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::jobs::send_mail::send_due;
use tablee_core::mail::transport::Memory;
use tablee_rules::ballot_log::{Known, verify};

use super::opinions::says;
use super::{BATCH, cantine, json, publish, published, tamper, vote};
use crate::support::NOW;
use crate::support::seed::CLOSES;
use crate::{on_both_databases, opinion};

const WATCH: &str = "/c/cantine/etape/1/urne/courriel";

fn text(message: &str) -> String {
    let message = mail_parser::MessageParser::default().parse(message).expect("a mail");
    message.body_text(0).expect("a text").replace('\r', "")
}

/// The signed head inside a mail: from the name of the log to the line of its signature.
fn head_in(mail: &str, origin: &str) -> String {
    let start = mail
        .find(&format!("{origin}\n"))
        .unwrap_or_else(|| panic!("no head in\n{mail}"));
    let end = mail[start..].find("\n— ").expect("a signature") + start + 1;
    let line = mail[end..].find('\n').expect("a line") + end;
    mail[start..=line].to_owned()
}

on_both_databases! {
    async fn an_observer_who_confirmed_is_mailed_every_head_and_can_prove_a_rewritten_log(app: App) {
        let options = cantine(app).await;
        let mailer = Arc::new(Memory::default());
        app.browser().get(WATCH).await.assert_status(200);
        app.browser().post(WATCH, &[("email", "presse@ville.example")]).await.assert_status(303);
        vote(app, 0, "a", &[&options[0]]).await;
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        send_due(&app.cx, mailer.clone()).await.expect("sent");
        assert_eq!(mailer.sent().len(), 1, "an address that nobody confirmed is asked, and told nothing");
        let asked = text(&mailer.sent()[0].message);
        let link = asked.lines().find_map(|line| line.strip_prefix(&app.base)).expect("a link").to_owned();
        app.browser().post_and_follow(&link, &[]).await.assert_status(200).assert_says("confirmée");
        vote(app, 1, "a", &[&options[1]]).await;
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        send_due(&app.cx, mailer.clone()).await.expect("sent");
        let sent = mailer.sent();
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[1].recipient, "presse@ville.example");
        let log = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        let kept = head_in(&text(&sent[1].message), log["origin"].as_str().expect("a name"));
        assert_eq!((&log["heads"][1]["note"], &log["observers"]), (&kept.clone().into(), &1.into()));
        let told = log["key"].as_str().expect("a key");
        assert!(text(&sent[1].message).lines().any(|line| line == told), "the key that the head is checked with");

        app.clock.advance(CLOSES - NOW - 2 * BATCH);
        publish(app).await;
        send_due(&app.cx, mailer.clone()).await.expect("sent");
        assert!(mailer.sent().iter().any(|mail| text(&mail.message).contains("est fermée")), "the last head too");
        let known = Known { key: None, heads: vec![kept], ..Known::default() };
        assert_eq!(verify(&published(app).await, &known), []);
        // The server writes another log with its own key, as if the second voter had never come.
        tamper(app, "DELETE FROM log_leaves WHERE position = 1").await;
        tamper(app, "DELETE FROM log_heads WHERE number > 1").await;
        let findings = verify(&published(app).await, &known);
        assert!(findings.iter().any(|finding| serde_json::to_string(finding).expect("JSON").contains("kept_head_contradicted")), "{findings:?}");
    }

    async fn heads_of_an_opinion_phase_are_mailed_too(app: App) {
        let statements = opinion::cantine(app, 2).await;
        let mailer = Arc::new(Memory::default());
        app.browser().post(WATCH, &[("email", "presse@ville.example")]).await.assert_status(303);
        send_due(&app.cx, mailer.clone()).await.expect("sent");
        let asked = text(&mailer.sent()[0].message);
        let link = asked.lines().find_map(|line| line.strip_prefix(&app.base)).expect("a link").to_owned();
        app.browser().post_and_follow(&link, &[]).await.assert_status(200).assert_says("confirmée");
        says(app, 0, &statements).await;
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        send_due(&app.cx, mailer.clone()).await.expect("sent");
        let log = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        let kept = head_in(&text(&mailer.sent()[1].message), log["origin"].as_str().expect("a name"));
        assert_eq!(log["heads"][0]["note"], kept);
    }
}
