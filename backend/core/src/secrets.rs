//! Everything derived from the installation's master key, and secrets that are handed out.

mod sealed;
mod signed;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ports::Random;

/// The installation's master key. Losing it makes receipt codes and follow topics unreadable.
#[derive(Clone)]
pub struct Secrets {
    master: [u8; 32],
    retired: Option<[u8; 32]>,
}

/// What a keyed hash is for; two purposes never give the same hash of the same bytes.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// A device's pass for one consultation.
    Pass,
    /// The sheet on which a device fills in a questionnaire.
    Draft,
    /// The receipt code of a contribution.
    ReceiptCode,
    /// The stored form of a receipt code.
    ReceiptHash,
    /// The stored form of an idempotency key.
    Submission,
    /// The participation that sent a proposal.
    Author,
    /// The order in which a device meets the statements of a phase.
    StatementOrder,
    /// The topic of a follow.
    Topic,
    /// A mailed or cookie token as it is stored.
    Token,
    /// The authority of an unsubscribe link.
    Unsubscribe,
    /// The left side of a Message-ID.
    MessageId,
    /// The stored form of an address that nobody has.
    Suppression,
    /// The key of a rate limit.
    Rate,
    /// The state of a thing that a page was made from.
    Seen,
    /// The device that stands for a person whose contribution a member enters.
    Helped,
    /// The stored form of what a mail tells of.
    MailEvent,
    /// The content of a mail that waits.
    MailPayload,
    /// The seed of the key that signs the heads of logs of votes.
    BallotLogKey,
    /// Votes alike from one address, in memory.
    Alike,
}

impl Secrets {
    /// Takes the 32 bytes of the master key.
    pub fn new(master: [u8; 32]) -> Self {
        Self { master, retired: None }
    }

    /// Takes also the master key before this one: links that were mailed under it still work.
    pub fn with_retired(self, retired: [u8; 32]) -> Self {
        Self { retired: Some(retired), ..self }
    }

    /// HMAC-SHA-256 of the parts under the purpose's own key. Parts are length-prefixed, so that they cannot run together.
    pub fn mac(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        mac_under(&self.master, purpose, parts)
    }

    /// The same as lower-case base32 text, for a column.
    pub fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> String {
        lower_base32(&self.mac(purpose, parts))
    }
}

fn mac_under(key: &[u8; 32], purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(format!("tablee/{purpose:?}/1").as_bytes());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// A fresh 160-bit token as 32 lower-case letters and digits.
pub fn token(random: &dyn Random) -> String {
    let mut bytes = [0; 20];
    random.fill(&mut bytes);
    lower_base32(&bytes)
}

/// Base32 without padding, in lower case: safe in URLs, in mail headers and to be read aloud.
pub fn lower_base32(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes).to_lowercase()
}

/// Whether a text has the shape of a token made here; anything else need not reach the database.
pub fn looks_like_token(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::CountingRandom;

    #[test]
    fn purposes_and_part_borders_separate_hashes() {
        let secrets = Secrets::new([7; 32]);
        let whole = secrets.hash(Purpose::Token, &[b"ab", b"c"]);
        assert_ne!(whole, secrets.hash(Purpose::Token, &[b"a", b"bc"]));
        assert_ne!(whole, secrets.hash(Purpose::Pass, &[b"ab", b"c"]));
        assert_eq!(whole, secrets.hash(Purpose::Token, &[b"ab", b"c"]));
    }

    #[test]
    fn tokens_look_like_tokens() {
        assert!(looks_like_token(&token(&CountingRandom::seeded(1))));
        assert!(!looks_like_token("../etc"));
    }
}
