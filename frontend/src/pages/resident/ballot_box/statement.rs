//! The statement beside the result of a vote: who voted and how, what was removed and why, which rules and which log.

use serde::Serialize;
use tablee_core::cases::ballot_log::VoteStatement;
use tablee_core::cases::participation::PhaseAddress;
use tablee_rules::ballot_log::{LeafCounts, Withheld};
use tablee_rules::opinion::OpinionRules;

use crate::http::Lang;
use crate::pages::resident::paths;
use crate::view::form::words;

/// As `partials/vote_statement` shows it.
#[derive(Serialize)]
pub(in crate::pages::resident) struct StatementView {
    channels: Vec<ChannelLine>,
    all: u64,
    replaced: u64,
    withdrawn: u64,
    hidden: u64,
    frozen_at: i64,
    closed_at: i64,
    root: String,
    head_at: Option<i64>,
    software: String,
    withheld: Option<WithheldView>,
    /// The thresholds that figures of opinions go by.
    opinion: Option<OpinionRules>,
    log_href: String,
}

#[derive(Serialize)]
struct ChannelLine {
    label: String,
    voters: u64,
}

#[derive(Serialize)]
struct WithheldView {
    /// Stable name of the reason.
    reason: &'static str,
    alone: u64,
    ballots: u64,
}

impl StatementView {
    pub fn new(lang: Lang, phase: &PhaseAddress, statement: VoteStatement) -> Self {
        let line = |(channel, voters): (Option<String>, u64)| ChannelLine {
            label: match channel {
                Some(channel) => words(lang, &format!("results-channel-{channel}"), &[]),
                None => words(lang, "vote-statement-other-channels", &[]),
            },
            voters,
        };
        let LeafCounts { all, replaced, withdrawn } = statement.leaves;
        Self {
            channels: statement.channels.into_iter().map(line).collect(),
            all,
            replaced,
            withdrawn,
            hidden: statement.hidden,
            frozen_at: statement.frozen_at,
            closed_at: statement.closed_at,
            root: statement.root,
            head_at: statement.head_at,
            software: statement.software,
            withheld: statement.withheld.map(WithheldView::from),
            opinion: statement.opinion_rules,
            log_href: paths::ballot_log(phase),
        }
    }

    pub fn sample(lang: Lang, withheld: Option<Withheld>) -> Self {
        let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
        let statement = VoteStatement {
            channels: vec![(Some("web".to_owned()), 12), (None, 6)],
            leaves: LeafCounts { all: 22, replaced: 3, withdrawn: 1 },
            frozen_at: 1_795_431_600_000,
            closed_at: 1_795_431_600_000,
            root: "00".repeat(32),
            head_at: Some(1_795_431_600_000),
            software: "Tablée 0.1.0".to_owned(),
            hidden: 0,
            opinion_rules: (withheld == Some(Withheld::Sheets)).then(OpinionRules::in_force),
            withheld,
        };
        Self::new(lang, &phase, statement)
    }
}

impl From<Withheld> for WithheldView {
    fn from(withheld: Withheld) -> Self {
        match withheld {
            Withheld::FewBallots { ballots } => Self { reason: "few", alone: 0, ballots },
            Withheld::OneOfAKind { alone, ballots } => Self { reason: "alone", alone, ballots },
            Withheld::Sheets => Self { reason: "sheets", alone: 0, ballots: 0 },
        }
    }
}
