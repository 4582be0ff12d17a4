//! Where a receipt code leads. The code itself is not stored.

use sea_orm::entity::prelude::*;

/// One row of `receipts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: String,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub contribution_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
