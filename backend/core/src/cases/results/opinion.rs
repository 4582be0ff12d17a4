//! Results of an opinion phase.

use serde::{Deserialize, Serialize};
use tablee_rules::results::{SMALLEST_CELL, Share};
use tablee_rules::voting::{Opinions, support_order};

use super::figures::{self, natural};
use super::{Outcome, PhaseResults};
use crate::store::entities::{phase, statement};
use crate::store::{results, statements};
use crate::{Context, Refusal};

/// What people think of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionResults {
    /// The statements, the best supported first.
    pub statements: Vec<StatementFigures>,
}

/// How one statement was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFigures {
    /// Its words.
    pub text: String,
    /// People who said something of it.
    pub seen: u64,
    /// What they said; nothing when they are too few.
    pub opinions: Option<Opinions>,
    /// Share of agreement among those who took a side, in tenths of a percent.
    pub support: Option<Share>,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::participants_by_channel(read, phase.id).await?);
    let mut received: Vec<(Opinions, String)> = statements::published(read, phase.id)
        .await?
        .into_iter()
        .map(|row| (opinions(&row), row.text))
        .collect();
    received.sort_by(|(left, _), (right, _)| support_order(left, right));
    let figures = received.into_iter().map(|(opinions, text)| {
        let shown = Some(opinions).filter(|opinions| opinions.seen() >= SMALLEST_CELL);
        StatementFigures {
            text,
            seen: opinions.seen(),
            opinions: shown,
            support: shown.and_then(|shown| shown.support()),
        }
    });
    let outcome = Outcome::Opinion(OpinionResults { statements: figures.collect() });
    Ok(PhaseResults { people, channels, refused: Vec::new(), outcome })
}

fn opinions(row: &statement::Model) -> Opinions {
    let natural = |count: i32| natural(i64::from(count));
    Opinions { agree: natural(row.agree), disagree: natural(row.disagree), pass: natural(row.pass) }
}
