//! Whatever votes, changes, withdrawals and replays follow each other in an opinion phase, each voter counts once, and has one leaf
//! at most in a batch.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use futures_util::future::join_all;
use sea_orm::{EntityTrait, PaginatorTrait};
use tablee_core::Refusal;
use tablee_core::cases::opinion::{self, CastVote, CorrectVote};
use tablee_core::cases::rate_limits::Client;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::store::entities::ballot;
use tablee_rules::ballot_log::{Known, audit_opinions, verify_opinions};
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use super::opinions::{closes_and_is_published, opened, published};
use super::whole_story::Sequence;
use super::{BATCH, heads, log, person, phase, waiting};
use crate::on_both_databases;
use crate::opinion::{assert_counters_are_the_votes, cantine};
use crate::support::App;
use crate::support::seed::CLOSES;

const VOTERS: usize = 5;
const ACTS: usize = 80;

/// What is known of one voter.
#[derive(Clone, Default)]
struct Voter {
    code: Option<String>,
    sheet: BTreeMap<Uuid, &'static str>,
    /// The batch in which the voter's last leaf came in.
    batch: Option<usize>,
    leaves: usize,
}

impl Voter {
    fn says(&mut self, statement: Uuid, vote: Vote, batch: usize) {
        if self.sheet.insert(statement, vote.key()) == Some(vote.key()) {
            return;
        }
        self.leaves += usize::from(self.batch != Some(batch));
        self.batch = Some(batch);
    }
}

async fn votes(app: &App, voter: usize, statement: Uuid, vote: Vote) -> Result<String, Refusal> {
    let command = CastVote { phase: phase(), statement, vote };
    Ok(opinion::vote(&app.cx, &person(voter), command).await?.to_string())
}

async fn goes_on(app: &App, statements: &[Uuid], sequence: &mut Sequence) -> Vec<Voter> {
    let (mut voters, mut batch) = (vec![Voter::default(); VOTERS], 0);
    for _ in 0..ACTS {
        let number = sequence.below(VOTERS);
        let (statement, vote) = (statements[sequence.below(statements.len())], Vote::ALL[sequence.below(3)]);
        let voter = &mut voters[number];
        match (sequence.below(10), voter.code.clone()) {
            (0..=5, _) => {
                voter.code = Some(votes(app, number, statement, vote).await.expect("cast"));
                voter.says(statement, vote, batch);
            }
            (6..=7, Some(code)) => {
                let command = CorrectVote { code, statement, vote };
                for _ in 0..2 {
                    opinion::correct(&app.cx, &person(number), Client::at(Ipv4Addr::LOCALHOST.into()), command.clone())
                        .await
                        .expect("corrected");
                }
                voter.says(statement, vote, batch);
            }
            (8, Some(code)) => {
                opinion::withdraw(&app.cx, &person(number), &code)
                    .await
                    .expect("withdrawn");
                voter.sheet.clear();
            }
            _ => {
                app.clock.advance(BATCH);
                seal_due(&app.cx).await.expect("sealed");
                batch += 1;
            }
        }
    }
    voters
}

/// Whatever was cast before the close is answered as it was then; anything else is refused, and nothing changes.
async fn replay(app: &App, voters: &[Voter]) {
    for (number, voter) in voters.iter().enumerate() {
        for (statement, said) in &voter.sheet {
            for vote in Vote::ALL {
                let answer = votes(app, number, *statement, vote).await;
                if vote.key() == *said {
                    assert_eq!(answer.ok(), voter.code, "the same vote, sent again");
                } else {
                    assert!(matches!(answer, Err(Refusal::PhaseClosed)), "another vote after the close");
                }
            }
        }
        let Some(code) = voter.code.clone() else { continue };
        assert!(matches!(opinion::withdraw(&app.cx, &person(number), &code).await, Err(Refusal::PhaseClosed)));
    }
}

async fn told(app: &App, seed: u64) {
    let statements = cantine(app, 4).await;
    let voters = goes_on(app, &statements, &mut Sequence(seed)).await;
    app.clock.advance(CLOSES - app.cx.clock.now());
    replay(app, &voters).await;
    closes_and_is_published(app).await;
    replay(app, &voters).await;
    assert_counters_are_the_votes(app).await;
    assert_eq!(log(app).await.len(), voters.iter().map(|voter| voter.leaves).sum::<usize>());
    let sizes: Vec<i64> = heads(app).await.iter().map(|head| head.size).collect();
    assert!(sizes.windows(2).all(|pair| pair[1] - pair[0] <= VOTERS as i64), "{sizes:?}");
    let files = published(app).await;
    let standing = voters.iter().filter(|voter| !voter.sheet.is_empty()).count() as u64;
    assert_eq!((files.result.sheets, u64::from(files.result.analysis.voters)), (standing, standing));
    assert_eq!(verify_opinions(&files, &Known::default()), []);
    let opened = opened(app).await;
    assert_eq!(audit_opinions(&files, &opened), []);
    let counted = files.result.statements.iter().map(|total| total.seen).sum::<u64>();
    assert_eq!(counted, voters.iter().map(|voter| voter.sheet.len() as u64).sum::<u64>());
}

on_both_databases! {
    async fn each_voter_counts_once_in_a_first_story(app: App) {
        told(app, 3).await;
    }

    async fn each_voter_counts_once_in_a_second_story(app: App) {
        told(app, 20_261_126).await;
    }

    async fn each_voter_counts_once_in_a_third_story(app: App) {
        told(app, 4_242).await;
    }

    async fn the_same_vote_again_makes_no_leaf_and_another_one_takes_the_place_of_the_first(app: App) {
        let statements = cantine(app, 2).await;
        votes(app, 0, statements[0], Vote::Agree).await.expect("cast");
        votes(app, 0, statements[0], Vote::Agree).await.expect("cast");
        votes(app, 0, statements[1], Vote::Pass).await.expect("cast");
        let code = votes(app, 0, statements[0], Vote::Disagree).await.expect("cast");
        assert_eq!((waiting(app).await, ballot::Entity::find().count(app.cx.db.read()).await.expect("a count")), (1, 1));
        app.clock.advance(BATCH);
        // The batch is over, though nobody has sealed it yet: what is in it stays.
        votes(app, 0, statements[1], Vote::Agree).await.expect("cast");
        assert_eq!(waiting(app).await, 2);
        opinion::withdraw(&app.cx, &person(0), &code).await.expect("withdrawn");
        votes(app, 0, statements[1], Vote::Pass).await.expect("cast");
        assert_eq!(waiting(app).await, 2, "who comes back within a batch has one leaf in it");
        seal_due(&app.cx).await.expect("sealed");
        votes(app, 0, statements[1], Vote::Pass).await.expect("cast");
        assert_eq!((log(app).await.len(), waiting(app).await), (1, 1));
    }

    async fn votes_while_others_seal_are_in_the_log_once(app: App) {
        let statements = cantine(app, 3).await;
        for turn in 0..6 {
            let acts = (0..24).map(|act| {
                let (cx, statement) = (app.cx.clone(), statements[act % 3]);
                tokio::spawn(async move {
                    if act % 6 == 5 {
                        return seal_due(&cx).await.map(|_| ());
                    }
                    let command = CastVote { phase: phase(), statement, vote: Vote::ALL[(act + turn) % 3] };
                    opinion::vote(&cx, &person(act % 4), command).await.map(|_| ())
                })
            });
            for act in join_all(acts).await {
                act.expect("no panic").expect("nobody is turned away");
            }
            app.clock.advance(BATCH / 2 + 1);
        }
        closes_and_is_published(app).await;
        assert_counters_are_the_votes(app).await;
        let files = published(app).await;
        assert_eq!(verify_opinions(&files, &Known::default()), []);
        assert_eq!(audit_opinions(&files, &opened(app).await), []);
        assert_eq!(files.result.sheets, 4);
    }
}
