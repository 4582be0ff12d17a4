//! What waits for a facilitator, and what was decided.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use tablee_rules::moderation::{ModerationState, Reason};
use uuid::Uuid;

use super::entities::{moderation_decision, proposal, statement};
use super::rows::insert;
use crate::ports::Millis;

/// A table of contributions that facilitators read.
pub trait Moderated: EntityTrait {
    /// The columns that reading them moves.
    const COLUMNS: ModeratedColumns<Self::Column>;
}

/// The columns of a table of contributions that facilitators read.
#[derive(Debug)]
pub struct ModeratedColumns<C> {
    /// The contribution.
    pub id: C,
    /// Its consultation.
    pub consultation: C,
    /// Stable name of its [`ModerationState`].
    pub state: C,
    /// Key of the reason why it was refused.
    pub reason: C,
    /// Words of that reason.
    pub reason_text: C,
    /// Whether a facilitator has yet to read it as it stands.
    pub unread: C,
}

impl Moderated for proposal::Entity {
    const COLUMNS: ModeratedColumns<proposal::Column> = ModeratedColumns {
        id: proposal::Column::Id,
        consultation: proposal::Column::ConsultationId,
        state: proposal::Column::State,
        reason: proposal::Column::Reason,
        reason_text: proposal::Column::ReasonText,
        unread: proposal::Column::Unread,
    };
}

impl Moderated for statement::Entity {
    const COLUMNS: ModeratedColumns<statement::Column> = ModeratedColumns {
        id: statement::Column::Id,
        consultation: statement::Column::ConsultationId,
        state: statement::Column::State,
        reason: statement::Column::Reason,
        reason_text: statement::Column::ReasonText,
        unread: statement::Column::Unread,
    };
}

/// The state of a stored name. A state that a newer version wrote is not shown to anyone.
pub fn state_of(stored: &str) -> ModerationState {
    ModerationState::from_key(stored).unwrap_or(ModerationState::Pending)
}

/// The proposals that wait to be read after that number, those received first before the others; one more than `size` when
/// there are more.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    after: i32,
    size: u64,
) -> Result<Vec<proposal::Model>, DbErr> {
    unread::<proposal::Entity>(consultation)
        .filter(proposal::Column::Number.gt(after))
        .order_by_asc(proposal::Column::Number)
        .limit(size + 1)
        .all(conn)
        .await
}

/// How many contributions of a table wait to be read.
pub async fn count_waiting<E>(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<u64, DbErr>
where
    E: Moderated,
    E::Model: Send + Sync,
{
    unread::<E>(consultation).count(conn).await
}

/// How many contributions of a table wait to be read, by consultation.
pub async fn count_waiting_in<E>(
    conn: &impl ConnectionTrait,
    consultations: Vec<Uuid>,
) -> Result<Vec<(Uuid, i64)>, DbErr>
where
    E: Moderated,
{
    let readable = [ModerationState::Pending.key(), ModerationState::Published.key()];
    E::find()
        .select_only()
        .column(E::COLUMNS.consultation)
        .column_as(E::COLUMNS.id.count(), "waiting")
        .filter(E::COLUMNS.consultation.is_in(consultations))
        .filter(E::COLUMNS.unread.eq(true))
        .filter(E::COLUMNS.state.is_in(readable))
        .group_by(E::COLUMNS.consultation)
        .into_tuple()
        .all(conn)
        .await
}

/// The contributions that a facilitator has yet to read as they stand.
pub(super) fn unread<E: Moderated>(consultation: Uuid) -> Select<E> {
    let readable = [ModerationState::Pending.key(), ModerationState::Published.key()];
    E::find()
        .filter(E::COLUMNS.consultation.eq(consultation))
        .filter(E::COLUMNS.unread.eq(true))
        .filter(E::COLUMNS.state.is_in(readable))
}

/// The id of the proposal with that number, whatever its state.
pub async fn id_of_number(conn: &impl ConnectionTrait, consultation: Uuid, number: i32) -> Result<Option<Uuid>, DbErr> {
    proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .filter(proposal::Column::Number.eq(number))
        .into_tuple()
        .one(conn)
        .await
}

/// Gives a contribution the state of a decision and its reason, or, with `unread`, back to those who read.
pub async fn settle<E: Moderated>(
    conn: &impl ConnectionTrait,
    id: Uuid,
    state: ModerationState,
    reason: Option<&Reason>,
    unread: bool,
) -> Result<(), DbErr> {
    E::update_many()
        .col_expr(E::COLUMNS.state, Expr::value(state.key()))
        .col_expr(E::COLUMNS.reason, Expr::value(reason.map(|reason| reason.kind.key().to_owned())))
        .col_expr(E::COLUMNS.reason_text, Expr::value(words(reason)))
        .col_expr(E::COLUMNS.unread, Expr::value(unread))
        .filter(E::COLUMNS.id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// What has become of a contribution; nothing when it is not there any more.
pub async fn state<E: Moderated>(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<ModerationState>, DbErr> {
    let stored: Option<String> = E::find()
        .select_only()
        .column(E::COLUMNS.state)
        .filter(E::COLUMNS.id.eq(id))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(stored.map(|stored| state_of(&stored)))
}

/// The words of a reason, when it has some.
pub fn words(reason: Option<&Reason>) -> Option<String> {
    reason.map(|reason| reason.text.clone()).filter(|text| !text.is_empty())
}

/// Adds a decision.
pub async fn append(conn: &impl ConnectionTrait, row: moderation_decision::Model) -> Result<(), DbErr> {
    insert::<moderation_decision::Entity, _>(conn, row).await
}

/// A decision of that consultation.
pub async fn find(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    id: Uuid,
) -> Result<Option<moderation_decision::Model>, DbErr> {
    moderation_decision::Entity::find_by_id(id)
        .filter(moderation_decision::Column::ConsultationId.eq(consultation))
        .one(conn)
        .await
}

/// How often something was decided or undone in a consultation: as long as that stays, so does what everyone may read of it.
pub async fn moves(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<u64, DbErr> {
    let decisions =
        || moderation_decision::Entity::find().filter(moderation_decision::Column::ConsultationId.eq(consultation));
    let undone = decisions().filter(moderation_decision::Column::UndoneAt.is_not_null());
    Ok(decisions().count(conn).await? + undone.count(conn).await?)
}

/// The last decision on a thing that was not undone.
pub async fn standing(
    conn: &impl ConnectionTrait,
    kind: &str,
    subject: Uuid,
    part: Option<Uuid>,
) -> Result<Option<moderation_decision::Model>, DbErr> {
    use moderation_decision::Column::{DecidedAt, Id, PartId, SubjectId, SubjectKind, UndoneAt};
    let query = moderation_decision::Entity::find()
        .filter(SubjectKind.eq(kind))
        .filter(SubjectId.eq(subject))
        .filter(UndoneAt.is_null());
    let query = match part {
        Some(part) => query.filter(PartId.eq(part)),
        None => query.filter(PartId.is_null()),
    };
    query.order_by_desc(DecidedAt).order_by_desc(Id).one(conn).await
}

/// All decisions on parts of a thing that were not undone, the earliest first.
pub async fn standing_on_parts(
    conn: &impl ConnectionTrait,
    kind: &str,
    subject: Uuid,
) -> Result<Vec<moderation_decision::Model>, DbErr> {
    use moderation_decision::Column::{DecidedAt, Id, PartId, SubjectId, SubjectKind, UndoneAt};
    moderation_decision::Entity::find()
        .filter(SubjectKind.eq(kind))
        .filter(SubjectId.eq(subject))
        .filter(PartId.is_not_null())
        .filter(UndoneAt.is_null())
        .order_by_asc(DecidedAt)
        .order_by_asc(Id)
        .all(conn)
        .await
}

/// Marks a decision as undone; says whether it was not yet.
pub async fn mark_undone(conn: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<bool, DbErr> {
    let marked = moderation_decision::Entity::update_many()
        .col_expr(moderation_decision::Column::UndoneAt, Expr::value(now))
        .filter(moderation_decision::Column::Id.eq(id))
        .filter(moderation_decision::Column::UndoneAt.is_null())
        .exec(conn)
        .await?;
    Ok(marked.rows_affected == 1)
}

/// The decisions on things of that kind before that moment, the latest first.
pub async fn decided(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    kind: &str,
    before: Option<(Millis, Uuid)>,
    size: u64,
) -> Result<Vec<moderation_decision::Model>, DbErr> {
    use moderation_decision::Column::{ConsultationId, DecidedAt, Id, SubjectKind};
    let mut query = moderation_decision::Entity::find()
        .filter(ConsultationId.eq(consultation))
        .filter(SubjectKind.eq(kind));
    if let Some((moment, id)) = before {
        let earlier = sea_orm::Condition::any()
            .add(DecidedAt.lt(moment))
            .add(sea_orm::Condition::all().add(DecidedAt.eq(moment)).add(Id.lt(id)));
        query = query.filter(earlier);
    }
    query
        .order_by_desc(DecidedAt)
        .order_by_desc(Id)
        .limit(size)
        .all(conn)
        .await
}

/// Those proposals.
pub async fn proposals(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<proposal::Model>, DbErr> {
    proposal::Entity::find()
        .filter(proposal::Column::Id.is_in(ids))
        .all(conn)
        .await
}
