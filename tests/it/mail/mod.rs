//! Mail: what is written with an event, what leaves, what the links in it do. Numbers O… are those of the requirements of mail.

mod content;
mod leaving;
mod news;
mod outbox;
pub mod seed;
mod smtp;
mod worker;
