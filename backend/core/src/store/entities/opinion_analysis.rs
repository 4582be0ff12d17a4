//! What was computed last of an opinion phase: which statement comes next (`routing`), and once it is closed what its votes say
//! (`analysis`), both JSON of the rules. `votes_seen` is a fingerprint of the counters that it was computed from.

use sea_orm::entity::prelude::*;

/// One row of `opinion_analyses`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion_analyses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    pub consultation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub votes_seen: String,
    pub closed: bool,
    #[sea_orm(column_type = "Text")]
    pub routing: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub analysis: Option<String>,
    pub computed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
