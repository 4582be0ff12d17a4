use crate::faults::{Args, Fault, number, text};

/// What keeps a vote from opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodFault {
    /// Nothing to vote on.
    NoOptions,
    /// More options than a person can read.
    TooManyOptions {
        /// The limit.
        most: usize,
    },
    /// The same option twice.
    SameOption,
    /// A setting that the method does not read.
    UnknownSetting {
        /// Its name.
        name: String,
    },
    /// Fewest and most choices that no ballot can satisfy.
    ChoiceBounds {
        /// How many options there are.
        options: usize,
    },
}

impl Fault for MethodFault {
    fn key(&self) -> &'static str {
        match self {
            Self::NoOptions => "fault-vote-no-options",
            Self::TooManyOptions { .. } => "fault-vote-too-many-options",
            Self::SameOption => "fault-vote-same-option",
            Self::UnknownSetting { .. } => "fault-vote-unknown-setting",
            Self::ChoiceBounds { .. } => "fault-vote-choice-bounds",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::TooManyOptions { most } => vec![number("most", *most)],
            Self::UnknownSetting { name } => vec![text("name", name)],
            Self::ChoiceBounds { options } => vec![number("options", *options)],
            Self::NoOptions | Self::SameOption => Vec::new(),
        }
    }
}

/// Why a ballot is refused. Nothing of it is kept, and the person may try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotFault {
    /// An option that is not on the paper.
    UnknownOption,
    /// An option marked twice.
    Repeated,
    /// A mark that the method does not know.
    UnknownMark,
    /// Fewer options than asked for.
    TooFew {
        /// The fewest.
        least: u32,
    },
    /// More options than allowed.
    TooMany {
        /// The most.
        most: u32,
        /// How many were chosen.
        got: usize,
    },
}

impl Fault for BallotFault {
    fn key(&self) -> &'static str {
        match self {
            Self::UnknownOption => "fault-ballot-unknown-option",
            Self::Repeated => "fault-ballot-repeated",
            Self::UnknownMark => "fault-ballot-unknown-mark",
            Self::TooFew { .. } => "fault-ballot-too-few",
            Self::TooMany { .. } => "fault-ballot-too-many",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::TooFew { least } => vec![number("least", least)],
            Self::TooMany { most, got } => {
                vec![number("most", most), number("got", got), number("over", got.saturating_sub(most as usize))]
            }
            Self::UnknownOption | Self::Repeated | Self::UnknownMark => Vec::new(),
        }
    }
}
