//! A leaf that enters the log with its batch: hexadecimal hash, and the proof code that follows from it. `batch` numbers the ten minutes
//! since 1970 in which it came: no more than the signed heads tell.

use sea_orm::entity::prelude::*;

/// One row of `waiting_leaves`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_leaves")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub hash: String,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    pub batch: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
