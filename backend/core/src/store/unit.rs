//! The unit of work. On SQLite, units that arrive together share one commit.

use std::sync::{Arc, Weak};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

/// Writes of one act: all of them or none. Dropping it undoes them.
///
/// While a unit is open on SQLite no other can write: await nothing but the database in it, and never begin a second one inside.
pub struct Unit {
    transaction: DatabaseTransaction,
    turn: Option<Turn>,
}

impl Unit {
    pub(super) fn plain(transaction: DatabaseTransaction) -> Self {
        Self { transaction, turn: None }
    }

    /// The connection to write, and to read one's own writes, through.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Makes the writes durable; returns once they are on disk.
    ///
    /// # Errors
    /// When the database did not confirm. The writes may have been made all the same: who tries again needs an idempotency key.
    pub async fn commit(self) -> Result<(), DbErr> {
        let Self { transaction, turn } = self;
        // A task of its own: a client that goes away must not stop a commit half-way.
        let work = tokio::spawn(async move {
            transaction.commit().await?;
            match turn {
                Some(turn) => turn.wait_for_the_batch().await,
                None => Ok(()),
            }
        });
        work.await.map_err(|error| DbErr::Custom(error.to_string()))?
    }
}

type Outcome = Result<(), String>;

/// Units whose savepoints are released inside one open transaction, waiting for its commit.
#[derive(Default)]
struct Batch {
    transaction: Option<DatabaseTransaction>,
    waiting: Vec<oneshot::Sender<Outcome>>,
}

impl Batch {
    async fn commit(&mut self) {
        let Some(transaction) = self.transaction.take() else { return };
        let outcome = transaction.commit().await.map_err(|error| error.to_string());
        for told in self.waiting.drain(..) {
            // A member that stopped listening has nobody left to tell.
            let _ = told.send(outcome.clone());
        }
    }
}

/// A unit's turn on the write connection.
struct Turn {
    batch: OwnedMutexGuard<Batch>,
    flush: Arc<Notify>,
}

impl Turn {
    async fn wait_for_the_batch(mut self) -> Result<(), DbErr> {
        let (told, outcome) = oneshot::channel();
        self.batch.waiting.push(told);
        drop(self);
        outcome
            .await
            .unwrap_or_else(|_| Err("the batch was lost".to_owned()))
            .map_err(DbErr::Custom)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.flush.notify_one();
    }
}

/// The single write connection of an SQLite database.
///
/// The first unit of a batch opens `BEGIN IMMEDIATE`; each unit is a savepoint in it. When a unit ends, the committer asks for
/// its own turn: turns are given in the order they were asked for, so every unit that queued meanwhile joins the batch, and one
/// disk flush serves them all. With nobody queued the commit comes at once.
pub(super) struct SharedWriter {
    connection: DatabaseConnection,
    batch: Arc<Mutex<Batch>>,
    flush: Arc<Notify>,
}

impl SharedWriter {
    pub(super) fn start(connection: DatabaseConnection) -> Arc<Self> {
        let flush = Arc::new(Notify::new());
        let writer = Arc::new(Self { connection, batch: Arc::default(), flush: flush.clone() });
        tokio::spawn(commit_batches(Arc::downgrade(&writer), flush));
        writer
    }

    pub(super) async fn begin(&self) -> Result<Unit, DbErr> {
        let mut turn = Turn { batch: self.batch.clone().lock_owned().await, flush: self.flush.clone() };
        if turn.batch.transaction.is_none() {
            let immediate = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            turn.batch.transaction = Some(self.connection.begin_with_options(immediate).await?);
        }
        let shared = turn.batch.transaction.as_ref().expect("opened just above");
        let transaction = shared.begin().await?;
        Ok(Unit { transaction, turn: Some(turn) })
    }
}

impl SharedWriter {
    /// Runs a statement that cannot be part of a transaction, between two batches.
    pub(super) async fn execute_between_batches(&self, statement: Statement) -> Result<(), DbErr> {
        let mut batch = self.batch.lock().await;
        batch.commit().await;
        self.connection.execute_raw(statement).await.map(|_| ())
    }
}

impl Drop for SharedWriter {
    fn drop(&mut self) {
        self.flush.notify_one();
    }
}

async fn commit_batches(writer: Weak<SharedWriter>, flush: Arc<Notify>) {
    loop {
        flush.notified().await;
        let Some(batch) = writer.upgrade().map(|writer| writer.batch.clone()) else {
            return;
        };
        batch.lock_owned().await.commit().await;
    }
}
