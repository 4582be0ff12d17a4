//! Every fault has its French message, and every message its fault.

use std::{collections::BTreeSet, fs, path::Path};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("the sources can be listed").flatten();
    entries
        .map(|entry| entry.path())
        .map(
            |path| if path.is_dir() { sources(&path) } else { fs::read_to_string(path).expect("a source can be read") },
        )
        .collect()
}

#[test]
fn faults_and_messages_are_the_same() {
    let source = sources(&Path::new(FOLDER).join("src"));
    let raised: BTreeSet<&str> = source
        .split('"')
        .filter(|piece| piece.starts_with("fault-") && !piece.contains(char::is_whitespace))
        .collect();
    let messages = fs::read_to_string(Path::new(FOLDER).join("../../frontend/locales/fr/faults.ftl"))
        .expect("the French messages can be read");
    let told: BTreeSet<&str> = messages
        .lines()
        .filter(|line| line.starts_with("fault-"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(raised.len() > 50, "only {} faults were found in the sources", raised.len());
    assert_eq!(raised, told);
}
