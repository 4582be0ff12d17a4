//! Passes, participations, receipts and submissions. Uniqueness is the database's: nothing here looks before it inserts.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Select, sea_query::Expr};
use uuid::Uuid;

use super::entities::{participation, pass, receipt, submission};
use super::rows::insert_missing;

/// Whether a row was new, or was there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inserted<T> {
    /// The row was made just now.
    New(T),
    /// It was there, as it is.
    Present(T),
}

/// The pass with that token; makes it when it is missing.
pub async fn pass(conn: &impl ConnectionTrait, row: pass::Model) -> Result<Inserted<pass::Model>, DbErr> {
    let unique = [pass::Column::ConsultationId, pass::Column::TokenHash];
    if insert_missing::<pass::Entity, _>(conn, row.clone(), unique).await? {
        return Ok(Inserted::New(row));
    }
    let found = find_pass(conn, row.consultation_id, &row.token_hash).await?;
    found
        .map(Inserted::Present)
        .ok_or_else(|| DbErr::RecordNotFound("pass".to_owned()))
}

/// The pass with that token.
pub async fn find_pass(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    token_hash: &str,
) -> Result<Option<pass::Model>, DbErr> {
    pass::Entity::find()
        .filter(pass::Column::ConsultationId.eq(consultation))
        .filter(pass::Column::TokenHash.eq(token_hash))
        .one(conn)
        .await
}

/// Passes given out in a consultation, by channel.
pub async fn passes_by_channel(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<Vec<(String, i64)>, DbErr> {
    pass::Entity::find()
        .select_only()
        .column(pass::Column::Channel)
        .expr(pass::Column::Id.count())
        .filter(pass::Column::ConsultationId.eq(consultation))
        .group_by(pass::Column::Channel)
        .into_tuple()
        .all(conn)
        .await
}

/// The participation of a pass in a phase; makes it when it is missing. `UNIQUE(phase_id, pass_id)` holds it to one.
/// One that is there is locked until the transaction ends, so that two forms of one person follow each other.
pub async fn participation(
    conn: &impl ConnectionTrait,
    row: participation::Model,
) -> Result<Inserted<participation::Model>, DbErr> {
    let unique = [participation::Column::PhaseId, participation::Column::PassId];
    if insert_missing::<participation::Entity, _>(conn, row.clone(), unique).await? {
        return Ok(Inserted::New(row));
    }
    let found = of_pass(row.phase_id, row.pass_id).lock_exclusive().one(conn).await?;
    found
        .map(Inserted::Present)
        .ok_or_else(|| DbErr::RecordNotFound("participation".to_owned()))
}

/// The participation of a pass in a phase.
pub async fn find_participation(
    conn: &impl ConnectionTrait,
    phase: Uuid,
    pass: Uuid,
) -> Result<Option<participation::Model>, DbErr> {
    of_pass(phase, pass).one(conn).await
}

/// The phases in which a pass takes part.
pub async fn phases_of(conn: &impl ConnectionTrait, pass: Uuid) -> Result<Vec<Uuid>, DbErr> {
    participation::Entity::find()
        .select_only()
        .column(participation::Column::PhaseId)
        .filter(participation::Column::PassId.eq(pass))
        .into_tuple()
        .all(conn)
        .await
}

fn of_pass(phase: Uuid, pass: Uuid) -> Select<participation::Entity> {
    participation::Entity::find()
        .filter(participation::Column::PhaseId.eq(phase))
        .filter(participation::Column::PassId.eq(pass))
}

/// Ties a participation to what was said, once.
pub async fn link(conn: &impl ConnectionTrait, participation: Uuid, contribution: Uuid) -> Result<(), DbErr> {
    participation::Entity::update_many()
        .col_expr(participation::Column::ContributionId, Expr::value(contribution))
        .filter(participation::Column::Id.eq(participation))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The participation whose contribution that is, where it has only one; nobody else changes it until the unit ends.
pub async fn lock_of(conn: &impl ConnectionTrait, contribution: Uuid) -> Result<Option<participation::Model>, DbErr> {
    participation::Entity::find()
        .filter(participation::Column::ContributionId.eq(contribution))
        .lock_exclusive()
        .one(conn)
        .await
}

/// The participation with that id, which nobody else changes until the unit ends.
pub async fn lock(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<participation::Model>, DbErr> {
    participation::Entity::find_by_id(id).lock_exclusive().one(conn).await
}

/// Says how many contributions of a participation stand.
pub async fn set_standing(conn: &impl ConnectionTrait, id: Uuid, standing: i32) -> Result<(), DbErr> {
    participation::Entity::update_many()
        .col_expr(participation::Column::Standing, Expr::value(standing))
        .filter(participation::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// In how many phases of its consultation a pass is counted.
pub struct Phases {
    /// Before this unit.
    pub before: i32,
    /// From now on.
    pub after: i32,
}

/// Moves the number of phases in which a pass is counted. Locked: another phase may be counting the same pass.
pub async fn move_phases(conn: &impl ConnectionTrait, pass: Uuid, by: i32) -> Result<Phases, DbErr> {
    let found = pass::Entity::find_by_id(pass).lock_exclusive().one(conn).await?;
    let before = found.ok_or_else(|| DbErr::RecordNotFound("pass".to_owned()))?.phases;
    pass::Entity::update_many()
        .col_expr(pass::Column::Phases, Expr::value(before + by))
        .filter(pass::Column::Id.eq(pass))
        .exec(conn)
        .await?;
    Ok(Phases { before, after: before + by })
}

/// Records a received form. `Present` carries what the same form made the first time.
pub async fn submission(conn: &impl ConnectionTrait, row: submission::Model) -> Result<Inserted<Uuid>, DbErr> {
    if insert_missing::<submission::Entity, _>(conn, row.clone(), [submission::Column::KeyHash]).await? {
        return Ok(Inserted::New(row.contribution_id));
    }
    let found = submission::Entity::find_by_id(row.key_hash).one(conn).await?;
    found
        .map(|row| Inserted::Present(row.contribution_id))
        .ok_or_else(|| DbErr::RecordNotFound("submission".to_owned()))
}

/// What the forms with these keys have made, for those that were received.
pub async fn received(
    conn: &impl ConnectionTrait,
    key_hashes: impl IntoIterator<Item = String>,
) -> Result<Vec<Uuid>, DbErr> {
    submission::Entity::find()
        .select_only()
        .column(submission::Column::ContributionId)
        .filter(submission::Column::KeyHash.is_in(key_hashes))
        .into_tuple()
        .all(conn)
        .await
}

/// Stores where a receipt code leads; does nothing when it is known.
pub async fn receipt(conn: &impl ConnectionTrait, row: receipt::Model) -> Result<(), DbErr> {
    insert_missing::<receipt::Entity, _>(conn, row, [receipt::Column::CodeHash])
        .await
        .map(|_| ())
}

/// Where a receipt code leads.
pub async fn find_receipt(conn: &impl ConnectionTrait, code_hash: &str) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find_by_id(code_hash.to_owned()).one(conn).await
}
