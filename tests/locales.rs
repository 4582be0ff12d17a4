//! Every key that the code can say exists in every language, and no key waits for a use that went away.

use std::fs;
use std::path::Path;

use tablee_core::Refusal;
use tablee_core::texts::Texts;

#[test]
fn every_refusal_can_be_said_in_every_language() {
    for language in Texts::embedded().languages() {
        let keys = Texts::embedded().keys(&language.code);
        let missing: Vec<_> = Refusal::KEYS
            .iter()
            .filter(|key| !keys.iter().any(|known| known == *key))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.code);
    }
}

#[test]
fn every_text_is_used_somewhere() {
    let sources = read_sources();
    let unused: Vec<_> = Texts::embedded()
        .keys("fr")
        .iter()
        .filter(|key| !sources.contains(key.as_str()) && !is_composed(key, &sources))
        .collect();
    assert!(unused.is_empty(), "texts that nothing says: {unused:#?}");
}

#[test]
fn every_action_of_the_audit_log_can_be_said() {
    let sources = read_sources();
    let actions: Vec<&str> = sources
        .split("action: \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|action| action.contains('.'))
        .collect();
    assert!(!actions.is_empty());
    let mute: Vec<_> = actions
        .into_iter()
        .filter(|action| {
            let plain = |word: &str| {
                !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-')
            };
            let named = action
                .split_once('.')
                .is_some_and(|(noun, verb)| plain(noun) && !noun.contains('-') && plain(verb));
            let key = format!("audit-{}", action.replace('.', "-"));
            !named || !Texts::embedded().keys("fr").contains(&key)
        })
        .collect();
    assert!(mute.is_empty(), "actions that are not noun.some-verb, or have no text audit-noun-verb: {mute:?}");
}

#[test]
fn every_fact_of_the_audit_log_can_be_said() {
    let sources = read_sources();
    let facts: Vec<&str> = ["about", "changed", "moved", "replaced"]
        .into_iter()
        .flat_map(|made| sources.split(&format!("Fact::{made}(\"")).skip(1).collect::<Vec<_>>())
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| !name.starts_with("setting-"))
        .collect();
    assert!(facts.len() > 20, "{facts:?}");
    let mute: Vec<_> = facts
        .into_iter()
        .filter(|name| !Texts::embedded().keys("fr").contains(&format!("fact-{name}")))
        .collect();
    assert!(mute.is_empty(), "facts without a text fact-name: {mute:?}");
}

/// A key such as `role-reader` is composed in a template as `(concat "role-" role)` or in Rust as `"role-{}"`.
fn is_composed(key: &str, sources: &str) -> bool {
    key.match_indices('-').any(|(at, _)| {
        let prefix = &key[..=at];
        sources.contains(&format!("\"{prefix}\"")) || sources.contains(&format!("\"{prefix}{{"))
    })
}

fn read_sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["backend", "frontend/src", "frontend/templates", "email-templates", "frontend/locales"] {
        collect(&root.join(folder), &mut text);
    }
    text
}

fn collect(folder: &Path, text: &mut String) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, text);
        } else if says_keys(&path) {
            text.push_str(&source(&path));
        }
    }
}

fn says_keys(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| ["rs", "hbs", "ftl"].iter().any(|known| extension == *known))
}

/// A language file counts only for the keys that it refers to.
fn source(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable source");
    if path.extension().is_some_and(|extension| extension == "ftl") {
        return text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .map(|reference| format!("\"{}\"", reference.trim()))
            .collect::<Vec<_>>()
            .join("\n");
    }
    text
}
