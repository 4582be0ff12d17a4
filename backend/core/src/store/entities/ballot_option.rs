//! Something that can be chosen in a decision phase. `first_label` and `first_detail` keep the words that were frozen when they
//! are mended later.

use sea_orm::entity::prelude::*;

/// One row of `ballot_options`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_options")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    pub proposal_id: Option<Uuid>,
    pub cost: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub feature: Option<String>,
    pub least: Option<i32>,
    pub most: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub first_label: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub first_detail: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// An option of a phase that only its words are known of.
    pub fn new(id: Uuid, phase: &super::phase::Model, position: i32, label: String, detail: String) -> Self {
        Self {
            id,
            consultation_id: phase.consultation_id,
            phase_id: phase.id,
            position,
            label,
            detail,
            proposal_id: None,
            cost: None,
            feature: None,
            least: None,
            most: None,
            first_label: None,
            first_detail: None,
        }
    }
}
