//! The published files of a vote, in any split: each file is JSON with some of `log`, `result`, `recount`, `seal`, `words`,
//! `opened` and `lottery`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;
use tablee_core::texts::{TextValue, Texts};
use tablee_rules::ballot_log::{
    Hash256, Note, OPINION_GROUPS, OpenedLog, Published, PublishedLog, PublishedOpinions, PublishedResult, Recount,
};
use tablee_rules::voting::Panels;
use tablee_rules::{ArgValue, Fault};

/// The language that findings are named in, as on the pages.
const LANGUAGE: &str = "fr";
const PARTS: [&str; 7] = ["log", "result", "recount", "seal", "words", "opened", "lottery"];

/// What the files hold, taken together.
pub(super) struct PublishedFiles {
    parts: BTreeMap<String, Value>,
}

impl PublishedFiles {
    /// Reads the files. A part that is in several of them must be the same in all.
    pub(super) fn read(files: &[PathBuf]) -> Result<Self, String> {
        let mut parts: BTreeMap<String, Value> = BTreeMap::new();
        for file in files {
            let Value::Object(fields) = json(file)? else {
                return Err(format!("{} is no published file of a vote", file.display()));
            };
            for (name, part) in fields {
                if !PARTS.contains(&name.as_str()) {
                    return Err(format!("{} holds {name:?}, which no published file of a vote has", file.display()));
                }
                if parts.get(&name).is_some_and(|other| *other != part) {
                    return Err(format!("{} has another {name} than the files before it", file.display()));
                }
                parts.insert(name, part);
            }
        }
        Ok(Self { parts })
    }

    /// Everything that is published of the vote.
    pub(super) fn published(&self) -> Result<Published, String> {
        Ok(Published {
            log: self.part("log")?,
            result: self.result()?,
            recount: self.recount()?,
            seal: self.part("seal")?,
        })
    }

    /// The log.
    pub(super) fn log(&self) -> Result<PublishedLog, String> {
        self.part("log")
    }

    /// Whether there is the log and nothing else, as while a vote is open.
    pub(super) fn are_a_log_alone(&self) -> bool {
        self.parts.keys().all(|name| name == "log")
    }

    /// Whether they are of an opinion phase, and not of a decision.
    pub(super) fn of_opinions(&self) -> bool {
        self.parts
            .get("result")
            .is_some_and(|result| result["method"] == OPINION_GROUPS)
    }

    /// Everything that is published of the opinion phase.
    pub(super) fn opinions(&self) -> Result<PublishedOpinions, String> {
        Ok(PublishedOpinions {
            log: self.part("log")?,
            result: self.part("result")?,
            recount: self.recount()?,
            seal: self.part("seal")?,
            words: if self.parts.contains_key("words") { self.part("words")? } else { BTreeMap::new() },
        })
    }

    /// What came out.
    pub(super) fn result(&self) -> Result<PublishedResult, String> {
        self.part("result")
    }

    /// The hash of what came out, whatever was voted on.
    pub(super) fn result_hash(&self) -> Result<Hash256, String> {
        Ok(if self.of_opinions() { self.opinions()?.result.hash() } else { self.result()?.hash() })
    }

    /// What came out of a decision; nothing where no file holds it, or for an opinion phase.
    pub(super) fn decision(&self) -> Result<Option<PublishedResult>, String> {
        let there = self.parts.contains_key("result") && !self.of_opinions();
        there.then(|| self.result()).transpose()
    }

    /// What it follows from.
    pub(super) fn recount(&self) -> Result<Recount, String> {
        self.part("recount")
    }

    /// The signatures of the result, where a file holds them.
    pub(super) fn seal(&self) -> Result<Option<Note>, String> {
        if !self.parts.contains_key("seal") {
            return Ok(None);
        }
        let seal: String = self.part("seal")?;
        Note::parse(&seal).map(Some).map_err(|fault| sentence(&fault))
    }

    /// The panels of which a draw took one, where a file holds them.
    pub(super) fn lottery(&self) -> Result<Option<Panels>, String> {
        let there = self.parts.contains_key("lottery");
        there.then(|| Ok(Panels { lottery: self.part("lottery")? })).transpose()
    }

    /// The opened log, for auditors.
    pub(super) fn opened(&self) -> Result<OpenedLog, String> {
        self.part("opened")
    }

    fn part<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let part = self
            .parts
            .get(name)
            .ok_or_else(|| format!("no file holds the {name} of the vote"))?;
        T::deserialize(part).map_err(|error| format!("the {name} of the vote cannot be read: {error}"))
    }
}

fn json(file: &Path) -> Result<Value, String> {
    parsed(file)
}

/// What a file holds as JSON.
pub(super) fn parsed<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    let unreadable = |error: &dyn std::fmt::Display| format!("{} cannot be read: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(&error))?;
    serde_json::from_str(&text).map_err(|error| unreadable(&error))
}

/// Prints what is wrong, one line each; says how much that is.
pub(super) fn tell<F: Fault + serde::Serialize>(
    findings: &[F],
    as_json: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    if as_json {
        println!("{}", serde_json::to_string_pretty(findings)?);
    } else {
        for finding in findings {
            println!("- {}", sentence(finding));
        }
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err("one thing is wrong".into()),
        many => Err(format!("{many} things are wrong").into()),
    }
}

/// A finding in the words of the pages.
pub(super) fn sentence(finding: &impl Fault) -> String {
    let args = finding.args();
    let value = |value: &ArgValue| match value {
        ArgValue::Number(number) => TextValue::from(*number),
        ArgValue::Text(text) => TextValue::from(text.clone()),
    };
    let args: Vec<_> = args.iter().map(|(name, argument)| (*name, value(argument))).collect();
    let words = Texts::embedded().lookup(LANGUAGE, finding.key(), &args);
    words.unwrap_or_else(|| finding.key().to_owned())
}
