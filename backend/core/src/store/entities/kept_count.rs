//! What was counted last of a closed vote: `results` is JSON of the draft of its results, `made_from` of all that it follows from besides
//! the ballots, which change no more.

use sea_orm::entity::prelude::*;

/// One row of `kept_counts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_counts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub made_from: String,
    #[sea_orm(column_type = "Text")]
    pub results: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
