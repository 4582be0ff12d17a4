//! Minutes of a workshop, read into a draft consultation. Nothing of the source is lost: every line that is not blank is in
//! a heading, an item or [`MinutesDraft::kept`].

use serde::{Deserialize, Serialize};

use crate::{
    dates::Day,
    faults::{Args, Fault, number},
};

mod content;
mod decode;
mod front;
mod lines;
mod reader;
mod topics;

pub use decode::decode;

/// What could be read of minutes. Lines are numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesDraft {
    /// What the minutes are about; the first heading that names a workshop or a report, else the first one.
    pub title: Option<String>,
    /// The event during which the workshop was held, when it is named apart.
    pub event_title: Option<String>,
    /// When it was held.
    pub held_on: Option<Day>,
    /// What it was for.
    pub intention: Option<String>,
    /// Lines that say what it was for.
    pub intention_lines: Vec<u32>,
    /// Headings, in the order of the source.
    pub sections: Vec<Section>,
    /// What was understood, in the order of the source.
    pub items: Vec<Item>,
    /// What was not: it stays as minutes.
    pub kept: Vec<Kept>,
}

/// A heading and what it introduces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The heading without its marks and number.
    pub heading: String,
    /// What its items are taken for.
    pub topic: Option<Topic>,
    /// Lines of the heading itself.
    pub lines: LineRange,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who is around the table.
    Partners,
    /// Who is missing.
    Missing,
    /// What stands in the way.
    Barriers,
    /// What could be done together.
    Alliances,
    /// What it takes to succeed.
    Conditions,
    /// What the workshop was for.
    Intention,
}

/// First and last line of something, from 1, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

/// Something that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    #[serde(flatten)]
    pub content: ItemContent,
    /// Where it was read.
    pub lines: LineRange,
}

/// The kinds of things that minutes hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ItemContent {
    /// A family of actors around the table.
    PartnerFamily {
        /// The family.
        name: String,
        /// Its members.
        members: Vec<String>,
    },
    /// A family of actors who are missing.
    MissingFamily {
        /// The family.
        name: String,
        /// Its members.
        members: Vec<String>,
    },
    /// What stands in the way.
    Barrier {
        /// In short.
        title: String,
        /// At length; maybe empty.
        text: String,
    },
    /// A solution to be carried by several.
    Alliance {
        /// Its name.
        title: String,
        /// What is done; maybe empty.
        text: String,
        /// What for, when it is said apart.
        objective: Option<String>,
    },
    /// What it takes to succeed.
    Condition {
        /// In short.
        title: String,
        /// At length; maybe empty.
        text: String,
    },
    /// Anything else worth keeping apart.
    Note {
        /// The words.
        text: String,
    },
}

/// A line that stays as minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which line.
    pub line: u32,
    /// Its words, as they are.
    pub text: String,
}

/// How many things of each kind were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Families around the table.
    pub partner_families: usize,
    /// Families that are missing.
    pub missing_families: usize,
    /// Barriers.
    pub barriers: usize,
    /// Alliances.
    pub alliances: usize,
    /// Conditions of success.
    pub conditions: usize,
}

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesFault {
    /// Nothing, or only blanks.
    Empty,
    /// Over [`crate::limits::MINUTES_BYTES`].
    TooLarge {
        /// The limit, in megabytes.
        most_megabytes: usize,
    },
    /// Over [`crate::limits::MINUTES_LINES`].
    TooManyLines {
        /// The limit.
        most: usize,
    },
    /// Not a text: a picture, a word-processor file, an archive.
    NotText,
}

impl MinutesFault {
    /// Over the limit of [`crate::limits::MINUTES_BYTES`].
    pub fn too_large() -> Self {
        Self::TooLarge { most_megabytes: crate::limits::MINUTES_BYTES / (1024 * 1024) }
    }
}

impl Fault for MinutesFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-minutes-empty",
            Self::TooLarge { .. } => "fault-minutes-too-large",
            Self::TooManyLines { .. } => "fault-minutes-too-many-lines",
            Self::NotText => "fault-minutes-not-text",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::TooLarge { most_megabytes } => vec![number("most", most_megabytes)],
            Self::TooManyLines { most } => vec![number("most", most)],
            Self::Empty | Self::NotText => Vec::new(),
        }
    }
}

impl MinutesDraft {
    /// How many things of each kind were read.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            match item.content {
                ItemContent::PartnerFamily { .. } => counts.partner_families += 1,
                ItemContent::MissingFamily { .. } => counts.missing_families += 1,
                ItemContent::Barrier { .. } => counts.barriers += 1,
                ItemContent::Alliance { .. } => counts.alliances += 1,
                ItemContent::Condition { .. } => counts.conditions += 1,
                ItemContent::Note { .. } => {}
            }
        }
        counts
    }
}

/// Reads minutes in Markdown or plain text. In linear time; never fails on a text.
///
/// # Errors
/// [`MinutesFault`] when the file is too large, holds no word or is not a text.
pub fn read(bytes: &[u8]) -> Result<MinutesDraft, MinutesFault> {
    let source = decode(bytes)?;
    Ok(reader::Reader::new(&lines::lines(&source)).read())
}

#[cfg(test)]
mod tests;
