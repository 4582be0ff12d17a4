//! A decision on a contribution, with its reason; append-only, an undo marks `undone_at` and puts `former_state` back.
//! `part_id` is the question, when the subject is one answer of a sheet.

use sea_orm::entity::prelude::*;

/// The `subject_kind` of decisions on one answer of a sheet.
pub const ON_AN_ANSWER: &str = "answer";

/// One row of `moderation_decisions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub part_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub former_state: String,
    #[sea_orm(column_type = "Text")]
    pub decision: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason_text: Option<String>,
    pub member_id: Option<Uuid>,
    pub decided_at: i64,
    pub undone_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
