use crate::text;

/// A line of the source, its mark set apart from its words.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// From 1.
    pub number: u32,
    /// As it is in the source.
    pub raw: &'a str,
    /// The words, cleaned, without mark nor emphasis.
    pub text: String,
    /// Columns before the mark.
    pub indent: usize,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    /// A rule, or anything else without words.
    Ornament,
    /// The second line of a heading.
    Underline,
    Heading {
        /// From 1; [`BOLD_LEVEL`] for a line in bold.
        level: u8,
        /// Its number, when it has one.
        number: Option<u32>,
    },
    Bullet,
    Numbered(u32),
    /// A paragraph that follows from what is above.
    Arrow,
    Words,
}

/// Headings that are only lines in bold are below all others.
pub(super) const BOLD_LEVEL: u8 = 9;
const LONGEST_BOLD_HEADING: usize = 80;
const BULLETS: &[char] =
    &['-', '*', '+', '•', '·', '◦', '▪', '●', '■', '○', '‣', '⁃', '–', '—', '\u{f0b7}', '\u{f0a7}'];
/// Bullets of word processors, which nothing else in a text starts with.
const SURE_BULLETS: &[char] = &['•', '·', '◦', '▪', '●', '■', '○', '‣', '⁃', '\u{f0b7}', '\u{f0a7}'];
const ARROWS: &[&str] = &["→", "➔", "➜", "⇒", "=>", "->", "-->"];

/// The lines of a decoded text.
pub(super) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = (1..)
        .zip(source.split('\n'))
        .map(|(number, raw)| line(number, raw))
        .collect();
    for index in 1..lines.len() {
        let level = match lines[index].raw.trim() {
            rule if rule.len() >= 3 && rule.bytes().all(|byte| byte == b'=') => 1,
            rule if rule.len() >= 3 && rule.bytes().all(|byte| byte == b'-') => 2,
            _ => continue,
        };
        if lines[index - 1].shape == Shape::Words {
            let (number, words) = heading_number(&lines[index - 1].text);
            lines[index - 1].text = words;
            lines[index - 1].shape = Shape::Heading { level, number };
            lines[index].shape = Shape::Underline;
        }
    }
    lines
}

fn line(number: u32, raw: &str) -> Line<'_> {
    let cleaned = text::clean_line(raw);
    let indent = raw
        .chars()
        .take_while(|letter| letter.is_whitespace())
        .map(|letter| if letter == '\t' { 4 } else { 1 })
        .sum();
    let (shape, words) = shape_of(&cleaned);
    Line { number, raw, text: words, indent, shape }
}

fn shape_of(cleaned: &str) -> (Shape, String) {
    if cleaned.is_empty() {
        return (Shape::Blank, String::new());
    }
    if !cleaned.contains(char::is_alphanumeric) {
        return (Shape::Ornament, cleaned.to_owned());
    }
    if let Some((level, heading)) = hashes(cleaned) {
        let (number, words) = heading_number(&without_emphasis(heading));
        return (Shape::Heading { level, number }, words);
    }
    if let Some(rest) = ARROWS.iter().find_map(|arrow| cleaned.strip_prefix(arrow)) {
        return (Shape::Arrow, without_emphasis(rest));
    }
    if let Some(rest) = bulleted(cleaned) {
        return (Shape::Bullet, without_emphasis(rest));
    }
    let plain = without_emphasis(cleaned);
    if is_bold_heading(cleaned, &plain) {
        let (number, words) = heading_number(&plain);
        return (Shape::Heading { level: BOLD_LEVEL, number }, words);
    }
    match numbered(&plain) {
        Some((number, rest)) => (Shape::Numbered(number), rest.to_owned()),
        None => (Shape::Words, plain),
    }
}

/// `## Title ##`
fn hashes(cleaned: &str) -> Option<(u8, &str)> {
    let rest = cleaned.trim_start_matches('#');
    let level = cleaned.len() - rest.len();
    let is_heading = (1..=6).contains(&level) && (level > 1 || rest.starts_with(' '));
    is_heading.then(|| (level as u8, rest.trim_end_matches('#').trim()))
}

fn bulleted(cleaned: &str) -> Option<&str> {
    if let Some(rest) = cleaned.strip_prefix(SURE_BULLETS) {
        return Some(rest.trim_start());
    }
    cleaned
        .strip_prefix(BULLETS)
        .or_else(|| cleaned.strip_prefix('o'))
        .and_then(|rest| rest.strip_prefix(' '))
}

/// `1. words`, `1) words`
fn numbered(cleaned: &str) -> Option<(u32, &str)> {
    let digits = cleaned.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = cleaned.split_at_checked(digits).filter(|_| (1..=3).contains(&digits))?;
    let rest = rest.strip_prefix(['.', ')', '°'])?;
    let rest = rest
        .strip_prefix([' ', '-'])
        .or_else(|| rest.starts_with(char::is_alphabetic).then_some(rest))?;
    Some((number.parse().ok()?, rest.trim()))
}

fn heading_number(heading: &str) -> (Option<u32>, String) {
    match numbered(heading) {
        Some((number, rest)) if !rest.is_empty() => (Some(number), trim_colon(rest)),
        _ => (None, trim_colon(heading)),
    }
}

fn trim_colon(heading: &str) -> String {
    heading.trim_end_matches([':', ' ']).to_owned()
}

/// A short line all in bold that is not a sentence.
fn is_bold_heading(cleaned: &str, plain: &str) -> bool {
    let all_bold = ["**", "__"].iter().any(|mark| {
        let inside = cleaned
            .trim_end_matches([':', ' '])
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(mark))
    });
    let sentence = plain.ends_with(['.', '!', '?', '"', '»']);
    all_bold && !sentence && text::length(plain) <= LONGEST_BOLD_HEADING
}

fn without_emphasis(words: &str) -> String {
    text::clean_line(&words.replace("**", "").replace("__", ""))
}
