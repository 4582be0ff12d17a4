//! The answer to one question of a sheet, as JSON. `review` is an [`AnswerReview`].

use sea_orm::entity::prelude::*;
use tablee_rules::questions::Answer;

/// One row of `answers`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sheet_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    #[sea_orm(column_type = "Text")]
    pub review: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether the free text of an answer may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerReview {
    /// It has none.
    NotNeeded,
    /// Nobody has read it yet.
    Waiting,
    /// It may be shown.
    Published,
    /// It may not.
    Refused,
}

impl AnswerReview {
    /// Every state of a review.
    pub const ALL: [Self; 4] = [Self::NotNeeded, Self::Waiting, Self::Published, Self::Refused];

    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotNeeded => "not-needed",
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Refused => "refused",
        }
    }

    /// The review with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|review| review.key() == key)
    }

    /// The review that an answer begins with.
    pub fn first(answer: &Answer) -> Self {
        match answer {
            Answer::Text { .. } | Answer::Choices { other: Some(_), .. } => Self::Waiting,
            Answer::Choices { other: None, .. }
            | Answer::Declined
            | Answer::Blank
            | Answer::Number { .. }
            | Answer::Scale { .. } => Self::NotNeeded,
        }
    }
}

impl Model {
    /// What was answered; nothing for what a newer version wrote.
    pub fn answer(&self) -> Option<Answer> {
        serde_json::from_str(&self.value).ok()
    }
}
