use super::{Millis, PhaseDates};
use crate::faults::{Args, Fault, number};

/// The shortest phase: one hour.
const SHORTEST: Millis = 3_600_000;
/// The longest phase: five years.
const LONGEST: Millis = 5 * 366 * 86_400_000;

/// What keeps a consultation from being scheduled. Phases are numbered from 1. Phases may overlap and leave gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimetableFault {
    /// No phase.
    Empty,
    /// No phase in which residents contribute.
    NothingToDo,
    /// A phase that ends before it starts, or at once.
    EndBeforeStart {
        /// Which phase.
        phase: usize,
    },
    /// A phase of less than an hour.
    TooShort {
        /// Which phase.
        phase: usize,
    },
    /// A phase of more than five years: most likely a year mistyped.
    TooLong {
        /// Which phase.
        phase: usize,
    },
    /// A phase that takes contributions and is over already.
    InThePast {
        /// Which phase.
        phase: usize,
    },
    /// A phase that starts before the one above it.
    OutOfOrder {
        /// Which phase.
        phase: usize,
    },
}

impl Fault for TimetableFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "fault-timetable-empty",
            Self::NothingToDo => "fault-timetable-nothing-to-do",
            Self::EndBeforeStart { .. } => "fault-timetable-end-before-start",
            Self::TooShort { .. } => "fault-timetable-too-short",
            Self::TooLong { .. } => "fault-timetable-too-long",
            Self::InThePast { .. } => "fault-timetable-in-the-past",
            Self::OutOfOrder { .. } => "fault-timetable-out-of-order",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::EndBeforeStart { phase }
            | Self::TooShort { phase }
            | Self::TooLong { phase }
            | Self::InThePast { phase }
            | Self::OutOfOrder { phase } => vec![number("phase", phase)],
            Self::Empty | Self::NothingToDo => Vec::new(),
        }
    }
}

/// What is wrong with a timetable at the moment it is scheduled.
pub fn check(phases: &[PhaseDates], now: Millis) -> Vec<TimetableFault> {
    if phases.is_empty() {
        return vec![TimetableFault::Empty];
    }
    let mut faults = Vec::new();
    if !phases.iter().any(|phase| phase.kind.takes_contributions()) {
        faults.push(TimetableFault::NothingToDo);
    }
    let mut earlier = Millis::MIN;
    for (index, dates) in phases.iter().enumerate() {
        let phase = index + 1;
        match dates.span.closes_at.saturating_sub(dates.span.opens_at) {
            ..=0 => faults.push(TimetableFault::EndBeforeStart { phase }),
            1..SHORTEST => faults.push(TimetableFault::TooShort { phase }),
            long if long > LONGEST => faults.push(TimetableFault::TooLong { phase }),
            _ if dates.kind.takes_contributions() && dates.span.closes_at <= now => {
                faults.push(TimetableFault::InThePast { phase });
            }
            _ => {}
        }
        if dates.span.opens_at < earlier {
            faults.push(TimetableFault::OutOfOrder { phase });
        }
        earlier = earlier.max(dates.span.opens_at);
    }
    faults
}
