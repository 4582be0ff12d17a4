//! What of published results may still be read. Figures stay as they were published; words that were taken down since do not.

use std::collections::{BTreeMap, BTreeSet};

use tablee_rules::opinion::StatementId;
use tablee_rules::questions::Answer;
use uuid::Uuid;

use super::figures::natural;
use super::opinion::OpinionResults;
use super::proposal::ProposalResults;
use super::questionnaire::QuestionnaireResults;
use super::{Outcome, PhaseResults};
use crate::cases::moderation::free_text;
use crate::store::entities::phase;
use crate::store::{questions, results, statements};
use crate::{Context, Refusal};

/// The same results with the words that everyone may read now, and how many are gone.
pub(super) async fn in_words_that_stand(
    cx: &Context,
    phase: &phase::Model,
    mut published: PhaseResults,
) -> Result<PhaseResults, Refusal> {
    published.taken_down = match &mut published.outcome {
        Outcome::Proposal(outcome) => keep_titles(cx, phase, outcome).await?,
        Outcome::Opinion(outcome) => keep_statements(cx, phase, outcome).await?,
        Outcome::Questionnaire(outcome) => keep_texts(cx, phase, outcome).await?,
        Outcome::Decision(_) => 0,
    };
    Ok(published)
}

async fn keep_titles(cx: &Context, phase: &phase::Model, outcome: &mut ProposalResults) -> Result<u64, Refusal> {
    let numbers = outcome.most_supported.iter().map(|figure| figure.number);
    let titles = results::published_titles(cx.db.read(), phase.consultation_id, numbers).await?;
    for figure in &mut outcome.most_supported {
        let title = titles.iter().find(|(number, _)| *number == figure.number);
        figure.title = title.map(|(_, title)| title.clone());
    }
    Ok(outcome
        .most_supported
        .iter()
        .filter(|figure| figure.title.is_none())
        .count() as u64)
}

async fn keep_statements(cx: &Context, phase: &phase::Model, outcome: &mut OpinionResults) -> Result<u64, Refusal> {
    let standing = statements::published(cx.db.read(), phase.id).await?;
    let standing: BTreeSet<StatementId> = standing.iter().map(|row| StatementId(row.id.as_u128())).collect();
    for figures in &mut outcome.statements {
        figures.text = figures.text.take().filter(|_| standing.contains(&figures.id));
    }
    Ok(outcome
        .statements
        .iter()
        .filter(|figures| figures.text.is_none())
        .count() as u64)
}

/// Nothing tells which of two equal texts was taken down: as many are kept as stand.
async fn keep_texts(cx: &Context, phase: &phase::Model, outcome: &mut QuestionnaireResults) -> Result<u64, Refusal> {
    let asked = questions::of_phase(cx.db.read(), phase.id).await?;
    let mut standing: BTreeMap<(Uuid, String), u64> = BTreeMap::new();
    for equal in results::published_texts(cx.db.read(), phase.id).await? {
        let answer: Option<Answer> = serde_json::from_str(&equal.value).ok();
        let Some(text) = answer.as_ref().and_then(free_text) else { continue };
        *standing.entry((equal.question_id, text.to_owned())).or_default() += natural(equal.times);
    }
    let mut gone = 0;
    for (figures, question) in outcome.questions.iter_mut().zip(asked) {
        let before = figures.texts.len();
        figures.texts.retain(|text| {
            let left = standing.get_mut(&(question.id, text.clone()));
            left.is_some_and(|left| {
                let stands = *left > 0;
                *left = left.saturating_sub(1);
                stands
            })
        });
        gone += (before - figures.texts.len()) as u64;
    }
    Ok(gone)
}
