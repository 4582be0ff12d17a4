use crate::faults::{Args, Fault, number, text};
use crate::panel::PanelFault;

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
    /// Points to share out, a cap or a minimum that are not between 0 and each other.
    PointBounds {
        /// The most points that may be shared out.
        most: i64,
    },
    /// A cap so low that the fewest points cannot be given.
    PointsOutOfReach {
        /// The fewest points.
        least: i64,
        /// How many options there are.
        options: usize,
    },
    /// A first place that brings no points, or a later one that brings as many as the one before it.
    PlacePoints {
        /// The name of its setting.
        name: &'static str,
        /// The most points that a place may bring.
        most: i64,
    },
    /// Too few or too many mentions to rate with.
    GradeBounds {
        /// The fewest.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A mention for options without an answer that is none of the mentions.
    UnansweredGrade,
    /// So many options to take forward that nothing is decided.
    TooManySeats {
        /// How many options there are.
        options: usize,
        /// How many may be taken forward.
        most: usize,
    },
    /// No option to take forward, in a method that does nothing else.
    NoSeats,
    /// A setting whose value means nothing to the method.
    SettingValue {
        /// Its name.
        name: &'static str,
    },
    /// Nothing to share out.
    NoBudget,
    /// Options whose cost was not said.
    CostMissing {
        /// How many.
        missing: usize,
    },
    /// An option that costs less than nothing.
    CostNegative,
    /// A sum that no budget of a place reaches.
    TooMuchMoney {
        /// The limit.
        most: i64,
    },
    /// A rule for ties that could spend more than there is, or leave the count unfinished.
    TiesByLot,
    /// Answers without a question or without how many of a panel give them.
    QuotaMissing {
        /// How many.
        missing: usize,
    },
    /// An answer that asks for more members of a panel at least than at most.
    QuotaBounds {
        /// Its place in the list of options, from 1.
        line: usize,
    },
    /// A question with one answer to choose.
    OneAnswer {
        /// The question.
        feature: String,
    },
    /// Quotas that no panel can meet, whoever volunteers.
    Panel(PanelFault),
}

/// Where a fault of a method is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultPlace<'f> {
    /// In the number of options that are taken forward.
    Seats,
    /// In what settles ties.
    Ties,
    /// In this setting.
    Setting(&'f str),
    /// In the list of options.
    Options,
}

impl MethodFault {
    /// Where it is put right.
    pub fn place(&self) -> FaultPlace<'_> {
        match self {
            Self::TooManySeats { .. } | Self::NoSeats | Self::Panel(PanelFault::NoSeats) => FaultPlace::Seats,
            Self::TiesByLot => FaultPlace::Ties,
            Self::UnknownSetting { name } => FaultPlace::Setting(name),
            Self::SettingValue { name } | Self::PlacePoints { name, .. } => FaultPlace::Setting(name),
            Self::ChoiceBounds { .. } => FaultPlace::Setting("at_most"),
            Self::PointBounds { .. } => FaultPlace::Setting("total"),
            Self::PointsOutOfReach { .. } => FaultPlace::Setting("cap"),
            Self::GradeBounds { .. } => FaultPlace::Setting("grades"),
            Self::UnansweredGrade => FaultPlace::Setting("unanswered"),
            Self::NoBudget | Self::TooMuchMoney { .. } => FaultPlace::Setting("budget"),
            Self::CostMissing { .. } | Self::CostNegative => FaultPlace::Options,
            Self::QuotaMissing { .. } | Self::QuotaBounds { .. } => FaultPlace::Options,
            Self::OneAnswer { .. } | Self::Panel(_) => FaultPlace::Options,
            Self::NoOptions | Self::TooManyOptions { .. } | Self::SameOption => FaultPlace::Options,
        }
    }

    /// Whether it counts the options, so that it says nothing before there are any.
    pub fn counts_options(&self) -> bool {
        matches!(self, Self::ChoiceBounds { .. } | Self::TooManySeats { .. } | Self::PointsOutOfReach { .. })
    }
}

impl Fault for MethodFault {
    fn key(&self) -> &'static str {
        match self {
            Self::NoOptions => "fault-vote-no-options",
            Self::TooManyOptions { .. } => "fault-vote-too-many-options",
            Self::SameOption => "fault-vote-same-option",
            Self::UnknownSetting { .. } => "fault-vote-unknown-setting",
            Self::ChoiceBounds { .. } => "fault-vote-choice-bounds",
            Self::PointBounds { .. } => "fault-vote-point-bounds",
            Self::PointsOutOfReach { .. } => "fault-vote-points-out-of-reach",
            Self::PlacePoints { .. } => "fault-vote-place-points",
            Self::GradeBounds { .. } => "fault-vote-grade-bounds",
            Self::UnansweredGrade => "fault-vote-unanswered-grade",
            Self::TooManySeats { .. } => "fault-vote-too-many-seats",
            Self::NoSeats => "fault-vote-no-seats",
            Self::SettingValue { .. } => "fault-vote-setting-value",
            Self::NoBudget => "fault-vote-no-budget",
            Self::CostMissing { .. } => "fault-vote-cost-missing",
            Self::CostNegative => "fault-vote-cost-negative",
            Self::TooMuchMoney { .. } => "fault-vote-too-much-money",
            Self::TiesByLot => "fault-vote-ties-by-lot",
            Self::QuotaMissing { .. } => "fault-vote-quota-missing",
            Self::QuotaBounds { .. } => "fault-vote-quota-bounds",
            Self::OneAnswer { .. } => "fault-vote-one-answer",
            Self::Panel(fault) => fault.key(),
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::TooManyOptions { most } => vec![number("most", *most)],
            Self::UnknownSetting { name } => vec![text("name", name)],
            Self::PointBounds { most } | Self::PlacePoints { most, .. } => vec![number("most", *most)],
            Self::PointsOutOfReach { least, options } => vec![number("least", *least), number("options", *options)],
            Self::GradeBounds { least, most } => vec![number("least", *least), number("most", *most)],
            Self::TooManySeats { options, most } => vec![number("options", *options), number("most", *most)],
            Self::ChoiceBounds { options } => vec![number("options", *options)],
            Self::SettingValue { name } => vec![text("name", *name)],
            Self::CostMissing { missing } | Self::QuotaMissing { missing } => vec![number("missing", *missing)],
            Self::QuotaBounds { line } => vec![number("line", *line)],
            Self::OneAnswer { feature } => vec![text("feature", feature)],
            Self::Panel(fault) => fault.args(),
            Self::TooMuchMoney { most } => vec![number("most", *most)],
            Self::NoOptions | Self::NoSeats | Self::SameOption | Self::UnansweredGrade => Vec::new(),
            Self::NoBudget | Self::CostNegative | Self::TiesByLot => Vec::new(),
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
    /// A rank or points that are not a whole number, 0 or more.
    NotWhole,
    /// A rank that is not between 1 and the number of options.
    RankOutside {
        /// The number of options.
        most: usize,
    },
    /// Two options at the same rank where each needs its own.
    EqualRanks,
    /// A mention that is none of those on the paper.
    UnknownGrade,
    /// More points than there are to share out.
    TooManyPoints {
        /// How many there are.
        total: i64,
        /// How many are too many.
        over: i64,
    },
    /// Fewer points than asked for.
    TooFewPoints {
        /// The fewest.
        least: i64,
    },
    /// More points on one option than it may get.
    OverCap {
        /// The most.
        cap: i64,
    },
    /// Two answers to one question.
    SeveralAnswers,
    /// Some questions answered and others not.
    QuestionsLeft {
        /// How many are not.
        missing: usize,
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
            Self::NotWhole => "fault-ballot-not-whole",
            Self::RankOutside { .. } => "fault-ballot-rank-outside",
            Self::EqualRanks => "fault-ballot-equal-ranks",
            Self::UnknownGrade => "fault-ballot-unknown-grade",
            Self::TooManyPoints { .. } => "fault-ballot-too-many-points",
            Self::TooFewPoints { .. } => "fault-ballot-too-few-points",
            Self::OverCap { .. } => "fault-ballot-over-cap",
            Self::SeveralAnswers => "fault-ballot-several-answers",
            Self::QuestionsLeft { .. } => "fault-ballot-questions-left",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::TooFew { least } => vec![number("least", least)],
            Self::TooMany { most, got } => {
                vec![number("most", most), number("got", got), number("over", got.saturating_sub(most as usize))]
            }
            Self::RankOutside { most } => vec![number("most", most)],
            Self::TooManyPoints { total, over } => vec![number("total", total), number("over", over)],
            Self::TooFewPoints { least } => vec![number("least", least)],
            Self::OverCap { cap } => vec![number("cap", cap)],
            Self::QuestionsLeft { missing } => vec![number("missing", missing)],
            Self::UnknownOption
            | Self::Repeated
            | Self::UnknownMark
            | Self::NotWhole
            | Self::EqualRanks
            | Self::UnknownGrade
            | Self::SeveralAnswers => Vec::new(),
        }
    }
}
