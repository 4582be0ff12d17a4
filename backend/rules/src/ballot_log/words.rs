//! The words of statements, and what stands for them in what is signed.

use serde::{Deserialize, Serialize};

use super::commitment::Nonce;
use super::hash::{Hash256, sha256};

/// The words of a statement as they are published beside a result, so that they can be taken down and the result still be verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StatementWords {
    /// With the salt of their hash. Without it nobody can try out which words a hash stands for: it goes with them.
    Salted(SaltedWords),
    /// Alone, as in files of before there was a salt.
    Plain(String),
}

/// Words with the salt of their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaltedWords {
    /// The words.
    pub text: String,
    /// 32 random bytes.
    pub salt: Nonce,
}

impl StatementWords {
    /// These words, with their salt if they have one.
    pub fn new(text: String, salt: Option<Nonce>) -> Self {
        match salt {
            Some(salt) => Self::Salted(SaltedWords { text, salt }),
            None => Self::Plain(text),
        }
    }

    /// What stands for them in what is signed: SHA-256(`statement-v2` ‖ 0 ‖ salt ‖ words in UTF-8), without a salt
    /// SHA-256(`statement-v1` ‖ 0 ‖ words in UTF-8).
    pub fn hash(&self) -> Hash256 {
        match self {
            Self::Salted(SaltedWords { text, salt }) => sha256(&[b"statement-v2\0", &salt.0, text.as_bytes()]),
            Self::Plain(text) => sha256(&[b"statement-v1\0", text.as_bytes()]),
        }
    }

    /// The words themselves.
    pub fn text(&self) -> &str {
        match self {
            Self::Salted(words) => &words.text,
            Self::Plain(text) => text,
        }
    }
}
