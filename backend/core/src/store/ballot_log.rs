//! The log of commitments to ballots: leaves that wait, leaves in their places, subtrees and signed heads.

use sea_orm::sea_query::{Expr, IntoCondition, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait, Insert, IntoActiveModel,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};
use tablee_rules::ballot_log::{BLOCK, Hash256, Parts, StoredLog, Subtree};
use tablee_rules::timetable::{ConsultationState, PhaseKind};
use uuid::Uuid;

use super::entities::{consultation, log_head, log_leaf, log_node, phase, sealed_result, waiting_leaf};
use super::rows::insert;
use crate::ports::Millis;

/// Rows of one statement: SQLite takes 32,766 values.
const ROWS: usize = 1_000;

/// Lets a leaf wait for its batch.
pub async fn wait(conn: &impl ConnectionTrait, row: waiting_leaf::Model) -> Result<(), DbErr> {
    insert::<waiting_leaf::Entity, _>(conn, row).await
}

/// Takes back a leaf that waits in this batch; says whether it was still there.
pub async fn take_back(conn: &impl ConnectionTrait, phase: Uuid, hash: &str, batch: i64) -> Result<bool, DbErr> {
    let taken = waiting_leaf::Entity::delete_many()
        .filter(waiting_leaf::Column::PhaseId.eq(phase))
        .filter(waiting_leaf::Column::Hash.eq(hash))
        .filter(waiting_leaf::Column::Batch.eq(batch))
        .exec(conn)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Phases whose log is due: a batch before this one waits, or the phase has closed and no closing head says so yet.
pub async fn due(conn: &impl ConnectionTrait, batch: i64, now: Millis) -> Result<Vec<Uuid>, DbErr> {
    let mut due: Vec<Uuid> = waiting_leaf::Entity::find()
        .select_only()
        .column(waiting_leaf::Column::PhaseId)
        .distinct()
        .filter(waiting_leaf::Column::Batch.lt(batch))
        .into_tuple()
        .all(conn)
        .await?;
    due.extend(unclosed(conn, now).await?);
    due.sort_unstable();
    due.dedup();
    Ok(due)
}

async fn unclosed(conn: &impl ConnectionTrait, now: Millis) -> Result<Vec<Uuid>, DbErr> {
    let sealed = PhaseKind::ALL
        .into_iter()
        .filter(|kind| kind.seals_votes())
        .map(PhaseKind::key);
    let phase_column = |column| Expr::col((phase::Entity, column));
    let closing = Query::select()
        .column(log_head::Column::PhaseId)
        .from(log_head::Entity)
        .and_where(Expr::col((log_head::Entity, log_head::Column::PhaseId)).eq(phase_column(phase::Column::Id)))
        .and_where(log_head::Column::Closing.eq(true))
        .and_where(Expr::col((log_head::Entity, log_head::Column::MadeAt)).gte(phase_column(phase::Column::ClosesAt)))
        .to_owned();
    phase::Entity::find()
        .join(JoinType::InnerJoin, to_consultation())
        .select_only()
        .column(phase::Column::Id)
        .filter(phase::Column::Kind.is_in(sealed))
        .filter(phase::Column::ClosesAt.lte(now))
        .filter(consultation::Column::State.ne(ConsultationState::Draft.key()))
        .filter(Expr::exists(closing).not())
        .into_tuple()
        .all(conn)
        .await
}

/// Waits until every leaf that is being written is there, and keeps others out of this table until the transaction ends: who seals
/// seals alone, and misses nothing.
pub async fn hold_off_leaves(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    // SQLite has one writer at a time as it is.
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared("LOCK TABLE waiting_leaves IN SHARE ROW EXCLUSIVE MODE")
            .await?;
    }
    Ok(())
}

/// Takes the leaves of a phase that came before this batch out of the waiting ones.
pub async fn take_waiting(
    conn: &impl ConnectionTrait,
    phase: Uuid,
    before: i64,
) -> Result<Vec<waiting_leaf::Model>, DbErr> {
    let waiting = || {
        waiting_leaf::Column::PhaseId
            .eq(phase)
            .and(waiting_leaf::Column::Batch.lt(before))
    };
    let taken = waiting_leaf::Entity::find().filter(waiting()).all(conn).await?;
    waiting_leaf::Entity::delete_many().filter(waiting()).exec(conn).await?;
    Ok(taken)
}

/// Puts leaves and subtrees in their places.
pub async fn append(
    conn: &impl ConnectionTrait,
    leaves: Vec<log_leaf::Model>,
    nodes: Vec<log_node::Model>,
) -> Result<(), DbErr> {
    insert_all::<log_leaf::Entity>(conn, leaves).await?;
    insert_all::<log_node::Entity>(conn, nodes).await
}

async fn insert_all<E>(conn: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let some: Vec<E::ActiveModel> = rows.by_ref().take(ROWS).collect();
        Insert::many(some).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Adds a signed head. One with the same number is an error: another node was quicker.
pub async fn add_head(conn: &impl ConnectionTrait, row: log_head::Model) -> Result<(), DbErr> {
    insert::<log_head::Entity, _>(conn, row).await
}

/// The last head of a phase's log.
pub async fn last_head(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<log_head::Model>, DbErr> {
    log_head::Entity::find()
        .filter(log_head::Column::PhaseId.eq(phase))
        .order_by_desc(log_head::Column::Number)
        .one(conn)
        .await
}

/// Every head of a phase's log, in order.
pub async fn heads(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<log_head::Model>, DbErr> {
    log_head::Entity::find()
        .filter(log_head::Column::PhaseId.eq(phase))
        .order_by_asc(log_head::Column::Number)
        .all(conn)
        .await
}

/// One head of a phase's log.
pub async fn head(conn: &impl ConnectionTrait, phase: Uuid, number: i32) -> Result<Option<log_head::Model>, DbErr> {
    log_head::Entity::find_by_id((phase, number)).one(conn).await
}

/// The leaf in the log with that proof code.
pub async fn leaf_of_code(conn: &impl ConnectionTrait, code: &str) -> Result<Option<log_leaf::Model>, DbErr> {
    log_leaf::Entity::find()
        .filter(log_leaf::Column::Code.eq(code))
        .one(conn)
        .await
}

/// The waiting leaf with that proof code.
pub async fn waiting_of_code(conn: &impl ConnectionTrait, code: &str) -> Result<Option<waiting_leaf::Model>, DbErr> {
    waiting_leaf::Entity::find()
        .filter(waiting_leaf::Column::Code.eq(code))
        .one(conn)
        .await
}

/// At most `most` leaf hashes from this place on, in their order.
pub async fn leaves(conn: &impl ConnectionTrait, phase: Uuid, from: i64, most: u64) -> Result<Vec<String>, DbErr> {
    log_leaf::Entity::find()
        .select_only()
        .column(log_leaf::Column::Hash)
        .filter(log_leaf::Column::PhaseId.eq(phase))
        .filter(log_leaf::Column::Position.gte(from))
        .order_by_asc(log_leaf::Column::Position)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await
}

/// Keeps a result that is published.
pub async fn add_result(conn: &impl ConnectionTrait, row: sealed_result::Model) -> Result<(), DbErr> {
    insert::<sealed_result::Entity, _>(conn, row).await
}

/// The last published result of a vote.
pub async fn last_result(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<sealed_result::Model>, DbErr> {
    sealed_result::Entity::find()
        .filter(sealed_result::Column::PhaseId.eq(phase))
        .order_by_desc(sealed_result::Column::Version)
        .one(conn)
        .await
}

/// The seal of the last published result of a vote.
pub async fn last_seal(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Option<String>, DbErr> {
    sealed_result::Entity::find()
        .select_only()
        .column(sealed_result::Column::Seal)
        .filter(sealed_result::Column::PhaseId.eq(phase))
        .order_by_desc(sealed_result::Column::Version)
        .into_tuple()
        .one(conn)
        .await
}

/// Every published result of a vote, the first version first.
pub async fn results(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<sealed_result::Model>, DbErr> {
    sealed_result::Entity::find()
        .filter(sealed_result::Column::PhaseId.eq(phase))
        .order_by_asc(sealed_result::Column::Version)
        .all(conn)
        .await
}

/// The passes given out until each log of a consultation was closed, as far as they were kept: phase, number of the head, when it
/// was made, passes by channel as JSON.
pub async fn closing_passes(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
) -> Result<Vec<(Uuid, i32, Millis, String)>, DbErr> {
    log_head::Entity::find()
        .select_only()
        .columns([log_head::Column::PhaseId, log_head::Column::Number, log_head::Column::MadeAt])
        .column(log_head::Column::Passes)
        .filter(log_head::Column::ConsultationId.eq(consultation))
        .filter(log_head::Column::Passes.is_not_null())
        .into_tuple()
        .all(conn)
        .await
}

/// Reads these parts of a log.
pub async fn read(conn: &impl ConnectionTrait, phase: Uuid, parts: &Parts) -> Result<StoredLog, DbErr> {
    let block = |block: &u64| {
        let first = i64::try_from(block * BLOCK).unwrap_or(i64::MAX);
        log_leaf::Column::Position.between(first, first.saturating_add(BLOCK as i64 - 1))
    };
    let leaves: Vec<(i64, String)> = match any(parts.blocks.iter().map(block)) {
        None => Vec::new(),
        Some(blocks) => {
            let leaves = log_leaf::Entity::find()
                .select_only()
                .columns([log_leaf::Column::Position, log_leaf::Column::Hash])
                .filter(log_leaf::Column::PhaseId.eq(phase))
                .filter(blocks)
                .order_by_asc(log_leaf::Column::Position);
            leaves.into_tuple().all(conn).await?
        }
    };
    let subtree = |subtree: &Subtree| {
        let place = i64::try_from(subtree.position).unwrap_or(i64::MAX);
        log_node::Column::Level
            .eq(subtree.level as i32)
            .and(log_node::Column::Position.eq(place))
    };
    let nodes = match any(parts.subtrees.iter().map(subtree)) {
        None => Vec::new(),
        Some(subtrees) => {
            let nodes = log_node::Entity::find().filter(log_node::Column::PhaseId.eq(phase));
            nodes.filter(subtrees).all(conn).await?
        }
    };
    let leaves = leaves
        .iter()
        .filter_map(|(place, hash)| Some((u64::try_from(*place).ok()?, Hash256::from_hex(hash)?)));
    Ok(StoredLog::new(leaves, nodes.iter().filter_map(subtree_of)))
}

fn any(conditions: impl Iterator<Item = impl IntoCondition>) -> Option<Condition> {
    let mut conditions = conditions.peekable();
    conditions.peek()?;
    Some(conditions.fold(Condition::any(), |all, one| all.add(one.into_condition())))
}

fn subtree_of(row: &log_node::Model) -> Option<(Subtree, Hash256)> {
    let subtree = Subtree { level: u32::try_from(row.level).ok()?, position: u64::try_from(row.position).ok()? };
    Some((subtree, Hash256::from_hex(&row.hash)?))
}

fn to_consultation() -> RelationDef {
    phase::Entity::belongs_to(consultation::Entity)
        .from(phase::Column::ConsultationId)
        .to(consultation::Column::Id)
        .into()
}
