//! A file of the project as the rules read it: with comments and literals set apart from code.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::rule::pattern;

/// One file, and what a rule may ask of it.
pub struct Source {
    /// Path from the root of the project, with slashes.
    pub path: String,
    pub text: String,
    /// `text` of a Rust file with comments, literals and test modules blanked; lines keep their numbers.
    pub code: String,
    /// Literals outside test modules, each with its line number.
    pub literals: Vec<(usize, String)>,
}

/// A function, with the attributes and the words before `fn`.
pub struct Function {
    pub line: usize,
    pub lines: usize,
    pub name: String,
    pub head: String,
    pub parameters: String,
    pub body: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut literals) = if path.ends_with(".rs") { lex(text) } else { (text.to_owned(), Vec::new()) };
        for (from, to) in test_modules(&code) {
            let lines = line_of(&code, from)..=line_of(&code, to);
            literals.retain(|(line, _)| !lines.contains(line));
            code.replace_range(from..to, &blanked(&code[from..to]));
        }
        Self { path: path.to_owned(), text: text.to_owned(), code, literals }
    }

    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub fn line(&self, position: usize) -> usize {
        line_of(&self.code, position)
    }

    /// The functions that have a body, nested ones too.
    pub fn functions(&self) -> Vec<Function> {
        let found = pattern(r"\bfn\s+(\w+)");
        let functions = found.captures_iter(&self.code).filter_map(|capture| {
            let at = capture.get(0)?.start();
            let rest = &self.code[at..];
            let open = rest.find('{')?;
            if rest[..open].contains(';') {
                return None;
            }
            let close = closing(rest, open)?;
            let head = self.code[..at]
                .rfind(['}', ';', '{'])
                .map_or(&self.code[..at], |end| &self.code[end + 1..at]);
            Some(Function {
                line: self.line(at),
                lines: rest[..close].lines().count(),
                name: capture[1].to_owned(),
                head: head.to_owned(),
                parameters: rest[..open].to_owned(),
                body: rest[open..close].to_owned(),
            })
        });
        functions.collect()
    }
}

/// Every file of the project that a rule may look at.
pub fn project() -> &'static [Source] {
    static PROJECT: OnceLock<Vec<Source>> = OnceLock::new();
    PROJECT.get_or_init(read_project)
}

fn read_project() -> Vec<Source> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo when it runs tests");
    let root = Path::new(&root);
    let mut sources = Vec::new();
    for folder in ["backend", "frontend", "migrations", "email-templates", "tests"] {
        collect(root, &root.join(folder), &mut sources);
    }
    assert!(sources.len() > 10, "the sources were not found below {}", root.display());
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !["node_modules", "target"].iter().any(|name| path.ends_with(name)) {
                collect(root, &path, sources);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            let relative = path
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(Source::new(&relative, &text));
        }
    }
}

/// The number of the line that holds this position.
pub fn line_of(text: &str, position: usize) -> usize {
    text[..position].matches('\n').count() + 1
}

fn blanked(text: &str) -> String {
    text.chars()
        .flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8()))
        .collect()
}

/// The end of what opens at `open`, a brace of `code`.
fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + offset + 1);
        }
    }
    None
}

fn test_modules(code: &str) -> Vec<(usize, usize)> {
    let start = pattern(r"#\[cfg\(test\)\]\s*(pub(\(\w+\))? )?mod \w+ \{");
    start
        .find_iter(code)
        .filter_map(|found| Some((found.start(), closing(code, found.end() - 1)?)))
        .collect()
}

/// Code with comments and literals blanked, and the literals.
fn lex(text: &str) -> (String, Vec<(usize, String)>) {
    let token = pattern(
        r####"(?xs)
        (?<comment> //[^\n]* | /\*.*?\*/ )
        | \b[bc]?r\#\#\#"(?<raw3>.*?)"\#\#\# | \b[bc]?r\#\#"(?<raw2>.*?)"\#\# | \b[bc]?r\#"(?<raw1>.*?)"\# | \b[bc]?r"(?<raw0>[^"]*)"
        | "(?<string>(?:[^"\\]|\\.)*)"
        | '(?<char>[^'\\\n]|\\(?:u\{[^}]*\}|x..|.))'
        "####,
    );
    let mut literals = Vec::new();
    let code = token.replace_all(text, |found: &regex::Captures<'_>| {
        let whole = found.get(0).expect("the match");
        let groups = ["raw3", "raw2", "raw1", "raw0", "string"];
        if let Some(literal) = groups.iter().find_map(|name| found.name(name)) {
            literals.push((line_of(text, whole.start()), literal.as_str().to_owned()));
        }
        blanked(whole.as_str())
    });
    (code.into_owned(), literals)
}
