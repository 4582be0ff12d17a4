//! Starts a PostgreSQL cluster for the tests, also as root, and has it stopped however they end.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Cluster, Server, locked, own_uid};

/// Seconds that the cluster outlives its last process under cargo-nextest, whose processes come
/// one after the other; `cargo test` needs none.
const IDLE_SECONDS_BETWEEN_PROCESSES: u32 = 5;

/// Waits until no process uses the cluster, then stops it.
/// Arguments: `users.lock`, idle seconds, `pg_ctl`, data directory.
const WATCHDOG: &str = r#"
while :; do
    flock "$1" true
    sleep "$2"
    flock --nonblock "$1" sh -c '"$1" stop -D "$2" -m immediate; rm -rf "$2"' stop "$3" "$4" && exit
done
"#;

/// Joins the user's running cluster, or starts it.
///
/// # Errors
/// Why there is no PostgreSQL to be had, in one sentence.
pub(super) fn start() -> Result<Cluster, String> {
    let programs = programs().ok_or("no initdb and pg_ctl found; apt-get install postgresql")?;
    let describe = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let uid = own_uid().map_err(describe("own user"))?;
    let server_user = if uid == 0 { Some(unprivileged_user()?) } else { None };
    let home = PathBuf::from(format!("/tmp/tablee-test-durable-postgres-{uid}"));
    own_directory(&home, uid, server_user).map_err(describe("temporary folder"))?;

    let users = File::create(home.join("users.lock")).map_err(describe("users.lock"))?;
    users.lock_shared().map_err(describe("users.lock"))?;
    let starting = locked(&home.join("start.lock")).map_err(describe("start.lock"))?;
    if UnixStream::connect(home.join(".s.PGSQL.5432")).is_err() {
        let as_server_user = |program: &Path| {
            let mut command = Command::new(program);
            command
                .current_dir(&home)
                .env("HOME", &home)
                .stdin(Stdio::null())
                .process_group(0);
            if let Some((uid, gid)) = server_user {
                command.uid(uid).gid(gid);
            }
            command
        };
        start_server(&programs, &home, as_server_user)?;
    }
    drop(starting);
    Ok(Cluster { server: Server::Throwaway { socket: home.clone(), _in_use: users }, locks: home })
}

fn start_server(programs: &Path, home: &Path, as_server_user: impl Fn(&Path) -> Command) -> Result<(), String> {
    let data = home.join("data");
    let pg_ctl = programs.join("pg_ctl");
    let seconds = if std::env::var_os("NEXTEST").is_some() { IDLE_SECONDS_BETWEEN_PROCESSES } else { 0 };
    as_server_user(Path::new("sh"))
        .args(["-c", WATCHDOG, "watchdog"])
        .arg(home.join("users.lock"))
        .arg(seconds.to_string())
        .args([&pg_ctl, &data])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("watchdog: {error}"))?;

    // What a killed start left behind; nothing to stop is no fault.
    let _ = as_server_user(&pg_ctl)
        .arg("stop")
        .arg("-D")
        .arg(&data)
        .args(["-m", "immediate"])
        .output();
    let _ = fs::remove_dir_all(&data);

    run(as_server_user(&programs.join("initdb")).arg("-D").arg(&data).args([
        "-U",
        "tablee",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]))?;
    // Nothing here outlives the tests: no vacuum, no network. But fsync: without it the program would not start.
    let options = format!(
        "-c listen_addresses='' -c unix_socket_directories='{}' -c max_connections=300 \
         -c full_page_writes=off -c autovacuum=off",
        home.display()
    );
    let log = home.join("data").join("server.log");
    run(as_server_user(&pg_ctl)
        .args(["start", "--wait", "-D"])
        .arg(&data)
        .arg("-l")
        .arg(&log)
        .args(["-o", &options]))
    .map_err(|error| format!("{error} {}", fs::read_to_string(&log).unwrap_or_default()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The folder of `initdb` and `pg_ctl`: on the path, else Debian's newest.
fn programs() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    debian.sort();
    let debian = debian.into_iter().rev().map(|(_, folder)| folder);
    std::env::split_paths(&path).chain(debian).find(complete)
}

/// The user as whom root starts the server, which refuses to run as root.
fn unprivileged_user() -> Result<(u32, u32), String> {
    let accounts = fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|wanted| {
            let line = accounts.lines().find(|line| line.split(':').next() == Some(wanted))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        })
        .ok_or_else(|| "no user postgres or nobody to run it as".to_owned())
}

fn own_directory(path: &Path, uid: u32, server_user: Option<(u32, u32)>) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let (owner, group) = server_user.map_or((uid, None), |(uid, gid)| (uid, Some(gid)));
    let found = fs::symlink_metadata(path)?;
    if !found.is_dir() || (found.uid() != uid && found.uid() != owner) {
        return Err(io::Error::other(format!("{} belongs to someone else", path.display())));
    }
    chown(path, Some(owner), group)
}
