//! Confirming an address: the page that a link opens changes nothing, its button does.

use serde::Serialize;

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::rate_limits::Client;
use crate::ports::to_the_hour;
use crate::secrets::{Purpose, looks_like_token};
use crate::store::entities::{confirmation, follow};
use crate::store::{contacts, news};
use crate::{Context, Refusal};

/// The version of the words that people agree to on the page; part of the proof (O32).
const AGREED_TEXT: &str = "mail-confirm-1";

/// What the page to confirm an address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Slug of the consultation that news will be about.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Whether the address is confirmed already, by this link.
    pub done: bool,
}

/// Proof of an agreement, kept with the address.
#[derive(Serialize)]
struct Proof<'a> {
    text: &'a str,
    at: i64,
    client: String,
}

/// What a link leads to; changes nothing.
///
/// # Errors
/// `LinkSpent` for a link that is too old or not whole.
pub async fn confirmation(cx: &Context, actor: &Actor, token: &str) -> Result<Confirmation, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let row = find(cx, token).await?;
    view(cx, &row, row.used_at.is_some()).await
}

/// Confirms the address and starts the news. Doing it twice does it once.
///
/// # Errors
/// `LinkSpent` for a link that is too old or not whole.
pub async fn confirm(cx: &Context, actor: &Actor, token: &str, client: Client) -> Result<Confirmation, Refusal> {
    allow(actor, Action::FollowByMail, Scope::Anywhere)?;
    let row = find(cx, token).await?;
    let now = to_the_hour(cx.clock.now());
    let client = cx
        .secrets
        .hash(Purpose::Rate, &[b"proof", client.to_string().as_bytes()]);
    let proof = serde_json::to_string(&Proof { text: AGREED_TEXT, at: now, client }).expect("plain fields");
    let unit = cx.db.begin().await?;
    if contacts::use_up(unit.conn(), row.id, now).await? {
        contacts::confirm(unit.conn(), row.contact_id, now, &proof).await?;
        for topic in row.topics.split(' ') {
            let row = follow::Model {
                contact_id: row.contact_id,
                topic: topic.to_owned(),
                consultation_id: row.consultation_id,
                stopped_at: None,
            };
            contacts::follow(unit.conn(), row).await?;
        }
    }
    unit.commit().await?;
    view(cx, &row, true).await
}

async fn find(cx: &Context, token: &str) -> Result<confirmation::Model, Refusal> {
    if !looks_like_token(token) {
        return Err(Refusal::LinkSpent);
    }
    let hash = cx.secrets.hash(Purpose::Token, &[token.as_bytes()]);
    let row = contacts::confirmation(cx.db.read(), &hash).await?;
    row.filter(|row| row.expires_at > cx.clock.now())
        .ok_or(Refusal::LinkSpent)
}

async fn view(cx: &Context, row: &confirmation::Model, done: bool) -> Result<Confirmation, Refusal> {
    let consultation = news::public_consultation(cx.db.read(), row.consultation_id).await?;
    let consultation = consultation.ok_or(Refusal::LinkSpent)?;
    Ok(Confirmation { slug: consultation.slug, title: consultation.title, done })
}
