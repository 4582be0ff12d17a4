//! Statements of opinion phases and the votes on them. A vote and its counter move together.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tablee_rules::moderation::ModerationState;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use super::entities::{statement, statement_vote};
use super::moderation::{settle, unread};
use super::rows::{insert, insert_missing};

/// Where a statement comes from when the desk wrote it.
pub const FROM_THE_DESK: &str = "desk";
/// Where a statement comes from when a resident added it.
pub const FROM_A_RESIDENT: &str = "resident";

/// Adds a statement after all those of its phase.
pub async fn add(conn: &impl ConnectionTrait, row: statement::Model) -> Result<(), DbErr> {
    let last: Option<Option<i32>> = statement::Entity::find()
        .select_only()
        .expr(statement::Column::Position.max())
        .filter(statement::Column::PhaseId.eq(row.phase_id))
        .into_tuple()
        .one(conn)
        .await?;
    let position = last.flatten().unwrap_or(0) + 1;
    insert::<statement::Entity, _>(conn, statement::Model { position, ..row }).await
}

/// The statement with that id, whatever its state.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<statement::Model>, DbErr> {
    statement::Entity::find_by_id(id).one(conn).await
}

/// The same, locked until the transaction ends.
pub async fn lock(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<statement::Model>, DbErr> {
    statement::Entity::find_by_id(id).lock_exclusive().one(conn).await
}

/// Sets a statement apart from the others, or puts it back among them.
pub async fn set_apart(conn: &impl ConnectionTrait, id: Uuid, apart: bool) -> Result<(), DbErr> {
    statement::Entity::update_many()
        .col_expr(statement::Column::Apart, Expr::value(apart))
        .filter(statement::Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Gives statements the salt of the hash of their words.
pub async fn put_salts(conn: &impl ConnectionTrait, salts: &[(Uuid, String)]) -> Result<(), DbErr> {
    for (id, salt) in salts {
        statement::Entity::update_many()
            .col_expr(statement::Column::Salt, Expr::value(salt.as_str()))
            .filter(statement::Column::Id.eq(*id))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Gives a statement other words and the state that follows from it; a salt of the former words goes with them. Unless it is withdrawn
/// it is to be read again.
pub async fn rewrite(conn: &impl ConnectionTrait, id: Uuid, text: &str, state: ModerationState) -> Result<(), DbErr> {
    statement::Entity::update_many()
        .col_expr(statement::Column::Text, Expr::value(text))
        .col_expr(statement::Column::Salt, Expr::value(Option::<String>::None))
        .filter(statement::Column::Id.eq(id))
        .exec(conn)
        .await?;
    settle::<statement::Entity>(conn, id, state, None, state != ModerationState::Withdrawn).await
}

/// Where a page of waiting statements begins: after the one of that day and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingPlace {
    /// The day it was received.
    pub day: i32,
    /// Its id.
    pub id: Uuid,
}

/// The statements of residents that wait to be read after that place, the oldest day first; one more than `size` when there are more.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    after: Option<WaitingPlace>,
    size: u64,
) -> Result<Vec<statement::Model>, DbErr> {
    use statement::Column::{Day, Id};
    let mut query = unread::<statement::Entity>(consultation);
    if let Some(WaitingPlace { day, id }) = after {
        query = query.filter(Day.gt(day).or(Day.eq(day).and(Id.gt(id))));
    }
    query.order_by_asc(Day).order_by_asc(Id).limit(size + 1).all(conn).await
}

/// How many statements of a phase nobody meets, by state and reason: those that wait, refused ones, also those of the desk, and those
/// that were taken back.
pub async fn unpublished(
    conn: &impl ConnectionTrait,
    phase: Uuid,
) -> Result<Vec<(String, Option<String>, i64)>, DbErr> {
    use statement::Column::{Id, PhaseId, Reason, State};
    let states =
        [ModerationState::Pending, ModerationState::Refused, ModerationState::Withdrawn].map(ModerationState::key);
    statement::Entity::find()
        .select_only()
        .columns([State, Reason])
        .column_as(Id.count(), "statements")
        .filter(PhaseId.eq(phase))
        .filter(State.is_in(states))
        .group_by(State)
        .group_by(Reason)
        .into_tuple()
        .all(conn)
        .await
}

/// How many statements of a phase were taken back after people had voted on them.
pub async fn withdrawn_after_votes(conn: &impl ConnectionTrait, phase: Uuid) -> Result<u64, DbErr> {
    use statement::Column::{Agree, Disagree, Pass, PhaseId, State};
    statement::Entity::find()
        .filter(PhaseId.eq(phase))
        .filter(State.eq(ModerationState::Withdrawn.key()))
        .filter(Agree.gt(0).or(Disagree.gt(0)).or(Pass.gt(0)))
        .count(conn)
        .await
}

/// The statements of a phase that are put to the vote, in the order they were written.
pub async fn published(conn: &impl ConnectionTrait, phase: Uuid) -> Result<Vec<statement::Model>, DbErr> {
    statement::Entity::find()
        .filter(statement::Column::PhaseId.eq(phase))
        .filter(statement::Column::State.eq(ModerationState::Published.key()))
        .order_by_asc(statement::Column::Position)
        .order_by_asc(statement::Column::Id)
        .all(conn)
        .await
}

/// Whether a statement of that phase is put to the vote.
pub async fn is_published(conn: &impl ConnectionTrait, phase: Uuid, statement: Uuid) -> Result<bool, DbErr> {
    let found = statement::Entity::find_by_id(statement)
        .filter(statement::Column::PhaseId.eq(phase))
        .filter(statement::Column::State.eq(ModerationState::Published.key()));
    Ok(found.one(conn).await?.is_some())
}

/// What a voter has said in a phase.
pub async fn votes_of(
    conn: &impl ConnectionTrait,
    phase: Uuid,
    voter: Uuid,
) -> Result<Vec<statement_vote::Model>, DbErr> {
    statement_vote::Entity::find()
        .filter(statement_vote::Column::PhaseId.eq(phase))
        .filter(statement_vote::Column::VoterId.eq(voter))
        .all(conn)
        .await
}

/// Whether a voter has said something of a statement.
pub async fn has_voted(conn: &impl ConnectionTrait, phase: Uuid, voter: Uuid, statement: Uuid) -> Result<bool, DbErr> {
    let vote = statement_vote::Entity::find_by_id((phase, voter, statement));
    Ok(vote.one(conn).await?.is_some())
}

/// Writes what a voter says of a statement, over what they said before, and moves the counters. Says whether the statement is
/// still put to the vote: when it is not, the unit must be dropped.
pub async fn put_vote(conn: &impl ConnectionTrait, row: statement_vote::Model) -> Result<bool, DbErr> {
    use statement_vote::Column::{PhaseId, StatementId, VoterId};
    let vote = Vote::from_mark(row.choice).ok_or_else(|| DbErr::Custom("a vote is 1, 0 or -1".to_owned()))?;
    let key = (row.phase_id, row.voter_id, row.statement_id);
    if insert_missing::<statement_vote::Entity, _>(conn, row, [PhaseId, VoterId, StatementId]).await? {
        return move_counters(conn, key, None, vote).await;
    }
    // Locked: another device with the receipt code may be changing the same vote.
    let before = statement_vote::Entity::find_by_id(key)
        .lock_exclusive()
        .one(conn)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("vote".to_owned()))?;
    statement_vote::Entity::update_many()
        .col_expr(statement_vote::Column::Choice, Expr::value(vote.mark()))
        .filter(PhaseId.eq(key.0))
        .filter(VoterId.eq(key.1))
        .filter(StatementId.eq(key.2))
        .exec(conn)
        .await?;
    move_counters(conn, key, Vote::from_mark(before.choice), vote).await
}

async fn move_counters(
    conn: &impl ConnectionTrait,
    (phase, _, statement): (Uuid, Uuid, Uuid),
    before: Option<Vote>,
    vote: Vote,
) -> Result<bool, DbErr> {
    let mut update = statement::Entity::update_many()
        .filter(statement::Column::Id.eq(statement))
        .filter(statement::Column::PhaseId.eq(phase))
        .filter(statement::Column::State.eq(ModerationState::Published.key()));
    let more = counter(vote);
    update = match before {
        // An unchanged vote moves nothing, but still asks whether the statement is there.
        Some(before) if before == vote => update.col_expr(more, Expr::col(more)),
        Some(before) => update
            .col_expr(more, Expr::col(more).add(1))
            .col_expr(counter(before), Expr::col(counter(before)).sub(1)),
        None => update.col_expr(more, Expr::col(more).add(1)),
    };
    Ok(update.exec(conn).await?.rows_affected == 1)
}

/// Forgets what a voter said in a phase and takes it out of the counters.
pub async fn withdraw_votes(conn: &impl ConnectionTrait, phase: Uuid, voter: Uuid) -> Result<(), DbErr> {
    use statement_vote::Column::{PhaseId, StatementId, VoterId};
    let of_voter = PhaseId.eq(phase).and(VoterId.eq(voter));
    // Locked, and only these are taken out: a vote that arrives meanwhile stays whole.
    let said = statement_vote::Entity::find()
        .filter(of_voter.clone())
        .order_by_asc(StatementId)
        .lock_exclusive()
        .all(conn)
        .await?;
    for vote in Vote::ALL {
        let voted = said.iter().filter(|row| row.choice == vote.mark());
        statement::Entity::update_many()
            .col_expr(counter(vote), Expr::col(counter(vote)).sub(1))
            .filter(statement::Column::Id.is_in(voted.map(|row| row.statement_id)))
            .exec(conn)
            .await?;
    }
    statement_vote::Entity::delete_many()
        .filter(of_voter)
        .filter(StatementId.is_in(said.iter().map(|row| row.statement_id)))
        .exec(conn)
        .await
        .map(|_| ())
}

fn counter(vote: Vote) -> statement::Column {
    match vote {
        Vote::Agree => statement::Column::Agree,
        Vote::Disagree => statement::Column::Disagree,
        Vote::Pass => statement::Column::Pass,
    }
}
