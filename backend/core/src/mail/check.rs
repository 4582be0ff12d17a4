//! The last look before a mail leaves (O10).

use serde_json::Value;

use super::kinds::{Audience, Kind, Letter, LetterFault, Skip};
use super::outbox::Content;
use super::suppression::is_suppressed;
use crate::Context;
use crate::secrets::Purpose;
use crate::store::entities::delivery;
use crate::store::outbox::claimed_at;
use crate::store::{contacts, members};
use crate::texts::{DEFAULT_LANGUAGE, Texts};

/// A mail that may leave now.
pub(super) struct Cleared {
    /// The one recipient.
    pub address: String,
    /// The recipient's language as of now (O25).
    pub lang: String,
    /// What it shows.
    pub letter: Letter,
}

/// Reads the recipient, the wish to receive and the thing told of once more.
pub(super) async fn clear(
    cx: &Context,
    row: &delivery::Model,
    kind: &Kind,
) -> Result<Result<Cleared, Skip>, LetterFault> {
    if row.not_after.is_some_and(|limit| limit < claimed_at(row)) {
        return Ok(Err(Skip::Expired));
    }
    let content = unsealed(cx, row)?;
    let recipient = match kind.audience {
        Audience::Member => member(cx, row, true).await?,
        Audience::Invited => member(cx, row, false).await?,
        Audience::TypedAddress => contacts::find(cx.db.read(), row.recipient_id)
            .await?
            .map(|contact| (contact.email, contact.lang))
            .ok_or(Skip::NoRecipient),
        Audience::Follower => follower(cx, row, content.topic.as_deref()).await?,
    };
    let (address, lang) = match recipient {
        Ok(recipient) => recipient,
        Err(skip) => return Ok(Err(skip)),
    };
    if is_suppressed(cx, cx.db.read(), &address).await? {
        return Ok(Err(Skip::Suppressed));
    }
    let lang = if Texts::embedded().language(&lang).is_some() { lang } else { DEFAULT_LANGUAGE.to_owned() };
    let letter = kind.letter(cx, content.mail).await?;
    Ok(letter.map(|letter| Cleared { address, lang, letter }))
}

async fn member(
    cx: &Context,
    row: &delivery::Model,
    confirmed: bool,
) -> Result<Result<(String, String), Skip>, LetterFault> {
    let Some(member) = members::present(cx.db.read(), row.recipient_id).await? else {
        return Ok(Err(Skip::NoRecipient));
    };
    if confirmed && member.confirmed_at.is_none() {
        return Ok(Err(Skip::Unconfirmed));
    }
    Ok(Ok((member.email, member.lang)))
}

async fn follower(
    cx: &Context,
    row: &delivery::Model,
    topic: Option<&str>,
) -> Result<Result<(String, String), Skip>, LetterFault> {
    let Some(contact) = contacts::find(cx.db.read(), row.recipient_id).await? else {
        return Ok(Err(Skip::NoRecipient));
    };
    if contact.confirmed_at.is_none() {
        return Ok(Err(Skip::Unconfirmed));
    }
    let follows = match topic {
        Some(topic) => contacts::follows(cx.db.read(), contact.id, topic).await?,
        None => false,
    };
    Ok(if follows { Ok((contact.email, contact.lang)) } else { Err(Skip::Stopped) })
}

fn unsealed(cx: &Context, row: &delivery::Model) -> Result<Content, LetterFault> {
    let content = cx
        .secrets
        .open(Purpose::MailPayload, row.id.as_bytes(), &row.payload)
        .unwrap_or_else(|| Value::Null.to_string());
    Ok(serde_json::from_str(&content)?)
}
