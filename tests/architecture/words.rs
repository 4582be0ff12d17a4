//! Words that have their place, and nowhere else.

use crate::rule::{Fault, Rule, found};
use crate::source::Source;

fn product_code(source: &Source, pattern: &str, allowed: &[&str]) -> Vec<Fault> {
    let here = |place: &&str| source.path.starts_with(place);
    if !source.is_rust() || source.is_test() || allowed.iter().any(here) {
        return Vec::new();
    }
    found(pattern, &source.code)
}

pub const CLOCK: Rule = Rule {
    why: "Time comes from the `Clock` of ports.rs, so that tests set it and nodes agree on it:",
    check: |source| {
        let clocks = r"\b(SystemTime|Utc|Local|Timestamp|Zoned|OffsetDateTime)::now\b|\bUuid::now_v\d\b";
        let mut faults = product_code(source, clocks, &["backend/core/src/ports.rs"]);
        faults.extend(product_code(source, r"\bInstant::now\b", &["frontend/src/http/"]));
        faults
    },
};

pub const CHANCE: Rule = Rule {
    why: "Randomness comes from the `Random` of ports.rs, so that tests repeat:",
    check: |source| {
        let sources =
            r"\b(rand|getrandom|fastrand)::\w+|\bUuid::new_v4\b|\bthread_rng\b|\bOsRng\b|\bRandomState::new\b";
        product_code(source, sources, &["backend/core/src/ports.rs"])
    },
};

pub const DATABASE: Rule = Rule {
    why: "Only the core and the migrations know the database library:",
    check: |source| product_code(source, r"\b(sea_orm|sea_orm_migration|sqlx)\b", &["backend/core/", "migrations/"]),
};

pub const SQL: Rule = Rule {
    why: "Only `store/` and the migrations write SQL:",
    check: |source| {
        let allowed = ["backend/core/src/store/", "migrations/"];
        if source.is_test() || allowed.iter().any(|place| source.path.starts_with(place)) {
            return Vec::new();
        }
        let sql = r"^\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|PRAGMA|CREATE\s+TABLE)\b";
        in_literals(source, |text| !found(&format!("(?s){sql}"), text).is_empty())
    },
};

pub const WEB_FRAMEWORK: Rule = Rule {
    why: "Only the pages, the API and the wiring know the web framework:",
    check: |source| {
        let inside = ["backend/core/", "backend/rules/", "migrations/"];
        if !inside.iter().any(|place| source.path.starts_with(place)) {
            return Vec::new();
        }
        product_code(source, r"\bpoem(_openapi)?::", &[])
    },
};

pub const UNIT_OF_WORK: Rule = Rule {
    why: "Writes go through the unit of work, `cx.db.begin()`; no other transaction outside `store/`:",
    check: |source| {
        let begins =
            product_code(source, r"\w+\s*\.\s*begin(_with\w*)?\s*\(", &["backend/core/src/store/", "migrations/"]);
        begins
            .into_iter()
            .filter(|fault| !fault.what.starts_with("`db"))
            .collect()
    },
};

pub const LEFTOVERS: Rule = Rule {
    why: "Finished work only: nothing silenced, skipped, left for later or waited for by the clock:",
    check: |source| {
        if !source.is_rust() {
            return Vec::new();
        }
        let mut faults = found(r"#!?\[allow\b|\b(todo|unimplemented)!|#\[ignore\b", &source.code);
        // Spelled so that this file does not find itself.
        faults.extend(found(concat!(r"\b(TO", r"DO|FIX", r"ME|XX", r"X)\b"), &source.text));
        if source.is_test() {
            let paused_time = source.code.contains("start_paused = true");
            faults.extend(if paused_time { Vec::new() } else { found(r"\bsleep\s*\(", &source.code) });
        } else {
            faults.extend(found(r"\.unwrap\(\)", &source.code));
        }
        faults
    },
};

pub const ESCAPING: Rule = Rule {
    why: "Templates escape everything that they show:",
    check: |source| {
        let template = source.path.ends_with(".hbs");
        if template { found(r"\{\{~?\{|\{\{~?&", &source.text) } else { Vec::new() }
    },
};

pub const ENTITIES: Rule = Rule {
    why: "A table's row is never sent as it is; a view says what goes out:",
    check: |source| product_code_below(source, "backend/core/src/store/entities/", r"\bSerialize\b"),
};

pub const BOTH_DIRECTIONS: Rule = Rule {
    why: "Style sheets name sides by the direction of reading, so that Arabic is laid out too:",
    check: |source| {
        let sides = r"\b(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)\b|[\s;{](left|right)\s*:|(float|clear|text-align)\s*:\s*(left|right)\b";
        if source.path.ends_with(".css") { found(sides, &source.text) } else { Vec::new() }
    },
};

fn product_code_below(source: &Source, place: &str, pattern: &str) -> Vec<Fault> {
    if source.path.starts_with(place) { found(pattern, &source.code) } else { Vec::new() }
}

/// The literals of a file that `is_fault` finds at fault.
pub fn in_literals(source: &Source, is_fault: impl Fn(&str) -> bool) -> Vec<Fault> {
    let at_fault = source.literals.iter().filter(|(_, literal)| is_fault(literal));
    at_fault
        .map(|(line, literal)| Fault { line: *line, what: format!("\"{literal}\"") })
        .collect()
}
