//! What every use-case is given.

use std::sync::Arc;

use uuid::Uuid;

use crate::alike::AlikeMemory;
use crate::ports::{self, Clock, Random};
use crate::secrets::Secrets;
use crate::store::Db;

/// The installation's settings that use-cases and mails go by.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme and host that people see, without a slash at the end: `https://tablee.example.org`.
    pub public_url: String,
    /// Name of this installation, shown in mails.
    pub site_name: String,
    /// The `From` address of mails.
    pub mail_from: String,
    /// The address that a person reads.
    pub mail_reply_to: String,
}

impl Settings {
    /// The address to write to for help; none where only the placeholder of an installation without mail is set (RFC 2606).
    pub fn contact(&self) -> Option<&str> {
        Some(self.mail_reply_to.as_str()).filter(|address| !address.ends_with(".invalid"))
    }
}

/// Everything a use-case may touch. Cloning is cheap.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The time that rules go by.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Keyed hashes.
    pub secrets: Arc<Secrets>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Votes alike from one address, as far as this process has seen them.
    pub alike: Arc<AlikeMemory>,
}

impl Context {
    /// An id that says nothing of when it was made.
    pub fn anonymous_id(&self) -> Uuid {
        ports::anonymous_id(&*self.random)
    }

    /// An id that sorts by the moment it was made.
    pub fn dated_id(&self) -> Uuid {
        ports::dated_id(&*self.clock, &*self.random)
    }
}
