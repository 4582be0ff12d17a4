//! One claimed mail, from the last look to its end. Whatever happens to it, the worker goes on (O15).

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use sea_orm::DbErr;

use super::check::{Cleared, clear};
use super::kinds::{self, Audience, LetterFault, Skip};
use super::message::{ComposeFault, compose};
use super::suppression::suppress;
use crate::Context;
use crate::ports::{Mailer, Millis, SendFault};
use crate::store::contacts;
use crate::store::entities::delivery;
use crate::store::outbox::{self, Ending};

/// The longest conversation with a mail server; the lease is longer (O9).
const CONVERSATION: Duration = Duration::from_secs(60);
/// How long everything waits when the server does not let us in (O11).
pub const SHUT_OUT_PAUSE: Duration = Duration::from_secs(5 * 60);
/// A mail that cannot be composed is dead after so many tries (O15).
const POISON: i32 = 5;
/// O12, in seconds; the last one is repeated.
const BACKOFF: [Millis; 6] = [30, 2 * 60, 8 * 60, 30 * 60, 2 * 3600, 4 * 3600];
/// The longest error kept.
const ERROR: usize = 200;

/// A worker's name on its leases, unlike any other's.
#[derive(Clone, Debug)]
pub struct Worker(String);

impl Worker {
    /// A name of its own for each call.
    pub fn new(cx: &Context) -> Self {
        Self(cx.anonymous_id().to_string())
    }
}

/// What became of one mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Taken by a server.
    Sent,
    /// Not to be sent any more.
    Skipped,
    /// Kept for a person to look at.
    Dead,
    /// To be tried again later.
    Later,
    /// The server does not let us in: nothing should be tried for [`SHUT_OUT_PAUSE`].
    ShutOut,
    /// Another worker had it by the end.
    Lost,
}

enum Fate {
    Sent,
    Skipped(Skip),
    Faulty(SendFault),
    /// Nobody has this address, for that reason.
    NoSuchAddress {
        address: String,
        error: String,
    },
    Poisoned(String),
    Unread(DbErr),
}

/// Takes up to `limit` mails that are due.
///
/// # Errors
/// When the database refuses.
pub async fn claim(cx: &Context, worker: &Worker, limit: u64) -> Result<Vec<delivery::Model>, DbErr> {
    let unit = cx.db.begin().await?;
    let rows = outbox::claim(unit.conn(), &worker.0, limit).await?;
    // On disk before the mail server hears of it: no transaction is open while talking to it (O7).
    unit.commit().await?;
    Ok(rows)
}

/// Gives back what the worker still holds (O17).
///
/// # Errors
/// When the database refuses.
pub async fn give_back(cx: &Context, worker: &Worker) -> Result<u64, DbErr> {
    let unit = cx.db.begin().await?;
    let returned = outbox::give_back(unit.conn(), &worker.0).await?;
    unit.commit().await?;
    Ok(returned)
}

/// Sends one claimed mail and writes down how it ended.
///
/// # Errors
/// When the database refuses to note the end: the lease runs out and the mail is tried again.
pub async fn deliver(
    cx: &Context,
    worker: &Worker,
    mailer: &dyn Mailer,
    row: &delivery::Model,
) -> Result<Outcome, DbErr> {
    let fate = AssertUnwindSafe(attempt(cx, mailer, row)).catch_unwind().await;
    let fate = fate.unwrap_or_else(|_| Fate::Poisoned("panicked".to_owned()));
    let verdict = judge(cx, row, fate);
    let unit = cx.db.begin().await?;
    let kept = outbox::finish(unit.conn(), row.id, &worker.0, verdict.ending()).await?;
    // Only from whoever still had the mail: a late answer to another try proves nothing.
    if let (true, Some(address)) = (kept, &verdict.no_such_address) {
        contacts::doubt(unit.conn(), row.recipient_id).await?;
        suppress(cx, &unit, address, &verdict.detail).await?;
    }
    unit.commit().await?;
    if !kept {
        tracing::warn!(mail = %row.id, "another worker took this mail meanwhile");
        return Ok(Outcome::Lost);
    }
    verdict.log(row);
    Ok(verdict.outcome)
}

async fn attempt(cx: &Context, mailer: &dyn Mailer, row: &delivery::Model) -> Fate {
    let Some(kind) = kinds::find(&row.kind) else {
        return Fate::Poisoned(format!("unknown kind {}", row.kind));
    };
    let Cleared { address, lang, letter } = match clear(cx, row, kind).await {
        Ok(Ok(cleared)) => cleared,
        Ok(Err(skip)) => return Fate::Skipped(skip),
        Err(LetterFault::Database(error)) => return Fate::Unread(error),
        Err(fault @ LetterFault::Content(_)) => return Fate::Poisoned(fault.to_string()),
    };
    let mail = match compose(cx, row, kind, &lang, address, &letter) {
        Ok(mail) => mail,
        Err(ComposeFault::Recipient { address, fault }) => {
            return Fate::NoSuchAddress { address, error: fault.to_string() };
        }
        Err(fault) => return Fate::Poisoned(fault.to_string()),
    };
    // lettre's own timeout ends with the connection: a server that answers late would hold the mail past its lease.
    match tokio::time::timeout(CONVERSATION, mailer.send(&mail)).await {
        Ok(Ok(())) => Fate::Sent,
        Ok(Err(SendFault::NoSuchAddress(error))) => Fate::NoSuchAddress { address: mail.recipient, error },
        Ok(Err(fault)) => Fate::Faulty(fault),
        Err(_) => Fate::Faulty(SendFault::TryAgain("no answer in time".to_owned())),
    }
}

struct Judgement {
    outcome: Outcome,
    detail: String,
    after: Millis,
    /// The address that nobody has.
    no_such_address: Option<String>,
}

impl Judgement {
    fn new(outcome: Outcome, detail: &str) -> Self {
        Self { outcome, detail: detail.to_owned(), after: 0, no_such_address: None }
    }

    fn ending(&self) -> Ending<'_> {
        match self.outcome {
            Outcome::Sent => Ending::Sent,
            Outcome::Skipped => Ending::Skipped(&self.detail),
            Outcome::Dead => Ending::Dead(&self.detail),
            Outcome::Later | Outcome::Lost => Ending::Again { error: &self.detail, after: self.after },
            Outcome::ShutOut => {
                let after = SHUT_OUT_PAUSE.as_millis() as Millis;
                Ending::Uncounted { error: &self.detail, after }
            }
        }
    }

    fn log(&self, row: &delivery::Model) {
        let Self { outcome, detail, .. } = self;
        match outcome {
            Outcome::Dead | Outcome::ShutOut => {
                tracing::error!(mail = %row.id, kind = row.kind, ?outcome, detail, "a mail needs a person's look");
            }
            _ => tracing::info!(mail = %row.id, kind = row.kind, attempt = row.attempts, ?outcome, detail, "mail"),
        }
    }
}

/// O11 to O13: what follows from what happened.
fn judge(cx: &Context, row: &delivery::Model, fate: Fate) -> Judgement {
    let later = |error: &str| Judgement { after: backoff(cx, row.attempts), ..Judgement::new(Outcome::Later, error) };
    match fate {
        Fate::Sent => Judgement::new(Outcome::Sent, ""),
        Fate::Skipped(Skip::Expired) if tried_for_days(row) => {
            Judgement::new(Outcome::Dead, row.last_error.as_deref().unwrap_or_default())
        }
        Fate::Skipped(skip) => Judgement::new(Outcome::Skipped, skip.key()),
        Fate::NoSuchAddress { address, error } => {
            Judgement { no_such_address: Some(address), ..Judgement::new(Outcome::Dead, &printable(&error)) }
        }
        Fate::Faulty(SendFault::Rejected(error) | SendFault::NoSuchAddress(error)) => {
            Judgement::new(Outcome::Dead, &printable(&error))
        }
        Fate::Faulty(SendFault::ShutOut(error)) => Judgement::new(Outcome::ShutOut, &printable(&error)),
        Fate::Faulty(SendFault::TryAgain(error)) => later(&printable(&error)),
        Fate::Poisoned(error) if row.attempts >= POISON => {
            Judgement::new(Outcome::Dead, &printable(&format!("poison: {error}")))
        }
        Fate::Poisoned(error) => later(&printable(&error)),
        Fate::Unread(error) => later(&printable(&error.to_string())),
    }
}

/// News that could not be sent for all their life are for a person to look at; an old link is simply over.
fn tried_for_days(row: &delivery::Model) -> bool {
    let news = kinds::find(&row.kind).is_some_and(|kind| kind.audience == Audience::Follower);
    news && row.last_error.is_some()
}

/// The wait after this many tries, with 20 % of chance either way so that mails do not come back together.
fn backoff(cx: &Context, attempts: i32) -> Millis {
    let step = usize::try_from(attempts - 1).unwrap_or_default().min(BACKOFF.len() - 1);
    let mut chance = [0];
    cx.random.fill(&mut chance);
    BACKOFF[step] * 1000 * (800 + 400 * Millis::from(chance[0]) / 255) / 1000
}

/// An error as it may be kept: no address, not long.
fn printable(error: &str) -> String {
    let words = error
        .split_whitespace()
        .map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(ERROR).collect()
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn a_kept_error_is_short_and_names_no_address() {
        assert_eq!(printable("550 5.1.1 <a@b.fr>: unknown"), "550 5.1.1 (address) unknown");
        assert_eq!(printable(&"x".repeat(500)).len(), 200);
    }
}
