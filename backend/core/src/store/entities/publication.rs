//! The results of a phase as they were published, whole, as JSON; a new publication is a new version.

use sea_orm::entity::prelude::*;

/// One row of `publications`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub results: String,
    pub member_id: Option<Uuid>,
    pub published_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
