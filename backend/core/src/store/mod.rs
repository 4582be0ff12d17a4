//! The only place that knows SQL.

pub mod alike_bursts;
pub mod answer_sheets;
pub mod audit;
pub mod ballot_links;
pub mod ballot_log;
pub mod ballots;
mod connect;
pub mod consultations;
pub mod contacts;
pub mod desk;
pub mod editing;
pub mod entities;
pub mod erasing;
pub mod free_texts;
pub mod members;
pub mod moderation;
pub mod news;
pub mod official_answers;
pub mod opinion_analyses;
pub mod outbox;
pub mod participations;
pub mod proposals;
pub mod public_reading;
pub mod questions;
pub mod rates;
pub mod results;
pub mod rows;
pub mod sessions;
pub mod sign_in_links;
pub mod statements;
pub mod strata;
mod time;
mod unit;
pub mod workshops;

pub use connect::{Db, OpenError, connect};
pub use unit::Unit;
