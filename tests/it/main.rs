//! What people do, through HTTP, on a real database: SQLite and PostgreSQL.

#[path = "../support/mod.rs"]
mod support;

mod ballots;
mod help;
mod members;
mod permissions;
mod questionnaire;
mod minutes;
mod questionnaire;
mod schema;
