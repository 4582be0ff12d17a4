use super::{
    Item, Kept, LineRange, MinutesDraft, Section, Topic,
    content::{Gathered, objective},
    front,
    lines::{BOLD_LEVEL, Line, Shape},
    topics::{Announces, announces},
};

mod recognise;

use recognise::is_note;

/// Lines taken for headings are below marked headings and above lines in bold.
const PLAIN_LEVEL: u8 = 8;

/// Reads lines one by one, from first to last.
pub(super) struct Reader<'a> {
    lines: &'a [Line<'a>],
    /// For each line, the next one that is not blank.
    next: Vec<Option<usize>>,
    /// Whether headings are marked as such; else short lines that name a topic are taken for headings.
    marked_headings: bool,
    draft: MinutesDraft,
    gathered: Vec<(Gathered, LineRange)>,
    topic: Option<Topic>,
    /// Whether a heading has announced a topic: what comes before is titles.
    topic_seen: bool,
    /// The level of the heading that set the topic.
    level: u8,
    /// Whether a bullet set the topic.
    by_bullet: bool,
    last_heading_number: u32,
    open: Option<Open>,
    /// Whether the line above belongs to what is open.
    adjacent: bool,
}

/// The item that following lines may go on with.
#[derive(Clone, Copy)]
struct Open {
    indent: usize,
    numbered: bool,
    is_heading: bool,
}

impl<'a> Reader<'a> {
    pub fn new(lines: &'a [Line<'a>]) -> Self {
        let mut next = vec![None; lines.len()];
        for index in (1..lines.len()).rev() {
            next[index - 1] = if lines[index].shape == Shape::Blank { next[index] } else { Some(index) };
        }
        let names_topic =
            |line: &Line| matches!(line.shape, Shape::Heading { .. }) && announces(&line.text).topic().is_some();
        Self {
            lines,
            next,
            marked_headings: lines.iter().any(names_topic),
            draft: MinutesDraft::default(),
            gathered: Vec::new(),
            topic: None,
            topic_seen: false,
            level: 0,
            by_bullet: false,
            last_heading_number: 0,
            open: None,
            adjacent: false,
        }
    }

    pub fn read(mut self) -> MinutesDraft {
        for index in 0..self.lines.len() {
            self.line(index);
            self.adjacent = self.open.is_some() && self.lines[index].shape != Shape::Blank;
        }
        let gathered = std::mem::take(&mut self.gathered);
        self.draft.items = gathered
            .into_iter()
            .map(|(gathered, lines)| Item { content: gathered.content(), lines })
            .collect();
        front::fill(&mut self.draft, self.lines);
        self.draft
    }

    fn line(&mut self, index: usize) {
        let line = &self.lines[index];
        match line.shape {
            Shape::Blank | Shape::Underline => {}
            Shape::Ornament => self.keep(line),
            Shape::Heading { level, number } => self.heading(index, level, number),
            Shape::Bullet => self.bullet(index),
            Shape::Numbered(number) => self.numbered(index, number),
            Shape::Arrow => self.arrow(line),
            Shape::Words => self.words(index),
        }
    }

    fn heading(&mut self, index: usize, level: u8, number: Option<u32>) {
        let line = &self.lines[index];
        let announced = if self.is_title(index, level) { Announces::Nothing } else { announces(&line.text) };
        let below_topic =
            self.topic.is_some_and(|topic| topic != Topic::Intention) && !self.by_bullet && level > self.level;
        if announced == Announces::Nothing && below_topic && is_note(&line.text).is_none() {
            return self.start(index, self.topic, true);
        }
        if let Some(note) = is_note(&line.text).filter(|_| level == BOLD_LEVEL) {
            return self.note(index, note);
        }
        self.section(index, announced.topic(), level);
        self.by_bullet = false;
        self.last_heading_number = number.unwrap_or(self.last_heading_number);
    }

    fn bullet(&mut self, index: usize) {
        let line = &self.lines[index];
        if let Some(topic) = self.bullet_topic(index) {
            self.section(index, Some(topic), self.level);
            self.by_bullet = true;
        } else if self.is_below_open(line) {
            self.below(line);
        } else {
            self.list_line(index);
        }
    }

    fn numbered(&mut self, index: usize, number: u32) {
        let line = &self.lines[index];
        let next_heading =
            !self.marked_headings && number == self.last_heading_number + 1 && self.is_plain_heading(line);
        if next_heading {
            self.section(index, announces(&line.text).topic(), PLAIN_LEVEL);
            self.by_bullet = false;
            self.last_heading_number = number;
        } else if self.is_below_open(line) {
            self.below(line);
        } else {
            self.list_line(index);
        }
    }

    fn arrow(&mut self, line: &Line) {
        let Some(alliance) = self
            .open
            .and_then(|_| self.gathered.last())
            .map(|(item, _)| item.topic == Some(Topic::Alliances))
        else {
            return self.keep(line);
        };
        if alliance { self.objective(line) } else { self.below(line) }
    }

    fn words(&mut self, index: usize) {
        let line = &self.lines[index];
        let continues =
            |open: Open| self.adjacent || open.is_heading || (line.indent >= 2 && line.indent > open.indent);
        if let Some(note) = is_note(&line.text) {
            self.note(index, note);
        } else if !self.marked_headings && self.is_plain_heading(line) {
            self.section(index, announces(&line.text).topic(), PLAIN_LEVEL);
            self.by_bullet = false;
        } else if self.is_plain_title(line) {
            self.section(index, None, 1);
        } else if self.states_objective(line) {
            self.objective(line);
        } else if self.open.is_some_and(continues) {
            self.go_on(line);
        } else if let Some(intention) = self.intention_of(line) {
            self.intention(line, &intention);
        } else {
            self.keep(line);
        }
    }

    fn list_line(&mut self, index: usize) {
        let line = &self.lines[index];
        match self.topic {
            Some(Topic::Intention) => self.intention(line, &line.text),
            Some(topic) => self.start(index, Some(topic), false),
            None => self.keep(line),
        }
    }

    fn section(&mut self, index: usize, topic: Option<Topic>, level: u8) {
        let line = &self.lines[index];
        let underlined = self
            .lines
            .get(index + 1)
            .is_some_and(|next| next.shape == Shape::Underline);
        let lines = LineRange { first: line.number, last: line.number + u32::from(underlined) };
        let heading = line.text.trim_end_matches([':', ' ']).to_owned();
        self.draft.sections.push(Section { heading, topic, lines });
        self.topic = topic;
        self.topic_seen |= topic.is_some();
        self.level = level;
        self.open = None;
    }

    fn start(&mut self, index: usize, topic: Option<Topic>, is_heading: bool) {
        let line = &self.lines[index];
        let underlined = self
            .lines
            .get(index + 1)
            .is_some_and(|next| next.shape == Shape::Underline);
        let lines = LineRange { first: line.number, last: line.number + u32::from(underlined) };
        let head = line.text.clone();
        self.gathered
            .push((Gathered { topic, head, below: Vec::new(), objective: None, is_heading }, lines));
        let numbered = matches!(line.shape, Shape::Numbered(_));
        self.open = Some(Open { indent: line.indent, numbered, is_heading });
    }

    fn note(&mut self, index: usize, note: String) {
        self.start(index, None, false);
        if let Some((item, _)) = self.gathered.last_mut() {
            item.head = note;
        }
    }

    fn go_on(&mut self, line: &Line) {
        let Some((item, lines)) = self.gathered.last_mut() else { return };
        let target = if item.is_heading { None } else { item.below.last_mut().or(Some(&mut item.head)) };
        match target {
            Some(words) => {
                words.push(' ');
                words.push_str(&line.text);
            }
            None => item.below.push(line.text.clone()),
        }
        lines.last = line.number;
    }

    fn below(&mut self, line: &Line) {
        if self.states_objective(line) {
            return self.objective(line);
        }
        let Some((item, lines)) = self.gathered.last_mut() else { return };
        item.below.push(line.text.clone());
        lines.last = line.number;
    }

    fn objective(&mut self, line: &Line) {
        let Some((item, lines)) = self.gathered.last_mut() else { return };
        let stated = objective(&line.text).unwrap_or_else(|| line.text.clone());
        match &mut item.objective {
            Some(_) => item.below.push(line.text.clone()),
            none => *none = Some(stated),
        }
        lines.last = line.number;
    }

    fn intention(&mut self, line: &Line, words: &str) {
        match &mut self.draft.intention {
            Some(intention) => {
                intention.push('\n');
                intention.push_str(words);
            }
            none => *none = Some(words.to_owned()),
        }
        self.draft.intention_lines.push(line.number);
        self.open = None;
    }

    fn keep(&mut self, line: &Line) {
        self.draft
            .kept
            .push(Kept { line: line.number, text: line.raw.trim_end().to_owned() });
        self.open = None;
    }
}
