//! What people do, through HTTP, on a real database: SQLite and PostgreSQL.

#[path = "../support/mod.rs"]
mod support;

mod alike;
mod answers;
mod api;
mod api_participation;
mod assisted;
mod ballot_log;
mod ballots;
mod counting;
mod crash;
mod decisions;
mod decisions_api;
mod decisions_story;
mod editor;
mod editor_api;
mod help;
mod home;
mod logging;
mod lost_forms;
mod mail;
mod members;
mod minutes;
mod moderation;
mod opinion;
mod opinion_paper;
mod opinion_results;
mod opinion_routing;
mod opinion_shapes;
mod page_cost;
mod panel;
mod papers;
mod permissions;
mod proposals;
mod questionnaire;
mod receipts;
mod removals;
mod results;
mod retention;
mod schema;
mod sign_in;
mod statements;
mod strata;
mod supports;
mod voices_api;
