//! Small duties: the clock every minute; once an hour, what is past its time is erased.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::watch;

use super::stopping;
use crate::cases::{ballot_log, results, retention};
use crate::mail::suppression::SUPPRESSION_LIFE;
use crate::ports::{DAY, Mailer, Millis};
use crate::store::{answer_sheets, contacts, outbox, rates, sessions, sign_in_links, suppressions};
use crate::{Context, Refusal};

const MINUTE: Duration = Duration::from_secs(60);
/// Minutes between two rounds of erasing.
const ROUND: u32 = 60;
/// An address that nobody confirmed is kept so long (O32).
const UNCONFIRMED_LIFE: Millis = 7 * DAY;
/// The content of a mail that could not be sent, or was kept as a file, is kept so long (O5).
pub const CONTENT_LIFE: Millis = 7 * DAY;
/// Counts of how often something was tried are kept so long: longer than any window.
const RATE_LIFE: Millis = 2 * DAY;
/// Sessions and sign-in links are kept this long after their end.
const SESSION_TRACE: Millis = 7 * DAY;
/// A clock that is this far off needs a person's look.
const DRIFT_ALARM: Millis = 5_000;

pub(super) async fn run(cx: Context, mailer: Arc<dyn Mailer>, mut stopped: watch::Receiver<bool>) {
    let mut minute: u32 = 0;
    while !*stopped.borrow() {
        if let Err(error) = duties(&cx, &*mailer, minute.is_multiple_of(ROUND)).await {
            tracing::error!(%error, "housekeeping waits for the database");
        }
        minute = minute.wrapping_add(1);
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => {}
            () = stopping(&mut stopped) => {}
        }
    }
}

async fn duties(cx: &Context, mailer: &dyn Mailer, erase: bool) -> Result<(), Refusal> {
    correct_clock(cx).await?;
    if erase {
        erase_what_is_past(cx).await?;
        erase_links_of_votes(cx).await?;
        erase_contributions(cx).await?;
        throw_kept_mails_away(cx, mailer).await;
    }
    Ok(())
}

/// Throws away mails kept as files past their time; what cannot be thrown away keeps nothing else waiting.
pub async fn throw_kept_mails_away(cx: &Context, mailer: &dyn Mailer) {
    match mailer.throw_away(cx.clock.now()).await {
        Ok(0) => {}
        Ok(mails) => tracing::info!(mails, "threw away mails kept as files"),
        Err(error) => tracing::error!(%error, "mails kept as files could not be thrown away"),
    }
}

/// Erases what leads from people to their ballots, 30 days after the close. Whom a panel's draw took is kept; one vote that cannot
/// be erased keeps no other waiting.
///
/// # Errors
/// When the database refuses.
pub async fn erase_links_of_votes(cx: &Context) -> Result<(), Refusal> {
    for (vote, kind) in ballot_log::linked_votes(cx).await? {
        let erased = match results::keep_drawn(cx, vote).await {
            Ok(()) => ballot_log::erase_links(cx, vote, &kind).await,
            kept => kept,
        };
        match erased {
            Ok(()) => tracing::info!(%vote, "erased the links of a closed vote"),
            Err(error) => tracing::error!(%error, %vote, "the links of a closed vote could not be erased"),
        }
    }
    Ok(())
}

/// Erases contributions that were kept as long as their consultation promised. What was published stays.
///
/// # Errors
/// When the database refuses.
pub async fn erase_contributions(cx: &Context) -> Result<(), Refusal> {
    let consultations = retention::erase_contributions(cx).await?;
    if consultations > 0 {
        tracing::info!(consultations, "erased the contributions at the promised date");
    }
    Ok(())
}

/// Sets the node's clock to the database's.
///
/// # Errors
/// When the database does not answer.
pub async fn correct_clock(cx: &Context) -> Result<(), DbErr> {
    let correction = cx.clock.correct(cx.db.now().await?);
    if correction.abs() > DRIFT_ALARM {
        tracing::warn!(correction_ms = correction, "this machine's clock is not the database's; set it right");
    }
    Ok(())
}

/// Erases answers that were not sent before their phase closed, addresses that were never confirmed, contents of mails that were
/// never sent, old counts, sessions and links long over, and suppressed addresses after their time.
///
/// # Errors
/// When the database refuses.
pub async fn erase_what_is_past(cx: &Context) -> Result<(), DbErr> {
    let now = cx.clock.now();
    let unit = cx.db.begin().await?;
    let drafts = answer_sheets::forget_drafts(unit.conn(), now).await?;
    let addresses = contacts::erase_unconfirmed(unit.conn(), now - UNCONFIRMED_LIFE, now).await?;
    let contents = outbox::wipe(unit.conn(), CONTENT_LIFE).await?;
    rates::forget_before(unit.conn(), now - RATE_LIFE).await?;
    sessions::forget_before(unit.conn(), now - SESSION_TRACE).await?;
    sign_in_links::forget_before(unit.conn(), now - SESSION_TRACE).await?;
    suppressions::forget_before(unit.conn(), now - SUPPRESSION_LIFE).await?;
    unit.commit().await?;
    if drafts + addresses + contents > 0 {
        tracing::info!(drafts, addresses, contents, "erased what is past its time");
    }
    Ok(())
}
