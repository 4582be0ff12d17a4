//! A sentence on which people agree, disagree or pass, written by the desk or by a resident. The counters are kept by the writing
//! transaction; `unread` until a facilitator has read what a resident wrote; `apart` when it is about the consultation itself. `salt` goes
//! into the hash of its words once results are sealed, 64 hexadecimal digits, and goes when the words go.

use sea_orm::entity::prelude::*;

/// One row of `statements`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub phase_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub agree: i32,
    pub disagree: i32,
    pub pass: i32,
    #[sea_orm(column_type = "Text")]
    pub origin: String,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    pub day: i32,
    pub unread: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason_text: Option<String>,
    pub apart: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub salt: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
