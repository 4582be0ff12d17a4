//! Sharing out a budget.

use crate::Adapter;

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[];
