//! What a line is, in view of what was read before it and of what follows.

use super::Reader;
use crate::{
    minutes::{
        Topic,
        content::{objective, split_colon},
        lines::{BOLD_LEVEL, Line, Shape},
        topics::{Announces, announces, is_report_title},
    },
    text,
};

/// A plain line is a heading only if it is short.
const PLAIN_HEADING_WORDS: usize = 7;
const LONGEST_TITLE: usize = 160;

impl Reader<'_> {
    /// The first line is a title when the headings after it are below it, whatever it names.
    pub(super) fn is_title(&self, index: usize, level: u8) -> bool {
        let line = &self.lines[index];
        if !self.topic_seen && level < BOLD_LEVEL && is_report_title(&line.text) {
            return true;
        }
        let first = self.draft.sections.is_empty() && self.draft.kept.is_empty() && self.gathered.is_empty();
        let below = |line: &&Line| matches!(line.shape, Shape::Heading { level: next, .. } if next > level);
        let following = || {
            self.lines[index + 1..]
                .iter()
                .find(|line| matches!(line.shape, Shape::Heading { .. }))
        };
        first && following().as_ref().is_some_and(below)
    }

    /// What a bullet announces when it introduces a list rather than belongs to one.
    pub(super) fn bullet_topic(&self, index: usize) -> Option<Topic> {
        let line = &self.lines[index];
        let next = &self.lines[self.next[index]?];
        let before_numbers = matches!(next.shape, Shape::Numbered(1));
        let before_bullets = next.shape == Shape::Bullet && next.indent > line.indent + 1;
        if !(before_numbers || before_bullets) || split_colon(&line.text).is_some_and(|(_, after)| !after.is_empty()) {
            return None;
        }
        let topic = announces(&line.text).topic()?;
        let free = self.topic.is_none() || self.by_bullet || (before_numbers && self.topic != Some(topic));
        free.then_some(topic)
    }

    pub(super) fn is_plain_heading(&self, line: &Line) -> bool {
        let short =
            line.text.split(' ').count() <= PLAIN_HEADING_WORDS && !line.text.ends_with(['.', '!', '?', ';', ',']);
        let alone = split_colon(&line.text).is_none_or(|(_, after)| after.is_empty());
        let title = self.draft.sections.is_empty() && is_report_title(&line.text);
        short && alone && !title && !self.adjacent && announces(&line.text) != Announces::Nothing
    }

    /// A plain line above everything else, or one that names the report.
    pub(super) fn is_plain_title(&self, line: &Line) -> bool {
        let front = self.gathered.is_empty() && !self.topic_seen;
        let first = self.draft.sections.is_empty() && self.draft.kept.is_empty();
        let fits = text::length(&line.text) <= LONGEST_TITLE && !line.text.ends_with(['.', ';', ',', ':']);
        front
            && fits
            && self.topic.is_none()
            && self.draft.intention.is_none()
            && (first || is_report_title(&line.text))
    }

    pub(super) fn states_objective(&self, line: &Line) -> bool {
        let last = self.open.and_then(|_| self.gathered.last());
        last.is_some_and(|(item, _)| item.topic == Some(Topic::Alliances)) && objective(&line.text).is_some()
    }

    pub(super) fn intention_of(&self, line: &Line) -> Option<String> {
        if self.topic == Some(Topic::Intention) {
            return Some(line.text.clone());
        }
        let (name, said) = split_colon(&line.text).filter(|(_, said)| self.topic.is_none() && !said.is_empty())?;
        let announced = name.split(' ').count() <= 3 && announces(name) == Announces::Topic(Topic::Intention);
        (announced && self.draft.intention.is_none()).then(|| said.to_owned())
    }

    pub(super) fn is_below_open(&self, line: &Line) -> bool {
        let bullet = line.shape == Shape::Bullet;
        self.open
            .is_some_and(|open| open.is_heading || line.indent > open.indent + 1 || (open.numbered && bullet))
    }
}

/// The words of a note: `Note … : words`, `NB : words`.
pub(super) fn is_note(words: &str) -> Option<String> {
    let (name, said) = split_colon(words).filter(|(_, said)| !said.is_empty())?;
    let first = text::words(name).into_iter().next()?;
    let noted = name.split(' ').count() <= 4 && ["note", "nb", "remarque"].contains(&first.as_str());
    noted.then(|| said.trim_end_matches(['"', ' ']).to_owned())
}
