//! Passes given out stand beside the voters of each channel, exactly, as long as no difference tells of few people.

use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_rules::ballot_log::{Channel, PassesTogether};
use tablee_rules::questions::Entry;

use super::{publish, published, vote, wrong_with};
use crate::on_both_databases;
use crate::support::seed::{CLOSES, OPENS};
use crate::support::{App, Browser, NOW};

const RESULTS: &str = "/c/cantine/etape/1/resultats";

/// A vote, and a questionnaire that stays open longer.
async fn two_phases(app: &App) -> Vec<String> {
    let seeded = app.seed("cantine").await;
    let options = seeded.decision(1, 1, &["Des fruits", "Du pain"]).await;
    let questionnaire = seeded
        .phase_between(2, "questionnaire", "{}", OPENS, CLOSES + 1_000_000)
        .await;
    seeded.question(questionnaire, 1, "short_text", "{}", true).await;
    options
}

/// The devices of these numbers answer the questionnaire.
async fn answer(app: &App, devices: std::ops::Range<usize>) {
    for number in devices {
        let person = Actor::Resident(DeviceSecret(format!("device {number}")));
        let phase = PhaseAddress { slug: "cantine".to_owned(), position: 2 };
        let sheet = SendSheet { phase, entries: [(1, Entry::one("Oui"))].into() };
        questionnaires::send_whole(&app.cx, &person, sheet).await.expect("sent");
    }
}

async fn enters(browser: &Browser, op: &str, channel: &str, option: &str) -> u16 {
    let fields = [("op", op), ("channel", channel), ("consent", "signed"), ("options", option)];
    browser
        .post("/espace/c/cantine/saisie/1", &fields)
        .await
        .status
        .as_u16()
}

/// Twelve people vote on the site, six on paper.
async fn eighteen_vote(app: &App, options: &[String]) {
    for voter in 0..12 {
        vote(app, voter, "a", &[&options[voter % 2]]).await;
    }
    let facilitator = app.member_of("cantine", Role::Facilitator, "").await;
    for _ in 0..6 {
        let op = facilitator.get("/espace/c/cantine/saisie/1").await.value("op");
        assert_eq!(enters(&facilitator, &op, "paper", &options[0]).await, 200);
    }
}

on_both_databases! {
    async fn passes_are_told_by_channel_until_the_box_was_closed(app: App) {
        let options = two_phases(app).await;
        eighteen_vote(app, &options).await;
        answer(app, 12..20).await;
        app.later(CLOSES - NOW).await;
        answer(app, 20..23).await;
        publish(app).await;
        let found = published(app).await;
        let told = |name: &str| found.result.channels[name];
        assert_eq!(told("web"), Channel { passes: Some(20), voters: 12 }, "those who came after the close are not among them");
        assert_eq!(told("paper"), Channel { passes: Some(6), voters: 6 });
        assert_eq!((found.result.channels.len(), &found.result.passes_together), (2, &None));
        assert_eq!(wrong_with(&found), []);
        let page = app.browser().get(RESULTS).await;
        page.assert_says("Aucun vote n’a été changé ni retiré").assert_says("Sur le site : 12 personnes").assert_says("un seul droit de participer");
        page.assert_says("Sur le site : 20").assert_says("Sur papier : 6");
    }

    async fn a_few_passes_that_nobody_voted_with_are_told_of_no_channel(app: App) {
        let options = two_phases(app).await;
        eighteen_vote(app, &options).await;
        answer(app, 12..14).await;
        app.clock.advance(CLOSES - NOW);
        publish(app).await;
        let found = published(app).await;
        assert!(found.result.channels.values().all(|channel| channel.passes.is_none()), "{:?}", found.result.channels);
        assert_eq!(found.result.channels["web"].voters, 12);
        let channels = ["web", "assisted", "paper", "workshop"].map(str::to_owned).to_vec();
        assert_eq!(found.result.passes_together, Some(PassesTogether { channels, passes: 20 }));
        assert_eq!(wrong_with(&found), []);
        app.browser().get(RESULTS).await.assert_says("Toutes les façons ensemble : 20");
    }

    async fn a_few_who_came_between_two_closes_are_told_of_no_channel(app: App) {
        let seeded = app.seed("cantine").await;
        let later = seeded.decision_between(1, 1, &["Oui", "Non"], (OPENS, CLOSES + 1_000)).await;
        seeded.decision_between(2, 1, &["Oui", "Non"], (OPENS, CLOSES)).await;
        eighteen_vote(app, &later).await;
        app.later(CLOSES - NOW).await;
        vote(app, 12, "a", &[&later[0]]).await;
        app.clock.advance(1_000);
        publish(app).await;
        let found = published(app).await;
        assert_eq!(found.result.channels["web"], Channel { passes: None, voters: 13 }, "18 passes were known before, and one was new");
        assert_eq!(found.result.passes_together.expect("passes").passes, 19);
    }

    async fn a_sheet_that_was_entered_is_not_entered_again_by_another_way(app: App) {
        let options = two_phases(app).await;
        let facilitator = app.member_of("cantine", Role::Facilitator, "").await;
        let op = facilitator.get("/espace/c/cantine/saisie/1").await.value("op");
        assert_eq!(enters(&facilitator, &op, "paper", &options[0]).await, 200);
        assert_eq!(enters(&facilitator, &op, "assisted", &options[0]).await, 409);
        assert_eq!(enters(&facilitator, &op, "paper", &options[0]).await, 200);
    }
}
