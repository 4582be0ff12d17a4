//! Rules that no facilitator is offered: they serve to compare.

mod knapsack;
mod positional;
mod standing;

use crate::Adapter;

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("positional", positional::run), ("pb_knapsack", knapsack::run)];
