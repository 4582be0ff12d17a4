//! Seals the logs of votes: the batches that are over, and everything once a phase has closed.

use std::time::Duration;

use tokio::sync::watch;

use super::stopping;
use crate::cases::ballot_log;
use crate::{Context, Refusal};

/// How often it is looked whether a batch is over: a leaf enters its log at most this long after the end of its batch.
const LOOK: Duration = Duration::from_secs(5);

pub(super) async fn run(cx: Context, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = seal_due(&cx).await {
            tracing::error!(%error, "the logs of votes wait for the database");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = stopping(&mut stopped) => {}
        }
    }
}

/// Seals what is due and returns: for tests and the command line. Says how many heads were made.
///
/// # Errors
/// When the database does not answer.
pub async fn seal_due(cx: &Context) -> Result<usize, Refusal> {
    ballot_log::seal_due(cx).await
}
