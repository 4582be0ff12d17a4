//! What can change, who decides, and the ordered phases in which people take part. `first_answer_due_at` keeps the day that was
//! promised when people began to take part, once it is another.

use sea_orm::entity::prelude::*;
use tablee_rules::moderation::ModerationMode;
use tablee_rules::timetable::{ConsultationState, state_at};

/// One row of `consultations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    #[sea_orm(column_type = "Text")]
    pub decider: String,
    #[sea_orm(column_type = "Text")]
    pub territory: String,
    pub answer_due_at: Option<i64>,
    pub first_answer_due_at: Option<i64>,
    pub answer_due_changed_at: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub moderation: String,
    #[sea_orm(column_type = "Text")]
    pub controller: String,
    #[sea_orm(column_type = "Text")]
    pub legal_basis: String,
    pub retention_months: i32,
    #[sea_orm(column_type = "Text")]
    pub contact: String,
    pub version: i32,
    pub participants: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The state that was last written; see [`state_at`] for the one of a moment.
    pub fn stored_state(&self) -> ConsultationState {
        ConsultationState::from_key(&self.state).unwrap_or(ConsultationState::Draft)
    }

    /// When facilitators read proposals; before anyone else for a mode that a newer version wrote.
    pub fn moderation_mode(&self) -> ModerationMode {
        ModerationMode::from_key(&self.moderation).unwrap_or(ModerationMode::Before)
    }

    /// The state at this moment, given all its phases.
    pub fn state_at(&self, phases: &[super::phase::Model], now: i64) -> ConsultationState {
        let dates: Vec<_> = phases.iter().filter_map(super::phase::Model::dates).collect();
        state_at(self.stored_state(), &dates, now)
    }
}
