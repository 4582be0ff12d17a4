use super::Decimal;
use crate::faults::{Args, Fault, number, text};

/// What keeps a question from being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionsFault {
    /// Fewer than two choices.
    TooFewChoices,
    /// More choices than a person can read.
    TooManyChoices {
        /// The limit.
        most: usize,
    },
    /// A choice without wording.
    EmptyChoice {
        /// Which one, from 1.
        position: usize,
    },
    /// Two choices with the same wording.
    SameChoice {
        /// The second one, from 1.
        position: usize,
    },
    /// A choice whose stable name is missing, taken or reserved.
    SameKey {
        /// Which one, from 1.
        position: usize,
    },
    /// A wording too long for its place.
    LongLabel {
        /// The limit in characters.
        most: usize,
    },
    /// Fewest and most choices that no answer can satisfy.
    ChoiceBounds {
        /// How many choices there are.
        choices: usize,
    },
    /// The smallest number is greater than the greatest.
    NumberBounds,
    /// A scale with too few or too many points.
    Points {
        /// The limit.
        most: u32,
    },
    /// A scale whose ends are not named.
    EndLabels,
}

impl Fault for OptionsFault {
    fn key(&self) -> &'static str {
        match self {
            Self::TooFewChoices => "fault-options-too-few-choices",
            Self::TooManyChoices { .. } => "fault-options-too-many-choices",
            Self::EmptyChoice { .. } => "fault-options-empty-choice",
            Self::SameChoice { .. } => "fault-options-same-choice",
            Self::SameKey { .. } => "fault-options-same-key",
            Self::LongLabel { .. } => "fault-options-long-label",
            Self::ChoiceBounds { .. } => "fault-options-choice-bounds",
            Self::NumberBounds => "fault-options-number-bounds",
            Self::Points { .. } => "fault-options-points",
            Self::EndLabels => "fault-options-end-labels",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::TooManyChoices { most } | Self::LongLabel { most } => vec![number("most", most)],
            Self::EmptyChoice { position } | Self::SameChoice { position } | Self::SameKey { position } => {
                vec![number("position", position)]
            }
            Self::ChoiceBounds { choices } => vec![number("choices", choices)],
            Self::Points { most } => vec![number("most", most)],
            Self::TooFewChoices | Self::NumberBounds | Self::EndLabels => Vec::new(),
        }
    }
}

/// Why an answer cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    /// The question must be answered, if only by "I do not know".
    Required,
    /// Answered and declined at once.
    DeclinedAndAnswered,
    /// More characters than there is room for.
    TooLong {
        /// The limit.
        most: usize,
        /// What was sent.
        got: usize,
    },
    /// Several values for a question that takes one.
    OnlyOne,
    /// A choice that the question does not offer.
    UnknownChoice,
    /// "Other" chosen without saying what.
    OtherUnsaid,
    /// Words beside "other" although it was not chosen.
    OtherNotChosen,
    /// Fewer choices than asked for.
    TooFew {
        /// The fewest.
        least: u32,
    },
    /// More choices than allowed.
    TooMany {
        /// The most.
        most: u32,
    },
    /// Not a number.
    NotANumber,
    /// Decimals where a whole number is asked for.
    NotWhole,
    /// Under the smallest number.
    TooSmall {
        /// The smallest.
        least: Decimal,
    },
    /// Above the greatest number.
    TooLarge {
        /// The greatest.
        most: Decimal,
    },
    /// Not a point of the scale.
    NotAPoint {
        /// The last point.
        most: u32,
    },
}

impl Fault for AnswerFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Required => "fault-answer-required",
            Self::DeclinedAndAnswered => "fault-answer-declined-and-answered",
            Self::TooLong { .. } => "fault-answer-too-long",
            Self::OnlyOne => "fault-answer-only-one",
            Self::UnknownChoice => "fault-answer-unknown-choice",
            Self::OtherUnsaid => "fault-answer-other-unsaid",
            Self::OtherNotChosen => "fault-answer-other-not-chosen",
            Self::TooFew { .. } => "fault-answer-too-few",
            Self::TooMany { .. } => "fault-answer-too-many",
            Self::NotANumber => "fault-answer-not-a-number",
            Self::NotWhole => "fault-answer-not-whole",
            Self::TooSmall { .. } => "fault-answer-too-small",
            Self::TooLarge { .. } => "fault-answer-too-large",
            Self::NotAPoint { .. } => "fault-answer-not-a-point",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::TooLong { most, got } => {
                vec![number("most", most), number("got", got), number("over", got.saturating_sub(most))]
            }
            Self::TooFew { least } => vec![number("least", least)],
            Self::TooMany { most } | Self::NotAPoint { most } => vec![number("most", most)],
            Self::TooSmall { least } => vec![text("least", least.to_string())],
            Self::TooLarge { most } => vec![text("most", most.to_string())],
            Self::Required
            | Self::DeclinedAndAnswered
            | Self::OnlyOne
            | Self::UnknownChoice
            | Self::OtherUnsaid
            | Self::OtherNotChosen
            | Self::NotANumber
            | Self::NotWhole => Vec::new(),
        }
    }
}
