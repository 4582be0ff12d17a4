use serde::Serialize;

use crate::faults::{Args, Fault, number, text};

/// One thing that is wrong with what was published of a vote. Leaves, heads and patterns are numbered from 1, as people count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// The key of the log cannot be read.
    KeyUnreadable,
    /// The log names another key than the one that the verifier knows.
    OtherKey,
    /// The log and the result are not of the same vote.
    OtherLog,
    /// The log has no head that its key signed.
    NoHead,
    /// A head is no signed checkpoint.
    HeadUnreadable {
        /// Which one.
        head: u64,
    },
    /// The key of the log did not sign this head, or somebody changed it.
    HeadNotSigned {
        /// Which one.
        head: u64,
    },
    /// A head is of another log.
    HeadOfAnotherLog {
        /// Which one.
        head: u64,
    },
    /// A head covers fewer leaves than the one before, or is older.
    HeadsOutOfOrder {
        /// Which one.
        head: u64,
    },
    /// A head that was kept elsewhere is no signed checkpoint.
    KeptHeadUnreadable {
        /// Which of the kept heads.
        head: u64,
    },
    /// A head that was kept elsewhere is of another log.
    KeptHeadOfAnotherLog {
        /// Which of the kept heads.
        head: u64,
    },
    /// A head of this log that was kept elsewhere bears no signature of its key: the log was made anew under another key, or
    /// the copy was changed.
    KeptHeadOfAnotherKey {
        /// Which of the kept heads.
        head: u64,
    },
    /// A head that was kept elsewhere, and that the key of the log signed, says something else than the published log.
    KeptHeadContradicted {
        /// Which of the kept heads.
        head: u64,
    },
    /// A proof code is that of no vote of the log.
    CodeNotInLog {
        /// Which of the codes.
        code: u64,
    },
    /// Leaves that a head covers are not in the list.
    LeavesMissing {
        /// How many the last head covers.
        covered: u64,
        /// How many are listed.
        listed: u64,
    },
    /// The list has leaves that no head covers.
    LeavesAdded {
        /// How many the last head covers.
        covered: u64,
        /// How many are listed.
        listed: u64,
    },
    /// Among these leaves, at least one is not what the head signed.
    LeafChanged {
        /// First leaf that may be the one.
        first: u64,
        /// Last one.
        last: u64,
    },
    /// These leaves are the right ones in another order than the head signed.
    LeavesReordered {
        /// First of them.
        first: u64,
        /// Last of them.
        last: u64,
    },
    /// Leaves of one batch are not in the order of their hashes: their order may tell who voted when.
    BatchUnsorted {
        /// First leaf of the batch.
        first: u64,
        /// Last one.
        last: u64,
    },
    /// The same leaf twice.
    LeafRepeated {
        /// The second one.
        leaf: u64,
    },
    /// The result names another head than the last one of the log.
    OtherFinalHead,
    /// The seal of the result cannot be read.
    SealUnreadable,
    /// The key of the log did not sign the seal.
    SealNotSigned,
    /// The result is not the one that was sealed.
    ResultChanged,
    /// An observer whose signature is asked for did not sign the result.
    ObserverMissing {
        /// The name of the observer's key.
        observer: String,
    },
    /// A signature in the name of an observer is not by that observer's key, or of another text.
    ObserverNotSigned {
        /// The name of the observer's key.
        observer: String,
    },
    /// The recount is not the one that the result names.
    RecountChanged,
    /// The result tells another number of leaves than are in the log.
    LeafCount {
        /// What the result says.
        said: u64,
        /// How many are listed.
        listed: u64,
    },
    /// Leaves that were replaced, withdrawn or cast do not add up to all leaves.
    CountsDoNotAdd {
        /// All leaves, as the result says.
        said: u64,
        /// What the parts add up to.
        found: u64,
    },
    /// Voters of all channels do not add up to the ballots cast.
    VotersDoNotAdd {
        /// Ballots cast, as the result says.
        said: u64,
        /// Voters of all channels.
        found: u64,
    },
    /// More voters than passes.
    MoreVotersThanPasses {
        /// The channel.
        channel: String,
    },
    /// The seed of the lot is not SHA-256(final root ‖ what the public draw gave).
    LotSeed,
    /// Ballots of the recount do not add up to the valid ones.
    BallotsDoNotAdd {
        /// Valid ballots, as the result says.
        said: u64,
        /// Ballots of the recount.
        found: u64,
    },
    /// A ballot of the recount is out of order, listed twice or never cast: the order may tell who voted when.
    PatternOutOfPlace {
        /// Which one.
        pattern: u64,
    },
    /// A ballot of the recount does not follow the rules.
    PatternInvalid {
        /// Which one.
        pattern: u64,
    },
    /// Ballots were published though some of them could be their voter's signature.
    PatternsTooRevealing,
    /// The ballots are withheld for a reason that this vote does not have.
    WithheldWithoutReason,
    /// The method is not one that this software knows.
    UnknownMethod,
    /// The paper is one that no vote has, and nothing can be counted on it.
    PaperOutOfBounds,
    /// The recount tells what no ballots on this paper come to, and cannot be counted.
    RecountOutOfBounds,
    /// Counting again gives another result.
    OtherResult,
    /// Another number of codes than of people drawn.
    DrawnDoNotAdd {
        /// Codes.
        said: u64,
        /// People drawn.
        found: u64,
    },
    /// A step of the count does not follow from the others.
    StepDoesNotAdd {
        /// Which one.
        step: u64,
    },
    /// What is taken forward is not what the steps of the count come to.
    OutcomeDoesNotFollow,
    /// The lottery is not the one that the result names.
    LotteryChanged,
    /// The panel of the result is not the one that the lot draws from the lottery.
    OtherPanel,
    /// A code of somebody drawn is no vote of the log.
    DrawnNotInLog {
        /// Which code.
        drawn: u64,
    },
    /// A code of somebody drawn is there twice, or not in its order: the order may tell who gave which answers.
    DrawnOutOfPlace {
        /// Which code.
        drawn: u64,
    },
    /// The figures go by other rules than this software does.
    OtherRules,
    /// What was said of a statement does not add up, or is out of place.
    TotalDoesNotAdd {
        /// Which statement of the result, from 1.
        statement: u64,
    },
    /// Figures of a statement are not those that follow from its total.
    OtherFigures {
        /// Which statement of the result, from 1; 0 when the result does not list it.
        statement: u64,
    },
    /// Score, place or mark of a statement do not follow from its figures.
    OtherMark {
        /// Which statement of the result, from 1; 0 when the result does not list it.
        statement: u64,
    },
    /// The words of a statement are not those that were signed.
    OtherWords {
        /// Which statement of the result, from 1; 0 when the result does not list it.
        statement: u64,
    },
    /// Lists of the majority, points of vigilance or sentences do not follow from the figures.
    OtherSentences,
}

impl Fault for Finding {
    fn key(&self) -> &'static str {
        match self {
            Self::KeyUnreadable => "fault-verify-key-unreadable",
            Self::OtherKey => "fault-verify-other-key",
            Self::OtherLog => "fault-verify-other-log",
            Self::NoHead => "fault-verify-no-head",
            Self::HeadUnreadable { .. } => "fault-verify-head-unreadable",
            Self::HeadNotSigned { .. } => "fault-verify-head-not-signed",
            Self::HeadOfAnotherLog { .. } => "fault-verify-head-of-another-log",
            Self::HeadsOutOfOrder { .. } => "fault-verify-heads-out-of-order",
            Self::KeptHeadUnreadable { .. } => "fault-verify-kept-head-unreadable",
            Self::KeptHeadOfAnotherLog { .. } => "fault-verify-kept-head-of-another-log",
            Self::KeptHeadOfAnotherKey { .. } => "fault-verify-kept-head-of-another-key",
            Self::KeptHeadContradicted { .. } => "fault-verify-kept-head-contradicted",
            Self::CodeNotInLog { .. } => "fault-verify-code-not-in-log",
            Self::LeavesMissing { .. } => "fault-verify-leaves-missing",
            Self::LeavesAdded { .. } => "fault-verify-leaves-added",
            Self::LeafChanged { .. } => "fault-verify-leaf-changed",
            Self::LeavesReordered { .. } => "fault-verify-leaves-reordered",
            Self::BatchUnsorted { .. } => "fault-verify-batch-unsorted",
            Self::LeafRepeated { .. } => "fault-verify-leaf-repeated",
            Self::OtherFinalHead => "fault-verify-other-final-head",
            Self::SealUnreadable => "fault-verify-seal-unreadable",
            Self::SealNotSigned => "fault-verify-seal-not-signed",
            Self::ResultChanged => "fault-verify-result-changed",
            Self::ObserverMissing { .. } => "fault-verify-observer-missing",
            Self::ObserverNotSigned { .. } => "fault-verify-observer-not-signed",
            Self::RecountChanged => "fault-verify-recount-changed",
            Self::LeafCount { .. } => "fault-verify-leaf-count",
            Self::CountsDoNotAdd { .. } => "fault-verify-counts-do-not-add",
            Self::VotersDoNotAdd { .. } => "fault-verify-voters-do-not-add",
            Self::MoreVotersThanPasses { .. } => "fault-verify-more-voters-than-passes",
            Self::LotSeed => "fault-verify-lot-seed",
            Self::BallotsDoNotAdd { .. } => "fault-verify-ballots-do-not-add",
            Self::PatternOutOfPlace { .. } => "fault-verify-pattern-out-of-place",
            Self::PatternInvalid { .. } => "fault-verify-pattern-invalid",
            Self::PatternsTooRevealing => "fault-verify-patterns-too-revealing",
            Self::WithheldWithoutReason => "fault-verify-withheld-without-reason",
            Self::UnknownMethod => "fault-verify-unknown-method",
            Self::PaperOutOfBounds => "fault-verify-paper-out-of-bounds",
            Self::RecountOutOfBounds => "fault-verify-recount-out-of-bounds",
            Self::OtherResult => "fault-verify-other-result",
            Self::DrawnDoNotAdd { .. } => "fault-verify-drawn-do-not-add",
            Self::StepDoesNotAdd { .. } => "fault-verify-step-does-not-add",
            Self::OutcomeDoesNotFollow => "fault-verify-outcome-does-not-follow",
            Self::LotteryChanged => "fault-verify-lottery-changed",
            Self::OtherPanel => "fault-verify-other-panel",
            Self::DrawnNotInLog { .. } => "fault-verify-drawn-not-in-log",
            Self::DrawnOutOfPlace { .. } => "fault-verify-drawn-out-of-place",
            Self::OtherRules => "fault-verify-other-rules",
            Self::TotalDoesNotAdd { .. } => "fault-verify-total-does-not-add",
            Self::OtherFigures { .. } => "fault-verify-other-figures",
            Self::OtherMark { .. } => "fault-verify-other-mark",
            Self::OtherWords { .. } => "fault-verify-other-words",
            Self::OtherSentences => "fault-verify-other-sentences",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::HeadUnreadable { head }
            | Self::HeadNotSigned { head }
            | Self::HeadOfAnotherLog { head }
            | Self::HeadsOutOfOrder { head }
            | Self::KeptHeadUnreadable { head }
            | Self::KeptHeadOfAnotherLog { head }
            | Self::KeptHeadOfAnotherKey { head }
            | Self::KeptHeadContradicted { head } => vec![number("head", head)],
            Self::LeavesMissing { covered, listed } | Self::LeavesAdded { covered, listed } => {
                vec![number("covered", covered), number("listed", listed)]
            }
            Self::LeafChanged { first, last }
            | Self::LeavesReordered { first, last }
            | Self::BatchUnsorted { first, last } => vec![number("first", first), number("last", last)],
            Self::StepDoesNotAdd { step } => vec![number("step", step)],
            Self::CodeNotInLog { code } => vec![number("code", code)],
            Self::LeafRepeated { leaf } => vec![number("leaf", leaf)],
            Self::LeafCount { said, listed } => vec![number("said", said), number("listed", listed)],
            Self::CountsDoNotAdd { said, found }
            | Self::VotersDoNotAdd { said, found }
            | Self::BallotsDoNotAdd { said, found }
            | Self::DrawnDoNotAdd { said, found } => vec![number("said", said), number("found", found)],
            Self::ObserverMissing { ref observer } | Self::ObserverNotSigned { ref observer } => {
                vec![text("observer", observer)]
            }
            Self::MoreVotersThanPasses { ref channel } => vec![text("channel", channel)],
            Self::DrawnNotInLog { drawn } | Self::DrawnOutOfPlace { drawn } => vec![number("drawn", drawn)],
            Self::PatternOutOfPlace { pattern } | Self::PatternInvalid { pattern } => {
                vec![number("pattern", pattern)]
            }
            Self::TotalDoesNotAdd { statement }
            | Self::OtherFigures { statement }
            | Self::OtherMark { statement }
            | Self::OtherWords { statement } => {
                vec![number("statement", statement)]
            }
            _ => Vec::new(),
        }
    }
}
