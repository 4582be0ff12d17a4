//! One version of what the institution answers to a proposal, `body` and `person` being those responsible. Published versions
//! are never edited.

use sea_orm::entity::prelude::*;

/// One row of `official_answers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "official_answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub proposal_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub verdict: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub details: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    #[sea_orm(column_type = "Text")]
    pub person: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub due_on: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub member_id: Option<Uuid>,
    pub written_at: i64,
    pub published_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a version can be read by everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState {
    /// Being written; the desk alone sees it.
    Draft,
    /// Everyone can read it, for good.
    Published,
}

impl AnswerState {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }
}

impl Model {
    /// Whether everyone can read it.
    pub fn is_published(&self) -> bool {
        self.state == AnswerState::Published.key()
    }
}
