//! A signed head of the log of a phase, numbered from 1: `note` is what was signed, with the signature. The closing one is the last, and has the
//! passes given out in the consultation until then, by channel, as JSON; older ones do not.

use sea_orm::entity::prelude::*;

/// One row of `log_heads`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_heads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub size: i64,
    #[sea_orm(column_type = "Text")]
    pub root: String,
    pub made_at: i64,
    pub closing: bool,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub passes: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
