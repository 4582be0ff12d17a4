//! The `tablee` program.

use std::process::ExitCode;

use clap::Parser;
use tablee::cli::Cli;

fn main() -> ExitCode {
    tablee::cli::run(Cli::parse())
}
