//! Counts the votes that have closed, so that no page has to.

use std::time::Duration;

use tokio::sync::watch;

use super::stopping;
use crate::cases::results;
use crate::{Context, Refusal};

/// How often it is looked whether a vote has closed; one that could not be counted is tried again as often.
const LOOK: Duration = Duration::from_secs(5);

pub(super) async fn run(cx: Context, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = count_closed(&cx).await {
            tracing::error!(%error, "closed votes wait to be counted");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = stopping(&mut stopped) => {}
        }
    }
}

/// Counts what has closed and returns: for tests.
///
/// # Errors
/// When the database does not answer.
pub async fn count_closed(cx: &Context) -> Result<(), Refusal> {
    results::keep_counts(cx).await
}
