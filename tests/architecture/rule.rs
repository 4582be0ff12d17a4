//! What a rule is, and how it is put to the whole project and proven on a snippet.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use regex::Regex;

use crate::source::{Source, line_of, project};

/// Something that holds everywhere, with the reason for it.
pub struct Rule {
    pub why: &'static str,
    pub check: fn(&Source) -> Vec<Fault>,
}

/// Where a rule is broken.
pub struct Fault {
    pub line: usize,
    pub what: String,
}

impl Rule {
    /// Fails with every place of the project that breaks the rule.
    #[track_caller]
    pub fn holds(&self) {
        let broken: Vec<String> = project()
            .iter()
            .flat_map(|source| {
                let faults = (self.check)(source).into_iter();
                faults.map(|fault| format!("  {}:{} {}", source.path, fault.line, fault.what))
            })
            .collect();
        assert!(broken.is_empty(), "{}\n{}", self.why, broken.join("\n"));
    }

    /// Proves that the rule sees this fault.
    #[track_caller]
    pub fn catches(&self, path: &str, snippet: &str) {
        assert_ne!(self.faults(path, snippet), 0, "not caught in {path}: {snippet}");
    }

    /// Proves that the rule lets this through.
    #[track_caller]
    pub fn accepts(&self, path: &str, snippet: &str) {
        assert_eq!(self.faults(path, snippet), 0, "wrongly caught in {path}: {snippet}");
    }

    fn faults(&self, path: &str, snippet: &str) -> usize {
        (self.check)(&Source::new(path, snippet)).len()
    }
}

/// The places where `pattern` is found in `text`, each with what was found.
pub fn found(pattern: &str, text: &str) -> Vec<Fault> {
    let pattern = regex::Regex::new(pattern).expect("a valid pattern");
    let faults = pattern
        .find_iter(text)
        .map(|hit| Fault { line: line_of(text, hit.start()), what: format!("`{}`", hit.as_str().trim()) });
    faults.collect()
}

/// The regular expression of that text, compiled once.
pub fn pattern(text: &str) -> Regex {
    static COMPILED: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    compiled
        .entry(text.to_owned())
        .or_insert_with(|| Regex::new(text).expect("a valid pattern"))
        .clone()
}
