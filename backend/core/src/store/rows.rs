//! Inserting rows, for every table alike.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, ModelTrait, sea_query::OnConflict,
};

/// Inserts a row.
///
/// # Errors
/// A row with the same unique values is an error: see [`insert_missing`].
pub async fn insert<E, M>(conn: &impl ConnectionTrait, row: M) -> Result<(), DbErr>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    Insert::one(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Inserts a row unless one with the same values in these unique columns is there; says whether it did.
///
/// The way to let the database decide a race: a conflict here does not spoil the transaction.
///
/// # Errors
/// When the database refuses for another reason.
pub async fn insert_missing<E, M>(
    conn: &impl ConnectionTrait,
    row: M,
    unique: impl IntoIterator<Item = E::Column>,
) -> Result<bool, DbErr>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let conflict = OnConflict::columns(unique).do_nothing().to_owned();
    let inserted = Insert::one(row.into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(conn)
        .await?;
    Ok(inserted > 0)
}

/// Writes all columns of a row that is there.
///
/// # Errors
/// `RecordNotUpdated` when it is not there any more.
pub async fn update<E, M>(conn: &impl ConnectionTrait, row: M) -> Result<(), DbErr>
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<E::ActiveModel> + ModelTrait<Entity = E>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    E::update(row.into_active_model().reset_all())
        .exec(conn)
        .await
        .map(|_| ())
}
