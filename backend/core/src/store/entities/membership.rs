//! A role of a member, in a whole organisation or (`scope` = consultation id, else nil) in one consultation.
//! `public_name` is shown to everyone: only auditors have one.

use sea_orm::entity::prelude::*;

/// One row of `memberships`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub member_id: Uuid,
    pub organisation_id: Uuid,
    pub scope: Uuid,
    #[sea_orm(column_type = "Text")]
    pub role: String,
    pub created_at: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub public_name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
