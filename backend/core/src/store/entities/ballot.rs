//! One version of a ballot of a decision phase, or of a voter's sheet of an opinion phase: `choice` is JSON of the phase's voting method,
//! or the votes on all statements together. No time or device.
//!
//! The version in force has the contribution's id; versions before it have ids of their own and name it in `replaced_by`. `turn` counts
//! the versions of one ballot from 1. `sheet` tells sheets from ballots. `nonce` and `leaf` (both hexadecimal) tie it to the log until
//! links are erased after the close.

use sea_orm::entity::prelude::*;

/// One row of `ballots`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    #[sea_orm(column_type = "Text")]
    pub choice: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub nonce: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub leaf: Option<String>,
    pub replaced_by: Option<Uuid>,
    pub turn: i32,
    pub sheet: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a ballot is in the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotState {
    /// It is.
    Cast,
    /// The same person has voted again since.
    Replaced,
    /// It was taken back; it says nothing any more.
    Withdrawn,
}

impl BallotState {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cast => "cast",
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Model {
    /// Whether it is in the count.
    pub fn counts(&self) -> bool {
        self.state == BallotState::Cast.key()
    }
}
