//! `tablee serve`

use tablee_core::jobs::{self, housekeeping::CONTENT_LIFE};
use tablee_site::http::{ServeLimits, stop_signal};
use tokio::net::TcpListener;

use super::logging;
use crate::app::{self, StartError};
use crate::cli::Outcome;
use crate::config::Config;
use crate::demo::Folder;

pub(super) async fn run(config: &Config) -> Outcome {
    logging::start(config, logging::AT_WORK);
    let listener = listen(config).await?;
    let cx = app::open(config).await?;
    let folder = Folder::of(config);
    folder
        .keep()
        .map_err(|error| StartError::Folder(folder.path().display().to_string(), error))?;
    println!("{} is served at {}. Stop it with Ctrl+C.", config.site_name, config.public_url);
    match &config.smtp_url {
        Some(_) => println!("Mails are sent by SMTP from {}.", config.mail_from),
        None => println!("No SMTP server is set: mails are kept as files in {}.", config.mail_dir().display()),
    }
    let jobs = jobs::start(&cx, app::mailer(config, Some(CONTENT_LIFE))?);
    Ok(app::run(listener, app::endpoint(&cx, config), jobs, stop_signal(), ServeLimits::default()).await?)
}

/// Takes the port first: a port already taken must say so before anything is written.
pub(super) async fn listen(config: &Config) -> Result<TcpListener, StartError> {
    TcpListener::bind(&config.listen)
        .await
        .map_err(|error| StartError::Listen(config.listen.clone(), error))
}
