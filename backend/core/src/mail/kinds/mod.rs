//! The kinds of mail: one file each, listed in [`ALL`].
//!
//! A kind's struct is what waits in the outbox: ids and short facts, no person's words. Its [`MailKind::letter`] reads, at the moment
//! of sending, what the templates of `email-templates/KIND/` show; what can no longer be shown is not sent.

mod ballot_log_head;
mod confirm_address;
mod invitation;
mod moderation_decision;
mod official_answer;
mod results_published;
mod sign_in;

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

pub use ballot_log_head::BallotLogHead;
pub use confirm_address::ConfirmAddress;
pub use invitation::Invitation;
pub use moderation_decision::ModerationDecision;
pub use official_answer::OfficialAnswer;
pub use results_published::ResultsPublished;
pub use sign_in::SignIn;

use crate::Context;
use crate::ports::{DAY, Millis};
use crate::store::entities::consultation;

/// How long a mail of news is tried.
pub const NEWS_LIFE: Millis = 3 * DAY;

/// Who a kind is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A member of an organisation who has opened a mailed link: the address is theirs.
    Member,
    /// A member who may not have opened one yet: the invitation asks whether the address is theirs.
    Invited,
    /// An address that someone has just typed: the only kind that an unconfirmed address of a resident ever gets.
    TypedAddress,
    /// A contact who confirmed the address and still follows the topic: subscription mail, with a link to stop it.
    Follower,
}

/// Why a mail that waited is not sent after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Its time is over.
    Expired,
    /// The recipient is gone.
    NoRecipient,
    /// The address was never confirmed.
    Unconfirmed,
    /// Nobody has the address, so a mail server says.
    Suppressed,
    /// The recipient wants no more of it.
    Stopped,
    /// What it tells of was undone, replaced or taken back.
    Outdated,
}

impl Skip {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NoRecipient => "no-recipient",
            Self::Unconfirmed => "unconfirmed",
            Self::Suppressed => "suppressed",
            Self::Stopped => "stopped",
            Self::Outdated => "outdated",
        }
    }
}

/// The consultation that a mail is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl From<consultation::Model> for About {
    fn from(row: consultation::Model) -> Self {
        Self { id: row.id, slug: row.slug, title: row.title }
    }
}

/// What the templates of a kind are given.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The consultation it is about; always there for followers.
    pub about: Option<About>,
    /// The fields under `letter` in the templates.
    pub facts: Value,
}

impl Letter {
    fn new(about: Option<About>, facts: &impl Serialize) -> Self {
        let facts = serde_json::to_value(facts).expect("facts are plain fields");
        Self { about, facts }
    }
}

/// One kind of mail.
#[async_trait]
pub trait MailKind: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Stored name, also the folder of its templates.
    const NAME: &'static str;
    /// Changes whenever a waiting mail must not be composed with newer templates as if nothing had changed.
    const TEMPLATE_VERSION: i32 = 1;
    /// What its templates show, under `letter`.
    type Facts: Serialize + DeserializeOwned;
    /// What goes first after the mail was down: lower is sooner (O14).
    const PRIORITY: i32;
    /// Who it is for.
    const AUDIENCE: Audience;

    /// How long it waits at least before it leaves, so that what it tells of can still be undone.
    const WAIT: Millis = 0;

    /// How long it may still be sent (O12, O13). A link is never sent after its own expiry.
    fn life(&self, now: Millis) -> Millis;

    /// Reads what it shows, or says why it must not be sent any more (O10).
    async fn letter(&self, cx: &Context) -> Result<Result<Letter, Skip>, DbErr>;
}

/// A kind as the worker sees it.
pub struct Kind {
    /// Stored name.
    pub name: &'static str,
    /// Who it is for.
    pub audience: Audience,
    read: ReadLetter,
    samples: fn(&str) -> Result<Vec<Letter>, serde_json::Error>,
}

type ReadLetter = for<'a> fn(&'a Context, Value) -> BoxFuture<'a, Result<Result<Letter, Skip>, LetterFault>>;

/// Why a letter could not be composed.
#[derive(Debug, thiserror::Error)]
pub enum LetterFault {
    /// The row's content is not what its kind writes.
    #[error("unreadable content: {0}")]
    Content(#[from] serde_json::Error),
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl Kind {
    const fn of<K: MailKind>() -> Self {
        Self { name: K::NAME, audience: K::AUDIENCE, read: read::<K>, samples: samples::<K> }
    }

    /// Letters for tests and previews, one for each shape that the templates have: `email-templates/KIND/samples.json`.
    ///
    /// # Errors
    /// When the file does not hold what the templates show.
    pub fn samples(&self) -> Result<Vec<Letter>, serde_json::Error> {
        (self.samples)(super::render::samples_file(self.name))
    }

    /// See [`MailKind::letter`].
    pub(super) async fn letter(&self, cx: &Context, content: Value) -> Result<Result<Letter, Skip>, LetterFault> {
        (self.read)(cx, content).await
    }
}

fn read<K: MailKind>(cx: &Context, content: Value) -> BoxFuture<'_, Result<Result<Letter, Skip>, LetterFault>> {
    Box::pin(async move {
        let mail: K = serde_json::from_value(content)?;
        Ok(mail.letter(cx).await?)
    })
}

#[derive(Deserialize)]
struct Sample<F> {
    about: Option<About>,
    facts: F,
}

fn samples<K: MailKind>(json: &str) -> Result<Vec<Letter>, serde_json::Error> {
    let samples: Vec<Sample<K::Facts>> = serde_json::from_str(json)?;
    Ok(samples
        .into_iter()
        .map(|sample| Letter::new(sample.about, &sample.facts))
        .collect())
}

/// All kinds.
pub static ALL: [Kind; 7] = [
    Kind::of::<ConfirmAddress>(),
    Kind::of::<SignIn>(),
    Kind::of::<Invitation>(),
    Kind::of::<ModerationDecision>(),
    Kind::of::<OfficialAnswer>(),
    Kind::of::<ResultsPublished>(),
    Kind::of::<BallotLogHead>(),
];

/// The kind with that stored name.
pub fn find(name: &str) -> Option<&'static Kind> {
    ALL.iter().find(|kind| kind.name == name)
}
