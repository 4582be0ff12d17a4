//! The only place that knows SQL.

mod connect;
pub mod entities;
mod unit;

pub use connect::{Db, OpenError, connect};
pub use unit::Unit;
