//! An observer's signature under a published result. `name` is the public name at that time, `key` a verifier key, `note` a signed note
//! with this signature alone. `version` is that of the publication. One that was taken back stays, with the moment.

use sea_orm::entity::prelude::*;

/// One row of `observer_signatures`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "observer_signatures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub version: i32,
    pub member_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub signed_at: i64,
    pub taken_back_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
