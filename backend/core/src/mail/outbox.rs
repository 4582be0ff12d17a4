//! Writing mails: rows in the unit of their event. Nothing is composed and nobody is called here (O1).

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::kinds::{MailKind, Skip};
use super::suppression;
use crate::secrets::Purpose;
use crate::store::Unit;
use crate::store::outbox::{NewDelivery, insert, sent_events, skip_event};
use crate::{Context, Refusal};

/// One mail to one recipient.
pub struct Delivery<'a, K> {
    /// What happened: the same event is told once to the same recipient by the same kind (O2).
    pub event_id: Uuid,
    /// A member or a contact: the kind's audience says which.
    pub recipient_id: Uuid,
    /// The recipient's language.
    pub lang: &'a str,
    /// What it tells.
    pub mail: K,
}

/// Someone who follows a topic.
pub struct Follower {
    /// The contact.
    pub contact: Uuid,
    /// The contact's language.
    pub lang: String,
}

/// What is sealed in a row.
#[derive(Serialize, Deserialize)]
pub(super) struct Content {
    /// The follow by which the recipient gets it.
    pub topic: Option<String>,
    /// The kind's own fields.
    pub mail: Value,
}

/// Writes a mail in the unit of its event; `false` when this recipient has it already.
///
/// # Errors
/// When the database refuses: the event must then fail too.
pub async fn enqueue<K: MailKind>(cx: &Context, unit: &Unit, delivery: Delivery<'_, K>) -> Result<bool, Refusal> {
    let content = content(None, &delivery.mail);
    let row = row(cx, &delivery.mail, &content, delivery.event_id, delivery.recipient_id, delivery.lang.to_owned());
    Ok(insert(unit.conn(), vec![row]).await? > 0)
}

/// Writes the same mail for every follower of a topic; says how many are new.
///
/// # Errors
/// When the database refuses: the event must then fail too.
pub async fn enqueue_for_followers<K: MailKind>(
    cx: &Context,
    unit: &Unit,
    topic: &str,
    followers: Vec<Follower>,
    event_id: Uuid,
    mail: &K,
) -> Result<u64, Refusal> {
    let content = content(Some(topic.to_owned()), mail);
    let rows = followers
        .into_iter()
        .map(|follower| row(cx, mail, &content, event_id, follower.contact, follower.lang));
    Ok(insert(unit.conn(), rows.collect()).await?)
}

/// Which of these events a mail has already left for.
///
/// # Errors
/// When the database refuses.
pub async fn told_of(
    cx: &Context,
    conn: &impl ConnectionTrait,
    events: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeSet<Uuid>, DbErr> {
    let veiled: BTreeMap<Uuid, Uuid> = events
        .into_iter()
        .map(|event| (cx.secrets.veil_id(Purpose::MailEvent, event), event))
        .collect();
    let left = sent_events(conn, veiled.keys().copied()).await?;
    Ok(left.iter().filter_map(|event| veiled.get(event).copied()).collect())
}

/// Takes back the mails of an event that have not left; says whether one is leaving or has left. Until the unit ends, none
/// of those that were taken back can leave.
///
/// # Errors
/// When the database refuses.
pub async fn take_back(cx: &Context, unit: &Unit, event: Uuid) -> Result<bool, DbErr> {
    skip_event(unit.conn(), cx.secrets.veil_id(Purpose::MailEvent, event), Skip::Outdated.key()).await?;
    Ok(told_of(cx, unit.conn(), [event]).await?.contains(&event))
}

/// Lets an address get mail again that a server said nobody has: an administrator says that it is someone's.
///
/// # Errors
/// When the database refuses.
pub async fn trust(cx: &Context, unit: &Unit, address: &str) -> Result<(), DbErr> {
    suppression::lift(cx, unit, address).await
}

fn content(topic: Option<String>, mail: &impl Serialize) -> String {
    let mail = serde_json::to_value(mail).expect("a kind of mail is plain fields");
    serde_json::to_string(&Content { topic, mail }).expect("so is what wraps it")
}

fn row<K: MailKind>(
    cx: &Context,
    mail: &K,
    content: &str,
    event_id: Uuid,
    recipient_id: Uuid,
    lang: String,
) -> NewDelivery {
    let id = cx.anonymous_id();
    NewDelivery {
        id,
        // Veiled: the row does not say of which contribution or decision it tells.
        event_id: cx.secrets.veil_id(Purpose::MailEvent, event_id),
        recipient_id,
        kind: K::NAME,
        lang,
        template_version: K::TEMPLATE_VERSION,
        payload: cx
            .secrets
            .seal(Purpose::MailPayload, id.as_bytes(), content, &*cx.random),
        message_id: message_id(cx, id),
        priority: K::PRIORITY,
        wait: K::WAIT,
        life: mail.life(cx.clock.now()),
    }
}

/// O4: fixed when the row is written, and says nothing to whoever reads it.
fn message_id(cx: &Context, row: Uuid) -> String {
    let from = &cx.settings.mail_from;
    let domain = from.rsplit_once('@').map_or(from.as_str(), |(_, domain)| domain);
    format!("{}@{domain}", cx.secrets.hash(Purpose::MessageId, &[row.as_bytes()]))
}
