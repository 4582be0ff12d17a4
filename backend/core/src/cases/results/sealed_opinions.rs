//! What is published of an opinion phase so that anyone can verify it, and auditors count it again: totals, figures and rules.

use std::collections::BTreeMap;

use tablee_rules::ballot_log::{
    Hash256, Nonce, Note, OPINION_GROUPS, OpinionResult, QuestionWords, Recount, Signer, StatementTotal,
    StatementWords, Withheld, seal_text,
};
use tablee_rules::opinion::{OpinionRules, StatementId};
use uuid::Uuid;

use super::passes::{Channels, channels};
use super::sealed::{in_state, leaves, software};
use super::{OpinionResults, Outcome, PhaseResults};
use crate::cases::ballot_log::signer;
use crate::cases::participation::PhaseAddress;
use crate::store::entities::ballot::BallotState;
use crate::store::entities::{consultation, log_head, phase, sealed_result};
use crate::store::{results, statements};
use crate::{Context, Refusal};

/// The counted opinions, bound to their log and signed, and the salts that were drawn for the words of statements without one: they
/// are to be kept with the result.
///
/// # Errors
/// `WrongState` for results of another kind, or when the log has no name; when the database refuses.
pub(super) async fn sealed(
    cx: &Context,
    (consultation, phase): (&consultation::Model, &phase::Model),
    (people, head): (&PhaseResults, log_head::Model),
    version: i32,
) -> Result<(sealed_result::Model, Vec<(Uuid, String)>), Refusal> {
    let Outcome::Opinion(opinions) = &people.outcome else { return Err(Refusal::WrongState) };
    let signer = signer(cx, &PhaseAddress { slug: consultation.slug.clone(), position: phase.position })?;
    let states = results::ballots_by_state(cx.db.read(), phase.id).await?;
    let (salts, drawn) = salts(cx, phase.id).await?;
    let recount = Recount::Withheld(Withheld::Sheets);
    let Channels { apart, together } = channels(cx, phase, &head, people).await?;
    let hidden = people
        .refused
        .iter()
        .map(|refused| (refused.reason.clone(), refused.count));
    let result = OpinionResult {
        leaves: leaves(head.size, &states),
        sheets: in_state(&states, BallotState::Cast),
        channels: apart,
        passes_together: together,
        hidden: hidden.collect(),
        head: head.note,
        recount: recount.hash(),
        ..result_of(consultation.id, phase, &signer, (opinions, &salts))
    };
    let seal = Note::signed(&seal_text(signer.name(), &result.hash()), &signer).to_string();
    let row = sealed_result::Model {
        phase_id: phase.id,
        consultation_id: consultation.id,
        version,
        result: serde_json::to_string(&result).map_err(|_| Refusal::WrongState)?,
        recount: serde_json::to_string(&recount).map_err(|_| Refusal::WrongState)?,
        seal,
    };
    Ok((row, drawn))
}

/// The salt of each statement that stands, and those among them that are new.
async fn salts(cx: &Context, phase: Uuid) -> Result<(BTreeMap<StatementId, Nonce>, Vec<(Uuid, String)>), Refusal> {
    let (mut salts, mut drawn) = (BTreeMap::new(), Vec::new());
    for row in statements::published(cx.db.read(), phase).await? {
        let kept = row.salt.as_deref().and_then(Nonce::from_hex);
        let salt = kept.unwrap_or_else(|| {
            let mut bytes = [0; 32];
            cx.random.fill(&mut bytes);
            drawn.push((row.id, Nonce(bytes).to_hex()));
            Nonce(bytes)
        });
        salts.insert(StatementId(row.id.as_u128()), salt);
    }
    Ok((salts, drawn))
}

/// The rules and the figures; what became of leaves and voters is still to be told.
fn result_of(
    consultation: Uuid,
    phase: &phase::Model,
    signer: &Signer,
    (opinions, salts): (&OpinionResults, &BTreeMap<StatementId, Nonce>),
) -> OpinionResult {
    let total = |figures: &super::StatementFigures| StatementTotal {
        statement: figures.id,
        words: StatementWords::new(figures.text.clone().unwrap_or_default(), salts.get(&figures.id).copied()).hash(),
        seen: figures.seen,
        opinions: figures.opinions,
        apart: figures.apart,
    };
    let mut statements: Vec<StatementTotal> = opinions.statements.iter().map(total).collect();
    statements.sort_by_key(|total| total.statement);
    let words = |names: &super::StratumNames| QuestionWords {
        question: names.question.clone(),
        yes: names.yes.clone(),
        no: names.no.clone(),
    };
    OpinionResult {
        consultation: consultation.to_string(),
        origin: signer.name().to_owned(),
        method: OPINION_GROUPS.to_owned(),
        rules: OpinionRules::in_force(),
        statements,
        questions: opinions.strata.iter().map(words).collect(),
        frozen_at: phase.frozen_at.or(phase.opens_at).unwrap_or_default(),
        closed_at: phase.closes_at.unwrap_or_default(),
        leaves: Default::default(),
        sheets: 0,
        channels: BTreeMap::new(),
        passes_together: None,
        hidden: BTreeMap::new(),
        software: software(),
        head: String::new(),
        analysis: opinions.analysis.clone(),
        recount: Hash256([0; 32]),
    }
}
