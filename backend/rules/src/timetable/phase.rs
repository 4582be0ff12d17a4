use serde::{Deserialize, Serialize};

use super::{Millis, Span};

/// What people do in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseKind {
    /// Answer questions.
    Questionnaire,
    /// Write solutions.
    Proposal,
    /// Agree, disagree or pass on statements.
    Opinion,
    /// Decide by a voting method.
    Decision,
    /// Read the results.
    Result,
    /// Wait for, then read, the institution's answers.
    Answer,
    /// Follow the commitments.
    Followup,
}

impl PhaseKind {
    /// Every kind, in the usual order of a consultation.
    pub const ALL: [Self; 7] = [
        Self::Questionnaire,
        Self::Proposal,
        Self::Opinion,
        Self::Decision,
        Self::Result,
        Self::Answer,
        Self::Followup,
    ];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Questionnaire => "questionnaire",
            Self::Proposal => "proposal",
            Self::Opinion => "opinion",
            Self::Decision => "decision",
            Self::Result => "result",
            Self::Answer => "answer",
            Self::Followup => "followup",
        }
    }

    /// The kind of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether residents contribute in it.
    pub fn takes_contributions(self) -> bool {
        matches!(self, Self::Questionnaire | Self::Proposal | Self::Opinion | Self::Decision)
    }

    /// Whether what residents say in it is sealed in a log that anyone can check.
    pub fn seals_votes(self) -> bool {
        matches!(self, Self::Opinion | Self::Decision)
    }
}

/// Kind and dates of one phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseDates {
    /// What people do in it.
    pub kind: PhaseKind,
    /// When it is open.
    pub span: Span,
}

/// Where a phase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseMoment {
    /// Closed.
    Done,
    /// Open.
    Now,
    /// Not open yet.
    ToCome,
}

impl PhaseMoment {
    /// The stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::ToCome => "to_come",
        }
    }
}

impl PhaseDates {
    /// Where the phase stands at this moment.
    pub fn moment(&self, now: Millis) -> PhaseMoment {
        match self.span {
            Span { opens_at, .. } if now < opens_at => PhaseMoment::ToCome,
            span if span.contains(now) => PhaseMoment::Now,
            _ => PhaseMoment::Done,
        }
    }

    /// Whether a resident may contribute at this moment.
    pub fn is_open_to_contributions(&self, now: Millis) -> bool {
        self.kind.takes_contributions() && self.span.contains(now)
    }
}

/// The phases of a consultation at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// Where each phase stands, in the order given.
    pub moments: Vec<PhaseMoment>,
    /// The phase to take part in: the open one that takes contributions and closes first.
    pub take_part: Option<usize>,
    /// The next moment at which this timeline changes.
    pub next_change: Option<Millis>,
}

impl Timeline {
    /// The timeline of these phases at this moment.
    pub fn at(phases: &[PhaseDates], now: Millis) -> Self {
        let open = phases
            .iter()
            .enumerate()
            .filter(|(_, phase)| phase.is_open_to_contributions(now));
        let edges = phases
            .iter()
            .flat_map(|phase| [phase.span.opens_at, phase.span.closes_at]);
        Self {
            moments: phases.iter().map(|phase| phase.moment(now)).collect(),
            take_part: open
                .min_by_key(|(index, phase)| (phase.span.closes_at, *index))
                .map(|(index, _)| index),
            next_change: edges.filter(|&edge| edge > now).min(),
        }
    }
}

/// A change that a member may want to make to a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Questions, options, method, limits: what a contribution depends on.
    Rules,
    /// A wording put right without a change of meaning, shown as such.
    Wording,
    /// A later end.
    Extension,
    /// Any other change of dates.
    Dates,
    /// Taking the phase out.
    Removal,
}

/// Whether a phase may still be changed so. Rules are frozen at the first contribution, and so are dates, but for a later
/// end while it is open: nobody who counted on a date is surprised by an earlier one.
pub fn may_change(change: Change, moment: PhaseMoment, has_contributions: bool) -> bool {
    match change {
        Change::Wording => moment != PhaseMoment::Done,
        Change::Extension => moment != PhaseMoment::Done,
        Change::Rules | Change::Dates | Change::Removal => !has_contributions && moment != PhaseMoment::Done,
    }
}
