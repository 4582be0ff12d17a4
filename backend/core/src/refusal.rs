//! Why an act was not done. The names are translation keys: pages and API say the same words.

use sea_orm::DbErr;
use serde::Serialize;
use tablee_rules::{ArgValue, Fault};

/// A field whose value cannot be taken, with the translation key of what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldFault {
    /// Name of the form field or JSON property.
    pub field: String,
    /// Translation key, `fault-…`.
    pub key: String,
    /// Arguments of the translation.
    pub args: Vec<(String, ArgValue)>,
}

impl FieldFault {
    /// A fault whose text takes no argument.
    pub fn new(field: impl Into<String>, key: impl Into<String>) -> Self {
        Self { field: field.into(), key: key.into(), args: Vec::new() }
    }

    /// What a rule said of a field.
    pub fn of(field: impl Into<String>, fault: &impl Fault) -> Self {
        let args = fault
            .args()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self { field: field.into(), key: fault.key().to_owned(), args }
    }
}

/// The kind of answer that a refusal makes, whatever the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalClass {
    /// Nobody is signed in and somebody must be (401).
    SignInNeeded,
    /// The actor may not (403).
    Forbidden,
    /// There is no such thing, or not for this actor (404).
    NotFound,
    /// The state of things does not allow it (409).
    Conflict,
    /// What was sent is not whole (400).
    Malformed,
    /// What was sent cannot be taken as it is (422).
    Invalid,
    /// Too often (429).
    TooMany,
    /// The database or another part does not answer (503).
    Unavailable,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident => $class:ident, $key:literal;)*) => {
        /// Why an act was not done.
        #[derive(Debug, thiserror::Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error($key)] $name,)*
            /// Fields that cannot be taken, each with its reason.
            #[error("refusal-invalid")]
            Invalid(Vec<FieldFault>),
            /// The database did not do its part.
            #[error("refusal-unavailable: {0}")]
            Unavailable(#[source] DbErr),
        }

        impl Refusal {
            /// The translation key of the sentence that says it.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                    Self::Invalid(_) => "refusal-invalid",
                    Self::Unavailable(_) => "refusal-unavailable",
                }
            }

            /// The kind of answer it makes.
            pub fn class(&self) -> RefusalClass {
                match self {
                    $(Self::$name => RefusalClass::$class,)*
                    Self::Invalid(_) => RefusalClass::Invalid,
                    Self::Unavailable(_) => RefusalClass::Unavailable,
                }
            }

            /// Keys of all refusals, for the language files' test.
            pub const KEYS: &'static [&'static str] = &[$($key,)* "refusal-invalid", "refusal-unavailable"];
        }
    };
}

refusals! {
    /// A member's page, and nobody is signed in.
    SignInNeeded => SignInNeeded, "refusal-sign-in-needed";
    /// Signed in, without the role for it.
    Forbidden => Forbidden, "refusal-forbidden";
    /// No such thing, or not visible to this actor: the two are never told apart.
    NotFound => NotFound, "refusal-not-found";
    /// No contribution has this receipt code.
    UnknownCode => NotFound, "refusal-unknown-code";
    /// No vote has this proof code.
    UnknownProofCode => NotFound, "refusal-unknown-proof-code";
    /// The phase has not opened yet.
    PhaseNotOpen => Conflict, "refusal-phase-not-open";
    /// The phase is over.
    PhaseClosed => Conflict, "refusal-phase-closed";
    /// The phase still takes contributions: results come after.
    PhaseStillOpen => Conflict, "refusal-phase-still-open";
    /// The phase has just closed, and what its votes say is still being computed.
    ResultsNotReady => Conflict, "refusal-results-not-ready";
    /// The rules name a public draw, and nobody has entered what it gave.
    DrawMissing => Conflict, "refusal-draw-missing";
    /// What the public draw gave was entered before, and was something else.
    DrawEntered => Conflict, "refusal-draw-entered";
    /// This pass has already taken part in this phase.
    AlreadyTakenPart => Conflict, "refusal-already-taken-part";
    /// This pass has sent as many proposals in this phase as one may.
    ProposalLimit => Conflict, "refusal-proposal-limit";
    /// This pass has added as many statements to this phase as one may.
    StatementLimit => Conflict, "refusal-statement-limit";
    /// One does not support one's own proposal.
    OwnProposal => Conflict, "refusal-own-proposal";
    /// What led from ballots to the log was erased, long after the close.
    LinksErased => Conflict, "refusal-links-erased";
    /// Only one auditor could open ballots that may be their voter's signature.
    OneAuditor => Conflict, "refusal-one-auditor";
    /// An auditor without a public name signs nothing that everyone reads.
    NoPublicName => Conflict, "refusal-no-public-name";
    /// There is no published result yet that could be signed.
    ResultsNotPublished => Conflict, "refusal-results-not-published";
    /// Contributions were erased at the promised date: nothing can be counted any more.
    ContributionsErased => Conflict, "refusal-contributions-erased";
    /// The form was sent twice with different contents, or by someone else.
    SubmissionReused => Conflict, "refusal-submission-reused";
    /// Someone changed the thing meanwhile.
    ChangedMeanwhile => Conflict, "refusal-changed-meanwhile";
    /// Rules and questions are frozen: someone has already contributed.
    Frozen => Conflict, "refusal-frozen";
    /// A parameter that none of our pages or answers gave.
    Malformed => Malformed, "refusal-malformed";
    /// The state of the thing does not allow this step.
    WrongState => Conflict, "refusal-wrong-state";
    /// A mailed link that was used, is too old, or is not whole.
    LinkSpent => Conflict, "refusal-link-spent";
    /// A sign-in link opened in another browser than the one that asked.
    OtherBrowser => Conflict, "refusal-other-browser";
    /// A mailed link that lost a part on its way.
    LinkBroken => Malformed, "refusal-link-broken";
    /// The organisation would be left without an administrator.
    LastAdministrator => Conflict, "refusal-last-administrator";
    /// Tried too often.
    TooMany => TooMany, "refusal-too-many";
}

impl Refusal {
    /// One field at fault, with the key of the sentence about it.
    pub fn field(field: &str, key: &str) -> Self {
        Self::Invalid(vec![FieldFault::new(field, key)])
    }

    /// One field at fault, as a rule said it.
    pub fn fault(field: &str, fault: &impl Fault) -> Self {
        Self::Invalid(vec![FieldFault::of(field, fault)])
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        tracing::error!(%error, "the database refused");
        Self::Unavailable(error)
    }
}
