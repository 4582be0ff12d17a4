//! The outbox: mails written with their events, claimed by workers, finished once.
//!
//! All times are the database's (O8). What stays of a mail once it is over is rounded to the hour, so that its row cannot be
//! joined by time with what it told of.

use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Statement};
use uuid::Uuid;

use super::entities::delivery::{Column, Entity, Model};
use super::time::{now, this_hour};
use crate::ports::Millis;

/// How long a worker may keep a mail: the longest conversation with a mail server (60 s), and a margin (O9).
pub const LEASE: Millis = 2 * 60 * 1000;

/// A mail that waits leaves at a whole multiple of this: its row does not tell the moment of what it tells of.
const GRAIN: Millis = 5 * 60 * 1000;

/// Rows of one statement: 13 values each, far below what either database takes.
const BATCH: usize = 1000;

/// A mail to be written.
pub struct NewDelivery {
    /// Id of the row.
    pub id: Uuid,
    /// What it tells of.
    pub event_id: Uuid,
    /// A member or a contact.
    pub recipient_id: Uuid,
    /// Name of the kind.
    pub kind: &'static str,
    /// The recipient's language.
    pub lang: String,
    /// Version of the templates.
    pub template_version: i32,
    /// Sealed content.
    pub payload: String,
    /// Left and right side, without angle brackets.
    pub message_id: String,
    /// Lower goes first.
    pub priority: i32,
    /// How long it waits at least before it may leave.
    pub wait: Millis,
    /// How long it may be sent then.
    pub life: Millis,
}

/// How a claimed mail ends, or goes on.
pub enum Ending<'a> {
    /// A server took it.
    Sent,
    /// It must not be sent any more.
    Skipped(&'a str),
    /// It cannot be sent; kept for a person to look at.
    Dead(&'a str),
    /// To be tried again after so many milliseconds.
    Again { error: &'a str, after: Millis },
    /// As `Again`, and this try does not count: it was not the mail's fault.
    Uncounted { error: &'a str, after: Millis },
}

/// Writes mails; those whose (event, recipient, kind) is there already are left out. Says how many are new (O2).
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<NewDelivery>) -> Result<u64, DbErr> {
    let mut inserted = 0;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut statement = Query::insert();
        statement.into_table(Entity).columns([
            Column::Id,
            Column::EventId,
            Column::RecipientId,
            Column::Kind,
            Column::Lang,
            Column::TemplateVersion,
            Column::Payload,
            Column::MessageId,
            Column::State,
            Column::Attempts,
            Column::Priority,
            Column::CreatedAt,
            Column::NextAt,
            Column::NotAfter,
        ]);
        for row in rows.by_ref().take(BATCH) {
            let hour = this_hour(conn.get_database_backend());
            // A whole life and not less, counted from the hour's beginning.
            let not_after = Expr::cust(now(conn.get_database_backend())).add(row.wait + row.life);
            let next_at = match row.wait {
                0 => Expr::cust(hour.clone()),
                wait => Expr::cust(now(conn.get_database_backend()))
                    .add(wait)
                    .div(GRAIN)
                    .add(1)
                    .mul(GRAIN),
            };
            statement.values_panic([
                row.id.into(),
                row.event_id.into(),
                row.recipient_id.into(),
                row.kind.into(),
                row.lang.into(),
                row.template_version.into(),
                row.payload.into(),
                row.message_id.into(),
                "queued".into(),
                0.into(),
                row.priority.into(),
                Expr::cust(hour),
                next_at,
                not_after,
            ]);
        }
        let unique = [Column::EventId, Column::RecipientId, Column::Kind];
        statement.on_conflict(OnConflict::columns(unique).do_nothing().to_owned());
        inserted += conn.execute(&statement).await?.rows_affected();
    }
    Ok(inserted)
}

/// Takes up to `limit` mails that are due, most urgent first; none is taken by two workers. A mail whose worker died is due when its lease is over.
pub async fn claim(conn: &impl ConnectionTrait, owner: &str, limit: u64) -> Result<Vec<Model>, DbErr> {
    let backend = conn.get_database_backend();
    let now = now(backend);
    let locking = if backend == sea_orm::DbBackend::Sqlite { "" } else { "FOR UPDATE SKIP LOCKED" };
    let sql = format!(
        "UPDATE outbox SET state = 'sending', lease_until = {now} + {LEASE}, lease_owner = $1, attempts = attempts + 1, \
         first_tried_at = COALESCE(first_tried_at, {now}) \
         WHERE id IN (SELECT id FROM outbox \
         WHERE (state = 'queued' OR (state = 'sending' AND lease_until < {now})) AND next_at <= {now} \
         ORDER BY priority, next_at LIMIT {limit} {locking}) RETURNING *"
    );
    let statement = Statement::from_sql_and_values(backend, sql, [owner.into()]);
    Entity::find().from_raw_sql(statement).all(conn).await
}

/// Those of these events that a mail is leaving or has left for.
pub async fn sent_events(
    conn: &impl ConnectionTrait,
    events: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Uuid>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::EventId)
        .distinct()
        .filter(Column::EventId.is_in(events))
        .filter(Column::State.is_in(["sending", "sent"]))
        .into_tuple()
        .all(conn)
        .await
}

/// Skips the mails of an event that no worker has taken.
pub async fn skip_event(conn: &impl ConnectionTrait, event: Uuid, reason: &str) -> Result<(), DbErr> {
    let hour = Expr::cust(this_hour(conn.get_database_backend()));
    Entity::update_many()
        .filter(Column::EventId.eq(event))
        .filter(Column::State.eq("queued"))
        .col_expr(Column::State, Expr::value("skipped"))
        .col_expr(Column::SkipReason, Expr::value(reason))
        .col_expr(Column::NextAt, hour)
        .col_expr(Column::Payload, Expr::value(""))
        .exec(conn)
        .await
        .map(|_| ())
}

/// When a claimed mail was claimed, by the database's clock.
pub fn claimed_at(row: &Model) -> Millis {
    row.lease_until.map_or(row.next_at, |until| until - LEASE)
}

/// Ends a claimed mail; `false` when another worker has it by now (O9).
pub async fn finish(conn: &impl ConnectionTrait, id: Uuid, owner: &str, ending: Ending<'_>) -> Result<bool, DbErr> {
    let backend = conn.get_database_backend();
    let mut update = Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::LeaseOwner.eq(owner))
        .filter(Column::State.eq("sending"))
        .col_expr(Column::LeaseOwner, none::<String>())
        .col_expr(Column::LeaseUntil, none::<i64>());
    let over = matches!(ending, Ending::Sent | Ending::Skipped(_) | Ending::Dead(_));
    if over {
        let rounded = Expr::col(Column::FirstTriedAt).div(3_600_000).mul(3_600_000);
        update = update
            .col_expr(Column::FirstTriedAt, rounded)
            .col_expr(Column::NextAt, Expr::cust(this_hour(backend)));
    }
    let again = |after: Millis| Expr::cust(now(backend)).add(after);
    update = match ending {
        Ending::Sent => update
            .col_expr(Column::State, Expr::value("sent"))
            .col_expr(Column::SentAt, Expr::cust(this_hour(backend)))
            .col_expr(Column::LastError, none::<String>())
            .col_expr(Column::Payload, Expr::value("")),
        Ending::Skipped(reason) => update
            .col_expr(Column::State, Expr::value("skipped"))
            .col_expr(Column::SkipReason, Expr::value(reason))
            .col_expr(Column::Payload, Expr::value("")),
        Ending::Dead(error) => update
            .col_expr(Column::State, Expr::value("dead"))
            .col_expr(Column::LastError, Expr::value(error)),
        Ending::Again { error, after } => update
            .col_expr(Column::State, Expr::value("queued"))
            .col_expr(Column::LastError, Expr::value(error))
            .col_expr(Column::NextAt, again(after)),
        Ending::Uncounted { error, after } => update
            .col_expr(Column::State, Expr::value("queued"))
            .col_expr(Column::LastError, Expr::value(error))
            .col_expr(Column::NextAt, again(after))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1)),
    };
    Ok(update.exec(conn).await?.rows_affected > 0)
}

/// Gives back what this worker still holds (O17); a try that did not happen does not count.
pub async fn give_back(conn: &impl ConnectionTrait, owner: &str) -> Result<u64, DbErr> {
    let returned = Entity::update_many()
        .filter(Column::LeaseOwner.eq(owner))
        .filter(Column::State.eq("sending"))
        .col_expr(Column::State, Expr::value("queued"))
        .col_expr(Column::LeaseOwner, none::<String>())
        .col_expr(Column::LeaseUntil, none::<i64>())
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .exec(conn)
        .await?;
    Ok(returned.rows_affected)
}

/// Wipes the content of mails that ended long ago without being sent (O5).
pub async fn wipe(conn: &impl ConnectionTrait, older_than: Millis) -> Result<u64, DbErr> {
    let limit = Expr::cust(now(conn.get_database_backend())).sub(older_than);
    let wiped = Entity::update_many()
        .filter(Column::State.is_in(["sent", "skipped", "dead"]))
        .filter(Expr::col(Column::NextAt).lt(limit))
        .filter(Column::Payload.ne(""))
        .col_expr(Column::Payload, Expr::value(""))
        .exec(conn)
        .await?;
    Ok(wiped.rows_affected)
}

fn none<T>() -> sea_orm::sea_query::SimpleExpr
where
    Option<T>: Into<sea_orm::Value>,
{
    Expr::value(None::<T>)
}
