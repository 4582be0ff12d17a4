//! What is published of an opinion phase, and how it is verified and audited. Totals are published, and the analysis with them;
//! the sheets never are: a sheet of votes on many statements is its voter's signature.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::audit::{AuditFinding, LeafState, OpenedLog, check_opened};
use super::disclosure::Withheld;
use super::finding::Finding;
use super::hash::Hash256;
use super::keys::Signer;
use super::note::Note;
use super::passes::PassesTogether;
use super::published::{Channel, LeafCounts, PublishedLog, Recount, hash_of, seal_text};
use super::verify::{Frame, Known, check_frame};
use super::words::StatementWords;
use crate::opinion::{
    Cast, Figures, LeftOut, OpinionAnalysis, OpinionRules, Sheet, StatementAnalysis, StatementId, Vote, VoterId, Votes,
    analyse_declared, declared_hold,
};
use crate::results::SMALLEST_CELL;
use crate::voting::Opinions;

/// Stable name of the method of opinion phases: it tells their files from those of a vote.
pub const OPINION_GROUPS: &str = "opinion-groups";

/// Everything that is published of a closed opinion phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedOpinions {
    /// The log.
    pub log: PublishedLog,
    /// What came out.
    pub result: OpinionResult,
    /// Why the sheets are withheld.
    pub recount: Recount,
    /// The result's hash, signed by the key of the log, and by observers who audited it: see [`seal_text`].
    pub seal: String,
    /// The words of the statements that stand: those that were taken down since are left out, and nothing else changes.
    #[serde(default)]
    pub words: BTreeMap<StatementId, StatementWords>,
}

/// What came out of an opinion phase, under which rules, and from how many sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpinionResult {
    /// The consultation, as its commitments name it.
    pub consultation: String,
    /// Name of the log.
    pub origin: String,
    /// [`OPINION_GROUPS`].
    pub method: String,
    /// The thresholds that figures go by.
    pub rules: OpinionRules,
    /// The statements put to the vote, by ascending number.
    pub statements: Vec<StatementTotal>,
    /// The questions about people that were asked, in the order that strata are numbered by.
    pub questions: Vec<QuestionWords>,
    /// When the phase was frozen, in milliseconds since 1970 (UTC).
    pub frozen_at: i64,
    /// When it closed, in milliseconds since 1970 (UTC).
    pub closed_at: i64,
    /// What became of the leaves.
    pub leaves: LeafCounts,
    /// Sheets that count.
    pub sheets: u64,
    /// Voters whose sheet counts, by channel.
    pub channels: BTreeMap<String, Channel>,
    /// Passes of the channels whose own number is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes_together: Option<PassesTogether>,
    /// Statements that moderation hid, by reason.
    pub hidden: BTreeMap<String, u64>,
    /// The software that counted, with its version.
    pub software: String,
    /// The final signed head.
    pub head: String,
    /// Who thinks alike, and what brings people together.
    pub analysis: OpinionAnalysis,
    /// SHA-256 of the recount's canonical JSON.
    pub recount: Hash256,
}

/// How one statement was received by all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementTotal {
    /// Its number.
    pub statement: StatementId,
    /// The hash of its words: see [`StatementWords::hash`].
    pub words: Hash256,
    /// People who said something of it.
    pub seen: u64,
    /// What they said; nothing when they are too few.
    pub opinions: Option<Opinions>,
    /// Whether it is about the consultation itself: then it forms no group and is in no list.
    #[serde(default, skip_serializing_if = "is_not")]
    pub apart: bool,
}

fn is_not(mark: &bool) -> bool {
    !mark
}

/// The words of a question about people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    /// The question.
    pub question: String,
    /// Those who answered yes.
    pub yes: String,
    /// Those who answered no.
    pub no: String,
}

impl StatementTotal {
    /// The total of a statement, as far as few people allow.
    pub fn of(statement: StatementId, words: Hash256, opinions: Opinions) -> Self {
        let shown = Some(opinions).filter(|opinions| opinions.seen() >= SMALLEST_CELL);
        Self { statement, words, seen: opinions.seen(), opinions: shown, apart: false }
    }
}

impl OpinionResult {
    /// SHA-256 of its canonical JSON: what the seal signs.
    pub fn hash(&self) -> Hash256 {
        hash_of(self)
    }

    /// Place of a statement, from 1; 0 when it is not listed.
    fn number(&self, statement: StatementId) -> u64 {
        let place = self.statements.iter().position(|total| total.statement == statement);
        place.map_or(0, |place| place as u64 + 1)
    }
}

impl PublishedOpinions {
    /// Binds the recount to the result and seals the result.
    pub fn sealed(log: PublishedLog, mut result: OpinionResult, signer: &Signer) -> Self {
        let recount = Recount::Withheld(Withheld::Sheets);
        result.recount = recount.hash();
        let seal = Note::signed(&seal_text(&log.origin, &result.hash()), signer).to_string();
        Self { log, result, recount, seal, words: BTreeMap::new() }
    }
}

/// Checks every relation that the published files must hold to. What the sheets say is for auditors: see [`audit_opinions`].
pub fn verify_opinions(published: &PublishedOpinions, known: &Known) -> Vec<Finding> {
    let result = &published.result;
    let frame = Frame {
        log: &published.log,
        recount: &published.recount,
        seal: &published.seal,
        hash: result.hash(),
        origin: &result.origin,
        head: &result.head,
        recount_named: result.recount,
        leaves: result.leaves,
        cast: result.sheets,
        channels: &result.channels,
        together: result.passes_together.as_ref(),
    };
    let mut findings = Vec::new();
    if check_frame(&frame, known, &mut findings).is_some() {
        check_totals(result, &mut findings);
        check_analysis(result, &mut findings);
        check_words(published, &mut findings);
        if published.recount != Recount::Withheld(Withheld::Sheets) {
            findings.push(Finding::WithheldWithoutReason);
        }
    }
    findings
}

fn check_totals(result: &OpinionResult, findings: &mut Vec<Finding>) {
    if result.rules != OpinionRules::in_force() {
        findings.push(Finding::OtherRules);
    }
    let mut before = None;
    for (total, statement) in result.statements.iter().zip(1..) {
        let adds = total.opinions.is_none_or(|opinions| seen(opinions) == Some(total.seen));
        let told = total.opinions.is_some() == (total.seen >= SMALLEST_CELL);
        if !adds || !told || total.seen > result.sheets || before >= Some(total.statement) {
            findings.push(Finding::TotalDoesNotAdd { statement });
        }
        before = Some(total.statement);
    }
}

/// Figures of each statement follow from its total, and those of groups are part of it.
fn check_analysis(result: &OpinionResult, findings: &mut Vec<Finding>) {
    let (said, found) = (result.sheets, u64::from(result.analysis.voters));
    if said != found {
        findings.push(Finding::VotersDoNotAdd { said, found });
    }
    for figures in &result.analysis.statements {
        let statement = result.number(figures.statement);
        let total = statement.checked_sub(1).map(|place| &result.statements[place as usize]);
        if !total.is_some_and(|total| !total.apart && follow(figures, total)) {
            findings.push(Finding::OtherFigures { statement });
        }
    }
    let told = |total: &StatementTotal| {
        let mut analysed = result.analysis.statements.iter();
        total.seen == 0 || total.apart || analysed.any(|figures| figures.statement == total.statement)
    };
    let untold = result.statements.iter().zip(1..).filter(|(total, _)| !told(total));
    findings.extend(untold.map(|(_, statement)| Finding::OtherFigures { statement }));
    check_conclusions(result, findings);
}

fn check_words(published: &PublishedOpinions, findings: &mut Vec<Finding>) {
    let result = &published.result;
    let signed = |(statement, words): &(&StatementId, &StatementWords)| {
        let mut totals = result.statements.iter();
        totals.any(|total| total.statement == **statement && total.words == words.hash())
    };
    let others = published.words.iter().filter(|words| !signed(words));
    findings.extend(others.map(|(statement, _)| Finding::OtherWords { statement: result.number(*statement) }));
}

/// Scores, marks, lists and sentences follow from the figures. Figures that do not hold were named before.
fn check_conclusions(result: &OpinionResult, findings: &mut Vec<Finding>) {
    let analysis = &result.analysis;
    if !analysis.statements.iter().all(all_hold) {
        return;
    }
    let mut before = None;
    for figures in &analysis.statements {
        let in_place = before.is_none_or(|before| before >= figures.score);
        if !in_place || !analysis.marks_follow(figures) {
            findings.push(Finding::OtherMark { statement: result.number(figures.statement) });
        }
        before = Some(figures.score);
    }
    if !analysis.follows() {
        findings.push(Finding::OtherSentences);
    }
}

fn all_hold(figures: &StatementAnalysis) -> bool {
    let parts = figures.groups.iter().chain(&figures.strata);
    figures.all.iter().chain(parts.flatten()).all(Figures::hold)
}

fn follow(figures: &StatementAnalysis, total: &StatementTotal) -> bool {
    let within = |part: &Figures| seen(part.opinions).is_some_and(|seen| seen <= total.seen);
    let mut parts = figures.groups.iter().chain(&figures.strata).flatten();
    all_hold(figures) && figures.all.map(|all| all.opinions) == total.opinions && parts.all(within)
}

/// Like [`Opinions::seen`], for files that anybody may have written.
fn seen(opinions: Opinions) -> Option<u64> {
    opinions
        .agree
        .checked_add(opinions.disagree)?
        .checked_add(opinions.pass)
}

/// Opens every leaf, checks that each pass counts once and by its last sheet, adds the sheets up again and analyses them anew.
///
/// Declarations are added up by the server alone: auditors check that they can be true, and that the figures follow.
pub fn audit_opinions(published: &PublishedOpinions, opened: &OpenedLog) -> Vec<AuditFinding> {
    let (result, mut findings) = (&published.result, Vec::new());
    check_opened(&published.log, (&result.consultation, result.leaves), opened, &mut findings);
    let votes = votes(result, opened, &mut findings);
    check_totals_again(result, &votes.0, &mut findings);
    if result.rules != OpinionRules::in_force() {
        findings.push(AuditFinding::OtherRules);
    } else if !declared_hold(&votes.1, &opened.declared) {
        findings.push(AuditFinding::StrataDoNotAdd);
    } else if analyse_declared(&votes.1, &opened.declared) != result.analysis {
        findings.push(AuditFinding::OtherAnalysis);
    }
    findings
}

/// The votes of the sheets that count: as they are, and as they are analysed. A statement that the result does not list was hidden.
fn votes(result: &OpinionResult, opened: &OpenedLog, findings: &mut Vec<AuditFinding>) -> (Vec<Cast>, Votes) {
    let mut cast = Vec::new();
    for (leaf, number) in opened.leaves.iter().zip(1..).filter(|(leaf, _)| leaf.nonce.is_some()) {
        match Sheet::deserialize(&leaf.ballot) {
            Ok(sheet) if leaf.state == LeafState::Cast => cast.extend(sheet.cast_by(VoterId(u128::from(leaf.pass)))),
            Ok(_) => {}
            Err(_) => findings.push(AuditFinding::BallotUnreadable { leaf: number }),
        }
    }
    let listed = |statement: &StatementId| result.statements.iter().any(|total| total.statement == *statement);
    let met: std::collections::BTreeSet<StatementId> = cast.iter().map(|cast| cast.statement).collect();
    let hidden = met.into_iter().filter(|statement| !listed(statement));
    let hidden = hidden.map(|statement| (statement, LeftOut::Rejected));
    let apart = result.statements.iter().filter(|total| total.apart);
    let apart = apart.map(|total| (total.statement, LeftOut::Meta));
    let left_out = hidden.chain(apart).collect();
    let votes = Votes::new(cast.iter().copied(), &left_out);
    (cast, votes)
}

fn check_totals_again(result: &OpinionResult, cast: &[Cast], findings: &mut Vec<AuditFinding>) {
    let mut again: BTreeMap<StatementId, Opinions> = BTreeMap::new();
    for vote in cast {
        let opinions = again.entry(vote.statement).or_default();
        match vote.vote {
            Vote::Agree => opinions.agree += 1,
            Vote::Disagree => opinions.disagree += 1,
            Vote::Pass => opinions.pass += 1,
        }
    }
    for (total, statement) in result.statements.iter().zip(1..) {
        let opinions = again.get(&total.statement).copied().unwrap_or_default();
        let found = StatementTotal::of(total.statement, total.words, opinions);
        if (StatementTotal { apart: total.apart, ..found }) != *total {
            findings.push(AuditFinding::OtherTotal { statement });
        }
    }
}
