//! Who may know whom.

use crate::rule::{Fault, Rule, pattern};
use crate::source::Source;

/// Modules of the core, and the modules that each may use besides itself and the rules.
const CORE: [(&str, &[&str]); 12] = [
    ("ports", &[]),
    ("refusal", &[]),
    ("texts", &[]),
    ("secrets", &["ports"]),
    ("access", &["refusal"]),
    ("store", &["ports", "refusal"]),
    ("alike", &["ports", "secrets"]),
    ("context", &["alike", "ports", "secrets", "store", "texts"]),
    (
        "cases",
        &["access", "alike", "context", "mail::kinds", "mail::outbox", "ports", "refusal", "secrets", "store", "texts"],
    ),
    ("mail", &["context", "ports", "refusal", "secrets", "store", "texts"]),
    ("jobs", &["cases", "access", "context", "mail", "ports", "refusal", "secrets", "store"]),
    ("lib", &["access", "cases", "context", "jobs", "mail", "ports", "refusal", "secrets", "store", "texts"]),
];

/// What pages and API may use of the core.
const USED_OF_CORE: [&str; 7] = ["access", "cases", "context", "ports", "refusal", "secrets", "texts"];

pub const CORE_MODULES: Rule = Rule {
    why: "Inside the core, modules know each other in one direction only:",
    check: |source| {
        let Some(file) = source
            .path
            .strip_prefix("backend/core/src/")
            .filter(|_| !source.is_test())
        else {
            return Vec::new();
        };
        let own: Vec<&str> = module_path(file);
        let module = own.first().copied().unwrap_or("lib");
        let Some((_, allowed)) = CORE.iter().find(|(name, _)| *name == module) else {
            return vec![Fault { line: 1, what: format!("the module `{module}` has no place in tests/architecture") }];
        };
        let used = paths(source, &own).into_iter().filter_map(|(line, path)| {
            let path = home_of(path.strip_prefix("crate::")?);
            let known = path.starts_with(&format!("{module}::")) || path == module || allowed_by(allowed, &path);
            (!known).then(|| Fault { line, what: format!("`{module}` uses `{path}`") })
        });
        used.collect()
    },
};

pub const OUTSIDE_THE_CORE: Rule = Rule {
    why: "Pages and API call use-cases and rules, and never each other:",
    check: |source| {
        let outside = source.path.starts_with("backend/api/") || source.path.starts_with("frontend/");
        if !outside || source.is_test() {
            return Vec::new();
        }
        let used = paths(source, &[]).into_iter().filter_map(|(line, path)| {
            let wrong = match path.split_once("::") {
                Some(("tablee_core", path)) => !allowed_by(&USED_OF_CORE, &home_of(path)),
                Some((package, _)) => ["tablee_api", "tablee_site", "tablee_migrations"].contains(&package),
                None => false,
            };
            wrong.then(|| Fault { line, what: format!("uses `{path}`") })
        });
        used.collect()
    },
};

pub const PACKAGES: Rule = Rule {
    why: "Cargo keeps the walls between packages:",
    check: |source| {
        let forbidden: &[&str] = match source.path.as_str() {
            "backend/rules/Cargo.toml" => &["tablee-", "tokio", "sea-orm", "poem", "getrandom", "uuid"],
            "backend/core/Cargo.toml" => &["poem", "tablee-api", "tablee-site"],
            "backend/api/Cargo.toml" => &["sea-orm", "tablee-site", "tablee-migrations"],
            "frontend/Cargo.toml" => &["sea-orm", "tablee-api", "tablee-migrations"],
            "migrations/Cargo.toml" => &["tablee-", "poem"],
            _ => return Vec::new(),
        };
        let products = source.text.split("[dev-dependencies]").next().unwrap_or_default();
        let lines = products
            .lines()
            .enumerate()
            .skip_while(|(_, line)| !line.starts_with("[dependencies]"));
        let wrong = lines.filter(|(_, line)| forbidden.iter().any(|name| line.starts_with(name)));
        wrong
            .map(|(index, line)| Fault { line: index + 1, what: line.to_owned() })
            .collect()
    },
};

/// Files of `cases/` that are nobody's act: one counts tries on behalf of acts, one says who acts.
const NOT_AN_ACT: [&str; 2] = ["backend/core/src/cases/rate_limits.rs", "backend/core/src/cases/credentials.rs"];

pub const CASES_ASK: Rule = Rule {
    why: "Every use-case takes (&Context, &Actor, …) and asks `allow`; helpers are not `pub`:",
    check: |source| {
        let is_act = source.path.starts_with("backend/core/src/cases/") && !NOT_AN_ACT.contains(&source.path.as_str());
        if !is_act || source.is_test() {
            return Vec::new();
        }
        let cases = source
            .functions()
            .into_iter()
            .filter(|function| function.head.contains("pub async "));
        let wrong = cases.filter(|case| {
            let takes = pattern(r"\(\s*\w+: &Context,\s*\w+: &(Actor|access::Actor)\b");
            !takes.is_match(&case.parameters) || !case.body.contains("allow(")
        });
        wrong
            .map(|case| Fault { line: case.line, what: format!("`{}`", case.name) })
            .collect()
    },
};

fn allowed_by(allowed: &[&str], path: &str) -> bool {
    allowed
        .iter()
        .any(|module| path == *module || path.starts_with(&format!("{module}::")))
}

/// The module that a name at the root of the core comes from, as its lib.rs re-exports it.
fn home_of(path: &str) -> String {
    let first = path.split("::").next().unwrap_or_default();
    let home = match first {
        "Refusal" | "FieldFault" | "RefusalClass" => "refusal",
        "Context" | "Settings" => "context",
        "Db" | "OpenError" | "connect" => "store",
        _ => return path.to_owned(),
    };
    format!("{home}::{path}")
}

/// The modules that lead to a file of a crate.
pub fn module_path(file: &str) -> Vec<&str> {
    let mut path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    if path.last().is_some_and(|last| *last == "mod" || *last == "lib") {
        path.pop();
    }
    path
}

/// Paths named in the code that start at a package of ours or in this one, groups spelled out, `super` resolved.
pub fn paths(source: &Source, own: &[&str]) -> Vec<(usize, String)> {
    let start = pattern(r"\b(?:crate|super|self|tablee_\w+)\s*::");
    let mut named = Vec::new();
    let mut after = 0;
    while let Some(found) = start.find_at(&source.code, after) {
        let mut tree = Vec::new();
        let end = found.start() + spell_out(&source.code[found.start()..], String::new(), &mut tree);
        named.extend(
            tree.into_iter()
                .map(|path| (source.line(found.start()), resolved(&path, own))),
        );
        after = end.max(found.end());
    }
    named
}

/// Reads one path or use-tree at the start of `code`; returns how far it goes.
fn spell_out(code: &str, mut prefix: String, paths: &mut Vec<String>) -> usize {
    let mut at = 0;
    loop {
        let rest = &code[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if let Some(group) = trimmed.strip_prefix('{') {
            let mut inside = 1;
            while !group[inside - 1..].trim_start().starts_with('}') && inside <= group.len() {
                inside += spell_out(&group[inside - 1..], prefix.clone(), paths);
                let next = &group[inside - 1..];
                inside += next
                    .find([',', '}'])
                    .map_or(next.len() + 1, |stop| stop + usize::from(next[stop..].starts_with(',')));
            }
            return at + inside + 1;
        }
        let word: String = trimmed
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        prefix.push_str(&word);
        at += word.len();
        let Some(next) = code[at..].trim_start().strip_prefix("::") else { break };
        prefix.push_str("::");
        at = code.len() - next.len();
        if next.starts_with(['<', '*']) {
            break;
        }
    }
    paths.push(prefix.trim_end_matches("::").to_owned());
    at
}

fn resolved(path: &str, own: &[&str]) -> String {
    let mut here: Vec<&str> = own.to_vec();
    let mut segments = path.split("::").peekable();
    if segments.peek() == Some(&"self") {
        segments.next();
    } else if segments.peek() != Some(&"super") {
        return path.to_owned();
    }
    while segments.next_if_eq(&"super").is_some() {
        here.pop();
    }
    ["crate"]
        .into_iter()
        .chain(here)
        .chain(segments)
        .collect::<Vec<_>>()
        .join("::")
}
