//! The only place that knows SQL.

pub mod answer_sheets;
pub mod audit;
pub mod ballots;
mod connect;
pub mod consultations;
pub mod entities;
pub mod participations;
pub mod proposals;
pub mod questions;
pub mod rates;
pub mod rows;
pub mod statements;
mod unit;

pub use connect::{Db, OpenError, connect};
pub use unit::Unit;
