//! The data folder of a demonstration. A mark in it says that what it holds may be thrown away: whoever uses it for something
//! else takes the mark away.

use std::io;
use std::path::Path;

use crate::config::Config;

/// The file that is the mark, beside the database.
const MARK: &str = "demonstration";
const LOADING: &str = "loading\n";
const WHOLE: &str = "whole\n";

/// What a data folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// No installation.
    Empty,
    /// A demonstration that was stopped while it was loaded.
    Unfinished,
    /// A demonstration.
    Whole,
    /// An installation that is no demonstration.
    SomethingElse,
}

/// The data folder in which a demonstration is kept.
pub struct Folder<'a> {
    config: &'a Config,
}

impl<'a> Folder<'a> {
    /// The folder of that configuration.
    pub fn of(config: &'a Config) -> Self {
        Self { config }
    }

    /// What it holds now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn state(&self) -> io::Result<FolderState> {
        match std::fs::read_to_string(self.config.data_dir.join(MARK)) {
            Ok(mark) if mark == WHOLE => Ok(FolderState::Whole),
            Ok(_) => Ok(FolderState::Unfinished),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Err(_) if self.holds_an_installation() => Ok(FolderState::SomethingElse),
            Err(_) => Ok(FolderState::Empty),
        }
    }

    fn holds_an_installation(&self) -> bool {
        let database = self.config.data_dir.join("tablee.db");
        database.exists() || self.config.secret_file.exists()
    }

    /// Marks the folder, throws away what a demonstration left in it, and nothing else.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin_anew(&self) -> io::Result<()> {
        std::fs::create_dir_all(&self.config.data_dir)?;
        std::fs::write(self.config.data_dir.join(MARK), LOADING)?;
        for suffix in ["", "-wal", "-shm"] {
            unless_absent(std::fs::remove_file(self.config.data_dir.join(format!("tablee.db{suffix}"))))?;
        }
        unless_absent(std::fs::remove_file(&self.config.secret_file))?;
        unless_absent(std::fs::remove_dir_all(self.config.mail_dir()))
    }

    /// Marks that the demonstration is all there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn finish(&self) -> io::Result<()> {
        std::fs::write(self.config.data_dir.join(MARK), WHOLE)
    }

    /// Takes the mark away: from now on this is an installation, which no demonstration may throw away.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep(&self) -> io::Result<()> {
        unless_absent(std::fs::remove_file(self.config.data_dir.join(MARK)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.config.data_dir
    }
}

fn unless_absent(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
