//! A question of a questionnaire phase. `first_…` keep the words that were frozen, when any of them is mended later.

use sea_orm::entity::prelude::*;

/// One row of `questions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub help: String,
    pub required: bool,
    #[sea_orm(column_type = "Text")]
    pub options: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub first_label: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub first_help: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub first_options: Option<String>,
    pub reworded_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
