//! What the program says of its work, on standard error, for whoever runs it.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// What `serve` tells: every request by its route, every mail, and what goes wrong.
pub(super) const AT_WORK: &str = "warn,tablee=info";
/// What the demonstration tells beside its few lines: what goes wrong.
pub(super) const IN_A_DEMONSTRATION: &str = "warn";

/// Starts to tell what the setting `log` asks for, or what is usual.
pub(super) fn start(config: &Config, usual: &str) {
    let filter = EnvFilter::builder().parse_lossy(config.log.as_deref().unwrap_or(usual));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}
