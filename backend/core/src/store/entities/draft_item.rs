//! Something the importer understood in the minutes, as the facilitator has changed it since. `state` is kept, dropped or placed;
//! `placed_id` is the statement, proposal or option made from it.

use sea_orm::entity::prelude::*;

/// One row of `draft_items`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub workshop_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub objective: String,
    pub first_line: i32,
    pub last_line: i32,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub placed_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
