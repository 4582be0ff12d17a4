//! Drawing a panel.

use crate::Adapter;

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[];
