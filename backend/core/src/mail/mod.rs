//! Mail: written as rows in the transaction of the event, composed and sent by a worker.

mod check;
pub mod kinds;
mod message;
pub mod outbox;
mod render;
mod samples;
pub mod sender;
pub(crate) mod suppression;
pub mod transport;

pub use message::ComposeFault;
pub use samples::sample_mails;
