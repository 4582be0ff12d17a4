//! Every reason of a vote's result has its French words, and all words their reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use proptest::prelude::*;
use tablee_rules::voting::{Ballot, Counted, Lot, METHODS, Mark, Paper, Reason};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The sources of the voting methods, without their tests.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("the sources can be listed").flatten();
    let paths = entries.map(|entry| entry.path());
    let product = paths.filter(|path| path.file_stem().is_some_and(|name| name != "tests"));
    let source = |path: &Path| {
        let text = fs::read_to_string(path).expect("a source can be read");
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    product
        .map(|path| if path.is_dir() { sources(&path) } else { source(&path) })
        .collect()
}

/// Keys of reasons are the only words with hyphens that the methods know, besides faults and the name of the lot.
fn is_reason(literal: &str) -> bool {
    let words = literal
        .split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase()));
    words && literal.contains('-') && !literal.starts_with("fault-")
}

/// The messages of the language files about reasons, by key.
fn messages() -> BTreeMap<String, String> {
    let folder = Path::new(FOLDER).join("../../frontend/locales/fr");
    let entries = fs::read_dir(folder)
        .expect("the French messages can be listed")
        .flatten();
    let files = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("vote-why"));
    let text: String = files
        .map(|file| fs::read_to_string(file.path()).expect("a message can be read"))
        .collect();
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| !name.starts_with(' ')) {
            key = name.to_owned();
        }
        messages.entry(key.clone()).or_default().push_str(line);
    }
    messages
}

#[test]
fn reasons_and_messages_are_the_same() {
    let source = sources(&Path::new(FOLDER).join("src/voting"));
    let raised: BTreeSet<String> = source
        .split('"')
        .filter(|piece| is_reason(piece))
        .map(str::to_owned)
        .collect();
    let messages = messages();
    let told: BTreeSet<String> = messages
        .keys()
        .filter_map(|key| Some(key.strip_prefix("why-")?.to_owned()))
        .collect();
    assert!(raised.len() > 20, "only {} reasons were found in the sources", raised.len());
    assert_eq!(raised, told);
}

/// The arguments of a message, also of those that it refers to.
fn arguments(message: &str, messages: &BTreeMap<String, String>) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_')
            .next()
            .map(str::to_owned)
    };
    let mut arguments: BTreeSet<String> = message.split('$').skip(1).filter_map(name).collect();
    let referred = message.split("{ ").skip(1).filter_map(|rest| rest.split(' ').next());
    for other in referred.filter_map(|key| messages.get(key)) {
        arguments.extend(self::arguments(other, messages));
    }
    arguments
}

fn given(reason: &Reason) -> BTreeSet<String> {
    reason.options.keys().chain(reason.numbers.keys()).cloned().collect()
}

proptest! {
    #[test]
    fn every_reason_brings_what_its_words_need(
        ballots in prop::collection::vec((1u64..4, prop::collection::vec(-1i64..5, 1..5)), 0..12),
    ) {
        let options = ["a", "b", "c", "d"].map(str::to_owned);
        let counted = |(times, values): &(u64, Vec<i64>)| {
            let marks = options.iter().zip(values).map(|(option, &value)| Mark { option: option.clone(), value });
            Counted { ballot: Ballot { marks: marks.collect() }, times: *times }
        };
        let ballots: Vec<Counted> = ballots.iter().map(counted).collect();
        let paper = Paper { options: options.to_vec(), seats: 1, ..Paper::default() };
        let messages = messages();
        for method in METHODS {
            let tally = method.tally(&ballots, &paper, &Lot::given(options.clone()));
            for reason in tally.working.reasons {
                let needed = arguments(&messages[&format!("why-{}", reason.key)], &messages);
                prop_assert!(needed.is_subset(&given(&reason)), "{}: {needed:?}, but {reason:?}", method.key());
            }
        }
    }
}
