//! Every mail as it would leave, filled with what its `samples.json` says: for tests and previews.

use super::kinds;
use super::message::{ComposeFault, compose};
use crate::Context;
use crate::ports::ReadyMail;
use crate::secrets::Purpose;
use crate::store::entities::delivery;

/// Composes all samples of all kinds in a language.
///
/// # Errors
/// When a template, a text or a sample is at fault.
pub fn sample_mails(cx: &Context, lang: &str, recipient: &str) -> Result<Vec<ReadyMail>, ComposeFault> {
    let mut mails = Vec::new();
    for kind in &kinds::ALL {
        for letter in kind.samples()? {
            let row = row(cx, kind.name, lang);
            mails.push(compose(cx, &row, kind, lang, recipient.to_owned(), &letter)?);
        }
    }
    Ok(mails)
}

fn row(cx: &Context, kind: &str, lang: &str) -> delivery::Model {
    let id = cx.anonymous_id();
    let now = cx.clock.now();
    let left = cx.secrets.hash(Purpose::MessageId, &[id.as_bytes()]);
    let domain = cx.settings.mail_from.rsplit('@').next().unwrap_or_default();
    delivery::Model {
        id,
        event_id: id,
        recipient_id: cx.anonymous_id(),
        kind: kind.to_owned(),
        lang: lang.to_owned(),
        template_version: 1,
        payload: String::new(),
        message_id: format!("{left}@{domain}"),
        state: "sending".to_owned(),
        skip_reason: None,
        attempts: 1,
        next_at: now,
        lease_until: None,
        lease_owner: None,
        not_after: None,
        priority: 0,
        created_at: now,
        first_tried_at: Some(now),
        sent_at: None,
        last_error: None,
    }
}
