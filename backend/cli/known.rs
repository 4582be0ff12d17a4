//! What a verifier knows from elsewhere than the published files, as options of commands.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;
use tablee_rules::ballot_log::{Checkpoint, Hash256, Known, ProofCode, VerifierKey, inclusion_holds};

use super::published_files::sentence;

/// What is known from elsewhere.
#[derive(Clone, Debug, Args)]
pub(super) struct KnownArgs {
    /// The key of the log, as it was told before the vote.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A signed head that was kept while the vote was open, such as one that was mailed; may be given several times.
    #[arg(long = "head", value_name = "FILE", requires = "files")]
    heads: Vec<PathBuf>,
    /// The proof code of a vote that must be in the log; may be given several times.
    #[arg(long = "code", value_name = "CODE", requires = "files")]
    codes: Vec<String>,
    /// The key of an observer who must have signed the result, as the observer tells it; may be given several times.
    #[arg(long = "observer", value_name = "VKEY")]
    observers: Vec<String>,
}

impl KnownArgs {
    /// Whether nothing is known of other copies of the log.
    pub(super) fn compares_nothing(&self) -> bool {
        self.key.is_none() && self.heads.is_empty()
    }

    /// What was given, read.
    pub(super) fn read(&self) -> Result<Known, String> {
        let key = self.key.as_deref().map(|key| key.parse::<VerifierKey>());
        let key = key.transpose().map_err(|_| "the key is no verifier key of a log")?;
        let head = |file: &PathBuf| {
            std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
        };
        let observer = |typed: &String| {
            let key = typed.parse::<VerifierKey>();
            key.map_err(|_| format!("{typed:?} is no verifier key of an observer"))
        };
        let code = |typed: &String| ProofCode::parse(typed).map_err(|fault| sentence(&fault));
        Ok(Known {
            key,
            heads: self.heads.iter().map(head).collect::<Result<_, _>>()?,
            codes: self.codes.iter().map(code).collect::<Result<_, _>>()?,
            observers: self.observers.iter().map(observer).collect::<Result<_, _>>()?,
        })
    }
}

/// One vote as `GET /api/v1/votes/CODE` tells of it.
#[derive(Deserialize)]
pub(super) struct FoundVote {
    leaf: Hash256,
    inclusion: Option<Inclusion>,
}

#[derive(Deserialize)]
struct Inclusion {
    index: u64,
    size: u64,
    proof: Vec<Hash256>,
    head: String,
}

impl FoundVote {
    /// The head that its proof leads to, once the proof holds under this key.
    pub(super) fn checked(self, key: &VerifierKey) -> Result<(u64, Checkpoint, String), String> {
        let found = self
            .inclusion
            .ok_or("this vote waits for its batch: it has no proof yet")?;
        let head = Checkpoint::verified(&found.head, key).map_err(|_| "the key did not sign the head of this proof")?;
        let holds =
            head.size == found.size && inclusion_holds(&self.leaf, found.index, found.size, &found.proof, &head.root);
        if holds {
            Ok((found.index + 1, head, found.head))
        } else {
            Err("this proof does not lead to its head".to_owned())
        }
    }
}
