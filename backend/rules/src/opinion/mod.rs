//! Opinion phases: what people say of statements, who thinks alike, what brings them together, and which statement comes next.
//!
//! Groups follow the method of Small, Bjorkegren, Erkkilä, Shaw and Megill, "Polis: Scaling deliberation by mapping high
//! dimensional opinion spaces", Recerca 26(2), 2021.

mod lot;
mod order;
mod published;
mod routing;
mod strata;
mod vote;
mod votes;

pub use order::order;
pub use published::{
    Figures, GroupFigures, Headline, MapPoint, OpinionAnalysis, Part, Rejection, Representative, Shape,
    StatementAnalysis, StratumFigures,
};
pub use routing::{Routed, Routing, next_statement, routed_order};
pub use strata::{Strata, Stratum};
pub use vote::Vote;
pub use votes::{Cast, LeftOut, StatementId, VoterId, Votes};
