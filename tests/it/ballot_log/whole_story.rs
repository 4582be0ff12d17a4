//! Whatever votes, changes, withdrawals and replays follow each other, each pass counts once, by its last vote.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::access::Role;
use tablee_core::cases::ballots::{self, CastBallot, CorrectBallot};
use tablee_core::cases::participation::SubmissionKey;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::store::entities::ballot;
use tablee_rules::ballot_log::{OpenedLog, audit};

use super::{BATCH, cantine, log, person, phase, publish, published, wrong_with};
use crate::on_both_databases;
use crate::support::App;
use crate::support::NOW;
use crate::support::seed::CLOSES;

const PASSES: usize = 6;
const ACTS: usize = 60;

/// A sequence that is the same at each run (Knuth, MMIX).
pub(super) struct Sequence(pub u64);

impl Sequence {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// What is known of one pass.
#[derive(Clone, Default)]
struct Pass {
    code: Option<String>,
    /// The option that its ballot marks now; nothing when it was taken back.
    standing: Option<usize>,
    /// Forms that it sent, by the key and the option marked.
    sent: Vec<(String, usize)>,
    leaves: usize,
}

struct Story<'a> {
    app: &'a App,
    options: Vec<String>,
    passes: Vec<Pass>,
}

impl Story<'_> {
    fn marks(&self, option: usize) -> Vec<(String, String)> {
        vec![(self.options[option].clone(), String::new())]
    }

    async fn casts(&mut self, pass: usize, key: &str, option: usize, replay: bool) {
        let command = CastBallot { phase: phase(), marks: self.marks(option), key: SubmissionKey(key.to_owned()) };
        let code = ballots::cast(&self.app.cx, &person(pass), command).await.expect("cast");
        let of = &mut self.passes[pass];
        of.code = Some(code.to_string());
        if !replay {
            of.standing = Some(option);
            of.leaves += 1;
            of.sent.push((key.to_owned(), option));
        }
    }

    async fn corrects(&mut self, pass: usize, key: &str, option: usize) {
        let Some(code) = self.passes[pass].code.clone() else { return };
        let command = CorrectBallot { code, marks: self.marks(option), key: SubmissionKey(key.to_owned()) };
        for _ in 0..2 {
            ballots::correct(&self.app.cx, &person(pass), command.clone())
                .await
                .expect("corrected");
        }
        let of = &mut self.passes[pass];
        of.standing = Some(option);
        of.leaves += 1;
    }

    async fn withdraws(&mut self, pass: usize) {
        let Some(code) = self.passes[pass].code.clone() else { return };
        ballots::withdraw(&self.app.cx, &person(pass), &code)
            .await
            .expect("withdrawn");
        self.passes[pass].standing = None;
    }

    async fn goes_on(&mut self, sequence: &mut Sequence) {
        for act in 0..ACTS {
            let (pass, option) = (sequence.below(PASSES), sequence.below(3));
            match sequence.below(10) {
                0..=3 => self.casts(pass, &format!("form {act}"), option, false).await,
                4..=5 => {
                    let sent = self.passes[pass].sent.clone();
                    if let Some((key, option)) = sent.get(sequence.below(sent.len().max(1))) {
                        self.casts(pass, key, *option, true).await;
                    }
                }
                6..=7 => self.corrects(pass, &format!("correction {act}"), option).await,
                8 => self.withdraws(pass).await,
                _ => {
                    self.app.clock.advance(BATCH);
                    seal_due(&self.app.cx).await.expect("sealed");
                }
            }
        }
    }
}

async fn told(app: &App, seed: u64) {
    let options = cantine(app).await;
    let mut story = Story { app, options, passes: vec![Pass::default(); PASSES] };
    story.goes_on(&mut Sequence(seed)).await;
    let passed = app.cx.clock.now() - NOW;
    app.clock.advance(CLOSES - NOW - passed);
    publish(app).await;

    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for option in story.passes.iter().filter_map(|pass| pass.standing) {
        *expected.entry(story.options[option].clone()).or_default() += 1;
    }
    let vote = published(app).await;
    let counted = vote.result.tally.lines.iter().filter(|line| line.score > 0);
    let counted: BTreeMap<String, u64> = counted
        .map(|line| (line.option.clone(), line.score.unsigned_abs()))
        .collect();
    assert_eq!(counted, expected);
    let cast = ballot::Entity::find()
        .filter(ballot::Column::State.eq("cast"))
        .count(app.cx.db.read())
        .await;
    assert_eq!(cast.expect("a count"), expected.values().sum::<u64>());
    assert_eq!(log(app).await.len(), story.passes.iter().map(|pass| pass.leaves).sum::<usize>());
    assert_eq!(wrong_with(&vote), []);
    let page = app
        .member_of("cantine", Role::Auditor, "")
        .await
        .get("/espace/c/cantine/urne/1/bulletins.json")
        .await;
    let file: serde_json::Value = serde_json::from_str(&page.assert_status(200).body).expect("JSON");
    let opened: OpenedLog = serde_json::from_value(file["opened"].clone()).expect("an opened log");
    assert_eq!(audit(&vote, &opened), []);
}

on_both_databases! {
    async fn each_pass_counts_once_in_a_first_story(app: App) {
        told(app, 1).await;
    }

    async fn each_pass_counts_once_in_a_second_story(app: App) {
        told(app, 20_261_125).await;
    }

    async fn each_pass_counts_once_in_a_third_story(app: App) {
        told(app, 777).await;
    }
}
