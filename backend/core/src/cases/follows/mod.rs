//! News by mail, for people without an account. An address is tied to topics, keyed hashes: those of a consultation, a log, a
//! proposal or a statement, which its author and others follow alike. No topic stands for a ballot, answers or votes.

mod confirm;
mod leave;
mod stop;

use uuid::Uuid;

pub use confirm::{Confirmation, confirm, confirmation};
pub use leave::{FollowSubject, LeaveAddress, Subject, leave_address, subject};
pub use stop::{StopPage, forget, resume, stop, stop_page};

use super::participation::ContributionKind;
use crate::mail::kinds::MailKind;
use crate::mail::outbox::{Follower, enqueue_for_followers};
use crate::secrets::Purpose;
use crate::store::{Unit, contacts};
use crate::{Context, Refusal};

/// What one can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Results of a consultation.
    Consultation(Uuid),
    /// What happens to a contribution: decisions, official answers.
    Contribution(ContributionKind, Uuid),
    /// Signed heads of the log of a phase that is a vote.
    BallotLog(Uuid),
}

impl Topic {
    /// The stored form: the database alone does not say of what it is.
    fn hash(self, cx: &Context) -> String {
        let (kind, id) = match self {
            Self::Consultation(id) => ("consultation", id),
            Self::Contribution(kind, id) => (kind.key(), id),
            Self::BallotLog(id) => ("ballot-log", id),
        };
        cx.secrets.hash(Purpose::Topic, &[kind.as_bytes(), id.as_bytes()])
    }
}

/// Tells all who follow a topic, in the unit of the event; the same event is told once. Says how many will be told.
///
/// # Errors
/// When the database refuses: the event must then fail too.
pub(crate) async fn tell<K: MailKind>(
    cx: &Context,
    unit: &Unit,
    topic: Topic,
    event_id: Uuid,
    mail: K,
) -> Result<u64, Refusal> {
    let topic = topic.hash(cx);
    let followers = contacts::followers(unit.conn(), &topic).await?;
    let followers = followers
        .into_iter()
        .map(|(contact, lang)| Follower { contact, lang })
        .collect();
    enqueue_for_followers(cx, unit, &topic, followers, event_id, &mail).await
}

/// How many confirmed addresses follow a topic.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn followers(cx: &Context, topic: Topic) -> Result<u64, Refusal> {
    Ok(contacts::followers(cx.db.read(), &topic.hash(cx)).await?.len() as u64)
}
