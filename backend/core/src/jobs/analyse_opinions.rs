//! What the votes of opinion phases say, computed beside the requests: which statement comes next while a phase is open, and once
//! it is closed everything that results show.

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::DbErr;
use tablee_rules::moderation::ModerationState;
use tablee_rules::opinion::{Cast, LeftOut, StatementId, Strata, Stratum, Vote, VoterId, Votes, analyse, route};
use tablee_rules::timetable::PhaseMoment;
use tokio::sync::watch;

use super::stopping;
use crate::Context;
use crate::secrets::Purpose;
use crate::store::entities::{opinion_analysis, phase, statement};
use crate::store::{opinion_analyses as store, strata};

/// The wait between two looks: votes that come together are counted together.
const LOOK: Duration = Duration::from_secs(15);

pub(super) async fn run(cx: Context, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = analyse_changed(&cx).await {
            tracing::error!(%error, "opinions wait for the database");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = stopping(&mut stopped) => {}
        }
    }
}

/// Computes anew every opinion phase whose votes, statements or declarations have changed since, and returns how many there were.
/// Two nodes that do so at once compute the same.
///
/// # Errors
/// When the database refuses.
pub async fn analyse_changed(cx: &Context) -> Result<usize, DbErr> {
    let now = cx.clock.now();
    let mut computed = 0;
    for phase in store::opened_phases(cx.db.read(), now).await? {
        let closed = phase.moment(now) == PhaseMoment::Done;
        let statements = store::statements(cx.db.read(), phase.id).await?;
        let seen = fingerprint(cx, &phase, &statements).await?;
        let last = store::find(cx.db.read(), phase.id).await?;
        if last.is_some_and(|last| last.votes_seen == seen && last.closed == closed) {
            continue;
        }
        let row = analysed(cx, &phase, &statements, (seen, closed)).await?;
        let unit = cx.db.begin().await?;
        store::put(unit.conn(), row).await?;
        unit.commit().await?;
        computed += 1;
    }
    Ok(computed)
}

/// What tells two states of a phase apart, from the counters alone.
async fn fingerprint(cx: &Context, phase: &phase::Model, statements: &[statement::Model]) -> Result<String, DbErr> {
    let declared = store::count_declarations(cx.db.read(), phase.id).await?;
    let mut counters = format!("{declared}");
    for row in statements {
        counters.push_str(&format!("\n{} {} {} {} {}", row.id, row.state, row.agree, row.disagree, row.pass));
    }
    Ok(cx
        .secrets
        .hash(Purpose::Seen, &[phase.id.as_bytes(), counters.as_bytes()]))
}

async fn analysed(
    cx: &Context,
    phase: &phase::Model,
    statements: &[statement::Model],
    (votes_seen, closed): (String, bool),
) -> Result<opinion_analysis::Model, DbErr> {
    let cast = store::votes(cx.db.read(), phase.id).await?;
    let asked = strata::of_consultation(cx.db.read(), phase.consultation_id).await?;
    let declared = strata::of_phase(cx.db.read(), phase.id).await?;
    let left_out = left_out(statements);
    let compute = move || {
        let votes = Votes::new(cast.into_iter().filter_map(cast_of), &left_out);
        let numbers: BTreeMap<_, u16> = asked.iter().map(|row| row.id).zip(0..).collect();
        let declared = declared.into_iter().filter_map(|(voter, question, yes)| {
            let question = *numbers.get(&question)?;
            Some((VoterId(voter.as_u128()), Stratum { question, yes }))
        });
        let strata = Strata::new(declared);
        let analysis = closed.then(|| serde_json::to_string(&analyse(&votes, &strata)));
        Ok((serde_json::to_string(&route(&votes, &strata))?, analysis.transpose()?))
    };
    let computed: Result<(String, Option<String>), serde_json::Error> = tokio::task::spawn_blocking(compute)
        .await
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    let (routing, analysis) = computed.map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(opinion_analysis::Model {
        phase_id: phase.id,
        consultation_id: phase.consultation_id,
        votes_seen,
        closed,
        routing,
        analysis,
        computed_at: cx.clock.now(),
    })
}

/// Statements that are put to the vote no more form no group and are in no result.
fn left_out(statements: &[statement::Model]) -> BTreeMap<StatementId, LeftOut> {
    let gone = statements
        .iter()
        .filter(|row| row.state != ModerationState::Published.key());
    gone.map(|row| (StatementId(row.id.as_u128()), LeftOut::Rejected))
        .collect()
}

fn cast_of((voter, statement, mark): (uuid::Uuid, uuid::Uuid, i32)) -> Option<Cast> {
    Some(Cast {
        voter: VoterId(voter.as_u128()),
        statement: StatementId(statement.as_u128()),
        vote: Vote::from_mark(mark)?,
    })
}
