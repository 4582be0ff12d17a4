//! Votes that anyone can check: a log of commitments to ballots, its signed heads, what is published of it, and how it is verified.
//!
//! A ballot enters the log as a hash that says nothing of it. The log is the Merkle tree of RFC 9162 over these hashes,
//! so that a vote that was received cannot be dropped, changed or moved later without contradicting a head that was signed.

mod audit;
mod checkpoint;
mod commitment;
mod disclosure;
mod drawn;
mod faults;
mod finding;
mod hash;
mod keys;
mod note;
mod observer;
mod opinions;
mod passes;
mod proof_code;
mod proofs;
mod published;
mod stored;
mod trace;
mod tree;
mod verify;
mod words;

pub use audit::{AuditFinding, LeafState, OpenedLeaf, OpenedLog, audit};
pub use checkpoint::Checkpoint;
pub use commitment::{Nonce, canonical_json, commitment, leaf_hash};
pub use disclosure::{LEAST_BALLOTS, Withheld, may_publish_patterns};
pub use drawn::{Volunteer, check_lottery, drawn_codes};
pub use faults::HeadFault;
pub use finding::Finding;
pub use hash::{Hash256, sha256};
pub use keys::{Signer, VerifierKey};
pub use note::Note;
pub use observer::{Countersigning, ObserverFault, countersigned};
pub use opinions::{
    OPINION_GROUPS, OpinionResult, PublishedOpinions, QuestionWords, StatementTotal, audit_opinions, verify_opinions,
};
pub use passes::{PassesTogether, told_together};
pub use proof_code::{ProofCode, ProofCodeFault};
pub use proofs::{consistency_holds, inclusion_holds};
pub use published::{Channel, FirstWords, LeafCounts, Published, PublishedLog, PublishedResult, Recount, seal_text};
pub use stored::{BLOCK, KEPT_LEVEL, Parts, StoredLog, Subtree};
pub use trace::check_trace;
pub use tree::{Frontier, Tree, batch_order};
pub use verify::{Known, recounted, verify, verify_log};
pub use words::{SaltedWords, StatementWords};

#[cfg(test)]
mod tests;
