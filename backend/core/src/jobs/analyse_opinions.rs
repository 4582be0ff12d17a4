//! What the votes of opinion phases say, computed beside the requests: which statement comes next while a phase is open, and once
//! it is closed everything that results show.

use std::time::Duration;

use sea_orm::DbErr;
use tablee_rules::opinion::{analyse, route};
use tablee_rules::timetable::PhaseMoment;
use tokio::sync::watch;

use super::stopping;
use crate::cases::ballot_log;
use crate::cases::said::{Said, fingerprint};
use crate::store::entities::{opinion_analysis, phase, statement};
use crate::store::opinion_analyses as store;
use crate::{Context, Refusal};

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
pub async fn analyse_changed(cx: &Context) -> Result<usize, Refusal> {
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
        if closed {
            // No vote comes in behind the head that closes the log: what is read from here on is all there will be.
            ballot_log::close(cx, &phase).await?;
        }
        let row = analysed(cx, &phase, &statements, (seen, closed)).await?;
        let unit = cx.db.begin().await?;
        store::put(unit.conn(), row).await?;
        unit.commit().await?;
        computed += 1;
    }
    Ok(computed)
}

async fn analysed(
    cx: &Context,
    phase: &phase::Model,
    statements: &[statement::Model],
    (votes_seen, closed): (String, bool),
) -> Result<opinion_analysis::Model, DbErr> {
    let said = Said::of(cx, phase, statements).await?;
    let compute = move || {
        let (votes, strata) = said.counted();
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
