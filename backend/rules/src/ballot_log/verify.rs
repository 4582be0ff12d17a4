use std::collections::{BTreeMap, HashSet};

use super::checkpoint::Checkpoint;
use super::disclosure::{Withheld, may_publish_patterns};
use super::drawn::check_drawn;
use super::faults::HeadFault;
use super::finding::Finding;
use super::hash::Hash256;
use super::keys::VerifierKey;
use super::note::Note;
use super::passes::{PassesTogether, check_passes};
use super::proof_code::ProofCode;
use super::published::{Channel, LeafCounts, Published, PublishedLog, PublishedResult, Recount, seal_text};
use super::tree::Tree;
use crate::voting::bounds::{self, OutOfBounds};
use crate::voting::{self, Ballot, Counted, Lot, Method, Standing, Summary, Tally};

/// What a verifier knows from elsewhere than the published files.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The key of the log, as it was told before the vote.
    pub key: Option<VerifierKey>,
    /// Signed heads that were kept while the vote was open.
    pub heads: Vec<String>,
    /// Proof codes of votes that must be in the log.
    pub codes: Vec<ProofCode>,
    /// Keys of observers who must have signed the result.
    pub observers: Vec<VerifierKey>,
}

/// Checks every relation that the published files must hold to, and counts again where they allow it. Nothing is wrong when nothing is found.
pub fn verify(published: &Published, known: &Known) -> Vec<Finding> {
    let result = &published.result;
    let standings = &result.tally.standings;
    let frame = Frame {
        log: &published.log,
        recount: &published.recount,
        seal: &published.seal,
        hash: result.hash(),
        origin: &result.origin,
        head: &result.head,
        recount_named: result.recount,
        leaves: result.leaves,
        cast: sum([standings.valid, standings.blank, standings.invalid]),
        channels: &result.channels,
        together: result.passes_together.as_ref(),
    };
    let mut findings = Vec::new();
    if let Some(heads) = check_frame(&frame, known, &mut findings) {
        check_lot(result, heads.last(), &mut findings);
        check_recount(published, &mut findings);
        check_drawn(published, &mut findings);
    }
    findings
}

/// What every published result has, whatever was voted on.
pub(super) struct Frame<'a> {
    pub log: &'a PublishedLog,
    pub recount: &'a Recount,
    pub seal: &'a str,
    /// The hash of the result.
    pub hash: Hash256,
    /// Name of the log, as the result says.
    pub origin: &'a str,
    /// The final head, as the result says.
    pub head: &'a str,
    /// The hash of the recount, as the result says.
    pub recount_named: Hash256,
    pub leaves: LeafCounts,
    /// Votes that count.
    pub cast: u64,
    pub channels: &'a BTreeMap<String, Channel>,
    /// Passes of the channels whose own number is not told.
    pub together: Option<&'a PassesTogether>,
}

/// Checks a log by itself, also while the vote is open: its key, its heads, and that they lead from one to the next.
pub fn verify_log(log: &PublishedLog, known: &Known) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_log(log, known, &mut findings);
    check_observers(None, known, &mut findings);
    findings
}

/// Gives the key and the signed heads. Nothing more can be checked when the key cannot be read.
fn check_log(log: &PublishedLog, known: &Known, findings: &mut Vec<Finding>) -> Option<(VerifierKey, Vec<Checkpoint>)> {
    let Ok(key) = log.key.parse::<VerifierKey>() else {
        findings.push(Finding::KeyUnreadable);
        return None;
    };
    if known.key.as_ref().is_some_and(|known| *known != key) {
        findings.push(Finding::OtherKey);
    }
    if log.origin != key.name() {
        findings.push(Finding::OtherLog);
    }
    let heads = signed_heads(log, &key, findings);
    let tree = Tree::new(log.leaves.iter().copied());
    check_leaves(&tree, &heads, findings);
    if findings.is_empty() {
        check_batch_order(tree.leaves(), &heads, findings);
    }
    check_kept_heads(&tree, known, &key, findings);
    let missing = known.codes.iter().zip(1..);
    let missing = missing.filter(|(code, _)| !tree.leaves().iter().any(|leaf| code.matches(leaf)));
    findings.extend(missing.map(|(_, code)| Finding::CodeNotInLog { code }));
    Some((key, heads))
}

/// Checks log, seal and counts; gives the signed heads. Nothing more can be checked when the key cannot be read.
pub(super) fn check_frame(frame: &Frame, known: &Known, findings: &mut Vec<Finding>) -> Option<Vec<Checkpoint>> {
    let (key, heads) = check_log(frame.log, known, findings)?;
    if frame.log.origin != *frame.origin {
        findings.push(Finding::OtherLog);
    }
    check_seal(frame, &key, known, findings);
    check_counts(frame, findings);
    Some(heads)
}

/// The result that a published summary leads to.
///
/// # Errors
/// What keeps it from being counted: an unknown method, or a paper or a summary that no vote comes to.
pub fn recounted(result: &PublishedResult, summary: &Summary) -> Result<Tally, Finding> {
    let method = voting::method(&result.method).ok_or(Finding::UnknownMethod)?;
    bounds::check(method, summary, &result.paper).map_err(|found| match found {
        OutOfBounds::Paper => Finding::PaperOutOfBounds,
        OutOfBounds::Summary => Finding::RecountOutOfBounds,
        OutOfBounds::Pattern(pattern) => Finding::PatternInvalid { pattern },
    })?;
    Ok(voting::decide(method, result.tally.standings, summary, &result.paper, &result.lot()))
}

/// Heads that the key of the log signed, in their order.
fn signed_heads(log: &PublishedLog, key: &VerifierKey, findings: &mut Vec<Finding>) -> Vec<Checkpoint> {
    let mut heads: Vec<Checkpoint> = Vec::new();
    for (note, head) in log.heads.iter().zip(1..) {
        match Checkpoint::verified(note, key) {
            Ok(read)
                if heads
                    .last()
                    .is_some_and(|before| before.size > read.size || before.time > read.time) =>
            {
                findings.push(Finding::HeadsOutOfOrder { head });
            }
            Ok(read) => heads.push(read),
            Err(HeadFault::NotSigned) => findings.push(Finding::HeadNotSigned { head }),
            Err(HeadFault::Origin) => findings.push(Finding::HeadOfAnotherLog { head }),
            Err(_) => findings.push(Finding::HeadUnreadable { head }),
        }
    }
    if heads.is_empty() {
        findings.push(Finding::NoHead);
    }
    heads
}

/// Goes from head to head: the leaves up to it have its root.
fn check_leaves(tree: &Tree, heads: &[Checkpoint], findings: &mut Vec<Finding>) {
    let leaves = tree.leaves();
    let (listed, covered) = (tree.size(), heads.last().map_or(0, |head| head.size));
    if listed < covered {
        findings.push(Finding::LeavesMissing { covered, listed });
    } else if listed > covered && !heads.is_empty() {
        findings.push(Finding::LeavesAdded { covered, listed });
    }
    let mut seen = HashSet::with_capacity(leaves.len());
    let repeated = leaves.iter().zip(1..).filter(|(leaf, _)| !seen.insert(**leaf));
    findings.extend(repeated.map(|(_, leaf)| Finding::LeafRepeated { leaf }));
    let mut right = 0;
    for head in heads {
        let end = head.size.min(listed);
        let batch = &leaves[right as usize..end.max(right) as usize];
        let (first, last) = (right + 1, head.size);
        if tree.root_at(head.size) != Some(head.root) {
            let sorted = sorted_root(&leaves[..right as usize], batch);
            let same_leaves = end == head.size && sorted == head.root;
            findings.push(if same_leaves {
                Finding::LeavesReordered { first, last }
            } else {
                Finding::LeafChanged { first, last }
            });
            return;
        }
        right = head.size;
    }
}

/// Leaves of one batch are in the order of their hashes: see [`super::batch_order`].
fn check_batch_order(leaves: &[Hash256], heads: &[Checkpoint], findings: &mut Vec<Finding>) {
    let mut before = 0;
    for head in heads {
        let batch = leaves.get(before as usize..head.size as usize).unwrap_or_default();
        if !batch.is_sorted() {
            findings.push(Finding::BatchUnsorted { first: before + 1, last: head.size });
        }
        before = head.size;
    }
}

fn sorted_root(before: &[Hash256], batch: &[Hash256]) -> Hash256 {
    let mut batch = batch.to_vec();
    batch.sort_unstable();
    Tree::new(before.iter().copied().chain(batch)).root()
}

/// A kept head must be one of this very log, signed by its very key: a log that was made anew under another key has no such head.
fn check_kept_heads(tree: &Tree, known: &Known, key: &VerifierKey, findings: &mut Vec<Finding>) {
    let found = |(note, head): (&String, u64)| {
        let said = Note::parse(note)
            .ok()
            .and_then(|note| Checkpoint::parse(note.text()).ok());
        let Some(said) = said else { return Some(Finding::KeptHeadUnreadable { head }) };
        if said.origin != key.name() {
            return Some(Finding::KeptHeadOfAnotherLog { head });
        }
        match Checkpoint::verified(note, key) {
            Ok(kept) if tree.root_at(kept.size) == Some(kept.root) => None,
            Ok(_) => Some(Finding::KeptHeadContradicted { head }),
            Err(_) => Some(Finding::KeptHeadOfAnotherKey { head }),
        }
    };
    findings.extend(known.heads.iter().zip(1..).filter_map(found));
}

fn check_seal(frame: &Frame, key: &VerifierKey, known: &Known, findings: &mut Vec<Finding>) {
    let seal = Note::parse(frame.seal);
    check_observers(seal.as_ref().ok(), known, findings);
    match seal {
        Err(_) => findings.push(Finding::SealUnreadable),
        Ok(seal) if !seal.is_signed_by(key) => findings.push(Finding::SealNotSigned),
        Ok(seal) if seal.text() != seal_text(&frame.log.origin, &frame.hash) => {
            findings.push(Finding::ResultChanged);
        }
        Ok(_) => {}
    }
    if frame.recount_named != frame.recount.hash() {
        findings.push(Finding::RecountChanged);
    }
}

/// Every observer whose signature is asked for signed the seal.
fn check_observers(seal: Option<&Note>, known: &Known, findings: &mut Vec<Finding>) {
    let signed = |key: &&VerifierKey| seal.is_some_and(|seal| seal.is_signed_by(key));
    let absent = known.observers.iter().filter(|key| !signed(key));
    findings.extend(absent.map(|key| {
        let observer = key.name().to_owned();
        let named = seal.is_some_and(|seal| seal.names().any(|name| name == observer));
        if named { Finding::ObserverNotSigned { observer } } else { Finding::ObserverMissing { observer } }
    }));
}

fn check_counts(frame: &Frame, findings: &mut Vec<Finding>) {
    if frame.log.heads.last().map(String::as_str) != Some(frame.head) {
        findings.push(Finding::OtherFinalHead);
    }
    let (leaves, cast) = (frame.leaves, frame.cast);
    let (said, listed) = (leaves.all, frame.log.leaves.len() as u64);
    if said != listed {
        findings.push(Finding::LeafCount { said, listed });
    }
    let found = sum([leaves.replaced, leaves.withdrawn, cast]);
    if said != found {
        findings.push(Finding::CountsDoNotAdd { said, found });
    }
    let voters = sum(frame.channels.values().map(|channel| channel.voters));
    if voters != cast {
        findings.push(Finding::VotersDoNotAdd { said: cast, found: voters });
    }
    check_passes(frame.channels, frame.together, findings);
}

fn check_lot(result: &PublishedResult, last: Option<&Checkpoint>, findings: &mut Vec<Finding>) {
    if last.is_some_and(|head| Lot::seed(&head.root.0, &result.randomness) != result.lot_seed.0) {
        findings.push(Finding::LotSeed);
    }
}

fn check_recount(published: &Published, findings: &mut Vec<Finding>) {
    let result = &published.result;
    if let Recount::Summary(summary) = &published.recount
        && result.tally.standings.valid != summary.ballots()
    {
        let (said, found) = (result.tally.standings.valid, summary.ballots());
        findings.push(Finding::BallotsDoNotAdd { said, found });
    }
    let Some(method) = voting::method(&result.method) else {
        findings.push(Finding::UnknownMethod);
        return;
    };
    if bounds::check_paper(method, &result.paper).is_err() {
        findings.push(Finding::PaperOutOfBounds);
        return;
    }
    match &published.recount {
        Recount::Summary(summary) => check_summary(summary, method, result, findings),
        Recount::Withheld(reason) if !may_withhold(*reason, method, result) => {
            findings.push(Finding::WithheldWithoutReason);
        }
        Recount::Withheld(_) => {}
    }
}

/// Whether this is a reason to keep the ballots of this vote secret. Figures of options give no ballot away.
fn may_withhold(reason: Withheld, method: &dyn Method, result: &PublishedResult) -> bool {
    let valid = result.tally.standings.valid;
    matches!(method.summarise(&[], &result.paper), Summary::Patterns { .. }) && reason.holds(valid)
}

fn check_summary(summary: &Summary, method: &dyn Method, result: &PublishedResult, findings: &mut Vec<Finding>) {
    check_patterns(summary.patterns(), method, result, findings);
    match recounted(result, summary) {
        Ok(tally) if serde_json::to_value(&tally).ok() == serde_json::to_value(&result.tally).ok() => {}
        Ok(_) => findings.push(Finding::OtherResult),
        // Each of them was found above.
        Err(Finding::PatternInvalid { .. }) => {}
        Err(finding) => findings.push(finding),
    }
}

fn check_patterns(patterns: &[Counted], method: &dyn Method, result: &PublishedResult, findings: &mut Vec<Finding>) {
    let mut before: Option<&Ballot> = None;
    for (counted, pattern) in patterns.iter().zip(1..) {
        if counted.times == 0 || before.is_some_and(|before| *before >= counted.ballot) {
            findings.push(Finding::PatternOutOfPlace { pattern });
        }
        if method.judge(&counted.ballot, &result.paper) != Ok(Standing::Valid) {
            findings.push(Finding::PatternInvalid { pattern });
        }
        before = Some(&counted.ballot);
    }
    let revealing = may_publish_patterns(patterns.iter().map(|counted| counted.times)).is_err();
    if revealing && !patterns.is_empty() {
        findings.push(Finding::PatternsTooRevealing);
    }
}

pub(super) fn sum(parts: impl IntoIterator<Item = u64>) -> u64 {
    parts.into_iter().fold(0, u64::saturating_add)
}
