//! Use-cases, store, mail and jobs of Tablée. Knows the database, knows nothing of HTTP.

pub mod access;
pub mod alike;
pub mod cases;
pub mod context;
pub mod jobs;
pub mod mail;
pub mod ports;
pub mod refusal;
pub mod secrets;
pub mod store;
pub mod texts;

pub use context::{Context, Settings};
pub use refusal::{FieldFault, Refusal, RefusalClass};
pub use store::{Db, OpenError, connect};
pub use uuid::Uuid;
