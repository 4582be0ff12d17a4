//! `tablee demo`

use clap::Args;
use tablee_core::Context;
use tablee_site::http::{ServeLimits, stop_signal};

use super::logging;
use super::serve::listen;
use crate::app::{self, StartError};
use crate::cli::Outcome;
use crate::config::Config;
use crate::demo::{self, Folder, FolderState};

/// What `demo` can be told.
#[derive(Clone, Debug, Args)]
pub(super) struct DemoArgs {
    /// Starts over: throws away the demonstration that is in the data folder.
    #[arg(long)]
    fresh: bool,
}

pub(super) async fn run(config: &Config, args: &DemoArgs) -> Outcome {
    logging::start(config, logging::IN_A_DEMONSTRATION);
    let config = &config.for_a_demonstration();
    let listener = listen(config).await?;
    let cx = demonstration(config, args.fresh).await?;
    let jobs = tablee_core::jobs::start(&cx, app::mailer(config, None)?);
    print_welcome(&cx, config).await?;
    Ok(app::run(listener, app::endpoint(&cx, config), jobs, stop_signal(), ServeLimits::default()).await?)
}

/// Opens the demonstration that is in the data folder, or loads it: anew when asked, or when loading it was broken off.
async fn demonstration(config: &Config, fresh: bool) -> Result<Context, Box<dyn std::error::Error>> {
    let folder = Folder::of(config);
    let fault = |error| StartError::Folder(folder.path().display().to_string(), error);
    match folder.state().map_err(fault)? {
        FolderState::SomethingElse => {
            let place = folder.path().display();
            Err(format!("{place} holds an installation that is no demonstration; choose another folder with --data")
                .into())
        }
        FolderState::Whole if !fresh => Ok(app::open(config).await?),
        FolderState::Whole | FolderState::Unfinished | FolderState::Empty => {
            folder.begin_anew().map_err(fault)?;
            let cx = app::open(config).await?;
            demo::load(&cx).await?;
            folder.finish().map_err(fault)?;
            Ok(cx)
        }
    }
}

async fn print_welcome(cx: &Context, config: &Config) -> Outcome {
    println!("Tablée, the demonstration: {}", config.public_url);
    println!("Sign in (each link works once, in the browser of your choice):");
    for (role, link) in demo::sign_in_links(cx).await? {
        println!("  {role:<14} {link}");
    }
    println!("Outgoing mail is kept in {}", config.mail_dir().display());
    println!("Stop it with Ctrl+C. It keeps its data in {}; --fresh starts over.", config.data_dir.display());
    Ok(())
}
