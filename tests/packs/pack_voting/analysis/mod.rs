//! Rules that no facilitator is offered: they serve to compare.

mod borda;
mod knapsack;
pub mod margins;
mod patterns;
mod pav;
pub mod positional;
mod seqpav;
mod standing;

use crate::Adapter;

/// The methods of this group.
pub const ADAPTERS: &[Adapter] =
    &[("borda", borda::run), ("pb_knapsack", knapsack::run), ("mw_seqpav", seqpav::run), ("mw_pav", pav::run)];
