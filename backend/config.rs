//! The configuration: `tablee.toml`, then the environment (`TABLEE_…`), then the command line; checked at start.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tablee_core::Settings;
use tablee_core::mail::transport::{Smtp, SmtpUrlFault};
use tracing_subscriber::EnvFilter;

/// Everything that can be set. Every key has a default that works on one machine.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConfigFile {
    data_dir: Option<PathBuf>,
    listen: Option<String>,
    public_url: Option<String>,
    database_url: Option<String>,
    secret_file: Option<PathBuf>,
    site_name: Option<String>,
    smtp_url: Option<String>,
    smtp_ca_file: Option<PathBuf>,
    mail_from: Option<String>,
    mail_reply_to: Option<String>,
    trusted_proxy: Option<bool>,
    log: Option<String>,
}

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of the embedded database, the master key and kept mails.
    pub data_dir: PathBuf,
    /// Address and port to listen on.
    pub listen: String,
    /// Scheme and host that people see, without a slash at the end.
    pub public_url: String,
    /// `sqlite://PATH` or `postgres://…`.
    pub database_url: String,
    /// The file that holds the 32-byte master key.
    pub secret_file: PathBuf,
    /// Name of this installation.
    pub site_name: String,
    /// `smtps://user:password@host:465` or `smtp://…` (STARTTLS); without it mails are kept as files.
    pub smtp_url: Option<String>,
    /// The certificate (PEM) of an authority that the mail server is trusted by, besides the public ones.
    pub smtp_authority: Option<Vec<u8>>,
    /// The `From` address of mails.
    pub mail_from: String,
    /// The address that a person reads.
    pub mail_reply_to: String,
    /// Whether a proxy of ours sets `X-Forwarded-For`; without it the header is ignored.
    pub trusted_proxy: bool,
    /// What is told on standard error: a level, or a filter such as `warn,tablee=info`; without it what is usual for the command.
    pub log: Option<String>,
}

/// A configuration that cannot be used; the message names the key.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The file is not TOML, or has an unknown or ill-typed key.
    #[error("{0}: {1}")]
    Malformed(PathBuf, String),
    /// The environment holds a `TABLEE_…` variable that means nothing.
    #[error("unknown setting {0} in the environment")]
    UnknownVariable(String),
    /// A value that cannot be used.
    #[error("{key}: {fault}")]
    Value {
        /// Name of the setting, as in `tablee.toml`.
        key: &'static str,
        /// What is wrong with its value.
        fault: String,
    },
}

const ENVIRONMENT: [&str; 12] = [
    "data_dir",
    "listen",
    "public_url",
    "database_url",
    "secret_file",
    "site_name",
    "smtp_url",
    "smtp_ca_file",
    "mail_from",
    "mail_reply_to",
    "trusted_proxy",
    "log",
];

/// What the command line may override.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--data DIR`
    pub data_dir: Option<PathBuf>,
    /// `--listen ADDR`
    pub listen: Option<String>,
}

impl Config {
    /// Reads `file` (which may be absent), the environment and the command line.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn load(
        file: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
        overrides: Overrides,
    ) -> Result<Self, ConfigError> {
        let mut table = read_table(file)?;
        for (name, value) in environment {
            let Some(key) = name.strip_prefix("TABLEE_").map(str::to_lowercase) else { continue };
            // The tests' own variables are not settings.
            if key.starts_with("test_") {
                continue;
            }
            let key = ENVIRONMENT
                .into_iter()
                .find(|known| *known == key)
                .ok_or(ConfigError::UnknownVariable(name))?;
            let value = match value.as_str() {
                "true" | "false" if key == "trusted_proxy" => toml::Value::Boolean(value == "true"),
                _ => toml::Value::String(value),
            };
            table.insert(key.to_owned(), value);
        }
        let file_settings: ConfigFile = table
            .try_into()
            .map_err(|error: toml::de::Error| ConfigError::Malformed(file.into(), error.to_string()))?;
        file_settings.check(overrides)
    }

    /// The settings that use-cases and mails go by.
    pub fn settings(&self) -> Settings {
        Settings {
            public_url: self.public_url.clone(),
            site_name: self.site_name.clone(),
            mail_from: self.mail_from.clone(),
            mail_reply_to: self.mail_reply_to.clone(),
        }
    }

    /// The same for a demonstration: everything is in the data folder, and no mail leaves the machine.
    #[must_use]
    pub fn for_a_demonstration(&self) -> Self {
        Self {
            database_url: embedded_database(&self.data_dir),
            secret_file: self.data_dir.join(SECRET_FILE),
            smtp_url: None,
            ..self.clone()
        }
    }

    /// The folder where mails are kept when no SMTP server is set.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mails")
    }
}

/// Name of the master key's file in the data folder.
const SECRET_FILE: &str = "secret.key";

fn embedded_database(data_dir: &Path) -> String {
    format!("sqlite://{}", data_dir.join("tablee.db").display())
}

fn read_table(file: &Path) -> Result<toml::Table, ConfigError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(ConfigError::Unreadable(file.into(), error)),
    };
    text.parse()
        .map_err(|error: toml::de::Error| ConfigError::Malformed(file.into(), error.to_string()))
}

impl ConfigFile {
    fn check(self, overrides: Overrides) -> Result<Config, ConfigError> {
        let data_dir = overrides
            .data_dir
            .or(self.data_dir)
            .unwrap_or_else(|| "tablee-data".into());
        let listen = overrides
            .listen
            .or(self.listen)
            .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let address: std::net::SocketAddr = listen
            .parse()
            .map_err(|_| fault("listen", "write it as ADDRESS:PORT, for example 127.0.0.1:8080"))?;
        let public_url = self.public_url.unwrap_or_else(|| format!("http://{address}"));
        let public_url = check_public_url(&public_url)?;
        let database_url = self.database_url.unwrap_or_else(|| embedded_database(&data_dir));
        if !["sqlite://", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| database_url.starts_with(scheme))
        {
            return Err(fault("database_url", "it starts with sqlite:// or postgres://"));
        }
        let smtp_authority = self.smtp_ca_file.as_deref().map(std::fs::read).transpose();
        let smtp_authority = smtp_authority.map_err(|error| fault("smtp_ca_file", &error.to_string()))?;
        if let Some(url) = &self.smtp_url {
            Smtp::check(url, smtp_authority.as_deref()).map_err(|error| match error {
                SmtpUrlFault::Authority => fault("smtp_ca_file", &error.to_string()),
                _ => fault("smtp_url", &error.to_string()),
            })?;
        }
        if let Some(log) = &self.log {
            EnvFilter::builder()
                .parse(log)
                .map_err(|error| fault("log", &error.to_string()))?;
        }
        let mail_from = self.mail_from.unwrap_or_else(|| "tablee@site.invalid".to_owned());
        let mail_from = check_address("mail_from", mail_from)?;
        Ok(Config {
            secret_file: self.secret_file.unwrap_or_else(|| data_dir.join(SECRET_FILE)),
            site_name: self.site_name.unwrap_or_else(|| "Tablée".to_owned()),
            smtp_url: self.smtp_url,
            smtp_authority,
            mail_reply_to: check_address("mail_reply_to", self.mail_reply_to.unwrap_or_else(|| mail_from.clone()))?,
            mail_from,
            trusted_proxy: self.trusted_proxy.unwrap_or(false),
            log: self.log,
            data_dir,
            listen,
            public_url,
            database_url,
        })
    }
}

fn check_public_url(url: &str) -> Result<String, ConfigError> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err(fault("public_url", "write a scheme and a host only, for example https://tablee.example.org")),
    }
}

fn check_address(key: &'static str, address: String) -> Result<String, ConfigError> {
    match address.split_once('@') {
        Some((left, right))
            if !left.is_empty() && right.contains('.') && address.bytes().all(|byte| byte.is_ascii_graphic()) =>
        {
            Ok(address)
        }
        _ => Err(fault(key, "write an e-mail address with a full domain")),
    }
}

fn fault(key: &'static str, text: &str) -> ConfigError {
    ConfigError::Value { key, fault: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tablee.toml");
        std::fs::write(&file, toml).expect("written");
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(&file, environment, Overrides::default())
    }

    fn complaint(toml: &str, environment: &[(&str, &str)]) -> String {
        load(toml, environment).expect_err("refused").to_string()
    }

    #[test]
    fn an_empty_configuration_serves_on_this_machine() {
        let config = load("", &[]).expect("defaults");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert_eq!(config.database_url, "sqlite://tablee-data/tablee.db");
    }

    #[test]
    fn a_mail_server_is_checked_before_anything_runs() {
        assert!(load("smtp_url = 'smtps://user:p%40ss@mail.example.org'", &[]).is_ok());
    }

    #[test]
    fn the_environment_goes_before_the_file_and_the_command_line_before_both() {
        let config = load("site_name = 'A'\nlisten = '127.0.0.1:1'", &[("TABLEE_SITE_NAME", "B")]).expect("good");
        assert_eq!((config.site_name.as_str(), config.listen.as_str()), ("B", "127.0.0.1:1"));
        let overrides = Overrides { listen: Some("127.0.0.1:2".to_owned()), data_dir: None };
        let config = Config::load(Path::new("/nonexistent/tablee.toml"), [], overrides).expect("good");
        assert_eq!(config.listen, "127.0.0.1:2");
    }

    #[test]
    fn the_message_names_the_wrong_key() {
        assert!(complaint("lisen = '127.0.0.1:1'", &[]).contains("lisen"));
        assert!(complaint("listen = 'here'", &[]).starts_with("listen:"));
        assert!(complaint("listen = 8080", &[]).contains("listen"));
        assert!(complaint("", &[("TABLEE_PUBLIC_ULR", "x")]).contains("TABLEE_PUBLIC_ULR"));
        assert!(complaint("public_url = 'https://a/b'", &[]).starts_with("public_url:"));
        assert!(complaint("smtp_url = 'http://a'", &[]).starts_with("smtp_url:"));
        let absent = "smtp_url = 'smtps://u:p@h.example'\nsmtp_ca_file = '/nonexistent/ca.pem'";
        assert!(complaint(absent, &[]).starts_with("smtp_ca_file:"));
        assert!(complaint("log = 'tablee=loud'", &[]).starts_with("log:"));
        assert!(complaint("mail_from = 'me'", &[]).starts_with("mail_from:"));
        assert!(complaint("database_url = 'mysql://a'", &[]).starts_with("database_url:"));
    }
}
