//! Opinion groups: what must hold whatever the votes, and what conversations of others must give.

#[path = "../../../../tests/packs/pack_opinion/conversation.rs"]
mod conversation;

mod bridging;
mod discoveries;
mod made;
mod pack;
mod properties;
