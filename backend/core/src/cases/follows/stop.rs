//! Stopping mails. The link's token is the authority: no account, no cookie, no expiry (O27, O28).

use uuid::Uuid;

use crate::access::{Action, Actor, Scope, allow};
use crate::ports::to_the_hour;
use crate::secrets::Purpose;
use crate::store::{contacts, news};
use crate::{Context, Refusal};

/// What the page to stop mails says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopPage {
    /// Slug of the consultation that the mails are about; `None` when the public cannot see it any more.
    pub slug: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Whether no mail about it is wanted any more.
    pub stopped: bool,
}

/// What a link leads to; changes nothing.
///
/// # Errors
/// `LinkBroken` for a link that is not whole.
pub async fn stop_page(cx: &Context, actor: &Actor, token: &str) -> Result<StopPage, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let (contact, consultation) = read(cx, token)?;
    let stopped = !contacts::follows_any(cx.db.read(), contact, consultation).await?;
    view(cx, consultation, stopped).await
}

/// Stops all mails about the consultation, at once: also those that wait (O30). Doing it twice does it once.
///
/// # Errors
/// `LinkBroken` for a link that is not whole.
pub async fn stop(cx: &Context, actor: &Actor, token: &str) -> Result<StopPage, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let (contact, consultation) = read(cx, token)?;
    let unit = cx.db.begin().await?;
    contacts::set_stopped(unit.conn(), contact, consultation, Some(to_the_hour(cx.clock.now()))).await?;
    unit.commit().await?;
    view(cx, consultation, true).await
}

/// Takes the mails up again.
///
/// # Errors
/// `LinkBroken` for a link that is not whole.
pub async fn resume(cx: &Context, actor: &Actor, token: &str) -> Result<StopPage, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let (contact, consultation) = read(cx, token)?;
    let unit = cx.db.begin().await?;
    contacts::set_stopped(unit.conn(), contact, consultation, None).await?;
    unit.commit().await?;
    stop_page(cx, actor, token).await
}

/// Erases the address: nothing is left of it.
///
/// # Errors
/// `LinkBroken` for a link that is not whole.
pub async fn forget(cx: &Context, actor: &Actor, token: &str) -> Result<StopPage, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let (contact, consultation) = read(cx, token)?;
    let unit = cx.db.begin().await?;
    contacts::erase(unit.conn(), contact).await?;
    unit.commit().await?;
    view(cx, consultation, true).await
}

fn read(cx: &Context, token: &str) -> Result<(Uuid, Uuid), Refusal> {
    let ids = cx.secrets.verify_ids(Purpose::Unsubscribe, token);
    let [contact, consultation] = ids.ok_or(Refusal::LinkBroken)?;
    Ok((contact, consultation))
}

async fn view(cx: &Context, consultation: Uuid, stopped: bool) -> Result<StopPage, Refusal> {
    let found = news::public_consultation(cx.db.read(), consultation).await?;
    let (slug, title) = found.map(|found| (found.slug, found.title)).unzip();
    Ok(StopPage { slug, title, stopped })
}
