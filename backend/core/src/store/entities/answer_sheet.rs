//! One person's answers to a questionnaire; `state` is a [`SheetState`].

use sea_orm::entity::prelude::*;

/// One row of `answer_sheets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_sheets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub day: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a sheet is in the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetState {
    /// Being filled in: nobody but the device that fills it in knows its id.
    Draft,
    /// Sent: it counts.
    Sent,
    /// Taken back: it has no answers any more.
    Withdrawn,
}

impl SheetState {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Model {
    /// Whether it is in the count.
    pub fn counts(&self) -> bool {
        self.state == SheetState::Sent.key()
    }
}
