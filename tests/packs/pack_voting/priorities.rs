//! Choosing priorities, with fair shares.

use crate::Adapter;

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[];
