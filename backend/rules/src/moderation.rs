//! Decisions of a facilitator on contributions, always with a reason that its author can understand.

use serde::{Deserialize, Serialize};

use crate::{
    faults::{Args, Fault, number},
    limits, text,
    timetable::Millis,
};

mod state;

pub use state::{ModerationEvent, ModerationMode, ModerationState};

/// For this long a decision can be undone, and nobody is told of it. Later it is decided anew.
pub const UNDO_WINDOW: Millis = 10 * 60 * 1_000;

/// Why a contribution is not published. The plain words are the message `moderation-reason-…` of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// It is about something else.
    OffTopic,
    /// It names someone.
    NamesAPerson,
    /// It insults.
    Insult,
    /// It gives an address, a number, or the like.
    PersonalData,
    /// It was already said.
    Duplicate,
    /// It sells something.
    Advertising,
    /// Said in the facilitator's own words.
    Other,
}

impl ReasonKind {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::OffTopic,
        Self::NamesAPerson,
        Self::Insult,
        Self::PersonalData,
        Self::Duplicate,
        Self::Advertising,
        Self::Other,
    ];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::OffTopic => "off_topic",
            Self::NamesAPerson => "names_a_person",
            Self::Insult => "insult",
            Self::PersonalData => "personal_data",
            Self::Duplicate => "duplicate",
            Self::Advertising => "advertising",
            Self::Other => "other",
        }
    }

    /// The reason of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// A reason, with words for its author. The words are optional but for [`ReasonKind::Other`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which one.
    pub kind: ReasonKind,
    /// Words of the facilitator, cleaned; maybe empty.
    pub text: String,
}

/// A decision on a contribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// Everyone may read it.
    Publish,
    /// It is not published, or no longer.
    Refuse {
        /// Why.
        reason: Reason,
    },
}

/// Why a decision cannot be taken or undone so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModerationFault {
    /// No reason, or one that does not exist.
    ReasonMissing,
    /// "Other" without words.
    ReasonUnsaid,
    /// Words over [`limits::MODERATION_REASON`].
    ReasonTooLong {
        /// Their length.
        got: usize,
    },
    /// Nothing to undo.
    NothingToUndo,
    /// The decision is too old, or its author was already told.
    TooLateToUndo,
    /// The undoing was not confirmed.
    UndoUnconfirmed,
}

impl Fault for ModerationFault {
    fn key(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "fault-moderation-reason-missing",
            Self::ReasonUnsaid => "fault-moderation-reason-unsaid",
            Self::ReasonTooLong { .. } => "fault-moderation-reason-too-long",
            Self::NothingToUndo => "fault-moderation-nothing-to-undo",
            Self::TooLateToUndo => "fault-moderation-too-late-to-undo",
            Self::UndoUnconfirmed => "fault-moderation-undo-unconfirmed",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::ReasonTooLong { got } => vec![
                number("most", limits::MODERATION_REASON),
                number("got", got),
                number("over", got.saturating_sub(limits::MODERATION_REASON)),
            ],
            _ => Vec::new(),
        }
    }
}

impl Reason {
    /// Reads the reason of a form: the key of a [`ReasonKind`] and words.
    pub fn new(key: &str, words: &str) -> Result<Self, ModerationFault> {
        let kind = ReasonKind::from_key(key).ok_or(ModerationFault::ReasonMissing)?;
        let text = text::clean_text(words);
        match text::length(&text) {
            0 if kind == ReasonKind::Other => Err(ModerationFault::ReasonUnsaid),
            got if got > limits::MODERATION_REASON => Err(ModerationFault::ReasonTooLong { got }),
            _ => Ok(Self { kind, text }),
        }
    }
}

/// What is known of the last decision on a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDecision {
    /// When it was taken.
    pub at: Millis,
    /// Whether its author was told, or could have read it.
    pub told: bool,
    /// Whether it was undone already.
    pub undone: bool,
}

/// From this moment on, a decision taken at `at` is no longer undone.
pub fn undo_ends(at: Millis) -> Millis {
    at.saturating_add(UNDO_WINDOW)
}

/// Whether the last decision may be undone now: first asked, then confirmed, within [`UNDO_WINDOW`] and before its author
/// is told. Later the contribution is decided anew, and its author is told of both.
pub fn may_undo(last: Option<LastDecision>, confirmed: bool, now: Millis) -> Result<(), ModerationFault> {
    let last = last.filter(|last| !last.undone).ok_or(ModerationFault::NothingToUndo)?;
    if last.told || now >= undo_ends(last.at) {
        return Err(ModerationFault::TooLateToUndo);
    }
    if confirmed { Ok(()) } else { Err(ModerationFault::UndoUnconfirmed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_of_the_list() {
        assert_eq!(Reason::new("", ""), Err(ModerationFault::ReasonMissing));
        assert_eq!(Reason::new("other", " "), Err(ModerationFault::ReasonUnsaid));
        assert_eq!(Reason::new("insult", ""), Ok(Reason { kind: ReasonKind::Insult, text: String::new() }));
        let long = "a".repeat(501);
        assert_eq!(Reason::new("insult", &long), Err(ModerationFault::ReasonTooLong { got: 501 }));
        assert_eq!(ReasonKind::ALL.map(|kind| ReasonKind::from_key(kind.key())), ReasonKind::ALL.map(Some));
    }

    #[test]
    fn undoing_takes_two_steps_and_is_for_a_while() {
        let last = LastDecision { at: 1_000, told: false, undone: false };
        assert_eq!(may_undo(Some(last), false, 2_000), Err(ModerationFault::UndoUnconfirmed));
        assert_eq!(may_undo(Some(last), true, 2_000), Ok(()));
        assert_eq!(may_undo(Some(last), true, undo_ends(1_000) - 1), Ok(()));
        assert_eq!(may_undo(Some(last), true, 1_000 + UNDO_WINDOW), Err(ModerationFault::TooLateToUndo));
        assert_eq!(
            may_undo(Some(LastDecision { told: true, ..last }), true, 2_000),
            Err(ModerationFault::TooLateToUndo)
        );
        assert_eq!(
            may_undo(Some(LastDecision { undone: true, ..last }), true, 2_000),
            Err(ModerationFault::NothingToUndo)
        );
        assert_eq!(may_undo(None, true, 2_000), Err(ModerationFault::NothingToUndo));
    }

    #[test]
    fn the_json_form_is_stable() {
        let decision = Decision::Refuse { reason: Reason { kind: ReasonKind::Duplicate, text: String::new() } };
        assert_eq!(
            serde_json::to_string(&decision).unwrap(),
            r#"{"decision":"refuse","reason":{"kind":"duplicate","text":""}}"#
        );
    }
}
