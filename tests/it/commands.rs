//! The commands, as somebody types them: what they print, and the code they end with.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::Browser;

fn tablee(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tablee"));
    // The settings of whoever runs the tests are not those of the commands under test.
    let settings = std::env::vars().filter(|(name, _)| name.starts_with("TABLEE_"));
    settings.for_each(|(name, _)| {
        program.env_remove(name);
    });
    program.current_dir(folder);
    program
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    tablee(folder).args(arguments).output().expect("run")
}

/// What it printed, when it went well.
fn printed(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", output.status);
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The one sentence on standard error of a command that ended with code 1.
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    let sentence = told.strip_prefix("tablee: ").and_then(|told| told.strip_suffix('\n'));
    let sentence = sentence.unwrap_or_else(|| panic!("no sentence: {told}"));
    assert!(!sentence.contains('\n'), "more than a line: {sentence}");
    sentence.to_owned()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn free_address() -> String {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("an address").to_string()
}

/// The report that the demonstration is made from.
fn report() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("backend/demo/compte-rendu.md")
}

/// A running demonstration, and what it has printed until it was ready.
struct Demonstration {
    process: Child,
    address: String,
    lines: Vec<String>,
}

impl Demonstration {
    fn start(folder: &Path, more: &[&str]) -> Self {
        Self::of("demo", "Stop it", folder, more)
    }

    /// Started by that command, until it prints a line with these words.
    fn of(command: &str, ready: &str, folder: &Path, more: &[&str]) -> Self {
        let address = free_address();
        let arguments = [command, "--data", "data", "--listen", &address];
        let mut command = tablee(folder);
        command.args(arguments).args(more);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("started");
        let stdout = BufReader::new(process.stdout.take().expect("its output"));
        let mut lines: Vec<String> = Vec::new();
        for line in stdout.lines() {
            lines.push(line.expect("UTF-8"));
            if lines.iter().any(|line| line.contains(ready)) {
                break;
            }
        }
        Self { process, address, lines }
    }

    fn links(&self) -> Vec<(&str, &str)> {
        let link = |line: &'_ String| line.contains("/connexion/").then_some(());
        let lines = self.lines.iter().filter(|line| link(line).is_some());
        lines
            .filter_map(|line| line.trim().split_once(' '))
            .map(|(role, link)| (role, link.trim()))
            .collect()
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        self.process.kill().expect("killed");
        self.process.wait().expect("ended");
    }
}

#[tokio::test]
async fn the_demonstration_says_where_it_is_and_how_to_come_in_and_is_kept_until_it_starts_over() {
    let place = folder();
    let key = place.path().join("data/secret.key");
    let demonstration = Demonstration::start(place.path(), &[]);
    let first = format!("Tablée, the demonstration: http://{}", demonstration.address);
    assert_eq!(demonstration.lines.first(), Some(&first));
    let said = demonstration.lines.join("\n");
    assert!(said.contains("Outgoing mail is kept in data/mails"), "{said}");
    assert!(said.contains("Stop it with Ctrl+C"), "{said}");
    let roles: Vec<&str> = demonstration.links().iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, ["administrator", "institution", "facilitator", "auditor", "reader"]);
    let visitor = Browser::new(&format!("http://{}", demonstration.address));
    visitor
        .get("/")
        .await
        .assert_status(200)
        .assert_says("Bien manger près de chez nous");
    visitor
        .get("/c/une-cantine-pour-tous/etape/5/resultats")
        .await
        .assert_says("Contrôlé par La Gazette de Valmont");
    let (_, link) = demonstration.links()[0];
    let link = link
        .strip_prefix(&format!("http://{}", demonstration.address))
        .expect("a link to the site");
    visitor.get(link).await.assert_status(200).assert_says("Alix Morel");
    drop(demonstration);

    let kept = std::fs::read(&key).expect("a key");
    drop(Demonstration::start(place.path(), &[]));
    assert_eq!(std::fs::read(&key).expect("a key"), kept);
    drop(Demonstration::start(place.path(), &["--fresh"]));
    assert_ne!(std::fs::read(&key).expect("a key"), kept);
}

#[tokio::test]
async fn a_demonstration_whose_loading_was_broken_off_starts_over() {
    let place = folder();
    let data = place.path().join("data");
    std::fs::create_dir(&data).expect("made");
    std::fs::write(data.join("demonstration"), "loading\n").expect("written");
    std::fs::write(data.join("tablee.db"), "half of it").expect("written");
    let demonstration = Demonstration::start(place.path(), &[]);
    assert_eq!(demonstration.links().len(), 5, "{:?}", demonstration.lines);
}

#[test]
fn a_demonstration_leaves_an_installation_alone() {
    let place = folder();
    printed(&run(place.path(), &["migrate", "--data", "data"]));
    let key = std::fs::read(place.path().join("data/secret.key")).expect("a key");
    for more in [&[][..], &["--fresh"][..]] {
        let mut arguments = vec!["demo", "--data", "data", "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        let sentence = refused(&run(place.path(), &arguments));
        assert_eq!(sentence, "data holds an installation that is no demonstration; choose another folder with --data");
    }
    assert_eq!(std::fs::read(place.path().join("data/secret.key")).expect("a key"), key);
    assert!(place.path().join("data/tablee.db").exists());
}

#[test]
fn a_demonstration_that_was_served_as_an_installation_is_not_thrown_away() {
    let place = folder();
    drop(Demonstration::start(place.path(), &[]));
    drop(Demonstration::of("serve", "mails are kept as files", place.path(), &[]));
    let key = std::fs::read(place.path().join("data/secret.key")).expect("a key");
    refused(&run(place.path(), &["demo", "--data", "data", "--listen", "127.0.0.1:0", "--fresh"]));
    assert_eq!(std::fs::read(place.path().join("data/secret.key")).expect("a key"), key);
}

#[test]
fn a_port_that_is_taken_is_said_before_anything_is_written() {
    let place = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for command in ["demo", "serve"] {
        let sentence = refused(&run(place.path(), &[command, "--data", "data", "--listen", &address]));
        assert!(sentence.starts_with(&format!("cannot listen on {address}: ")), "{sentence}");
        assert!(sentence.ends_with("is another server running? Choose another with --listen"), "{sentence}");
        assert!(!place.path().join("data").exists());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = folder();
    std::fs::write(place.path().join("file"), "").expect("written");
    for command in [&["demo"][..], &["serve"], &["migrate"], &["demo", "--fresh"]] {
        let arguments = [command, &["--data", "file/data", "--listen", "127.0.0.1:0"]].concat();
        let sentence = refused(&run(place.path(), &arguments));
        assert!(sentence.starts_with("file/data cannot be written: "), "{command:?}: {sentence}");
        assert!(sentence.ends_with("choose another folder with --data"), "{command:?}: {sentence}");
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_not_touched() {
    let place = folder();
    printed(&run(place.path(), &["migrate", "--data", "data"]));
    let url = format!("sqlite://{}", place.path().join("data/tablee.db").display());
    let database = Database::connect(url).await.expect("opened");
    let step = "INSERT INTO seaql_migrations VALUES ('m9999_future', 0)";
    database.execute_unprepared(step).await.expect("written");
    database.close().await.expect("closed");
    std::fs::write(place.path().join("data/demonstration"), "whole\n").expect("written");
    for command in ["demo", "serve", "migrate"] {
        let sentence = refused(&run(place.path(), &[command, "--data", "data", "--listen", "127.0.0.1:0"]));
        assert!(sentence.contains("was written by a newer version of Tablée"), "{command}: {sentence}");
        assert!(sentence.contains("m9999_future"), "{command}: {sentence}");
    }
}

#[test]
fn a_backup_holds_what_was_there_and_is_never_written_over_another() {
    let place = folder();
    let invitation =
        ["invite", "alix@valmont.example", "--role", "administrator", "--organisation", "Ville de Valmont"];
    let said = printed(&run(place.path(), &[&invitation[..], &["--data", "data"]].concat()));
    assert!(said.starts_with("alix@valmont.example is invited to ville-de-valmont."), "{said}");
    assert!(said.contains("http://127.0.0.1:8080/connexion/"), "{said}");
    let said = printed(&run(place.path(), &["backup", "copy.db", "--data", "data"]));
    assert!(said.contains("is in copy.db"), "{said}");
    let again = refused(&run(place.path(), &["backup", "copy.db", "--data", "data"]));
    assert_eq!(again, "copy.db is there already; a backup is never written over another");

    let restored = place.path().join("restored");
    std::fs::create_dir(&restored).expect("made");
    std::fs::rename(place.path().join("copy.db"), restored.join("tablee.db")).expect("moved");
    std::fs::copy(place.path().join("data/secret.key"), restored.join("secret.key")).expect("copied");
    let said = printed(&run(place.path(), &["invite", "jo@valmont.example", "--role", "reader", "--data", "restored"]));
    assert!(said.starts_with("jo@valmont.example is invited to ville-de-valmont."), "{said}");
}

#[test]
fn an_invitation_that_cannot_be_made_says_why() {
    let place = folder();
    let invite = |address: &str| run(place.path(), &["invite", address, "--role", "reader", "--data", "data"]);
    assert_eq!(refused(&invite("alix")), "this is no e-mail address with a full domain");
    printed(&invite("alix@valmont.example"));
    let elsewhere = ["invite", "jo@valmont.example", "--role", "reader", "--organisation", "port", "--data", "data"];
    assert_eq!(refused(&run(place.path(), &elsewhere)), "there is no organisation port; there are: tablee");
}

#[test]
fn minutes_are_tried_then_imported() {
    let place = folder();
    let report = report();
    let report = report.to_str().expect("UTF-8");
    let tried = printed(&run(place.path(), &["import-minutes", report, "--dry-run"]));
    let tried: Value = serde_json::from_str(&tried).expect("JSON");
    let counts = serde_json::json!({
        "partner_families": 5, "missing_families": 5, "barriers": 5, "alliances": 2, "conditions": 3
    });
    assert_eq!(tried["counts"], counts);
    assert!(!place.path().join("tablee-data").exists(), "a trial writes nothing");

    let early = refused(&run(place.path(), &["import-minutes", report, "--data", "data"]));
    assert_eq!(early, "there is no organisation yet; invite its first member with `tablee invite`");
    printed(&run(place.path(), &["invite", "alix@valmont.example", "--role", "institution", "--data", "data"]));
    let said = printed(&run(place.path(), &["import-minutes", report, "--data", "data"]));
    let read = "Read 5 partner families, 5 missing families, 5 barriers, 2 alliances and 3 conditions.";
    assert!(said.starts_with(read), "{said}");
    assert!(said.contains("The draft is at http://127.0.0.1:8080/espace/c/"), "{said}");
}

#[test]
fn minutes_that_cannot_be_read_are_refused_in_a_sentence() {
    let place = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(place.path().join(name), bytes).expect("written");
    write("empty.md", b"");
    write("binary.md", b"\x00\x01\x02\x00\xff\x00\x00\x10");
    write("large.md", &vec![b'a'; 5 * 1024 * 1024]);
    let import = |name: &str| refused(&run(place.path(), &["import-minutes", name, "--dry-run"]));
    assert_eq!(import("empty.md"), "the minutes are empty");
    assert_eq!(import("binary.md"), "this is not a text; copy its words into a text file");
    assert_eq!(import("large.md"), "the minutes are larger than 2 MB");
    assert!(import("absent.md").starts_with("absent.md cannot be read: "));
}

#[test]
fn the_configuration_is_explained_and_a_wrong_key_is_named() {
    let place = folder();
    let said = printed(&run(place.path(), &["check-config"]));
    assert!(said.starts_with("The configuration is good."), "{said}");
    assert!(said.contains("mails      kept as files in tablee-data/mails"), "{said}");
    let write = |toml: &str| std::fs::write(place.path().join("tablee.toml"), toml).expect("written");
    write("listen = \"everywhere\"");
    let wrong = refused(&run(place.path(), &["check-config"]));
    assert_eq!(wrong, "listen: write it as ADDRESS:PORT, for example 127.0.0.1:8080");
    write("colour = \"blue\"");
    let output = run(place.path(), &["serve"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.starts_with("tablee: tablee.toml: ") && told.contains("colour"), "{told}");
    std::fs::remove_file(place.path().join("tablee.toml")).expect("removed");
    let output = tablee(place.path())
        .arg("serve")
        .env("TABLEE_COLOUR", "blue")
        .output()
        .expect("run");
    assert_eq!(refused(&output), "unknown setting TABLEE_COLOUR in the environment");
}

#[test]
fn help_says_what_each_command_is_for_in_full_sentences() {
    let place = folder();
    let help = printed(&run(place.path(), &["--help"]));
    let commands = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next())
        .expect("commands");
    // What is wrapped stands further to the right.
    let begin = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once("  "));
    let begin: Vec<(&str, &str)> = begin.filter(|(name, _)| !name.is_empty()).collect();
    for (name, sentence) in &begin {
        assert!(sentence.trim().starts_with(char::is_uppercase), "{name} {sentence}");
    }
    let known: Vec<&str> = begin.iter().map(|(name, _)| *name).collect();
    let expected = [
        "demo",
        "serve",
        "migrate",
        "backup",
        "invite",
        "import-minutes",
        "check-config",
        "verify",
        "recount",
        "audit",
        "help",
    ];
    assert_eq!(known, expected);
}
