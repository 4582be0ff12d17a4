//! The commands, one file each.

mod audit;
mod backup;
mod check_config;
mod demo;
mod import_minutes;
mod invite;
mod known;
mod logging;
mod migrate;
mod organisation;
mod published_files;
mod recount;
mod refusal;
mod serve;
mod signing;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, ConfigError, Overrides};

/// Tablée: participatory consultation, from the workshop report to the institution's answer.
#[derive(Debug, Parser)]
#[command(name = "tablee", version, about)]
pub struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

/// Where this installation keeps its things and listens.
#[derive(Clone, Debug, Args)]
struct Place {
    /// Keeps the embedded database, the master key and kept mails in this folder. The default is ./tablee-data.
    #[arg(long = "data", value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// Listens on this address and port. The default is 127.0.0.1:8080.
    #[arg(long, value_name = "ADDR", global = true)]
    listen: Option<String>,
    /// Reads the configuration from this file. The default is ./tablee.toml, which may be absent.
    #[arg(long, value_name = "FILE", default_value = "tablee.toml", global = true)]
    config: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Installed(Installed),
    #[command(flatten)]
    Offline(Offline),
}

/// Commands that work on an installation.
#[derive(Debug, Subcommand)]
enum Installed {
    /// Serves a demonstration on this machine: a consultation that is open, and two that are over.
    Demo(demo::DemoArgs),
    /// Serves this installation until it is stopped.
    Serve,
    /// Brings the database to the newest schema, then stops.
    Migrate,
    /// Copies the embedded database, as it is at that moment, to a new file; also while it is being served.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Invites someone as a member, and prints the link when mails are kept as files.
    Invite(invite::Invitation),
    /// Makes a draft consultation from the minutes of a workshop.
    ImportMinutes(import_minutes::Minutes),
    /// Reads the configuration and says what it means, or which key is wrong.
    CheckConfig,
}

/// Commands that need no installation and no network.
#[derive(Debug, Subcommand)]
enum Offline {
    /// Verifies the published files of a vote, and names what is wrong with them.
    Verify(verify::Verification),
    /// Counts a vote again from its recount file, and compares with the published result.
    Recount(recount::Recounting),
    /// Opens the whole log of a vote with the auditors' file, and counts again from the ballots themselves.
    Audit(audit::Auditing),
}

impl Place {
    fn load(&self) -> Result<Config, ConfigError> {
        let overrides = Overrides { data_dir: self.data_dir.clone(), listen: self.listen.clone() };
        Config::load(&self.config, std::env::vars(), overrides)
    }
}

/// What a command ends with: a sentence for people when it failed.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the command; a failure is one sentence on standard error and exit code 1.
pub fn run(cli: Cli) -> ExitCode {
    match execute(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tablee: {error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(cli: Cli) -> Outcome {
    match cli.command {
        Command::Installed(command) => on_installation(&cli.place, command),
        Command::Offline(Offline::Verify(command)) => verify::run(&command),
        Command::Offline(Offline::Recount(command)) => recount::run(&command),
        Command::Offline(Offline::Audit(command)) => audit::run(&command),
    }
}

fn on_installation(place: &Place, command: Installed) -> Outcome {
    let config = place.load()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Installed::Demo(args) => demo::run(&config, &args).await,
            Installed::Serve => serve::run(&config).await,
            Installed::Migrate => migrate::run(&config).await,
            Installed::Backup { file } => backup::run(&config, &file).await,
            Installed::Invite(invitation) => invite::run(&config, invitation).await,
            Installed::ImportMinutes(minutes) => import_minutes::run(&config, minutes).await,
            Installed::CheckConfig => check_config::run(&config),
        }
    })
}
