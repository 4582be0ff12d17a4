use crate::faults::{Args, Fault, number};

/// Why a text is not the signed head of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadFault {
    /// No text, an empty line and at least one line of signature.
    NotANote,
    /// A line that should be a signature.
    SignatureLine {
        /// Which one, from 1.
        position: usize,
    },
    /// The first line does not name a log.
    Origin,
    /// The second line is not a number of leaves.
    Size,
    /// The third line is not a hash.
    Root,
    /// A further line is empty, or tells a time that is none.
    Extension,
    /// The key of the log did not sign it.
    NotSigned,
}

impl Fault for HeadFault {
    fn key(&self) -> &'static str {
        match self {
            Self::NotANote => "fault-head-not-a-note",
            Self::SignatureLine { .. } => "fault-head-signature-line",
            Self::Origin => "fault-head-origin",
            Self::Size => "fault-head-size",
            Self::Root => "fault-head-root",
            Self::Extension => "fault-head-extension",
            Self::NotSigned => "fault-head-not-signed",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::SignatureLine { position } => vec![number("position", position)],
            _ => Vec::new(),
        }
    }
}
