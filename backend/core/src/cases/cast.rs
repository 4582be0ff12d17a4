//! The ballots that a result is made of, read page by page and summed up beside the threads that answer requests.

use std::collections::BTreeMap;

use tablee_rules::results::Channel;
use tablee_rules::voting::{Ballot, Counted, Method, Paper, Standings, Sum, Summary};
use tokio::sync::mpsc::{self, Receiver};

use crate::cases::votes::Vote;
use crate::store::entities::phase;
use crate::store::equal_ballots::{self, EqualBallots, Page};
use crate::store::results::Counts;
use crate::{Context, Refusal};

/// Pages that may wait to be summed up.
const WAITING: usize = 2;

/// Ballots in the count, summed up.
#[derive(Debug)]
pub(crate) struct Cast {
    /// How many count by the rules.
    pub standings: Standings,
    /// All that the result follows from.
    pub summary: Summary,
    /// How many there are by the stable name of their channel.
    pub channels: Counts,
    /// Ballots that were left out, and how many of each.
    pub left_out: Vec<(Ballot, u64)>,
}

/// Sums up the ballots of a vote, leaving out some of those that came by the web: so many at most of each, by what is stored of it.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn summed_up(
    cx: &Context,
    phase: &phase::Model,
    vote: &Vote,
    leave_out: BTreeMap<String, u64>,
) -> Result<Cast, Refusal> {
    let (method, paper) = (vote.method, vote.paper.clone());
    let (pages, waiting) = mpsc::channel(WAITING);
    let summing = tokio::task::spawn_blocking(move || sum(method, &paper, &leave_out, waiting));
    equal_ballots::hand_over(cx.db.read(), phase.id, pages).await?;
    summing.await.map_err(|_| Refusal::WrongState)
}

fn sum(
    method: &'static dyn Method,
    paper: &Paper,
    leave_out: &BTreeMap<String, u64>,
    mut pages: Receiver<Page>,
) -> Cast {
    let (mut sum, mut channels, mut left_out) = (Sum::new(method, paper), BTreeMap::<String, u64>::new(), Vec::new());
    while let Some(page) = pages.blocking_recv() {
        let mut counted = Vec::new();
        for equal in page.ballots() {
            match channels.get_mut(equal.channel) {
                Some(times) => *times += equal.times,
                None => drop(channels.insert(equal.channel.to_owned(), equal.times)),
            }
            let ballot: Option<Ballot> = serde_json::from_str(equal.choice).ok();
            let without = left_out_of(&equal, leave_out);
            if without > 0 {
                left_out.push((ballot.clone().unwrap_or_default(), without));
            }
            match (ballot, equal.times - without) {
                (_, 0) => {}
                (Some(ballot), times) => counted.push(Counted { ballot, times }),
                (None, times) => sum.add_unreadable(times),
            }
        }
        sum.add(&counted);
    }
    let (standings, summary) = sum.finish();
    let channels = channels.into_iter();
    let channels = channels
        .map(|(channel, times)| (channel, i64::try_from(times).unwrap_or(i64::MAX)))
        .collect();
    Cast { standings, summary, channels, left_out }
}

/// How many of equal ballots are left out.
fn left_out_of(equal: &EqualBallots<'_>, leave_out: &BTreeMap<String, u64>) -> u64 {
    let of_web = equal.channel == Channel::Web.key();
    let most = leave_out.get(equal.choice).filter(|_| of_web);
    most.map_or(0, |most| *most.min(&equal.times))
}
