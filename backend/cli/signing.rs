//! An observer's own key, and the signature that it puts under a result that was audited.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use tablee_core::ports::{Random, SystemRandom};
use tablee_rules::ballot_log::{Note, Signer};

use crate::cli::Outcome;

/// Whether to sign, with which key.
#[derive(Clone, Debug, Args)]
pub(super) struct SigningArgs {
    /// When nothing is wrong, signs the result with the observer's own key from this file; it is made when it is not there.
    #[arg(long = "sign", value_name = "KEY_FILE")]
    key_file: Option<PathBuf>,
    /// The name of a key that is made, without spaces: it is read in every signature.
    #[arg(long, value_name = "NAME", requires = "key_file")]
    name: Option<String>,
    /// Where the signed note is written.
    #[arg(long, value_name = "FILE", default_value = "controle.txt", requires = "key_file")]
    note: PathBuf,
}

/// What signs: read before the audit, made after it.
pub(super) enum Pen {
    /// Nothing is to be signed.
    None,
    /// The key that a file holds.
    Held(Signer),
    /// A key with this name is to be made.
    New(String, PathBuf),
}

impl SigningArgs {
    /// The observer's key, or the name that it will have: whatever is wrong with it is said before the audit.
    pub(super) fn pen(&self) -> Result<Pen, String> {
        let Some(file) = &self.key_file else { return Ok(Pen::None) };
        match std::fs::read_to_string(file) {
            Ok(written) => self.held(file, &written).map(Pen::Held),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = self
                    .name
                    .clone()
                    .ok_or_else(|| format!("{} is not there: give --name NAME to make a key in it", file.display()))?;
                // The name is what is looked at: the key itself is made once there is something to sign.
                signer(&name, &[0; 32])?;
                Ok(Pen::New(name, file.clone()))
            }
            Err(error) => Err(format!("{} cannot be read: {error}", file.display())),
        }
    }

    fn held(&self, file: &Path, written: &str) -> Result<Signer, String> {
        let signer =
            Signer::from_secret(written).map_err(|_| format!("{} holds no key to sign with", file.display()))?;
        if self.name.as_ref().is_some_and(|name| name != signer.name()) {
            return Err(format!("the key in {} is named {}", file.display(), signer.name()));
        }
        refuse_open_to_others(file)?;
        Ok(signer)
    }

    /// Signs the text, writes the note, and says what to do with it.
    pub(super) fn sign(&self, pen: Pen, text: &str, quiet: bool) -> Outcome {
        let signer = match pen {
            Pen::None => return Ok(()),
            Pen::Held(signer) => signer,
            Pen::New(name, file) => made(&name, &file)?,
        };
        let note = Note::signed(text, &signer).to_string();
        keep(&self.note, &note)?;
        if !quiet {
            tell(&self.note, &signer, text);
        }
        Ok(())
    }
}

fn signer(name: &str, seed: &[u8; 32]) -> Result<Signer, String> {
    Signer::new(name, seed).ok_or_else(|| format!("{name:?} cannot name a key: it must have no space and no plus sign"))
}

/// Makes a key in a file that nobody else can read.
fn made(name: &str, file: &Path) -> Result<Signer, String> {
    let mut seed = [0; 32];
    SystemRandom.fill(&mut seed);
    let signer = signer(name, &seed)?;
    let written = private(file).and_then(|mut file| writeln!(file, "{}", signer.secret()));
    written.map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    Ok(signer)
}

#[cfg(unix)]
fn private(file: &Path) -> io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
}

#[cfg(not(unix))]
fn private(file: &Path) -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).create_new(true).open(file)
}

#[cfg(unix)]
fn refuse_open_to_others(file: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map(|found| found.permissions().mode());
    match mode {
        Ok(mode) if mode & 0o077 != 0 => Err(format!(
            "others can read {}: run `chmod 600` on it, and make a new key if they may have",
            file.display()
        )),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn refuse_open_to_others(_: &Path) -> Result<(), String> {
    Ok(())
}

/// Writes the note, and takes the place of nothing else.
fn keep(file: &Path, note: &str) -> Result<(), String> {
    match std::fs::read_to_string(file) {
        Ok(there) if there == note => return Ok(()),
        Ok(_) => return Err(format!("{} holds something else: give another --note FILE", file.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(format!("{} cannot be read: {error}", file.display())),
    }
    std::fs::write(file, note).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

fn tell(file: &Path, signer: &Signer, text: &str) {
    let place = text.lines().next().unwrap_or_default();
    println!("You signed this result. The signed note is in {}.", file.display());
    println!("Your key, for others to check your signatures with: {}", signer.verifier());
    println!("Publish that key in your own place too: on your site, in your newspaper.");
    println!(
        "Now sign in, open the box of the vote ({place}/urne), and send the note and the key on the page for those who audit."
    );
}
