//! Mail: written as rows in the transaction of the event, composed and sent by a worker.

mod check;
pub mod kinds;
mod message;
pub mod outbox;
mod render;
pub mod sender;
pub mod transport;
