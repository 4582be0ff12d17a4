use crate::faults::{Args, Fault, number, text};

/// Why no panel can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PanelFault {
    /// A panel of nobody.
    NoSeats,
    /// The same person twice.
    SamePerson {
        /// Who.
        id: String,
    },
    /// Two quotas for one answer.
    SameQuota {
        /// The question.
        feature: String,
        /// The answer.
        answer: String,
    },
    /// A quota that asks for more members at least than at most.
    QuotaBounds {
        /// The question.
        feature: String,
        /// The answer.
        answer: String,
    },
    /// Fewer people than seats.
    TooFewPeople {
        /// How many there are.
        people: usize,
        /// Seats of the panel.
        seats: u32,
    },
    /// Fewer people of one answer than its quota asks for.
    TooFewOf {
        /// The question.
        feature: String,
        /// The answer.
        answer: String,
        /// How many people give it.
        people: usize,
        /// The fewest that the quota asks for.
        least: u32,
    },
    /// The fewest of all answers to one question are more than the seats.
    LeastOverSeats {
        /// The question.
        feature: String,
        /// What the fewest add up to.
        sum: u64,
        /// Seats of the panel.
        seats: u32,
    },
    /// The most of all answers to one question, or the people who give them, are fewer than the seats.
    MostUnderSeats {
        /// The question.
        feature: String,
        /// How many seats can be filled.
        sum: u64,
        /// Seats of the panel.
        seats: u32,
    },
    /// Each question alone could be met, not all of them together. The smallest change that would do:
    Together {
        /// Bounds to move; at least one.
        changes: Vec<Relaxation>,
    },
    /// The program gave up: quotas so intricate are beyond it.
    TooIntricate,
}

/// A bound of a quota that stands in the way, and the nearest value that does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The question.
    pub feature: String,
    /// The answer.
    pub answer: String,
    /// Which end of the quota.
    pub bound: Bound,
    /// What it is.
    pub from: u32,
    /// What would do.
    pub to: u32,
}

/// An end of a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The fewest members.
    Least,
    /// The most members.
    Most,
}

impl Fault for PanelFault {
    fn key(&self) -> &'static str {
        match self {
            Self::NoSeats => "fault-panel-no-seats",
            Self::SamePerson { .. } => "fault-panel-same-person",
            Self::SameQuota { .. } => "fault-panel-same-quota",
            Self::QuotaBounds { .. } => "fault-panel-quota-bounds",
            Self::TooFewPeople { .. } => "fault-panel-too-few-people",
            Self::TooFewOf { .. } => "fault-panel-too-few-of",
            Self::LeastOverSeats { .. } => "fault-panel-least-over-seats",
            Self::MostUnderSeats { .. } => "fault-panel-most-under-seats",
            Self::Together { changes } => match changes.first().map(|change| change.bound) {
                Some(Bound::Most) => "fault-panel-together-most",
                _ => "fault-panel-together-least",
            },
            Self::TooIntricate => "fault-panel-too-intricate",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::NoSeats | Self::TooIntricate => Vec::new(),
            Self::SamePerson { id } => vec![text("id", id)],
            Self::SameQuota { feature, answer } | Self::QuotaBounds { feature, answer } => {
                vec![text("feature", feature), text("answer", answer)]
            }
            Self::TooFewPeople { people, seats } => vec![number("people", *people), number("seats", *seats)],
            Self::TooFewOf { feature, answer, people, least } => vec![
                text("feature", feature),
                text("answer", answer),
                number("people", *people),
                number("least", *least),
            ],
            Self::LeastOverSeats { feature, sum, seats } | Self::MostUnderSeats { feature, sum, seats } => {
                vec![text("feature", feature), number("sum", *sum), number("seats", *seats)]
            }
            Self::Together { changes } => changes.first().map_or_else(Vec::new, |change| {
                vec![
                    text("feature", &change.feature),
                    text("answer", &change.answer),
                    number("from", change.from),
                    number("to", change.to),
                    number("others", changes.len() - 1),
                ]
            }),
        }
    }
}
