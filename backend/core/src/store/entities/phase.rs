//! One step of a consultation. Opens and closes by its dates; `rules` (JSON) is frozen at the first contribution.

use sea_orm::entity::prelude::*;
use tablee_rules::timetable::{PhaseDates, PhaseKind, PhaseMoment, Span};

/// One row of `phases`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub intro: String,
    pub opens_at: Option<i64>,
    pub closes_at: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub rules: String,
    pub frozen_at: Option<i64>,
    pub participants: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What people do in it; `None` only for a kind that a newer version wrote.
    pub fn phase_kind(&self) -> Option<PhaseKind> {
        PhaseKind::from_key(&self.kind)
    }

    /// Kind and dates, once both dates are set.
    pub fn dates(&self) -> Option<PhaseDates> {
        let span = Span { opens_at: self.opens_at?, closes_at: self.closes_at? };
        Some(PhaseDates { kind: self.phase_kind()?, span })
    }

    /// Where it stands; a phase without dates is still to come.
    pub fn moment(&self, now: i64) -> PhaseMoment {
        self.dates().map_or(PhaseMoment::ToCome, |dates| dates.moment(now))
    }
}
