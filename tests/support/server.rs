//! The real program, as a process of its own.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use super::{App, Browser};

/// The real program on the installation's database, until it is killed.
pub struct Server {
    process: Child,
    pub base: String,
    log: PathBuf,
}

impl Server {
    pub async fn start(app: &App) -> Self {
        Self::start_with(app, &[]).await
    }

    /// Starts with further settings, as the environment names them.
    pub async fn start_with(app: &App, environment: &[(&str, &str)]) -> Self {
        for _ in 0..5 {
            if let Some(server) = Self::spawn(app, environment).ready().await {
                return server;
            }
        }
        panic!("the server does not start:\n{}", read(&log_of(app)));
    }

    fn spawn(app: &App, environment: &[(&str, &str)]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("an address").to_string();
        let folder = &app.config.data_dir;
        let log = File::options()
            .append(true)
            .create(true)
            .open(log_of(app))
            .expect("a log");
        let process = Command::new(env!("CARGO_BIN_EXE_tablee"))
            .args(["serve", "--listen", &address, "--data"])
            .arg(folder)
            .env("TABLEE_DATABASE_URL", &app.config.database_url)
            .envs(environment.iter().copied())
            .current_dir(folder)
            .stdout(log.try_clone().expect("the same log"))
            .stderr(log)
            .spawn()
            .expect("started");
        Self { process, base: format!("http://{address}"), log: log_of(app) }
    }

    /// What it has written so far, and those before it on the same installation.
    pub fn log(&self) -> String {
        read(&self.log)
    }

    /// The server once it serves, or nothing when it ended before.
    async fn ready(mut self) -> Option<Self> {
        let visitor = Browser::new(&self.base);
        let mut again = tokio::time::interval(Duration::from_millis(20));
        while self.process.try_wait().expect("a state").is_none() {
            let answer = visitor.try_send(visitor.request(reqwest::Method::GET, "/ready")).await;
            if answer.is_ok_and(|page| page.status == 200) {
                return Some(self);
            }
            again.tick().await;
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // On Unix this is SIGKILL: nothing in the server gets to tidy up.
        self.process.kill().expect("killed");
        self.process.wait().expect("ended");
    }
}

fn log_of(app: &App) -> PathBuf {
    app.config.data_dir.join("server.log")
}

fn read(log: &Path) -> String {
    fs::read_to_string(log).expect("a log")
}
