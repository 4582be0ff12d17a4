//! The log that makes votes checkable: a commitment to each ballot enters a Merkle tree, whose heads are signed and told to observers.
//!
//! Ballots of decisions, and each voter's sheet of an opinion phase, write here what they put in the box; nothing here knows what
//! they say.

mod controls;
mod drawn;
mod erase;
mod find;
mod log;
mod observers;
mod opened;
mod published;
mod read;
mod record;
mod seal;

pub use controls::{Control, Controls, SignResult, control_note, sign, take_back};
pub(crate) use drawn::is_drawn;
pub(crate) use erase::{LINKS_LIFE, erase_links, linked_votes};
pub use find::{FoundVote, Inclusion, VotePlace, find_vote};
pub(crate) use log::{batch_of, signer};
pub(crate) use observers::public_names;
pub use observers::{FEWEST_OBSERVERS, ObserverDesk, observer_desk};
pub use opened::opened_log;
pub(crate) use published::OTHER_CHANNELS;
pub use published::{
    ChannelVoters, PublishedVote, RulesInForce, VoteStatement, has_lottery, lottery, published_vote, statement,
};
pub use read::{Head, LEAVES, LogView, consistency, leaves, log};
pub(crate) use record::{Slip, forget, put, put_sheet};
pub(crate) use seal::{close, closing_head, seal_due};
