use super::{ItemContent, Topic};
use crate::{limits, text};

/// What was gathered of an item while reading.
#[derive(Debug)]
pub(super) struct Gathered {
    pub topic: Option<Topic>,
    /// Its first line and those that go on with it.
    pub head: String,
    /// Lines below it, one each.
    pub below: Vec<String>,
    pub objective: Option<String>,
    pub is_heading: bool,
}

const TO_THE: &[&str] = &["aux ", "au ", "à la ", "a la ", "à l'", "à l’", "a l'", "a l’"];
const OBJECTIVE_STARTS: &[&str] = &[
    "l'objectif est de ",
    "l'objectif est d'",
    "l'objectif est ",
    "l'objectif : ",
    "objectif : ",
    "objectif: ",
    "objectifs : ",
    "but : ",
];

impl Gathered {
    /// The item, its words sorted out.
    pub fn content(self) -> ItemContent {
        match self.topic {
            Some(Topic::Partners) => {
                let (name, members) = self.family();
                ItemContent::PartnerFamily { name, members }
            }
            Some(Topic::Missing) => {
                let (name, members) = self.family();
                ItemContent::MissingFamily { name: without_to_the(&name), members }
            }
            Some(Topic::Barriers) => {
                let (title, text) = self.title_and_text();
                ItemContent::Barrier { title, text }
            }
            Some(Topic::Alliances) => {
                let objective = self.objective.clone();
                let (title, text) = self.title_and_text();
                ItemContent::Alliance { title, text: capitalised(&text), objective }
            }
            Some(Topic::Conditions) => {
                let (title, text) = self.title_and_text();
                ItemContent::Condition { title, text: capitalised(&text) }
            }
            Some(Topic::Intention) | None => ItemContent::Note { text: joined(self.head, self.below) },
        }
    }

    fn family(&self) -> (String, Vec<String>) {
        let (name, members) = if self.is_heading { None } else { split_colon(&self.head) }.unwrap_or((&self.head, ""));
        let below = self.below.iter().flat_map(|line| split_members(line));
        (name.to_owned(), split_members(members).into_iter().chain(below).collect())
    }

    fn title_and_text(self) -> (String, String) {
        let split =
            split_colon(&self.head).filter(|(title, _)| !self.is_heading && text::length(title) <= limits::TITLE);
        let (title, text) = match split {
            Some((title, text)) => (title.to_owned(), text.to_owned()),
            None if text::length(&self.head) <= limits::TITLE => (self.head, String::new()),
            None => (shortened(&self.head), self.head),
        };
        (title, joined(text, self.below))
    }
}

/// The objective that a line states, without the words that announce it.
pub(super) fn objective(line: &str) -> Option<String> {
    let straight = line.replace('’', "'");
    let start = OBJECTIVE_STARTS.iter().find_map(|start| {
        let head = straight.get(..start.len())?;
        (head.to_lowercase() == **start).then_some(start.len())
    })?;
    let stated = straight.get(start..)?.trim();
    (!stated.is_empty()).then(|| capitalised(stated))
}

/// What stands before and after the first colon outside brackets, when there are words before it. A colon of an hour or of
/// an address is not one.
pub(super) fn split_colon(line: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        let after = &line[at + letter.len_utf8()..];
        let inside_word = after.starts_with("//")
            || (before.is_ascii_digit() && after.starts_with(|next: char| next.is_ascii_digit()));
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && !inside_word => {
                let name = line[..at].trim();
                return (!name.is_empty()).then(|| (name, after.trim()));
            }
            _ => {}
        }
        before = letter;
    }
    None
}

/// Names between commas and semicolons, those within brackets left whole.
fn split_members(list: &str) -> Vec<String> {
    let balanced = list.matches('(').count() == list.matches(')').count();
    let mut depth = 0usize;
    let names = list.split(|letter: char| {
        match letter {
            '(' if balanced => depth += 1,
            ')' if balanced => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(letter, ',' | ';')
    });
    let names = names.map(|name| name.trim().trim_end_matches('.').trim_end());
    names
        .filter(|name| name.contains(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

fn without_to_the(name: &str) -> String {
    let start = TO_THE.iter().find(|start| {
        name.get(..start.len())
            .is_some_and(|head| head.to_lowercase() == ***start)
    });
    let rest = start
        .and_then(|start| name.get(start.len()..))
        .map(str::trim)
        .filter(|rest| !rest.is_empty());
    rest.map_or_else(|| name.to_owned(), capitalised)
}

pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whole words within the length of a title.
fn shortened(words: &str) -> String {
    let mut kept = String::new();
    for word in words.split(' ') {
        if text::length(&kept) + text::length(word) + 2 > limits::TITLE {
            break;
        }
        kept = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
    }
    if kept.is_empty() {
        kept = words.chars().take(limits::TITLE - 1).collect();
    }
    kept.push('…');
    kept
}

fn joined(first: String, below: Vec<String>) -> String {
    let parts: Vec<String> = [first]
        .into_iter()
        .chain(below)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}
