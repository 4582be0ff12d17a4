//! What is allowed and what follows, as pure functions.
//!
//! Nothing here reads a clock, draws a random number or touches a disk: the moment and the entropy are arguments.
//! A refusal is an enum that implements [`Fault`]: its key is a Fluent message of `frontend/locales/*/faults.ftl`.

pub mod alike;
pub mod answers;
pub mod ballot_log;
pub mod dates;
pub mod faults;
pub mod limits;
pub mod minutes;
pub mod moderation;
pub mod opinion;
pub mod panel;
pub mod proposals;
pub mod questions;
pub mod questions_guard;
pub mod receipts;
pub mod results;
pub mod retention;
pub mod text;
pub mod timetable;
pub mod voting;

pub use faults::{ArgValue, Args, Fault};

/// SHA-256 of these rules, in hexadecimal: of the list that `find src -name '*.rs' | LC_ALL=C sort | xargs sha256sum` prints in this
/// package's folder. Two programs with the same one count alike.
pub const FINGERPRINT: &str = env!("TABLEE_RULES_FINGERPRINT");
