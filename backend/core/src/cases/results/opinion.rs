//! Results of an opinion phase.

use serde::{Deserialize, Serialize};
use tablee_rules::moderation::{ModerationState, ReasonKind};
use tablee_rules::opinion::{OpinionAnalysis, StatementId};
use tablee_rules::results::{SMALLEST_CELL, Share};
use tablee_rules::voting::{Opinions, support_order};

use super::figures::{self, RefusedFigure, natural};
use super::{Outcome, PhaseResults};
use crate::cases::moderation::Subject;
use crate::cases::said::fingerprint;
use crate::store::entities::{phase, statement, stratum};
use crate::store::{opinion_analyses, results, statements, strata};
use crate::{Context, Refusal};

/// Stands among the reasons for what its author took back.
const WITHDRAWN: &str = "withdrawn";

/// What people think of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionResults {
    /// The statements, the best supported first.
    pub statements: Vec<StatementFigures>,
    /// The questions about people that were asked, in the order that strata are numbered by.
    pub strata: Vec<StratumNames>,
    /// Added statements that are still to be read.
    #[serde(default)]
    pub waiting: u64,
    /// Who thinks alike, and what brings people together.
    pub analysis: OpinionAnalysis,
}

/// How results name those who answered yes or no to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumNames {
    /// The question.
    pub question: String,
    /// Those who answered yes.
    pub yes: String,
    /// Those who answered no.
    pub no: String,
}

/// How one statement was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFigures {
    /// Its number, as the analysis names it.
    pub id: StatementId,
    /// Its words; nothing when it was taken down since.
    pub text: Option<String>,
    /// People who said something of it.
    pub seen: u64,
    /// What they said; nothing when they are too few.
    pub opinions: Option<Opinions>,
    /// Share of agreement among those who took a side, in tenths of a percent.
    pub support: Option<Share>,
    /// Whether it is about the consultation itself: the analysis leaves it out.
    #[serde(default)]
    pub apart: bool,
}

pub(super) async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let read = cx.db.read();
    let (people, channels) = figures::channels(results::participants_by_channel(read, phase.id).await?);
    let analysis = closed_analysis(cx, phase).await?;
    let mut received: Vec<(Opinions, statement::Model)> = statements::published(read, phase.id)
        .await?
        .into_iter()
        .map(|row| (opinions(&row), row))
        .collect();
    received.sort_by(|(left, _), (right, _)| support_order(left, right));
    let figures = received.into_iter().map(|(opinions, row)| {
        let shown = Some(opinions).filter(|opinions| opinions.seen() >= SMALLEST_CELL);
        StatementFigures {
            id: StatementId(row.id.as_u128()),
            text: Some(row.text),
            seen: opinions.seen(),
            opinions: shown,
            support: shown.and_then(|shown| shown.support()),
            apart: row.apart,
        }
    });
    let statements = figures.collect();
    let names = |row: stratum::Model| StratumNames { question: row.question, yes: row.yes_label, no: row.no_label };
    let strata = strata::of_consultation(read, phase.consultation_id).await?;
    let strata = strata.into_iter().map(names).collect();
    let unpublished = statements::unpublished(read, phase.id).await?;
    let pending = unpublished
        .iter()
        .filter(|(state, ..)| state == ModerationState::Pending.key());
    let waiting = pending.map(|(.., count)| natural(*count)).sum();
    let taken_back = statements::withdrawn_after_votes(read, phase.id).await?;
    Ok(PhaseResults {
        alike: None,
        taken_down: 0,
        people,
        channels,
        refused: not_met(unpublished, taken_back),
        outcome: Outcome::Opinion(Box::new(OpinionResults { statements, strata, waiting, analysis })),
    })
}

/// What was computed of the closed phase as it is now, beside the requests.
async fn closed_analysis(cx: &Context, phase: &phase::Model) -> Result<OpinionAnalysis, Refusal> {
    let written = opinion_analyses::statements(cx.db.read(), phase.id).await?;
    let now = fingerprint(cx, phase, &written).await?;
    let computed = opinion_analyses::find(cx.db.read(), phase.id).await?;
    let current = computed.filter(|row| row.closed && row.votes_seen == now);
    let analysis = current.and_then(|row| row.analysis);
    analysis
        .and_then(|analysis| serde_json::from_str(&analysis).ok())
        .ok_or(Refusal::ResultsNotReady)
}

/// What people do not meet, by reason: what moderation refused, and what its author took back after people had voted on it.
fn not_met(unpublished: Vec<(String, Option<String>, i64)>, taken_back: u64) -> Vec<RefusedFigure> {
    let refused = unpublished
        .into_iter()
        .filter(|(state, ..)| state == ModerationState::Refused.key());
    let reason = |reason: Option<String>| reason.unwrap_or_else(|| ReasonKind::Other.key().to_owned());
    let refused: Vec<(String, i64)> = refused.map(|(_, kind, count)| (reason(kind), count)).collect();
    let mut figures = figures::refused(Subject::Statement, &refused);
    if taken_back > 0 {
        let subject = Subject::Statement.key().to_owned();
        figures.push(RefusedFigure { subject, reason: WITHDRAWN.to_owned(), count: taken_back });
    }
    figures
}

fn opinions(row: &statement::Model) -> Opinions {
    let natural = |count: i32| natural(i64::from(count));
    Opinions { agree: natural(row.agree), disagree: natural(row.disagree), pass: natural(row.pass) }
}
