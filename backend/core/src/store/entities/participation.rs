//! One pass in one phase. `standing`: how many of its contributions were not taken back. `contribution_id` is the only link to what was
//! said where a pass says one thing (a ballot, a sheet of votes, answers), until 30 days after the close of the phase.

use sea_orm::entity::prelude::*;

/// One row of `participations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub pass_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    pub day: i32,
    pub contribution_id: Option<Uuid>,
    pub standing: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
