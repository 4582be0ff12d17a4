use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::commitment::{Nonce, commitment, leaf_hash};
use super::drawn::{Volunteer, drawn_codes};
use super::published::{LeafCounts, Published, PublishedLog, Recount};
use crate::faults::{Args, Fault, number};
use crate::opinion::StratumTally;
use crate::voting::{self, Ballot, Counted, Method, Standing, bounds};

/// The whole log opened, for auditors alone: it tells every ballot, though not whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedLog {
    /// The consultation, as its commitments name it.
    pub consultation: String,
    /// What is behind each leaf, in the order of the log.
    pub leaves: Vec<OpenedLeaf>,
    /// Of an opinion phase: what the voters of each declared stratum said, added up. Nobody's own declaration is handed out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<StratumTally>,
}

/// What is behind one leaf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedLeaf {
    /// What hid the ballot; `None` when its voter took the vote back, and ballot and nonce were forgotten. One that is cast has it.
    pub nonce: Option<Nonce>,
    /// The ballot or sheet, as it was committed to; `null` when it was forgotten.
    pub ballot: Value,
    /// A number for the pass: the same for all votes of one voter, drawn for the audit alone.
    pub pass: u64,
    /// Which vote of this pass it is, from 1.
    pub turn: u32,
    /// What became of it.
    pub state: LeafState,
}

/// What became of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafState {
    /// The last vote of its pass: it is cast.
    Cast,
    /// The pass voted again later.
    Replaced,
    /// The last vote of its pass, taken back.
    Withdrawn,
}

/// One thing that auditors find wrong in the opened log. Leaves are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum AuditFinding {
    /// The opened log is of another consultation.
    OtherConsultation,
    /// Another number of leaves than in the published log.
    Length {
        /// Leaves opened.
        opened: u64,
        /// Leaves published.
        published: u64,
    },
    /// Nonce and ballot do not lead to the published leaf.
    DoesNotOpen {
        /// Which leaf.
        leaf: u64,
    },
    /// Two votes of one pass claim the same turn.
    TurnTwice {
        /// The second one.
        leaf: u64,
    },
    /// A vote counts though its pass voted again later.
    ReplacedCounted {
        /// Which leaf.
        leaf: u64,
    },
    /// The last vote of a pass is said to be replaced.
    LastLeftOut {
        /// Which leaf.
        leaf: u64,
    },
    /// Another number of replaced votes than the result says.
    Replaced {
        /// What the result says.
        said: u64,
        /// What was opened.
        found: u64,
    },
    /// Another number of withdrawn votes than the result says.
    Withdrawn {
        /// What the result says.
        said: u64,
        /// What was opened.
        found: u64,
    },
    /// A ballot that cannot be read.
    BallotUnreadable {
        /// Which leaf.
        leaf: u64,
    },
    /// The method is not one that this software knows.
    UnknownMethod,
    /// The paper is one that no vote has, and nothing can be counted on it.
    PaperOutOfBounds,
    /// The published recount is not that of the opened ballots.
    OtherRecount,
    /// The opened ballots lead to another result.
    OtherResult,
    /// The published codes are not those of the people whom the draw takes.
    OtherDrawn,
    /// The published figures go by other rules than this software does.
    OtherRules,
    /// The opened sheets give a statement another total.
    OtherTotal {
        /// Which statement of the result, from 1.
        statement: u64,
    },
    /// What is told of declared strata cannot be: it is more than all voters said.
    StrataDoNotAdd,
    /// The opened sheets lead to other groups, scores or sentences.
    OtherAnalysis,
}

impl Fault for AuditFinding {
    fn key(&self) -> &'static str {
        match self {
            Self::OtherConsultation => "fault-audit-other-consultation",
            Self::Length { .. } => "fault-audit-length",
            Self::DoesNotOpen { .. } => "fault-audit-does-not-open",
            Self::TurnTwice { .. } => "fault-audit-turn-twice",
            Self::ReplacedCounted { .. } => "fault-audit-replaced-counted",
            Self::LastLeftOut { .. } => "fault-audit-last-left-out",
            Self::Replaced { .. } => "fault-audit-replaced",
            Self::Withdrawn { .. } => "fault-audit-withdrawn",
            Self::BallotUnreadable { .. } => "fault-audit-ballot-unreadable",
            Self::UnknownMethod => "fault-audit-unknown-method",
            Self::PaperOutOfBounds => "fault-audit-paper-out-of-bounds",
            Self::OtherRecount => "fault-audit-other-recount",
            Self::OtherResult => "fault-audit-other-result",
            Self::OtherDrawn => "fault-audit-other-drawn",
            Self::OtherRules => "fault-audit-other-rules",
            Self::OtherTotal { .. } => "fault-audit-other-total",
            Self::StrataDoNotAdd => "fault-audit-strata-do-not-add",
            Self::OtherAnalysis => "fault-audit-other-analysis",
        }
    }

    fn args(&self) -> Args {
        match *self {
            Self::Length { opened, published } => vec![number("opened", opened), number("published", published)],
            Self::DoesNotOpen { leaf }
            | Self::TurnTwice { leaf }
            | Self::ReplacedCounted { leaf }
            | Self::LastLeftOut { leaf }
            | Self::BallotUnreadable { leaf } => vec![number("leaf", leaf)],
            Self::Replaced { said, found } | Self::Withdrawn { said, found } => {
                vec![number("said", said), number("found", found)]
            }
            Self::OtherTotal { statement } => vec![number("statement", statement)],
            Self::OtherConsultation | Self::UnknownMethod | Self::PaperOutOfBounds => Vec::new(),
            Self::OtherRecount | Self::OtherResult | Self::OtherDrawn => Vec::new(),
            Self::OtherRules | Self::StrataDoNotAdd | Self::OtherAnalysis => Vec::new(),
        }
    }
}

/// Opens every leaf, checks that each pass counts once and by its last vote, and counts again from the ballots themselves.
pub fn audit(published: &Published, opened: &OpenedLog) -> Vec<AuditFinding> {
    let mut findings = Vec::new();
    let result = &published.result;
    check_opened(&published.log, (&result.consultation, result.leaves), opened, &mut findings);
    check_ballots(published, opened, &mut findings);
    findings
}

/// Opens every leaf, and checks that each pass counts once and by its last vote: `said` is the consultation and what became of the
/// leaves, as the result tells.
pub(super) fn check_opened(
    log: &PublishedLog,
    said: (&str, LeafCounts),
    opened: &OpenedLog,
    findings: &mut Vec<AuditFinding>,
) {
    if opened.consultation != said.0 {
        findings.push(AuditFinding::OtherConsultation);
    }
    let lengths = (opened.leaves.len() as u64, log.leaves.len() as u64);
    if lengths.0 != lengths.1 {
        findings.push(AuditFinding::Length { opened: lengths.0, published: lengths.1 });
    }
    for ((leaf, hash), number) in opened.leaves.iter().zip(&log.leaves).zip(1..) {
        let opens = |nonce| leaf_hash(&commitment(&opened.consultation, nonce, &leaf.ballot)) == *hash;
        let opens = leaf.nonce.as_ref().map_or(leaf.state != LeafState::Cast, opens);
        if !opens {
            findings.push(AuditFinding::DoesNotOpen { leaf: number });
        }
    }
    check_passes(opened, findings);
    check_states(said.1, opened, findings);
}

/// Each pass has one last vote; that one is cast or withdrawn, and all others are replaced.
fn check_passes(opened: &OpenedLog, findings: &mut Vec<AuditFinding>) {
    let mut passes: BTreeMap<u64, Vec<(u32, u64, LeafState)>> = BTreeMap::new();
    for (leaf, number) in opened.leaves.iter().zip(1..) {
        passes
            .entry(leaf.pass)
            .or_default()
            .push((leaf.turn, number, leaf.state));
    }
    for votes in passes.values_mut() {
        votes.sort_by_key(|(turn, number, _)| (*turn, *number));
        let twice = votes.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        findings.extend(twice.map(|pair| AuditFinding::TurnTwice { leaf: pair[1].1 }));
        let Some(((_, last, state), earlier)) = votes.split_last() else { continue };
        let counted = earlier.iter().filter(|(_, _, state)| *state != LeafState::Replaced);
        findings.extend(counted.map(|(_, leaf, _)| AuditFinding::ReplacedCounted { leaf: *leaf }));
        if *state == LeafState::Replaced {
            findings.push(AuditFinding::LastLeftOut { leaf: *last });
        }
    }
}

fn check_states(said: LeafCounts, opened: &OpenedLog, findings: &mut Vec<AuditFinding>) {
    let count = |state| opened.leaves.iter().filter(|leaf| leaf.state == state).count() as u64;
    let (replaced, withdrawn) = (count(LeafState::Replaced), count(LeafState::Withdrawn));
    if replaced != said.replaced {
        findings.push(AuditFinding::Replaced { said: said.replaced, found: replaced });
    }
    if withdrawn != said.withdrawn {
        findings.push(AuditFinding::Withdrawn { said: said.withdrawn, found: withdrawn });
    }
}

/// The ballots cast, judged and counted again.
fn check_ballots(published: &Published, opened: &OpenedLog, findings: &mut Vec<AuditFinding>) {
    let result = &published.result;
    let Some(method) = voting::method(&result.method) else {
        findings.push(AuditFinding::UnknownMethod);
        return;
    };
    if bounds::check_paper(method, &result.paper).is_err() {
        findings.push(AuditFinding::PaperOutOfBounds);
        return;
    }
    let mut cast = Vec::new();
    for (leaf, number) in opened.leaves.iter().zip(1..) {
        if leaf.nonce.is_none() {
            continue;
        }
        match Ballot::deserialize(&leaf.ballot) {
            Ok(ballot) if leaf.state == LeafState::Cast => cast.push(Counted::once(ballot)),
            Ok(_) => {}
            Err(_) => findings.push(AuditFinding::BallotUnreadable { leaf: number }),
        }
    }
    let (standings, summary) = method.sum_up(&cast, &result.paper);
    let tally = voting::decide(method, standings, &summary, &result.paper, &result.lot());
    if serde_json::to_value(&tally).ok() != serde_json::to_value(&result.tally).ok() {
        findings.push(AuditFinding::OtherResult);
    }
    if Recount::of(summary) != published.recount {
        findings.push(AuditFinding::OtherRecount);
    }
    let nobody = tally.working.drawn_people().is_empty();
    let volunteers = if nobody { Vec::new() } else { volunteers(published, opened, method) };
    if drawn_codes(volunteers, &tally) != result.drawn {
        findings.push(AuditFinding::OtherDrawn);
    }
}

/// The ballots that count, with their leaves as they were published.
fn volunteers(published: &Published, opened: &OpenedLog, method: &dyn Method) -> Vec<Volunteer> {
    let cast = opened.leaves.iter().zip(&published.log.leaves);
    let cast = cast.filter(|(leaf, _)| leaf.state == LeafState::Cast);
    cast.filter_map(|(leaf, hash)| {
        let (nonce, ballot) = (leaf.nonce?, Ballot::deserialize(&leaf.ballot).ok()?);
        let counts = method.judge(&ballot, &published.result.paper) == Ok(Standing::Valid);
        counts.then_some(Volunteer { ballot, nonce, leaf: *hash })
    })
    .collect()
}
