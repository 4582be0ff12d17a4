//! Names the rules by their own sources, so that a result says which rules counted it and anyone with the sources can tell.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files)?;
    let mut names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string().replace('\\', "/"))
        .collect();
    names.sort();
    // The same as `find src -name '*.rs' | LC_ALL=C sort | xargs sha256sum | sha256sum`.
    let mut list = Sha256::new();
    for name in names {
        list.update(format!("{}  {name}\n", hexadecimal(&Sha256::digest(fs::read(&name)?))));
    }
    println!("cargo::rustc-env=TABLEE_RULES_FINGERPRINT={}", hexadecimal(&list.finalize()));
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
