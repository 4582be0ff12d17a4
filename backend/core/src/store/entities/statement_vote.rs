//! What one voter said of one statement: 1 agree, -1 disagree, 0 pass. `voter_id` is no participation id: it is that of
//! the voter's sheet among the ballots, and of the declarations.

use sea_orm::entity::prelude::*;

/// One row of `statement_votes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_votes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub voter_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub statement_id: Uuid,
    pub consultation_id: Uuid,
    pub choice: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
