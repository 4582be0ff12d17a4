//! The schema, one file per step, for SQLite and PostgreSQL. A released step is never edited.

mod indexes;
mod m0001_organisations;
mod m0002_consultations;
mod m0003_workshops;
mod m0004_participation;
mod m0005_answers;
mod m0006_mail;
mod m0007_operations;
mod m0008_vote_options;
mod m0009_ballot_log;
mod m0010_opinion;
mod m0011_count_ballots;
mod m0012_drawn_leaves;
mod m0013_alike;
mod m0014_erasures;
mod m0015_suppressions;
mod m0016_confirmed_members;
mod m0017_first_words;
mod m0018_first_details;
mod m0019_kept_counts;
mod m0020_sheets;
mod m0021_observers;
mod m0022_equal_ballots;
mod m0023_statements_apart;
mod tables;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All schema steps in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organisations::Migration),
            Box::new(m0002_consultations::Migration),
            Box::new(m0003_workshops::Migration),
            Box::new(m0004_participation::Migration),
            Box::new(m0005_answers::Migration),
            Box::new(m0006_mail::Migration),
            Box::new(m0007_operations::Migration),
            Box::new(m0008_vote_options::Migration),
            Box::new(m0009_ballot_log::Migration),
            Box::new(m0010_opinion::Migration),
            Box::new(m0011_count_ballots::Migration),
            Box::new(m0012_drawn_leaves::Migration),
            Box::new(m0013_alike::Migration),
            Box::new(m0014_erasures::Migration),
            Box::new(m0015_suppressions::Migration),
            Box::new(m0016_confirmed_members::Migration),
            Box::new(m0017_first_words::Migration),
            Box::new(m0018_first_details::Migration),
            Box::new(m0019_kept_counts::Migration),
            Box::new(m0020_sheets::Migration),
            Box::new(m0021_observers::Migration),
            Box::new(m0022_equal_ballots::Migration),
            Box::new(m0023_statements_apart::Migration),
        ]
    }
}
