//! Nothing grows past what one sits down to read.

use crate::rule::{Fault, Rule};

pub const FILES: Rule = Rule {
    why: "No file over 400 lines:",
    check: |source| {
        let read = ["rs", "hbs", "css", "js", "mjs"]
            .iter()
            .any(|kind| source.path.ends_with(&format!(".{kind}")));
        let lines = source.text.lines().count();
        if read && lines > 400 { vec![Fault { line: lines, what: format!("has {lines} lines") }] } else { Vec::new() }
    },
};

pub const HANDLERS: Rule = Rule {
    why: "A handler maps a request to a use-case and back, in at most 30 lines:",
    check: |source| {
        let handlers = source.functions().into_iter();
        let handlers =
            handlers.filter(|function| function.head.contains("#[handler]") || function.head.contains("#[oai("));
        too_long(handlers, 30)
    },
};

pub const CASES: Rule = Rule {
    why: "A use-case is read at a glance, in at most 60 lines:",
    check: |source| {
        if !source.path.starts_with("backend/core/src/cases/") {
            return Vec::new();
        }
        too_long(source.functions().into_iter(), 60)
    },
};

fn too_long(functions: impl Iterator<Item = crate::source::Function>, limit: usize) -> Vec<Fault> {
    let long = functions.filter(|function| function.lines > limit);
    long.map(|function| Fault { line: function.line, what: format!("{} has {} lines", function.name, function.lines) })
        .collect()
}
