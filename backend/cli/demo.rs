//! `tablee demo`

use std::path::Path;

use clap::Args;
use tablee_core::Context;
use tablee_site::http::{ServeLimits, stop_signal};

use super::logging;
use super::serve::listen;
use crate::cli::Outcome;
use crate::config::Config;
use crate::{app, demo};

/// What `demo` can be told.
#[derive(Clone, Debug, Args)]
pub(super) struct DemoArgs {
    /// Starts over: throws away the demonstration that is in the data folder.
    #[arg(long)]
    fresh: bool,
}

pub(super) async fn run(config: &Config, args: &DemoArgs) -> Outcome {
    logging::start(config, logging::IN_A_DEMONSTRATION);
    let listener = listen(config).await?;
    if args.fresh {
        throw_away(config)?;
    }
    let cx = app::open(config).await?;
    demo::load(&cx).await?;
    let jobs = tablee_core::jobs::start(&cx, app::mailer(config, None)?);
    print_welcome(&cx, config).await?;
    Ok(app::run(listener, app::endpoint(&cx, config), jobs, stop_signal(), ServeLimits::default()).await?)
}

async fn print_welcome(cx: &Context, config: &Config) -> Outcome {
    println!("Tablée, the demonstration: {}", config.public_url);
    println!("Sign in (each link works once, in the browser of your choice):");
    for (role, link) in demo::sign_in_links(cx).await? {
        println!("  {role:<14} {link}");
    }
    match &config.smtp_url {
        Some(_) => println!("Mails are sent by SMTP."),
        None => println!("Outgoing mail is kept in {}", config.mail_dir().display()),
    }
    println!("Stop it with Ctrl+C. It keeps its data in {}; --fresh starts over.", config.data_dir.display());
    Ok(())
}

/// Removes what a demonstration leaves in its folder, and nothing else.
fn throw_away(config: &Config) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        remove(&config.data_dir.join(format!("tablee.db{suffix}")))?;
    }
    remove(&config.secret_file)?;
    match std::fs::remove_dir_all(config.mail_dir()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
