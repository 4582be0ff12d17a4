//! Ways out of the house.

mod folder;
mod memory;
mod smtp;

pub use folder::Folder;
pub use memory::Memory;
pub use smtp::{Smtp, SmtpUrlFault};
