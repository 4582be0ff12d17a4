//! Votes alike that came from one address within an hour, once there are many. Holds no address, and nothing leads from here to a vote.

use sea_orm::entity::prelude::*;

/// One row of `alike_bursts`. `statement_id`: what is voted on, in an opinion phase; `choice`: the ballot or the vote, as stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alike_bursts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub statement_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub choice: String,
    pub many: i32,
    pub day: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
