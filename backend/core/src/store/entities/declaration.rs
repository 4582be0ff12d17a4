//! What a voter of an opinion phase declared of themselves; `yes` is empty for "I prefer not to say". Never shown per person.

use sea_orm::entity::prelude::*;

/// One row of `declarations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "declarations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub phase_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub voter_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stratum_id: Uuid,
    pub consultation_id: Uuid,
    pub yes: Option<bool>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
