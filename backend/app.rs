//! From a configuration to a running server.

use std::io;
use std::path::Path;
use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt, FromRequest, Request, Route};
use tablee_core::jobs::Jobs;
use tablee_core::jobs::housekeeping;
use tablee_core::mail::transport::{Folder, Smtp, SmtpUrlFault};
use tablee_core::ports::{Clock, Mailer, Millis, Random, SystemClock, SystemRandom};
use tablee_core::secrets::{self, Secrets};
use tablee_core::{Context, OpenError};
use tablee_site::SiteOptions;
use tablee_site::http::{FromClient, HttpSettings, ServeLimits, TrustedProxy, layers, name_allowed_methods, serve};
use tablee_site::pages::help::{ApiGroup, ApiOperation, ApiPart};

use tokio::net::TcpListener;

use crate::config::Config;

/// Why the installation cannot start. Each is one plain sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder, or a file of it, cannot be made or written.
    #[error("{0} cannot be written: {1}; choose another folder with --data")]
    Folder(String, io::Error),
    /// The master key's file is not 32 bytes.
    #[error("{0} does not hold a master key of 32 bytes; restore it from your backup")]
    Key(String),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The mail server's address cannot be used.
    #[error("smtp_url: {0}")]
    Smtp(#[from] SmtpUrlFault),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}; is another server running? Choose another with --listen")]
    Listen(String, io::Error),
}

/// Opens the database and puts the context together, with the system's clock corrected to the database's.
///
/// # Errors
/// See [`StartError`].
pub async fn open(config: &Config) -> Result<Context, StartError> {
    let folder_fault = |error| StartError::Folder(config.data_dir.display().to_string(), error);
    std::fs::create_dir_all(&config.data_dir).map_err(folder_fault)?;
    if config.database_url.starts_with("sqlite:") {
        try_to_write(&config.data_dir).map_err(folder_fault)?;
    }
    let secrets = master_key(&config.secret_file, &SystemRandom)?;
    let db = tablee_core::connect(&config.database_url).await?;
    let cx = context(config, db, secrets, Arc::new(SystemClock::default()), Arc::new(SystemRandom));
    housekeeping::correct_clock(&cx).await.map_err(OpenError::from)?;
    Ok(cx)
}

// What SQLite says of a folder that it may only read helps nobody.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let trial = folder.join(".written");
    std::fs::write(&trial, [])?;
    std::fs::remove_file(trial)
}

/// The way out for mails: the configured SMTP server, or a folder of files, each kept for `life` or for ever.
///
/// # Errors
/// See [`StartError`].
pub fn mailer(config: &Config, life: Option<Millis>) -> Result<Arc<dyn Mailer>, StartError> {
    match &config.smtp_url {
        Some(url) => Ok(Arc::new(Smtp::from_url(url, config.smtp_authority.as_deref())?)),
        None => {
            let folder = config.mail_dir();
            let fault = |error| StartError::Folder(folder.display().to_string(), error);
            Ok(Arc::new(Folder::open(&folder, life).map_err(fault)?))
        }
    }
}

/// Serves until `stop` is done. Then no mail is claimed any more, at once; requests that have begun and mails in conversation with a
/// server end side by side (O17).
///
/// # Errors
/// When the address of the listener cannot be read.
pub async fn run(
    listener: TcpListener,
    endpoint: BoxEndpoint<'static>,
    jobs: Jobs,
    stop: impl Future<Output = ()>,
    limits: ServeLimits,
) -> io::Result<()> {
    let stop = async {
        stop.await;
        jobs.halt();
    };
    serve(listener, endpoint, stop, limits).await?;
    jobs.stop().await;
    Ok(())
}

/// Puts a context together from its parts.
pub fn context(
    config: &Config,
    db: tablee_core::Db,
    secrets: Secrets,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Context {
    Context {
        db,
        clock,
        random,
        secrets: Arc::new(secrets),
        settings: Arc::new(config.settings()),
        alike: Arc::default(),
    }
}

/// Paths below which a body of 2 MiB is taken.
const UPLOADS: [&str; 1] = ["/api/v1/minutes"];

/// Paths below which a form may carry a file of 2 MiB.
const UPLOAD_FORMS: [&str; 1] = ["/espace/importer"];

/// Folders of paths to which any site may post, one segment deep: one-click unsubscribing carries its authority in its address
/// (RFC 8058).
const OPEN_TO_ALL_SITES: [&str; 1] = ["/courriel/arreter/"];

/// The whole application: pages and API behind the shared layers.
pub fn endpoint(cx: &Context, config: &Config) -> BoxEndpoint<'static> {
    let mut node = secrets::token(&*cx.random);
    node.truncate(8);
    let settings = HttpSettings::new(&config.public_url, &node, (&UPLOADS, &UPLOAD_FORMS), OPEN_TO_ALL_SITES.to_vec());
    let operations = listed(&tablee_api::operations(cx));
    let options =
        SiteOptions { https: settings.https(), trusted_proxy: config.trusted_proxy, operations: operations.into() };
    let document = serde_json::from_str(&tablee_api::document(cx)).unwrap_or_default();
    let app = Route::new()
        .nest(tablee_api::PREFIX, tablee_api::routes(cx))
        .nest("/", tablee_site::routes(cx, &options))
        .before(|request: Request| with_client(request))
        .data(TrustedProxy(config.trusted_proxy));
    layers(name_allowed_methods(app, &document, ""), settings)
}

/// The API's operations as the help lists them; they come sorted by group.
fn listed(operations: &[tablee_api::Operation]) -> Vec<ApiGroup> {
    let parts = |parts: &[tablee_api::Part]| -> Vec<ApiPart> {
        let part = |part: &tablee_api::Part| {
            let tablee_api::Part { name, kind, required } = part.clone();
            ApiPart { name, kind, required }
        };
        parts.iter().map(part).collect()
    };
    let operation = |operation: &tablee_api::Operation| ApiOperation {
        method: operation.method.clone(),
        path: operation.path.clone(),
        summary: operation.summary.clone(),
        parameters: parts(&operation.parameters),
        body: parts(&operation.body),
        answer: operation.answer.clone(),
    };
    let groups = operations.chunk_by(|left, right| left.group == right.group);
    let group = |group: &[tablee_api::Operation]| ApiGroup {
        name: group[0].group.clone(),
        operations: group.iter().map(operation).collect(),
    };
    groups.map(group).collect()
}

/// Tells pages and API where a request comes from, for limits on tries.
async fn with_client(mut request: Request) -> poem::Result<Request> {
    let FromClient(client) = FromClient::from_request_without_body(&request).await?;
    request.set_data(client);
    Ok(request)
}

// The key is made once; the file is the owner's alone.
fn master_key(file: &Path, random: &dyn Random) -> Result<Secrets, StartError> {
    let folder_fault = |error| StartError::Folder(file.display().to_string(), error);
    match std::fs::read(file) {
        Ok(bytes) => {
            let bytes = bytes
                .try_into()
                .map_err(|_| StartError::Key(file.display().to_string()))?;
            with_retired_key(Secrets::new(bytes), file)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            random.fill(&mut bytes);
            write_private(file, &bytes).map_err(folder_fault)?;
            Ok(Secrets::new(bytes))
        }
        Err(error) => Err(folder_fault(error)),
    }
}

/// After a change of key, `NAME.retired` beside it holds the one before: links mailed under it still work.
fn with_retired_key(secrets: Secrets, file: &Path) -> Result<Secrets, StartError> {
    let mut retired = file.as_os_str().to_owned();
    retired.push(".retired");
    let name = retired.to_string_lossy().into_owned();
    match std::fs::read(&retired) {
        Ok(bytes) => {
            let bytes = bytes.try_into().map_err(|_| StartError::Key(name))?;
            Ok(secrets.with_retired(bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(secrets),
        Err(error) => Err(StartError::Folder(name, error)),
    }
}

#[cfg(unix)]
fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?
        .write_all(bytes)
}

#[cfg(not(unix))]
fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::write(file, bytes)
}
