//! The log that makes votes checkable: a commitment to each ballot enters a Merkle tree, whose heads are signed and told to observers.
//!
//! Ballots write here what they put in the box; nothing here knows what a ballot says.

mod find;
mod log;
mod read;
mod record;
mod seal;

pub use find::{FoundVote, Inclusion, VotePlace, find_vote};
pub(crate) use log::{batch_of, signer};
pub use read::{Head, LEAVES, LogView, consistency, leaves, log};
pub(crate) use record::{Slip, forget, put};
pub(crate) use seal::{seal, seal_due};
