//! Opinion phases: what people say of statements, who thinks alike, what brings them together, and which statement comes next.
//!
//! Groups follow the method of Small, Bjorkegren, Erkkilä, Shaw and Megill, "Polis: Scaling deliberation by mapping high
//! dimensional opinion spaces", Recerca 26(2), 2021.

mod analyse;
mod bridging;
mod clusters;
mod components;
mod conclusions;
mod consensus;
mod counted;
mod declared;
mod discovery;
mod headlines;
mod held_out;
mod in_force;
mod lanczos;
mod landscape;
mod lloyd;
mod lot;
mod map;
mod order;
mod permutation;
mod priority;
mod protection;
mod published;
mod reference;
mod representative;
mod routing;
mod sheet;
mod shown;
mod silhouette;
mod sketch;
mod statement;
mod strata;
mod tallies;
mod vigilance;
mod vote;
mod votes;

pub use analyse::{analyse, analyse_declared};
pub use components::Position;
pub use counted::bridging_scores;
pub use declared::{StratumStatement, StratumTally, declared_hold, stratum_tallies};
pub use in_force::OpinionRules;
pub use order::order;
pub use priority::route;
pub use published::{
    Figures, GroupFigures, Headline, MapPoint, OpinionAnalysis, Part, Rejection, Representative, Shape,
    StatementAnalysis, StratumFigures,
};
pub use reference::{Reference, reference};
pub use routing::{Routed, Routing, next_statement, routed_order};
pub use sheet::{Sheet, SheetVote};
pub use statement::{StatementDraft, StatementFault};
pub use strata::{Strata, Stratum};
pub use vote::Vote;
pub use votes::{Cast, LeftOut, StatementId, VoterId, Votes};
