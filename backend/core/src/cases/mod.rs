//! Use-cases: one file per act, or per small family of acts. Commands in, views out.

pub mod audit;
pub mod audit_log;
pub mod ballots;
pub mod consent;
pub mod credentials;
pub mod desk;
pub mod editor;
pub mod email_address;
pub mod follows;
pub mod members;
pub mod minutes;
pub mod moments;
pub mod opinion;
pub mod organisations;
pub mod participation;
pub mod proposals;
pub mod published_proposals;
pub mod questionnaires;
pub mod rate_limits;
pub mod readiness;
pub mod receipts;
pub mod sessions;
pub mod sign_in;
pub mod supports;
pub mod workshops;
