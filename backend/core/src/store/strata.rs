//! The yes-or-no questions that protect small groups, and what voters declared.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entities::{declaration, stratum};
use super::rows::insert;

/// The questions of a consultation, in order.
pub async fn of_consultation(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<stratum::Model>, DbErr> {
    stratum::Entity::find()
        .filter(stratum::Column::ConsultationId.eq(consultation))
        .order_by_asc(stratum::Column::Position)
        .all(conn)
        .await
}

/// Puts these questions in the place of those of a consultation.
pub async fn replace(conn: &impl ConnectionTrait, consultation: Uuid, rows: Vec<stratum::Model>) -> Result<(), DbErr> {
    stratum::Entity::delete_many()
        .filter(stratum::Column::ConsultationId.eq(consultation))
        .exec(conn)
        .await?;
    for row in rows {
        insert::<stratum::Entity, _>(conn, row).await?;
    }
    Ok(())
}

/// Whether anyone was asked in a consultation.
pub async fn were_asked(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<bool, DbErr> {
    let any = declaration::Entity::find().filter(declaration::Column::ConsultationId.eq(consultation));
    Ok(any.one(conn).await?.is_some())
}

/// What a voter declared in a phase; empty as long as nothing was asked.
pub async fn of_voter(conn: &impl ConnectionTrait, phase: Uuid, voter: Uuid) -> Result<Vec<declaration::Model>, DbErr> {
    declaration::Entity::find()
        .filter(declaration::Column::PhaseId.eq(phase))
        .filter(declaration::Column::VoterId.eq(voter))
        .all(conn)
        .await
}

/// Voter, question and answer of all who answered in a phase.
pub async fn of_phase(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<(Uuid, Uuid, bool)>, DbErr> {
    declaration::Entity::find()
        .select_only()
        .columns([declaration::Column::VoterId, declaration::Column::StratumId, declaration::Column::Yes])
        .filter(declaration::Column::PhaseId.eq(phase))
        .filter(declaration::Column::Yes.is_not_null())
        .into_tuple()
        .all(conn)
        .await
}

/// Writes what a voter declares, over what they declared before.
pub async fn declare(conn: &impl ConnectionTrait, rows: Vec<declaration::Model>) -> Result<(), DbErr> {
    use declaration::Column::{PhaseId, StratumId, VoterId, Yes};
    let over = sea_orm::sea_query::OnConflict::columns([PhaseId, VoterId, StratumId])
        .update_column(Yes)
        .to_owned();
    for row in rows {
        declaration::Entity::insert(declaration::ActiveModel::from(row))
            .on_conflict(over.clone())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Forgets what a voter declared in a phase.
pub async fn forget(conn: &impl ConnectionTrait, phase: Uuid, voter: Uuid) -> Result<(), DbErr> {
    declaration::Entity::delete_many()
        .filter(declaration::Column::PhaseId.eq(phase))
        .filter(declaration::Column::VoterId.eq(voter))
        .exec(conn)
        .await
        .map(|_| ())
}
