//! Official answers of an institution to proposals: what one must say, and what makes a new version.

use serde::{Deserialize, Serialize};

use crate::{
    dates::Day,
    faults::{Args, Fault, number},
    limits, text,
};

/// What the institution decides on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It will be done.
    Retained,
    /// Part of it will be done.
    Partly,
    /// A decision comes later.
    UnderStudy,
    /// It will not be done.
    NotRetained,
    /// It exists already.
    AlreadyDone,
}

impl Verdict {
    /// Every verdict, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Retained, Self::Partly, Self::UnderStudy, Self::NotRetained, Self::AlreadyDone];

    /// The stable name, as in the database and the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Retained => "retained",
            Self::Partly => "partly",
            Self::UnderStudy => "under_study",
            Self::NotRetained => "not_retained",
            Self::AlreadyDone => "already_done",
        }
    }

    /// The verdict of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.key() == key)
    }

    /// Whether something is promised, hence a date: the deed, or the decision still to come.
    pub fn needs_due_date(self) -> bool {
        matches!(self, Self::Retained | Self::Partly | Self::UnderStudy)
    }
}

/// What an institution typed, before any check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerForm {
    /// Key of a [`Verdict`].
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// What will be done, or anything else to say; may be left empty.
    pub details: String,
    /// Responsible body.
    pub body: String,
    /// Responsible person.
    pub person: String,
    /// Day, as typed.
    pub due: String,
}

/// An official answer that may be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialAnswer {
    /// What is decided.
    pub verdict: Verdict,
    /// Why; never empty.
    pub reason: String,
    /// What else there is to say; maybe empty.
    pub details: String,
    /// Responsible body; never empty.
    pub body: String,
    /// Responsible person; never empty.
    pub person: String,
    /// When it will be done or decided: always there when the verdict promises something.
    pub due: Option<Day>,
}

/// What must be put right in an official answer. Each says which field it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficialAnswerFault {
    /// No verdict, or one that does not exist.
    VerdictMissing,
    /// No reason.
    ReasonMissing,
    /// A reason over [`limits::ANSWER_REASON`].
    ReasonTooLong {
        /// Its length.
        got: usize,
    },
    /// Details over [`limits::ANSWER_BODY`].
    DetailsTooLong {
        /// Their length.
        got: usize,
    },
    /// No responsible body.
    BodyMissing,
    /// A body over [`limits::NAME`].
    BodyTooLong {
        /// Its length.
        got: usize,
    },
    /// No responsible person.
    PersonMissing,
    /// A person over [`limits::NAME`].
    PersonTooLong {
        /// Its length.
        got: usize,
    },
    /// A promise without a date.
    DueMissing,
    /// Not a date.
    DueUnreadable,
    /// A date that is over.
    DuePast,
    /// A new version that says the same.
    NothingChanged,
}

impl OfficialAnswerFault {
    /// The field of [`AnswerForm`] that it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::VerdictMissing | Self::NothingChanged => "verdict",
            Self::ReasonMissing | Self::ReasonTooLong { .. } => "reason",
            Self::DetailsTooLong { .. } => "details",
            Self::BodyMissing | Self::BodyTooLong { .. } => "body",
            Self::PersonMissing | Self::PersonTooLong { .. } => "person",
            Self::DueMissing | Self::DueUnreadable | Self::DuePast => "due",
        }
    }
}

impl Fault for OfficialAnswerFault {
    fn key(&self) -> &'static str {
        match self {
            Self::VerdictMissing => "fault-official-verdict-missing",
            Self::ReasonMissing => "fault-official-reason-missing",
            Self::ReasonTooLong { .. } => "fault-official-reason-too-long",
            Self::DetailsTooLong { .. } => "fault-official-details-too-long",
            Self::BodyMissing => "fault-official-body-missing",
            Self::BodyTooLong { .. } => "fault-official-body-too-long",
            Self::PersonMissing => "fault-official-person-missing",
            Self::PersonTooLong { .. } => "fault-official-person-too-long",
            Self::DueMissing => "fault-official-due-missing",
            Self::DueUnreadable => "fault-official-due-unreadable",
            Self::DuePast => "fault-official-due-past",
            Self::NothingChanged => "fault-official-nothing-changed",
        }
    }

    fn args(&self) -> Args {
        let over = |got: usize, most: usize| {
            vec![number("most", most), number("got", got), number("over", got.saturating_sub(most))]
        };
        match *self {
            Self::ReasonTooLong { got } => over(got, limits::ANSWER_REASON),
            Self::DetailsTooLong { got } => over(got, limits::ANSWER_BODY),
            Self::BodyTooLong { got } | Self::PersonTooLong { got } => over(got, limits::NAME),
            _ => Vec::new(),
        }
    }
}

impl OfficialAnswer {
    /// Checks a form on the day `today`; every fault at once, in the order of the fields.
    pub fn new(form: &AnswerForm, today: Day) -> Result<Self, Vec<OfficialAnswerFault>> {
        use OfficialAnswerFault as Fault;
        let mut faults = Vec::new();
        let verdict = Verdict::from_key(form.verdict.trim());
        if verdict.is_none() {
            faults.push(Fault::VerdictMissing);
        }
        let reason = text::clean_text(&form.reason);
        let details = text::clean_text(&form.details);
        let body = text::clean_line(&form.body);
        let person = text::clean_line(&form.person);
        faults.extend(check_length(&reason, limits::ANSWER_REASON, Some(Fault::ReasonMissing), |got| {
            Fault::ReasonTooLong { got }
        }));
        faults.extend(check_length(&details, limits::ANSWER_BODY, None, |got| Fault::DetailsTooLong { got }));
        faults.extend(check_length(&body, limits::NAME, Some(Fault::BodyMissing), |got| Fault::BodyTooLong { got }));
        faults.extend(check_length(&person, limits::NAME, Some(Fault::PersonMissing), |got| Fault::PersonTooLong {
            got,
        }));
        let due = read_due(&form.due, verdict, today).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        match verdict {
            Some(verdict) if faults.is_empty() => Ok(Self { verdict, reason, details, body, person, due }),
            _ => Err(faults),
        }
    }
}

/// The number of the version to write. A published version is never edited: what is changed becomes a new one, and one that
/// says the same is refused. A draft keeps its number until it is published.
pub fn next_version(
    published: Option<(u32, &OfficialAnswer)>,
    new: &OfficialAnswer,
) -> Result<u32, OfficialAnswerFault> {
    match published {
        None => Ok(1),
        Some((_, last)) if last == new => Err(OfficialAnswerFault::NothingChanged),
        Some((version, _)) => Ok(version.saturating_add(1)),
    }
}

fn check_length(
    text: &str,
    most: usize,
    missing: Option<OfficialAnswerFault>,
    too_long: impl FnOnce(usize) -> OfficialAnswerFault,
) -> Option<OfficialAnswerFault> {
    match text::length(text) {
        0 => missing,
        got if got > most => Some(too_long(got)),
        _ => None,
    }
}

fn read_due(typed: &str, verdict: Option<Verdict>, today: Day) -> Result<Option<Day>, OfficialAnswerFault> {
    if typed.trim().is_empty() {
        let needed = verdict.is_some_and(Verdict::needs_due_date);
        return if needed { Err(OfficialAnswerFault::DueMissing) } else { Ok(None) };
    }
    let due = Day::parse(typed).map_err(|_| OfficialAnswerFault::DueUnreadable)?;
    let promised = verdict.is_none_or(Verdict::needs_due_date);
    if promised && due < today { Err(OfficialAnswerFault::DuePast) } else { Ok(Some(due)) }
}

#[cfg(test)]
mod tests;
