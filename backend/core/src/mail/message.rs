//! From words to bytes: headers and alternatives, the same at each try (O5).

use std::time::{Duration, UNIX_EPOCH};

use data_encoding::BASE64;
use lettre::address::AddressError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::kinds::{Audience, Kind, Letter};
use super::render::{Words, render};
use crate::Context;
use crate::ports::ReadyMail;
use crate::secrets::Purpose;
use crate::store::entities::delivery;
use crate::store::outbox::claimed_at;

/// The longest line of a header, in octets.
const LINE: usize = 78;
/// Octets in one encoded word of a header: 60 as base64, 72 with what marks the word, 78 after `From: `.
const WORD: usize = 45;

/// Why a mail could not be composed: our fault, but for an address that is none.
#[derive(Debug, thiserror::Error)]
pub enum ComposeFault {
    /// A template or a text.
    #[error("template: {0}")]
    Template(#[from] Box<handlebars::RenderError>),
    /// An address of the installation's own that no header can carry.
    #[error("address: {0}")]
    Address(#[from] AddressError),
    /// The recipient's address is none.
    #[error("recipient: {fault}")]
    Recipient { address: String, fault: AddressError },
    /// The message as a whole.
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    /// A sample that is not what its kind shows.
    #[error("samples.json: {0}")]
    Sample(#[from] serde_json::Error),
    /// A mail for followers that does not say of which consultation it is.
    #[error("a mail for followers is about a consultation")]
    NoConsultation,
}

/// Composes the whole message of an outbox row.
pub(super) fn compose(
    cx: &Context,
    row: &delivery::Model,
    kind: &'static Kind,
    lang: &str,
    address: String,
    letter: &Letter,
) -> Result<ReadyMail, ComposeFault> {
    let subscription = match (kind.audience, &letter.about) {
        (Audience::Follower, Some(about)) => Some(Subscription {
            stop_url: stop_url(cx, row.recipient_id, about.id),
            list_id: format!("{}.{}", about.slug, mail_domain(cx)),
        }),
        (Audience::Follower, None) => return Err(ComposeFault::NoConsultation),
        (Audience::Member | Audience::Invited | Audience::TypedAddress, _) => None,
    };
    let stop_url = subscription.as_ref().map(|subscription| subscription.stop_url.as_str());
    let words = render(cx, kind.name, lang, letter, stop_url).map_err(Box::new)?;
    let about = letter.about.as_ref().map_or("-", |about| about.slug.as_str());
    let mut headers = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "All".to_owned()),
        ("Content-Language", lang.to_owned()),
        ("Feedback-ID", format!("{}:{about}:{}", kind.name, mail_domain(cx))),
    ];
    if let Some(subscription) = &subscription {
        headers.push(("List-Id", format!("<{}>", subscription.list_id)));
        headers.push(("List-Unsubscribe", format!("<{}>", subscription.stop_url)));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    let message = message(cx, row, &address, words, headers)?;
    Ok(ReadyMail {
        id: row.id,
        kind: kind.name,
        sender: cx.settings.mail_from.clone(),
        recipient: address,
        message: message.formatted(),
    })
}

struct Subscription {
    stop_url: String,
    list_id: String,
}

fn message(
    cx: &Context,
    row: &delivery::Model,
    address: &str,
    words: Words,
    headers: Vec<(&'static str, String)>,
) -> Result<Message, ComposeFault> {
    let first_tried = row.first_tried_at.unwrap_or_else(|| claimed_at(row)).max(0);
    let recipient = address.parse::<Address>();
    let recipient = recipient.map_err(|fault| ComposeFault::Recipient { address: address.to_owned(), fault })?;
    let boundary = row.message_id.split('@').next().unwrap_or_default();
    let body = MultiPart::alternative()
        .boundary(boundary)
        .singlepart(SinglePart::plain(words.text))
        .singlepart(SinglePart::html(words.html));
    let mut message = Message::builder()
        .reply_to(Mailbox::new(None, cx.settings.mail_reply_to.parse::<Address>()?))
        .to(Mailbox::new(None, recipient))
        .date(UNIX_EPOCH + Duration::from_secs(first_tried.unsigned_abs() / 1000))
        .message_id(Some(format!("<{}>", row.message_id)))
        .subject(words.subject);
    message = message.raw_header(sender(&cx.settings.site_name, cx.settings.mail_from.parse()?));
    for (name, value) in headers {
        message = message.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    }
    Ok(message.multipart(body)?)
}

/// The `From` header, with the operator's name of the site. A name that is not plain and short is cut into encoded words, one
/// a line, and the address gets a line of its own: no line is over 78 octets (RFC 5322, 2.1.1; RFC 2047, 2).
fn sender(site_name: &str, address: Address) -> HeaderValue {
    // On one line: lettre panics on a line break in a name.
    let name = site_name.split_whitespace().collect::<Vec<_>>().join(" ");
    let header = HeaderName::new_from_ascii_str("From");
    let mailbox = Mailbox::new(Some(name.clone()), address.clone());
    let plain = mailbox.to_string();
    if plain.is_ascii() && "From: ".len() + plain.len() <= LINE {
        return HeaderValue::dangerous_new_pre_encoded(header, plain.clone(), plain);
    }
    let words = encoded_words(&name).join("\r\n ");
    HeaderValue::dangerous_new_pre_encoded(header, plain, format!("{words}\r\n <{address}>"))
}

/// The words of RFC 2047 that spell a name; each decodes on its own, to whole characters.
fn encoded_words(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in name.chars() {
        let full = parts.last().is_none_or(|part| part.len() + letter.len_utf8() > WORD);
        if full {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let word = |part: String| format!("=?utf-8?B?{}?=", BASE64.encode(part.as_bytes()));
    parts.into_iter().map(word).collect()
}

/// The address that stops mails of a consultation to a contact (O27).
pub(super) fn stop_url(cx: &Context, contact: uuid::Uuid, consultation: uuid::Uuid) -> String {
    let token = cx.secrets.sign_ids(Purpose::Unsubscribe, [contact, consultation]);
    format!("{}/courriel/arreter/{token}", cx.settings.public_url)
}

fn mail_domain(cx: &Context) -> &str {
    let from = &cx.settings.mail_from;
    from.rsplit_once('@').map_or(from, |(_, domain)| domain)
}
