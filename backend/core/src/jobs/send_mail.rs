//! The worker that sends what waits in the outbox.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use super::stopping;
use crate::Context;
use crate::mail::sender::{self, Outcome, SHUT_OUT_PAUSE, Worker};
use crate::ports::Mailer;

/// Mails in conversation with a server at once. A mail is claimed when one of these is free, never to wait while its lease runs.
const AT_ONCE: usize = 4;
/// How often the outbox is looked at when nothing is due.
const LOOK: Duration = Duration::from_secs(1);
/// The wait after the database did not answer.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

/// Sends what is due until told to stop.
pub(super) async fn run(cx: Context, mailer: Arc<dyn Mailer>, mut stopped: watch::Receiver<bool>) {
    let worker = Worker::new(&cx);
    let mut sending = JoinSet::new();
    while !*stopped.borrow() {
        let wait = match step(&cx, &worker, &mailer, &mut sending).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                Some(DATABASE_PAUSE)
            }
        };
        if let Some(wait) = wait {
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stopping(&mut stopped) => {}
            }
        }
    }
    while sending.join_next().await.is_some() {}
    if let Err(error) = sender::give_back(&cx, &worker).await {
        tracing::error!(%error, "mails could not be given back: they are due again when their lease is over");
    }
}

/// Sends everything that is due, and returns: for tests and the command line.
///
/// # Errors
/// When the database refuses.
pub async fn send_due(cx: &Context, mailer: Arc<dyn Mailer>) -> Result<(), DbErr> {
    let worker = Worker::new(cx);
    let mut sending = JoinSet::new();
    loop {
        if step(cx, &worker, &mailer, &mut sending).await?.is_some() && sending.is_empty() {
            return Ok(());
        }
    }
}

type Sending = JoinSet<Result<Outcome, DbErr>>;

/// Fills the free places, or waits for one. Says how long to wait when there is nothing to do.
async fn step(
    cx: &Context,
    worker: &Worker,
    mailer: &Arc<dyn Mailer>,
    sending: &mut Sending,
) -> Result<Option<Duration>, DbErr> {
    let free = AT_ONCE - sending.len();
    let claimed = if free == 0 { Vec::new() } else { sender::claim(cx, worker, free as u64).await? };
    let idle = claimed.is_empty() && sending.is_empty();
    for row in claimed {
        let (cx, worker, mailer) = (cx.clone(), worker.clone(), mailer.clone());
        sending.spawn(async move { sender::deliver(&cx, &worker, &*mailer, &row).await });
    }
    if idle {
        return Ok(Some(LOOK));
    }
    // No longer than a look: a mail that comes in meanwhile may find a free place.
    match tokio::time::timeout(LOOK, sending.join_next()).await {
        Err(_) | Ok(None) => Ok(None),
        Ok(Some(ended)) => after(ended, sending).await,
    }
}

async fn after(
    ended: Result<Result<Outcome, DbErr>, JoinError>,
    sending: &mut Sending,
) -> Result<Option<Duration>, DbErr> {
    match ended {
        Ok(Ok(Outcome::ShutOut)) => {
            while sending.join_next().await.is_some() {}
            Ok(Some(SHUT_OUT_PAUSE))
        }
        Ok(outcome) => outcome.map(|_| None),
        Err(error) => {
            tracing::error!(%error, "a mail's task ended badly: its lease runs out");
            Ok(None)
        }
    }
}
